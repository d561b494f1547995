"""The real login_duo against the simulator."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from failmode.simulator.duo.directory.records import UserStatus
from failmode.simulator.edge.faults.answers import Http401, Http503
from failmode.simulator.edge.faults.delivery import NoAnswer, Reset
from failmode.simulator.edge.faults.fault import Fault
from failmode.simulator.edge.faults.resolver import DnsFailure
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.simulator.edge.faults.tls import TlsUntrusted, TlsWrongHost
from failmode.simulator.runtime import Simulator
from failmode.steps.errors import CannotDo
from failmode.steps.targets.duo_unix.classify import observe
from failmode.steps.targets.duo_unix.installation import Installation
from failmode.steps.targets.duo_unix.program_run import ProgramRun
from failmode.steps.targets.duo_unix.programs import Limits, LoginDuo
from failmode.terms.duo_unix import Mistake
from failmode.terms.logins import Answer, Verdict
from failmode.terms.stages import Stage
from tests.patience import with_time_enough
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

PARALLEL_LOGINS = 50
AT_ONCE = 10


@pytest.fixture(scope="module")
def version() -> str:
    """Give the installed version, or skip."""
    return installed_version(Installation.login_duo)


@pytest.fixture
def simulator(version: str, running: Simulator) -> Simulator:
    """Give the seed data, where the program is installed."""
    assert version
    restore(running)
    return running


def login(simulator: Simulator, folder: Path, answers: list[str]) -> ProgramRun:
    """Log in once on a terminal."""
    path = folder / "duo.conf"
    configuration(simulator, folder / "ca.pem").write(path)
    program = LoginDuo(Installation(TARGET), folder)
    return program.log_in(path, "alice", Limits(DEADLINE_SECONDS), answers=answers)


@pytest.mark.parametrize("failmode", ["safe", "secure", None])
def test_an_approved_push_lets_in(simulator: Simulator, version: str, failmode: str | None) -> None:
    unix = clients(simulator)
    unix.configure(version, "login_duo", failmode)
    came_to = unix.login()
    assert came_to.verdict is Verdict.ALLOWED
    assert without_ping(came_to.requests) == ("preauth", "auth")
    assert "Successful Duo login for 'alice'" in came_to.log[-1]


def test_a_denied_push_keeps_out(simulator: Simulator, version: str) -> None:
    simulator.duo.users.set_answer("alice", Answer.DENY)
    unix = clients(simulator)
    unix.configure(version, "login_duo", "safe")
    came_to = unix.login()
    assert came_to.verdict is Verdict.DENIED
    assert "Failed Duo login for 'alice'" in came_to.log[-1]


def test_a_user_in_bypass_is_let_in_by_the_answer_to_preauth(
    simulator: Simulator, version: str
) -> None:
    simulator.duo.users.set_status("alice", UserStatus.BYPASS)
    unix = clients(simulator)
    unix.configure(version, "login_duo", "secure")
    came_to = unix.login()
    assert came_to.verdict is Verdict.ALLOWED
    assert without_ping(came_to.requests) == ("preauth",)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (ConnectionRefused(), "Failed to connect"),
        (DnsFailure(), "Name or service not known"),
        (TlsUntrusted(), "certificate verify failed"),
        (TlsWrongHost(), "Certificate name validation failed"),
        (Http503(), "HTTP 503"),
        (Http401(), "Invalid ikey or skey"),
    ],
)
@pytest.mark.parametrize("failmode", ["safe", "secure"])
def test_the_failmode_decides_when_duo_is_unreachable(
    simulator: Simulator, version: str, fault: Fault, words: str, failmode: str
) -> None:
    unix = clients(simulator)
    unix.configure(version, "login_duo", failmode)
    simulator.rules.add(Rule("duo", fault))
    came_to = unix.login()
    assert came_to.verdict is (Verdict.FAILED_OPEN if failmode == "safe" else Verdict.DENIED)
    assert words in came_to.log[-1]


@pytest.mark.parametrize("fault", [ConnectionRefused(), Http503(), Reset()])
def test_the_failmode_does_not_decide_after_preauth(
    simulator: Simulator, version: str, fault: Fault
) -> None:
    unix = clients(simulator)
    unix.configure(version, "login_duo", "safe")
    simulator.rules.add(Rule("duo", fault, stage=Stage.AUTH))
    came_to = unix.login()
    assert came_to.verdict is Verdict.DENIED
    assert came_to.requests[0] in ("ping", "preauth")


def test_a_wrong_key_is_let_in_by_failmode_safe(simulator: Simulator, version: str) -> None:
    unix = clients(simulator)
    unix.configure(version, "login_duo", "safe", right_key=False)
    came_to = unix.login()
    assert came_to.verdict is Verdict.FAILED_OPEN
    assert "Invalid ikey or skey" in came_to.log[-1]


def test_a_login_that_does_not_end_is_hung_and_leaves_no_process(
    simulator: Simulator, tmp_path: Path
) -> None:
    path = tmp_path / "duo.conf"
    configuration(simulator, tmp_path / "ca.pem").write(path)
    simulator.rules.add(Rule("duo", NoAnswer()))
    did = LoginDuo(Installation(TARGET), tmp_path).log_in(path, "alice", Limits(1.0))
    assert verdict(simulator, did, "alice") is Verdict.HUNG
    assert [one for one in Path("/proc").glob("[0-9]*/cmdline") if str(path) in text(one)] == []


def text(cmdline: Path) -> str:
    """Read the command line of a process that may end at any time."""
    try:
        return cmdline.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


@pytest.mark.parametrize(
    ("mistake", "expected", "line"),
    [
        (Mistake.FAILMODE_MISSPELT, Verdict.FAILED_OPEN, "Invalid failmode"),
        (Mistake.UNKNOWN_KEY_BEFORE, Verdict.FAILED_OPEN, "Parse error"),
        (Mistake.UNKNOWN_KEY_AFTER, Verdict.DENIED, "Parse error"),
        (Mistake.FILE_READABLE_BY_OTHERS, Verdict.FAILED_OPEN, "must be readable only by user"),
        (Mistake.FILE_UNREADABLE, Verdict.FAILED_OPEN, "Couldn't open"),
        (Mistake.FILE_MISSING, Verdict.FAILED_OPEN, "Couldn't open"),
        (Mistake.KEYS_MISSING, Verdict.DENIED, "Missing host, ikey, or skey"),
        (Mistake.HOST_MISSING, Verdict.DENIED, "Missing host, ikey, or skey"),
        (Mistake.CAFILE_MISSING, Verdict.DENIED, "Couldn't open Duo API handle"),
        (Mistake.HTTPS_PROXY_SCHEME, Verdict.DENIED, "Couldn't open Duo API handle"),
        (Mistake.USER_OUTSIDE_GROUPS, Verdict.FAILED_OPEN, "bypassed Duo"),
    ],
)
def test_a_mistake_in_a_configuration_that_says_secure(
    simulator: Simulator, version: str, mistake: Mistake, expected: Verdict, line: str
) -> None:
    unix = clients(simulator)
    try:
        unix.configure(version, "login_duo", "secure", mistake=mistake)
        came_to = unix.login()
    except CannotDo as reason:
        pytest.skip(str(reason))
    assert came_to.verdict is expected
    assert came_to.requests == ()
    assert any(line in one for one in came_to.log), came_to.log


def test_a_passcode_typed_at_the_prompt_lets_in(simulator: Simulator, tmp_path: Path) -> None:
    (code,) = simulator.duo.passcodes.issue("alice")
    did = login(simulator, tmp_path, [code])
    assert verdict(simulator, did, "alice") is Verdict.ALLOWED
    assert "Duo two-factor login for alice" in did.output


def test_a_wrong_passcode_keeps_out(simulator: Simulator, tmp_path: Path) -> None:
    did = login(simulator, tmp_path, ["000000"])
    assert verdict(simulator, did, "alice") is Verdict.DENIED


def test_a_factor_chosen_at_the_prompt_is_polled_until_the_person_answers(
    simulator: Simulator, tmp_path: Path
) -> None:
    def attempt(seconds: float) -> tuple[ProgramRun, tuple[str, ...]]:
        restore(simulator)
        simulator.duo.users.set_answer("alice", Answer.APPROVE, after_seconds=seconds)
        did = login(simulator, tmp_path, ["1"])
        operations = observe(simulator.journal.query(vendor="duo"), "alice").operations
        return did, without_ping(operations)

    def is_polled_twice(came_to: tuple[ProgramRun, tuple[str, ...]]) -> bool:
        return len(came_to[1]) > len(("preauth", "auth", "auth-status"))

    did, asked = came_to = with_time_enough(attempt, is_polled_twice, seconds=0.5)
    assert verdict(simulator, did, "alice") is Verdict.ALLOWED
    assert asked[:2] == ("preauth", "auth")
    assert set(asked[2:]) == {"auth-status"}
    assert is_polled_twice(came_to)
    assert "Pushed a login request to your device..." in did.output


def test_parallel_logins_are_not_mixed_up(simulator: Simulator, tmp_path: Path) -> None:
    users = [f"user{number:02d}" for number in range(PARALLEL_LOGINS)]
    expected = {
        user: Verdict.ALLOWED if number % 2 else Verdict.DENIED for number, user in enumerate(users)
    }
    for user in users:
        allowed = expected[user] is Verdict.ALLOWED
        simulator.duo.users.add(user, answer=Answer.APPROVE if allowed else Answer.DENY)
        simulator.duo.devices.add_phone(user, "+17345550142")
    path = tmp_path / "duo.conf"
    configuration(simulator, tmp_path / "ca.pem").write(path)
    with skipping():
        program = LoginDuo(Installation(TARGET), tmp_path)

    def one(user: str) -> ProgramRun:
        return program.log_in(path, user, Limits(DEADLINE_SECONDS))

    with ThreadPoolExecutor(AT_ONCE) as pool:
        runs = dict(zip(users, pool.map(one, users), strict=True))
    assert {user: verdict(simulator, run, user) for user, run in runs.items()} == expected
    for user, run in runs.items():
        assert f"Duo login for '{user}'" in run.log[-1]
