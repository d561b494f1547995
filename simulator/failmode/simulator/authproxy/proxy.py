"""The Authentication Proxy as one thing to start and stop."""

from __future__ import annotations

import logging
import ssl
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Self

from failmode.simulator.authproxy.assumptions import INTERFACE_WHEN_UNSET
from failmode.simulator.authproxy.cfg import parser
from failmode.simulator.authproxy.cfg.settings import ProxyConfig, RadiusServerAutoSection
from failmode.simulator.authproxy.clients.radius import make_primary
from failmode.simulator.authproxy.core.duo_client import (
    CONNECT_TIMEOUT_SECONDS,
    DuoClient,
    user_agent,
)
from failmode.simulator.authproxy.core.events import AuthEvent, AuthEventLog
from failmode.simulator.authproxy.radius.udp import Binding, UdpServer
from failmode.simulator.authproxy.servers.radius_server import RadiusServer, dispatch
from failmode.simulator.authproxy.servers.radius_server_auto import AutomaticFactorServer
from failmode.simulator.errors import ConfigError
from failmode.simulator.network import Network
from failmode.simulator.state.clock import Clock

LOGGER_NAME = "failmode.simulator.authproxy"
"""Logger that gets the lines of `authproxy.log`, whether or not there is such a file."""

_LOG_TIME = "%Y-%m-%dT%H:%M:%S%z"


