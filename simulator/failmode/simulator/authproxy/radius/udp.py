"""UDP sockets served by one thread, stopped at once."""

from __future__ import annotations

import logging
import selectors
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from failmode.simulator.authproxy.radius.packets import MAX_DATAGRAM
from failmode.simulator.errors import ConfigError, unusable_port

_logger = logging.getLogger(__name__)

Send = Callable[[bytes], None]
"""Sends a datagram back to where the one being handled came from; harmless after a stop."""

Handler = Callable[[bytes, tuple[str, int], Send], None]
"""`handler(datagram, source, send)`; runs in the serving thread and must not wait for anything."""


@dataclass(frozen=True, slots=True)
class Binding:
    """One socket to open.

    Attributes:
        address: IPv4 or IPv6 address to bind.
        port: UDP port; 0: any free one.
        handler: gets every datagram.
        where: what the binding is for, for messages.
    """

    address: str
    port: int
    handler: Handler
    where: str


class UdpServer:
    """Serves bindings until it is stopped.

    Args:
        bindings: what to open.
    """

    def __init__(self, bindings: Sequence[Binding]) -> None:
        self._bindings = bindings
        self._sockets: list[socket.socket] = []
        self._thread: threading.Thread | None = None
        self._wake: tuple[socket.socket, socket.socket] | None = None
        self._stopping = threading.Event()

    @property
    def addresses(self) -> tuple[tuple[str, int], ...]:
        """Address and port of each binding in order; known once started."""
        return tuple(sock.getsockname()[:2] for sock in self._sockets)

    def start(self) -> None:
        """Open all sockets and serve them.

        Raises:
            ConfigError: when one cannot be opened; none stays open then.
        """
        self._stopping.clear()
        try:
            for binding in self._bindings:
                self._sockets.append(_open(binding))
        except ConfigError:
            self._close()
            raise
        self._wake = socket.socketpair()
        self._thread = threading.Thread(target=self._serve, name="radius", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Close all sockets; they are free when this returns."""
        self._stopping.set()
        if self._thread is not None and self._wake is not None:
            self._wake[1].send(b"x")
            self._thread.join()
            for end in self._wake:
                end.close()
        self._thread = self._wake = None
        self._close()

    def _close(self) -> None:
        for sock in self._sockets:
            sock.close()
        self._sockets = []

    def _serve(self) -> None:
        if self._wake is None:
            return
        with selectors.DefaultSelector() as selector:
            selector.register(self._wake[0], selectors.EVENT_READ)
            for sock, binding in zip(self._sockets, self._bindings, strict=True):
                selector.register(sock, selectors.EVENT_READ, binding)
            while not self._stopping.is_set():
                for key, _events in selector.select():
                    if isinstance(key.fileobj, socket.socket) and key.data is not None:
                        self._receive(key.fileobj, key.data)

    def _receive(self, sock: socket.socket, binding: Binding) -> None:
        try:
            datagram, source = sock.recvfrom(MAX_DATAGRAM)
        except OSError as error:
            _logger.warning("%s: nothing received: %s", binding.where, error)
            return

        def send(reply: bytes) -> None:
            try:
                sock.sendto(reply, source)
            except OSError as error:
                if not self._stopping.is_set():
                    _logger.warning("%s: no reply sent to %s: %s", binding.where, source, error)

        try:
            binding.handler(datagram, _plain(source), send)
        except Exception:
            _logger.exception("%s: a datagram from %s was not handled", binding.where, source)


def _open(binding: Binding) -> socket.socket:
    family = socket.AF_INET6 if ":" in binding.address else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_DGRAM)
    try:
        sock.bind((binding.address, binding.port))
    except OSError as error:
        sock.close()
        address = binding.address, binding.port
        raise unusable_port("UDP", address, error, where=binding.where) from error
    return sock


def _plain(source: tuple[str, int]) -> tuple[str, int]:
    """Return the source without scope, and as IPv4 where an IPv6 socket shows it mapped."""
    address = source[0].partition("%")[0]
    return address.removeprefix("::ffff:") if "." in address else address, source[1]
