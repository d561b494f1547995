"""The random number generator for ids: it follows from the seed, and differs between processes."""

from __future__ import annotations

import threading
from random import Random
from typing import Any, Protocol

from failmode.simulator.state.generations import Generation


class Rows(Protocol):
    """What ids are made for: a `Store`."""

    @property
    def generation(self) -> Generation:
        """Of the rows."""

    @property
    def is_of_earlier_rows(self) -> bool:
        """Whether what this thread makes ids for is of an earlier generation."""


def id_generator(rows: Rows, process: int = 0) -> Random:
    """Return the random number generator from which a process makes ids.

    Its seed follows from the origin of the rows, and is set anew whenever they are replaced. No row
    that is restored can hold an id that is still to come, because its id was made before the rows'
    present origin was known. Ids for earlier rows are of no use, and none of these.

    Args:
        rows: the database.
        process: the process's number among those that share the database (see
            `failmode.simulator.state.sync.StateSync`); 0: nobody shares it.
    """
    return _IdGenerator(rows, process)


class _IdGenerator(Random):
    """Draws from a generator that is seeded for the present rows."""

    def __init__(self, rows: Rows, process: int) -> None:
        self._rows = rows
        self._process = process
        self._drawing = threading.Lock()
        self._present = Random()
        self._present_generation: Generation | None = None
        self._earlier = Random()
        super().__init__()

    def random(self) -> float:
        """See `random.Random`."""
        with self._drawing:
            return self._source().random()

    def getrandbits(self, k: int, /) -> int:
        """See `random.Random`."""
        with self._drawing:
            return self._source().getrandbits(k)

    def getstate(self) -> tuple[Any, ...]:
        """See `random.Random`."""
        with self._drawing:
            return self._of_present_rows().getstate()

    def setstate(self, state: tuple[Any, ...]) -> None:
        """See `random.Random`."""
        with self._drawing:
            self._of_present_rows().setstate(state)

    def _source(self) -> Random:
        return self._earlier if self._rows.is_of_earlier_rows else self._of_present_rows()

    def _of_present_rows(self) -> Random:
        # Not when it is told: whoever has heard of the new rows must not draw for the old ones.
        generation = self._rows.generation
        if generation is not self._present_generation:
            self._present_generation = generation
            self._present.seed(f"ids/{generation.origin}/{self._process}")
        return self._present
