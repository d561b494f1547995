"""The listening socket of an edge: open, refusing, or full; the port stays ours all the time."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import Callable
from typing import Any

from failmode.simulator.errors import ConfigError, PortError
from failmode.simulator.internal_failures import Address

_BACKLOG = 512
_ACCEPTS_PER_TURN = 64
_PAUSE_SECONDS = 0.5
_FILLERS = 3
_LAST_PORT = 65_535


class Listener:
    """A port and whether it can be entered; all methods but `bind` in the loop's thread.

    Args:
        host: address or name to bind.
        port: port to bind; 0 for any free one.
        on_accept: called with each accepted, non-blocking socket and the client's address.
        on_failure: called when this machine keeps connections from being accepted for a moment.
    """

    def __init__(
        self,
        host: str,
        port: int,
        on_accept: Callable[[socket.socket, Address], None],
        on_failure: Callable[[OSError], None],
    ) -> None:
        self._host = host
        self._port = port
        self._on_accept = on_accept
        self._on_failure = on_failure
        self._holder: socket.socket | None = None
        self._listener: socket.socket | None = None
        self._fillers: list[socket.socket] = []
        self._filler_addresses: set[object] = set()

    def bind(self) -> None:
        """Take the port without listening yet.

        Raises:
            ConfigError: when the port or the address cannot be had.
        """
        family, address = self._look_up()
        holder = socket.socket(family, socket.SOCK_STREAM)
        try:
            holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            holder.bind(address)
            # From now on nobody else's bind or listen may share the port with this socket.
            holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
        except OSError as error:
            holder.close()
            raise self._unusable(error) from error
        self._holder = holder
        self._port = holder.getsockname()[1]

    @property
    def port(self) -> int:
        """The port, known once bound."""
        return self._port

    @property
    def address(self) -> Address:
        """Address and port; only while the port is ours."""
        if self._holder is None:
            raise RuntimeError("the port is not bound")
        host, port = self._holder.getsockname()[:2]
        return str(host), int(port)

    @property
    def is_bound(self) -> bool:
        """Whether the port is ours."""
        return self._holder is not None

    def open(self) -> None:
        """Accept connections; those that waited in the full queue are accepted first."""
        listener = self._listen(_BACKLOG)
        if self._drop_fillers():
            self._accept(listener)
            # Fillers that never got in leave no connection, but a client may get their port.
            self._filler_addresses.clear()
        asyncio.get_running_loop().add_reader(listener.fileno(), self._accept, listener)

    def refuse(self) -> None:
        """Listen no more: the kernel refuses each attempt to connect."""
        self._drop_fillers()
        if self._listener is not None:
            asyncio.get_running_loop().remove_reader(self._listener.fileno())
            self._listener.close()
            self._listener = None
            self._filler_addresses = set()

    def fill(self) -> None:
        """Accept no more and fill the queue: the kernel leaves attempts to connect unanswered."""
        listener = self._listen(0)
        asyncio.get_running_loop().remove_reader(listener.fileno())
        host = "::1" if listener.family == socket.AF_INET6 else "127.0.0.1"
        address = listener.getsockname()
        if address[0] not in ("::", "0.0.0.0"):
            host = address[0]
        for _ in range(_FILLERS - len(self._fillers)):
            filler = socket.socket(listener.family, socket.SOCK_STREAM)
            filler.setblocking(False)
            filler.connect_ex((host, self._port))
            self._fillers.append(filler)
            self._filler_addresses.add(filler.getsockname())

    def close(self) -> None:
        """Give up the port."""
        self.refuse()
        if self._holder is not None:
            self._holder.close()
            self._holder = None

    def _look_up(self) -> tuple[socket.AddressFamily, Any]:
        if not 0 <= self._port <= _LAST_PORT:
            raise ConfigError(f"{self._port} is no port", f"Choose one up to {_LAST_PORT}")
        try:
            found = socket.getaddrinfo(
                self._host, self._port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
            )
        except (OSError, UnicodeError) as error:
            raise ConfigError(
                f"{self._host} is no address to listen on: {error}",
                "Use an address of this machine, such as 127.0.0.1",
            ) from error
        return found[0][0], found[0][4]

    def _unusable(self, error: OSError) -> PortError:
        where = f"port {self._port} on {self._host}"
        if error.errno == errno.EADDRINUSE:
            return PortError(
                self._port,
                f"{where} is in use",
                "Stop the program that listens there, or choose another port",
            )
        if error.errno in (errno.EACCES, errno.EPERM):
            return PortError(self._port, f"{where} may not be used", "Choose a port above 1023")
        return PortError(
            self._port,
            f"{where} cannot be used: {error.strerror}",
            "Use an address of this machine",
        )

    def _listen(self, backlog: int) -> socket.socket:
        if self._listener is not None:
            self._listener.listen(backlog)
            return self._listener
        holder = self._holder
        if holder is None:
            raise RuntimeError("bind the port before listening on it")
        listener = socket.socket(holder.family, socket.SOCK_STREAM)
        try:
            listener.setblocking(False)
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(holder.getsockname())
            listener.listen(backlog)
        except OSError as error:
            listener.close()
            raise self._unusable(error) from error
        finally:
            holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
        self._listener = listener
        return listener

    def _drop_fillers(self) -> bool:
        """Close the fillers; whether there were any."""
        fillers, self._fillers = self._fillers, []
        for filler in fillers:
            filler.close()
        return bool(fillers)

    def _accept(self, listener: socket.socket) -> None:
        for _ in range(_ACCEPTS_PER_TURN):
            try:
                sock, address = listener.accept()
            except (BlockingIOError, InterruptedError, ConnectionAbortedError):
                return
            except OSError as error:
                self._on_failure(error)
                loop = asyncio.get_running_loop()
                loop.remove_reader(listener.fileno())
                loop.call_later(_PAUSE_SECONDS, self._resume, listener)
                return
            if address in self._filler_addresses:
                self._filler_addresses.discard(address)
                sock.close()
                continue
            try:
                sock.setblocking(False)
                self._on_accept(sock, (str(address[0]), int(address[1])))
            except BaseException:
                sock.close()
                raise

    def _resume(self, listener: socket.socket) -> None:
        if listener is self._listener and not self._fillers:
            asyncio.get_running_loop().add_reader(listener.fileno(), self._accept, listener)
