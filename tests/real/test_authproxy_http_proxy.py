"""The real login_duo, which reaches Duo through the [http_proxy] of an Authentication Proxy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.authproxy.registry import SIMULATED_SECTIONS
from failmode.simulator.duo.directory.records import UserStatus
from failmode.simulator.edge.faults.answers import Http503
from failmode.simulator.edge.faults.fault import Fault
from failmode.simulator.edge.faults.resolver import DnsFailure
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.simulator.edge.names import NameService
from failmode.simulator.network import Network
from failmode.simulator.runtime import Simulator
from failmode.simulator.state.clock import Clock
from failmode.steps.targets.duo_unix.installation import Installation
from failmode.steps.targets.duo_unix.program_run import ProgramRun
from failmode.steps.targets.duo_unix.programs import Limits, LoginDuo
from failmode.terms.logins import Verdict
from tests.real.duo_unix import (
    DEADLINE_SECONDS,
    TARGET,
    configuration,
    installed_version,
    restore,
    verdict,
)

pytestmark = pytest.mark.real


@pytest.fixture
def simulator(running: Simulator) -> Simulator:
    """Give the seed data, where the program is installed."""
    assert installed_version(Installation.login_duo)
    restore(running)
    return running


@contextmanager
def relay(simulator: Simulator, options: str = "") -> Iterator[AuthProxy]:
    """Run an [http_proxy] that knows the simulated network."""
    api_host = simulator.keys.api_host
    text = f"[http_proxy]\napi_host={api_host}\nport=0\n{options}"
    network = Network(
        {api_host: ("127.0.0.1", simulator.addresses.duo.port)},
        NameService(simulator.rules),
        {api_host: "duo"},
    )
    with AuthProxy(SIMULATED_SECTIONS.parse(text, "authproxy.cfg"), network, Clock()) as proxy:
        yield proxy


def login(
    simulator: Simulator, proxy: AuthProxy, folder: Path, failmode: str, host: str | None = None
) -> ProgramRun:
    """Log in through the proxy; login_duo itself cannot resolve Duo's name."""
    path = folder / "duo.conf"
    settings = configuration(simulator, folder / "ca.pem", failmode)
    address = "http://{}:{}".format(*proxy.addresses[0])
    replace(
        settings, host=host or simulator.keys.api_host, http_proxy=address, autopush=True
    ).write(path)
    return LoginDuo(Installation(TARGET), folder).log_in(path, "alice", Limits(DEADLINE_SECONDS))


def test_login_duo_reaches_duo_through_it(simulator: Simulator, tmp_path: Path) -> None:
    with relay(simulator) as proxy:
        did = login(simulator, proxy, tmp_path, "secure")
    assert verdict(simulator, did, "alice") is Verdict.ALLOWED
    assert "Successful Duo login for 'alice'" in did.log[-1]


def test_duo_still_decides(simulator: Simulator, tmp_path: Path) -> None:
    simulator.duo.users.set_status("alice", UserStatus.DISABLED)
    with relay(simulator) as proxy:
        did = login(simulator, proxy, tmp_path, "safe")
    assert verdict(simulator, did, "alice") is Verdict.DENIED


@pytest.mark.parametrize("fault", [ConnectionRefused(), DnsFailure(), Http503()])
@pytest.mark.parametrize(
    ("failmode", "expected"), [("safe", Verdict.FAILED_OPEN), ("secure", Verdict.DENIED)]
)
def test_the_failmode_that_decides_is_that_of_the_client(
    simulator: Simulator, tmp_path: Path, fault: Fault, failmode: str, expected: Verdict
) -> None:
    simulator.rules.add(Rule("duo", fault))
    with relay(simulator) as proxy:
        did = login(simulator, proxy, tmp_path, failmode)
    assert verdict(simulator, did, "alice") is expected


@pytest.mark.parametrize("failmode", ["safe", "secure"])
def test_a_client_that_is_not_listed_is_left_to_its_own_failmode(
    simulator: Simulator, tmp_path: Path, failmode: str
) -> None:
    with relay(simulator, "client_ip=192.0.2.0/24\n") as proxy:
        did = login(simulator, proxy, tmp_path, failmode)
    expected = Verdict.FAILED_OPEN if failmode == "safe" else Verdict.DENIED
    assert verdict(simulator, did, "alice") is expected
    assert simulator.journal.query(vendor="duo") == ()
