"""RADIUS logins whose primary password a real OpenLDAP directory checks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from failmode.simulator.authproxy.cfg.writer import write_authproxy_cfg
from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.authproxy.registry import SIMULATED_SECTIONS
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.terms.stages import Stage
from tests.real import slapd
from tests.real.slapd import Slapd
from tests.simulator.authproxy.stack import (
    API_HOST,
    IKEY,
    PASSWORD,
    SECRET,
    SKEY,
    Stack,
    log_in,
    running,
)

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with running(tmp_path_factory.mktemp("ca")) as one:
        yield one


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Slapd]:
    with slapd.slapd(tmp_path_factory.mktemp("slapd")) as one:
        yield one


@contextmanager
def proxy(stack: Stack, directory: Slapd, transport: str = "clear") -> Iterator[AuthProxy]:
    """Run a proxy whose primary is the directory."""
    stack.reset()
    client = {
        "host": "localhost",
        "port": directory.tls_port if transport == "ldaps" else directory.port,
        "service_account_username": "service",
        "service_account_password": slapd.SERVICE_PASSWORD,
        "bind_dn": slapd.SERVICE,
        "search_dn": slapd.BASE,
        "auth_type": "plain",
        "username_attribute": "uid",
        "at_attribute": "mail",
        "transport": transport,
        **({} if transport == "clear" else {"ssl_ca_certs_file": directory.ca_file}),
    }
    server = {
        "ikey": IKEY,
        "skey": SKEY,
        "api_host": API_HOST,
        "client": "ad_client",
        "radius_ip_1": "127.0.0.1",
        "radius_secret_1": SECRET,
        "port": "0",
    }
    text = write_authproxy_cfg({"ad_client": client, "radius_server_auto": server})
    config = SIMULATED_SECTIONS.parse(text, "authproxy.cfg")
    with AuthProxy(config, stack.network, stack.clock, ca_file=stack.ca_file) as one:
        yield one


@pytest.mark.parametrize("transport", ["clear", "starttls", "ldaps"])
@pytest.mark.parametrize("name", ["alice", "alice@example.test"])
def test_a_right_password_leads_to_the_push_over_each_transport(
    stack: Stack, directory: Slapd, transport: str, name: str
) -> None:
    with proxy(stack, directory, transport) as running_proxy:
        assert log_in(running_proxy, name)[0] == "ACCESS_ACCEPT"
    assert stack.stages() == ["preauth", "auth"]


@pytest.mark.parametrize("password", ["wrong", "*", "x" * 100])
def test_a_wrong_password_is_rejected_without_asking_duo_even_when_duo_is_cut_off(
    stack: Stack, directory: Slapd, password: str
) -> None:
    with proxy(stack, directory) as running_proxy:
        stack.rules.add(Rule("duo", ConnectionRefused(), stage=Stage.PREAUTH))
        assert log_in(running_proxy, password=password)[0] == "ACCESS_REJECT"
    assert stack.stages() == []


def test_a_right_password_is_let_in_by_failmode_safe_when_duo_is_cut_off(
    stack: Stack, directory: Slapd
) -> None:
    with proxy(stack, directory) as running_proxy:
        stack.rules.add(Rule("duo", ConnectionRefused(), stage=Stage.PREAUTH))
        assert log_in(running_proxy, password=PASSWORD)[0] == "ACCESS_ACCEPT"


def test_a_directory_that_was_killed_lets_nobody_in(
    stack: Stack, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with (
        slapd.slapd(tmp_path_factory.mktemp("slapd")) as directory,
        proxy(stack, directory) as running_proxy,
    ):
        assert log_in(running_proxy)[0] == "ACCESS_ACCEPT"
        directory.kill()
        stack.reset()
        code, message = log_in(running_proxy)
    assert code == "ACCESS_REJECT"
    assert message == "Failed to communicate with any Active Directory server"
    assert stack.stages() == []
