"""Faults of the listening socket, carried out by the kernel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from failmode.simulator.edge.faults.fault import Fault, OpenConnections, SocketFault

if TYPE_CHECKING:
    from failmode.simulator.edge.net.listener import Listener


class ConnectionRefused(SocketFault):
    """Each attempt to connect is refused."""

    name = "connection-refused"
    summary = "The kernel refuses each attempt to connect."
    open_connections = OpenConnections.RESET

    def block(self, listener: Listener) -> None:
        """See `SocketFault`."""
        listener.refuse()


class ConnectTimeout(SocketFault):
    """Attempts to connect stay unanswered."""

    name = "connect-timeout"
    summary = "The kernel leaves each attempt to connect unanswered."
    open_connections = OpenConnections.HOLD

    def block(self, listener: Listener) -> None:
        """See `SocketFault`."""
        listener.fill()


FAULTS: tuple[type[Fault], ...] = (ConnectionRefused, ConnectTimeout)
"""The faults of this module, in the order in which they are listed."""
