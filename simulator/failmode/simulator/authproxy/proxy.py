"""The Authentication Proxy as one thing to start and stop."""

from __future__ import annotations

import logging
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from failmode.simulator.authproxy.assumptions import INTERFACE_WHEN_UNSET
from failmode.simulator.authproxy.cfg.parser import ProxyConfig
from failmode.simulator.authproxy.cfg.sections.base import (
    MAIN_PORT,
    DuoApi,
    LoginServerSection,
    ServerSection,
)
from failmode.simulator.authproxy.cfg.sections.sso import SsoSection
from failmode.simulator.authproxy.connectivity.results import Outcome
from failmode.simulator.authproxy.core.duo_client import (
    CONNECT_TIMEOUT_SECONDS,
    DuoClient,
    user_agent,
)
from failmode.simulator.authproxy.core.events import AuthEvent, AuthEventLog
from failmode.simulator.authproxy.core.sso_events import SsoEvent, SsoEventLog
from failmode.simulator.authproxy.drpc.status import LinkStatus
from failmode.simulator.authproxy.primary_only import PrimaryOnlyTimer, check_minutes
from failmode.simulator.authproxy.registry import SIMULATED_SECTIONS, SectionRegistry
from failmode.simulator.authproxy.servers.outgoing import OutgoingServer
from failmode.simulator.authproxy.servers.server import (
    OpenPort,
    Server,
    ServerContext,
    ServerKind,
    SsoEnrollment,
)
from failmode.simulator.errors import ConfigError
from failmode.simulator.internal_failures import InternalFailures
from failmode.simulator.log_lines import escape_record
from failmode.simulator.network import Network
from failmode.simulator.state.clock import Clock

if TYPE_CHECKING:
    from failmode.simulator.authproxy.drpc.link import DrpcLink

LOGGER_NAME = "failmode.simulator.authproxy"
"""Logger that gets the lines of `authproxy.log`, whether or not there is such a file."""

_LEVELS = {Outcome.PROBLEM: logging.ERROR, Outcome.WARNING: logging.WARNING}
_LOG_TIME = "%Y-%m-%dT%H:%M:%S.%f%z"


