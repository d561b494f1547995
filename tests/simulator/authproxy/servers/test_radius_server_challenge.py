"""[radius_server_challenge]: after the password an Access-Challenge asks for the factor."""

from __future__ import annotations

import json
import socket

import pytest

from failmode.simulator.authproxy.cfg.sections.radius_server_kinds import PromptFormat
from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.authproxy.radius.packets import Attributes, OutgoingRequest
from failmode.simulator.authproxy.registry import SIMULATED_SECTIONS
from failmode.simulator.authproxy.servers.radius_server_challenge import worded
from failmode.simulator.edge.faults.answers import Http403, Http500, MalformedResponse
from failmode.simulator.edge.faults.delivery import NoAnswer
from failmode.simulator.edge.faults.fault import Fault
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.simulator.edge.http.canned_responses import CannedResponse
from failmode.simulator.errors import ConfigError
from failmode.terms import Stage
from tests.patience import PATIENT_SECONDS, with_time_enough
from tests.simulator.authproxy.stack import (
    PASSWORD,
    PRIMARY_REJECT_MESSAGE,
    SECRET,
    Stack,
    authenticate,
    code_and_message,
    log_in,
)

ACCEPT, REJECT, CHALLENGE = "ACCESS_ACCEPT", "ACCESS_REJECT", "ACCESS_CHALLENGE"
APPROVED = (ACCEPT, "Success. Logging you in...")
SECTION = "radius_server_challenge"
SHORT = "Choose a secondary factor from ('push1', 'phone1', 'sms1') or enter passcode:"


def challenge(proxy: AuthProxy, username: str = "alice") -> tuple[str, Attributes]:
    """Log in until the challenge; give its text, and the State of the answer to it."""
    reply = authenticate(proxy, username)
    assert reply is not None
    code, message = code_and_message(reply)
    assert code == CHALLENGE
    return message, {24: reply.attributes[24]}


@pytest.mark.parametrize("answer", ["1", "push", "push1", "phone", "2"])
def test_a_factor_or_its_number_answers_the_challenge(stack: Stack, answer: str) -> None:
    with stack.proxy(section=SECTION) as proxy:
        _, state = challenge(proxy)
        assert stack.stages() == ["preauth"]
        assert log_in(proxy, password=answer, attributes=state) == APPROVED
    assert stack.stages() == ["preauth", "auth"]


def test_the_event_names_the_factor_but_no_passcode(stack: Stack) -> None:
    (passcode,) = stack.duo.passcodes.issue("alice")
    with stack.proxy(section=SECTION) as proxy:
        for answer in ("1", passcode):
            _, state = challenge(proxy)
            assert log_in(proxy, password=answer, attributes=state) == APPROVED
        events = [event for event in proxy.events if event.auth_stage == "Secondary authentication"]
        assert [event.factor for event in events] == ["push1", None]
        assert passcode not in "".join(event.to_json() for event in proxy.events)


def test_after_an_sms_the_user_is_asked_again(stack: Stack) -> None:
    with stack.proxy(section=SECTION) as proxy:
        prompt, state = challenge(proxy)
        again = authenticate(proxy, password="sms1", attributes=state)
        assert code_and_message(again) == (CHALLENGE, prompt)
        assert again is not None
        assert again.attributes[24] != state[24]
        assert log_in(proxy, password="push", attributes={24: again.attributes[24]}) == APPROVED


def test_a_wrong_password_is_told_with_the_primary_servers_words(stack: Stack) -> None:
    with stack.proxy(section=SECTION) as proxy:
        assert log_in(proxy, password="wrong") == (REJECT, PRIMARY_REJECT_MESSAGE)
    assert stack.stages() == []


def test_a_challenge_is_answered_once_and_by_its_user_alone(stack: Stack) -> None:
    unknown = (REJECT, messages.UNKNOWN_CHALLENGE)
    with stack.proxy(section=SECTION) as proxy:
        _, state = challenge(proxy)
        assert log_in(proxy, "bob", "push", attributes=state) == unknown
        assert log_in(proxy, password="push", attributes=state) == APPROVED
        assert log_in(proxy, password="push", attributes=state) == unknown
        assert log_in(proxy, password="push", attributes={24: (b"made up",)}) == unknown


