"""The real pam_duo, through pamtester and pam_wrapper, against the simulator."""

from __future__ import annotations

import os
import pwd
import tempfile
from pathlib import Path

import pytest

from failmode.simulator.edge.faults.answers import Http500, Http503
from failmode.simulator.edge.faults.fault import Fault
from failmode.simulator.edge.faults.resolver import DnsFailure
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.simulator.runtime import Simulator
from failmode.steps.errors import CannotDo
from failmode.steps.targets.duo_unix.classify import has_begun, observe
from failmode.steps.targets.duo_unix.installation import Installation
from failmode.steps.targets.duo_unix.programs import Limits, PamDuo
from failmode.terms.duo_unix import Mistake
from failmode.terms.logins import Answer, Verdict
from failmode.terms.stages import Stage
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

NOBODY = 65534


@pytest.fixture(scope="module")
def version() -> str:
    """Give the installed version, or skip."""
    return installed_version(Installation.pam_duo)


@pytest.fixture
def simulator(version: str, running: Simulator) -> Simulator:
    """Give the seed data, where the program is installed."""
    assert version
    restore(running)
    return running


def test_an_approved_push_lets_in_after_polling(simulator: Simulator, version: str) -> None:
    simulator.duo.users.set_answer("alice", Answer.APPROVE, after_seconds=0.3)
    unix = clients(simulator)
    with skipping():
        unix.configure(version, "pam_duo", "secure")
    came_to = unix.login()
    assert came_to.verdict is Verdict.ALLOWED
    asked = without_ping(came_to.requests)
    assert asked[:2] == ("preauth", "auth")
    assert set(asked[2:]) == {"auth-status"}


def test_a_denied_push_keeps_out(simulator: Simulator, version: str) -> None:
    simulator.duo.users.set_answer("alice", Answer.DENY)
    unix = clients(simulator)
    with skipping():
        unix.configure(version, "pam_duo", "safe")
    assert unix.login().verdict is Verdict.DENIED


@pytest.mark.parametrize(
    ("program", "asks_on"), [("pam_duo as sshd", False), ("pam_duo in a stack", True)]
)
@pytest.mark.parametrize(
    ("answer", "expected"), [(Answer.APPROVE, Verdict.ALLOWED), (Answer.DENY, Verdict.DENIED)]
)
def test_the_service_decides_how_duo_is_asked_and_no_other_module_does(
    simulator: Simulator, program: str, asks_on: bool, answer: Answer, expected: Verdict
) -> None:
    simulator.duo.users.set_answer("alice", answer)
    unix = clients(simulator)
    with skipping():
        unix.configure(installed_version(Installation.pam_duo), program, "safe")
        came_to = unix.login()
    assert came_to.verdict is expected
    assert ("auth-status" in came_to.requests) is asks_on


def test_a_stack_lets_nobody_in_without_the_password(
    simulator: Simulator, version: str, tmp_path: Path
) -> None:
    assert version
    account = pwd.getpwuid(os.geteuid()).pw_name
    with skipping():
        asked = configuration(simulator, tmp_path / "ca.pem")
        asked.write(tmp_path / "duo.conf")
        pam = PamDuo(Installation(TARGET), tmp_path, tmp_path / "duo.conf")
        pam.put_behind_password(account)
    (tmp_path / "passwords").write_text(f"{account}:another:failmode\n", encoding="utf-8")
    before = simulator.journal.last_number
    did = pam.log_in(account, Limits(DEADLINE_SECONDS))
    assert verdict(simulator, did, account) is Verdict.DENIED
    assert simulator.journal.last_number == before


@pytest.mark.parametrize("fault", [ConnectionRefused(), DnsFailure(), Http503()])
@pytest.mark.parametrize(
    ("failmode", "expected"), [("safe", Verdict.FAILED_OPEN), ("secure", Verdict.DENIED)]
)
def test_the_failmode_decides_when_duo_is_unreachable(
    simulator: Simulator, version: str, fault: Fault, failmode: str, expected: Verdict
) -> None:
    unix = clients(simulator)
    with skipping():
        unix.configure(version, "pam_duo", failmode)
    simulator.rules.add(Rule("duo", fault))
    assert unix.login().verdict is expected


