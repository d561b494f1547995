"""One vendor's edge: accepts, applies the rules, calls the application, keeps the journal."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Callable
from typing import Self

from failmode.simulator.edge.apps.application import ServerAddress
from failmode.simulator.edge.client_connection import ClientConnection
from failmode.simulator.edge.context import EdgeContext
from failmode.simulator.edge.faults.fault import SocketFault
from failmode.simulator.edge.faults.rule_book import RuleBook
from failmode.simulator.edge.journal.journal import Journal
from failmode.simulator.edge.net.connection_limits import (
    ConnectionGate,
    TooManyConnectionsError,
)
from failmode.simulator.edge.net.listener import Listener
from failmode.simulator.edge.net.loop import EdgeLoop, LoopEndedError
from failmode.simulator.edge.net.stream import reset_on_close
from failmode.simulator.edge.net.tls import ServerCertificates
from failmode.simulator.edge.vendor import SimulatedVendor
from failmode.simulator.errors import host_and_port
from failmode.simulator.internal_failures import Address
from failmode.simulator.state.clock import Clock


class EdgeServer:
    """An HTTP server in front of one application, where the network's faults are made.

    Args:
        loop: the loop to live on.
        vendor: the vendor that it serves.
        rules: what goes wrong.
        journal: where exchanges are kept.
        clock: the simulator's clock, for the journal and the `Date` of answers.
        certificates: what is shown to clients; None serves plain HTTP, without TLS faults.
        host: address to listen on.
        port: port to listen on; 0 for any free one.
        gate: counts the connections of all edges that share it; left out: of this one alone.
        timeout_seconds: how long a connection may take for a handshake or a request, or idle.
    """

    def __init__(
        self,
        *,
        loop: EdgeLoop,
        vendor: SimulatedVendor,
        rules: RuleBook,
        journal: Journal,
        clock: Clock,
        certificates: ServerCertificates | None,
        host: str = "127.0.0.1",
        port: int = 0,
        gate: ConnectionGate | None = None,
        timeout_seconds: float = 75.0,
    ) -> None:
        self._vendor = vendor
        self.host = host
        self._loop = loop
        self._listener = Listener(host, port, self._accept, self._report_listening)
        self._context = EdgeContext(
            vendor=vendor,
            rules=rules,
            journal=journal,
            clock=clock,
            certificates=certificates,
        )
        self._gate = gate or ConnectionGate()
        self._timeout_seconds = timeout_seconds
        journal.hide(vendor.secrets)
        self._connections: set[ClientConnection] = set()
        self._idle = threading.Condition()
        self._unsubscribe: Callable[[], None] | None = None
        self._sweeper: asyncio.TimerHandle | None = None

    @property
    def port(self) -> int:
        """The port that it listens on; known once started."""
        return self._listener.port

    @property
    def url(self) -> str:
        """Scheme, address and port, for a client on this machine."""
        return f"{self._scheme}://{host_and_port(self.host, self.port)}"

    @property
    def _scheme(self) -> str:
        return "http" if self._context.certificates is None else "https"

    def start(self) -> Self:
        """Take the port; returns once connections are accepted (or a rule keeps clients out).

        Raises:
            ConfigError: when the port or the address cannot be had.
        """
        self._listener.bind()
        self._vendor.application.start(
            ServerAddress(self._vendor.name, self._scheme, self.host, self.port)
        )
        self._unsubscribe = self._context.rules.subscribe(self._rules_changed)
        try:
            self._loop.call(self._begin)
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        """Reset what is open, whatever it waits for, and give up the port; at once."""
        if self._unsubscribe is None:
            return
        self._unsubscribe()
        self._unsubscribe = None
        self._loop.run(self._end())
        self._vendor.application.stop()

    def wait_idle(self, timeout: float | None = None) -> bool:
        """Wait until no connection is open.

        Args:
            timeout: seconds to wait at most; None for ever.

        Returns:
            whether none is.
        """
        with self._idle:
            return self._idle.wait_for(lambda: not self._connections, timeout)

    def _begin(self) -> None:
        self._obey_rules()
        self._sweep()

    async def _end(self) -> None:
        if self._sweeper is not None:
            self._sweeper.cancel()
        self._listener.close()
        connections = list(self._connections)
        for connection in connections:
            connection.abort()
        tasks = [connection.task for connection in connections]
        await asyncio.gather(*tasks, return_exceptions=True)

    def _rules_changed(self) -> None:
        # A change may still be told while the edge, and its loop, end in another thread.
        with contextlib.suppress(LoopEndedError):
            self._loop.call(self._obey_rules)

    def _obey_rules(self) -> None:
        if not self._listener.is_bound:
            return
        rules = self._context.rules
        rule = rules.for_listener(self._vendor.name)
        fault = None if rule is None else rule.fault
        if isinstance(fault, SocketFault):
            fault.block(self._listener)
        else:
            self._listener.open()
        affecting = rules.for_established(self._vendor.name)
        for connection in list(self._connections):
            connection.obey(affecting)

    def _report_listening(self, error: OSError) -> None:
        where = f"{self._vendor.name}: connections cannot be accepted"
        self._context.journal.failures.record(error, where, vendor=self._vendor.name)

    def _accept(self, sock: socket.socket, client: Address) -> None:
        try:
            self._gate.enter(client[0])
        except TooManyConnectionsError as error:
            self._turn_away(sock, client, error)
            return
        try:
            connection = ClientConnection(self._context, sock, client)
        except BaseException:
            self._gate.leave(client[0])
            raise
        self._connections.add(connection)
        connection.task.add_done_callback(lambda _: self._forget(connection, client))

    def _turn_away(
        self, sock: socket.socket, client: Address, error: TooManyConnectionsError
    ) -> None:
        """Reset a connection, after it is recorded that this is no outage of the vendor."""
        name = self._vendor.name
        self._context.journal.failures.record(
            error,
            f"{name}: too many connections",
            vendor=name,
            client=client,
            logged=self._gate.is_told(),
        )
        reset_on_close(sock)
        sock.close()

    def _forget(self, connection: ClientConnection, client: Address) -> None:
        connection.release()
        self._gate.leave(client[0])
        with self._idle:
            self._connections.discard(connection)
            self._idle.notify_all()

    def _sweep(self) -> None:
        before = time.monotonic() - self._timeout_seconds
        for connection in list(self._connections):
            connection.expire(before)
        self._sweeper = asyncio.get_running_loop().call_later(
            self._timeout_seconds / 4, self._sweep
        )
