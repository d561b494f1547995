"""Answers whose length nobody knows: sent as they come, given up when nobody reads them."""

from __future__ import annotations

import http.client
import queue
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from failmode.simulator.edge.apps.wsgi import WsgiApplication
from failmode.simulator.edge.faults.conditions import ClockSkew
from failmode.simulator.edge.faults.delivery import ResetMidBody, TruncatedBody
from failmode.simulator.edge.faults.fault import Fault
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.rule_book import RuleBook
from failmode.simulator.edge.identify import unidentified
from failmode.simulator.edge.journal.journal import Journal
from failmode.simulator.edge.net.loop import EdgeLoop
from failmode.simulator.edge.server import EdgeServer
from failmode.simulator.edge.vendor import SimulatedVendor
from failmode.simulator.state.clock import Clock
from tests.patience import PATIENT_SECONDS
from tests.simulator.edge.stack import HOST, VENDOR, ending


@dataclass
class Source:
    """A WSGI application that says what a test gives it, and notes how its answer ended."""

    clock: Clock
    headers: list[tuple[str, str]] = field(
        default_factory=lambda: [("Content-Type", "text/event-stream")]
    )
    given: queue.SimpleQueue[bytes | None] = field(default_factory=queue.SimpleQueue)
    taken: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    closed: threading.Event = field(default_factory=threading.Event)

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterator[bytes]:
        """As PEP 3333 says."""
        del environ
        start_response("200 OK", self.headers)
        return self._pieces()

    def _pieces(self) -> Iterator[bytes]:
        try:
            while (piece := self.given.get()) is not None:
                self.taken.release()
                if piece == b"time":
                    piece = str(self.clock.now()).encode()
                if piece == b"fail":
                    raise ArithmeticError("the application's own mistake")
                yield piece
        finally:
            self.closed.set()


@dataclass
class Stage:
    """An edge before a source."""

    source: Source
    server: EdgeServer
    rules: RuleBook
    journal: Journal

    def ask(self, request: bytes = b"GET /s HTTP/1.1\r\nHost: x\r\n\r\n") -> socket.socket:
        """Give a connection on which a request has been sent."""
        sock = socket.create_connection(("127.0.0.1", self.server.port), PATIENT_SECONDS)
        sock.sendall(request)
        return sock


@contextmanager
def staged() -> Iterator[Stage]:
    clock, rules, journal = Clock(), RuleBook(), Journal(10)
    source = Source(clock)
    with EdgeLoop() as loop:
        server = EdgeServer(
            loop=loop,
            vendor=SimulatedVendor(VENDOR, HOST, WsgiApplication(source, unidentified, clock)),
            rules=rules,
            journal=journal,
            clock=clock,
            certificates=None,
        ).start()
        try:
            yield Stage(source, server, rules, journal)
        finally:
            source.given.put(None)
            server.stop()


@pytest.fixture
def stage() -> Iterator[Stage]:
    with staged() as one:
        yield one


def receive(sock: socket.socket, end: bytes) -> bytes:
    received = bytearray()
    while not received.endswith(end):
        data = sock.recv(65_536)
        assert data, received
        received += data
    return bytes(received)


def test_a_piece_arrives_before_the_next_one_exists(stage: Stage) -> None:
    with stage.ask() as sock:
        stage.source.given.put(b"data: 1\n\n")
        head = receive(sock, b"data: 1\n\n\r\n").lower()
        assert head.startswith(b"http/1.1 200")
        assert b"transfer-encoding: chunked" in head
        assert b"date: " in head
        stage.source.given.put(b"data: 2\n\n")
        assert receive(sock, b"\r\n") == b"9\r\ndata: 2\n\n\r\n"
        stage.source.given.put(None)
        assert receive(sock, b"0\r\n\r\n")
    assert stage.source.closed.wait(PATIENT_SECONDS)


def test_an_empty_piece_does_not_end_the_answer(stage: Stage) -> None:
    with stage.ask() as sock:
        for piece in (b"a", b"", b"b", None):
            stage.source.given.put(piece)
        assert receive(sock, b"0\r\n\r\n").endswith(b"1\r\na\r\n1\r\nb\r\n0\r\n\r\n")


def test_to_http_1_0_the_end_of_the_connection_is_the_end_of_the_answer(stage: Stage) -> None:
    with stage.ask(b"GET /s HTTP/1.0\r\n\r\n") as sock:
        for piece in (b"a", b"b", None):
            stage.source.given.put(piece)
        received, how = ending(sock)
    assert (received.partition(b"\r\n\r\n")[2], how) == (b"ab", "FIN")
    assert b"chunked" not in received.lower()


