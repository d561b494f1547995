"""The whole simulator: starts everything or nothing, and stops everything."""

from __future__ import annotations

import ipaddress
import shutil
import tempfile
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Self
from wsgiref.types import WSGIApplication

from failmode.simulator.authproxy.cfg.sections.radius import RadiusServerAutoSection
from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.control.controller import SimulatorController
from failmode.simulator.control.schemas import JsonObject
from failmode.simulator.duo.application import ROUTER as DUO_ROUTER
from failmode.simulator.duo.application import create_app as create_duo_app
from failmode.simulator.duo.application import identifier as duo_identifier
from failmode.simulator.duo.cloud import DuoCloud, create_cloud
from failmode.simulator.duo.vendor import duo as duo_vendor
from failmode.simulator.edge.apps.upstream import ForwardedApplication
from failmode.simulator.edge.apps.wsgi import WsgiApplication, never
from failmode.simulator.edge.faults.profiles import Profiles, profiles_of
from failmode.simulator.edge.faults.rule_book import RuleBook
from failmode.simulator.edge.identify import Identify
from failmode.simulator.edge.journal.journal import Journal
from failmode.simulator.edge.journal.near_routes import Routes
from failmode.simulator.edge.net.loop import EdgeLoop
from failmode.simulator.edge.net.tls import Authority
from failmode.simulator.edge.server import EdgeServer
from failmode.simulator.edge.vendor import SimulatedVendor
from failmode.simulator.endpoints.keys import DuoKeys
from failmode.simulator.errors import SimulatorError
from failmode.simulator.logins.clients import LoginClients
from failmode.simulator.logins.driver import LoginDriver
from failmode.simulator.logins.endpoint_client import EndpointContext
from failmode.simulator.logins.logins import Logins
from failmode.simulator.logins.radius_client import RadiusLoginClient, radius_section
from failmode.simulator.network import Network
from failmode.simulator.ninjaone.application import create_app as create_ninjaone_app
from failmode.simulator.ninjaone.operations import ROUTER as NINJAONE_ROUTER
from failmode.simulator.ninjaone.operations import identify as ninjaone_identify
from failmode.simulator.ninjaone.tenant import NinjaOneTenant
from failmode.simulator.ninjaone.vendor import ninjaone as ninjaone_vendor
from failmode.simulator.runtime.config import SimulatorConfig
from failmode.simulator.runtime.control_port import ControlPort
from failmode.simulator.runtime.proxy import start_proxy
from failmode.simulator.runtime.server_info import (
    Address,
    Addresses,
    Credentials,
    ServerInfo,
    credentials_of,
)
from failmode.simulator.runtime.worker_processes import WorkerProcesses
from failmode.simulator.seed.data import generate_keys
from failmode.simulator.seed.primary_accounts import PrimaryAccounts
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.store import Store
from failmode.simulator.state.streams import id_stream
from failmode.simulator.state.sync import StateSync
from failmode.terms import Vendor

NINJAONE_HOST = "app.ninjarmm.test"
"""Name under which the simulated machines know the NinjaOne tenant."""

_START_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class _Parts:
    """What exists while the simulator runs."""

    clock: Clock
    rules: RuleBook
    journal: Journal
    duo: DuoCloud
    ninjaone: NinjaOneTenant
    primary: PrimaryAccounts
    control: SimulatorController
    logins: Logins
    network: Network
    proxy: AuthProxy | None
    ca_file: Path
    addresses: Addresses


