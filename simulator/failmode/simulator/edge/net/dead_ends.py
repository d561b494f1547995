"""Addresses beside an edge's own at which nobody is reached."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable

from failmode.simulator.edge.net.listener import Listener
from failmode.simulator.edge.net.loop import EdgeLoop
from failmode.simulator.errors import ConfigError
from failmode.simulator.internal_failures import Address

_LOOPBACK = "::1"
"""Where an edge on 127.0.0.1 has its dead end: clients try it before (RFC 6724, section 2.1)."""


class DeadEnds:
    """One address at which connections are refused, or left unanswered; from any thread.

    It is taken when it is first asked for, and has the edge's own port where it can, so that a
    program whose resolver knows both addresses meets it under the same port; elsewhere any free
    one.

    Args:
        loop: the loop that the edge lives on.
        host: where the edge listens.
        port: where the edge listens.
    """

    def __init__(self, loop: EdgeLoop, host: str, port: int) -> None:
        self._loop = loop
        self._host = host
        self._port = port
        # Only touched in the loop's thread.
        self._taken: tuple[Listener, Address] | None = None

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

    def _take(self) -> tuple[Listener, Address]:
        if _is_loopback(self._host):
            listener = Listener(_LOOPBACK, self._port, _hang_up, _ignore)
            try:
                listener.bind()
            except ConfigError:
                pass  # no IPv6 here, or somebody else has the port
            else:
                return listener, (_LOOPBACK, listener.port)
        listener = Listener(self._host, 0, _hang_up, _ignore)
        listener.bind()
        return listener, (self._host, listener.port)


def _is_loopback(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.version == 4 and address.is_loopback


def _hang_up(sock: socket.socket, _client: Address) -> None:
    sock.close()


def _ignore(_error: OSError) -> None:
    """Do nothing: whoever cannot be accepted is not to be reached anyway."""
