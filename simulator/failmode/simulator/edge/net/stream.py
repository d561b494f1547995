"""A byte stream over a non-blocking socket, with or without TLS, that can also end badly.

asyncio's own transports hide when bytes reach the kernel and how a socket is closed; a reset in
the middle of a body needs both.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import struct
import sys

_SIZE = 65_536
_LINGER_SECONDS = 1.0
_POLL_SECONDS = 0.001
_SIOCOUTQ = 0x5411  # Linux, tcp(7): bytes in the send queue that have not been acknowledged
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


def reset_on_close(sock: socket.socket) -> None:
    """Let the end of a connection be a TCP RST."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)


class Stream:
    """One accepted connection, read as it arrives; only used in the loop's thread.

    Args:
        sock: a connected, non-blocking socket; the stream owns it.
    """

    def __init__(self, sock: socket.socket) -> None:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._sock = sock
        self._loop = asyncio.get_running_loop()
        self._tls: ssl.SSLObject | None = None
        self._incoming = ssl.MemoryBIO()
        self._outgoing = ssl.MemoryBIO()
        self._ended = False
        self._broken: OSError | None = None
        self._discards = False
        self._reading = False
        self._arrival: asyncio.Future[None] | None = None
        self._resume()

    async def start_tls(self, context: ssl.SSLContext) -> None:
        """Do the server's side of the TLS handshake.

        Raises:
            ssl.SSLError: when the peer refuses or breaks it off.
            OSError: when the connection breaks.
        """
        tls = context.wrap_bio(self._incoming, self._outgoing, server_side=True)
        while True:
            try:
                tls.do_handshake()
            except ssl.SSLWantReadError:
                await self._flush()
                await self._arrive()
            except ssl.SSLError:
                await self._flush()
                raise
            else:
                break
        await self._flush()
        self._tls = tls

    async def read(self) -> bytes:
        """Give the next bytes, or b"" when the peer has ended its side.

        Raises:
            OSError: when the connection breaks.
        """
        if self._tls is None:
            while not self._incoming.pending:
                if self._ended:
                    return b""
                await self._arrive()
            return self._incoming.read()
        while True:
            try:
                return self._tls.read(_SIZE)
            except ssl.SSLWantReadError:
                await self._flush()
                await self._arrive()
            except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
                return b""

    async def write(self, data: bytes) -> None:
        """Hand all bytes to the kernel.

        Raises:
            OSError: when the connection breaks.
        """
        if self._tls is None:
            await self._send(data)
            return
        for start in range(0, len(data), _SIZE):
            self._tls.write(data[start : start + _SIZE])
            await self._flush()

    async def drain(self) -> None:
        """Wait until the peer's kernel has all bytes, a second at most.

        A reset that follows bytes which are only sent may take them from the peer.
        """
        end = self._loop.time() + _LINGER_SECONDS
        # Nothing tells when the kernel's queue runs empty; it has to be asked.
        while self._unacknowledged() and self._loop.time() < end:  # noqa: ASYNC110
            await asyncio.sleep(_POLL_SECONDS)

    def _unacknowledged(self) -> int:
        # Windows has no such module; there, no stream is ever made.
        import fcntl  # noqa: PLC0415

        answer = fcntl.ioctl(self._sock, _SIOCOUTQ, bytes(4))
        return int.from_bytes(answer, sys.byteorder)

    async def wait_for_data(self, seconds: float) -> None:
        """Wait until the peer sends something or ends, no longer than this many seconds."""
        with contextlib.suppress(OSError, TimeoutError):
            async with asyncio.timeout(seconds):
                if not self._ended and not self._incoming.pending:
                    await self._arrive()

    async def discard_until_closed(self) -> None:
        """Read and discard until the peer ends or breaks the connection."""
        self._discards = True
        self._incoming.read()
        await self.wait_closed()

    async def wait_closed(self) -> None:
        """Wait until the peer ends or breaks the connection; what it still sends is kept.

        A peer that sends more than is kept is not noticed to go.
        """
        with contextlib.suppress(OSError):
            while not self._ended:
                await self._arrive()

    async def finish(self) -> None:
        """End the connection in good order: TLS close, FIN, and let the peer read what was sent."""
        if self._tls is not None:
            # The peer's own close is not waited for.
            with contextlib.suppress(OSError):
                self._tls.unwrap()
            try:
                await self._flush()
            except OSError:
                self.close()
                return
        await self.cut()

    async def cut(self) -> None:
        """End the connection with a bare FIN, without TLS close, after all bytes sent so far.

        Closing a socket that holds unread bytes would send a reset instead, so they are read.
        """
        try:
            self._sock.shutdown(socket.SHUT_WR)
            async with asyncio.timeout(_LINGER_SECONDS):
                await self.discard_until_closed()
        except (OSError, TimeoutError):
            pass
        self.close()

    def reset(self) -> None:
        """End the connection at once with a TCP RST."""
        if self._sock.fileno() >= 0:
            reset_on_close(self._sock)
        self.close()

    def close(self) -> None:
        """Release the socket; a second call does nothing."""
        descriptor = self._sock.fileno()
        if descriptor >= 0:
            # A cancelled write is taken off the loop a turn later, when the number may be reused.
            self._pause()
            self._loop.remove_writer(descriptor)
            self._sock.close()
            self._broken = ConnectionAbortedError("the connection was closed on this side")
            self._wake()

    async def _flush(self) -> None:
        if self._outgoing.pending:
            await self._send(self._outgoing.read())

    async def _send(self, data: bytes) -> None:
        try:
            sent = self._sock.send(data)
        except (BlockingIOError, InterruptedError):
            sent = 0
        if sent < len(data):
            await self._loop.sock_sendall(self._sock, memoryview(data)[sent:])

    async def _arrive(self) -> None:
        """Wait until there is more to read, or the end.

        Raises:
            OSError: when the connection breaks.
        """
        if self._broken is not None:
            raise self._broken
        if self._ended:
            return
        self._resume()
        self._arrival = self._loop.create_future()
        try:
            await self._arrival
        finally:
            self._arrival = None
        if self._broken is not None:
            raise self._broken

    def _readable(self) -> None:
        # uvloop tells of a reset once, together with what had come before it.
        while self._reading:
            try:
                data = self._sock.recv(_SIZE)
            except BlockingIOError:
                return
            except OSError as error:
                self._broken = error
            else:
                if not data:
                    self._ended = True
                    self._incoming.write_eof()
                elif not self._discards:
                    self._incoming.write(data)
            if self._ended or self._broken is not None or self._incoming.pending > _SIZE:
                self._pause()
            self._wake()

    def _wake(self) -> None:
        if self._arrival is not None and not self._arrival.done():
            self._arrival.set_result(None)

    def _resume(self) -> None:
        if not self._reading and not self._ended and self._incoming.pending <= _SIZE:
            self._loop.add_reader(self._sock.fileno(), self._readable)
            self._reading = True

    def _pause(self) -> None:
        if self._reading:
            self._loop.remove_reader(self._sock.fileno())
            self._reading = False


class UpgradedStream:
    """A connection that goes on in another protocol; only used in the loop's thread.

    Args:
        stream: the connection.
        unread: what has been read of it already.
    """

    def __init__(self, stream: Stream, unread: bytes) -> None:
        self._stream = stream
        self._unread = unread

    async def read(self) -> bytes:
        """Give the next bytes, or b"" when the peer has ended its side.

        Raises:
            OSError: when the connection breaks.
        """
        unread, self._unread = self._unread, b""
        return unread or await self._stream.read()

    async def write(self, data: bytes) -> None:
        """Hand all bytes to the kernel.

        Raises:
            OSError: when the connection breaks.
        """
        await self._stream.write(data)
