"""The simulated machines' network: resolution, deadlines, and what counts as no answer."""

from __future__ import annotations

import contextlib
import math
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from failmode.simulator.edge.faults.delivery import NoAnswer, Reset, Trickle
from failmode.simulator.edge.faults.fault import Fault
from failmode.simulator.edge.faults.resolver import DnsFailure
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.rule_book import RuleBook
from failmode.simulator.edge.faults.sockets import ConnectionRefused, ConnectTimeout
from failmode.simulator.edge.faults.tls import TlsSilent
from failmode.simulator.edge.http.canned_responses import CannedResponse
from failmode.simulator.edge.names import NameService
from failmode.simulator.errors import ConfigError
from failmode.simulator.network import Network, Timeouts, Unreachable, UnreachableKind, call
from failmode.terms.stages import Stage
from tests.patience import A_MOMENT_SECONDS, PATIENT_SECONDS, Stopwatch, with_time_enough
from tests.simulator.edge.stack import HOST, VENDOR, EdgeStack, edge_stack


@pytest.fixture(scope="module", params=["on the servers' loop", "blocking"])
def shared(request: pytest.FixtureRequest) -> Iterator[EdgeStack]:
    with edge_stack() as stack:
        if request.param == "blocking":
            stack.network.loop = None
        yield stack


@pytest.fixture
def edge(shared: EdgeStack) -> Iterator[EdgeStack]:
    yield shared
    shared.rules.clear()


def refusal(function: Callable[[], object]) -> Unreachable:
    with pytest.raises(Unreachable) as caught:
        function()
    return caught.value


