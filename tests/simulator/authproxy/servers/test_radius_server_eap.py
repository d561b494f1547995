"""[radius_server_eap]: PEAP with EAP-GTC inside, the password, and then a factor."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.proxy import LOGGER_NAME, AuthProxy
from failmode.simulator.authproxy.radius.eap import (
    EAP_MESSAGE_KEY,
    BadEapError,
    EapCode,
    EapPacket,
    EapType,
    PeapData,
    decode_peap,
)
from failmode.simulator.authproxy.radius.eap_peer import NothingToTypeError
from failmode.simulator.authproxy.registry import SIMULATED_SECTIONS
from failmode.simulator.authproxy.servers import challenges
from failmode.simulator.authproxy.servers.eap_session import LAST_IDENTIFIER
from failmode.simulator.edge.faults.answers import Http403, Http500
from failmode.simulator.edge.faults.fault import Fault
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.simulator.errors import ConfigError
from failmode.simulator.state.clock import Clock
from failmode.terms import Stage
from tests.patience import PATIENT_SECONDS, wait_until
from tests.simulator.authproxy.certificates import Certificates, issue_certificates
from tests.simulator.authproxy.eap_login import (
    EapLogin,
    eap_of,
    log_in_by_eap,
    nak,
    send_eap,
    state_of,
)
from tests.simulator.authproxy.stack import (
    PASSWORD,
    Stack,
    authenticate,
    log_in,
)

EAP = "radius_server_eap"
ACCEPT, REJECT, SILENCE = "ACCESS_ACCEPT", "ACCESS_REJECT", "no answer"
IDENTITY = EapPacket(EapCode.RESPONSE, 0, EapType.IDENTITY, b"alice").encode()
_REPLY_MESSAGE = 18


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """Issue a certificate once for this module."""
    return issue_certificates(tmp_path_factory.mktemp("certificates"))


@contextmanager
def eap_proxy(
    stack: Stack,
    certificates: Certificates,
    options: dict[str, str] | None = None,
    *,
    clock: Clock | None = None,
    client: str = "radius_client",
) -> Iterator[AuthProxy]:
    """Run a proxy with such a section."""
    options = {**certificates.eap_options, **(options or {})}
    with stack.proxy(options, section=EAP, clock=clock, client=client) as proxy:
        yield proxy


def run(
    stack: Stack,
    certificates: Certificates,
    *answers: str,
    options: dict[str, str] | None = None,
    username: str = "alice",
    identity: str | None = None,
) -> EapLogin:
    """Log in once at a proxy of its own."""
    with eap_proxy(stack, certificates, options) as proxy:
        return log_in_by_eap(
            proxy, *answers, ca_file=certificates.ca, username=username, identity=identity
        )


def start_peap(proxy: AuthProxy) -> tuple[EapPacket, bytes]:
    """Go on to the start of PEAP; returns the request for it, and the State."""
    first = send_eap(proxy, IDENTITY)
    reply = send_eap(proxy, nak(eap_of(first).identifier), state_of(first))
    return eap_of(reply), state_of(reply)


def test_two_questions_ask_for_the_password_and_then_for_a_factor(
    stack: Stack, certificates: Certificates
) -> None:
    login = run(stack, certificates, PASSWORD, "push")
    assert login.code == ACCEPT
    assert login.prompts == (
        "Enter your password: ",
        "Choose a secondary factor from ('push', 'phone', 'sms') or enter passcode:",
    )
    # Duo's preauth is asked for the question, and again with the answer.
    assert stack.stages() == ["preauth", "preauth", "auth"]


def test_with_concatenation_one_answer_is_enough(stack: Stack, certificates: Certificates) -> None:
    for typed in (PASSWORD, f"{PASSWORD},push"):
        login = run(stack, certificates, typed, options={"allow_concat": "true"})
        assert (login.code, login.prompts) == (ACCEPT, ("Enter your password: ",))
    assert stack.stages() == ["preauth", "auth"] * 2


def test_without_concatenation_a_comma_belongs_to_the_password(
    stack: Stack, certificates: Certificates
) -> None:
    assert run(stack, certificates, f"{PASSWORD},push").code == REJECT
    assert stack.stages() == []


def test_the_access_point_gets_the_keys_of_the_tunnel_and_no_reason(
    stack: Stack, certificates: Certificates
) -> None:
    login = run(stack, certificates, PASSWORD, "push")
    assert login.reply is not None
    receive_key, send_key = login.peer.mppe_keys()
    assert login.reply.attributes[(311, 17)] == (receive_key,)
    assert login.reply.attributes[(311, 16)] == (send_key,)
    assert eap_of(login.reply).code == EapCode.SUCCESS
    assert login.reply.messages == ()
    # What the primary server hands on at other kinds: Class and Filter-Id.
    assert not {25, 11} & login.reply.attributes.keys()


@pytest.mark.parametrize(
    ("username", "answers"),
    [
        ("alice", ("wrong",)),
        ("nobody", (PASSWORD,)),
        ("bob", (PASSWORD, "push")),
        ("alice", (PASSWORD, "000000")),
        ("alice", (PASSWORD, PASSWORD)),
    ],
)
def test_who_is_not_let_in_is_told_no_reason_and_gets_no_eap_failure(
    stack: Stack, certificates: Certificates, username: str, answers: tuple[str, ...]
) -> None:
    login = run(stack, certificates, *answers, username=username)
    assert login.code == REJECT
    assert login.reply is not None
    assert not {EAP_MESSAGE_KEY, _REPLY_MESSAGE, 24} & login.reply.attributes.keys()


@pytest.mark.parametrize(
    ("failmode", "stage", "fault", "codes"),
    [
        ("safe", Stage.PREAUTH, ConnectionRefused(), (ACCEPT, ACCEPT)),
        ("secure", Stage.PREAUTH, ConnectionRefused(), (REJECT, REJECT)),
        ("safe", Stage.PREAUTH, Http403(), (REJECT, REJECT)),
        # What fails once a preauth went well is the second preauth where there are two questions.
        ("safe", Stage.AUTH, ConnectionRefused(), (REJECT, ACCEPT)),
        ("secure", Stage.AUTH, ConnectionRefused(), (REJECT, REJECT)),
        ("safe", Stage.AUTH, Http403(), (REJECT, REJECT)),
        ("safe", Stage.AUTH, Http500(), (ACCEPT, ACCEPT)),
        ("secure", Stage.AUTH, Http500(), (REJECT, REJECT)),
    ],
)
@pytest.mark.parametrize("question", [0, 1], ids=["one question", "two questions"])
def test_the_failmode_decides_as_at_auto(  # noqa: PLR0917 - what a row of the table has
    stack: Stack,
    certificates: Certificates,
    question: int,
    failmode: str,
    stage: Stage,
    fault: Fault,
    codes: tuple[str, str],
) -> None:
    stack.rules.add(Rule("duo", fault, stage=stage))
    options = {"failmode": failmode, "allow_concat": "false" if question else "true"}
    login = run(stack, certificates, PASSWORD, "push", options=options)
    assert login.code == codes[question]
    if login.code == ACCEPT:
        assert login.reply is not None
        assert login.reply.attributes[(311, 17)] == (login.peer.mppe_keys()[0],)


@pytest.mark.parametrize("concat", ["true", "false"])
def test_a_wrong_password_is_final_whatever_the_failmode(
    stack: Stack, certificates: Certificates, concat: str
) -> None:
    stack.rules.add(Rule("duo", ConnectionRefused()))
    options = {"failmode": "safe", "allow_concat": concat}
    assert run(stack, certificates, "wrong", options=options).code == REJECT


def test_a_failure_between_the_questions_is_left_to_the_failmode(
    stack: Stack, certificates: Certificates
) -> None:
    def fail(prompts: int) -> None:
        if prompts == 2:
            stack.rules.add(Rule("duo", ConnectionRefused()))

    for failmode, code in (("safe", ACCEPT), ("secure", REJECT)):
        stack.reset()
        with eap_proxy(stack, certificates, {"failmode": failmode}) as proxy:
            login = log_in_by_eap(proxy, PASSWORD, "anything", ca_file=certificates.ca, asked=fail)
        assert (login.code, len(login.prompts)) == (code, 2)


def test_who_has_to_enroll_is_told_where_and_refused(
    stack: Stack, certificates: Certificates
) -> None:
    login = run(stack, certificates, PASSWORD, "done", username="frank")
    assert login.code == REJECT
    assert len(login.prompts) == 2
    assert re.search(r"https://.* then try again\.$", login.prompts[1])
    assert stack.stages() == ["preauth"]


def test_after_sms_the_question_comes_again_with_duos_words(
    stack: Stack, certificates: Certificates
) -> None:
    login = run(stack, certificates, PASSWORD, "sms", "push")
    assert login.code == ACCEPT
    first, second, third = login.prompts
    assert third.endswith(f"\n{second}")
    assert first != second


def test_an_empty_answer_is_asked_for_again(stack: Stack, certificates: Certificates) -> None:
    login = run(stack, certificates, "", PASSWORD, "", "push")
    assert login.code == ACCEPT
    assert login.prompts[0] == login.prompts[1]
    assert login.prompts[2] == login.prompts[3]


def test_the_user_is_the_one_of_the_request_and_not_of_the_tunnel(
    stack: Stack, certificates: Certificates
) -> None:
    login = run(stack, certificates, PASSWORD, "push", username="alice", identity="bob")
    assert login.code == ACCEPT
    assert run(stack, certificates, PASSWORD, "push", username="bob", identity="alice").code == (
        REJECT
    )


def test_a_factor_that_does_not_lead_in_is_told_in_the_events_as_unrecognized(
    stack: Stack, certificates: Certificates
) -> None:
    with eap_proxy(stack, certificates) as proxy:
        log_in_by_eap(proxy, PASSWORD, "000000", ca_file=certificates.ca)
        last = proxy.events[-1]
    assert (last.msg, last.auth_stage, last.status) == (
        "Unrecognized passcode",
        "Secondary authentication",
        "Reject",
    )


def test_a_client_that_does_not_trust_the_certificate_ends_the_session(
    stack: Stack, certificates: Certificates
) -> None:
    with eap_proxy(stack, certificates) as proxy:
        login = log_in_by_eap(proxy, PASSWORD, "push", ca_file=certificates.other_ca)
        (event,) = proxy.events
    assert (login.code, login.prompts) == (REJECT, ())
    assert login.peer.heard.tls_error is not None
    assert event.msg is not None
    assert event.msg.startswith("SSL Error: [('SSL routines'")
    assert (event.auth_stage, event.status) == ("Unknown", "Error")


def test_many_certificates_come_in_fragments(stack: Stack, certificates: Certificates) -> None:
    chain = certificates.certificate.read_bytes()
    long = certificates.certificate.with_name("long-chain.pem")
    long.write_bytes(chain + chain * 12)
    login = run(stack, certificates, PASSWORD, "push", options={"certs": str(long)})
    assert login.code == ACCEPT
    short = run(stack, certificates, PASSWORD, "push")
    assert login.rounds > short.rounds


def test_the_first_request_is_for_the_password_outside_of_a_tunnel_and_its_answer_is_not_looked_at(
    stack: Stack, certificates: Certificates
) -> None:
    with eap_proxy(stack, certificates, {"allow_concat": "true"}) as proxy:
        first = send_eap(proxy, IDENTITY)
        request = eap_of(first)
        assert (request.type, request.data) == (EapType.GTC, b"Enter your password: ")
        clear = EapPacket(2, request.identifier, EapType.GTC, PASSWORD.encode()).encode()
        again = eap_of(send_eap(proxy, clear, state_of(first)))
    assert (again.type, again.data) == (EapType.GTC, b"Enter your password: ")
    assert stack.stages() == []
    assert proxy.events == ()


@pytest.mark.parametrize("wanted", [EapType.MD5_CHALLENGE, 13, 21, 26])
def test_a_client_that_wants_another_method_is_refused_by_its_number(
    stack: Stack, certificates: Certificates, wanted: int
) -> None:
    with eap_proxy(stack, certificates) as proxy:
        first = send_eap(proxy, IDENTITY)
        reply = send_eap(proxy, nak(1, wanted), state_of(first))
        (event,) = proxy.events
    assert reply is not None
    assert reply.code == 3
    assert event.msg == f"Unknown Nak request {int(wanted)}."


def _refusal(proxy: AuthProxy, message: bytes, wait: float) -> tuple[str, str | None]:
    """Answer the first request with something; returns the answer's code and the event."""
    first = send_eap(proxy, IDENTITY)
    reply = send_eap(proxy, message, state_of(first), wait=wait)
    code = SILENCE if reply is None else {3: REJECT, 11: "ACCESS_CHALLENGE"}[reply.code]
    return code, proxy.events[-1].msg if proxy.events else None


