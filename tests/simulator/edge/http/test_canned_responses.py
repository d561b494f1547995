"""Canned answers on the wire: byte for byte what was asked for, good HTTP or not."""

from __future__ import annotations

import http.client
from collections.abc import Iterator

import pytest

from failmode.simulator.edge.faults.delivery import NoAnswer, Reset
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused, ConnectTimeout
from failmode.simulator.edge.http.canned_responses import CannedResponse
from failmode.simulator.network import Unreachable
from tests.patience import A_MOMENT_SECONDS, PATIENT_SECONDS
from tests.simulator.edge.stack import (
    NO_CONNECTION,
    VENDOR,
    EdgeStack,
    edge_stack,
    ending,
    send_get,
)


@pytest.fixture(scope="module")
def running() -> Iterator[EdgeStack]:
    with edge_stack(tls=False) as edge:
        yield edge


@pytest.fixture(scope="module")
def running_tls() -> Iterator[EdgeStack]:
    with edge_stack() as edge:
        yield edge


@pytest.fixture
def secure(running_tls: EdgeStack) -> EdgeStack:
    running_tls.rules.clear()
    running_tls.clock.resume()
    return running_tls


@pytest.fixture
def edge(running: EdgeStack) -> EdgeStack:
    running.rules.clear()
    running.clock.resume()
    return running


def wire(edge: EdgeStack, answer: CannedResponse, method: str = "GET") -> tuple[list[bytes], bytes]:
    """Give the lines of the head and the body that are sent with an answer."""
    edge.rules.add(Rule(VENDOR, answer=answer))
    sock = edge.connect()
    if method == "GET":
        send_get(sock, extra="Connection: close\r\n")
    else:
        sock.sendall(f"{method} / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    received, end = ending(sock)
    assert end == "FIN"
    head, _, body = received.partition(b"\r\n\r\n")
    return head.split(b"\r\n"), body


def test_a_header_may_come_again_and_bytes_stay_bytes(edge: EdgeStack) -> None:
    body = bytes(range(256))
    answer = CannedResponse(418, (("X-Odd", "1"), ("X-Odd", "2"), ("X-High", "\xff")), body)
    lines, sent = wire(edge, answer)
    assert lines[0].startswith(b"HTTP/1.1 418")
    assert [line for line in lines if line.startswith(b"X-Odd")] == [b"X-Odd: 1", b"X-Odd: 2"]
    assert b"X-High: \xff" in lines
    assert b"Content-Length: 256" in lines
    assert sent == body


@pytest.mark.parametrize("line", ["no colon here", " folded", ": no name", "Sp ace: x", "\xffyz"])
def test_a_malformed_line_of_the_head_is_sent_as_it_is(edge: EdgeStack, line: str) -> None:
    answer = CannedResponse(200, (("X-Good", "1"),), b"body", (line,))
    lines, body = wire(edge, answer)
    assert line.encode("latin-1") in lines
    assert b"X-Good: 1" in lines
    assert body == b"body"


def test_a_malformed_line_breaks_a_strict_client(edge: EdgeStack) -> None:
    edge.rules.add(Rule(VENDOR, answer=CannedResponse(200, (), b"", ("no colon here",))))
    client = edge.client()
    client.request("GET", "/login/ping")
    try:
        answer = client.getresponse()
        assert answer.headers.defects
    except http.client.HTTPException:
        pass
    finally:
        client.close()


@pytest.mark.parametrize("length", ["0", "3", "99", "-1", "many"])
def test_a_wrong_length_is_sent_on_purpose(edge: EdgeStack, length: str) -> None:
    lines, body = wire(edge, CannedResponse(200, (("Content-Length", length),), b"four"))
    assert f"Content-Length: {length}".encode() in lines
    assert body == b"four"


@pytest.mark.parametrize("value", [" leading", "trailing ", "\ttab\t", ""])
def test_a_value_with_blanks_around_it_is_sent_as_given(edge: EdgeStack, value: str) -> None:
    lines, body = wire(edge, CannedResponse(200, (("X-Odd", value),), b"four"))
    assert lines[0].startswith(b"HTTP/1.1 200")
    assert any(line.rstrip() == f"X-Odd: {value}".rstrip().encode() for line in lines)
    assert body == b"four"


@pytest.mark.parametrize(("method", "status"), [("HEAD", 200), ("GET", 204), ("GET", 304)])
@pytest.mark.parametrize(
    "more", [{}, {"headers": (("Content-Length", "x"),)}, {"header_lines": ("bad line",)}]
)
def test_an_answer_without_a_body_has_none_whatever_its_head_says(
    edge: EdgeStack, method: str, status: int, more: dict[str, object]
) -> None:
    answer = CannedResponse(status, body=b"unseen", **more)  # type: ignore[arg-type]  # as given
    lines, body = wire(edge, answer, method)
    assert lines[0].startswith(f"HTTP/1.1 {status}".encode())
    assert body == b""


def test_an_answer_comes_so_many_times_and_then_the_vendor_again(secure: EdgeStack) -> None:
    secure.rules.add(
        Rule(VENDOR, user="alice", operation="login/auth", times=2, answer=CannedResponse(418))
    )
    assert secure.login("auth", "bob").status == 200
    assert [secure.login("auth", "alice").status for _ in range(3)] == [418, 418, 200]


def test_an_answer_may_come_late(secure: EdgeStack) -> None:
    secure.rules.add(Rule(VENDOR, answer=CannedResponse(418), delay_seconds=0.05))
    assert secure.call().status == 418
    assert secure.journal.query()[-1].duration_seconds >= 0.05 - A_MOMENT_SECONDS


# Time windows on the wire


def test_connections_are_refused_while_the_window_is_open(edge: EdgeStack) -> None:
    edge.clock.freeze(1000)
    edge.rules.add(Rule(VENDOR, ConnectionRefused(), starts_in_seconds=10, for_seconds=10))
    edge.connect().close()
    edge.clock.advance(10)
    with pytest.raises(ConnectionRefusedError):
        edge.connect()
    edge.clock.advance(10)
    edge.connect().close()


def test_connections_time_out_while_the_window_is_open(edge: EdgeStack) -> None:
    edge.clock.freeze(1000)
    edge.rules.add(Rule(VENDOR, ConnectTimeout(), for_seconds=10))
    with pytest.raises(TimeoutError):
        edge.connect(NO_CONNECTION.connect or 0.3)
    edge.clock.advance(10)
    edge.connect().close()


def test_who_is_kept_waiting_is_let_go_when_the_window_closes(secure: EdgeStack) -> None:
    secure.clock.freeze(1000)
    secure.rules.add(Rule(VENDOR, NoAnswer(), for_seconds=10))
    sock = secure.connect()
    before = secure.journal.last_number
    send_get(sock)
    assert secure.journal.wait(before, PATIENT_SECONDS)
    secure.clock.advance(10)
    assert ending(sock) == (b"", "FIN")
    assert secure.call().status == 200


def test_a_request_outside_the_window_is_answered(secure: EdgeStack) -> None:
    secure.clock.freeze(1000)
    secure.rules.add(Rule(VENDOR, Reset(), for_seconds=10))
    with pytest.raises(Unreachable):
        secure.call()
    secure.clock.advance(10)
    assert secure.call().status == 200
