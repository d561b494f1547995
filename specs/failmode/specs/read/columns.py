"""Tables: columns by the words of their headers, rows as long as their header, cells as words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Generic, TypeVar

from failmode.specs.common_rules import ValueUnknown
from failmode.specs.model import Severity
from failmode.specs.read.markdown import Inline, Row, Table
from failmode.specs.read.typed_values import enum_value, is_blank, named_items
from failmode.specs.rules import FindingLog, LintRule
from failmode.specs.synonyms import ANY, REMARK_COLUMNS, normalize

C = TypeVar("C", bound=StrEnum)
E = TypeVar("E", bound=StrEnum)


class ColumnMissing(LintRule):
    """A table that lacks a column without which its rows say nothing.

    Why is this bad? A table without one of its columns cannot be understood.
    """

    name = "column-missing"
    severity = Severity.ERROR


class ColumnUnknown(LintRule):
    """A column whose header is not known for this table.

    Why is this bad? An unknown column is not read.
    """

    name = "column-unknown"
    severity = Severity.WARNING


class ColumnRepeated(LintRule):
    """A second column with the same meaning.

    Why is this bad? Of two equal columns only one is read.
    """

    name = "column-repeated"
    severity = Severity.WARNING


class CellsExtra(LintRule):
    """A row with more cells than the table has headers.

    Why is this bad? Markdown drops the cells that have no header; values shift or vanish.
    """

    name = "cells-extra"
    severity = Severity.ERROR


class CellsMissing(LintRule):
    """A row with fewer cells than the table has headers.

    Why is this bad? In a short row the values may stand under the wrong headers.
    """

    name = "cells-missing"
    severity = Severity.WARNING


class DetailsEmpty(LintRule):
    """A specifying table that has a header and no row.

    Why is this bad? A Details table without rows specifies nothing.
    """

    name = "details-empty"
    severity = Severity.WARNING


RULES: tuple[type[LintRule], ...] = (
    ColumnMissing,
    ColumnUnknown,
    ColumnRepeated,
    CellsExtra,
    CellsMissing,
    DetailsEmpty,
)


def header_keys(table: Table) -> tuple[str, ...]:
    """Return the key of each column's header, in the table's order."""
    return tuple(normalize(header.text) for header in table.headers)


def check_cells(row: Row, log: FindingLog) -> None:
    """Report a row that has more or fewer cells than the table has headers."""
    expected = len(row.cells)
    if row.written > expected:
        message = (
            f"the row has {row.written} cells for {expected} headers; markdown drops the rest, "
            "so add the missing header or escape a `|` in a text as `\\|`"
        )
        log.add(CellsExtra, row.line, message, str(row.written), str(expected))
    elif row.written < expected:
        message = (
            f"the row has {row.written} cells for {expected} headers; "
            "leave a cell blank rather than out"
        )
        log.add(CellsMissing, row.line, message, str(row.written), str(expected))


def has_columns(table: Table, columns: Sequence[StrEnum]) -> bool:
    """Return whether a table has a header for each of these columns."""
    return {normalize(column) for column in columns}.issubset(header_keys(table))


@dataclass(frozen=True, slots=True)
class Cells(Generic[C]):
    """One row of a table, read by the names of its columns.

    Attributes:
        row: the row.
        places: where each column stands.
        log: takes the findings.
    """

    row: Row
    places: Mapping[C, int]
    log: FindingLog

    def cell(self, column: C) -> Inline | None:
        """Return the cell, or None when the table lacks the column."""
        place = self.places.get(column)
        return None if place is None else self.row.cells[place]

    def text(self, column: C) -> str:
        """Return the cell's plain text; empty when it is blank or absent."""
        cell = self.cell(column)
        return "" if cell is None or is_blank(cell.text) else cell.text

    def items(self, column: C) -> tuple[str, ...]:
        """List the items of a cell."""
        cell = self.cell(column)
        return tuple(item.value for item in named_items(cell)) if cell else ()

    def words(self, column: C, known: Collection[str]) -> tuple[str, ...]:
        """List the items of a cell, each once, as far as they are known; report the others."""
        items = self.items(column)
        if not items:
            self.report(column, "", known)
        for item in items:
            if item not in known:
                self.report(column, item, known)
        return tuple(dict.fromkeys(item for item in items if item in known))

    def values_or_all(self, column: C, of: type[E]) -> tuple[E, ...]:
        """List the items as an enumeration's values; none when the cell says `any` or nothing."""
        items = self.items(column)
        if not items or items == (ANY,):
            return ()
        named = self.words(column, tuple(of))
        return tuple(value for value in of if value in named)

    def value(self, column: C, of: type[E]) -> E | None:
        """Take the cell as one of an enumeration's values; anything else is reported."""
        text = self.text(column)
        if not text:
            self.report(column, text, tuple(of))
            return None
        found = enum_value(text, self.row.line, _values_by_key(of), column, self.log)
        return of(found.value) if found else None

    def word(self, column: C, known: Sequence[str], blank: str) -> str | None:
        """Return the cell as a known word; `blank` for a blank cell, None for another word."""
        text = self.text(column).casefold()
        if not text:
            return blank
        if text in known:
            return text
        self.report(column, text, known)
        return None

    def report(self, column: C, text: str, known: Collection[str]) -> None:
        """Say that a text is none of the known ones."""
        message = f"{column} {text!r} is unknown; expected one of: {', '.join(known)}"
        self.log.add(ValueUnknown, self.row.line, message, text)


@cache
def _values_by_key(of: type[StrEnum]) -> Mapping[str, StrEnum]:
    return {normalize(value): value for value in of}


def read_rows(
    table: Table, columns: type[C], required: Sequence[C], what: str, log: FindingLog
) -> tuple[Cells[C], ...]:
    """Find a table's columns by their headers.

    Args:
        table: the table.
        columns: the columns that are read; remarks may stand beside them.
        required: those that the table cannot do without.
        what: what the table is, for findings: `verdict table`.
        log: takes the findings.

    Returns:
        The rows; none when a required column is missing.
    """
    by_key = {normalize(column): column for column in columns}
    places: dict[C, int] = {}
    for index, (key, header) in enumerate(zip(header_keys(table), table.headers, strict=True)):
        column = by_key.get(key)
        if column is not None and column in places:
            message = f"the {what} has the column {header.text!r} twice; only the first is read"
            log.add(ColumnRepeated, header.line, message, header.text)
        elif column is not None:
            places[column] = index
        elif key not in REMARK_COLUMNS:
            message = f"the column {header.text!r} of the {what} is not read; remove it"
            log.add(ColumnUnknown, header.line, message, header.text)
    missing = [column.value for column in required if column not in places]
    if missing:
        message = f"the {what} lacks the column {', '.join(missing)}; add it"
        log.add(ColumnMissing, table.line, message, *missing)
    if not table.rows:
        log.add(DetailsEmpty, table.line, f"the {what} has no row; add one or remove it")
    if missing:
        return ()
    for row in table.rows:
        check_cells(row, log)
    return tuple(Cells(row, places, log) for row in table.rows)
