"""The [ldap_server_auto] sections of a configuration: their ports, on one loop in one thread."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from failmode.simulator.authproxy.assumptions import CONCURRENT_BINDS
from failmode.simulator.authproxy.cfg.sections.ad import AdClientSection
from failmode.simulator.authproxy.cfg.sections.base import MAIN_PORT
from failmode.simulator.authproxy.cfg.sections.ldap import LdapServerAutoSection
from failmode.simulator.authproxy.core.flow import LoginFlow
from failmode.simulator.authproxy.core.primary import PrimaryAuthenticator
from failmode.simulator.authproxy.servers.server import OpenPort, ServerContext
from failmode.simulator.authproxy.servers.worker_threads import WorkerThreads
from failmode.simulator.edge.net.connection_limits import ConnectionGate, ConnectionLimits
from failmode.simulator.edge.net.listener import Listener
from failmode.simulator.edge.net.loop import EdgeLoop
from failmode.simulator.edge.net.stream import reset_on_close
from failmode.simulator.errors import ConfigError, PortError, host_and_port
from failmode.simulator.internal_failures import Address

if TYPE_CHECKING:
    from failmode.simulator.authproxy.servers.ldap_connection import LdapService

_CHECK_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class LdapServerKind:
    """All [ldap_server_auto] sections.

    Attributes:
        limits: clients that may be connected at once. Our own setting: 5.0.0 has no option for it.
    """

    limits: ConnectionLimits = ConnectionLimits()  # noqa: RUF009 - it is frozen

    @property
    def sections(self) -> tuple[type[LdapServerAutoSection], ...]:
        """The server sections that speak LDAP."""
        return (LdapServerAutoSection,)

    def create(
        self, sections: Sequence[LdapServerAutoSection], context: ServerContext
    ) -> LdapListener:
        """Make the server for all LDAP sections of a configuration."""
        return LdapListener(sections, context, self.limits)


class LdapListener:
    """Listens for some sections.

    Args:
        sections: the sections.
        context: what the proxy has for them.
        limits: clients that may be connected at once.
    """

    def __init__(
        self,
        sections: Sequence[LdapServerAutoSection],
        context: ServerContext,
        limits: ConnectionLimits,
    ) -> None:
        self._sections = tuple(sections)
        self._context = context
        self._limits = limits
        self._loop: EdgeLoop | None = None
        self._shared: _Shared | None = None
        self._all_served: list[_Served] = []
        self._listeners: list[Listener] = []
        self._open_ports: list[OpenPort] = []

    @property
    def open_ports(self) -> Sequence[OpenPort]:
        """The port of each section for clear text and StartTLS, and that for LDAPS, if any."""
        return tuple(self._open_ports)

    def start(self) -> None:
        """Bind all ports.

        Raises:
            ConfigError: when a port, key or certificate cannot be used; nothing stays open then.
        """
        self._loop = EdgeLoop().start()
        try:
            self._shared = shared = _Shared(
                self._loop.asyncio,
                ConnectionGate(_half(self._limits)),
                WorkerThreads("LDAP bind", CONCURRENT_BINDS),
            )
            for section in self._sections:
                served = self._served(section, shared)
                self._all_served.append(served)
                self._listen(self._loop, served)
            self._loop.call(self._check)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Free the ports and end all connections; binds under way are abandoned."""
        loop, self._loop = self._loop, None
        if loop is None:
            return

        def end() -> None:
            for listener in self._listeners:
                listener.close()
            for served in self._all_served:
                served.stop()

        loop.call(end)
        loop.stop()
        if self._shared is not None:
            self._shared.workers.stop()
            self._shared = None
        self._listeners, self._all_served, self._open_ports = [], [], []

    def _check(self) -> None:
        loop = self._loop
        if loop is None:
            return
        for served in self._all_served:
            served.check()
        loop.asyncio.call_later(_CHECK_SECONDS, self._check)

    def _served(self, section: LdapServerAutoSection, shared: _Shared) -> _Served:
        client = section.client
        if not isinstance(client, AdClientSection):
            raise ConfigError(f"[{section.name}] has no [ad_client]", "Name one as its client")
        try:
            tls = section.tls_context()
        except OSError as error:
            raise ConfigError(
                f"[{section.name}] ssl_cert_path cannot be used: {error}",
                "Give a certificate and its private key",
                where=self._context.source,
            ) from error
        return _Served(section, client, self._context, tls, shared)

    def _listen(self, loop: EdgeLoop, served: _Served) -> None:
        section = served.section
        for port in section.listening_ports:
            ldaps = port.option != MAIN_PORT
            address = port.interface or self._context.interface
            listener = Listener(
                address,
                port.port,
                partial(served.accept, ldaps=ldaps),
                served.report_accepting,
            )
            self._listeners.append(listener)
            try:
                listener.bind()
                loop.call(listener.open)
            except PortError as error:
                where = f"{self._context.source}: [{section.name}] {port.option}"
                raise PortError(
                    error.port, f"TCP {error.what}", error.remedy or "", where=where
                ) from error
            opened = OpenPort(section.name, port.option, port.transport, listener.address)
            self._open_ports.append(opened)
            protocol = "LDAPS" if ldaps else "LDAP"
            self._context.logger.info(
                "[%s] listens on TCP %s for %s",
                section.name,
                host_and_port(*opened.address),
                protocol,
            )


