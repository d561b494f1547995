"""The control API tells whether the sections that Duo calls are connected to it, and why not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from failmode.simulator.control.client import ControlClient
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.simulator.runtime import ProxySettings, Simulator, SimulatorConfig
from tests.patience import PATIENT_SECONDS, wait_until
from tests.simulator.authproxy.connected_proxy import CLOUD_KEY, write_connected_proxy

CONNECTED = {"cloud": "connected", "sso": "connected", "sso2": "connected"}


@contextmanager
def told_by(file: Path, api_host: str | None = None) -> Iterator[tuple[Simulator, ControlClient]]:
    config = SimulatorConfig(proxy=ProxySettings(enabled=True, file=file), api_host=api_host)
    with (
        Simulator(config) as simulator,
        ControlClient(simulator.addresses.control.url) as client,
    ):
        yield simulator, client


def states(client: ControlClient) -> dict[str, str]:
    return {one["section"]: one["state"] for one in client.proxy_connections()["sections"]}


def reasons(client: ControlClient) -> dict[str, str]:
    return {one["section"]: one["reason"] for one in client.proxy_connections()["sections"]}


def joined(client: ControlClient) -> list[tuple[str, str]]:
    return sorted((one["service"], one["identity"]) for one in client.proxy_connections()["joined"])


def awaited(look: Callable[[], Any], wanted: Any) -> None:
    wait_until(lambda: look() == wanted, "the connections")


def test_connections_are_told_as_they_come_and_go(tmp_path: Path) -> None:
    with told_by(write_connected_proxy(tmp_path)) as (simulator, client):
        awaited(lambda: states(client), CONNECTED)
        assert set(reasons(client).values()) == {""}
        proxy_key = simulator.keys.sso_proxy.proxy_key
        awaited(
            lambda: joined(client),
            [("directory sync", CLOUD_KEY), ("single sign-on", proxy_key)],
        )
        client.add_fault(Rule("duo", ConnectionRefused()))
        awaited(lambda: states(client), dict.fromkeys(CONNECTED, "connecting"))
        awaited(lambda: joined(client), [])
        # Two sections of [sso] are one connection.
        told = reasons(client)
        assert all(told.values())
        assert told["sso"] == told["sso2"]


def test_what_is_not_tried_again_says_why(tmp_path: Path) -> None:
    file = write_connected_proxy(tmp_path)
    with told_by(file, "api-00000000.duosecurity.com") as (_, client):
        assert states(client) | {"cloud": ""} == {"cloud": "", "sso": "stopped", "sso2": "stopped"}
        awaited(lambda: states(client)["cloud"], "connecting")
        wait_until(lambda: bool(reasons(client)["cloud"]), "a failed attempt")
        told = reasons(client)
        assert "has not been connected to Duo Single Sign-On" in told["sso"]
        assert "api.example.test" in told["cloud"]
        assert joined(client) == []


@pytest.mark.parametrize("enabled", [True, False])
def test_another_proxy_is_told_as_joined_alone(tmp_path: Path, *, enabled: bool) -> None:
    with (
        Simulator(SimulatorConfig(proxy=ProxySettings(enabled=enabled))) as simulator,
        ControlClient(simulator.addresses.control.url) as client,
    ):
        assert client.proxy_connections() == {"sections": [], "joined": []}
        with simulator.run_proxy(write_connected_proxy(tmp_path)):
            assert simulator.wait_for_proxy("cloud", PATIENT_SECONDS)
            assert ("directory sync", CLOUD_KEY) in joined(client)
            assert states(client) == {}
