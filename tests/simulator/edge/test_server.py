"""The edge as a plain, well-behaved HTTP server: limits, errors, concurrency, start and stop."""

from __future__ import annotations

import http.client
import json
import logging
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from failmode.simulator.edge.apps.wsgi import WsgiApplication
from failmode.simulator.edge.faults.delivery import NoAnswer, Trickle
from failmode.simulator.edge.faults.fault import Fault
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.rule_book import RuleBook
from failmode.simulator.edge.faults.sockets import ConnectionRefused, ConnectTimeout
from failmode.simulator.edge.faults.tls import TlsSilent
from failmode.simulator.edge.identify import unidentified
from failmode.simulator.edge.journal.journal import Journal
from failmode.simulator.edge.net.loop import EdgeLoop
from failmode.simulator.edge.server import EdgeServer
from failmode.simulator.edge.vendor import SimulatedVendor
from failmode.simulator.errors import ConfigError
from failmode.simulator.network import Timeouts, Unreachable
from failmode.simulator.state.clock import Clock
from tests.patience import PATIENT_SECONDS, Stopwatch, quickest, with_time_enough
from tests.simulator.edge.stack import (
    HOST,
    VENDOR,
    EdgeStack,
    edge_stack,
    ending,
    send_get,
)


@pytest.fixture(scope="module")
def plain() -> Iterator[EdgeStack]:
    with edge_stack(tls=False, max_body_bytes=100_000) as stack:
        yield stack


@pytest.fixture(scope="module")
def secure() -> Iterator[EdgeStack]:
    with edge_stack() as stack:
        yield stack


def exchange(edge: EdgeStack, data: bytes) -> bytes:
    """Send raw bytes and read until the edge ends the connection."""
    with edge.connect() as sock:
        sock.sendall(data)
        return b"".join(iter(lambda: sock.recv(65_536), b""))


def test_a_connection_serves_many_requests(secure: EdgeStack) -> None:
    client = secure.client()
    client.connect()
    local = client.sock.getsockname()
    for number in range(5):
        client.request("POST", "/echo", body=f"number {number}")
        assert client.getresponse().read() == f"number {number}".encode()
    assert client.sock.getsockname() == local
    client.close()


def test_pipelined_requests_are_answered_in_order(plain: EdgeStack) -> None:
    requests = b"".join(
        f"GET /login/{stage} HTTP/1.1\r\nHost: x\r\n{extra}\r\n".encode()
        for stage, extra in [("ping", ""), ("preauth", ""), ("auth", "Connection: close\r\n")]
    )
    answers = exchange(plain, requests)
    assert answers.count(b"HTTP/1.1 200") == 3
    assert answers.index(b'"ping"') < answers.index(b'"preauth"') < answers.index(b'"auth"')


def test_http_1_0_is_answered_and_closed(plain: EdgeStack) -> None:
    answer = exchange(plain, b"GET /login/ping HTTP/1.0\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200")
    assert b"Connection: close" in answer


def test_a_connection_is_closed_in_good_order_when_asked(secure: EdgeStack) -> None:
    with secure.connect(strict=True) as sock:
        send_get(sock, extra="Connection: close\r\n")
        assert b"".join(iter(lambda: sock.recv(65_536), b"")).startswith(b"HTTP/1.1 200")


def test_expect_100_continue_is_granted_before_the_body(plain: EdgeStack) -> None:
    with plain.connect() as sock:
        sock.sendall(
            b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n"
        )
        assert sock.recv(65_536).startswith(b"HTTP/1.1 100 ")
        sock.sendall(b"body")
        assert sock.recv(65_536).endswith(b"\r\n\r\nbody")


def test_a_chunked_body_reaches_the_application_whole(plain: EdgeStack) -> None:
    client = plain.client()
    client.request("POST", "/echo", body=iter([b"ab", b"cde"]), encode_chunked=True)
    assert client.getresponse().read() == b"abcde"
    client.close()