class AuthProxy:
    """A Duo Authentication Proxy 5.0.0.

    Args:
        config: what `authproxy.cfg` says, as `SectionRegistry.load` reads it.
        network: how the proxy's machine reaches Duo; None: by its own resolver, at each section's
            api_host and api_port, as the real product would.
        clock: for how long replies and challenges are kept, and for the events.
        connect_timeout_seconds: how long a TCP connection to Duo may take where the section has
            no api_timeout; the product's own value unless a harness cannot wait for it.
        ca_file: PEM bundle that Duo's certificate must lead to where the configuration names none.
        interface: address to bind where the configuration names none.
        registry: what runs the sections; the one that has read the configuration.
        failures: what broke inside the simulator that Duo is asked in, or that the primary server
            belongs to; left out: those that the network knows of.
        generation: number of the generation of the simulated Duo's data; left out: they are never
            replaced.
        primary_only_minutes: how long to run in primary-only mode, 1 to 240 by the clock, before
            the proxy stops; None: Duo is asked.
        sso_enrollment: the keys that connecting the proxy to Duo Single Sign-On has brought; None:
            [sso] cannot reach Duo.

    Raises:
        ConfigError: when the time to connect is not above 0, a section has nothing that runs it, or
            primary-only mode cannot last so long.
    """

    def __init__(
        self,
        config: ProxyConfig,
        network: Network | None,
        clock: Clock,
        *,
        connect_timeout_seconds: float = CONNECT_TIMEOUT_SECONDS,
        ca_file: Path | None = None,
        interface: str = INTERFACE_WHEN_UNSET,
        registry: SectionRegistry = SIMULATED_SECTIONS,
        failures: InternalFailures | None = None,
        generation: Callable[[], int] = int,
        primary_only_minutes: int | None = None,
        sso_enrollment: SsoEnrollment | None = None,
    ) -> None:
        if not connect_timeout_seconds > 0:
            raise ConfigError(
                f"connect_timeout_seconds is {connect_timeout_seconds!r}", "Give more than 0"
            )
        if primary_only_minutes is not None:
            check_minutes(primary_only_minutes)
        self.config = config
        self._primary_only_minutes = primary_only_minutes
        self._stopping = threading.Lock()
        self._network = network
        known = InternalFailures() if network is None else network.failures
        self._failures = failures or known
        self._generation = generation
        self._clock = clock
        self._connect_timeout = connect_timeout_seconds
        self._ca_file = ca_file
        self._interface = interface
        self._clients = registry.clients
        self._kinds = tuple(_by_kind(config, registry))
        # A logger of its own, so that two proxies in one process do not share a log file.
        self._logger = _ProxyLogger(
            LOGGER_NAME, logging.DEBUG if config.main.debug else logging.INFO
        )
        self._logger.parent = logging.getLogger(LOGGER_NAME)
        self._logger.addFilter(escape_record)
        self._events = AuthEventLog()
        self._sso_events = SsoEventLog()
        self._sso_enrollment = sso_enrollment
        self._files: list[RotatingFileHandler] = []
        self._running: ExitStack | None = None
        self._servers: tuple[Server, ...] = ()

    def start(self) -> None:
        """Open the log files, test the connectivity if [main] says so, and bind all servers.

        Raises:
            ConfigError: when a port is in use, or the CA bundle or a log file cannot be used;
                nothing stays open then.
            InternalFailureError: when the simulator failed in a test of connectivity.
        """
        if self._running is not None:
            return
        for ca_file in self._ca_files():
            _check_ca_file(ca_file)
        for warning in self.config.warnings:
            self._logger.warning("%s", warning)
        with ExitStack() as stack:
            stack.callback(self._close_files)
            self._open_files()
            if self.config.main.test_connectivity_on_startup:
                self._test_connectivity()
            context = self._context()
            servers = [kind.create(sections, context) for kind, sections in self._kinds]
            for server in servers:
                server.start()
                stack.callback(server.stop)
            self._servers = tuple(servers)
            self._running = stack.pop_all()
        if self._primary_only_minutes is not None:
            timer = PrimaryOnlyTimer(
                self._primary_only_minutes, self._clock.now, self.stop, self._logger
            )
            self._running.callback(timer.stop)
            timer.start()

    def stop(self) -> None:
        """Free the ports and close the log files; logins under way are abandoned."""
        with self._stopping:
            running, self._running, self._servers = self._running, None, ()
        if running is not None:
            running.close()

    @property
    def is_running(self) -> bool:
        """Whether it was started and has not stopped."""
        return self._running is not None

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
        """Address and `port` of each server section that listens; empty unless started."""
        found = map(self.find_address, self.config.servers)
        return tuple(address for address in found if address is not None)

    def open_ports_of(self, section: ServerSection) -> tuple[OpenPort, ...]:
        """Return every port on which a server section is served; none unless started."""
        return tuple(
            port
            for server in self._servers
            for port in server.open_ports
            if port.section == section.name
        )

    def find_address(
        self, section: ServerSection, option: str = MAIN_PORT
    ) -> tuple[str, int] | None:
        """Return where a server section listens; None: it does not, or not yet.

        Args:
            section: the section.
            option: what the file calls the port that is meant.
        """
        found = (one.address for one in self.open_ports_of(section) if one.option == option)
        return next(found, None)

    def address_of(self, section: ServerSection, option: str = MAIN_PORT) -> tuple[str, int]:
        """Return where a section of a started proxy listens; arguments as of `find_address`.

        Raises:
            LookupError: when it does not listen there.
        """
        address = self.find_address(section, option)
        if address is None:
            raise LookupError(f"[{section.name}] has no open {option}")
        return address

    @property
    def sso_events(self) -> tuple[SsoEvent, ...]:
        """The last events of single sign-on, oldest first."""
        return self._sso_events.events()

    @property
    def links(self) -> tuple[DrpcLink, ...]:
        """The connections to Duo of the sections that Duo calls."""
        return tuple(
            link
            for server in self._servers
            if isinstance(server, OutgoingServer)
            for link in server.links
        )

    @property
    def connections(self) -> Mapping[str, LinkStatus]:
        """How each section that Duo calls is connected to it, by name; empty unless started."""
        known: dict[str, LinkStatus] = {}
        for server in self._servers:
            if isinstance(server, OutgoingServer):
                known |= server.connections
        return {one.name: known[one.name] for one in self.config.servers if one.name in known}

    @property
    def events(self) -> tuple[AuthEvent, ...]:
        """The last authentication events, oldest first."""
        return self._events.events()

    def _context(self) -> ServerContext:
        return ServerContext(
            source=self.config.source,
            interface=self._interface,
            clients=self._clients,
            network=self._network,
            user_agent=user_agent(self.config.section_names),
            connect_timeout_seconds=self._connect_timeout,
            ca_file=self._ca_file,
            events=self._events,
            now=self._clock.now,
            logger=self._logger,
            failures=self._failures,
            generation=self._generation,
            primary_only=self._primary_only_minutes is not None,
            sso_events=self._sso_events,
            sso_enrollment=self._sso_enrollment,
        )

    def _ca_files(self) -> set[Path]:
        named = (one.duo_ca_file for one in self.config.servers)
        return {one for one in (self._ca_file, *named) if one}

    def _test_connectivity(self) -> None:
        # Few files ask for this, and every start would wait for what it loads.
        from failmode.simulator.authproxy.connectivity.report import (  # noqa: PLC0415
            check_connectivity,
        )

        results = check_connectivity(
            self.config, self._clock.now, client_of=self._duo_client, interface=self._interface
        )
        for result in results:
            level = _LEVELS.get(result.outcome, logging.INFO)
            self._logger.log(level, "connectivity: %s: %s", result.outcome, result)

    def _duo_client(self, api: DuoApi) -> DuoClient:
        return DuoClient(
            api,
            self._network,
            user_agent(self.config.section_names),
            ca_file=self._ca_file,
            failures=self._failures,
        )

    def _open_files(self) -> None:
        main = self.config.main
        if main.log_dir is None:
            return
        if main.log_file:
            log = self._file(main.log_dir / "authproxy.log")
            log.setFormatter(_LogFormatter())
            self._logger.addHandler(log)
        if main.log_auth_events:
            self._events.write_to(self._file(main.log_dir / "authevents.log"))
        if main.log_sso_events and any(isinstance(one, SsoSection) for one in self.config.servers):
            self._sso_events.write_to(self._file(main.log_dir / "ssoevents.log"))

    def _file(self, path: Path) -> RotatingFileHandler:
        try:
            handler = RotatingFileHandler(
                path,
                maxBytes=self.config.main.log_max_size,
                backupCount=self.config.main.log_max_files,
                encoding="utf-8",
                errors="backslashreplace",
            )
        except OSError as error:
            raise ConfigError(
                f"[main] log_dir: {path} cannot be written: {error.strerror}",
                "Give a directory that can be written, or remove log_dir",
                where=self.config.source,
            ) from error
        self._files.append(handler)
        return handler

    def _close_files(self) -> None:
        self._events.write_to(None)
        self._sso_events.write_to(None)
        for handler in self._files:
            self._logger.removeHandler(handler)
            handler.close()
        self._files = []


