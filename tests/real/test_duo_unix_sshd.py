"""The real sshd with pam_duo or login_duo, and the real ssh, against the simulator."""

from __future__ import annotations

import dataclasses
import os
import pwd
from pathlib import Path

import pytest

from failmode.simulator.edge.faults.delivery import NoAnswer
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.simulator.runtime import Simulator
from failmode.steps.targets.duo_unix.classify import has_begun, observe
from failmode.steps.targets.duo_unix.installation import Installation
from failmode.steps.targets.duo_unix.programs import Limits, PamDuo
from failmode.steps.targets.duo_unix.ssh import SERVICE_NAME, Service, SshServer, client_address
from failmode.terms.logins import Answer, Verdict
from tests.real.duo_unix import (
    DEADLINE_SECONDS,
    TARGET,
    clients,
    configuration,
    installed_version,
    restore,
    skipping,
    verdict,
    without_ping,
)

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
        # Synchronously: no deployment has another name for the service.
        (PAM, ("preauth", "auth")),
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
    assert "from 127." in came_to.log[-1]


@pytest.mark.parametrize("program", [PAM, FORCED])
def test_a_denied_push_opens_no_session(simulator: Simulator, program: str) -> None:
    simulator.duo.users.set_answer("alice", Answer.DENY)
    unix = clients(simulator)
    with skipping():
        unix.configure(installed_version(VERSION_OF[program]), program, "safe")
        came_to = unix.login()
    assert came_to.verdict is Verdict.DENIED
    assert "auth" in came_to.requests


def test_a_push_denied_at_every_prompt_is_denied_and_not_hung(
    simulator: Simulator, tmp_path: Path
) -> None:
    # pam_duo then says that there were too many tries, and sshd offers no method any more.
    simulator.duo.users.set_answer("alice", Answer.DENY)
    account = pwd.getpwuid(os.geteuid()).pw_name
    simulator.duo.users.add(account)
    simulator.duo.devices.add_phone(account, "+17345550199")
    simulator.duo.users.set_answer(account, Answer.DENY)
    asked = dataclasses.replace(configuration(simulator, tmp_path / "ca.pem"), prompts=3)
    asked.write(tmp_path / "duo.conf")
    with skipping():
        installation, client = Installation(TARGET), client_address()
        pam = PamDuo(
            installation,
            tmp_path,
            tmp_path / "duo.conf",
            SERVICE_NAME,
            condition=f"rhost = {client}",
        )
        service = Service("publickey,keyboard-interactive", pam.environment, client)
        with SshServer(installation, tmp_path, service) as server:
            did = server.log_in(account, Limits(DEADLINE_SECONDS), ["1", "1", "1"])
    assert verdict(simulator, did, account) is Verdict.DENIED
    assert "password:" not in did.output


def test_an_sshd_that_got_anothers_services_asks_nobody(
    simulator: Simulator, tmp_path: Path
) -> None:
    # pam_wrapper may give a program the directory of one that starts at the same time.
    account = pwd.getpwuid(os.geteuid()).pw_name
    before = simulator.journal.last_number
    with skipping():
        installation = Installation(TARGET)
        configuration(simulator, tmp_path / "ca.pem").write(tmp_path / "duo.conf")
        others = PamDuo(
            installation,
            tmp_path,
            tmp_path / "duo.conf",
            SERVICE_NAME,
            condition=f"rhost = {client_address()}",
        )
        service = Service("publickey,keyboard-interactive", others.environment, client_address())
        with SshServer(installation, tmp_path, service) as server:
            did = server.log_in(account, Limits(DEADLINE_SECONDS), ["1"])
    observation = observe(simulator.journal.query(since=before), account)
    assert (did.let_in, did.log, observation.operations) == (False, (), ())
    assert not has_begun(did, observation)


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
