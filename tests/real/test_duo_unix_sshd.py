"""The real sshd with pam_duo or login_duo, and the real ssh, against the simulator."""

from __future__ import annotations

import pytest

from failmode.simulator.edge.faults.delivery import NoAnswer
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.simulator.runtime import Simulator
from failmode.steps.targets.duo_unix.installation import Installation
from failmode.terms.logins import Answer, Verdict
from tests.real.duo_unix import clients, installed_version, restore, skipping, without_ping

pytestmark = pytest.mark.real

PAM = "sshd with pam_duo"
FORCED = "sshd with login_duo"
VERSION_OF = {PAM: Installation.pam_duo, FORCED: Installation.login_duo}


@pytest.fixture
def simulator(running: Simulator) -> Simulator:
    """Give the seed data."""
    restore(running)
    return running


@pytest.mark.parametrize(
    ("program", "asked"),
    [
        (PAM, ("preauth", "auth", "auth-status", "auth-status")),
        (FORCED, ("preauth", "auth")),
    ],
)
def test_an_approved_push_opens_a_session(
    simulator: Simulator, program: str, asked: tuple[str, ...]
) -> None:
    unix = clients(simulator)
    with skipping():
        unix.configure(installed_version(VERSION_OF[program]), program, "secure")
        came_to = unix.login()
    assert came_to.verdict is Verdict.ALLOWED
    assert without_ping(came_to.requests) == asked
    assert "from 127.0.0.1" in came_to.log[-1]


@pytest.mark.parametrize("program", [PAM, FORCED])
def test_a_denied_push_opens_no_session(simulator: Simulator, program: str) -> None:
    simulator.duo.users.set_answer("alice", Answer.DENY)
    unix = clients(simulator)
    with skipping():
        unix.configure(installed_version(VERSION_OF[program]), program, "safe")
        came_to = unix.login()
    assert came_to.verdict is Verdict.DENIED
    assert "auth" in came_to.requests


@pytest.mark.parametrize("program", [PAM, FORCED])
@pytest.mark.parametrize(
    ("failmode", "expected", "word"),
    [("safe", Verdict.FAILED_OPEN, "Failsafe"), ("secure", Verdict.DENIED, "Failsecure")],
)
def test_the_failmode_decides_when_duo_refuses_connections(
    simulator: Simulator, program: str, failmode: str, expected: Verdict, word: str
) -> None:
    simulator.rules.add(Rule("duo", ConnectionRefused()))
    unix = clients(simulator)
    with skipping():
        unix.configure(installed_version(VERSION_OF[program]), program, failmode)
        came_to = unix.login()
    assert came_to.verdict is expected
    assert came_to.requests == ()
    assert word in came_to.log[-1]


def test_a_session_that_does_not_open_in_time_is_hung(simulator: Simulator) -> None:
    simulator.rules.add(Rule("duo", NoAnswer()))
    unix = clients(simulator, deadline_seconds=3.0)
    with skipping():
        unix.configure(installed_version(Installation.pam_duo), PAM, "safe")
        came_to = unix.login()
    assert came_to.verdict is Verdict.HUNG
