"""Addresses beside an edge's own at which the vendor is not reached."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Callable

from failmode.simulator.edge.net.listener import Listener
from failmode.simulator.edge.net.loop import EdgeLoop
from failmode.simulator.edge.net.tls import ServerCertificates
from failmode.simulator.errors import ConfigError
from failmode.simulator.internal_failures import Address

_LOOPBACK = "::1"
"""Where an edge on 127.0.0.1 has its dead end: clients try it before (RFC 6724, section 2.1)."""

_HANDSHAKE_SECONDS = 60.0
"""A client that says nothing is let go after this time."""


class DeadEnds:
    """One address beside the edge's own, which is the vendor to nobody; from any thread.

    Connections are refused there, left unanswered, or taken with a certificate that nobody trusts.

    It is taken when it is first asked for, and has the edge's own port where it can, so that a
    program whose resolver knows both addresses meets it under the same port; elsewhere any free
    one.

    Args:
        loop: the loop that the edge lives on.
        host: where the edge listens.
        port: where the edge listens.
        certificates: what the edge can show.
    """

    def __init__(
        self, loop: EdgeLoop, host: str, port: int, certificates: ServerCertificates
    ) -> None:
        self._loop = loop
        self._host = host
        self._port = port
        self._certificates = certificates
        # Only touched in the loop's thread.
        self._taken: tuple[Listener, Address] | None = None
        self._shaking: set[asyncio.Task[None]] = set()

    def refusing(self) -> Address:
        """Give the address, where each attempt to connect is refused from then on.

        Raises:
            ConfigError: when no address can be had.
        """
        return self._having(Listener.refuse)

    def silent(self) -> Address:
        """Give the address, where attempts to connect stay unanswered from then on.

        Raises:
            ConfigError: when no address can be had.
        """
        return self._having(Listener.fill)

    def untrusted(self) -> Address:
        """Give the address, where a certificate that nobody trusts is shown from then on.

        Raises:
            ConfigError: when no address can be had.
        """
        return self._having(Listener.open)

    def close(self) -> None:
        """Give up the address."""
        self._loop.call(self._give_up)

    def _having(self, done: Callable[[Listener], None]) -> Address:
        found: list[Address] = []

        def have() -> None:
            if self._taken is None:
                self._taken = self._take()
            listener, address = self._taken
            done(listener)
            found.append(address)

        self._loop.call(have)
        return found[0]

    def _give_up(self) -> None:
        if self._taken is not None:
            self._taken[0].close()
            self._taken = None
        for task in self._shaking:
            task.cancel()

    def _take(self) -> tuple[Listener, Address]:
        if _is_loopback(self._host):
            listener = Listener(_LOOPBACK, self._port, self._accept, _ignore)
            try:
                listener.bind()
            except ConfigError:
                pass  # no IPv6 here, or somebody else has the port
            else:
                return listener, (_LOOPBACK, listener.port)
        listener = Listener(self._host, 0, self._accept, _ignore)
        listener.bind()
        return listener, (self._host, listener.port)

    def _accept(self, sock: socket.socket, _client: Address) -> None:
        task = self._loop.asyncio.create_task(self._show_untrusted(sock))
        self._shaking.add(task)

        def ended(task: asyncio.Task[None]) -> None:
            self._shaking.discard(task)
            # One that is cancelled before it begins runs nothing of its own.
            if task.cancelled():
                sock.close()

        task.add_done_callback(ended)

    async def _show_untrusted(self, sock: socket.socket) -> None:
        context = self._certificates.issue(trusted=False)
        try:
            transport, _ = await self._loop.asyncio.connect_accepted_socket(
                asyncio.Protocol, sock, ssl=context, ssl_handshake_timeout=_HANDSHAKE_SECONDS
            )
        except OSError:
            sock.close()  # whoever does not take the certificate ends the handshake
        else:
            transport.close()


def _is_loopback(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.version == 4 and address.is_loopback


def _ignore(_error: OSError) -> None:
    """Do nothing: whoever cannot be accepted is not to be reached anyway."""