@pytest.mark.parametrize(
    ("message", "code", "words"),
    [
        (b"\x01\x01\x00\x05\x01", REJECT, "EAP request received."),
        (b"\x02\x01\x00\x09\x19\x00", REJECT, "length (9) does not match actual length (6)"),
        (EapPacket(2, 1, 33, b"\x80\x03\x00\x02\x00\x01").encode(), REJECT, None),
        (EapPacket(2, 1, 33, b"other").encode(), REJECT, "Unsupported TLV: "),
        (EapPacket(2, 1, EapType.PEAP, b"").encode(), SILENCE, None),
        (EapPacket(2, 1, EapType.PEAP, b"\x00").encode(), SILENCE, None),
        (EapPacket(2, 1, EapType.PEAP, b"\x80\x00").encode(), SILENCE, None),
        (EapPacket(2, 1, EapType.PEAP, b"\x40piece").encode(), SILENCE, None),
        (EapPacket(2, 1, EapType.NAK, b"").encode(), SILENCE, None),
        (b"\x02\x01\x00\x04", SILENCE, None),
        (b"\x02", SILENCE, None),
        (b"", SILENCE, None),
    ],
)
def test_what_is_no_good_message_lets_nobody_in(
    stack: Stack, certificates: Certificates, message: bytes, code: str, words: str | None
) -> None:
    with eap_proxy(stack, certificates) as proxy:
        wait = 0.3 if code == SILENCE else PATIENT_SECONDS
        answer, said = _refusal(proxy, message, wait)
    assert answer == code
    if words is None:
        assert said is None
    else:
        assert words in (said or "")
    assert stack.stages() == []


