"""Verdict tables: what each fault leads to, by product, stage and client timeout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from specs.lintrules import COLUMN_MISSING, COLUMN_UNKNOWN, DETAILS_EMPTY, VALUE_UNKNOWN, FindingLog
from specs.markdown import Inline, Row, Table
from specs.model import Evidence, Outcome, Sourced, VerdictRow, VerdictTable
from specs.tables import check_cells, header_keys
from specs.values import enum_value, is_blank, named_items
from specs.vocabulary import (
    EVIDENCE,
    FAULTS,
    OUTCOMES,
    REMARK_COLUMNS,
    STAGES,
    TIMEOUTS,
    product_name,
    word_key,
)


class _Column(StrEnum):
    FAULT = "Fault"
    STAGE = "Stage"
    OUTCOME = "Outcome"
    EVIDENCE = "Evidence"
    TIMEOUT = "Client timeout"
    SAFE = "Reply-Message when safe"
    SECURE = "Reply-Message when secure"


_COLUMNS = {word_key(column): column for column in _Column}
_REQUIRED = (_Column.FAULT, _Column.STAGE, _Column.OUTCOME, _Column.EVIDENCE)
_REPLIES = {"safe": _Column.SAFE, "secure": _Column.SECURE}
_NO_REPLY = "none"
_UNKNOWN_REPLY = "unknown"


def is_verdict_table(table: Table) -> bool:
    """Tell whether a table is meant as a verdict table: it has two of the four columns."""
    found = {_COLUMNS.get(key) for key in header_keys(table)}
    return len(found.intersection(_REQUIRED)) > 1


def read_verdicts(table: Table, heading: Sourced[str], log: FindingLog) -> VerdictTable:
    """Read a verdict table; a cell that lists several faults or stages stands for several rows.

    Args:
        table: a table for which `is_verdict_table` holds.
        heading: the nearest heading above, which names the product.
        log: takes the findings.

    Returns:
        The rows that could be understood.
    """
    places: dict[_Column, int] = {}
    for index, (key, header) in enumerate(zip(header_keys(table), table.headers, strict=True)):
        column = _COLUMNS.get(key)
        if column:
            places.setdefault(column, index)
        elif key not in REMARK_COLUMNS:
            message = f"the column {header.text!r} of the verdict table is not read; remove it"
            log.add(COLUMN_UNKNOWN, header.line, message, header.text)
    missing = [column.value for column in _REQUIRED if column not in places]
    if missing:
        message = f"the verdict table lacks the column {', '.join(missing)}; add it"
        log.add(COLUMN_MISSING, table.line, message, *missing)
    if not table.rows:
        log.add(DETAILS_EMPTY, table.line, "the verdict table has no row; add one or remove it")
    rows = [] if missing else [found for row in table.rows for found in _rows(row, places, log)]
    name = Sourced(product_name(heading.value), heading.line, heading.text)
    return VerdictTable(name, tuple(rows))


def _rows(row: Row, places: Mapping[_Column, int], log: FindingLog) -> Iterator[VerdictRow]:
    check_cells(row, log)
    cells = _Cells(row, places, log)
    faults = cells.words(_Column.FAULT, FAULTS)
    stages = cells.words(_Column.STAGE, STAGES)
    timeout = cells.timeout()
    outcome = cells.value(_Column.OUTCOME, OUTCOMES)
    evidence = cells.value(_Column.EVIDENCE, EVIDENCE)
    if timeout is None or not isinstance(outcome, Outcome) or not isinstance(evidence, Evidence):
        return
    for fault, stage in product(faults, stages):
        yield VerdictRow(fault, stage, timeout, outcome, evidence, row.line, cells.replies())


@dataclass(frozen=True, slots=True)
class _Cells:
    row: Row
    places: Mapping[_Column, int]
    log: FindingLog

    def cell(self, column: _Column) -> Inline | None:
        place = self.places.get(column)
        return None if place is None else self.row.cells[place]

    def words(self, column: _Column, known: Sequence[str]) -> tuple[str, ...]:
        cell = self.cell(column)
        items = named_items(cell) if cell else ()
        if not items:
            self._report(column, "", known)
        for item in items:
            if item.value not in known:
                self._report(column, item.value, known)
        return tuple(dict.fromkeys(item.value for item in items if item.value in known))

    def value(self, column: _Column, known: Mapping[str, StrEnum]) -> StrEnum | None:
        cell = self.cell(column)
        text = cell.text if cell else ""
        if is_blank(text):
            self._report(column, text, list(dict.fromkeys(known.values())))
            return None
        found = enum_value(text, self.row.line, known, column, self.log)
        return found.value if found else None

    def timeout(self) -> str | None:
        cell = self.cell(_Column.TIMEOUT)
        text = cell.text.casefold() if cell else ""
        if is_blank(text):
            return "any"
        if text in TIMEOUTS:
            return text
        self._report(_Column.TIMEOUT, text, TIMEOUTS)
        return None

    def replies(self) -> tuple[tuple[str, str], ...]:
        found: list[tuple[str, str]] = []
        for mode, column in _REPLIES.items():
            cell = self.cell(column)
            text = cell.text if cell else ""
            if not is_blank(text) and text.casefold() != _UNKNOWN_REPLY:
                found.append((mode, "" if text.casefold() == _NO_REPLY else text))
        return tuple(found)

    def _report(self, column: _Column, text: str, known: Sequence[str]) -> None:
        message = f"{column} {text!r} is unknown; expected one of: {', '.join(known)}"
        self.log.add(VALUE_UNKNOWN, self.row.line, message, text)
