"""Which rows a database holds: a number that goes up whenever all of them are replaced.

It is counted where the transactions that write are ordered against the replacement: the transaction
that replaces the rows counts, while it keeps out all others that write.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Generation:
    """The rows between one replacement and the next.

    Attributes:
        number: greater than that of all before.
        origin: what the rows were replaced by: the name or the digest of a snapshot, or empty.
    """

    number: int
    origin: str


class Generations(Protocol):
    """Counts the generations of a database's rows."""

    def current(self, connection: Connection) -> int:
        """Return the number of the rows that a transaction finds.

        Args:
            connection: in the transaction, which keeps out whoever would replace the rows; so the
                number stays true until it ends.

        Raises:
            SimulatorError: when it is not there any longer.
        """

    def next(self, connection: Connection, origin: str) -> AbstractContextManager[int]:
        """Give the rows that a transaction puts in place a number; none when the block raises.

        Args:
            connection: in the transaction, which keeps out whoever would write; it is to be
                committed in the block.
            origin: see `Generation`.
        """


class OwnGenerations:
    """Counts in memory, for a database that no other process uses; asks it for nothing."""

    def __init__(self) -> None:
        self._number = 0

    def current(self, connection: Connection) -> int:
        """See `Generations`."""
        del connection
        return self._number

    @contextmanager
    def next(self, connection: Connection, origin: str) -> Iterator[int]:
        """See `Generations`."""
        del connection, origin
        before = self._number
        # Before the commit: whoever writes next finds it, because only then is he let in.
        self._number = before + 1
        try:
            yield self._number
        except BaseException:
            self._number = before
            raise
