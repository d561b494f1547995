"""[radius_server_duo_only]: no primary authentication; the password is a factor or a passcode."""

from __future__ import annotations

import pytest

from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.registry import SIMULATED_SECTIONS
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.terms import Stage
from tests.simulator.authproxy.stack import Stack, log_in

ACCEPT, REJECT = "ACCESS_ACCEPT", "ACCESS_REJECT"
APPROVED = (ACCEPT, "Success. Logging you in...")
DUO_ONLY = "radius_server_duo_only"


@pytest.mark.parametrize("factor", ["push", "phone1", "auto"])
def test_the_password_is_the_factor(stack: Stack, factor: str) -> None:
    with stack.proxy(section=DUO_ONLY) as proxy:
        assert log_in(proxy, password=factor) == APPROVED
        assert [event.auth_stage for event in proxy.events] == ["Secondary authentication"]


def test_the_password_is_a_passcode(stack: Stack) -> None:
    (passcode,) = stack.duo.passcodes.issue("alice")
    with stack.proxy(section=DUO_ONLY) as proxy:
        assert log_in(proxy, password=passcode) == APPROVED
        assert log_in(proxy, password=passcode)[0] == REJECT


def test_without_a_password_duo_is_not_asked(stack: Stack) -> None:
    with stack.proxy(section=DUO_ONLY) as proxy:
        assert log_in(proxy, password="") == (REJECT, messages.NO_PASSWORD)
        assert proxy.events[0].auth_stage == "Secondary authentication"
    assert stack.stages() == []


@pytest.mark.parametrize(
    ("failmode", "stage", "expected"),
    [
        ("safe", Stage.PREAUTH, (ACCEPT, messages.FAIL_OPEN)),
        ("secure", Stage.PREAUTH, (REJECT, messages.PREAUTH_FAILED)),
        ("safe", Stage.AUTH, (REJECT, messages.AUTH_FAILED)),
    ],
)
def test_failing_open_lets_in_with_nothing_checked(
    stack: Stack, failmode: str, stage: Stage, expected: tuple[str, str]
) -> None:
    stack.rules.add(Rule("duo", ConnectionRefused(), stage=stage))
    with stack.proxy({"failmode": failmode}, section=DUO_ONLY) as proxy:
        assert log_in(proxy, password="anything at all") == expected


def test_a_client_section_is_ignored_with_a_warning(stack: Stack) -> None:
    text = stack.text({}, {}, "radius_client", DUO_ONLY)
    config = SIMULATED_SECTIONS.parse(text, "authproxy.cfg")
    (warning,) = config.warnings
    assert "client is ignored" in warning
    assert "authproxy.cfg:" in warning
