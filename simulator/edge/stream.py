"""A byte stream over a non-blocking socket, with or without TLS, that can also end badly.

asyncio's own transports hide when bytes reach the kernel and how a socket is closed; a reset in
the middle of a body needs both.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import socket
import ssl
import struct
import sys

_SIZE = 65_536
_LINGER_SECONDS = 1.0
_POLL_SECONDS = 0.001
_SIOCOUTQNSD = 0x894B  # Linux, tcp(7): bytes in the send queue that have not been sent
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class Stream:
    """One accepted connection.

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
        self._ahead = b""

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
                await self._fill()
            except ssl.SSLError:
                await self._flush()
                raise
            else:
                break
        await self._flush()
        self._tls = tls

    async def read(self) -> bytes:
        """The next bytes, or b"" when the peer has ended its side.

        Raises:
            OSError: when the connection breaks.
        """
        if self._ahead:
            data, self._ahead = self._ahead, b""
            return data
        if self._tls is None:
            return await self._loop.sock_recv(self._sock, _SIZE)
        while True:
            try:
                return self._tls.read(_SIZE)
            except ssl.SSLWantReadError:
                await self._flush()
                await self._fill()
            except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
                return b""

    async def write(self, data: bytes) -> None:
        """Hand all bytes to the kernel.

        Raises:
            OSError: when the connection breaks.
        """
        if self._tls is None:
            await self._loop.sock_sendall(self._sock, data)
            return
        for start in range(0, len(data), _SIZE):
            self._tls.write(data[start : start + _SIZE])
            await self._flush()

    async def drained(self) -> None:
        """Wait until the kernel has sent all bytes, a second at most, for a peer that reads."""
        end = self._loop.time() + _LINGER_SECONDS
        # Nothing tells when the kernel's queue runs empty; it has to be asked.
        while self._unsent() and self._loop.time() < end:  # noqa: ASYNC110
            await asyncio.sleep(_POLL_SECONDS)

    def _unsent(self) -> int:
        answer = fcntl.ioctl(self._sock, _SIOCOUTQNSD, bytes(4))
        return int.from_bytes(answer, sys.byteorder)

    async def read_until_gone(self) -> None:
        """Read and forget until the peer ends or breaks the connection."""
        try:
            while await self._loop.sock_recv(self._sock, _SIZE):
                pass
        except OSError:
            return

    async def gone(self) -> None:
        """Wait until the peer ends or breaks the connection; what it still sends is kept."""
        try:
            while data := await self._loop.sock_recv(self._sock, _SIZE):
                self._incoming.write(data)
                if self._incoming.pending > _SIZE:
                    await self._loop.create_future()
        except OSError:
            return
        finally:
            if self._tls is None:
                self._ahead = self._incoming.read()

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
                await self.read_until_gone()
        except (OSError, TimeoutError):
            pass
        self.close()

    def reset(self) -> None:
        """End the connection at once with a TCP RST."""
        if self._sock.fileno() >= 0:
            self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        self.close()

    def close(self) -> None:
        """Release the socket; a second call does nothing."""
        descriptor = self._sock.fileno()
        if descriptor >= 0:
            # A cancelled read is taken off the loop a turn later, when the number may be reused.
            self._loop.remove_reader(descriptor)
            self._loop.remove_writer(descriptor)
            self._sock.close()

    async def _flush(self) -> None:
        if self._outgoing.pending:
            await self._loop.sock_sendall(self._sock, self._outgoing.read())

    async def _fill(self) -> None:
        data = await self._loop.sock_recv(self._sock, _SIZE)
        if data:
            self._incoming.write(data)
        else:
            self._incoming.write_eof()
