"""Scenarios before they are Gherkin text: what is derived from the documents, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

Row = tuple[str, ...]


VERDICT = "verdict"
"""The column of examples that says what a login comes to."""


class Keyword(StrEnum):
    """The kinds of step; a repeated kind is written as `And`."""

    GIVEN = "Given"
    WHEN = "When"
    THEN = "Then"


@dataclass(frozen=True, slots=True)
class Source:
    """A line of a document that a scenario was derived from.

    Attributes:
        document: the document's name below the project, such as `docs/rules.md`.
        line: 1-based line.
        title: the rule's heading; empty for other lines.
    """

    document: str
    line: int
    title: str = ""

    def __str__(self) -> str:
        return f"{self.document}:{self.line}"


@dataclass(frozen=True, slots=True)
class Step:
    """One step, with the rows of its data table (the first row is the header)."""

    keyword: Keyword
    text: str
    table: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Examples:
    """One table of examples of an outline; each row has as many cells as the header."""

    header: Row
    rows: tuple[Row, ...]
    name: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario; with `examples` an outline.

    Attributes:
        name: unique in the whole set of features.
        source: the document line it was derived from.
        rules: the rules it was derived by.
        steps: at least one.
        tags: without `@`.
        examples: the outline's tables; empty for a plain scenario.
    """

    name: str
    source: Source
    rules: tuple[Source, ...]
    steps: tuple[Step, ...]
    tags: tuple[str, ...] = ()
    examples: tuple[Examples, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A Gherkin rule: scenarios that follow from the same heading of the rules document."""

    name: str
    scenarios: tuple[Scenario, ...]


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature file.

    Attributes:
        path: below the features directory.
        name: the feature's title.
        source: the document line that it is about.
        description: lines of prose under the title.
        tags: without `@`.
        background: steps before each scenario.
        rules: the scenarios, by the rule they follow from.
        field: name of the custom field whose option decides the logins; empty elsewhere.
    """

    path: PurePosixPath
    name: str
    source: Source
    rules: tuple[Rule, ...]
    description: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    background: tuple[Step, ...] = ()
    field: str = ""


def given(text: str, table: tuple[Row, ...] = ()) -> Step:
    """Write a `Given` step."""
    return Step(Keyword.GIVEN, text, table)


def when(text: str, table: tuple[Row, ...] = ()) -> Step:
    """Write a `When` step."""
    return Step(Keyword.WHEN, text, table)


def then(text: str, table: tuple[Row, ...] = ()) -> Step:
    """Write a `Then` step."""
    return Step(Keyword.THEN, text, table)
