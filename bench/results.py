"""What a benchmark measured."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bench.budget import Budget


class Unit(StrEnum):
    """What the numbers of a result are."""

    PER_SECOND = "/s"
    SECONDS = "s"
    MILLISECONDS = "ms"
    MEBIBYTES = "MiB"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Ours beside one peer, measured in the same run.

    Attributes:
        measure: what was done.
        unit: of both numbers.
        ours: our number.
        peer: who was measured beside us.
        theirs: the peer's number; None: the peer is not installed.
        aim: the ratio we want to reach, or None.
    """

    measure: str
    unit: Unit
    ours: float
    peer: str
    theirs: float | None
    aim: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times as fast, or as small, as the peer we are; None without the peer."""
        if self.theirs is None:
            return None
        if self.unit is Unit.PER_SECOND:
            return self.ours / self.theirs
        return self.theirs / self.ours

    def to_json(self) -> dict[str, Any]:
        """Give the attributes and the ratio as a JSON object."""
        return {
            "measure": self.measure,
            "unit": self.unit.value,
            "ours": self.ours,
            "peer": self.peer,
            "theirs": self.theirs,
            "ratio": self.ratio,
            "aim": self.aim,
        }


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that one benchmark has to say.

    Attributes:
        results: the measured pairs.
        notes: sentences that belong to them.
    """

    results: tuple[Result, ...]
    notes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Give results and notes as a JSON object."""
        return {"results": [one.to_json() for one in self.results], "notes": list(self.notes)}


Benchmark = Callable[[Budget], Outcome]
"""Measures ours and its peers, alternating between them.

Raises `BenchError` when something of ours does not run.
"""
