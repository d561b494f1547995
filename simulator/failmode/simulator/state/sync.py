"""What processes that share one database tell one another: that rows or the clock have changed.

One row holds a revision number and the state of the clock. Every request reads it first, so what
one process has changed before its answer is known to every other one's next request; a thread
reads it all the time, so that requests which wait hear of it too.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any
from wsgiref.types import WSGIApplication

from sqlalchemy import create_engine, insert, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from failmode.simulator.errors import SimulatorError, StateError
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.creation import create_tables
from failmode.simulator.state.generations import Generation
from failmode.simulator.state.shared_row import SHARED, SHARING, SharedGenerations, was_emptied
from failmode.simulator.state.store import Store

DEFAULT_INTERVAL_SECONDS = 0.02
"""How often a process looks for changes while it waits."""

_RETRY_SECONDS = 1.0

_ONLY = 1
_COUNTS = select(SHARED.c.revision, SHARED.c.generation)
_READ = "SELECT revision, clock_offset, clock_frozen_at, generation, origin FROM simulator_shared"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _State:
    revision: int
    offset: float
    frozen_at: float | None
    generation: Generation


class StateSync:
    """Keeps one process's store and clock in step with those of the others.

    Args:
        store: the database that is shared.
        clock: this process's clock.
        interval_seconds: how often to look for changes.

    Attributes:
        process: this process's number, from 1, which no other one that shares the database ever
            has.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        *,
        interval_seconds: float = DEFAULT_INTERVAL_SECONDS,
    ) -> None:
        self._store = store
        self._clock = clock
        self._interval = interval_seconds
        # Every request reads one row: without a transaction, and past SQLAlchemy's layers. So a
        # connection that the database has ended is noticed by its first failure only.
        self._reader = create_engine(
            store.engine.url, isolation_level="AUTOCOMMIT", pool_reset_on_return=None
        )
        self._lock = threading.RLock()
        self._applying = False
        self._ended = threading.Event()
        create_tables(store.engine, SHARING)
        try:
            with store.engine.begin() as connection:
                connection.execute(
                    insert(SHARED).values(
                        id=_ONLY,
                        revision=0,
                        clock_offset=0.0,
                        generation=0,
                        origin=store.generation.origin,
                        processes=0,
                    )
                )
        except IntegrityError:
            pass  # another process was first
        with store.engine.begin() as connection:
            self.process: int = connection.execute(
                update(SHARED)
                .values(processes=SHARED.c.processes + 1)
                .returning(SHARED.c.processes)
            ).scalar_one()
        self._state = self._read()
        store.share(SharedGenerations(), self._state.generation)
        clock.adopt(self._state.offset, self._state.frozen_at)
        store.subscribe(self._rows_changed)
        clock.subscribe(self._clock_changed)
        self._thread = threading.Thread(target=self._watch, name="state-sync", daemon=True)
        self._thread.start()

    def refresh(self) -> None:
        """Take over what other processes have changed."""
        state = self._read()
        if state == self._state:
            return
        with self._lock:
            before = self._state
            self._applying = True
            try:
                self._clock.adopt(state.offset, state.frozen_at)
                if state.generation.number > self._store.generation.number:
                    self._store.replaced(state.generation)
                elif state.revision != before.revision:
                    self._store.changed()
                # Only now: whoever finds it here goes on without waiting.
                self._state = state
            finally:
                self._applying = False

    def before_each_request(self, app: WSGIApplication) -> WSGIApplication:
        """Return `app`, which looks for changes at every request first."""

        def refreshed(
            environ: dict[str, Any], start_response: Callable[..., Any]
        ) -> Iterable[bytes]:
            self.refresh()
            return app(environ, start_response)

        return refreshed

    def close(self) -> None:
        """Stop looking for changes."""
        self._ended.set()
        self._thread.join()
        self._reader.dispose()

    def _read(self) -> _State:
        try:
            row = self._row()
        except StateError:
            # Whatever lies in the pool is as old as the connection that failed.
            self._reader.dispose()
            row = self._row()
        if row is None:
            raise was_emptied()
        revision, offset, frozen_at, generation, origin = row
        return _State(revision, offset, frozen_at, Generation(generation, origin))

    def _row(self) -> tuple[Any, ...] | None:
        errors = (SQLAlchemyError, self._reader.dialect.loaded_dbapi.Error)
        try:
            connection = self._reader.raw_connection()
        except errors as error:
            raise StateError(str(error)) from error
        try:
            cursor = connection.cursor()
            cursor.execute(_READ)
            row: tuple[Any, ...] | None = cursor.fetchone()
            cursor.close()
        except errors as error:
            connection.invalidate(error)
            raise StateError(str(error)) from error
        finally:
            connection.close()
        return row

    def _rows_changed(self) -> None:
        with self._lock:
            if self._applying:
                return
            known = self._store.generation
            with self._store.engine.begin() as connection:
                connection.execute(update(SHARED).values(revision=SHARED.c.revision + 1))
                revision, generation = connection.execute(_COUNTS).one()
            # Whatever another process changed meanwhile is applied at the next look.
            if revision == self._state.revision + 1 and generation == known.number:
                self._state = replace(self._state, revision=revision, generation=known)

    def _clock_changed(self) -> None:
        with self._lock:
            if self._applying:
                return
            offset, frozen_at = self._clock.offset, self._clock.frozen_at
            with self._store.engine.begin() as connection:
                connection.execute(
                    update(SHARED).values(clock_offset=offset, clock_frozen_at=frozen_at)
                )
            self._state = replace(self._state, offset=offset, frozen_at=frozen_at)

    def _watch(self) -> None:
        while not self._ended.wait(self._interval):
            try:
                self.refresh()
            except (SQLAlchemyError, SimulatorError) as error:
                _log.error("the shared database cannot be read; trying again: %s", error)
                self._ended.wait(_RETRY_SECONDS)