def test_head_is_answered_without_a_body_and_the_answer_closed(stage: Stage) -> None:
    with stage.ask(b"HEAD /s HTTP/1.1\r\nHost: x\r\n\r\n") as sock:
        assert receive(sock, b"\r\n\r\n").startswith(b"HTTP/1.1 200")
        # A generator that never began has nothing to clean up; the connection just goes on.
        sock.sendall(b"GET /s HTTP/1.1\r\nHost: x\r\n\r\n")
        stage.source.given.put(b"next")
        assert receive(sock, b"next\r\n")


def test_a_connection_is_kept_after_a_stream_and_loses_nothing(stage: Stage) -> None:
    with stage.ask() as sock:
        stage.source.given.put(b"one")
        receive(sock, b"one\r\n")
        sock.sendall(b"GET /s HTTP/1.1\r\nHost: x\r\n\r\n")
        stage.source.given.put(None)
        stage.source.given.put(b"two")
        assert receive(sock, b"two\r\n").startswith(b"0\r\n\r\nHTTP/1.1 200")


def test_the_application_is_told_when_the_client_has_gone(stage: Stage) -> None:
    with stage.ask() as sock:
        stage.source.given.put(b"one")
        receive(sock, b"one\r\n")
    # The connection is free at once, a generator at work is closed after its piece.
    assert stage.server.wait_idle(PATIENT_SECONDS)
    stage.source.given.put(b"two")
    assert stage.source.closed.wait(PATIENT_SECONDS)


def test_an_application_is_not_asked_for_more_than_a_slow_client_takes(stage: Stage) -> None:
    piece = bytes(1_000_000)
    pieces = 64
    for _ in range(pieces):
        stage.source.given.put(piece)
    stage.source.given.put(None)
    with stage.ask() as sock:
        for _ in range(2):
            assert stage.source.taken.acquire(timeout=PATIENT_SECONDS)
        taken = 2
        while stage.source.taken.acquire(timeout=0.3):
            taken += 1
        assert taken < pieces / 2
        received = receive(sock, b"\r\n0\r\n\r\n")
    assert len(received) > pieces * len(piece)


def test_stop_ends_a_stream_at_once(stage: Stage) -> None:
    with stage.ask() as sock:
        stage.source.given.put(b"one")
        receive(sock, b"one\r\n")
        stage.server.stop()
        assert ending(sock)[1] == "RST"
        stage.source.given.put(b"two")
        assert stage.source.closed.wait(PATIENT_SECONDS)


def test_an_application_that_fails_in_its_stream_resets_the_connection(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    with stage.ask() as sock:
        stage.source.given.put(b"one")
        receive(sock, b"one\r\n")
        stage.source.given.put(b"fail")
        assert ending(sock)[1] == "RST"
    assert "the application's own mistake" in caplog.text


def test_the_journal_has_a_note_in_place_of_an_endless_body(stage: Stage) -> None:
    with stage.ask() as sock:
        stage.source.given.put(b"one")
        receive(sock, b"one\r\n")
        (entry,) = stage.journal.query()
        assert (entry.status, entry.response_body) == (200, "[sent piece by piece, not kept]")


@pytest.mark.parametrize(("fault", "end"), [(TruncatedBody(), "FIN"), (ResetMidBody(), "RST")])
def test_a_body_fault_cuts_a_stream_in_its_first_piece(
    stage: Stage, fault: Fault, end: str
) -> None:
    stage.rules.add(Rule(VENDOR, fault))
    with stage.ask() as sock:
        stage.source.given.put(b"0123456789")
        received, how = ending(sock)
    assert how == end
    assert received.partition(b"\r\n\r\n")[2] == b"a\r\n0123"
    assert stage.source.closed.wait(PATIENT_SECONDS)


def test_a_stream_under_clock_skew_is_off_in_every_piece(stage: Stage) -> None:
    stage.source.clock.freeze(1_000_000.0)
    stage.rules.add(Rule(VENDOR, ClockSkew(skew_seconds=500.0)))
    with stage.ask() as sock:
        for _ in range(2):
            stage.source.given.put(b"time")
            assert receive(sock, b"1000500.0\r\n")


def test_a_stream_with_a_length_is_still_a_stream_when_it_carries_events() -> None:
    with staged() as stage:
        stage.source.headers.append(("Content-Length", "6"))
        client = http.client.HTTPConnection("127.0.0.1", stage.server.port, timeout=PATIENT_SECONDS)
        client.request("GET", "/")
        stage.source.given.put(b"abc")
        response = client.getresponse()
        assert response.read(3) == b"abc"
        stage.source.given.put(b"def")
        stage.source.given.put(None)
        assert response.read() == b"def"
        client.close()