class AuthProxy:
    """A Duo Authentication Proxy 5.0.0 over RADIUS.

    Args:
        settings: what `authproxy.cfg` says.
        network: how the proxy's machine reaches Duo; None: by its own resolver, at each section's
            api_host and api_port, as the real product would.
        clock: for how long replies and challenges are kept, and for the events.
        connect_timeout_seconds: how long a TCP connection to Duo may take where the section has
            no api_timeout; the product's own value unless a harness cannot wait for it.
        require_message_authenticator: drop Access-Requests without a Message-Authenticator. Our
            own setting: 5.0.0 has no option for it. A wrong one is always dropped, and every
            reply carries one as its first attribute.
        ca_file: PEM bundle that Duo's certificate must lead to, instead of http_ca_certs_file.
        interface: address to bind where the configuration names none.

    Raises:
        ConfigError: when the time to connect is not above 0.
    """

    def __init__(
        self,
        settings: ProxyConfig,
        network: Network | None,
        clock: Clock,
        *,
        connect_timeout_seconds: float = CONNECT_TIMEOUT_SECONDS,
        require_message_authenticator: bool = False,
        ca_file: Path | None = None,
        interface: str = INTERFACE_WHEN_UNSET,
    ) -> None:
        if not connect_timeout_seconds > 0:
            raise ConfigError(
                f"connect_timeout_seconds is {connect_timeout_seconds!r}", "Give more than 0"
            )
        self.settings = settings
        self._network = network
        self._clock = clock
        self._connect_timeout = connect_timeout_seconds
        self._require_message_authenticator = require_message_authenticator
        self._ca_file = ca_file or settings.main.http_ca_certs_file
        self._interface = interface
        # A logger of its own, so that two proxies in one process do not share a log file.
        self._logger = logging.Logger(  # noqa: LOG001 - getLogger would share and never free it
            LOGGER_NAME, logging.DEBUG if settings.main.debug else logging.INFO
        )
        self._logger.parent = logging.getLogger(LOGGER_NAME)
        self._events = AuthEventLog()
        self._files: list[RotatingFileHandler] = []
        self._server: UdpServer | None = None
        self._served: tuple[tuple[RadiusServerAutoSection, ...], ...] = ()

    @classmethod
    def from_file(
        cls,
        path: Path,
        network: Network | None,
        clock: Clock,
        *,
        connect_timeout_seconds: float = CONNECT_TIMEOUT_SECONDS,
        require_message_authenticator: bool = False,
        ca_file: Path | None = None,
        interface: str = INTERFACE_WHEN_UNSET,
    ) -> AuthProxy:
        """A proxy with the settings of an `authproxy.cfg`; further arguments as for the class.

        Raises:
            ConfigError: when the file cannot be used.
        """
        return cls(
            parser.load(path),
            network,
            clock,
            connect_timeout_seconds=connect_timeout_seconds,
            require_message_authenticator=require_message_authenticator,
            ca_file=ca_file,
            interface=interface,
        )

    def start(self) -> None:
        """Open the log files and bind all servers.

        Raises:
            ConfigError: when a port is in use, or the CA bundle or a log file cannot be used;
                nothing stays open then.
        """
        if self._server is not None:
            return
        _check_ca_file(self._ca_file)
        for warning in self.settings.warnings:
            self._logger.warning("%s", warning)
        try:
            self._open_files()
            self._served = tuple(self._by_socket())
            server = UdpServer([self._binding(sections) for sections in self._served])
            server.start()
        except ConfigError:
            self._close_files()
            raise
        self._server = server
        for section, address in zip(self.settings.servers, self.addresses, strict=True):
            self._logger.info("[%s] listens on UDP %s:%s", section.name, *address)

    def stop(self) -> None:
        """Free the ports and close the log files.

        Requests under way are abandoned: their threads end when their own waits do, and what they
        would have answered is not sent.
        """
        if self._server is not None:
            self._server.stop()
            self._server = None
        self._close_files()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def addresses(self) -> tuple[tuple[str, int], ...]:
        """Address and UDP port of each server section, in their order; empty unless started."""
        if self._server is None:
            return ()
        bound = {
            section.name: address
            for sections, address in zip(self._served, self._server.addresses, strict=True)
            for section in sections
        }
        return tuple(bound[section.name] for section in self.settings.servers)

    @property
    def events(self) -> tuple[AuthEvent, ...]:
        """The last authentication events, oldest first."""
        return self._events.events()

    def _by_socket(self) -> list[tuple[RadiusServerAutoSection, ...]]:
        """The server sections, together where they share an address and port."""
        groups: dict[tuple[str, int] | str, list[RadiusServerAutoSection]] = {}
        for section in self.settings.servers:
            address = (section.interface or self._interface, section.port)
            groups.setdefault(address if section.port else section.name, []).append(section)
        return [tuple(sections) for sections in groups.values()]

    def _binding(self, sections: tuple[RadiusServerAutoSection, ...]) -> Binding:
        return Binding(
            address=sections[0].interface or self._interface,
            port=sections[0].port,
            handler=dispatch([self._radius_server(one) for one in sections], self._logger),
            where=f"{self.settings.source}: [{sections[0].name}]",
        )

    def _radius_server(self, section: RadiusServerAutoSection) -> RadiusServer:
        duo = DuoClient(
            api=section.api,
            network=self._network,
            agent=user_agent(self.settings.section_names),
            connect_timeout=self._connect_timeout,
            ca_file=self._ca_file,
        )
        responder = AutomaticFactorServer(
            section,
            make_primary(section.client),
            duo,
            events=self._events,
            now=self._clock.now,
            logger=self._logger,
        )
        return RadiusServer(
            section,
            responder,
            self._clock.now,
            self._logger,
            require_message_authenticator=self._require_message_authenticator,
        )

    def _open_files(self) -> None:
        main = self.settings.main
        if main.log_dir is None:
            return
        log = self._file(main.log_dir / "authproxy.log")
        log.setFormatter(
            logging.Formatter("%(asctime)s [%(name)s#%(levelname)s] %(message)s", _LOG_TIME)
        )
        self._logger.addHandler(log)
        if main.log_auth_events:
            self._events.write_to(self._file(main.log_dir / "authevents.log"))

    def _file(self, path: Path) -> RotatingFileHandler:
        try:
            handler = RotatingFileHandler(
                path,
                maxBytes=self.settings.main.log_max_size,
                backupCount=self.settings.main.log_max_files,
                encoding="utf-8",
                errors="backslashreplace",
            )
        except OSError as error:
            raise ConfigError(
                f"{self.settings.source}: [main] log_dir: {path} cannot be written: "
                f"{error.strerror}",
                "Give a directory that can be written, or remove log_dir",
            ) from error
        self._files.append(handler)
        return handler

    def _close_files(self) -> None:
        self._events.write_to(None)
        for handler in self._files:
            self._logger.removeHandler(handler)
            handler.close()
        self._files = []


def _check_ca_file(path: Path | None) -> None:
    if path is None:
        return
    try:
        ssl.create_default_context(cafile=path)
    except (OSError, ssl.SSLError) as error:
        raise ConfigError(
            f"the CA bundle {path} cannot be used: {error}",
            "Name a PEM file with at least one certificate in http_ca_certs_file",
        ) from error