class Simulator:
    """NinjaOne, Duo, the network before them, their control API and the Authentication Proxy.

    A context manager: starts on entry, stops on exit. Only `config` and `keys` can be asked for
    while it does not run.

    Args:
        config: what to start it with; a private one on free ports when left out.

    Attributes:
        config: what it is started with.
        keys: the dummy credentials of the programs, which follow from the seed.
    """

    def __init__(self, config: SimulatorConfig | None = None) -> None:
        self.config = config or SimulatorConfig()
        self.keys = generate_keys(self.config.seed)
        self._parts: _Parts | None = None
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
            raise SimulatorError("the simulator runs already. Stop it first")
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
        parts = self._running
        return credentials_of(self.keys, parts.duo, parts.ninjaone, parts.primary)

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
        )

    @property
    def network(self) -> Network:
        """The network as the simulated machines see it."""
        return self._running.network

    @property
    def rules(self) -> RuleBook:
        """The faults in force."""
        return self._running.rules

    @property
    def journal(self) -> Journal:
        """What went over the wire."""
        return self._running.journal

    @property
    def clock(self) -> Clock:
        """The clock of all vendors."""
        return self._running.clock

    @property
    def duo(self) -> DuoCloud:
        """Duo's cloud."""
        return self._running.duo

    @property
    def ninjaone(self) -> NinjaOneTenant:
        """The NinjaOne tenant."""
        return self._running.ninjaone

    @property
    def primary(self) -> PrimaryAccounts:
        """Password by user name at the primary server."""
        return self._running.primary

    @property
    def proxy(self) -> AuthProxy | None:
        """The Authentication Proxy, where it was asked for."""
        return self._running.proxy

    @property
    def control(self) -> SimulatorController:
        """Reset, seed, snapshot and restore."""
        return self._running.control

    @property
    def logins(self) -> Logins:
        """Logins through the simulated clients."""
        return self._running.logins

    def reset(self) -> None:
        """Bring back the seed data; forget faults, journal, clock and switches."""
        self.control.reset()

    def _info(self) -> JsonObject:
        # The control port accepts connections a moment before the last address is known.
        self._started.wait(timeout=_START_SECONDS)
        return self.server_info.to_json()

    def _logins_once_started(self) -> Logins:
        self._started.wait(timeout=_START_SECONDS)
        return self.logins

    @property
    def _running(self) -> _Parts:
        if self._parts is None:
            raise SimulatorError("the simulator does not run. Start it first")
        return self._parts

    def _start_parts(self, stack: ExitStack) -> _Parts:
        config, keys = self.config, self.keys
        loop = stack.enter_context(EdgeLoop())
        authority = Authority(config.state_directory or _private_directory(stack))
        store = Store(config.state_url)
        stack.callback(store.close)
        clock = Clock()
        share: Callable[[WSGIApplication], WSGIApplication] = _alone
        process = 0
        if config.workers or config.state_url is not None:
            sync = StateSync(store, clock)
            stack.callback(sync.close)
            share, process = sync.before_each_request, sync.process
        ids = id_stream(store, process)
        rules = RuleBook(config.seed, vendors=tuple(Vendor), clock=clock)
        stack.callback(rules.close)
        duo = create_cloud(store, clock, rng=ids)
        ninjaone = NinjaOneTenant(store, clock, rng=ids)
        journal = Journal(config.journal_capacity, secret_fields=ninjaone.secure_fields)
        primary = PrimaryAccounts(store)
        duo_app, ninjaone_app = create_duo_app(duo), create_ninjaone_app(ninjaone)
        control = SimulatorController(
            store=store,
            clock=clock,
            rules=rules,
            profiles=Profiles(rules, profiles_of(Vendor.DUO)),
            journal=journal,
            routes=Routes({Vendor.DUO: DUO_ROUTER, Vendor.NINJAONE: NINJAONE_ROUTER}),
            hosts={Vendor.DUO: keys.api_host, Vendor.NINJAONE: NINJAONE_HOST},
            duo=duo,
            ninjaone=ninjaone,
            primary=primary,
            keys=keys,
            seed=config.seed,
            info=self._info,
            logins=self._logins_once_started,
        )
        control.begin()
        stack.callback(control.close)

        client_host = _client_host(config.host)
        certificates = authority.certificates(keys.api_host, NINJAONE_HOST, client_host)
        edges = {
            vendor.name: EdgeServer(
                loop=loop,
                vendor=vendor,
                rules=rules,
                journal=journal,
                clock=clock,
                certificates=certificates,
                host=config.host,
                port=port,
            )
            for vendor, port in (
                (
                    ninjaone_vendor(
                        NINJAONE_HOST,
                        WsgiApplication(share(ninjaone_app), ninjaone_identify, clock),
                    ),
                    config.ports.ninjaone,
                ),
                (
                    duo_vendor(
                        keys.api_host,
                        _start_workers(stack, config.workers, store.url, duo_identifier(duo))
                        if config.workers
                        else WsgiApplication(
                            share(duo_app),
                            duo_identifier(duo),
                            clock,
                            at_once=DUO_ROUTER.answers_at_once if store.is_local else never,
                        ),
                    ),
                    config.ports.duo,
                ),
            )
        }
        # Faults never affect the control API: it has a rule book of its own, and it stays empty.
        control_port = ControlPort(control, config.host)
        edges["control"] = EdgeServer(
            loop=loop,
            vendor=SimulatedVendor(
                "control",
                client_host,
                WsgiApplication(share(control_port), control_port.identify, clock),
            ),
            rules=RuleBook(),
            journal=Journal(1),
            clock=clock,
            certificates=None,
            host=config.host,
            port=config.ports.control,
        )
        for edge in edges.values():
            edge.start()
            stack.callback(edge.stop)
        stack.callback(duo.close)
        network = Network(
            {
                keys.api_host: (client_host, edges[Vendor.DUO].port),
                NINJAONE_HOST: (client_host, edges[Vendor.NINJAONE].port),
            },
            rules,
            {keys.api_host: Vendor.DUO, NINJAONE_HOST: Vendor.NINJAONE},
        )
        proxy = None
        if config.proxy.enabled:
            proxy = start_proxy(
                stack,
                config,
                keys,
                users=primary,
                network=network,
                clock=clock,
                ca_file=authority.ca_file,
            )
        name = _client_name(client_host)
        section = None if proxy is None else radius_section(proxy)
        radius = _radius_address(proxy, section)
        return _Parts(
            clock=clock,
            rules=rules,
            journal=journal,
            duo=duo,
            ninjaone=ninjaone,
            primary=primary,
            control=control,
            logins=Logins(
                LoginDriver(journal),
                LoginClients(
                    keys=DuoKeys(keys.ikey, keys.skey, keys.api_host),
                    context=EndpointContext(primary, network, clock, authority.ca_file),
                    radius=None
                    if proxy is None or section is None or radius is None
                    else RadiusLoginClient(proxy, section, radius.host),
                ),
            ),
            network=network,
            proxy=proxy,
            ca_file=authority.ca_file,
            addresses=Addresses(
                ninjaone=Address("https", name, edges[Vendor.NINJAONE].port),
                duo=Address("https", name, edges[Vendor.DUO].port),
                control=Address("http", client_host, edges["control"].port),
                radius=radius,
            ),
        )


def _alone(app: WSGIApplication) -> WSGIApplication:
    """`app`, of the only process that uses the database."""
    return app


def _start_workers(
    stack: ExitStack, count: int, state_url: str, identify: Identify
) -> ForwardedApplication:
    workers = WorkerProcesses(count, state_url).start()
    stack.callback(workers.stop)
    return ForwardedApplication(workers.sockets, identify)


def _radius_address(
    proxy: AuthProxy | None, section: RadiusServerAutoSection | None
) -> Address | None:
    if proxy is None or section is None:
        return None
    host, port = proxy.address_of(section)
    return Address("radius", _client_host(host), port)


def _private_directory(stack: ExitStack) -> Path:
    directory = Path(tempfile.mkdtemp(prefix="failmode-"))
    stack.callback(shutil.rmtree, directory, ignore_errors=True)
    return directory


def _client_host(host: str) -> str:
    """Give the address at which clients on this machine reach a port bound to `host`."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if address.is_unspecified:
        return "127.0.0.1" if address.version == 4 else "::1"
    return host


def _client_name(host: str) -> str:
    """Give the name to write in URLs: some clients accept a certificate for a name only."""
    return "localhost" if host == "127.0.0.1" else host
