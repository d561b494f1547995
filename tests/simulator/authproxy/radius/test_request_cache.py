"""Repeated RADIUS requests, sent as raw packets: answered once, and again from memory."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from failmode.simulator.authproxy.cfg.sections.radius import RadiusServerSection
from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.authproxy.radius.packets import AccessRequest, Code, OutgoingRequest, Reply
from failmode.simulator.authproxy.radius.udp import Binding, UdpServer
from failmode.simulator.authproxy.servers.radius_server import RadiusServer, dispatch
from failmode.simulator.edge.faults.rule_book import Rule
from failmode.simulator.state.clock import Clock
from failmode.terms.logins import Answer
from failmode.terms.stages import Stage
from tests.simulator.authproxy.stack import PASSWORD, SECRET, Stack, running


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Start the stack once for this module."""
    with running(tmp_path_factory.mktemp("ca")) as stack:
        yield stack


@pytest.fixture
def stack(started: Stack) -> Iterator[Stack]:
    """Give the stack, calm before and after."""
    started.calm()
    yield started
    started.calm()


class Client:
    """A UDP socket towards a proxy."""

    def __init__(self, proxy: AuthProxy) -> None:
        self._sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._sock.connect(proxy.addresses[0])

    def send(self, request: OutgoingRequest) -> None:
        """Send the packet."""
        self._sock.send(request.datagram)

    def receive(self, wait: float = 5.0) -> bytes | None:
        """The next answer, or None after `wait` seconds."""
        self._sock.settimeout(wait)
        try:
            return self._sock.recv(4096)
        except TimeoutError:
            return None

    def close(self) -> None:
        """Close the socket."""
        self._sock.close()


@contextmanager
def client_of(proxy: AuthProxy) -> Iterator[Client]:
    """A client, closed at the end."""
    client = Client(proxy)
    try:
        yield client
    finally:
        client.close()


def request(username: str = "alice", password: str = PASSWORD) -> OutgoingRequest:
    """An Access-Request with an identifier and authenticator of its own."""
    return OutgoingRequest(SECRET.encode(), username, password.encode())


def test_a_request_repeated_while_under_way_is_answered_once_and_duo_is_asked_once(
    stack: Stack,
) -> None:
    stack.rules.add(Rule("duo", stage=Stage.PREAUTH, delay_seconds=0.2))
    with stack.proxy() as proxy, client_of(proxy) as client:
        sent = request()
        for _ in range(4):
            client.send(sent)
        assert client.receive() is not None
        assert client.receive(wait=0.1) is None
    assert stack.stages() == ["preauth", "auth"]


def test_a_request_repeated_after_its_answer_gets_the_same_answer_for_30_seconds(
    stack: Stack,
) -> None:
    clock = Clock()
    with stack.proxy(clock=clock) as proxy, client_of(proxy) as client:
        sent = request()
        client.send(sent)
        first = client.receive()
        assert first is not None
        clock.advance(29)
        client.send(sent)
        assert client.receive() == first
        assert stack.stages() == ["preauth", "auth"]
        clock.advance(2)
        client.send(sent)
        assert client.receive() is not None
    assert stack.stages() == ["preauth", "auth"] * 2


def test_another_request_with_the_same_identifier_is_a_new_one(stack: Stack) -> None:
    with stack.proxy() as proxy, client_of(proxy) as client:
        sent, other = request(), request("bob")
        while other.datagram[1] != sent.datagram[1]:
            other = request("bob")
        client.send(sent)
        assert (client.receive() or b"")[0] == Code.ACCESS_ACCEPT
        client.send(other)
        assert (client.receive() or b"")[0] == Code.ACCESS_REJECT


def test_the_same_packet_from_another_port_is_a_new_request(stack: Stack) -> None:
    with stack.proxy() as proxy, client_of(proxy) as one, client_of(proxy) as other:
        sent = request()
        one.send(sent)
        assert one.receive() is not None
        other.send(sent)
        assert other.receive() is not None
    assert stack.stages() == ["preauth", "auth"] * 2


def test_many_hung_logins_do_not_hold_up_the_next_one(stack: Stack) -> None:
    stack.duo.set_answer("carol", Answer.IGNORE)
    with stack.proxy() as proxy, client_of(proxy) as client:
        for _ in range(20):
            client.send(request("carol"))
        with client_of(proxy) as other:
            other.send(request("bob"))
            assert (other.receive() or b"")[0] == Code.ACCESS_REJECT


class Gate:
    """A responder that answers only when told to."""

    def __init__(self) -> None:
        self.asked = threading.Semaphore(0)
        self.open = threading.Event()
        self.replies: list[Reply | None] = []

    def respond(self, request: AccessRequest) -> Reply | None:
        """Wait for the gate to open."""
        assert request.text("User-Name") == "alice"
        self.asked.release()
        assert self.open.wait(5)
        return self.replies.pop(0) if self.replies else Reply(Code.ACCESS_REJECT, "no")


@contextmanager
def serving(stack: Stack, gate: Gate, *, require: bool = False) -> Iterator[socket.socket]:
    """A server with that responder, and a socket connected to it."""
    with stack.proxy() as proxy:
        section = proxy.settings.servers[0]
        assert isinstance(section, RadiusServerSection)
        logger = proxy._logger
    server = RadiusServer(section, gate, Clock().now, logger, require_message_authenticator=require)
    udp = UdpServer([Binding("127.0.0.1", 0, dispatch([server], logger), "test")])
    udp.start()
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            sock.connect(udp.addresses[0])
            sock.settimeout(5)
            yield sock
    finally:
        udp.stop()


def test_an_unanswered_request_is_forgotten_so_that_repeating_it_helps(stack: Stack) -> None:
    gate = Gate()
    gate.open.set()
    gate.replies = [None, Reply(Code.ACCESS_ACCEPT)]
    with serving(stack, gate) as sock:
        sent = request()
        sock.send(sent.datagram)
        assert gate.asked.acquire(timeout=5)
        answer = None
        while answer is None:
            sock.send(sent.datagram)
            sock.settimeout(0.05)
            try:
                answer = sock.recv(4096)
            except TimeoutError:
                continue
        assert answer[0] == Code.ACCESS_ACCEPT


def test_a_missing_message_authenticator_can_be_refused(stack: Stack) -> None:
    gate = Gate()
    gate.open.set()
    bare = OutgoingRequest(SECRET.encode(), "alice", b"x", message_authenticator=False)
    with serving(stack, gate, require=True) as sock:
        sock.send(bare.datagram)
        sock.send(request().datagram)
        assert sock.recv(4096)[0] == Code.ACCESS_REJECT
        assert gate.asked.acquire(timeout=5)
        assert not gate.asked.acquire(blocking=False)
    with stack.proxy(require_message_authenticator=True) as proxy, client_of(proxy) as client:
        client.send(bare)
        assert client.receive(wait=0.2) is None


def test_rubbish_and_other_packet_codes_are_dropped_and_the_server_lives_on(stack: Stack) -> None:
    gate = Gate()
    gate.open.set()
    with serving(stack, gate) as sock:
        sock.send(b"")
        sock.send(b"\x00" * 4096)
        sock.send(b"\x0c" + request().datagram[1:])
        sock.send(b"\x04" + request().datagram[1:])
        sent = request()
        sock.send(sent.datagram)
        assert sent.read_reply(sock.recv(4096)).code == Code.ACCESS_REJECT
