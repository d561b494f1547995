"""Documents and what is found in them, whatever they are about.

What one kind of document says is a fact of a type of its own, see `failmode.specs.facts`. Every
value keeps the line it was read from.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

OTHER = "other"
"""The kind of a document that is of no kind that is understood."""

_OPENS_FEATURE = ("Feature:", "# language:", "#language:")


@dataclass(frozen=True, slots=True)
class Sourced(Generic[T_co]):
    """A value and where it stands.

    Attributes:
        value: the value, typed.
        line: 1-based line of the document.
        text: the document's own spelling, markup removed.
    """

    value: T_co
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class GherkinBlock:
    """A fenced `gherkin` block, taken over as it stands.

    Attributes:
        text: the block's content.
        line: 1-based line of the content's first line.
        scenarios: the names of its scenarios and scenario outlines.
    """

    text: str
    line: int
    scenarios: tuple[Sourced[str], ...] = ()

    @property
    def is_feature(self) -> bool:
        """Whether it is a feature by itself, and not only scenarios."""
        lines = (line.lstrip() for line in self.text.split("\n"))
        return any(line.startswith(_OPENS_FEATURE) for line in lines)


class Severity(StrEnum):
    """How grave a finding is; an error stops `failmode specs`."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something to say about a document.

    Attributes:
        path: the document as it was named.
        line: 1-based line.
        rule: stable name of the lint rule.
        severity: how grave it is.
        message: what is wrong, what was expected, what to do.
        values: the values that disagree.
    """

    path: str
    line: int
    rule: str
    severity: Severity
    message: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One document and everything read from it.

    Attributes:
        path: the document as it was named.
        kind: the name of the kind that the document mainly is; its facts are read whatever it is.
        title: from the front matter, the first heading of level 1, or a title-like first line.
        facts: what it says, each fact of a type of its own, in the document's order by type.
        gherkin: its fenced `gherkin` blocks.
        findings: what is wrong with the document as such, by line.
        prose: its paragraphs and list items outside tables and creation steps, and the front
            matter's description; `value` is the plain text, `text` keeps back-ticks.
        meta: the front matter's single values by key.
    """

    path: Path
    kind: str
    title: Sourced[str] | None
    facts: tuple[object, ...] = ()
    gherkin: tuple[GherkinBlock, ...] = ()
    findings: tuple[Finding, ...] = ()
    prose: tuple[Sourced[str], ...] = ()
    meta: tuple[tuple[str, Sourced[str]], ...] = ()

    def every(self, of: type[T]) -> tuple[T, ...]:
        """Return all facts of one type, in the document's order."""
        return tuple(fact for fact in self.facts if isinstance(fact, of))

    def one(self, of: type[T]) -> T | None:
        """Return the fact of a type that a document has once, or None when it says nothing."""
        return next((fact for fact in self.facts if isinstance(fact, of)), None)
