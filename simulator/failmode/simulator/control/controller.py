"""What can be done to a running simulator from outside its vendors."""

from __future__ import annotations

import itertools
import random
import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from failmode.simulator.authproxy.drpc.status import LinkStatus
from failmode.simulator.control.checkpoint import Checkpoint
from failmode.simulator.control.console_sessions import ConsoleSessions
from failmode.simulator.control.events import Subscribers
from failmode.simulator.control.health import Health
from failmode.simulator.control.schemas import JsonObject
from failmode.simulator.duo.cloud import DuoCloud
from failmode.simulator.edge.faults.profiles import Profiles
from failmode.simulator.edge.faults.rule_book import RuleBook
from failmode.simulator.edge.journal.journal import Journal
from failmode.simulator.edge.journal.near_routes import Routes
from failmode.simulator.errors import ConfigError, SimulatorError
from failmode.simulator.fleet.installations import Installations
from failmode.simulator.ninjaone.tenant import NinjaOneTenant
from failmode.simulator.seed.data import Keys
from failmode.simulator.seed.primary_accounts import PrimaryAccounts
from failmode.simulator.seed.seeding import register, register_of_proxy, seeded
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.prepared_rows import PreparedRows
from failmode.simulator.state.store import Snapshot, Store

if TYPE_CHECKING:
    # They are given by who has loaded them, when somebody asks for a login or a computer.
    from failmode.simulator.fleet.fleet import Fleet
    from failmode.simulator.logins.logins import Logins


