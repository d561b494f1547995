"""TCP connections of clients: one that blocks its thread, and one that lives on a loop.

Both have coroutines, so that what is done over them is written once. Those of the blocking one
never wait for a loop, and `run` needs none.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import functools
import ipaddress
import os
import queue
import socket
from collections.abc import Callable, Coroutine
from typing import Any, Protocol, TypeVar

T = TypeVar("T")

_SIZE = 65_536
_CHECK_SECONDS = 0.5
_UNDER_WAY = (errno.EINPROGRESS, errno.EALREADY)
_CONNECTED = (0, errno.EISCONN)
_ENDED = "the loop of the connection has ended"

Connect = Callable[[tuple[str, int], float | None], Coroutine[Any, Any, "Connection"]]
"""`connect(address, seconds)` opens a TCP connection to an address or name, and a port.

It raises TimeoutError after so many seconds (None: never), UnicodeError for a name that cannot be
looked up, and OSError as the network fails.
"""


class Connection(Protocol):
    """A TCP connection; timeouts are in seconds, None for ever, and raise TimeoutError."""

    @property
    def name(self) -> tuple[str, int]:
        """Address and port of this side."""
        ...

    async def receive(self, size: int, seconds: float | None) -> bytes:
        """Give the next bytes, `size` at most; none at the end.

        Raises:
            OSError: when the connection breaks.
        """
        ...

    async def send(self, data: bytes, seconds: float | None) -> None:
        """Hand all bytes to the kernel.

        Raises:
            OSError: when the connection breaks.
        """
        ...

    def abort(self) -> None:
        """End the connection at once, whoever reads or writes; from any thread."""
        ...

    def close(self) -> None:
        """Release the socket."""
        ...


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that waits in its connections alone, which block this thread."""
    try:
        work.send(None)
    except StopIteration as end:
        result: T = end.value
        return result
    work.close()
    raise RuntimeError("the coroutine waits for a loop, and there is none")


class BlockingConnection:
    """A connection that blocks its thread.

    Args:
        sock: connected.
    """

    def __init__(self, sock: socket.socket) -> None:
        _set_undelayed(sock)
        self._sock = sock
        self._timeout = sock.gettimeout()

    @classmethod
    async def connect(cls, address: tuple[str, int], seconds: float | None) -> Connection:
        """See `Connect`."""
        return cls(socket.create_connection(address, seconds))

    @property
    def name(self) -> tuple[str, int]:
        """See `Connection`."""
        return _name(self._sock)

    async def receive(self, size: int, seconds: float | None) -> bytes:
        """See `Connection`."""
        self._limit(seconds)
        return self._sock.recv(size)

    async def send(self, data: bytes, seconds: float | None) -> None:
        """See `Connection`."""
        self._limit(seconds)
        self._sock.sendall(data)

    def abort(self) -> None:
        """See `Connection`."""
        _shut_down(self._sock)

    def close(self) -> None:
        """See `Connection`."""
        self._sock.close()

    def _limit(self, seconds: float | None) -> None:
        # Each setting is a call to the kernel, and most calls wait for ever.
        if seconds != self._timeout:
            self._sock.settimeout(seconds)
            self._timeout = seconds


class ClientLoop:
    """Runs clients' coroutines on a loop of another thread.

    Threads that talk to servers of the same process hand over the interpreter at every step of
    either side, which costs more than the steps. On the loop of the servers they need not.

    Args:
        loop: the loop.
        is_usable: tells whether it runs, and in another thread than the one that asks.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, is_usable: Callable[[], bool]) -> None:
        self._loop = loop
        self._is_usable = is_usable

    @property
    def is_usable(self) -> bool:
        """Whether this thread may run a coroutine on it and wait for what comes of it."""
        return self._is_usable()

    async def connect(self, address: tuple[str, int], seconds: float | None) -> Connection:
        """See `Connect`."""
        family = _family(address[0])
        if family is not None:
            return await self._connected_to(family, address, seconds)
        found = await self._loop.getaddrinfo(*address, type=socket.SOCK_STREAM)
        *further, last = [(one[0], one[4]) for one in found]
        for one in further:
            with contextlib.suppress(OSError):
                return await self._connected_to(*one, seconds)
        return await self._connected_to(*last, seconds)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine and wait for its result.

        Raises:
            ConnectionAbortedError: when the loop ends before.
        """
        # Much lighter than the future of `asyncio.run_coroutine_threadsafe`.
        ended: queue.SimpleQueue[asyncio.Task[T]] = queue.SimpleQueue()

        def begin() -> None:
            self._loop.create_task(work).add_done_callback(ended.put)

        with contextlib.suppress(RuntimeError):  # it has ended, which is seen below
            self._loop.call_soon_threadsafe(begin)
        while True:
            try:
                task = ended.get(timeout=_CHECK_SECONDS)
            except queue.Empty:
                if self.is_usable:
                    continue
                work.close()
                raise ConnectionAbortedError(_ENDED) from None
            if task.cancelled():
                raise ConnectionAbortedError(_ENDED)
            return task.result()

    async def _connected_to(self, family: int, address: Any, seconds: float | None) -> Connection:
        sock = socket.socket(family, socket.SOCK_STREAM)
        try:
            sock.setblocking(False)
            # Whoever listens on this machine has taken the connection when it is asked again.
            error = sock.connect_ex(address) and sock.connect_ex(address)
            if error in _UNDER_WAY:
                async with asyncio.timeout(seconds):
                    await self._loop.sock_connect(sock, address)
            else:
                _check(error)
            return LoopConnection(sock, self._loop)
        except BaseException:
            sock.close()
            raise


