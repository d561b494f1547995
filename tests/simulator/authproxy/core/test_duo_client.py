"""The proxy's client of Duo: the way through an HTTP proxy, and whose certificate it takes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from failmode.simulator.authproxy.cfg.sections.base import DuoApi
from failmode.simulator.authproxy.core.duo_client import DuoClient
from failmode.simulator.authproxy.core.failmode_decision import (
    ApiExchange,
    ApiResponse,
    NetworkFailure,
)
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.http.canned_responses import CannedResponse
from failmode.simulator.edge.net.tls import Authority
from failmode.simulator.network import Network
from failmode.terms.logins import Failmode
from tests.patience import PATIENT_SECONDS
from tests.simulator.authproxy.http_proxies import HttpProxy, answering, silent
from tests.simulator.authproxy.stack import API_HOST, IKEY, SKEY, Stack, log_in, running

OPENED = b"HTTP/1.0 200 Connection established\r\nVia: test\r\n\r\n"
APPROVED = ("ACCESS_ACCEPT", "Success. Logging you in...")
FAILED_OPEN = ("ACCESS_ACCEPT", "Failmode Safe - Allowed Duo login on preauth failure")
DENIED_AT_PREAUTH = ("ACCESS_REJECT", "Failmode Secure - Denied Duo login on preauth failure")
DENIED_AT_AUTH = ("ACCESS_REJECT", "Denied Duo login on auth failure")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with running(tmp_path_factory.mktemp("ca")) as one:
        yield one


@pytest.fixture
def stack(shared: Stack) -> Iterator[Stack]:
    yield shared
    shared.reset()


def client(stack: Stack, proxy: HttpProxy, api_timeout: float = 0) -> DuoClient:
    """Make a client that reaches Duo through an HTTP proxy, whose name it could not resolve."""
    api = DuoApi(
        IKEY, SKEY, API_HOST, api_timeout=api_timeout, http_proxy=("127.0.0.1", proxy.port)
    )
    return DuoClient(api, Network({}), "agent/1", ca_file=stack.ca_file)


def preauth(client: DuoClient) -> ApiExchange:
    return client.preauth("alice", None, Failmode.OPEN)


def options(proxy: HttpProxy) -> dict[str, str]:
    return {"http_proxy_host": "127.0.0.1", "http_proxy_port": str(proxy.port)}


def test_duo_is_reached_through_the_http_proxy_which_knows_the_way(stack: Stack) -> None:
    with answering(OPENED, stack.edge_port) as proxy:
        answer = preauth(client(stack, proxy))
    assert isinstance(answer, ApiResponse)
    assert answer.status == 200
    assert proxy.asked == [
        f"CONNECT {API_HOST}:443 HTTP/1.0\r\nUser-Agent: agent/1\r\n\r\n",
    ]


@pytest.mark.parametrize("version", ["HTTP/1.0", "HTTP/1.1"])
def test_a_login_goes_through_the_http_proxy_of_the_section(stack: Stack, version: str) -> None:
    opened = OPENED.replace(b"HTTP/1.0", version.encode())
    with answering(opened, stack.edge_port) as proxy, stack.proxy(options(proxy)) as authproxy:
        assert log_in(authproxy) == APPROVED
    assert len(proxy.asked) == 2


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.0 407 Proxy Authentication Required\r\n\r\n",
        b"HTTP/1.1 201 Created\r\n\r\n",
        b"HTTP/1.1 2000 OK\r\n\r\n",
        b"HTTP/2 200 OK\r\n\r\n",
        b"HTTP/1.0 200 OK\r\nX: cut off",
        b"200\r\n\r\n",
        b"\r\n\r\n",
        b"\xff\xfe\r\n\r\n",
        b"",
    ],
)
def test_any_other_answer_than_200_counts_as_no_connection(stack: Stack, answer: bytes) -> None:
    with answering(answer, stack.edge_port if answer.startswith(b"HTTP/1.1 2") else None) as proxy:
        came_to = preauth(client(stack, proxy))
        for failmode, expected in (("safe", FAILED_OPEN), ("secure", DENIED_AT_PREAUTH)):
            with stack.proxy({**options(proxy), "failmode": failmode}) as authproxy:
                assert log_in(authproxy) == expected
    assert isinstance(came_to, NetworkFailure)
    assert "HTTP proxy" in came_to.reason
    assert stack.stages() == []


def test_an_http_proxy_that_refuses_after_preauth_denies_in_failmode_safe(stack: Stack) -> None:
    with answering(OPENED, stack.edge_port) as proxy, stack.proxy(options(proxy)) as authproxy:
        assert log_in(authproxy) == APPROVED
        duo = client(stack, proxy)
    with answering(b"HTTP/1.0 503 Service Unavailable\r\n\r\n") as proxy:
        duo = replace(duo, api=replace(duo.api, http_proxy=("127.0.0.1", proxy.port)))
        came_to = duo.auth("alice", "push", None)
    assert isinstance(came_to, NetworkFailure)
    assert came_to.timed_out is False


def test_nobody_at_the_address_of_the_http_proxy_counts_as_no_connection(stack: Stack) -> None:
    with answering(OPENED) as proxy:
        gone = proxy
    with stack.proxy(options(gone)) as authproxy:
        assert log_in(authproxy) == FAILED_OPEN


def test_a_silent_http_proxy_is_given_up_after_api_timeout_as_no_connection(stack: Stack) -> None:
    with silent() as proxy:
        duo = client(stack, proxy, api_timeout=0.2)
        came_to = duo.auth("alice", "push", None)
    assert isinstance(came_to, NetworkFailure)
    assert came_to.timed_out is False


def test_without_api_timeout_a_silent_http_proxy_is_waited_for(stack: Stack) -> None:
    with silent() as proxy:
        duo = replace(client(stack, proxy), connect_timeout=0.1)
        done: list[ApiExchange] = []
        thread = threading.Thread(target=lambda: done.append(preauth(duo)), daemon=True)
        thread.start()
        thread.join(0.5)
        assert done == []
    thread.join(PATIENT_SECONDS)
    assert isinstance(done[0], NetworkFailure)


def test_a_redirect_is_followed_without_the_http_proxy(stack: Stack) -> None:
    stack.rules.add(
        Rule("duo", answer=CannedResponse(302, (("Location", "/auth/v2/ping"),)), times=1)
    )
    with answering(OPENED, stack.edge_port) as proxy:
        duo = replace(client(stack, proxy), network=stack.network)
        answer = preauth(duo)
    assert isinstance(answer, ApiResponse)
    assert len(proxy.asked) == 1
    assert len(stack.journal.query(vendor="duo")) == 2


@pytest.mark.parametrize("host", [API_HOST, "elsewhere.example.test"])
def test_a_redirect_to_plain_http_on_a_named_host_counts_as_no_connection(
    stack: Stack, host: str
) -> None:
    location = (("Location", f"http://{host}:{stack.edge_port}/auth/v2/ping"),)
    stack.rules.add(Rule("duo", answer=CannedResponse(302, location), times=1))
    api = DuoApi(IKEY, SKEY, API_HOST)
    answer = preauth(DuoClient(api, stack.network, "agent/1", ca_file=stack.ca_file))
    assert answer == NetworkFailure(f"{host} serves no plain HTTP in the simulator")
    assert len(stack.journal.query(vendor="duo")) == 1


def test_a_call_for_which_no_time_is_left_is_not_made(stack: Stack) -> None:
    api = DuoApi(IKEY, SKEY, API_HOST, api_timeout=1e-9)
    answer = preauth(DuoClient(api, stack.network, "agent/1", ca_file=stack.ca_file))
    assert answer == NetworkFailure("api_timeout ran out", timed_out=True)
    assert stack.journal.query(vendor="duo") == ()


def test_the_ca_bundle_of_the_section_is_the_one_that_counts(stack: Stack, tmp_path: Path) -> None:
    other = Authority(tmp_path).ca_file
    with stack.proxy({"http_ca_certs_file": str(other)}) as authproxy:
        assert log_in(authproxy) == FAILED_OPEN
    with stack.proxy({"http_ca_certs_file": str(stack.ca_file)}) as authproxy:
        assert log_in(authproxy) == APPROVED
