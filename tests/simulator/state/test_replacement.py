"""What began with earlier rows writes nothing into those that replaced them."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import IntegrityError

from failmode.simulator.duo.admin.administrator_log import AdminAction, AdministratorLog
from failmode.simulator.duo.api.rate_limiter import RateLimiter
from failmode.simulator.duo.auth.requests import AuthRequest, PreauthRequest, UserRef
from failmode.simulator.duo.auth.trusted_devices import TrustedDevices
from failmode.simulator.duo.cloud import DuoCloud, create_cloud
from failmode.simulator.duo.directory.records import (
    Factor,
    Integration,
    Policy,
    RateLimit,
    User,
    UserStatus,
)
from failmode.simulator.duo.directory.tables import USERS
from failmode.simulator.duo.universal.prompt_sessions import PromptSessions
from failmode.simulator.errors import RowsReplacedError
from failmode.simulator.ninjaone.enums import NodeClass
from failmode.simulator.ninjaone.switches import Switches
from failmode.simulator.ninjaone.tenant import NinjaOneTenant
from failmode.simulator.seed.primary_accounts import PrimaryAccounts
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.id_generator import id_generator
from failmode.simulator.state.store import Snapshot, Store
from failmode.simulator.state.sync import StateSync
from tests.patience import PATIENT_SECONDS
from tests.simulator.ninjaone.tenant import definition

ROUNDS = 8
WRITERS = 4
NOT_YET_SECONDS = 0.3
"""How long a test looks whether something happens that must not."""


@dataclass(frozen=True)
class Process:
    """What one of several processes has of its own."""

    store: Store
    duo: DuoCloud
    ninjaone: NinjaOneTenant
    sync: StateSync

    @property
    def integration(self) -> Integration:
        """The one that may ask so many times in a window."""
        return self.duo.integrations.all()[0]

    @property
    def alice(self) -> User:
        """A user with a phone."""
        return self.duo.users.get("alice")


@dataclass(frozen=True)
class World:
    """Two processes upon one database.

    Attributes:
        replacing: replaces the rows.
        writing: writes; the same one, or another one.
        beginning: the rows.
    """

    replacing: Process
    writing: Process
    beginning: Snapshot

    @property
    def is_as_in_the_beginning(self) -> bool:
        """Whether the rows are the same, in any order."""
        return _rows(self.replacing.store.snapshot()) == _rows(self.beginning)

    def replace(self) -> None:
        """Put the rows of the beginning in the place of themselves."""
        self.replacing.store.restore(self.beginning, origin="the beginning")


def _rows(snapshot: Snapshot) -> dict[str, list[str]]:
    """Return the rows of each table; PostgreSQL gives them in any order."""
    return {name: sorted(map(str, rows)) for name, rows in snapshot["tables"].items()}


def _process(stack: ExitStack, url: str) -> Process:
    store = Store(url)
    stack.callback(store.close)
    clock = Clock()
    # Only a request, never the thread, tells the processes of a change in these tests.
    sync = StateSync(store, clock, interval_seconds=3600)
    stack.callback(sync.close)
    ids = id_generator(store, sync.process)
    duo = create_cloud(store, clock, rng=ids)
    stack.callback(duo.close)
    return Process(store, duo, NinjaOneTenant(store, clock, rng=ids), sync)


def _fill(process: Process) -> None:
    process.store.clear()
    duo, ninjaone = process.duo, process.ninjaone
    duo.integrations.add("DIKEY", "secret", "api-x.test")
    duo.integrations.set_policy("DIKEY", Policy(rate_limit=RateLimit(3, 60)))
    duo.users.add("alice")
    duo.devices.add_phone("alice", "+12025550100")
    duo.passcodes.add("alice", ["111111"])
    duo.users.add("bypassed")
    duo.users.set_status("bypassed", UserStatus.BYPASS)
    ninjaone.add_location(ninjaone.add_organization("Example Ltd"), "Main Office")


@pytest.fixture(scope="module", params=["same-process", "another-process"])
def opened(request: pytest.FixtureRequest, state_url: str) -> Iterator[World]:
    with ExitStack() as stack:
        first = _process(stack, state_url)
        second = first if request.param == "same-process" else _process(stack, state_url)
        _fill(first)
        yield World(first, second, first.store.snapshot())


@pytest.fixture
def world(opened: World) -> World:
    opened.replace()
    opened.writing.sync.refresh()
    return opened


def _location(process: Process) -> int:
    return process.ninjaone.location_ids(process.ninjaone.organization_ids()[0])[0]


def _switch(process: Process) -> None:
    process.ninjaone.switches = Switches(dropdown_get="label")


WRITES: Mapping[str, Callable[[Process], object]] = {
    "a-transaction": lambda one: one.duo.authentication.auth(
        one.integration,
        AuthRequest(UserRef("alice"), Factor.PUSH, device="auto", asynchronous=True),
    ),
    "a-login-that-ends-with-its-preauth": lambda one: one.duo.authentication.preauth(
        one.integration, PreauthRequest(UserRef("bypassed"))
    ),
    "a-passcode-used": lambda one: one.duo.passcodes.use(one.alice, "111111"),
    "passcodes": lambda one: one.duo.passcodes.issue("alice", 2),
    "bypass-codes": lambda one: one.duo.bypass_codes.add("alice", count=2),
    "a-failed-login": lambda one: one.duo.lockouts.failed(one.alice.user_id),
    "a-request-counted": lambda one: RateLimiter(one.store).count(one.integration, 0.0),
    "a-remembered-device": lambda one: TrustedDevices(one.store, one.duo.ids).token(
        one.integration, one.alice, "a-txid", 0.0
    ),
    "an-assertion-used": lambda one: PromptSessions(one.store, one.duo.ids).use_assertion(
        "DIKEY", "jti", 0.0, 60.0
    ),
    "an-invitation": lambda one: one.duo.enrollments.invite(one.alice, "api-x.test"),
    "a-user": lambda one: one.duo.users.add("bob"),
    "a-user-changed": lambda one: one.duo.users.set_status("alice", UserStatus.DISABLED),
    "a-phone": lambda one: one.duo.devices.add_phone("alice", "+12025550101"),
    "a-group": lambda one: one.duo.groups.add("Staff"),
    "an-integration-removed": lambda one: one.duo.integrations.remove("DIKEY"),
    "an-entry-of-the-log": lambda one: AdministratorLog(one.store, Clock()).add(
        AdminAction.ADMIN_CREATE, "bob"
    ),
    "a-password": lambda one: PrimaryAccounts(one.store).set_password("alice", "secret"),
    "an-organization": lambda one: one.ninjaone.add_organization("Other Ltd"),
    "a-device": lambda one: one.ninjaone.add_device(
        _location(one), NodeClass.WINDOWS_WORKSTATION, "PC"
    ),
    "a-custom-field": lambda one: one.ninjaone.create_field(definition()),
    "switches": _switch,
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_a_request_that_began_before_writes_nothing_into_the_rows_that_follow(
    world: World, write: Callable[[Process], object]
) -> None:
    with world.writing.store.request():
        world.replace()
        with pytest.raises(RowsReplacedError):
            write(world.writing)
    assert world.is_as_in_the_beginning

    world.writing.sync.refresh()
    with world.writing.store.request():
        write(world.writing)

    assert not world.is_as_in_the_beginning


def test_what_rows_that_followed_would_refuse_is_no_refusal_of_earlier_ones(world: World) -> None:
    """Whose id or name is taken there has done nothing wrong."""
    with world.writing.store.request():
        world.replace()
        _in_another_thread(lambda: world.replacing.duo.users.add("bob"))
        with pytest.raises(RowsReplacedError):
            world.writing.duo.users.add("bob")


def test_a_request_that_began_before_may_read_what_followed(world: World) -> None:
    with world.writing.store.request():
        world.replace()
        with world.writing.store.transaction(exclusive=True):
            found = world.writing.duo.users.find_by_name("alice")

    assert found is not None


def test_a_write_outside_of_requests_belongs_to_the_rows_that_its_transaction_has_read(
    world: World,
) -> None:
    duo, store = world.writing.duo, world.writing.store

    def read_and_write() -> None:
        with store.transaction():
            duo.users.find_by_name("alice")
            _in_another_thread(world.replace)
            duo.users.add("bob")

    with pytest.raises(RowsReplacedError):
        read_and_write()
    world.writing.sync.refresh()
    with store.transaction():
        duo.users.find_by_name("alice")
        duo.users.add("carol")

    assert {one.username for one in duo.users.all()} == {"alice", "bypassed", "carol"}


def test_ids_for_earlier_rows_are_none_of_those_for_the_rows_that_follow(world: World) -> None:
    ids = world.writing.duo.ids

    def begin_anew() -> None:
        world.replace()
        world.writing.sync.refresh()

    begin_anew()
    expected = [ids.txid(), ids.object_id("DU"), ids.hex_token(16)]
    with world.writing.store.request():
        begin_anew()
        earlier = ids.txid()
    found = [ids.txid(), ids.object_id("DU"), ids.hex_token(16)]

    assert found == expected
    assert earlier not in found


def test_a_replacement_that_fails_ends_no_request(world: World) -> None:
    users = world.beginning["tables"]["duo_users"]
    twice = world.replacing.store.prepare({"duo_users": [users[0], users[0]]})

    def full(_connection: object) -> None:
        raise OSError("the disk is full")

    with world.writing.store.request():
        with pytest.raises(IntegrityError):
            world.replacing.store.put(twice, origin="twice")
        event.listen(world.replacing.store.engine, "commit", full)
        try:
            with pytest.raises(OSError, match="disk"):
                world.replace()
        finally:
            event.remove(world.replacing.store.engine, "commit", full)
        world.writing.duo.users.add("bob")

    assert {one.username for one in world.writing.duo.users.all()} == {"alice", "bypassed", "bob"}


def test_rows_are_not_replaced_in_a_transaction(world: World) -> None:
    with world.replacing.store.transaction(), pytest.raises(RuntimeError):
        world.replace()


def test_rows_are_not_replaced_while_an_exclusive_transaction_runs(world: World) -> None:
    """What it has read is there until its end."""
    replaced = threading.Event()

    def replace() -> None:
        world.replace()
        replaced.set()

    with ThreadPoolExecutor(1) as others:
        with world.writing.store.transaction(exclusive=True):
            assert world.writing.duo.users.find_by_name("bob") is None
            replacing = others.submit(replace)
            assert not replaced.wait(NOT_YET_SECONDS)
            world.writing.duo.users.add("bob")
        replacing.result(PATIENT_SECONDS)

    assert world.is_as_in_the_beginning


def test_whoever_writes_while_rows_are_replaced_again_and_again_writes_into_his_own(
    world: World,
) -> None:
    """Nobody waits for ever either: a deadlock would be told by the database, or end the test."""
    store, duo = world.writing.store, world.writing.duo
    numbers, over = itertools.count(), threading.Event()
    written: list[int] = []

    def write(exclusive: bool) -> None:
        while not over.is_set():
            world.writing.sync.refresh()
            with store.request():
                generation = store.generation.number
                try:
                    with store.transaction(exclusive=exclusive):
                        user = duo.users.get("alice")
                        duo.users.add(f"{generation}-{next(numbers)}")
                        duo.lockouts.failed(user.user_id)
                except RowsReplacedError:
                    continue
                written.append(generation)

    def strangers() -> set[str]:
        """Users whom requests have made that began with other rows than these."""
        with world.replacing.store.transaction(exclusive=True):
            with world.replacing.store.connection() as connection:
                names = set(connection.scalars(select(USERS.c.username)))
            present = world.replacing.store.generation.number
        return {one for one in names if one[0].isdigit() and not one.startswith(f"{present}-")}

    with ThreadPoolExecutor(WRITERS) as pool:
        writing = [pool.submit(write, number % 2 == 0) for number in range(WRITERS)]
        try:
            for _ in range(ROUNDS):
                world.replace()
                before = len(written)
                while len(written) < before + WRITERS and not any(one.done() for one in writing):
                    over.wait(0.001)
                assert strangers() == set()
        finally:
            over.set()
        for one in writing:
            one.result(PATIENT_SECONDS)

    assert strangers() == set()


def _in_another_thread(act: Callable[[], object]) -> None:
    with ThreadPoolExecutor(1) as pool:
        pool.submit(act).result(PATIENT_SECONDS)