def test_a_response_to_another_request_gets_the_same_request_again(
    stack: Stack, certificates: Certificates
) -> None:
    with eap_proxy(stack, certificates) as proxy:
        start, state = start_peap(proxy)
        again = send_eap(proxy, nak(start.identifier - 1), state)
        assert eap_of(again) == start
        assert decode_peap(start.data) == PeapData(start=True)


def test_tls_that_fails_at_its_beginning_is_left_without_an_answer_and_told_once(
    stack: Stack, certificates: Certificates, caplog: pytest.LogCaptureFixture
) -> None:
    with eap_proxy(stack, certificates) as proxy, caplog.at_level(logging.INFO, LOGGER_NAME):
        start, state = start_peap(proxy)
        rubbish = EapPacket(2, start.identifier, EapType.PEAP, b"\0" + b"GET / HTTP/1.1\r\n\r\n")
        for _ in range(3):
            assert send_eap(proxy, rubbish.encode(), state, wait=0.2) is None

        def told() -> int:
            return sum(messages.TLS_NOT_ESTABLISHED in one for one in caplog.messages)

        wait_until(told, "the log does not tell it")
        stack.wait_until_decided("radius_server_eap")
        assert proxy.events == ()
    assert told() == 1


def test_a_client_that_repeats_what_got_no_answer_is_not_told_that_its_challenge_is_unknown(
    stack: Stack, certificates: Certificates
) -> None:
    with eap_proxy(stack, certificates) as proxy:
        first = send_eap(proxy, IDENTITY)
        fragment = EapPacket(2, 1, EapType.PEAP, b"\x40piece").encode()
        for _ in range(2):
            assert send_eap(proxy, fragment, state_of(first), wait=0.2) is None
            stack.wait_until_decided("radius_server_eap")
        # The session is over for whatever comes after it, too.
        assert send_eap(proxy, nak(1), state_of(first), wait=0.2) is None


