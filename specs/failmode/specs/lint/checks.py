"""What documents are held to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from failmode.specs.model import Document
from failmode.specs.rules import FindingLog, LintRule

Logs = Mapping[Path, FindingLog]
"""The log of each document's findings, by the document's path."""

Check = Callable[[Document, FindingLog], None]
"""Holds one document to rules."""

Comparison = Callable[[Sequence[Document], Logs], None]
"""Holds documents to rules that only show when they are seen together."""


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
