"""The [ldap_server_auto] sections of a configuration: their ports, on one loop in one thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from failmode.simulator.authproxy.cfg.sections.ad import AdClientSection
from failmode.simulator.authproxy.cfg.sections.ldap import LdapServerAutoSection
from failmode.simulator.authproxy.clients.ad import AdDirectory
from failmode.simulator.authproxy.core.flow import LoginFlow
from failmode.simulator.authproxy.core.primary import PrimaryAuthenticator
from failmode.simulator.authproxy.servers.ldap_bind import (
    LDAP_EVENTS,
    LDAP_REFUSALS,
    BindDecider,
)
from failmode.simulator.authproxy.servers.ldap_connection import (
    MAX_CONCURRENT_BINDS,
    LdapService,
)
from failmode.simulator.authproxy.servers.server import ServerContext
from failmode.simulator.edge.net.connection_limits import ConnectionGate, ConnectionLimits
from failmode.simulator.edge.net.listener import Listener
from failmode.simulator.edge.net.loop import EdgeLoop
from failmode.simulator.errors import ConfigError, PortError

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
        self._services: list[LdapService] = []
        self._listeners: list[Listener] = []
        self._addresses: dict[str, tuple[str, int]] = {}
        self._tls_addresses: dict[str, tuple[str, int]] = {}

    @property
    def addresses(self) -> Mapping[str, tuple[str, int]]:
        """Address and port of each section for clear text and StartTLS; known once started."""
        return self._addresses

    @property
    def tls_addresses(self) -> Mapping[str, tuple[str, int]]:
        """Address and port of each section for LDAPS, where it has a certificate."""
        return self._tls_addresses

    def start(self) -> None:
        """Bind all ports.

        Raises:
            ConfigError: when a port, key or certificate cannot be used; nothing stays open then.
        """
        self._loop = EdgeLoop().start()
        try:
            gate = ConnectionGate(_half(self._limits))
            free = threading.BoundedSemaphore(MAX_CONCURRENT_BINDS)
            for section in self._sections:
                service = self._service(section, self._loop.asyncio, gate, free)
                self._services.append(service)
                self._listen(self._loop, service)
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
            for service in self._services:
                service.stop()

        loop.call(end)
        loop.stop()
        self._listeners, self._services = [], []
        self._addresses, self._tls_addresses = {}, {}

    def _check(self) -> None:
        loop = self._loop
        if loop is None:
            return
        for service in self._services:
            service.check()
        loop.asyncio.call_later(_CHECK_SECONDS, self._check)

    def _service(
        self,
        section: LdapServerAutoSection,
        loop: asyncio.AbstractEventLoop,
        gate: ConnectionGate,
        free: threading.BoundedSemaphore,
    ) -> LdapService:
        context, client = self._context, section.client
        if not isinstance(client, AdClientSection):
            raise ConfigError(f"[{section.name}] has no [ad_client]", "Name one as its client")

        def flow(primary: PrimaryAuthenticator) -> LoginFlow:
            return context.login_flow(
                section,
                section.factor_options,
                primary,
                refusals=LDAP_REFUSALS,
                event_form=LDAP_EVENTS,
            )

        try:
            tls = section.tls_context()
        except OSError as error:
            raise ConfigError(
                f"[{section.name}] ssl_cert_path cannot be used: {error}",
                "Give a certificate and its private key",
                where=context.source,
            ) from error
        directory = AdDirectory(client)
        return LdapService(
            section=section,
            decider=BindDecider(section, directory, flow, context.failures, context.logger),
            tls=tls,
            loop=loop,
            gate=gate,
            failures=context.failures,
            logger=context.logger,
            free=free,
        )

    def _listen(self, loop: EdgeLoop, service: LdapService) -> None:
        section = service.section
        for port in section.listening_ports:
            ldaps = port.option != "port"
            address = port.interface or self._context.interface
            listener = Listener(
                address,
                port.port,
                partial(service.accept, ldaps=ldaps),
                service.report_accepting,
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
            bound = listener.address
            (self._tls_addresses if ldaps else self._addresses)[section.name] = bound
            protocol = "LDAPS" if ldaps else "LDAP"
            self._context.logger.info(
                "[%s] listens on TCP %s:%s for %s", section.name, *bound, protocol
            )


def _half(limits: ConnectionLimits) -> ConnectionLimits:
    """Return the limits for which there are open files: two a client, itself and the directory."""
    available = ConnectionLimits(10**9, 10**9).within_open_files().total // 2
    most = max(1, available)
    return ConnectionLimits(min(limits.total, most), min(limits.per_address, most))