def test_a_big_body_goes_both_ways(secure: EdgeStack) -> None:
    body = bytes(range(256)) * 20_000
    client = secure.client()
    client.request("POST", "/echo", body=body)
    assert client.getresponse().read() == body
    client.close()


def test_head_has_the_length_and_no_body(plain: EdgeStack) -> None:
    client = plain.client()
    client.request("HEAD", "/login/ping")
    response = client.getresponse()
    assert int(response.headers["Content-Length"]) > 0
    assert response.read() == b""
    client.request("GET", "/login/ping")
    assert client.getresponse().status == 200
    client.close()


def test_the_application_sees_the_request_as_it_was_sent(secure: EdgeStack) -> None:
    with secure.connect() as sock:
        send_get(
            sock,
            "/see?a=%2B&b=c%20d",
            "X-Twice: 1\r\nX-Twice: 2\r\nX_Host: forged\r\nCookie: a=1\r\nConnection: close\r\n",
        )
        answer = b"".join(iter(lambda: sock.recv(65_536), b""))
    seen = json.loads(answer.partition(b"\r\n\r\n")[2])
    assert (seen["path"], seen["query"], seen["scheme"]) == ("/see", "a=%2B&b=c%20d", "https")
    assert seen["headers"]["X-Twice"] == "1, 2"
    assert seen["client"] == "127.0.0.1"
    assert "forged" not in str(seen)


def test_an_absolute_target_is_the_same_as_its_path(plain: EdgeStack) -> None:
    answer = exchange(
        plain, b"GET http://x/login/ping HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    )
    assert b'"stage":"ping"' in answer


def test_a_stream_is_sent_piece_by_piece(secure: EdgeStack) -> None:
    client = secure.client()
    client.request("GET", "/stream")
    response = client.getresponse()
    assert response.headers["Transfer-Encoding"] == "chunked"
    assert response.read() == b"data: 0\n\ndata: 1\n\ndata: 2\n\n"
    client.request("GET", "/login/ping")
    assert client.getresponse().status == 200
    client.close()


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"nonsense\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: x\r\nBad Header: 1\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
        (b"GET / HTTP/9.9\r\nHost: x\r\n\r\n", 505),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(300), 400),
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 70_000 + b"\r\n\r\n", 431),
        (b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100001\r\n\r\n", 413),
        (
            b"POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
             b"10000\r\n" + bytes(0x10000) + b"\r\n" + b"10000\r\n" + bytes(0x10000) + b"\r\n",
            413,
        ),
    ],
)  # fmt: skip
def test_a_bad_request_is_refused_and_the_next_client_served(
    plain: EdgeStack, caplog: pytest.LogCaptureFixture, request_bytes: bytes, status: int
) -> None:
    answer = exchange(plain, request_bytes)
    assert answer.startswith(f"HTTP/1.1 {status} ".encode())
    assert b"Traceback" not in answer
    assert not caplog.records
    assert exchange(plain, b"GET /login/ping HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.1 200")


@given(
    data=st.binary(max_size=200) | st.text("GET /HTP1.\r\n: ahost0", max_size=80).map(str.encode)
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_bytes_upset_the_edge(
    plain: EdgeStack, caplog: pytest.LogCaptureFixture, data: bytes
) -> None:
    with plain.connect() as sock:
        sock.sendall(data)
        sock.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: sock.recv(65_536), b""))
    assert answer == b"" or answer.startswith(b"HTTP/1.1 ")
    assert not caplog.records


