"""The whole simulator: starts everything or nothing, and stops everything."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from failmode.simulator.authproxy.cfg.sections.base import ServerSection
from failmode.simulator.authproxy.drpc.status import LinkStatus
from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.authproxy.registry import SIMULATED_SECTIONS
from failmode.simulator.control.checkpoint import Checkpoint
from failmode.simulator.control.controller import SimulatorController
from failmode.simulator.control.health import ConnectionHealth, Health
from failmode.simulator.control.schemas import JsonObject
from failmode.simulator.duo.application import REQUEST_NAMES as DUO_REQUESTS
from failmode.simulator.duo.application import ROUTER as DUO_ROUTER
from failmode.simulator.duo.cloud import DuoCloud, create_cloud
from failmode.simulator.duo.directory.authentication_proxies import AuthenticationSource
from failmode.simulator.duo.proxies.connections import ProxyService
from failmode.simulator.duo.sso.single_sign_on import SingleSignOn
from failmode.simulator.edge.faults.profiles import Profiles, profiles_of
from failmode.simulator.edge.faults.rule_book import RuleBook
from failmode.simulator.edge.journal.journal import Journal
from failmode.simulator.edge.journal.near_routes import Routes
from failmode.simulator.edge.names import NameService
from failmode.simulator.edge.net.loop import EdgeLoop
from failmode.simulator.edge.net.own_certificate import read_own_certificate
from failmode.simulator.edge.net.tls import Authority
from failmode.simulator.edge.request_names import RequestNames
from failmode.simulator.errors import ConfigError, SimulatorError
from failmode.simulator.files import temporary_directory
from failmode.simulator.fleet.installations import Installations
from failmode.simulator.logins.proxy_section import ldap_section, radius_section
from failmode.simulator.network import Network, Unreachable
from failmode.simulator.ninjaone.agent import AgentClient
from failmode.simulator.ninjaone.operations import REQUEST_NAMES as NINJAONE_REQUESTS
from failmode.simulator.ninjaone.operations import ROUTER as NINJAONE_ROUTER
from failmode.simulator.ninjaone.tenant import NinjaOneTenant
from failmode.simulator.runtime.config import SimulatorConfig
from failmode.simulator.runtime.edges import start_edges
from failmode.simulator.runtime.faults import Faults
from failmode.simulator.runtime.logins import LoginsOnceAsked
from failmode.simulator.runtime.proxy import (
    ProxySurroundings,
    enrollment_of,
    generated_config,
    keys_of,
    read_given_proxy,
)
from failmode.simulator.runtime.server_info import (
    Address,
    Addresses,
    Credentials,
    ServerInfo,
    client_host,
    credentials_of,
    running_proxy,
    url_host,
)
from failmode.simulator.runtime.state import SharedState, open_state
from failmode.simulator.runtime.worker_processes import WorkerProcesses
from failmode.simulator.seed.data import generate_keys
from failmode.simulator.seed.primary_accounts import PrimaryAccounts
from failmode.simulator.seed.seeding import register_of_proxy
from failmode.simulator.state.clock import Clock
from failmode.terms import Vendor

if TYPE_CHECKING:
    from failmode.simulator.fleet.fleet import Fleet
    from failmode.simulator.logins.logins import Logins

NINJAONE_HOST = "app.ninjarmm.test"
"""Name under which the simulated machines know the NinjaOne tenant."""

_START_SECONDS = 30.0
_TOKEN_BYTES = 24
_SERVICES = {"sso": ProxyService.SINGLE_SIGN_ON, "cloud": ProxyService.DIRECTORY_SYNC}
_REQUEST_NAMES: Mapping[str, RequestNames] = {
    Vendor.DUO: DUO_REQUESTS,
    Vendor.NINJAONE: NINJAONE_REQUESTS,
}


@dataclass(frozen=True, slots=True)
class _Parts:
    """What exists while the simulator runs; the vendors are in `control`."""

    control: SimulatorController
    surroundings: ProxySurroundings
    logins: LoginsOnceAsked
    network: Network
    proxy: AuthProxy | None
    ca_file: Path
    addresses: Addresses
    workers: WorkerProcesses | None
    connections: Callable[[], ConnectionHealth]


class Simulator:
    """NinjaOne, Duo, the network before them, their control API and the Authentication Proxy.

    A context manager: starts on entry, stops on exit. Only `config` and `keys` can be asked for
    while it does not run.

    Args:
        config: what to start it with; a private one on free ports when left out.

    Attributes:
        config: what it is started with.
        keys: the dummy credentials of the programs, which follow from the seed.
        control_token: what whoever steers over the control API has to present; None for nothing.
    """

    def __init__(self, config: SimulatorConfig | None = None) -> None:
        self.config = config or SimulatorConfig()
        self._given_proxy = given = read_given_proxy(self.config)
        adopted = None if given is None else given.api_host
        keys = generate_keys(self.config.seed, api_host=self.config.api_host or adopted)
        self.keys = keys if given is None else replace(keys, of_proxy=given.keys)
        self.control_token = self.config.control_token
        if self.control_token is None and self.config.is_exposed:
            self.control_token = secrets.token_urlsafe(_TOKEN_BYTES)
        self._parts: _Parts | None = None
        self._installations = Installations()
        self._started = threading.Event()
        self._cleanup = ExitStack()

    def start(self) -> Self:
        """Start everything; returns once every port accepts connections.

        Raises:
            ConfigError: when a port, directory, database or file cannot be used; nothing runs
                then.
            SimulatorError: when it runs already.
        """
        if self._parts is not None:
            raise SimulatorError("the simulator runs already", remedy="Stop it first")
        with ExitStack() as stack:
            self._parts = self._start_parts(stack)
            self._cleanup = stack.pop_all()
        self._started.set()
        return self

    def stop(self) -> None:
        """Stop everything at once, whatever waits for an answer; a second call does nothing."""
        self._started.clear()
        self._parts = None
        self._cleanup.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def addresses(self) -> Addresses:
        """Where real clients reach it."""
        return self._running.addresses

    @property
    def credentials(self) -> Credentials:
        """The dummy credentials of everything that can log in now."""
        control = self._running.control
        return credentials_of(self.keys, control.duo, control.ninjaone, control.primary)

    @property
    def ca_file(self) -> Path:
        """Certificate of the authority that signed the vendors' certificates, PEM."""
        return self._running.ca_file

    @property
    def server_info(self) -> ServerInfo:
        """Addresses, credentials and the CA file in one."""
        return ServerInfo(
            version=version("failmode"),
            seed=self.control.seed,
            addresses=self.addresses,
            credentials=self.credentials,
            ca_file=self.ca_file,
            control_token=self.control_token,
            authproxy=(
                None if self.proxy is None else running_proxy(self.proxy, self.config.proxy.file)
            ),
        )

    @property
    def network(self) -> Network:
        """The network as the simulated machines see it."""
        return self._running.network

    @property
    def rules(self) -> RuleBook:
        """The book of rules that every edge asks which fault acts."""
        return self._running.control.rules

    @property
    def faults(self) -> Faults:
        """Faults and profiles by name, as the command line has them."""
        control = self._running.control
        return Faults(control.rules, control.profiles)

    @property
    def journal(self) -> Journal:
        """What went over the wire."""
        return self._running.control.journal

    @property
    def clock(self) -> Clock:
        """The clock of all vendors."""
        return self._running.control.clock

    @property
    def duo(self) -> DuoCloud:
        """Duo's cloud."""
        return self._running.control.duo

    @property
    def ninjaone(self) -> NinjaOneTenant:
        """The NinjaOne tenant."""
        return self._running.control.ninjaone

    @property
    def primary(self) -> PrimaryAccounts:
        """Password by user name at the primary server."""
        return self._running.control.primary

    def look_up_duo(self) -> Sequence[tuple[str, int]]:
        """Look Duo's host name up as a simulated machine does, for a program that cannot.

        Returns:
            addresses and ports in the order of the answer, Duo's own as `addresses` has it; none
            where a rule keeps the name from resolving.
        """
        try:
            found = self._running.network.resolve(self.keys.api_host)
        except Unreachable:
            return ()
        return tuple((url_host(host), port) for host, port in found)

    @property
    def proxy(self) -> AuthProxy | None:
        """The Authentication Proxy, where it was asked for."""
        return self._running.proxy

    @contextmanager
    def run_proxy(self, configuration: str | Path) -> Iterator[AuthProxy]:
        """Run another Authentication Proxy, whose Duo is the simulated one, during the block.

        Whatever API host the configuration names, its servers ask the simulated Duo, which gets
        to know their integration keys.

        Args:
            configuration: the text of an `authproxy.cfg`, or the path of one.

        Raises:
            ConfigError: when the configuration or a port cannot be used.
        """
        if isinstance(configuration, Path):
            settings = SIMULATED_SECTIONS.load(configuration)
        else:
            if configuration.strip() and len(configuration.splitlines()) == 1:
                raise ConfigError(
                    f"{configuration!r} is taken for the text of an authproxy.cfg",
                    "Give the path of a file as a pathlib.Path",
                )
            settings = SIMULATED_SECTIONS.parse(configuration, "authproxy.cfg")
        running = self._running
        keys = tuple(keys_of(settings))
        register_of_proxy(replace(self.keys, of_proxy=keys), running.control.duo)
        with running.surroundings.proxy_at_duo(settings) as proxy:
            yield proxy

    def set_up_single_sign_on(self, source: AuthenticationSource | None) -> None:
        """Set up where Duo Single Sign-On has passwords checked; None: nowhere any more."""
        SingleSignOn(self.duo).set_up(source, self.keys.api_host)

    def wait_for_proxy(self, section: str, seconds: float, *, connected: bool = True) -> bool:
        """Wait until an Authentication Proxy is connected to the simulated Duo, or none is.

        Args:
            section: what it is connected for: `sso` or `cloud`.
            seconds: to wait at most.
            connected: whether one is to be.

        Returns:
            whether that came about in time.
        """
        return self.duo.proxies.wait_for(
            _SERVICES[section], seconds, lambda count: bool(count) is connected
        )

    @property
    def control(self) -> SimulatorController:
        """Reset, seed, snapshot and restore."""
        return self._running.control

    @property
    def logins(self) -> Logins:
        """Logins through the simulated clients."""
        return self._running.logins.get()

    def checkpoint(self) -> Checkpoint:
        """Keep everything as it is; see `SimulatorController.checkpoint`.

        Raises:
            SimulatorError: also when other processes may use the database: what these hold is not
                kept.
        """
        if self.config.workers or self.config.state_url is not None:
            raise SimulatorError(
                "a checkpoint holds what one process knows, but others may use the database",
                remedy="Leave workers and state_url out, or use a snapshot",
            )
        return self.control.checkpoint()

    def return_to(self, checkpoint: Checkpoint) -> None:
        """Bring back everything as it was at a checkpoint; rows, ids and journal go on from it."""
        self.control.return_to(checkpoint)

    def is_at(self, checkpoint: Checkpoint) -> bool:
        """Tell whether nothing at all has happened since the checkpoint, or the return to it."""
        return self.control.is_at(checkpoint)

    def reset(self) -> None:
        """Bring back the seed data; forget faults, journal, clock and switches."""
        self.control.reset()

    def _health(self) -> Health:
        self._started.wait(timeout=_START_SECONDS)
        workers = self._running.workers
        control = self._running.control
        problem = control.store.problem()
        return Health(
            connections=self._running.connections(),
            workers=() if workers is None else workers.health(),
            problems=() if problem is None else (problem,),
            failure_count=control.journal.failures.count,
            last_failure=control.journal.failures.last,
        )

    def _info(self) -> JsonObject:
        # The control port accepts connections a moment before the last address is known.
        self._started.wait(timeout=_START_SECONDS)
        return self.server_info.to_json()

    def _proxy_connections(self) -> Mapping[str, LinkStatus]:
        self._started.wait(timeout=_START_SECONDS)
        return {} if self.proxy is None else self.proxy.connections

    def _logins_once_started(self) -> Logins:
        self._started.wait(timeout=_START_SECONDS)
        return self.logins

    def _agent(self, token: str) -> AgentClient:
        return AgentClient(self.addresses.ninjaone.url, token, trust=self.ca_file)

    def _fleet_once_started(self) -> Fleet:
        # Who only serves the vendors never asks for a computer.
        from failmode.simulator.fleet.fleet import Fleet  # noqa: PLC0415

        clients = self._logins_once_started().clients
        return Fleet(self.ninjaone, clients, self._agent, self._installations)

    @property
    def _running(self) -> _Parts:
        if self._parts is None:
            raise SimulatorError("the simulator does not run", remedy="Start it first")
        return self._parts

    def _start_parts(self, stack: ExitStack) -> _Parts:
        config, keys = self.config, self.keys
        loop = stack.enter_context(EdgeLoop())
        authority = Authority(
            config.state_directory or stack.enter_context(temporary_directory("certificates")),
            None if config.certificate is None else read_own_certificate(config.certificate),
        )
        state = open_state(stack, config)
        control = self._start_control(stack, state)
        # Who still waits is let go once the edges have ended every connection.
        stack.callback(control.duo.close)
        edges = start_edges(
            stack,
            config,
            state,
            control,
            loop=loop,
            authority=authority,
            control_token=self.control_token,
        )
        host = client_host(config.host)
        names = NameService(control.rules, edges.dead_ends)
        stack.callback(control.rules.subscribe(names.obey_rules))
        network = Network(
            {keys.api_host: (host, edges.duo), NINJAONE_HOST: (host, edges.ninjaone)},
            names,
            {keys.api_host: Vendor.DUO, NINJAONE_HOST: Vendor.NINJAONE},
            control.journal.failures,
            loop.clients,
        )
        surroundings = ProxySurroundings(
            host=config.host,
            api_host=keys.api_host,
            network=network,
            clock=state.clock,
            ca_file=authority.ca_file,
            generation=lambda: control.journal.generation,
            connections=config.connections,
            sso_enrollment=enrollment_of(keys),
        )
        proxy = None
        if config.proxy.enabled:
            given = self._given_proxy
            proxy = surroundings.proxy(
                generated_config(stack, config, keys, control.primary, network.failures)
                if given is None
                else given.config,
                primary_only_minutes=config.proxy.primary_only_minutes,
            )
            stack.enter_context(proxy)
        return _Parts(
            control=control,
            surroundings=surroundings,
            logins=LoginsOnceAsked(
                journal=control.journal,
                keys=keys,
                passwords=control.primary,
                network=network,
                clock=state.clock,
                ca_file=authority.ca_file,
                proxy=proxy,
            ),
            network=network,
            proxy=proxy,
            ca_file=authority.ca_file,
            workers=edges.workers,
            connections=edges.connections,
            addresses=Addresses(
                ninjaone=Address("https", url_host(host), edges.ninjaone),
                duo=Address("https", url_host(host), edges.duo),
                control=Address("http", host, edges.control),
                radius=None if proxy is None else _address("radius", proxy, radius_section(proxy)),
                ldap=None if proxy is None else _address("ldap", proxy, ldap_section(proxy)),
            ),
        )

    def _start_control(self, stack: ExitStack, state: SharedState) -> SimulatorController:
        """Make the vendors and what steers them, and fill an empty database with seed data."""
        rules = RuleBook(self.config.seed, vendors=_REQUEST_NAMES, clock=state.clock)
        stack.callback(rules.close)
        ninjaone = NinjaOneTenant(state.store, state.clock, rng=state.ids)
        journal = Journal(self.config.journal_capacity, secret_fields=ninjaone.secure_fields)
        # Before the cloud hears of it and wakes who waits: they are of the data that were replaced.
        state.store.subscribe_to_replacement(journal.begin_generation)
        duo = create_cloud(state.store, state.clock, rng=state.ids)
        control = SimulatorController(
            store=state.store,
            clock=state.clock,
            ids=state.ids,
            rules=rules,
            profiles=Profiles(rules, profiles_of(Vendor.DUO)),
            journal=journal,
            routes=Routes({Vendor.DUO: DUO_ROUTER, Vendor.NINJAONE: NINJAONE_ROUTER}),
            hosts={Vendor.DUO: self.keys.api_host, Vendor.NINJAONE: NINJAONE_HOST},
            duo=duo,
            ninjaone=ninjaone,
            primary=PrimaryAccounts(state.store),
            keys=self.keys,
            seed=self.config.seed,
            health=self._health,
            info=self._info,
            proxy_connections=self._proxy_connections,
            logins=self._logins_once_started,
            fleet=self._fleet_once_started,
            installations=self._installations,
        )
        control.begin()
        stack.callback(control.close)
        return control


def _address(scheme: str, proxy: AuthProxy, section: ServerSection | None) -> Address | None:
    if section is None:
        return None
    host, port = proxy.address_of(section)
    return Address(scheme, client_host(host), port)