@dataclass(frozen=True, slots=True)
class _Shared:
    """What all sections of a proxy share.

    Attributes:
        loop: where all of it runs.
        gate: counts the connections.
        workers: the threads that decide binds, as many as may be decided at once.
    """

    loop: asyncio.AbstractEventLoop
    gate: ConnectionGate
    workers: WorkerThreads


class _Served:
    """A section that is listened for; what answers its clients is loaded for the first of them.

    Every simulator has such a section, and would wait at its start for what few ever ask for.

    Args:
        section: the section.
        client: its directory.
        context: what the proxy has for it.
        tls: what TLS is served with; None: no TLS.
        shared: what it shares with other sections.
    """

    def __init__(
        self,
        section: LdapServerAutoSection,
        client: AdClientSection,
        context: ServerContext,
        tls: ssl.SSLContext | None,
        shared: _Shared,
    ) -> None:
        self.section = section
        self._client = client
        self._context = context
        self._tls = tls
        self._shared = shared
        self._service: LdapService | None = None

    @property
    def _where(self) -> str:
        """What a failure is told to be of."""
        return f"the Authentication Proxy: [{self.section.name}]"

    def accept(self, sock: socket.socket, client: Address, *, ldaps: bool) -> None:
        """Let a client in; see `LdapService.accept`."""
        if self._service is None:
            try:
                self._service = self._make()
            except OSError as error:
                # No file may be opened any more, for one: the client is not told anything wrong.
                self._context.failures.record(error, self._where, client=client)
                reset_on_close(sock)
                sock.close()
                return
        self._service.accept(sock, client, ldaps=ldaps)

    def report_accepting(self, error: OSError) -> None:
        """Record that this machine keeps connections from being accepted."""
        self._context.failures.record(error, f"{self._where}: connections cannot be accepted")

    def check(self) -> None:
        """End the connections whose time is up; called each second."""
        if self._service is not None:
            self._service.check()

    def stop(self) -> None:
        """End all connections at once."""
        if self._service is not None:
            self._service.stop()

    def _make(self) -> LdapService:
        from failmode.simulator.authproxy.clients.ad import AdDirectory  # noqa: PLC0415
        from failmode.simulator.authproxy.servers.ldap_bind import (  # noqa: PLC0415
            LDAP_EVENTS,
            LDAP_REFUSALS,
            BindDecider,
        )
        from failmode.simulator.authproxy.servers.ldap_connection import (  # noqa: PLC0415
            LdapService,
        )

        section, context = self.section, self._context

        def flow(primary: PrimaryAuthenticator) -> LoginFlow:
            return context.login_flow(
                section,
                section.factor_options,
                primary,
                refusals=LDAP_REFUSALS,
                event_form=LDAP_EVENTS,
            )

        directory = AdDirectory(self._client)
        return LdapService(
            section=section,
            decider=BindDecider(section, directory, flow, context.failures, context.logger),
            tls=self._tls,
            loop=self._shared.loop,
            gate=self._shared.gate,
            failures=context.failures,
            logger=context.logger,
            workers=self._shared.workers,
        )


def _half(limits: ConnectionLimits) -> ConnectionLimits:
    """Return the limits for which there are open files: two a client, itself and the directory."""
    available = ConnectionLimits(10**9, 10**9).within_open_files().total // 2
    most = max(1, available)
    return ConnectionLimits(min(limits.total, most), min(limits.per_address, most))
