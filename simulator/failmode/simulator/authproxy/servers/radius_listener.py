"""The RADIUS servers of a configuration: their sockets, and who answers at each."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from failmode.simulator.authproxy.cfg.sections.radius import (
    RadiusServerAutoSection,
    RadiusServerSection,
)
from failmode.simulator.authproxy.cfg.sections.radius_server_kinds import (
    RadiusServerChallengeSection,
    RadiusServerConcatSection,
    RadiusServerDuoOnlySection,
    RadiusServerEapSection,
)
from failmode.simulator.authproxy.radius.udp import Binding, UdpServer
from failmode.simulator.authproxy.servers.dropped_packets import DroppedPackets
from failmode.simulator.authproxy.servers.radius_server import RadiusServer, Responder, dispatch
from failmode.simulator.authproxy.servers.radius_server_auto import automatic_factor_responder
from failmode.simulator.authproxy.servers.radius_server_challenge import challenging_responder
from failmode.simulator.authproxy.servers.radius_server_concat import (
    concatenated_factor_responder,
)
from failmode.simulator.authproxy.servers.radius_server_duo_only import (
    second_factor_only_responder,
)
from failmode.simulator.authproxy.servers.server import OpenPort, ServerContext
from failmode.simulator.errors import host_and_port

ResponderFactory = Callable[[Any, ServerContext], Responder]
"""Makes the responder of a server section."""


def _eap_responder(section: RadiusServerEapSection, context: ServerContext) -> Responder:
    # Few files have such a section, and every start would wait for OpenSSL's bindings.
    from failmode.simulator.authproxy.servers.radius_server_eap import (  # noqa: PLC0415
        eap_responder,
    )

    return eap_responder(section, context)


_RESPONDERS: Mapping[type[RadiusServerSection], ResponderFactory] = MappingProxyType(
    {
        RadiusServerAutoSection: automatic_factor_responder,
        RadiusServerConcatSection: concatenated_factor_responder,
        RadiusServerChallengeSection: challenging_responder,
        RadiusServerDuoOnlySection: second_factor_only_responder,
        RadiusServerEapSection: _eap_responder,
    }
)


@dataclass(frozen=True, slots=True)
class RadiusServerKind:
    """All [radius_server_...] sections.

    Attributes:
        responders: what answers the requests of each kind of section.
        answers_status_server: answer Status-Server (RFC 5997). Our own setting: 5.0.0 drops it as
            it drops all but Access-Requests, and no option of a later version is known.
    """

    responders: Mapping[type[RadiusServerSection], ResponderFactory] = field(
        default_factory=lambda: _RESPONDERS
    )
    answers_status_server: bool = False

    @property
    def sections(self) -> tuple[type[RadiusServerSection], ...]:
        """The server sections that speak RADIUS."""
        return tuple(self.responders)

    def create(
        self, sections: Sequence[RadiusServerSection], context: ServerContext
    ) -> RadiusListener:
        """Make the server for all RADIUS sections of a configuration."""
        dropped = DroppedPackets(context.logger, time.monotonic)
        return RadiusListener(
            [
                RadiusServer(
                    section,
                    self.responders[type(section)](section, context),
                    time.monotonic,
                    context.logger,
                    failures=context.failures,
                    dropped=dropped,
                    answers_status_server=self.answers_status_server,
                )
                for section in sections
            ],
            context,
            dropped,
        )


class RadiusListener:
    """Serves the sockets of some RADIUS servers; several may share one.

    Args:
        servers: the servers.
        context: what the proxy has for them.
        dropped: logs the packets that are dropped.
    """

    def __init__(
        self, servers: Sequence[RadiusServer], context: ServerContext, dropped: DroppedPackets
    ) -> None:
        self._dropped = dropped
        self._context = context
        self._by_socket = tuple(_by_socket(servers, context.interface))
        self._servers = tuple(servers)
        self._udp = UdpServer([self._binding(sharing) for sharing in self._by_socket])

    def start(self) -> None:
        """Bind all sockets.

        Raises:
            ConfigError: when a port cannot be used; nothing stays open then.
        """
        self._udp.start()
        for port in self.open_ports:
            self._context.logger.info(
                "[%s] listens on UDP %s", port.section, host_and_port(*port.address)
            )

    def stop(self) -> None:
        """Free the ports.

        Requests under way are abandoned: their threads end when their own waits do, and what they
        would have answered is not sent.
        """
        self._udp.stop()
        for server in self._servers:
            server.stop()
        self._dropped.flush()

    @property
    def open_ports(self) -> Sequence[OpenPort]:
        """The UDP port of each section."""
        return [
            OpenPort(server.section.name, port.option, port.transport, address)
            for sharing, address in zip(self._by_socket, self._udp.addresses, strict=True)
            for server in sharing
            for port in server.section.listening_ports
        ]

    def _binding(self, sharing: tuple[RadiusServer, ...]) -> Binding:
        section = sharing[0].section
        return Binding(
            address=section.interface or self._context.interface,
            port=section.port,
            handler=dispatch(sharing, self._dropped),
            where=f"{self._context.source}: [{section.name}]",
        )


def _by_socket(servers: Sequence[RadiusServer], interface: str) -> list[tuple[RadiusServer, ...]]:
    """Group the servers that share an address and port."""
    groups: dict[tuple[str, int] | str, list[RadiusServer]] = {}
    for server in servers:
        section = server.section
        address = (section.interface or interface, section.port)
        groups.setdefault(address if section.port else section.name, []).append(server)
    return [tuple(sharing) for sharing in groups.values()]
