"""One transaction of the database: which rows it may write into, and what it waits for.

Locks are taken in this order, so that no two transactions wait for each other:

1. that of replacements: shared by all who write, had alone by who replaces all rows;
2. that of exclusive transactions, which keeps these apart from each other;
3. those of rows.

SQLite has one lock in place of them all, which the first write takes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event

from failmode.simulator.errors import RowsReplacedError
from failmode.simulator.state.generations import Generations

_EXCLUSIVE = 0x6661696C6D6F6465
"""The number of the advisory lock by which exclusive transactions of PostgreSQL keep apart."""

_REPLACING = _EXCLUSIVE + 1
"""The number of the advisory lock by which PostgreSQL keeps replacements and writers apart."""

_OPTION = "failmode_transaction"

# PostgreSQL's: https://www.postgresql.org/docs/current/functions-admin.html, 9.28.10.
_LOCK_FOR_EXCLUSIVE = f"SELECT pg_advisory_xact_lock({_EXCLUSIVE})"
_LOCK_FOR_REPLACING = f"SELECT pg_advisory_xact_lock({_REPLACING})"
_LOCK_FOR_WRITING = f"SELECT pg_advisory_xact_lock_shared({_REPLACING})"


class DatabaseTransaction:
    """What one thread does to the database until it is committed; costs nothing while unused.

    It belongs to one generation of the rows and writes into no other. With SQLite, which lets one
    connection write at a time, it looks at its end whose rows it has written into, at no cost when
    it has written nothing. Others could replace the rows until then, so it looks, and locks, before
    its first write.

    Args:
        engine: the database.
        generations: counts the generations of its rows.
        generation: number of the one that it belongs to; None: that which is known as it begins.
        known: tells the number of the generation that this process knows of.
        exclusive: see `Store.transaction`.

    Attributes:
        changed: whether rows have changed which somebody may remember, or wait for.
        exclusive: whether no other exclusive transaction runs meanwhile.
    """

    __slots__ = (
        "_connection",
        "_driver",
        "_engine",
        "_found",
        "_generation",
        "_generations",
        "_known",
        "_rows_changed_before",
        "changed",
        "exclusive",
    )

    def __init__(
        self,
        engine: Engine,
        generations: Generations,
        generation: int | None,
        known: Callable[[], int],
        *,
        exclusive: bool,
    ) -> None:
        self._engine = engine
        self._generations = generations
        self._generation = generation
        self._known = known
        self._connection: Connection | None = None
        # SQLite's connection, and how many rows it had changed; None with other databases.
        self._driver: Any = None
        # The generation that nobody replaces before the end; None where that is not seen to yet.
        self._found: int | None = None
        self.changed = False
        self.exclusive = exclusive

    @property
    def is_begun(self) -> bool:
        """Whether anything was asked of the database."""
        return self._connection is not None

    def connection(self) -> Connection:
        """Return the connection, which the first call takes and locks.

        Raises:
            SQLAlchemyError: when the database cannot be reached.
        """
        if self._connection is None:
            self._connection = connection = self._engine.connect()
            connection.begin()
            if self._engine.dialect.name == "sqlite":
                self._driver = connection.connection.dbapi_connection
                self._rows_changed_before = self._driver.total_changes
            else:
                connection.execution_options(**{_OPTION: self})
            if self.exclusive:
                self._lock_others_out(connection)
            # Nothing is read yet, so it may be the one that there is now.
            if self._generation is None:
                self._generation = self._known()
            return connection
        return self._connection

    def make_exclusive(self) -> None:
        """Let no other exclusive transaction run from now on."""
        if self.exclusive:
            return
        self.exclusive = True
        if self._connection is not None:
            self._lock_others_out(self._connection)

    @contextmanager
    def replacing_rows(self, origin: str) -> Iterator[tuple[Connection, int]]:
        """Let the block replace all rows, and commit it; nobody else writes meanwhile.

        Args:
            origin: what the rows are replaced by.

        Returns:
            the connection, and the number of the generation that follows.
        """
        connection = self.connection()
        if self._driver is not None:
            self._begin_immediately(connection)
        elif connection.dialect.name == "postgresql":
            connection.exec_driver_sql(_LOCK_FOR_REPLACING)
        self._found = self._generation = self._generations.current(connection)
        with self._generations.next(connection, origin) as number:
            yield connection, number
            self._commit(connection)

    def before_write(self) -> None:
        """See that the rows to be written are those of the transaction's generation.

        Raises:
            RowsReplacedError: when they are of another one.
        """
        if self._connection is not None and self._found is None:
            self._keep_rows_in_place(self._connection)
        if self._found != self._generation:
            raise RowsReplacedError

    def after_refused_write(self) -> None:
        """See that a write which contradicts rows was refused by those of the generation.

        Raises:
            RowsReplacedError: when they are of another one.
        """
        if self._connection is not None and self._driver is not None:
            self._check(self._connection)

    def commit(self) -> None:
        """Keep what was written.

        Raises:
            RowsReplacedError: when it was not written into rows of its generation; nothing is kept.
        """
        if self._connection is None:
            return
        if self._driver is not None and self._driver.total_changes != self._rows_changed_before:
            self._check(self._connection)
        self._commit(self._connection)

    def close(self) -> None:
        """End it; what is not committed is undone."""
        if self._connection is not None:
            self._connection.close()

    def _check(self, connection: Connection) -> None:
        if self._generations.current(connection) != self._generation:
            raise RowsReplacedError

    def _commit(self, connection: Connection) -> None:
        try:
            connection.commit()
        except BaseException:
            # Closing it would give it back to the pool with what could not be committed, and
            # whoever has it next would commit that.
            connection.rollback()
            raise

    def _lock_others_out(self, connection: Connection) -> None:
        """Wait until no other exclusive transaction runs, and keep them out."""
        if self._driver is not None:
            self._begin_immediately(connection)
            return
        if self._found is None:
            self._keep_rows_in_place(connection)
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(_LOCK_FOR_EXCLUSIVE)

    def _keep_rows_in_place(self, connection: Connection) -> None:
        """Wait until nobody replaces the rows, and let nobody do so."""
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(_LOCK_FOR_WRITING)
        # A statement of its own: another one would read what was there before it had waited.
        self._found = self._generations.current(connection)

    def _begin_immediately(self, connection: Connection) -> None:
        # Whoever has written already keeps all others out.
        if not self._driver.in_transaction:
            connection.exec_driver_sql("BEGIN IMMEDIATE")


def watch_writes(engine: Engine) -> None:
    """Let the transactions of a database hear of their writes beforehand.

    SQLite's need not, and its statements would pay for it.
    """
    if engine.dialect.name != "sqlite":
        event.listen(engine, "before_cursor_execute", _before_statement)


def _before_statement(
    connection: Connection,
    _cursor: object,
    statement: str,
    _parameters: object,
    context: Any,
    _many: bool,
) -> None:
    transaction: DatabaseTransaction | None = connection.get_execution_options().get(_OPTION)
    if transaction is not None and _writes(statement, context):
        transaction.before_write()


def _writes(statement: str, context: Any) -> bool:
    if context.compiled is None:
        return not statement.lstrip().upper().startswith("SELECT")
    return bool(context.isinsert or context.isupdate or context.isdelete)