def test_bytes_that_are_no_tls_end_the_connection_only(
    secure: EdgeStack, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.create_connection(("127.0.0.1", secure.server.port), PATIENT_SECONDS) as sock:
        sock.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert ending(sock)[1] in ("FIN", "RST")
    assert secure.call().status == 200
    assert not caplog.records


def respond(body: Iterable[bytes], *headers: tuple[str, str]) -> Callable[..., Iterable[bytes]]:
    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        del environ
        start_response("200 OK", list(headers))
        return body

    return app


def lazy_app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterator[bytes]:
    del environ
    write = start_response("201 Created", [("Content-Length", "6")])
    write(b"wr")
    yield b"itt"
    yield b"en"[:1]


@pytest.mark.parametrize(
    ("app", "status", "body"),
    [
        (respond([b"one", b"two"], ("Content-Length", "6")), 200, b"onetwo"),
        (respond([]), 200, b""),
        (lazy_app, 201, b"writte"),
    ],
)
def test_any_wsgi_application_is_served(
    caplog: pytest.LogCaptureFixture,
    app: Callable[..., Iterable[bytes]],
    status: int,
    body: bytes,
) -> None:
    with EdgeLoop() as loop:
        server = bare_server(loop, app=app).start()
        client = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENT_SECONDS)
        client.request("GET", "/")
        response = client.getresponse()
        assert response.status == status
        assert response.read() == body
        client.close()
        server.stop()
    assert not caplog.records


def test_long_polls_do_not_delay_others() -> None:
    with edge_stack() as edge, ThreadPoolExecutor(130) as pool:
        polls = [pool.submit(edge.call, "/poll") for _ in range(128)]
        for _ in polls:
            assert edge.gate.entered.acquire(timeout=PATIENT_SECONDS)

        def attempt() -> float:
            with Stopwatch() as watch:
                assert edge.call().status == 200
            return watch.seconds

        assert quickest(attempt, bound=2.0) <= 2.0
        edge.gate.opened.set()
        assert all(poll.result().status == 200 for poll in polls)


def test_concurrent_requests_get_their_own_answers(secure: EdgeStack) -> None:
    def ask(number: int) -> bool:
        user = f"user{number}"
        return secure.login("auth", user).body.decode().find(f'"{user}"') > 0

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(ask, range(100)))


def test_an_idle_connection_is_closed_after_a_while() -> None:
    def attempt(seconds: float) -> tuple[str, str]:
        with edge_stack(tls=False, timeout_seconds=seconds) as edge:
            silent = ending(edge.connect())
            sock = edge.connect()
            try:
                sock.sendall(b"GET / HTTP/1.1\r\nHo")
            except ConnectionError:
                return silent[1], "closed before anything was sent"
            return silent[1], ending(sock)[1]

    # What comes after the connection was closed is answered by a reset.
    came_to = with_time_enough(attempt, lambda ends: ends[1] == "FIN", seconds=0.2)
    assert came_to == ("FIN", "FIN")


def bare_server(loop: EdgeLoop, port: int = 0, **options: Any) -> EdgeServer:
    app = options.pop("app", respond([b"ok"], ("Content-Length", "2")))
    application = WsgiApplication(app, options.pop("identify", unidentified), Clock())
    parts: dict[str, Any] = {
        "vendor": SimulatedVendor(VENDOR, HOST, application),
        "rules": RuleBook(),
        "journal": Journal(10),
        "clock": Clock(),
        "certificates": None,
        **options,
    }
    return EdgeServer(loop=loop, port=port, **parts)


@pytest.mark.parametrize("listening", [True, False])
def test_a_port_in_use_is_an_error_at_once(listening: bool) -> None:
    with EdgeLoop() as loop, socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
        if listening:
            other.listen()

        def attempt() -> float:
            told = rf"port {port} on 127.0.0.1 is in use.*another port"
            with Stopwatch() as watch, pytest.raises(ConfigError, match=told):
                bare_server(loop, port).start()
            return watch.seconds

        assert quickest(attempt, bound=1.0) <= 1.0


def test_two_edges_cannot_share_a_port() -> None:
    with EdgeLoop() as loop:
        first = bare_server(loop).start()
        with pytest.raises(ConfigError, match="in use"):
            bare_server(loop, first.port).start()
        first.stop()
        bare_server(loop, first.port).start().stop()


@pytest.mark.parametrize(
    ("host", "port", "told"),
    [
        ("no-such-host.invalid", 0, "no address to listen on"),
        ("192.0.2.1", 0, "cannot be used"),
        ("127.0.0.1", 70_000, "70000 is no port"),
    ],
)
def test_an_impossible_address_is_an_error_at_once(host: str, port: int, told: str) -> None:
    with EdgeLoop() as loop, pytest.raises(ConfigError, match=told):
        bare_server(loop, port, host=host).start()