def test_a_session_has_an_end_however_long_its_client_talks(
    stack: Stack, certificates: Certificates
) -> None:
    with eap_proxy(stack, certificates) as proxy:
        reply = send_eap(proxy, IDENTITY)
        rounds = 1
        while reply is not None:
            state, identifier = state_of(reply), eap_of(reply).identifier
            message = EapPacket(2, identifier, EapType.NOTIFICATION).encode()
            wait = 0.3 if rounds == LAST_IDENTIFIER else PATIENT_SECONDS
            reply = send_eap(proxy, message + b"", state, wait=wait)
            rounds += 1
            assert rounds <= LAST_IDENTIFIER + 1
    assert rounds == LAST_IDENTIFIER + 1


def test_a_session_expires(stack: Stack, certificates: Certificates) -> None:
    clock = Clock()
    with eap_proxy(stack, certificates, clock=clock) as proxy:
        first = send_eap(proxy, IDENTITY)
        clock.advance(challenges.CHALLENGE_LIFETIME_SECONDS)
        reply = send_eap(proxy, nak(1), state_of(first))
    assert reply is not None
    assert (reply.code, reply.messages) == (3, ("Unknown Challenge",))


def test_of_too_many_sessions_the_oldest_goes(
    stack: Stack, certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(challenges, "MAX_OPEN_CHALLENGES", 3)
    with eap_proxy(stack, certificates) as proxy:
        first, *others = [send_eap(proxy, IDENTITY) for _ in range(4)]
        gone = send_eap(proxy, nak(1), state_of(first))
        assert gone is not None
        assert gone.messages == ("Unknown Challenge",)
        for one in others:
            reply = send_eap(proxy, nak(1), state_of(one))
            assert eap_of(reply).type == EapType.PEAP


def test_a_session_belongs_to_its_user(stack: Stack, certificates: Certificates) -> None:
    with eap_proxy(stack, certificates) as proxy:
        first = send_eap(proxy, IDENTITY)
        reply = send_eap(proxy, nak(1), state_of(first), username="bob")
    assert reply is not None
    assert (reply.code, reply.messages) == (3, ("Unknown Challenge",))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.one_of(
            st.binary(max_size=40),
            st.builds(
                lambda code, offset, kind, data: (code, offset, kind, data),
                st.sampled_from([1, 2, 2, 2, 3, 4]),
                st.sampled_from([0, 0, 0, 1]),
                st.sampled_from([1, 2, 3, 6, 21, 25, 25, 25, 33]),
                st.one_of(
                    st.binary(max_size=60),
                    st.just(bytes([25])),
                    st.just(b"\x80\x03\x00\x02\x00\x01"),
                    st.builds(lambda tls: b"\0" + tls, st.binary(max_size=60)),
                ),
            ),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_whatever_a_client_sends_nobody_is_let_in_and_the_proxy_goes_on(
    stack: Stack, certificates: Certificates, sent: list[bytes | tuple[int, int, int, bytes]]
) -> None:
    with eap_proxy(stack, certificates, {"allow_concat": "true"}) as proxy:
        reply, state = send_eap(proxy, IDENTITY), None
        for one in sent:
            state, identifier = state_of(reply), eap_of(reply).identifier
            message = (
                one
                if isinstance(one, bytes)
                else EapPacket(one[0], (identifier + one[1]) % 256, one[2], one[3]).encode()
            )
            reply = send_eap(proxy, message, state, wait=0.15)
            if reply is None or reply.code == 3:
                break
            assert reply.code == 11
        assert log_in_by_eap(proxy, PASSWORD, ca_file=certificates.ca).code == ACCEPT


def test_a_request_without_eap_is_taken_with_its_password(
    stack: Stack, certificates: Certificates
) -> None:
    with eap_proxy(stack, certificates) as proxy:
        assert log_in(proxy) == (ACCEPT, "Success. Logging you in...")
        assert log_in(proxy, "bob") == (REJECT, "Login request denied.")
        # The primary server's words are kept from the client here.
        assert log_in(proxy, password="wrong") == (REJECT, "")
        assert log_in(proxy, password="") == (REJECT, messages.NO_PASSWORD)
        stack.rules.add(Rule("duo", ConnectionRefused()))
        assert log_in(proxy) == (ACCEPT, messages.FAIL_OPEN)
        reply = authenticate(proxy)
    assert reply is not None
    assert {25, 11} & reply.attributes.keys() == set()


def test_a_user_without_a_usable_factor_is_refused(
    stack: Stack, certificates: Certificates
) -> None:
    stack.duo.users.add("erin")
    with eap_proxy(stack, certificates, {"factors": "phone"}, client="duo_only_client") as proxy:
        reply = log_in(proxy, "erin")
    assert reply[0] == REJECT


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("", ["certs is missing", "pkey is missing"]),
        ("certs={cert}\npkey=missing.pem\n", ["pkey"]),
        ("certs={ca}\npkey={key}\n", ["certs", "cannot be used"]),
        ("certs={cert}\npkey={key}\ncipher_list=none\n", ["cipher_list", "cannot be used"]),
        ("certs={cert}\npkey={key}\nminimum_tls_version=ssl3\n", ["minimum_tls_version", "tls1.2"]),
        ("certs={cert}\npkey={key}\nexempt_username_1=root\n", ["exempt_username_1"]),
    ],
)
def test_what_cannot_be_used_is_said_when_the_file_is_read(
    stack: Stack, certificates: Certificates, options: str, words: list[str]
) -> None:
    options = options.format(
        cert=certificates.certificate, key=certificates.key, ca=certificates.ca
    )
    text = stack.text({}, {}, "radius_client", EAP) + options
    with pytest.raises(ConfigError) as caught:
        SIMULATED_SECTIONS.parse(text, "authproxy.cfg", Path())
    for word in words:
        assert word in str(caught.value)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 7), st.integers(0, 400), st.integers(1, 255))