def test_a_challenge_is_answered_by_the_client_that_got_it_alone(stack: Stack) -> None:
    with (
        stack.proxy({"radius_ip_1": "127.0.0.0/8"}, section=SECTION) as proxy,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as another_client,
    ):
        another_client.bind(("127.0.0.2", 0))
        another_client.settimeout(PATIENT_SECONDS)
        _, state = challenge(proxy)
        request = OutgoingRequest(SECRET.encode(), "alice", b"push", state)
        another_client.sendto(request.datagram, proxy.addresses[0])
        answer = request.read_reply(another_client.recv(4096))
        assert code_and_message(answer) == (REJECT, messages.UNKNOWN_CHALLENGE)
        assert log_in(proxy, password="push", attributes=state) == APPROVED
    assert stack.stages() == ["preauth", "auth"]


def test_a_user_who_denies_is_refused_with_duos_words(stack: Stack) -> None:
    with stack.proxy(section=SECTION) as proxy:
        _, state = challenge(proxy, "bob")
        assert log_in(proxy, "bob", "push", attributes=state) == (REJECT, "Login request denied.")


OPEN = (ACCEPT, messages.FAIL_OPEN)
DENIED = (REJECT, messages.PREAUTH_FAILED)


@pytest.mark.parametrize(
    ("failmode", "fault", "expected", "status"),
    [
        ("safe", ConnectionRefused(), OPEN, "Allow"),
        ("secure", ConnectionRefused(), DENIED, "Error"),
        ("safe", Http403(), DENIED, "Error"),
    ],
)
def test_a_failure_at_preauth_is_decided_without_a_challenge(
    stack: Stack, failmode: str, fault: Fault, expected: tuple[str, str], status: str
) -> None:
    stack.rules.add(Rule("duo", fault, stage=Stage.PREAUTH))
    with stack.proxy({"failmode": failmode}, section=SECTION) as proxy:
        assert log_in(proxy) == expected
        assert proxy.events[-1].status == status


@pytest.mark.parametrize(
    ("failmode", "fault", "expected"),
    [
        ("safe", ConnectionRefused(), DENIED),
        ("secure", ConnectionRefused(), DENIED),
        ("safe", Http500(), OPEN),
        ("safe", MalformedResponse(), OPEN),
        ("secure", Http500(), DENIED),
        ("safe", Http403(), DENIED),
    ],
)
def test_a_failure_at_auth_has_the_text_of_preauth_and_none_of_a_timeout(
    stack: Stack, failmode: str, fault: Fault, expected: tuple[str, str]
) -> None:
    stack.rules.add(Rule("duo", fault, stage=Stage.AUTH))
    with stack.proxy({"failmode": failmode}, section=SECTION) as proxy:
        _, state = challenge(proxy)
        assert log_in(proxy, password="push", attributes=state) == expected
        wanted = "Allow" if expected == OPEN else "Reject"
        assert (proxy.events[-1].status, proxy.events[-1].factor) == (wanted, "push")


def test_silence_at_auth_has_the_text_of_preauth_and_none_of_a_timeout(stack: Stack) -> None:
    def attempt(seconds: float) -> tuple[tuple[str, str], str, str | None]:
        stack.rules.clear()
        stack.rules.add(Rule("duo", NoAnswer(), stage=Stage.AUTH))
        with stack.proxy(section=SECTION, api_timeout_seconds=seconds) as proxy:
            reply = authenticate(proxy)
            assert reply is not None
            state: Attributes = {24: reply.attributes.get(24, ())}
            wait = 2 * PATIENT_SECONDS
            answer = log_in(proxy, password="push", attributes=state, wait=wait)
            return answer, proxy.events[-1].status, proxy.events[-1].factor

    came_to = with_time_enough(attempt, stack.fault_struck, seconds=0.15)

    assert came_to == (DENIED, "Reject", "push")


