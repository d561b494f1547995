"""The cloud's times and limits, in the database: snapshots hold them and processes share them."""

from __future__ import annotations

from dataclasses import asdict, replace

from sqlalchemy import delete, insert, select

from failmode.simulator.duo.directory.settings import DuoSettings
from failmode.simulator.duo.directory.tables import SETTINGS
from failmode.simulator.state.cache import Cache
from failmode.simulator.state.store import Store

_SETTINGS = select(SETTINGS.c.name, SETTINGS.c.value)


class StoredSettings:
    """What the cloud was started with, and what has been changed since.

    Args:
        store: the database; clearing it takes every change back.
        initial: what holds as long as nothing has been changed.
    """

    def __init__(self, store: Store, initial: DuoSettings) -> None:
        self._store = store
        self._initial = initial
        self._cache: Cache[None, DuoSettings] = Cache(store.known_revision)

    @property
    def current(self) -> DuoSettings:
        """The settings in force."""
        return self._cache.get(None, self._load)

    def replace(self, settings: DuoSettings) -> None:
        """Put other settings in force, in every process, until the database is cleared."""
        before = asdict(self._initial)
        rows = [
            {"name": name, "value": value}
            for name, value in asdict(settings).items()
            if value != before[name]
        ]
        with self._store.connection() as connection:
            connection.execute(delete(SETTINGS))
            if rows:
                connection.execute(insert(SETTINGS), rows)
        self._store.changed()

    def _load(self) -> DuoSettings:
        with self._store.connection() as connection:
            rows = connection.execute(_SETTINGS).all()
        return replace(self._initial, **{row.name: row.value for row in rows})
