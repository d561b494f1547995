"""What documents are held to."""

from __future__ import annotations

from dataclasses import dataclass

from failmode.specs.rules import Check, Comparison


@dataclass(frozen=True, slots=True)
class Checks:
    """Checks that belong together.

    Attributes:
        one_by_one: checks of each document by itself.
        beside_each_other: checks of all documents together.
    """

    one_by_one: tuple[Check, ...] = ()
    beside_each_other: tuple[Comparison, ...] = ()
