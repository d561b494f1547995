"""[http_proxy]: whom it connects to Duo, what it refuses, and how a connection ends."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from failmode.simulator.authproxy.cfg.sections.base import DuoApi
from failmode.simulator.authproxy.cfg.sections.http_proxy import HttpProxySection
from failmode.simulator.authproxy.core.duo_client import DuoClient
from failmode.simulator.authproxy.core.failmode_decision import ApiResponse, NetworkFailure
from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.authproxy.registry import SIMULATED_SECTIONS
from failmode.simulator.authproxy.servers.http_proxy import HttpProxyKind, Target, decide
from failmode.simulator.edge.faults.delivery import NoAnswer
from failmode.simulator.edge.faults.resolver import DnsFailure
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.simulator.errors import ConfigError
from failmode.simulator.internal_failures import InternalFailures
from failmode.simulator.network import Network
from failmode.terms.logins import Failmode
from tests.patience import PATIENT_SECONDS, wait_until, with_time_enough
from tests.simulator.authproxy.stack import API_HOST, IKEY, SKEY, Stack, log_in, running

CONNECT = f"CONNECT {API_HOST}:443 HTTP/1.1\r\nHost: {API_HOST}:443\r\n\r\n".encode()
OPENED = b"HTTP/1.0 200 CONNECT OK\r\nX-Connected-IP: 127.0.0.1\r\nContent-Length: 0\r\n\r\n"
TEXT = f"[http_proxy]\napi_host={API_HOST}\nport=0\n"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with running(tmp_path_factory.mktemp("ca")) as one:
        yield one


@pytest.fixture
def stack(shared: Stack) -> Iterator[Stack]:
    yield shared
    shared.reset()


@contextmanager
def relay(
    stack: Stack,
    options: str = "",
    *,
    network: Network | None = None,
    kind: HttpProxyKind | None = None,
) -> Iterator[AuthProxy]:
    """Run a proxy that only has an [http_proxy]."""
    registry = SIMULATED_SECTIONS.with_server(kind or HttpProxyKind())
    config = registry.parse(TEXT + options, "authproxy.cfg")
    proxy = AuthProxy(config, network or stack.network, stack.clock, registry=registry)
    with proxy:
        yield proxy


@contextmanager
def connected(proxy: AuthProxy) -> Iterator[socket.socket]:
    """Connect to the first section."""
    with socket.create_connection(proxy.addresses[0], PATIENT_SECONDS) as sock:
        yield sock


def everything(sock: socket.socket) -> bytes:
    """Read until the other side ends."""
    data = b""
    with contextlib.suppress(ConnectionResetError):
        while piece := sock.recv(65_536):
            data += piece
    return data


def everything_up_to(sock: socket.socket, octets: int) -> bytes:
    """Read so many octets, or up to the end."""
    data = b""
    with contextlib.suppress(ConnectionResetError):
        while len(data) < octets and (piece := sock.recv(octets - len(data))):
            data += piece
    return data


def is_let_in(proxy: AuthProxy) -> bool:
    """Tell whether a client is connected, whose turn comes after others have been forgotten."""
    with connected(proxy) as client:
        client.sendall(CONNECT)
        return everything_up_to(client, 12) == b"HTTP/1.0 200"


def ask(proxy: AuthProxy, request: bytes) -> bytes:
    """Send a request; return all that comes until the connection ends."""
    with connected(proxy) as sock:
        sock.sendall(request)
        return everything(sock)


@contextmanager
def host() -> Iterator[tuple[socket.socket, Network]]:
    """Give a listener, and a network in which it is Duo's API host."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(PATIENT_SECONDS)
        yield listener, Network({API_HOST: listener.getsockname()[:2]})


@contextmanager
def tunnel(proxy: AuthProxy, listener: socket.socket) -> Iterator[tuple[socket.socket, ...]]:
    """Give both ends of a connection through the proxy."""
    with connected(proxy) as client:
        client.sendall(CONNECT)
        server, _ = listener.accept()
        with server:
            server.settimeout(PATIENT_SECONDS)
            opened = b""
            while not opened.endswith(b"\r\n\r\n"):
                octet = client.recv(1)
                if not octet:
                    raise ConnectionResetError
                opened += octet
            assert opened == OPENED
            yield client, server


def test_a_client_of_duo_reaches_duo_through_it(stack: Stack) -> None:
    with relay(stack) as proxy:
        api = DuoApi(IKEY, SKEY, API_HOST, http_proxy=proxy.addresses[0])
        duo = DuoClient(api, Network({}), "agent/1", ca_file=stack.ca_file)
        answer = duo.preauth("alice", None, Failmode.OPEN)
    assert isinstance(answer, ApiResponse)
    assert (answer.status, stack.stages()) == (200, ["preauth"])


