"""One transaction for all that belongs together."""

from __future__ import annotations

import importlib
import inspect
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, Delete, Insert, Select, Update, event, func, select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.types import TypeEngine

from failmode.simulator.duo.cloud import DuoCloud, create_cloud
from failmode.simulator.duo.directory.records import UserStatus
from failmode.simulator.duo.directory.tables import USERS
from failmode.simulator.seed.primary_accounts import PrimaryAccounts
from failmode.simulator.state import sync
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.store import Store

PACKAGE = Path(inspect.getfile(Store)).parents[1]
NOT_YET_SECONDS = 0.3
"""How long a test looks whether something happens that must not."""


@pytest.fixture(scope="module")
def shared(state_url: str) -> Iterator[Store]:
    store = Store(state_url)
    yield store
    store.close()


@pytest.fixture
def store(shared: Store) -> Store:
    shared.clear()
    return shared


@pytest.fixture
def duo(store: Store) -> DuoCloud:
    """Return a cloud that knows alice."""
    duo = create_cloud(store, Clock())
    duo.users.add("alice")
    return duo


class BrokenError(Exception):
    """What goes wrong in the middle."""


@contextmanager
def undone(store: Store) -> Iterator[None]:
    """Make the block a transaction that fails at its end."""
    with suppress(BrokenError), store.transaction():
        yield
        raise BrokenError


def users(store: Store) -> int:
    """How many users there are, as anybody else sees it."""
    with store.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(USERS)) or 0


def test_all_of_a_transaction_is_kept_at_its_end_and_not_before(
    store: Store, duo: DuoCloud
) -> None:
    with ThreadPoolExecutor(1) as others:
        with store.transaction():
            duo.users.add("bob")
            PrimaryAccounts(store).set_password("bob", "secret")
            before = others.submit(users, store).result()
        after = others.submit(users, store).result()

    assert (before, after) == (1, 2)
    assert PrimaryAccounts(store)["bob"] == "secret"


def test_a_transaction_that_fails_is_undone_whole_whatever_it_was_made_of(
    store: Store, duo: DuoCloud
) -> None:
    before = store.snapshot()

    with undone(store):
        duo.users.add("bob")
        duo.devices.add_phone("alice", "+12025550100")
        PrimaryAccounts(store).set_password("bob", "secret")
        with store.transaction():
            duo.users.rename("alice", "alicia")

    assert store.snapshot() == before


def test_a_transaction_that_begins_with_another_of_the_same_thread_is_one_too(
    store: Store, duo: DuoCloud
) -> None:
    accounts = PrimaryAccounts(store)

    with undone(store):
        accounts.set_password("bob", "secret")
        accounts.set_password("carol", "secret")
        duo.users.add("bob")

    assert (dict(accounts), users(store)) == ({}, 1)


@pytest.mark.parametrize("exclusive", [False, True])
def test_what_could_not_be_committed_is_undone_and_not_left_to_whoever_writes_next(
    store: Store, duo: DuoCloud, *, exclusive: bool
) -> None:
    def fail(_connection: object) -> None:
        raise BrokenError

    event.listen(store.engine, "commit", fail)
    try:
        with pytest.raises(BrokenError), store.transaction(exclusive=exclusive):
            duo.users.add("bob")
    finally:
        event.remove(store.engine, "commit", fail)
    duo.users.add("carol")

    assert [one.username for one in duo.users.all()] == ["alice", "carol"]


def test_what_is_changed_is_read_in_the_transaction_and_forgotten_when_it_fails(
    store: Store, duo: DuoCloud
) -> None:
    before = duo.users.find_by_name("alice")

    with undone(store):
        duo.users.set_status("alice", UserStatus.DISABLED)
        inside = duo.users.find_by_name("alice")

    assert inside is not None
    assert inside.status is UserStatus.DISABLED
    assert duo.users.find_by_name("alice") == before


def test_others_hear_of_a_transaction_once_it_is_kept(store: Store, duo: DuoCloud) -> None:
    heard: list[int] = []
    store.subscribe(lambda: heard.append(users(store)))

    with store.transaction():
        duo.users.add("bob")
        duo.users.add("carol")
        assert heard == []

    assert heard == [3]
    with undone(store):
        duo.users.add("dora")
    assert heard == [3]


def test_every_transaction_that_is_committed_is_counted_and_none_that_is_undone(
    store: Store, duo: DuoCloud
) -> None:
    before = store.commits

    duo.users.add("bob")
    after_one = store.commits
    with store.transaction():
        duo.users.add("carol")
        duo.users.add("dora")
    with undone(store):
        duo.users.add("erin")
    with pytest.raises(BrokenError), store.connection():
        raise BrokenError
    after_writing = store.commits
    with store.connection() as connection:
        connection.execute(select(1))

    assert after_one > before
    assert after_writing == after_one + 1
    assert store.commits == after_writing + 1