class SimulatorController:
    """Steers and observes the parts of one simulator.

    Args:
        store: the state of all vendors.
        clock: the clock of all vendors.
        ids: the random number generator from which the vendors make ids.
        rules: the faults in force.
        profiles: the situations that can be switched on in `rules`.
        journal: what went over the wire.
        routes: the routes of the vendors' applications.
        hosts: the host name of each vendor.
        duo: Duo's cloud.
        ninjaone: the NinjaOne tenant.
        primary: the primary server's accounts.
        keys: the programs' keys; they outlive every reset.
        seed: number from which the seed data are made.
        health: says how the simulator is.
        info: says the addresses, dummy credentials and the CA file.
        proxy_connections: says how the sections of the running Authentication Proxy that Duo calls
            are connected to it, by their names.
        logins: gives what tries logins; asked once the simulator runs.
        fleet: gives the tenant's devices as computers; asked once the simulator runs.
        installations: what is installed on them.
    """

    def __init__(
        self,
        *,
        store: Store,
        clock: Clock,
        ids: random.Random,
        rules: RuleBook,
        profiles: Profiles,
        journal: Journal,
        routes: Routes,
        hosts: Mapping[str, str],
        duo: DuoCloud,
        ninjaone: NinjaOneTenant,
        primary: PrimaryAccounts,
        keys: Keys,
        seed: int,
        health: Callable[[], Health],
        info: Callable[[], JsonObject],
        proxy_connections: Callable[[], Mapping[str, LinkStatus]],
        logins: Callable[[], Logins],
        fleet: Callable[[], Fleet],
        installations: Installations,
    ) -> None:
        self.store = store
        self.clock = clock
        self.rules = rules
        self.profiles = profiles
        self.journal = journal
        self.routes = routes
        self.hosts = hosts
        self.duo = duo
        self.ninjaone = ninjaone
        self.primary = primary
        self.keys = keys
        self.console_sessions = ConsoleSessions(ninjaone)
        self.subscribers = Subscribers()
        self._ids = ids
        self._seed = seed
        self._seeded: tuple[int, PreparedRows] | None = None
        self._checkpoints = itertools.count(1)
        self._returned: tuple[Checkpoint, int] | None = None
        self._health = health
        self._info = info
        self._proxy_connections = proxy_connections
        self._logins = logins
        self._fleet = fleet
        self._installations = installations
        self._closed = threading.Event()
        self._changing = threading.Lock()

    @property
    def seed(self) -> int:
        """The number from which the present seed data were made."""
        return self._seed

    @property
    def closed(self) -> bool:
        """Whether the simulator has stopped, so that nobody may wait any longer."""
        return self._closed.is_set()

    def close(self) -> None:
        """End the waits of those who follow the journal."""
        self._closed.set()

    def begin(self) -> None:
        """Fill an empty database; one that another run has filled is taken as it is.

        Raises:
            ConfigError: when that run had another API host: what was issued for it is of no use.
        """
        with self._changing:
            if not self.duo.integrations.all():
                self._seed_state(self._seed)
                return
            known = self.duo.integrations.find(self.keys.ikey)
            if known is None:
                with self.store.transaction(exclusive=True):
                    register(self.keys, duo=self.duo, ninjaone=self.ninjaone)
            elif known.api_host != self.keys.api_host:
                raise ConfigError(
                    f"the database was filled for the API host {known.api_host}, "
                    f"not {self.keys.api_host}",
                    f"Start with the API host {known.api_host}, or with an empty database",
                )
            with self.store.transaction(exclusive=True):
                register_of_proxy(self.keys, self.duo)

    def reset(self) -> None:
        """Bring back the seed data; forget faults, journal, clock offset and switches.

        Raises:
            SQLAlchemyError: when the data cannot be written; nothing has changed then.
        """
        with self._changing:
            self._start_over(self._seed)

    def reseed(self, seed: int) -> None:
        """Reset to the data of another seed, as `reset`; the programs' keys stay."""
        with self._changing:
            self._start_over(seed)

    def snapshot(self) -> Snapshot:
        """Return everything the vendors have stored, JSON-ready."""
        return self.store.snapshot()

    def restore(self, snapshot: Snapshot) -> None:
        """Replace everything the vendors have stored, all or nothing; no computer has Duo then.

        Raises:
            ConfigError: when the snapshot does not fit; nothing has changed then.
        """
        with self._changing:
            self.store.restore(snapshot)
            self._installations.clear()

    def checkpoint(self) -> Checkpoint:
        """Keep everything, to return to it in this process.

        Raises:
            SimulatorError: when there is something that a checkpoint does not hold: a fault, a
                clock that was changed, Duo on a computer, or a technician at the console.
        """
        with self._changing:
            if not self._is_plain:
                raise SimulatorError(
                    "a fault, a changed clock, Duo on a computer or a session of the console "
                    "cannot be kept",
                    remedy="Take the checkpoint before these",
                )
            taken = Checkpoint(
                seed=self._seed,
                rows=self.store.prepare(self.store.rows()),
                ids=self._ids.getstate(),
                exchanges=self.journal.entries(),
                origin=f"checkpoint/{next(self._checkpoints)}",
            )
            self._returned = taken, self.store.commits
            return taken

    def return_to(self, checkpoint: Checkpoint) -> None:
        """Bring back everything as it was at a checkpoint of this process; see `reset`."""
        with self._changing:
            self._start_over(checkpoint.seed, checkpoint)
            self._returned = checkpoint, self.store.commits

    def is_at(self, checkpoint: Checkpoint) -> bool:
        """Tell whether nothing at all has happened since the checkpoint, or the return to it.

        Whatever is read or written, goes over the wire or is steered counts, so that a wrong "yes"
        is impossible where no other process shares the database.
        """
        with self._changing:
            return (
                self._returned is not None
                and self._returned[0] is checkpoint
                and self._returned[1] == self.store.commits
                and self._ids.getstate() == checkpoint.ids
                and self.journal.entries() == checkpoint.exchanges
                and self._is_plain
            )

    def health(self) -> Health:
        """Return how the simulator is."""
        return self._health()

    def info(self) -> JsonObject:
        """Return addresses, dummy credentials and the CA file."""
        return self._info()

    @property
    def proxy_connections(self) -> Mapping[str, LinkStatus]:
        """How the sections of the running proxy that Duo calls are connected to it, by name."""
        return self._proxy_connections()

    def logins(self) -> Logins:
        """Return what tries logins."""
        return self._logins()

    def fleet(self) -> Fleet:
        """Return the tenant's devices as computers."""
        return self._fleet()

    @property
    def _is_plain(self) -> bool:
        """Whether there is nothing beside rows, ids and journal."""
        return not (
            self.rules.list()
            or self.clock.frozen
            or self.clock.offset
            or len(self._installations)
            or len(self.console_sessions)
        )

    def _start_over(self, seed: int, checkpoint: Checkpoint | None = None) -> None:
        # What waits for a fault to end must not go on with the data that are to come.
        self.journal.begin_generation()
        # The faults go first, so that nothing restored can meet one.
        with self.rules.cleared(seed), self.clock.resumed():
            if checkpoint is None:
                self._seed_state(seed)
            else:
                self.store.put(checkpoint.rows, origin=checkpoint.origin)
        self._seed = seed
        if checkpoint is not None:
            self._ids.setstate(checkpoint.ids)
        self._installations.clear()
        self.console_sessions.clear()
        self.journal.clear(() if checkpoint is None else checkpoint.exchanges)

    def _seed_state(self, seed: int) -> None:
        if self._seeded is None or self._seeded[0] != seed:
            self._seeded = seed, self.store.prepare(seeded(seed, self.keys))
        self.store.put(self._seeded[1], origin=f"seed/{seed}")