def test_an_address_that_ipv6_shows_mapped_is_told_as_ipv4(stack: Stack) -> None:
    with host() as (listener, network):
        mapped = ("::ffff:127.0.0.1", network.resolve(API_HOST)[0][1])
        if not _reaches(mapped):
            pytest.skip("this machine has no IPv6")
        listener.accept()[0].close()
        with (
            relay(stack, network=Network({API_HOST: mapped})) as proxy,
            tunnel(proxy, listener) as ends,
        ):
            assert len(ends) == 2


def _reaches(address: tuple[str, int]) -> bool:
    try:
        socket.create_connection(address, PATIENT_SECONDS).close()
    except OSError:
        return False
    return True


def test_one_proxy_asks_duo_through_the_http_proxy_of_another(stack: Stack) -> None:
    with relay(stack) as far:
        host, port = far.addresses[0]
        options = {"http_proxy_host": host, "http_proxy_port": str(port)}
        with stack.proxy(options) as proxy:
            assert log_in(proxy) == ("ACCESS_ACCEPT", "Success. Logging you in...")
    assert stack.stages() == ["preauth", "auth"]


@pytest.mark.parametrize(
    ("request_line", "status"),
    [
        ("CONNECT other.example:443 HTTP/1.1", 403),
        (f"CONNECT {API_HOST}.other.example:443 HTTP/1.1", 403),
        (f"CONNECT {API_HOST.upper()}:443 HTTP/1.1", 403),
        (f"CONNECT user@{API_HOST}:443 HTTP/1.1", 403),
        (f"CONNECT http://{API_HOST}:443 HTTP/1.1", 403),
        ("CONNECT 127.0.0.1:443 HTTP/1.1", 403),
        (f"GET https://{API_HOST}/auth/v2/ping HTTP/1.1", 405),
        ("GET / HTTP/1.0", 405),
        ("POST /rest/v1/preauth HTTP/1.1", 405),
        (f"connect {API_HOST}:443 HTTP/1.1", 405),
        (f"CONNECT {API_HOST}:0 HTTP/1.1", 502),
        (f"CONNECT {API_HOST}:65536 HTTP/1.1", 502),
    ],
)
def test_everything_but_connect_to_the_api_host_is_refused(
    stack: Stack, request_line: str, status: int
) -> None:
    with relay(stack) as proxy:
        answer = ask(proxy, f"{request_line}\r\n\r\n".encode())
    assert answer.startswith(f"HTTP/1.0 {status} ".encode())
    assert stack.journal.query() == ()


def test_a_request_for_plain_http_is_told_to_be_one(stack: Stack) -> None:
    with relay(stack) as proxy:
        answer = ask(proxy, f"CONNECT http://{API_HOST}:443 HTTP/1.1\r\n\r\n".encode())
    assert answer.endswith(b"\r\n\r\nUnable to accept non-HTTPS requests")


@pytest.mark.parametrize("url", [API_HOST, f"https://{API_HOST}", f"https://{API_HOST}:443/"])
def test_a_request_without_a_port_means_the_port_of_https(url: str) -> None:
    section = HttpProxySection(name="http_proxy", api_host=API_HOST)
    head = f"CONNECT {url} HTTP/1.1\r\n\r\n".encode()
    assert decide(section, "192.0.2.1", head) == Target(API_HOST, 443)


def test_a_client_that_is_not_listed_is_refused_whatever_it_asks(stack: Stack) -> None:
    with relay(stack, "client_ip=192.0.2.1, 198.51.100.0/24\n") as proxy:
        for request in (CONNECT, b"GET / HTTP/1.0\r\n\r\n"):
            answer = ask(proxy, request)
            assert answer.startswith(b"HTTP/1.0 403 ")
            assert answer.endswith(b"from non-approved client IP: 127.0.0.1")


@pytest.mark.parametrize(
    ("client_ip", "client", "admitted"),
    [
        ("192.0.2.7", "192.0.2.7", True),
        ("192.0.2.7", "192.0.2.8", False),
        ("192.0.2.0/24", "192.0.2.200", True),
        ("192.0.2.0/255.255.255.0", "192.0.3.1", False),
        ("192.0.2.5-192.0.2.9", "192.0.2.9", True),
        ("192.0.2.5-192.0.2.9", "192.0.2.10", False),
        ("192.0.2.1,2001:db8::/64", "2001:db8::7", True),
        ("2001:db8::/64", "192.0.2.1", False),
    ],
)
def test_clients_are_listed_as_addresses_networks_and_ranges(
    client_ip: str, client: str, admitted: bool
) -> None:
    text = f"{TEXT}client_ip={client_ip}\n"
    (section,) = SIMULATED_SECTIONS.parse(text, "authproxy.cfg").servers
    assert isinstance(section, HttpProxySection)
    assert section.admits(client) is admitted


