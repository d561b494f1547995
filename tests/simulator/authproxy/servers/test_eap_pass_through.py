"""EAP at [radius_server_auto]: the primary server holds the dialogue, and then Duo is asked."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.proxy import LOGGER_NAME, AuthProxy
from failmode.simulator.authproxy.radius.eap import EapCode, EapPacket, EapType, attribute_values
from failmode.simulator.authproxy.radius.packets import AccessRequest, Attributes, Code, Reply
from failmode.simulator.edge.faults.answers import Http403, Http500
from failmode.simulator.edge.faults.fault import Fault
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.terms import Stage
from tests.patience import wait_until
from tests.simulator.authproxy.certificates import issue_certificates
from tests.simulator.authproxy.eap_login import eap_of, send_eap, state_of
from tests.simulator.authproxy.scripted_primary import ScriptedPrimary, scripted_primary
from tests.simulator.authproxy.stack import Stack, authenticate, code_and_message, log_in

IDENTITY = EapPacket(EapCode.RESPONSE, 3, EapType.IDENTITY, b"alice").encode()
QUESTION = EapPacket(EapCode.REQUEST, 4, EapType.MD5_CHALLENGE, b"\x10" + bytes(16)).encode()
ANSWER = EapPacket(EapCode.RESPONSE, 4, EapType.MD5_CHALLENGE, b"\x10" + bytes(16)).encode()
SUCCESS = EapPacket(EapCode.SUCCESS, 4).encode()
FAILURE = EapPacket(EapCode.FAILURE, 4).encode()
KEY: Attributes = {(311, 17): (bytes(range(32)),)}
STATE = b"the primary server's own"


def eap(packet: bytes) -> dict[int | tuple[int, int], tuple[bytes, ...]]:
    """Return a packet as attributes."""
    return {79: attribute_values(packet)}


def dialogue(request: AccessRequest) -> Reply:
    """Ask one question, and accept whoever knows it by its State."""
    if request.raw("State") == STATE:
        return Reply(Code.ACCESS_ACCEPT, "primary says yes", {**eap(SUCCESS), **KEY, 25: (b"x",)})
    return Reply(Code.ACCESS_CHALLENGE, None, {**eap(QUESTION), 27: (b"\0\0\0\x1e",)}, STATE)


def talk(proxy: AuthProxy) -> tuple[bytes, tuple[str, str], Attributes]:
    """Send both messages; returns the State between them, and the last answer."""
    first = send_eap(proxy, IDENTITY)
    assert first is not None
    assert first.attributes[27] == (b"\0\0\0\x1e",)
    assert eap_of(first).encode() == QUESTION
    last = send_eap(proxy, ANSWER, state_of(first))
    return state_of(first), code_and_message(last), {} if last is None else last.attributes


def test_the_dialogue_is_handed_on_and_duo_asked_at_its_end(stack: Stack) -> None:
    with scripted_primary(dialogue) as primary:
        with stack.proxy(client_options=primary.options) as proxy:
            state, answer, attributes = talk(proxy)
            events = [(one.auth_stage, one.status) for one in proxy.events]
        asked = [one.attributes[79] for one in primary.requests]
    assert state == STATE
    assert answer == ("ACCESS_ACCEPT", "Success. Logging you in...")
    assert attributes[79] == (SUCCESS,)
    assert attributes[(311, 17)] == KEY[(311, 17)]
    assert attributes[25] == (b"x",)
    assert asked == [(IDENTITY,), (ANSWER,)]
    assert stack.stages() == ["preauth", "auth"]
    assert events == [
        ("Primary authentication", "Allow"),
        ("Secondary authentication", "Allow"),
    ]


@pytest.mark.parametrize(
    ("section", "request_eap"), [("radius_server_auto", True), ("radius_server_eap", False)]
)
def test_a_login_does_not_go_on_in_data_that_replaced_its_own_while_the_primary_server_was_asked(
    stack: Stack,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    section: str,
    request_eap: bool,
) -> None:
    replaced = [0]

    def accept_after_a_reset(request: AccessRequest) -> Reply:
        reply = dialogue(request) if request_eap else Reply(Code.ACCESS_ACCEPT, "yes")
        replaced[0] += reply.code == Code.ACCESS_ACCEPT
        return reply

    caplog.set_level(logging.INFO, LOGGER_NAME)
    options = {} if request_eap else issue_certificates(tmp_path).eap_options
    with (
        scripted_primary(accept_after_a_reset) as primary,
        stack.proxy(
            options, primary.options, section=section, generation=lambda: replaced[0]
        ) as proxy,
    ):
        if request_eap:
            state = state_of(send_eap(proxy, IDENTITY))
            assert send_eap(proxy, ANSWER, state, wait=0.2) is None
        else:
            assert authenticate(proxy, wait=0.2) is None
        wait_until(lambda: "no reply: " in caplog.text, "the login came to no end")
    assert "replaced" in caplog.text
    assert stack.stages() == []


@pytest.mark.parametrize(
    ("failmode", "stage", "fault", "expected"),
    [
        ("safe", Stage.PREAUTH, ConnectionRefused(), ("ACCESS_ACCEPT", messages.FAIL_OPEN)),
        ("secure", Stage.PREAUTH, ConnectionRefused(), ("ACCESS_REJECT", messages.PREAUTH_FAILED)),
        ("safe", Stage.PREAUTH, Http403(), ("ACCESS_REJECT", messages.PREAUTH_FAILED)),
        ("safe", Stage.AUTH, ConnectionRefused(), ("ACCESS_REJECT", messages.AUTH_FAILED)),
        ("safe", Stage.AUTH, Http500(), ("ACCESS_ACCEPT", messages.FAIL_OPEN)),
    ],
)
def test_the_failmode_decides_once_the_primary_server_has_accepted(
    stack: Stack, failmode: str, stage: Stage, fault: Fault, expected: tuple[str, str]
) -> None:
    stack.rules.add(Rule("duo", fault, stage=stage))
    with (
        scripted_primary(dialogue) as primary,
        stack.proxy({"failmode": failmode}, primary.options) as proxy,
    ):
        _, answer, attributes = talk(proxy)
    assert answer == expected
    # Nothing that the primary server said of success reaches a client who is refused.
    accepted = expected[0] == "ACCESS_ACCEPT"
    assert (79 in attributes) == ((311, 17) in attributes) == accepted


def test_a_rejection_of_the_primary_server_is_handed_on_whatever_the_failmode(
    stack: Stack,
) -> None:
    stack.rules.add(Rule("duo", ConnectionRefused()))
    rejected = Reply(Code.ACCESS_REJECT, "primary says no", {**eap(FAILURE), 25: (b"x",)})
    with (
        scripted_primary(lambda _request: rejected) as primary,
        stack.proxy({"failmode": "safe"}, primary.options) as proxy,
    ):
        reply = send_eap(proxy, IDENTITY)
        (event,) = proxy.events
    assert code_and_message(reply) == ("ACCESS_REJECT", "primary says no")
    assert eap_of(reply).encode() == FAILURE
    assert (event.msg, event.status) == ("Primary credentials rejected - primary says no", "Reject")
    assert stack.stages() == []


def test_a_user_who_has_passcodes_alone_is_not_asked_but_refused_by_duo(stack: Stack) -> None:
    with (
        scripted_primary(dialogue) as primary,
        stack.proxy({"factors": "passcode"}, primary.options) as proxy,
    ):
        _, (code, _), attributes = talk(proxy)
    assert code == "ACCESS_REJECT"
    assert 24 not in attributes


def test_a_dialogue_belongs_to_its_user(stack: Stack) -> None:
    with scripted_primary(dialogue) as primary, stack.proxy({}, primary.options) as proxy:
        first = send_eap(proxy, IDENTITY)
        other = send_eap(proxy, ANSWER, state_of(first), username="bob")
        asked = len(primary.requests)
    assert code_and_message(other) == ("ACCESS_REJECT", messages.UNKNOWN_CHALLENGE)
    assert asked == 1


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (
            None,
            messages.PRIMARY_ERROR.format(reason=messages.PRIMARY_TIMED_OUT),
        ),
        (Reply(Code.ACCESS_CHALLENGE, None, eap(QUESTION)), messages.UNEXPECTED_PRIMARY_ANSWER),
    ],
)
def test_a_primary_server_that_does_not_hold_a_dialogue_lets_nobody_in(
    stack: Stack, answer: Reply | None, text: str
) -> None:
    with scripted_primary(lambda _request: answer) as primary:
        options = {**primary.options, "retries": "0" if answer is None else "20"}
        with stack.proxy({"failmode": "safe"}, options) as proxy:
            assert code_and_message(send_eap(proxy, IDENTITY)) == ("ACCESS_REJECT", text)
            (event,) = proxy.events
    assert (event.auth_stage, event.status) == ("Primary authentication", "Error")
    assert stack.stages() == []


def test_without_a_radius_primary_eap_is_refused_and_the_log_says_what_to_do(
    stack: Stack, caplog: pytest.LogCaptureFixture
) -> None:
    with (
        stack.proxy(client="duo_only_client") as proxy,
        caplog.at_level(logging.INFO, LOGGER_NAME),
    ):
        answer = code_and_message(send_eap(proxy, IDENTITY))
        assert log_in(proxy)[0] == "ACCESS_ACCEPT"
    assert answer == ("ACCESS_REJECT", messages.CANNOT_FORWARD)
    assert "Try using PAP" in caplog.text


def _lines(caplog: pytest.LogCaptureFixture, primary: ScriptedPrimary) -> list[str]:
    return [one.replace(str(primary.port), "PORT") for one in caplog.messages]


def test_the_log_names_the_requests_that_are_handed_on(
    stack: Stack, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, LOGGER_NAME)
    with scripted_primary(dialogue) as primary, stack.proxy({}, primary.options) as proxy:
        send_eap(proxy, IDENTITY)
        (request,) = primary.requests
        lines = _lines(caplog, primary)
    host = "('127.0.0.1', PORT)"
    (sent,) = [one for one in lines if one.startswith("Sending proxied request for id ")]
    assert sent.endswith(f" to {host} with id {request.identifier}")
    assert f"Got response for id {request.identifier} from {host}; code 11" in lines