class LoopConnection:
    """A connection on a loop; only used in the loop's thread.

    Args:
        sock: connected, non-blocking.
        loop: the loop.
    """

    def __init__(self, sock: socket.socket, loop: asyncio.AbstractEventLoop) -> None:
        _set_undelayed(sock)
        self._sock = sock
        self._loop = loop
        self._received = bytearray()
        self._ended = False
        self._broken: OSError | None = None
        self._arrival: asyncio.Future[None] | None = None
        self._is_reading = False
        self._resume()

    @property
    def name(self) -> tuple[str, int]:
        """See `Connection`."""
        return _name(self._sock)

    async def receive(self, size: int, seconds: float | None) -> bytes:
        """See `Connection`."""
        if not self._received and not self._ended and self._broken is None:
            self._resume()
            self._arrival = self._loop.create_future()
            try:
                if seconds is None:
                    await self._arrival
                else:
                    async with asyncio.timeout(seconds):
                        await self._arrival
            finally:
                self._arrival = None
        if self._broken is not None and not self._received:
            raise self._broken
        data = bytes(self._received[:size])
        del self._received[:size]
        return data

    async def send(self, data: bytes, seconds: float | None) -> None:
        """See `Connection`."""
        try:
            sent = self._sock.send(data)
        except (BlockingIOError, InterruptedError):
            sent = 0
        if sent < len(data):
            async with asyncio.timeout(seconds):
                await self._loop.sock_sendall(self._sock, memoryview(data)[sent:])

    def abort(self) -> None:
        """See `Connection`."""
        _shut_down(self._sock)

    def close(self) -> None:
        """See `Connection`."""
        descriptor = self._sock.fileno()
        if descriptor >= 0:
            self._pause()
            # A cancelled write is taken off the loop a turn later, when the number may be reused.
            self._loop.remove_writer(descriptor)
            self._sock.close()

    def _readable(self) -> None:
        # uvloop tells of a reset once, together with what had come before it.
        while self._is_reading:
            try:
                data = self._sock.recv(_SIZE)
            except BlockingIOError:
                break
            except OSError as error:
                self._broken = error
            else:
                self._ended = not data
                self._received += data
            if self._ended or self._broken is not None or len(self._received) > _SIZE:
                self._pause()
        has_arrived = bool(self._received) or self._ended or self._broken is not None
        if has_arrived and self._arrival is not None and not self._arrival.done():
            self._arrival.set_result(None)

    def _resume(self) -> None:
        if not self._is_reading:
            self._loop.add_reader(self._sock.fileno(), self._readable)
            self._is_reading = True

    def _pause(self) -> None:
        if self._is_reading:
            self._loop.remove_reader(self._sock.fileno())
            self._is_reading = False


def _set_undelayed(sock: socket.socket) -> None:
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _check(error: int) -> None:
    """Raise OSError for the number of an error that a connection was not made for."""
    if error not in _CONNECTED:
        raise OSError(error, os.strerror(error))


def _shut_down(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def _name(sock: socket.socket) -> tuple[str, int]:
    host, port, *_ = sock.getsockname()
    return str(host), int(port)


@functools.lru_cache(maxsize=64)
def _family(host: str) -> socket.AddressFamily | None:
    """Tell the family of an address; None for a name."""
    try:
        version = ipaddress.ip_address(host).version
    except ValueError:
        return None
    return socket.AF_INET6 if version == 6 else socket.AF_INET