class _ProxyLogger(logging.Logger):
    """A logger that makes no line that nobody gets; warnings somebody always does."""

    def isEnabledFor(self, level: int) -> bool:  # noqa: N802 - of logging
        """Tell whether a line of this level is wanted."""
        return super().isEnabledFor(level) and (level >= logging.WARNING or self.hasHandlers())


class _LogFormatter(logging.Formatter):
    """The form of a line: time with microseconds and zone, module and level, text."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        time = datetime.fromtimestamp(record.created).astimezone().strftime(_LOG_TIME)
        level = record.levelname.lower()
        return f"{time} [duoauthproxy.lib.log#{level}] {record.getMessage()}"


def _by_kind(
    config: ProxyConfig, registry: SectionRegistry
) -> Iterator[tuple[ServerKind, tuple[ServerSection, ...]]]:
    """Yield each kind of server that the configuration has, with its sections."""
    runnable = {section for kind in registry.servers for section in kind.sections}
    for section in config.servers:
        client = section.client if isinstance(section, LoginServerSection) else None
        if type(section) not in runnable or (client and type(client) not in registry.clients):
            raise ConfigError(
                f"nothing runs [{section.name}]{f' with [{client.name}]' if client else ''}",
                "Read the configuration with the registry that the proxy is given",
                where=config.source,
            )
    for kind in registry.servers:
        sections = tuple(one for one in config.servers if type(one) in kind.sections)
        if sections:
            yield kind, sections


def _check_ca_file(path: Path) -> None:
    try:
        ssl.create_default_context(cafile=path)
    except (OSError, ssl.SSLError) as error:
        raise ConfigError(
            f"the CA bundle {path} cannot be used: {error}",
            "Name a PEM file with at least one certificate in http_ca_certs_file",
        ) from error