def test_a_damaged_message_never_leads_to_an_accept_that_was_not_earned(
    stack: Stack, certificates: Certificates, at: int, position: int, change: int
) -> None:
    stack.reset()
    rounds = 0

    def damage(message: bytes) -> bytes:
        nonlocal rounds
        rounds += 1
        if rounds != at + 1:
            return message
        octets = bytearray(message)
        octets[position % len(octets)] ^= change
        return bytes(octets)

    with eap_proxy(stack, certificates, {"allow_concat": "true"}) as proxy:
        try:
            login = log_in_by_eap(proxy, PASSWORD, ca_file=None, through=damage, wait=0.5)
        except (BadEapError, NothingToTypeError):
            # The client gives up.
            return
        finally:
            # What still comes of it is nothing of the next login's.
            stack.wait_until_decided("radius_server_eap")
    if login.code == ACCEPT:
        assert stack.stages() == ["preauth", "auth"]
        assert login.reply is not None
        assert login.reply.attributes[(311, 17)] == (login.peer.mppe_keys()[0],)


def test_a_session_does_not_outlive_its_proxy(stack: Stack, certificates: Certificates) -> None:
    with eap_proxy(stack, certificates) as proxy:
        _, state = start_peap(proxy)
    with eap_proxy(stack, certificates) as proxy:
        reply = send_eap(proxy, EapPacket(2, 2, EapType.PEAP, b"\0").encode(), state)
    assert reply is not None
    assert (reply.code, reply.messages) == (3, ("Unknown Challenge",))
