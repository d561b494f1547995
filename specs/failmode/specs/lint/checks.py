"""What documents are held to."""

from __future__ import annotations

from dataclasses import dataclass

from failmode.specs.rules import Check, Comparison, LintRule


@dataclass(frozen=True, slots=True)
class Checks:
    """Checks that belong together.

    Attributes:
        rules: what they report.
        one_by_one: checks of each document by itself.
        beside_each_other: checks of all documents together.
    """

    rules: tuple[type[LintRule], ...]
    one_by_one: tuple[Check, ...] = ()
    beside_each_other: tuple[Comparison, ...] = ()