def test_stop_ends_everything_within_a_second_and_frees_the_port() -> None:
    def attempt() -> float:
        with edge_stack() as edge, ThreadPoolExecutor() as pool:
            forever = Timeouts()
            silent = edge.rules.add(Rule(VENDOR, NoAnswer(), operation="login/preauth"))
            edge.rules.add(Rule(VENDOR, Trickle(interval_seconds=60), operation="login/auth"))
            edge.rules.add(Rule(VENDOR, operation="login/ping", delay_seconds=600))
            idle = edge.connect()
            last = edge.journal.last_number
            waiting = [
                pool.submit(edge.call, path, timeouts=forever)
                for path in ("/login/preauth", "/login/auth", "/login/ping", "/poll")
            ]
            assert edge.gate.entered.acquire(timeout=PATIENT_SECONDS)
            assert edge.journal.wait(last + 1, PATIENT_SECONDS)
            edge.rules.add(Rule(VENDOR, TlsSilent(), times=1))
            waiting.append(pool.submit(edge.call, timeouts=forever))
            assert edge.journal.wait(last + 2, PATIENT_SECONDS)
            with Stopwatch() as watch:
                edge.server.stop()
            for future in waiting:
                assert isinstance(future.exception(PATIENT_SECONDS), Unreachable)
            assert ending(idle)[1] == "RST"
            with socket.socket() as free:
                free.bind(("127.0.0.1", edge.server.port))
                free.listen()
            edge.rules.remove(silent.id)
        return watch.seconds

    assert quickest(attempt, bound=1.0) <= 1.0


@pytest.mark.parametrize("fault", [ConnectionRefused(), ConnectTimeout()])
def test_stop_frees_the_port_under_a_connection_fault(fault: Fault) -> None:
    with edge_stack() as edge:
        edge.rules.add(Rule(VENDOR, fault))
        edge.server.stop()
        with socket.socket() as free:
            free.bind(("127.0.0.1", edge.server.port))
            free.listen()


def test_a_stopped_edge_starts_again_on_its_port() -> None:
    with edge_stack() as edge:
        port = edge.server.port
        for _ in range(3):
            assert edge.call().status == 200
            edge.server.stop()
            edge.server.start()
        assert (edge.server.port, edge.call().status) == (port, 200)


def test_stopping_twice_and_changing_rules_afterwards_is_harmless() -> None:
    with edge_stack() as edge:
        edge.server.stop()
        edge.server.stop()
        edge.rules.add(Rule(VENDOR, ConnectionRefused()))
        edge.loop.stop()
        edge.loop.stop()
        edge.rules.clear()


def test_a_held_long_poll_does_not_keep_the_interpreter_from_ending() -> None:
    with edge_stack() as edge:
        before = set(threading.enumerate())
        with edge.connect() as sock:
            send_get(sock, "/poll")
            assert edge.gate.entered.acquire(timeout=PATIENT_SECONDS)
            workers = set(threading.enumerate()) - before
        assert workers
        assert all(thread.daemon for thread in workers)


@pytest.mark.parametrize(("host", "reach"), [("0.0.0.0", "127.0.0.1"), ("::1", "::1")])
def test_other_addresses_can_be_served_and_made_to_fail(host: str, reach: str) -> None:
    with EdgeLoop() as loop:
        rules = RuleBook()
        server = bare_server(loop, host=host, rules=rules).start()
        client = http.client.HTTPConnection(reach, server.port, timeout=PATIENT_SECONDS)
        client.request("GET", "/")
        assert client.getresponse().status == 200
        client.close()
        rules.add(Rule(VENDOR, ConnectTimeout()))
        with pytest.raises(TimeoutError):
            socket.create_connection((reach, server.port), 0.2)
        server.stop()


def test_the_edge_logs_nothing_in_ordinary_use(
    secure: EdgeStack, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "failmode.simulator.edge")
    secure.login("preauth", "alice")
    assert not caplog.records
