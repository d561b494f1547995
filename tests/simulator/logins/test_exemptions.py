"""Logins about which the Authentication Proxy does not ask Duo are told as that, over both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from failmode.simulator.authproxy.cfg.writer import (
    ldap_sections,
    radius_sections,
    write_authproxy_cfg,
)
from failmode.simulator.authproxy.ldap.directory_server import DirectoryServer
from failmode.simulator.authproxy.ldap.entries import (
    USER_LIST_BASE,
    USER_LIST_SERVICE,
    USER_LIST_SERVICE_NAME,
    user_list_entries,
)
from failmode.simulator.authproxy.radius.user_list_server import UserListRadiusServer
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.simulator.logins.requests import LoginRequest, LoginResult
from failmode.simulator.runtime import ProxySettings, Simulator, SimulatorConfig
from failmode.terms import Verdict

SERVICE_PASSWORD, SECRET = "dummy-service-password", "dummy-secret"
USERS = {"alice": "dummy-password", "bob": "dummy-password"}
DUO = {"ikey": "DIXXXXXXXXXXXXXXXXXX", "skey": "dummyskey", "api_host": "api.example.test"}


@contextmanager
def serving(folder: Path, options: Mapping[str, object], protocol: str) -> Iterator[Simulator]:
    """Run a simulator whose proxy takes logins over a protocol, without Duo."""
    directory = DirectoryServer(user_list_entries(USERS, SERVICE_PASSWORD))
    primary = UserListRadiusServer(USERS, SECRET)
    directory.start()
    primary.start()
    sections = (
        ldap_sections(
            ikey=DUO["ikey"],
            skey=DUO["skey"],
            api_host=DUO["api_host"],
            directory=directory.address,
            service_name=USER_LIST_SERVICE_NAME,
            service_dn=USER_LIST_SERVICE,
            service_password=SERVICE_PASSWORD,
            search_dn=USER_LIST_BASE,
            options={"port": 0, **options},
        )
        if protocol == "ldap"
        else radius_sections(
            **DUO,
            primary=primary.address,
            primary_secret=SECRET,
            peers={"127.0.0.1": SECRET},
            options={"port": 0, **options},
        )
    )
    file = folder / "authproxy.cfg"
    file.write_text(write_authproxy_cfg(sections))
    try:
        with Simulator(SimulatorConfig(proxy=ProxySettings(enabled=True, file=file))) as simulator:
            simulator.rules.add(Rule(vendor="duo", fault=ConnectionRefused()))
            yield simulator
    finally:
        primary.stop()
        directory.stop()


def log_in(simulator: Simulator, client: str, user: str) -> LoginResult:
    """Log in once with the right password."""
    logins = simulator.logins
    return logins.driver.log_in(LoginRequest(logins.clients.client(client), user, USERS[user]))


@pytest.mark.parametrize("client", ["ldap", "ldap-direct"])
def test_whoever_is_below_an_exempt_ou_has_not_failed_open(tmp_path: Path, client: str) -> None:
    service_and_alice = {
        "exempt_primary_bind": "false",
        "exempt_ou_1": f"UID=Alice,ou=people,{USER_LIST_BASE}",
        "exempt_ou_2": USER_LIST_SERVICE,
    }
    with serving(tmp_path, service_and_alice, "ldap") as simulator:
        exempt, other = (log_in(simulator, client, user) for user in ("alice", "bob"))
    assert exempt.verdict is Verdict.ALLOWED
    assert "without asking Duo: the user is below UID=Alice," in exempt.reason
    assert (other.verdict, other.answer) == (Verdict.FAILED_OPEN, "success")


def test_an_exempt_username_has_not_failed_open(tmp_path: Path) -> None:
    with serving(tmp_path, {"exempt_username_1": "alice"}, "radius") as simulator:
        exempt, other = (log_in(simulator, "radius", user) for user in ("alice", "bob"))
    assert (exempt.verdict, exempt.second_factor) == (Verdict.ALLOWED, False)
    assert "without asking Duo: exempt_username_N" in exempt.reason
    assert other.verdict is Verdict.FAILED_OPEN


def test_without_searches_after_the_bind_a_denied_connection_is_told_to_be_closed(
    tmp_path: Path,
) -> None:
    options = {"allow_searches_after_bind": "false", "failmode": "secure"}
    with serving(tmp_path, options, "ldap") as simulator:
        denied = log_in(simulator, "ldap", "alice")
    assert denied.verdict is Verdict.DENIED
    assert denied.steps[-2].result == "connection closed"
    assert "stays bound" not in denied.reason