def test_everybody_is_admitted_without_a_list_and_the_port_is_80() -> None:
    text = f"[http_proxy]\napi_host={API_HOST}\n"
    (section,) = SIMULATED_SECTIONS.parse(text, "authproxy.cfg").servers
    assert isinstance(section, HttpProxySection)
    assert (section.port, section.admits("203.0.113.9")) == (80, True)


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ("client_ip=192.0.2.1,nonsense\n", "nonsense"),
        ("client_ip=,\n", "names nobody"),
        ("port=70000\n", "port"),
        ("interface=x\n", "interface"),
        ("failmode=safe\n", "failmode"),
        ("ikey=x\n", "ikey"),
    ],
)
def test_what_the_section_does_not_have_or_cannot_be_is_refused(options: str, word: str) -> None:
    text = TEXT.replace("port=0\n", "") + options
    with pytest.raises(ConfigError, match=rf"authproxy\.cfg:3: .*{word}"):
        SIMULATED_SECTIONS.parse(text, "authproxy.cfg")


def test_a_port_in_use_is_a_clear_error_and_nothing_stays_open(stack: Stack) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        text = f"{TEXT}[http_proxy2]\napi_host={API_HOST}\nport={port}\n"
        proxy = AuthProxy(SIMULATED_SECTIONS.parse(text, "x"), stack.network, stack.clock)
        with pytest.raises(ConfigError, match=rf"http_proxy2.*TCP 127\.0\.0\.1:{port}"):
            proxy.start()
        assert proxy.addresses == ()


@pytest.mark.parametrize("fault", [ConnectionRefused(), DnsFailure()])
def test_an_api_host_that_cannot_be_reached_is_told_and_no_failmode_applies(
    stack: Stack, fault: ConnectionRefused | DnsFailure
) -> None:
    stack.rules.add(Rule("duo", fault))
    with relay(stack) as proxy:
        assert ask(proxy, CONNECT).startswith(b"HTTP/1.0 502 Gateway Error\r\n")
        options = dict(
            zip(("http_proxy_host", "http_proxy_port"), map(str, proxy.addresses[0]), strict=True)
        )
        for failmode, code in (("safe", "ACCESS_ACCEPT"), ("secure", "ACCESS_REJECT")):
            with stack.proxy({**options, "failmode": failmode}) as client:
                assert log_in(client)[0] == code


def test_a_fault_behind_it_reaches_the_client_as_it_is(stack: Stack) -> None:
    def attempt(seconds: float) -> object:
        stack.rules.clear()
        stack.rules.add(Rule("duo", NoAnswer()))
        with relay(stack) as proxy:
            api = DuoApi(IKEY, SKEY, API_HOST, api_timeout=seconds, http_proxy=proxy.addresses[0])
            duo = DuoClient(api, Network({}), "agent/1", ca_file=stack.ca_file)
            return duo.preauth("alice", None, Failmode.OPEN)

    failure = with_time_enough(attempt, stack.fault_struck, seconds=0.3)
    assert isinstance(failure, NetworkFailure)
    assert failure.timed_out


def test_octets_pass_both_ways_unchanged(stack: Stack) -> None:
    data = bytes(range(256)) * 4096
    with (
        host() as (listener, network),
        relay(stack, network=network) as proxy,
        tunnel(proxy, listener) as (client, server),
    ):
        for source, sink in ((client, server), (server, client)):
            sending = threading.Thread(target=source.sendall, args=(data,))
            sending.start()
            got = b""
            while len(got) < len(data):
                got += sink.recv(65_536)
            sending.join(PATIENT_SECONDS)
            assert got == data


@pytest.mark.parametrize("ender", [0, 1])
def test_what_one_side_sent_before_it_half_closed_arrives_and_then_both_are_closed(
    stack: Stack, ender: int
) -> None:
    with (
        host() as (listener, network),
        relay(stack, network=network) as proxy,
        tunnel(proxy, listener) as ends,
    ):
        ends[ender].sendall(b"last words")
        ends[ender].shutdown(socket.SHUT_WR)
        assert everything(ends[1 - ender]) == b"last words"
        assert everything(ends[ender]) == b""


