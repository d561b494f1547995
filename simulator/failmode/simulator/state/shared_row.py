"""The row that processes share: by it they tell one another what has changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Column, Connection, Float, Integer, MetaData, String, Table, update

from failmode.simulator.errors import SimulatorError

# Not among the tables of the vendors: a snapshot holds what they know, not who talks to whom.
SHARING = MetaData()
"""What is in the database beside the tables of the vendors."""

SHARED = Table(
    "simulator_shared",
    SHARING,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("revision", Integer, nullable=False),
    Column("clock_offset", Float, nullable=False),
    Column("clock_frozen_at", Float),
    Column("generation", Integer, nullable=False),
    Column("origin", String, nullable=False),
    Column("processes", Integer, nullable=False),
)
"""One row; revision, clock, generation of the rows, and how many processes there were."""

# Every transaction that writes asks this: past SQLAlchemy's layers it takes half of the time.
_CURRENT = "SELECT generation FROM simulator_shared"


def was_emptied() -> SimulatorError:
    """Make the error about a row that is not there."""
    return SimulatorError("the shared database was emptied by somebody else", remedy="Start anew")


class SharedGenerations:
    """Counts the generations of the rows in the row that all processes share; see `Generations`."""

    def current(self, connection: Connection) -> int:
        """See `Generations`."""
        found: int | None = connection.exec_driver_sql(_CURRENT).scalar()
        if found is None:
            raise was_emptied()
        return found

    @contextmanager
    def next(self, connection: Connection, origin: str) -> Iterator[int]:
        """See `Generations`."""
        yield connection.execute(
            update(SHARED)
            .values(generation=SHARED.c.generation + 1, origin=origin)
            .returning(SHARED.c.generation)
        ).scalar_one()
