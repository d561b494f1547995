"""[radius_server_concat]: the password always ends with a factor or a passcode."""

from __future__ import annotations

import pytest

from failmode.simulator.authproxy.core import messages
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.terms import Stage
from tests.simulator.authproxy.stack import PASSWORD, PRIMARY_REJECT_MESSAGE, Stack, log_in

ACCEPT, REJECT = "ACCESS_ACCEPT", "ACCESS_REJECT"
APPROVED = (ACCEPT, "Success. Logging you in...")
CONCAT = "radius_server_concat"


@pytest.mark.parametrize("factor", ["push", "push1", "phone", "auto"])
def test_the_factor_after_the_password_is_used(stack: Stack, factor: str) -> None:
    with stack.proxy(section=CONCAT) as proxy:
        assert log_in(proxy, password=f"{PASSWORD},{factor}") == APPROVED
    assert stack.stages() == ["preauth", "auth"]


def test_a_passcode_after_the_password_is_used(stack: Stack) -> None:
    (passcode,) = stack.duo.passcodes.issue("alice")
    with stack.proxy({"delimiter": "+"}, section=CONCAT) as proxy:
        assert log_in(proxy, password=f"{PASSWORD}+{passcode}") == APPROVED
        code, _ = log_in(proxy, password=f"{PASSWORD}+{passcode}")
    assert code == REJECT


def test_a_password_of_known_length_needs_no_delimiter(stack: Stack) -> None:
    length = {"delimited_password_length": str(len(PASSWORD))}
    with stack.proxy(length, section=CONCAT) as proxy:
        assert log_in(proxy, password=f"{PASSWORD}push") == APPROVED
        assert log_in(proxy, password=f"{PASSWORD},push") == APPROVED


@pytest.mark.parametrize("password", [PASSWORD, f"{PASSWORD},", ",push"])
def test_a_password_without_a_factor_is_refused_before_anybody_is_asked(
    stack: Stack, password: str
) -> None:
    with stack.proxy(section=CONCAT) as proxy:
        assert log_in(proxy, password=password) == (REJECT, messages.PASSWORD_WITHOUT_FACTOR)
        (event,) = proxy.events
    assert (event.auth_stage, event.status) == ("Primary authentication", "Error")
    assert event.msg == "Missing or improperly-formatted password - Invalid Password"
    assert stack.stages() == []


def test_without_a_password_the_product_says_so(stack: Stack) -> None:
    with stack.proxy(section=CONCAT) as proxy:
        assert log_in(proxy, password="") == (REJECT, messages.PASSWORD_ABSENT)


def test_a_wrong_password_is_final_whatever_the_failmode(stack: Stack) -> None:
    stack.rules.add(Rule("duo", ConnectionRefused()))
    with stack.proxy({"failmode": "safe"}, section=CONCAT) as proxy:
        assert log_in(proxy, password="wrong,push") == (REJECT, PRIMARY_REJECT_MESSAGE)


@pytest.mark.parametrize(
    ("failmode", "stage", "expected"),
    [
        ("safe", Stage.PREAUTH, (ACCEPT, messages.FAIL_OPEN)),
        ("secure", Stage.PREAUTH, (REJECT, messages.PREAUTH_FAILED)),
        ("safe", Stage.AUTH, (REJECT, messages.AUTH_FAILED)),
        ("secure", Stage.AUTH, (REJECT, messages.AUTH_FAILED)),
    ],
)
def test_the_failmode_decides_as_at_auto(
    stack: Stack, failmode: str, stage: Stage, expected: tuple[str, str]
) -> None:
    stack.rules.add(Rule("duo", ConnectionRefused(), stage=stage))
    with stack.proxy({"failmode": failmode}, section=CONCAT) as proxy:
        assert log_in(proxy, password=f"{PASSWORD},push") == expected