@pytest.mark.parametrize("stage", [Stage.AUTH, Stage.AUTH_STATUS])
def test_the_failmode_does_not_decide_after_preauth(
    simulator: Simulator, version: str, stage: Stage
) -> None:
    unix = clients(simulator)
    with skipping():
        unix.configure(version, "pam_duo", "safe")
    simulator.rules.add(Rule("duo", Http500(), stage=stage))
    assert unix.login().verdict is Verdict.DENIED


@pytest.mark.parametrize(
    ("mistake", "expected"),
    [
        (Mistake.FAILMODE_MISSPELT, Verdict.FAILED_OPEN),
        (Mistake.UNKNOWN_KEY_BEFORE, Verdict.FAILED_OPEN),
        (Mistake.UNKNOWN_KEY_AFTER, Verdict.DENIED),
        (Mistake.FILE_READABLE_BY_OTHERS, Verdict.FAILED_OPEN),
        (Mistake.FILE_UNREADABLE, Verdict.FAILED_OPEN),
        (Mistake.FILE_MISSING, Verdict.FAILED_OPEN),
        (Mistake.KEYS_MISSING, Verdict.DENIED),
        (Mistake.HOST_MISSING, Verdict.DENIED),
        (Mistake.CAFILE_MISSING, Verdict.DENIED),
        (Mistake.HTTPS_PROXY_SCHEME, Verdict.DENIED),
        (Mistake.USER_OUTSIDE_GROUPS, Verdict.FAILED_OPEN),
    ],
)
def test_a_mistake_in_a_configuration_that_says_secure(
    simulator: Simulator, version: str, mistake: Mistake, expected: Verdict
) -> None:
    unix = clients(simulator)
    try:
        unix.configure(version, "pam_duo", "secure", mistake=mistake)
        came_to = unix.login()
    except CannotDo as reason:
        pytest.skip(str(reason))
    assert came_to.verdict is expected
    assert came_to.requests == ()


def test_a_program_that_got_anothers_services_asks_nobody(
    simulator: Simulator, version: str, tmp_path: Path
) -> None:
    # pam_wrapper may give a program the directory of one that starts at the same time.
    assert version
    account = pwd.getpwuid(os.geteuid()).pw_name
    own, others = tmp_path / "own", tmp_path / "others"
    with skipping():
        installation = Installation(TARGET)
        for folder in (own, others):
            folder.mkdir()
            configuration(simulator, folder / "ca.pem").write(folder / "duo.conf")
        pam = PamDuo(installation, own, own / "duo.conf")
        PamDuo(installation, others, others / "duo.conf")
    for one in (others / "pam.d").iterdir():
        (own / "pam.d" / one.name).write_bytes(one.read_bytes())
    before = simulator.journal.last_number
    did = pam.log_in(account, Limits(DEADLINE_SECONDS))
    observation = observe(simulator.journal.query(since=before), account)
    assert (did.let_in, did.log, observation.operations) == (False, (), ())
    assert not has_begun(did, observation)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_nothing_needs_root(simulator: Simulator) -> None:
    simulator.duo.users.add("nobody")
    simulator.duo.devices.add_phone("nobody", "+17345550142")
    with skipping(), tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o711)
        path = folder / "duo.conf"
        configuration(simulator, folder / "ca.pem").write(path)
        os.chown(path, NOBODY, -1)
        installation = Installation(TARGET)
        become = (str(installation.program("setpriv")), f"--reuid={NOBODY}", "--clear-groups")
        did = PamDuo(installation, folder, path).log_in("nobody", Limits(DEADLINE_SECONDS, become))
    assert verdict(simulator, did, "nobody") is Verdict.ALLOWED
