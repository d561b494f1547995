"""Repeated RADIUS requests, sent as raw packets: answered once, and again from memory."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.authproxy.radius.packets import Code, OutgoingRequest, decode_request
from failmode.simulator.authproxy.radius.request_cache import New, Repeated, RequestCache
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.state.clock import Clock
from failmode.terms.logins import Answer
from failmode.terms.stages import Stage
from tests.patience import PATIENT_SECONDS
from tests.simulator.authproxy.stack import PASSWORD, SECRET, Stack, running


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Start the stack once for this module."""
    with running(tmp_path_factory.mktemp("ca")) as stack:
        yield stack


@pytest.fixture
def stack(started: Stack) -> Iterator[Stack]:
    """Give the stack, without faults before and after."""
    started.reset()
    yield started
    started.reset()


class Client:
    """A UDP socket towards a proxy."""

    def __init__(self, proxy: AuthProxy) -> None:
        self._sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._sock.connect(proxy.addresses[0])

    def send(self, request: OutgoingRequest) -> None:
        """Send the packet."""
        self._sock.send(request.datagram)

    def receive(self, wait: float = PATIENT_SECONDS) -> bytes | None:
        """Return the next answer, or None after `wait` seconds."""
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
    """Give a client, closed at the end."""
    client = Client(proxy)
    try:
        yield client
    finally:
        client.close()


def request(username: str = "alice", password: str = PASSWORD) -> OutgoingRequest:
    """Make an Access-Request with an identifier and authenticator of its own."""
    return OutgoingRequest(SECRET.encode(), username, password.encode())


def test_a_request_repeated_while_under_way_is_answered_once_and_duo_is_asked_once(
    stack: Stack,
) -> None:
    stack.rules.add(Rule("duo", stage=Stage.PREAUTH, delay_seconds=600))
    with stack.proxy() as proxy, client_of(proxy) as client:
        sent, before, after = request(), request(password="wrong"), request(password="wrong")
        for _ in range(4):
            client.send(sent)
        client.send(before)
        # Packets are taken one after the other: all repetitions were.
        assert before.read_reply(client.receive() or b"").code == Code.ACCESS_REJECT
        stack.rules.clear()
        assert sent.read_reply(client.receive() or b"").code == Code.ACCESS_ACCEPT
        client.send(after)
        assert after.read_reply(client.receive() or b"").code == Code.ACCESS_REJECT
    assert stack.stages() == ["preauth", "auth"]


def test_a_reply_is_kept_for_30_seconds_after_it_was_sent() -> None:
    passed = [100.0]
    cache = RequestCache(lambda: passed[0])
    seen = decode_request(request().datagram, ("127.0.0.1", 1), SECRET.encode())
    admitted = cache.admit(seen)
    assert isinstance(admitted, New)
    cache.finish(admitted.pending, b"reply")
    passed[0] += 29
    assert cache.admit(seen) == Repeated(b"reply")
    passed[0] += 2
    assert isinstance(cache.admit(seen), New)


@pytest.mark.parametrize(
    ("start", "end"), [(4, 5), (22, 27), (29, 45)], ids=["authenticator", "user name", "password"]
)
def test_what_differs_in_authenticator_user_or_password_alone_is_no_repetition(
    start: int, end: int
) -> None:
    """Neither another user nor another password gets the reply of somebody else's login."""
    cache = RequestCache(lambda: 100.0)
    first = OutgoingRequest(
        SECRET.encode(), "alice", PASSWORD.encode(), message_authenticator=False
    ).datagram
    assert first[20:22] == bytes([1, 7])
    assert first[27] == 2
    admitted = cache.admit(decode_request(first, ("127.0.0.1", 1), SECRET.encode()))
    assert isinstance(admitted, New)
    cache.finish(admitted.pending, b"reply")
    other = bytearray(first)
    other[start:end] = bytes(one ^ 1 for one in first[start:end])
    asked = decode_request(bytes(other), ("127.0.0.1", 1), SECRET.encode())
    assert isinstance(cache.admit(asked), New)


@pytest.mark.parametrize("seconds", [-3600, 3600])
def test_a_reply_is_repeated_whatever_the_simulators_clock_says(
    stack: Stack, seconds: float
) -> None:
    clock = Clock()
    with stack.proxy(clock=clock) as proxy, client_of(proxy) as client:
        sent = request()
        client.send(sent)
        first = client.receive()
        assert first is not None
        clock.set_offset(seconds)
        client.send(sent)
        assert client.receive() == first
    assert stack.stages() == ["preauth", "auth"]


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
    stack.duo.users.set_answer("carol", Answer.IGNORE)
    with stack.proxy() as proxy, client_of(proxy) as client:
        for _ in range(20):
            client.send(request("carol"))
        with client_of(proxy) as other:
            other.send(request("bob"))
            assert (other.receive() or b"")[0] == Code.ACCESS_REJECT
