"""Everything that a simulator holds at one moment, to return to it within the same process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from failmode.simulator.edge.journal.journal import JournalEntry
from failmode.simulator.state.prepared_rows import PreparedRows


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A moment without faults, in real time, at which no computer has Duo.

    Unlike a snapshot it is no file for others: it also holds what goes on by itself, so that
    whoever returns to it finds what was there, and is given the same ids as whoever went on.

    Attributes:
        seed: the number from which the seed data were made.
        rows: all that the vendors have stored.
        ids: the state of the random number generator for ids.
        exchanges: the journal.
        origin: a name of the rows that no others have.
    """

    seed: int
    rows: PreparedRows
    ids: tuple[Any, ...]
    exchanges: tuple[JournalEntry, ...]
    origin: str