@contextmanager
def peer(edge: EdgeStack, behave: Callable[[socket.socket], None]) -> Iterator[Network]:
    """Give a listener that treats one connection in its own way, and a network that leads there."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            sock, _ = listener.accept()
            with sock:
                behave(sock)

        thread = threading.Thread(target=serve)
        thread.start()
        yield Network({HOST: listener.getsockname()[:2]}, loop=edge.network.loop)
        thread.join(PATIENT_SECONDS)


def test_names_are_found_whatever_their_case() -> None:
    network = Network({"API.acme.test": ("127.0.0.1", 1)})
    assert network.resolve("api.ACME.test") == (("127.0.0.1", 1),)


def test_an_unknown_name_does_not_resolve() -> None:
    error = refusal(lambda: Network({}).resolve("nowhere.test"))
    assert error.kind is UnreachableKind.DNS
    assert "nowhere.test" in error.detail


@pytest.mark.parametrize("name", ["a..b", "a" * 64 + ".test", "."])
def test_a_name_that_nobody_can_be_asked_for_does_not_resolve(name: str) -> None:
    network = Network({name: (name, 443)})
    error = refusal(lambda: call(network, "GET", name, "/"))
    assert error.kind is UnreachableKind.DNS


def test_a_dns_failure_hides_its_vendors_names_only() -> None:
    rules = RuleBook()
    addresses = {"a.test": ("127.0.0.1", 1), "b.test": ("127.0.0.1", 2)}
    network = Network(addresses, NameService(rules), {"a.test": "duo", "b.test": "ninjaone"})
    rules.add(Rule("duo", DnsFailure(), times=1))
    assert network.resolve("b.test") == (("127.0.0.1", 2),)
    assert refusal(lambda: network.resolve("a.test")).kind is UnreachableKind.DNS
    assert network.resolve("a.test") == (("127.0.0.1", 1),)


def test_a_refused_connection_of_a_simulated_machine_counts_for_the_rule_behind_it() -> None:
    rules = RuleBook()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        closed = listener.getsockname()[:2]
    network = Network(
        {"a.test": closed, "b.test": closed}, NameService(rules), {"a.test": "duo", "b.test": "x"}
    )
    rules.add(Rule("duo", ConnectionRefused()))
    (state,) = rules.states()
    assert (state.known_hits, state.hits_complete) == (None, False)
    for host in ("a.test", "a.test", "b.test"):
        error = refusal(partial(call, network, "GET", host, "/"))
        assert error.kind is UnreachableKind.REFUSED
    assert [one.known_hits for one in rules.states()] == [2]


def test_a_refusal_without_a_rule_behind_it_is_counted_nowhere() -> None:
    rules = RuleBook()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        network = Network(
            {"a.test": listener.getsockname()[:2]}, NameService(rules), {"a.test": "duo"}
        )
    rules.add(Rule("duo", DnsFailure(), times=1))
    rules.add(Rule("duo", ConnectionRefused(), stage=Stage.AUTH))
    for kind in (UnreachableKind.DNS, UnreachableKind.REFUSED):
        assert refusal(lambda: call(network, "GET", "a.test", "/")).kind is kind
    assert [one.known_hits for one in rules.states()] == [1, 0]


def test_a_host_without_a_vendor_is_refused_where_rules_apply() -> None:
    with pytest.raises(ConfigError, match=r"no vendor is given for the host b\.test"):
        Network({"b.test": ("127.0.0.1", 1)}, NameService(RuleBook()))


def test_an_answer_carries_status_headers_and_body(edge: EdgeStack) -> None:
    canned = CannedResponse(201, (("X-One", "a"), ("X-One", "b")), b"\x00\x01")
    edge.rules.add(Rule(VENDOR, answer=canned))
    answer = edge.call()
    assert (answer.status, answer.body, answer.complete, answer.cut) == (201, b"\0\1", True, None)
    assert [value for name, value in answer.headers if name == "X-One"] == ["a", "b"]
    assert answer.header("x-one") == "a"
    assert answer.header("x-two") is None


def test_the_request_arrives_as_a_real_client_would_send_it(edge: EdgeStack) -> None:
    last = edge.journal.last_number
    edge.login("auth", "alice")
    edge.call("/login/ping?a=%20b")
    post, get = edge.journal.query(since=last)
    assert dict(post.request_headers)["host"] == HOST
    assert dict(post.request_headers)["content-length"] == "14"
    assert post.request_body == "username=alice"
    assert get.path == "/login/ping?a=%20b"
    assert "content-length" not in dict(get.request_headers)


@pytest.mark.parametrize(
    ("short", "long", "kind", "fault"),
    [
        ("total", (), UnreachableKind.CONNECT_TIMEOUT, ConnectTimeout()),
        ("total", (), UnreachableKind.TLS_TIMEOUT, TlsSilent()),
        ("total", (), UnreachableKind.READ_TIMEOUT, NoAnswer()),
        ("total", (), UnreachableKind.READ_TIMEOUT, Trickle()),
        ("read", ("connect",), UnreachableKind.READ_TIMEOUT, NoAnswer()),
        ("total", ("connect", "read"), UnreachableKind.READ_TIMEOUT, NoAnswer()),
        ("connect", ("read",), UnreachableKind.TLS_TIMEOUT, TlsSilent()),
        ("handshake", ("connect",), UnreachableKind.TLS_TIMEOUT, TlsSilent()),
    ],
)
def test_the_shortest_of_the_timeouts_ends_the_call(
    edge: EdgeStack, short: str, long: tuple[str, ...], kind: UnreachableKind, fault: Fault
) -> None:
    def attempt(seconds: float) -> tuple[UnreachableKind, bool]:
        edge.rules.clear()
        edge.rules.add(Rule(VENDOR, fault))
        timeouts = Timeouts(**{short: seconds, **dict.fromkeys(long, 100 * seconds)})
        began = time.monotonic()
        with Stopwatch() as watch:
            error = refusal(lambda: edge.call(timeouts=timeouts))
        return (
            error.kind,
            seconds <= time.monotonic() - began + A_MOMENT_SECONDS and watch.seconds < 50 * seconds,
        )

    def struck(_: object) -> bool:
        return all(state.hits for state in edge.rules.states())

    assert with_time_enough(attempt, struck, seconds=0.2) == (kind, True)


def test_a_handshake_limit_replaces_the_connect_limit(edge: EdgeStack) -> None:
    def attempt(seconds: float) -> tuple[UnreachableKind, bool]:
        edge.rules.clear()
        edge.rules.add(Rule(VENDOR, TlsSilent()))
        total = 2.5 * seconds
        timeouts = Timeouts(connect=seconds, handshake=math.inf, total=total)
        began = time.monotonic()
        kind = refusal(lambda: edge.call(timeouts=timeouts)).kind
        return kind, time.monotonic() - began >= total - A_MOMENT_SECONDS

    def is_connected(came_to: tuple[UnreachableKind, bool]) -> bool:
        return came_to[0] is not UnreachableKind.CONNECT_TIMEOUT

    came_to = with_time_enough(attempt, is_connected, seconds=0.2)
    assert came_to == (UnreachableKind.TLS_TIMEOUT, True)


def test_another_authority_is_not_trusted(edge: EdgeStack) -> None:
    with edge_stack() as other:
        error = refusal(lambda: edge.call(ca_file=other.ca_file))
    assert error.kind is UnreachableKind.CERTIFICATE_UNTRUSTED


def test_without_a_ca_file_the_system_decides(edge: EdgeStack) -> None:
    error = refusal(lambda: call(edge.network, "GET", HOST, "/login/ping"))
    assert error.kind is UnreachableKind.CERTIFICATE_UNTRUSTED


def speak(data: bytes) -> Callable[[socket.socket], None]:
    def behave(sock: socket.socket) -> None:
        sock.recv(4096)
        sock.sendall(data)
        sock.shutdown(socket.SHUT_WR)
        with contextlib.suppress(ConnectionResetError):
            while sock.recv(4096):
                pass

    return behave


@pytest.mark.parametrize("data", [b"HTTP/1.1 200 OK\r\n\r\n", b"", b"\x15\x03\x01\x00\x02\x02\x28"])
def test_a_peer_that_does_not_speak_tls_has_failed_at_tls(edge: EdgeStack, data: bytes) -> None:
    with peer(edge, speak(data)) as network:
        error = refusal(lambda: call(network, "GET", HOST, "/", ca_file=edge.ca_file))
    assert error.kind is UnreachableKind.TLS_FAILED


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (CannedResponse(200, (("Content-Length", "9"), ("content-length", "8"))), "protocol-error"),
        (CannedResponse(200, (("Transfer-Encoding", "chunked"),), b"zz\r\n"), "protocol-error"),
        (CannedResponse(200, (("Content-Length", "x"),)), "protocol-error"),
    ],
)
def test_what_is_no_http_is_a_protocol_error(
    edge: EdgeStack, answer: CannedResponse, kind: str
) -> None:
    edge.rules.add(Rule(VENDOR, answer=answer))
    assert refusal(edge.call).kind == kind


def test_a_chunked_answer_that_ends_early_is_incomplete(edge: EdgeStack) -> None:
    canned = CannedResponse(200, (("Transfer-Encoding", "chunked"),), b"4\r\nhalf\r\n")
    edge.rules.add(Rule(VENDOR, answer=canned))
    answer = edge.call()
    assert (answer.body, answer.complete, answer.cut) == (b"half", False, UnreachableKind.CLOSED)


def test_a_nobody_is_refused(edge: EdgeStack) -> None:
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        network = Network({HOST: reserved.getsockname()}, loop=edge.network.loop)
        error = refusal(lambda: call(network, "GET", HOST, "/", ca_file=edge.ca_file))
    assert error.kind is UnreachableKind.REFUSED


@pytest.mark.parametrize("seconds", [0, -1, float("nan")])
@pytest.mark.parametrize("which", ["connect", "read", "total", "handshake"])
def test_a_timeout_is_above_zero_or_none(which: str, seconds: float) -> None:
    with pytest.raises(ConfigError, match=f"the {which} timeout"):
        Timeouts(**{which: seconds})


def test_a_ca_file_that_cannot_be_read_is_an_error(edge: EdgeStack, tmp_path: Path) -> None:
    for content in (None, "no pem"):
        file = tmp_path / "ca.pem"
        if content is not None:
            file.write_text(content)
        with pytest.raises(ConfigError, match=r"ca\.pem cannot be read"):
            edge.call(ca_file=file)


def test_a_request_that_cannot_be_sent_is_not_taken_for_an_outage(edge: EdgeStack) -> None:
    with pytest.raises(ConfigError, match="cannot be sent"):
        edge.call("/with space")


@pytest.mark.parametrize("size", [0, 1, 3_000_000])
def test_a_reset_is_a_reset_however_much_is_being_sent(edge: EdgeStack, size: int) -> None:
    edge.rules.add(Rule(VENDOR, Reset()))
    for _ in range(5):
        error = refusal(lambda: edge.call(method="POST", body=bytes(size)))
        assert error.kind is UnreachableKind.RESET


def test_an_answer_before_the_whole_request_is_still_an_answer() -> None:
    with edge_stack(max_body_bytes=1000) as edge:
        answer = edge.call(method="POST", body=bytes(5_000_000))
        assert answer.status == 413
