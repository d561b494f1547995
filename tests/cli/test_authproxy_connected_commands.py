"""`failmode authproxy sso` and `sync-connected`: what a connected proxy is to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from failmode.simulator import (
    USER_LIST_BASE,
    USER_LIST_SERVICE,
    DirectoryServer,
    user_list_entries,
)
from failmode.simulator.runtime import ProxySettings, Simulator, SimulatorConfig
from tests.cli.controlled import ControlledSimulator, words
from tests.patience import wait_until
from tests.simulator.authproxy.connected_proxy import CLOUD_KEY, write_connected_proxy

RIKEY = "RIXXXXXXXXXXXXXXXXXX"
PASSWORD = "dummy-service-password"


@pytest.fixture
def directory() -> Iterator[DirectoryServer]:
    server = DirectoryServer(user_list_entries({"alice": "dummy"}, PASSWORD))
    server.start()
    yield server
    server.stop()


def test_a_source_is_set_shown_and_taken_away(controlled: ControlledSimulator) -> None:
    none = "Duo Single Sign-On has no authentication source, so nobody can log in by it."
    assert words(controlled.ok("authproxy", "sso")) == none
    shown = words(
        controlled.ok(
            *("authproxy", "sso", RIKEY, "--server", "dc1.example.test:389"),
            *("--server", "[::1]:636", "--base-dn", "dc=example,dc=test"),
        )
    )
    assert "passwords checked at dc1.example.test:389, [::1]:636 (clear)" in shown
    assert f"[sso] rikey={RIKEY}" in shown
    source = controlled.read("authproxy", "sso")["source"]
    assert (source["rikey"], source["username_attributes"]) == (RIKEY, ["sAMAccountName"])
    assert words(controlled.ok("authproxy", "sso", "--off")) == none


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((RIKEY,), "give --server and --base-dn"),
        ((RIKEY, "--server", "dc1", "--base-dn", "dc=a"), "expected HOST:PORT"),
        ((RIKEY, "--server", "dc1:0", "--base-dn", "dc=a"), "port"),
        (("--server", "dc1:389"), "give RIKEY"),
    ],
)
def test_a_source_that_cannot_be_is_refused(
    controlled: ControlledSimulator, arguments: tuple[str, ...], said: str
) -> None:
    assert said in words(controlled.refused("authproxy", "sso", *arguments))
    assert controlled.read("authproxy", "sso") == {"source": None}


def with_connected_proxy(directory: Path, api_host: str | None = None) -> SimulatorConfig:
    proxy = ProxySettings(enabled=True, file=write_connected_proxy(directory))
    return SimulatorConfig(proxy=proxy, api_host=api_host)


def test_connections_are_told(tmp_path: Path) -> None:
    with Simulator(with_connected_proxy(tmp_path)) as simulator:
        controlled = ControlledSimulator(simulator)
        command = ("authproxy", "connections")
        wait_until(lambda: controlled.run(*command).exit_code == 0, "the connections")
        shown = words(controlled.ok(*command))
        assert "[cloud] is connected to Duo. [sso] is connected to Duo. [sso2] is con" in shown
        assert f"Joined at Duo for directory sync: {CLOUD_KEY}" in shown
        told = controlled.read(*command)
        assert {one["state"] for one in told["sections"]} == {"connected"}


def test_a_section_that_is_not_connected_is_told_with_its_reason_and_by_the_exit_code(
    tmp_path: Path,
) -> None:
    with Simulator(with_connected_proxy(tmp_path, "api-00000000.duosecurity.com")) as simulator:
        result = ControlledSimulator(simulator).run("authproxy", "connections")
    assert result.exit_code == 1
    shown = words(result.stdout)
    assert "[sso] is not connected to Duo, and has given up: [sso] has no keys" in shown
    assert "[cloud] is not connected to Duo, and tries again" in shown
    assert "Joined" not in shown


def test_a_simulator_without_such_sections_has_no_connections(
    controlled: ControlledSimulator,
) -> None:
    told = controlled.ok("authproxy", "connections")
    assert "runs no Authentication Proxy with [sso] or [cloud]" in words(told)


def test_a_sync_needs_a_connected_proxy_and_a_group_that_is_there(
    controlled: ControlledSimulator, directory: DirectoryServer, tmp_path: Path
) -> None:
    settings = tmp_path / "staff.toml"
    settings.write_text(
        f'name = "staff"\ntype = "openldap"\nhost = "127.0.0.1"\nport = {directory.address[1]}\n'
        f'base_dn = "{USER_LIST_BASE}"\ngroups = ["cn=staff,{USER_LIST_BASE}"]\n'
    )
    arguments = ("authproxy", "sync-connected", "--directory", str(settings))
    refused = words(controlled.refused(*arguments))
    assert "no Authentication Proxy with [cloud] is connected" in refused
    text = (
        f"[cloud]\nikey=DICLOUD\nskey={'x' * 40}\napi_host=api.example.test\n"
        f"service_account_username={USER_LIST_SERVICE}\nservice_account_password={PASSWORD}\n"
    )
    with controlled.simulator.run_proxy(text):
        assert controlled.simulator.wait_for_proxy("cloud", 20)
        told = words(controlled.refused(*arguments))
    assert "the directory has 0 groups" in told
    assert PASSWORD not in told
