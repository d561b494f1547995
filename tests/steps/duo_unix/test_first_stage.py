"""A fault strikes at its stage and not before, with whatever a login begins."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from failmode.simulator.edge.faults.catalogue import fault_catalogue
from failmode.simulator.edge.faults.fault import Level
from failmode.steps.targets.capabilities import CLOUD, DUO_UNIX
from failmode.steps.targets.duo_unix import DuoUnixClients
from failmode.steps.targets.duo_unix.clients import first_stage
from failmode.steps.targets.duo_unix.installation import LOGIN_DUO_VARIABLE
from failmode.steps.targets.settings import LoginDeadline, TargetSettings
from failmode.steps.targets.simulated.cloud import SimulatedCloud
from failmode.steps.targets.simulated.target import SimulatorTarget
from failmode.terms.stages import Stage
from tests.patience import PATIENT_SECONDS, with_time_enough
from tests.steps.duo_unix.first_stage import write_login_duo

DEADLINE_SECONDS = 3 * PATIENT_SECONDS
SOON_SECONDS = 0.5
"""How long a client waits that is to be struck by its first request."""

BEFORE_REQUESTS = sorted(
    kind.name
    for kind in fault_catalogue()
    if kind.level.is_before_requests and kind.level is not Level.RESOLVER
)
OF_NAMES = sorted(kind.name for kind in fault_catalogue() if kind.level is Level.RESOLVER)


@pytest.fixture(scope="module")
def target() -> Iterator[SimulatorTarget]:
    """Give a target whose simulator runs as long as the tests of this module."""
    settings = TargetSettings("simulator", {}, Path(), LoginDeadline(DEADLINE_SECONDS))
    with closing(SimulatorTarget(settings)) as target:
        yield target


def requests(
    target: SimulatorTarget, binary: Path, version: str, fault: str, stage: str
) -> tuple[str, ...]:
    """Log in once with a fault; the requests that the edge could read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(LOGIN_DUO_VARIABLE, str(binary))
        target.begin()
        cloud, unix = target.capabilities[CLOUD], target.capabilities[DUO_UNIX]
        assert isinstance(cloud, SimulatedCloud)
        assert isinstance(unix, DuoUnixClients)
        cloud.inject_fault(fault, stage)
        unix.configure(version, "login_duo", "safe")
        return tuple(unix.login().requests)


@pytest.mark.parametrize("fault", BEFORE_REQUESTS)
def test_a_fault_at_preauth_spares_the_ping_of_a_client_that_begins_with_one(
    target: SimulatorTarget, tmp_path: Path, fault: str
) -> None:
    program = tmp_path / "login_duo"

    def attempt(seconds: float) -> tuple[str, ...]:
        write_login_duo(program, "2.2.3", pings=True, seconds=seconds)
        return requests(target, program, "2.2.3", fault, "preauth")

    asked = with_time_enough(attempt, lambda asked: "ping" in asked, seconds=SOON_SECONDS)

    assert asked == ("ping",)


@pytest.mark.parametrize("fault", BEFORE_REQUESTS)
def test_a_fault_at_preauth_strikes_the_first_request_of_a_client_without_a_ping(
    target: SimulatorTarget, tmp_path: Path, fault: str
) -> None:
    write_login_duo(tmp_path / "login_duo", "1.11.3", pings=False, seconds=SOON_SECONDS)
    assert requests(target, tmp_path / "login_duo", "1.11.3", fault, "preauth") == ()


@pytest.mark.parametrize("fault", BEFORE_REQUESTS)
def test_a_fault_at_the_ping_strikes_it(
    target: SimulatorTarget, tmp_path: Path, fault: str
) -> None:
    write_login_duo(tmp_path / "login_duo", "2.2.3", pings=True, seconds=SOON_SECONDS)
    assert requests(target, tmp_path / "login_duo", "2.2.3", fault, "ping") == ()


@pytest.mark.parametrize("fault", OF_NAMES)
def test_a_name_that_fails_after_the_ping_harms_no_open_connection(
    target: SimulatorTarget, tmp_path: Path, fault: str
) -> None:
    write_login_duo(tmp_path / "login_duo", "2.2.3", pings=True)
    asked = requests(target, tmp_path / "login_duo", "2.2.3", fault, "preauth")
    assert asked == ("ping", "preauth")


@pytest.mark.parametrize(
    ("version", "first"),
    [
        ("1.9.20", Stage.PREAUTH),
        ("1.10.5", Stage.PREAUTH),
        ("1.11.3", Stage.PREAUTH),
        ("1.12.1", Stage.PREAUTH),
        ("2.0.4", Stage.PREAUTH),
        ("2.1.0", Stage.PING),
        ("2.2.3", Stage.PING),
        ("10.0", Stage.PING),
    ],
)
def test_logins_begin_with_a_ping_since_2_1_0(version: str, first: Stage) -> None:
    assert first_stage(version) is first
