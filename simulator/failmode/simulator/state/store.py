"""State of all vendors in one database: SQLite by default, any SQLAlchemy URL otherwise."""

from __future__ import annotations

import hashlib
import itertools
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    Table,
    create_engine,
    event,
    false,
    inspect,
    select,
)
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from failmode.simulator.errors import ConfigError
from failmode.simulator.files import (
    check_private,
    make_private,
    refuse_dangling_link,
    temporary_directory,
)
from failmode.simulator.internal_failures import Problem, described
from failmode.simulator.state.creation import create_tables
from failmode.simulator.state.generations import Generation, Generations, OwnGenerations
from failmode.simulator.state.metadata import METADATA
from failmode.simulator.state.prepared_rows import PreparedRows, Rows, prepare
from failmode.simulator.state.snapshots import SnapshotError, checked_tables
from failmode.simulator.state.transaction import DatabaseTransaction, watch_writes
from failmode.simulator.state.url import parse_state_url, shown, sqlite_file, without_secrets

SNAPSHOT_VERSION = 2
"""Version of the snapshot's JSON layout."""

Snapshot = dict[str, Any]
"""JSON object: {"version": 2, "tables": {table name: [row objects]}}."""


class Store:
    """The database behind one simulator.

    Args:
        url: an SQLAlchemy database URL. Left out: a private SQLite file, removed on `close`.

    Attributes:
        engine: the database, for reads that need no objects.
        url: where the database is, for other processes that are to share it.
        generation: of the rows, as far as this process knows; another one may follow any moment.
        commits: counts the transactions that were committed through this store, those that only
            read among them; nothing is written without. It asks SQLAlchemy for no events, which
            every statement would pay for.
        revision: changes whenever rows that somebody may remember, or wait for, have changed.

    Raises:
        ConfigError: when the database cannot be opened or is of another layout.
    """

    def __init__(self, url: str | None = None) -> None:
        self.generation = Generation(0, "")
        self.commits = 0
        self._generations: Generations = OwnGenerations()
        self._hearing = threading.Lock()
        # Unlike an increment, it gives no number twice, whichever threads ask at once.
        self._revisions = itertools.count(1)
        self.revision = 0
        self._in_thread = threading.local()
        self._listeners: list[Callable[[], None]] = []
        self._cleanup = ExitStack()
        with ExitStack() as stack:
            is_private = url is None
            if url is None:
                directory = stack.enter_context(temporary_directory("state"))
                url = f"sqlite:///{directory / 'state.sqlite'}"
            self.url = url
            self.engine = self._open(stack, parse_state_url(url), is_private=is_private)
            self._cleanup = stack.pop_all()
        # Sorting the tables takes longer than emptying them.
        self._tables: tuple[Table, ...] = tuple(METADATA.sorted_tables)
        # Most are empty, and writing a query for each takes longer than this one.
        self._which_are_filled = " UNION ALL ".join(
            f"SELECT '{table.name}' WHERE EXISTS (SELECT 1 FROM {table.name})"  # noqa: S608 - our own names
            for table in self._tables
        )

    def _open(self, stack: ExitStack, url: URL, *, is_private: bool) -> Engine:
        """Open the database, and close it with the stack.

        Raises:
            ConfigError: when it cannot be opened or is of another layout.
        """
        file = sqlite_file(url)
        if file is not None:
            _keep_private(file)
        try:
            # SQLite has nobody at the other end who could end a connection.
            engine = create_engine(url, pool_pre_ping=file is None)
            stack.callback(engine.dispose)
            if engine.dialect.name == "sqlite":
                event.listen(engine, "connect", _tune_sqlite)
            watch_writes(engine)
            create_tables(engine, METADATA)
            if not is_private:
                _check_layout(engine)
                _check_writable(engine)
        except (SQLAlchemyError, ImportError) as error:
            raise ConfigError(
                f"the state database {shown(url)} cannot be opened: "
                f"{without_secrets(_first_line(error), url)}",
                "Check the URL, the driver and the rights, or leave the URL out to use SQLite",
            ) from None
        return engine

    @property
    def is_local(self) -> bool:
        """Whether a question to the database never crosses a network."""
        return self.engine.dialect.name == "sqlite"

    def problem(self) -> Problem | None:
        """Tell what keeps the database from answering; None when it answers."""
        try:
            with self.engine.connect() as connection:
                connection.execute(select(1))
        except SQLAlchemyError as error:
            return Problem("the state database", *described(error))
        return None

    @contextmanager
    def transaction(self, *, exclusive: bool = False) -> Iterator[None]:
        """Keep together what this thread reads and writes in the block.

        It is committed when the outermost block of the thread ends well, and undone when it
        raises; others are told of changes after that. Nobody may wait for anything in it: from
        the first write on, SQLite lets nobody else write.

        Args:
            exclusive: let no other exclusive transaction run meanwhile, in any process, so that
                what the block reads before it writes stays true. In a transaction that was not,
                that counts from the block to the end of the outermost one.

        Raises:
            RowsReplacedError: when it would write into other rows than those with which the
                thread's request began, or else the block; nothing is written then.
        """
        if self._transaction is not None:
            if exclusive:
                self._transaction.make_exclusive()
            yield
            return
        transaction = self._begin(exclusive=exclusive)
        self._in_thread.transaction = transaction
        try:
            yield
            self.commits += transaction.is_begun
            transaction.commit()
        finally:
            self._in_thread.transaction = None
            transaction.close()
        if transaction.changed:
            self.changed()

    def check_no_transaction(self) -> None:
        """See that this thread is in no transaction; for what is about to wait for others.

        Raises:
            RuntimeError: when it is in one.
        """
        if self._transaction is not None:
            raise RuntimeError(
                "nobody may wait in a transaction of the database: it keeps out who is waited for"
            )

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Give the connection of the thread's transaction, or else one that the block commits.

        Raises:
            SQLAlchemyError: when the database cannot be reached.
            RowsReplacedError: see `transaction`.
        """
        of_thread = self._transaction
        transaction = self._begin() if of_thread is None else of_thread
        try:
            yield transaction.connection()
            if of_thread is None:
                self.commits += 1
                transaction.commit()
        except IntegrityError:
            transaction.after_refused_write()
            raise
        finally:
            if of_thread is None:
                transaction.close()

    def request(self) -> AbstractContextManager[None]:
        """Let this thread write in the block into no rows but those that are there as it begins."""
        return _Request(self._in_thread, self.generation.number)

    @property
    def is_of_earlier_rows(self) -> bool:
        """Whether the request that this thread answers began with rows that are there no more."""
        generation: int | None = getattr(self._in_thread, "generation", None)
        return generation is not None and generation != self.generation.number

    def changed(self) -> None:
        """Say that rows have changed which somebody may remember, or wait for.

        In a transaction nobody hears of it before its end.
        """
        if self._transaction is not None:
            self._transaction.changed = True
            return
        self.revision = next(self._revisions)
        for listener in tuple(self._listeners):
            listener()

    def known_revision(self) -> int | None:
        """Tell the revision of what this thread reads.

        Returns:
            None when that is not committed yet, or must be what the database holds this moment.
        """
        transaction = self._transaction
        if transaction is not None and (transaction.changed or transaction.exclusive):
            return None
        return self.revision

    def subscribe(self, listener: Callable[[], None]) -> None:
        """Call `listener` after every change, in the thread that made it or heard of it."""
        self._listeners.append(listener)

    def subscribe_to_replacement(self, listener: Callable[[], None]) -> None:
        """Call `listener` after all rows were replaced; as `subscribe`."""
        known = self.generation

        def replaced() -> None:
            nonlocal known
            if self.generation != known:
                known = self.generation
                listener()

        self.subscribe(replaced)

    def clear(self) -> None:
        """Delete every row of every table."""
        self.put(self.prepare({}), origin="")

    def snapshot(self) -> Snapshot:
        """Return all rows of all tables, whose values are those of JSON."""
        return {"version": SNAPSHOT_VERSION, "tables": self.rows()}

    def restore(self, snapshot: Snapshot, *, origin: str | None = None) -> None:
        """Replace all rows by those of `snapshot`, all or nothing.

        Args:
            snapshot: the rows.
            origin: a name that no other snapshot has; left out: the digest of its rows.

        Raises:
            SnapshotError: when it is of another version or does not fit the tables; nothing has
                changed then.
        """
        if not isinstance(snapshot, dict) or snapshot.get("version") != SNAPSHOT_VERSION:
            raise SnapshotError(
                f"the snapshot is not of version {SNAPSHOT_VERSION}",
                "Take a new one of this simulator",
            )
        tables = checked_tables(snapshot.get("tables"), METADATA)
        self.put(self.prepare(tables), origin=origin if origin is not None else _digest(tables))

    def rows(self) -> Rows:
        """Return all rows of all tables."""
        with self.connection() as connection:
            filled = {row[0] for row in connection.exec_driver_sql(self._which_are_filled)}
            return {
                table.name: [
                    {str(k): v for k, v in row.items()}
                    for row in connection.execute(table.select()).mappings()
                ]
                if table.name in filled
                else []
                for table in self._tables
            }

    def prepare(self, rows: Rows) -> PreparedRows:
        """Make rows ready to be put in place.

        Args:
            rows: as `rows` returns them, of a database with the same tables; they are not checked.
        """
        return prepare(rows, self._tables, self.engine.dialect)

    def put(self, prepared: PreparedRows, *, origin: str) -> None:
        """Replace all rows by others, all or nothing.

        No request that has begun before writes anything from then on.

        Args:
            prepared: the rows.
            origin: a name that no other rows have.

        Raises:
            SQLAlchemyError: when the rows do not fit the tables.
            RuntimeError: in a transaction.
        """
        self.check_no_transaction()
        transaction = self._begin()
        try:
            with transaction.replacing_rows(origin) as (connection, number):
                prepared.put(connection)
                self.commits += 1
        finally:
            transaction.close()
        self.replaced(Generation(number, origin))

    def replaced(self, by: Generation) -> None:
        """Hear that all rows were replaced, by this process or by another one.

        Args:
            by: the rows that followed; nothing is heard of those that were replaced since.
        """
        with self._hearing:
            if by.number > self.generation.number:
                # Who finds that they are others must not remember earlier ones.
                self.revision = next(self._revisions)
                self.generation = by
        self.changed()

    def share(self, generations: Generations, present: Generation) -> None:
        """Have the generations counted where other processes find them.

        Args:
            generations: counts them.
            present: the rows that are there now.
        """
        self._generations = generations
        self.generation = present

    def close(self) -> None:
        """Release the database; a private SQLite file is removed."""
        self._cleanup.close()

    def _begin(self, *, exclusive: bool = False) -> DatabaseTransaction:
        return DatabaseTransaction(
            self.engine,
            self._generations,
            getattr(self._in_thread, "generation", None),
            self._known_generation,
            exclusive=exclusive,
        )

    def _known_generation(self) -> int:
        return self.generation.number

    @property
    def _transaction(self) -> DatabaseTransaction | None:
        found: DatabaseTransaction | None = getattr(self._in_thread, "transaction", None)
        return found


class _Request:
    """What one thread answers; a generator would take three times as long."""

    __slots__ = ("_generation", "_in_thread")

    def __init__(self, in_thread: threading.local, generation: int) -> None:
        self._in_thread = in_thread
        self._generation = generation

    def __enter__(self) -> None:
        self._in_thread.generation = self._generation

    def __exit__(self, *_: object) -> None:
        self._in_thread.generation = None


def _keep_private(file: Path) -> None:
    """See that only its owner may read an SQLite database, new or old.

    SQLite gives the files that it puts beside the database the rights of the database.

    Raises:
        ConfigError: when others may, or the file cannot be had.
    """
    try:
        refuse_dangling_link(file)
        make_private(file)
        for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
            one = file.with_name(name)
            if one.exists():
                check_private(one, "the state database, which holds secrets,")
    except OSError as error:
        raise ConfigError(
            f"the state database {file} cannot be had: {error.strerror}",
            "Name a file in a directory that you may write to",
        ) from error


def _check_writable(engine: Engine) -> None:
    """Raise what the database raises for a user, or a file, that may only read."""
    with engine.begin() as connection:
        connection.execute(METADATA.sorted_tables[0].delete().where(false()))


def _check_layout(engine: Engine) -> None:
    """Refuse a database that another version, or another program, has made."""
    found = inspect(engine)
    for table in METADATA.sorted_tables:
        if {column["name"] for column in found.get_columns(table.name)} != set(
            table.columns.keys()
        ):
            raise ConfigError(
                f"the state database's table {table.name} is not of this version's layout",
                "Name a new database; this one is left as it is",
            )


def _digest(tables: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(tables, sort_keys=True).encode()).hexdigest()


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]


def _tune_sqlite(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=OFF", "foreign_keys=ON", "busy_timeout=10000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
