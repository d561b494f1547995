"""The logins of a running simulator are made once, at the first question, whatever has ended."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from failmode.simulator.logins.errors import NotRunningError
from failmode.simulator.runtime import ProxySettings, Simulator, SimulatorConfig


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    """Run a simulator with an Authentication Proxy."""
    with Simulator(SimulatorConfig(proxy=ProxySettings(enabled=True))) as running:
        yield running


def test_everybody_who_asks_at_once_gets_the_same_logins(simulator: Simulator) -> None:
    with ThreadPoolExecutor(8) as askers:
        asked = [askers.submit(lambda: simulator.logins) for _ in range(8)]
        found = [one.result() for one in asked]
    assert len(set(map(id, found))) == 1


def test_a_proxy_whose_sections_duo_calls_has_nothing_to_log_in_through(tmp_path: Path) -> None:
    file = tmp_path / "authproxy.cfg"
    file.write_text(
        "[sso]\nrikey=RIXXXXXXXXXXXXXXXXXX\n"
        "service_account_username=service\nservice_account_password=dummy-password\n"
    )
    with Simulator(SimulatorConfig(proxy=ProxySettings(enabled=True, file=file))) as simulator:
        assert not simulator.logins.clients.proxy


@pytest.mark.parametrize("name", ["radius", "ldap"])
def test_a_proxy_that_stopped_before_the_first_login_is_told_as_that(
    name: str, simulator: Simulator
) -> None:
    assert simulator.proxy is not None
    simulator.proxy.stop()
    client = simulator.logins.clients.client(name)
    with pytest.raises(NotRunningError, match="has stopped"):
        client.log_in("alice", "alice-dummy-password", deadline_seconds=1, watch=lambda _: None)