def test_what_follows_the_request_at_once_is_handed_on(stack: Stack) -> None:
    with (
        host() as (listener, network),
        relay(stack, network=network) as proxy,
        connected(proxy) as client,
    ):
        client.sendall(CONNECT + b"early")
        server, _ = listener.accept()
        with server:
            server.settimeout(PATIENT_SECONDS)
            assert server.recv(5) == b"early"


def test_a_client_that_asks_nothing_is_closed_in_time(stack: Stack) -> None:
    with relay(stack, kind=HttpProxyKind(request_seconds=0.2)) as proxy:
        assert ask(proxy, b"CONNECT ") == b""


def test_a_connection_through_which_nothing_goes_ends(stack: Stack) -> None:
    def attempt(seconds: float) -> tuple[bytes, ...] | None:
        kind = HttpProxyKind(idle_seconds=seconds)
        with host() as (listener, network), relay(stack, network=network, kind=kind) as proxy:
            try:
                with tunnel(proxy, listener) as (client, server):
                    return everything(client), everything(server)
            except ConnectionError:
                # It has ended before both had heard that it is open.
                return None

    assert with_time_enough(attempt, lambda heard: heard is not None, seconds=0.2) == (b"", b"")


def test_an_api_host_that_takes_no_connection_in_time_is_told(stack: Stack) -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        address = full.getsockname()[:2]
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(address)
        kind = HttpProxyKind(connect_seconds=0.2)
        with relay(stack, network=Network({API_HOST: address}), kind=kind) as proxy:
            answer = ask(proxy, CONNECT)
        for one in waiting:
            one.close()
    assert answer.startswith(b"HTTP/1.0 502 Gateway Error")


def test_more_clients_than_there_may_be_are_closed_and_room_is_made_again(stack: Stack) -> None:
    kind = HttpProxyKind(connections=2)
    with host() as (listener, network), relay(stack, network=network, kind=kind) as proxy:
        with tunnel(proxy, listener), tunnel(proxy, listener):
            assert ask(proxy, CONNECT) == b""
        wait_until(lambda: is_let_in(proxy), "no room was made")


def test_stopping_cuts_connections_and_frees_the_port_without_a_complaint(
    stack: Stack, caplog: pytest.LogCaptureFixture
) -> None:
    with (
        host() as (listener, network),
        relay(stack, network=network) as proxy,
        tunnel(proxy, listener) as (client, server),
        connected(proxy) as silent,
    ):
        address = proxy.addresses[0]
        proxy.stop()
        assert [everything(one) for one in (client, server, silent)] == [b"", b"", b""]
        socket.create_server(address).close()
    assert [one.getMessage() for one in caplog.records if one.name == "asyncio"] == []


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(max_size=200))
def test_garbage_is_never_connected_and_breaks_nothing(shared: Stack, garbage: bytes) -> None:
    failures = InternalFailures()
    config = SIMULATED_SECTIONS.parse(TEXT, "authproxy.cfg")
    with AuthProxy(config, shared.network, shared.clock, failures=failures) as proxy:
        with connected(proxy) as client:
            client.sendall(garbage + b"\r\n\r\n")
            client.shutdown(socket.SHUT_WR)
            assert b" 200 " not in everything(client)
        assert ask(proxy, b"GET / HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.0 405 ")
    assert failures.count == 0


@given(st.binary())
def test_any_request_is_decided(head: bytes) -> None:
    section = HttpProxySection(name="http_proxy", api_host=API_HOST)
    decision = decide(section, "192.0.2.1", head)
    assert not isinstance(decision, Target) or decision.host == API_HOST


def test_a_request_without_end_is_refused(stack: Stack) -> None:
    with relay(stack) as proxy:
        answer = ask(proxy, b"CONNECT " + b"x" * 200_000)
    assert answer in (b"", b"HTTP/1.0 400 Bad Request\r\n") or answer.startswith(b"HTTP/1.0 400 ")


def test_a_proxy_serves_logins_and_clients_of_duo_at_the_same_time(stack: Stack) -> None:
    text = stack.text({}, {}, "radius_client", "radius_server_auto") + TEXT
    config = SIMULATED_SECTIONS.parse(text, "authproxy.cfg")
    assert len(config.servers) == 2
    with AuthProxy(config, stack.network, stack.clock, ca_file=stack.ca_file) as proxy:
        assert log_in(proxy) == ("ACCESS_ACCEPT", "Success. Logging you in...")
        address = proxy.address_of(config.servers[1])
        duo = replace(
            DuoClient(DuoApi(IKEY, SKEY, API_HOST), Network({}), "x"), ca_file=stack.ca_file
        )
        duo = replace(duo, api=replace(duo.api, http_proxy=address))
        assert isinstance(duo.preauth("alice", None, Failmode.OPEN), ApiResponse)