def test_who_has_to_enroll_is_told_by_a_challenge_whose_answer_is_refused(stack: Stack) -> None:
    with stack.proxy(section=SECTION) as proxy:
        message, state = challenge(proxy, "dave")
        assert "enroll" in message.lower()
        answer = log_in(proxy, "dave", "push", attributes=state)
        assert answer == (REJECT, messages.ENROLL_AND_LOG_IN_AGAIN)
    assert stack.stages() == ["preauth"]


def test_without_enroll_challenge_it_is_a_reject(stack: Stack) -> None:
    with stack.proxy({"enroll_challenge": "false"}, section=SECTION) as proxy:
        code, message = log_in(proxy, "dave")
        assert (code, "enroll" in message.lower()) == (REJECT, True)
        assert proxy.events[-1].msg == messages.NOT_ENROLLED


def test_chap_is_refused_in_the_products_words(stack: Stack) -> None:
    with stack.proxy(section=SECTION) as proxy:
        reply = authenticate(proxy, password=None)
        assert code_and_message(reply) == (REJECT, messages.NO_PASSWORD_OR_CHAP2)


@pytest.mark.parametrize(
    ("prompt_format", "first_line"),
    [
        ("CONSOLE", "Duo two-factor login for alice"),
        # With <br> for every line end, Duo's words no longer fit.
        ("html", SHORT),
        ("short", SHORT),
    ],
)
def test_the_prompt_is_worded_as_configured(
    stack: Stack, prompt_format: str, first_line: str
) -> None:
    with stack.proxy({"prompt_format": prompt_format}, section=SECTION) as proxy:
        # Where passcodes were sent, Duo's words say how the next one begins.
        _, state = challenge(proxy)
        authenticate(proxy, password="sms1", attributes=state)
        prompt, _ = challenge(proxy)
    assert prompt.splitlines()[0] == first_line


FACTORS = {"default": "push1", "1": "push1", "2": "phone1"}


@pytest.mark.parametrize(
    ("prompt_format", "prompt", "factors", "expected"),
    [
        (PromptFormat.CONSOLE, "x" * 253, FACTORS, "x" * 253),
        (
            PromptFormat.CONSOLE,
            "x" * 254,
            FACTORS,
            "Choose a secondary factor from ('push1', 'phone1') or enter passcode:",
        ),
        (PromptFormat.HTML, " <a> & \n b", FACTORS, "&lt;a&gt; &amp;<br>b"),
        (PromptFormat.SHORT, "", {}, messages.ENTER_PASSCODE),
        (
            PromptFormat.SHORT,
            "",
            {str(number): "phone" * 5 for number in range(20)},
            messages.CHOOSE_ANY_FACTOR,
        ),
    ],
)
def test_what_does_not_fit_is_put_in_short(
    prompt_format: PromptFormat, prompt: str, factors: dict[str, str], expected: str
) -> None:
    assert worded(prompt_format, prompt, factors) == expected


def test_a_prompt_that_is_no_text_leaves_the_client_without_an_answer(stack: Stack) -> None:
    body = {"stat": "OK", "response": {"result": "auth", "prompt": 1, "factors": {}}}
    answer = CannedResponse(200, (), json.dumps(body).encode())
    stack.rules.add(Rule("duo", stage=Stage.PREAUTH, answer=answer))
    with stack.proxy(section=SECTION) as proxy:
        assert log_in(proxy, wait=0.5) == ("no answer", "")


def test_another_word_for_the_prompt_is_refused_by_name(stack: Stack) -> None:
    text = stack.text({"prompt_format": "long"}, {}, "radius_client", SECTION)
    with pytest.raises(ConfigError, match=r"prompt_format is 'long'") as caught:
        SIMULATED_SECTIONS.parse(text, "authproxy.cfg")
    assert "console, html, short" in str(caught.value.remedy)


def test_the_password_is_not_shown_where_a_question_is_kept(stack: Stack) -> None:
    with stack.proxy(section=SECTION) as proxy:
        challenge(proxy)
        assert PASSWORD not in repr(proxy.events)