def test_no_statement_pays_for_events_that_nobody_hears() -> None:
    """A listener to any of an engine's events makes each statement dispatch all of them."""
    with closing(Store()) as store:
        assert not store.engine._has_events


def test_a_transaction_that_asks_the_database_nothing_costs_no_connection(store: Store) -> None:
    with store.transaction():
        assert store.engine.pool.checkedout() == 0  # type: ignore[attr-defined]  # a QueuePool


def test_an_exclusive_transaction_begins_after_the_one_before_and_sees_what_it_did(
    store: Store, duo: DuoCloud
) -> None:
    duo.users.find_by_name("bob")
    running = threading.Event()

    def look() -> bool:
        with store.transaction(exclusive=True):
            found = duo.users.find_by_name("bob")
            running.set()
            return found is not None

    with ThreadPoolExecutor(1) as others:
        with store.transaction(exclusive=True):
            duo.users.add("bob")
            looking = others.submit(look)
            assert not running.wait(NOT_YET_SECONDS)
        assert looking.result()


@pytest.mark.parametrize("has_written", [False, True])
def test_a_part_that_must_be_exclusive_makes_its_transaction_so(
    store: Store, duo: DuoCloud, *, has_written: bool
) -> None:
    running = threading.Event()

    def look() -> bool:
        with store.transaction():
            if has_written:
                duo.users.add("carol")
            assert duo.users.find_by_name("dora") is None
            with store.transaction(exclusive=True):
                found = duo.users.find_by_name("bob")
                running.set()
                return found is not None

    with ThreadPoolExecutor(1) as others:
        with store.transaction(exclusive=True):
            assert duo.users.find_by_name("bob") is None
            looking = others.submit(look)
            assert not running.wait(NOT_YET_SECONDS)
            duo.users.add("bob")
        assert looking.result()


def test_failed_logins_of_one_user_at_once_are_all_counted(store: Store, duo: DuoCloud) -> None:
    user = duo.users.get("alice")

    def fail(_: int) -> None:
        with store.transaction():
            duo.users.find_by_name("alice")
            duo.lockouts.failed(user.user_id)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(fail, range(9)))
        before = duo.users.get("alice").status
        list(pool.map(fail, range(3)))

    assert (before, duo.users.get("alice").status) == (UserStatus.ACTIVE, UserStatus.LOCKED_OUT)


def statements() -> dict[str, Select[Any] | Update | Insert | Delete]:
    """Return every statement on the store's tables that a module keeps, by its name."""
    found: dict[str, Select[Any] | Update | Insert | Delete] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        if "sqlalchemy" not in path.read_text(encoding="utf-8"):
            continue
        module = importlib.import_module(".".join(["failmode.simulator", *parts]))
        for name, value in vars(module).items():
            kept = value.values() if isinstance(value, dict) else (value,)
            for number, one in enumerate(kept):
                if isinstance(one, (Select, Update, Insert, Delete)) and module is not sync:
                    found[f"{module.__name__}.{name}[{number}]"] = one
    return found


def _sample(kind: TypeEngine[Any]) -> object:
    """Return a value that a column of this type takes."""
    return [] if isinstance(kind, JSON) else kind.python_type()


def test_both_databases_take_every_statement_that_is_kept(store: Store) -> None:
    kept = statements()
    assert len(kept) > 10

    for name, statement in kept.items():
        columns = (
            statement.table.columns.keys() if isinstance(statement, (Insert, Update)) else None
        )
        binds = statement.compile(store.engine, column_keys=columns).binds
        parameters = {key: _sample(one.type) for key, one in binds.items()}
        with store.engine.connect() as connection:
            try:
                connection.execute(statement, parameters)
            except IntegrityError:
                pass  # the statement was understood, and refers to what is not there
            except SQLAlchemyError as error:
                pytest.fail(f"{name}: {error}")


def test_nobody_waits_for_a_person_in_a_transaction(store: Store, duo: DuoCloud) -> None:
    duo.waiter.close()

    with store.transaction():
        with pytest.raises(RuntimeError, match="nobody may wait"):
            duo.waiter.final_status("no-such-transaction")
        with pytest.raises(RuntimeError, match="nobody may wait"):
            duo.waiter.next_status("DI", "no-such-transaction")


def test_threads_have_transactions_of_their_own(store: Store, duo: DuoCloud) -> None:
    def add(name: str) -> None:
        with store.transaction():
            duo.users.add(name)
            duo.devices.add_phone(name, "")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, [f"user-{number}" for number in range(24)]))

    assert users(store) == 25
    assert all(user.devices for user in duo.users.all() if user.username != "alice")
