"""Clients' connections: on the loop of the servers, and blocking."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator

import pytest

from failmode.simulator.edge.net.loop import EdgeLoop
from failmode.simulator.edge.net.stream import reset_on_close
from failmode.simulator.network import Network, Unreachable, UnreachableKind, call
from failmode.simulator.sockets import BlockingConnection, ClientLoop, Connect, run
from tests.patience import PATIENT_SECONDS

SECONDS = PATIENT_SECONDS


@pytest.fixture
def loop() -> Iterator[EdgeLoop]:
    """Run a loop."""
    with EdgeLoop() as loop:
        yield loop


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """Listen on a port; connections wait to be accepted."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(SECONDS)
        yield listener


@pytest.fixture(params=["on a loop", "blocking"])
def connect(request: pytest.FixtureRequest, loop: EdgeLoop) -> Connect:
    """Give either way to connect."""
    return loop.clients.connect if request.param == "on a loop" else BlockingConnection.connect


@pytest.fixture
def do(loop: EdgeLoop, connect: Connect) -> Callable[..., object]:
    """Give what runs a coroutine of the connections of `connect`."""
    return run if connect == BlockingConnection.connect else loop.clients.run


def port_of(sock: socket.socket) -> int:
    """Return the port of a socket."""
    return int(sock.getsockname()[1])


def test_much_goes_both_ways_and_the_end_is_seen(
    listener: socket.socket, connect: Connect, do: Callable[..., object]
) -> None:
    much = bytes(range(256)) * 20_000

    def echo() -> None:
        sock, _ = listener.accept()
        with sock:
            received = bytearray()
            while len(received) < len(much):
                received += sock.recv(65_536)
            sock.sendall(received)

    async def talk() -> bytes:
        connection = await connect(("127.0.0.1", port_of(listener)), SECONDS)
        try:
            assert connection.name[0] == "127.0.0.1"
            await connection.send(much, SECONDS)
            received = bytearray()
            while data := await connection.receive(1000, SECONDS):
                received += data
            assert await connection.receive(1000, SECONDS) == b""
            return bytes(received)
        finally:
            connection.close()

    thread = threading.Thread(target=echo)
    thread.start()
    assert do(talk()) == much
    thread.join()


def test_a_reset_is_seen_that_comes_together_with_the_last_octets(
    listener: socket.socket, connect: Connect, do: Callable[..., object]
) -> None:
    async def talk() -> bytes:
        connection = await connect(("127.0.0.1", port_of(listener)), SECONDS)
        try:
            peer, _ = listener.accept()
            peer.sendall(b"last words")
            reset_on_close(peer)
            peer.close()
            # Only after both does the loop come to look.
            received = await connection.receive(1000, SECONDS)
            with pytest.raises(ConnectionResetError):
                await connection.receive(1000, SECONDS)
            return received
        finally:
            connection.close()

    assert do(talk()) == b"last words"


def test_a_name_is_looked_up(
    listener: socket.socket, connect: Connect, do: Callable[..., object]
) -> None:
    async def talk() -> tuple[str, int]:
        connection = await connect(("localhost", port_of(listener)), SECONDS)
        name = connection.name
        connection.close()
        return name

    name = do(talk())
    sock, client = listener.accept()
    sock.close()
    assert name == client


def test_who_sends_nothing_is_waited_for_no_longer_than_said(
    listener: socket.socket, connect: Connect, do: Callable[..., object]
) -> None:
    async def talk() -> bytes:
        connection = await connect(("127.0.0.1", port_of(listener)), SECONDS)
        try:
            return await connection.receive(1, 0.05)
        finally:
            connection.close()

    with pytest.raises(TimeoutError):
        do(talk())


def test_an_abort_in_another_thread_ends_the_wait(
    listener: socket.socket, connect: Connect, do: Callable[..., object]
) -> None:
    async def talk() -> bytes:
        connection = await connect(("127.0.0.1", port_of(listener)), SECONDS)
        threading.Timer(0.05, connection.abort).start()
        try:
            return await connection.receive(1, SECONDS)
        finally:
            connection.close()

    assert do(talk()) == b""


def test_nobody_waits_for_a_loop_in_its_own_thread(loop: EdgeLoop) -> None:
    usable: list[bool] = []
    loop.call(lambda: usable.append(loop.clients.is_usable))
    assert (usable, loop.clients.is_usable) == ([False], True)
    loop.stop()
    assert not loop.clients.is_usable


def test_a_call_on_a_loop_that_ends_meanwhile_was_cut_off(listener: socket.socket) -> None:
    loop = EdgeLoop().start()
    network = Network({"a.test": ("127.0.0.1", port_of(listener))}, loop=loop.clients)

    def stop_when_asked() -> None:
        sock, _ = listener.accept()
        with sock:
            sock.recv(1)
            loop.stop()

    thread = threading.Thread(target=stop_when_asked)
    thread.start()
    with pytest.raises(Unreachable) as caught:
        call(network, "GET", "a.test", "/", plain_http_port=80)
    thread.join()
    assert caught.value.kind is UnreachableKind.CLOSED


def test_a_call_after_the_loop_has_ended_blocks_its_thread_and_is_made(
    listener: socket.socket,
) -> None:
    loop = EdgeLoop().start()
    network = Network({"a.test": ("127.0.0.1", port_of(listener))}, loop=loop.clients)
    loop.stop()

    def answer() -> None:
        sock, _ = listener.accept()
        with sock:
            sock.recv(4096)
            sock.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")

    thread = threading.Thread(target=answer)
    thread.start()
    assert call(network, "GET", "a.test", "/", plain_http_port=80).status == 204
    thread.join()


def test_work_given_to_a_loop_that_ends_before_it_begins_is_told_so() -> None:
    ended = asyncio.new_event_loop()
    ended.close()

    async def never() -> None:
        raise AssertionError("it began")

    with pytest.raises(ConnectionAbortedError):
        ClientLoop(ended, lambda: False).run(never())


def test_without_a_loop_nothing_may_wait_for_one() -> None:
    with pytest.raises(RuntimeError, match="waits for a loop"):
        run(asyncio.sleep(0))
