"""Verdict tables as JSON and as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from failmode.specs.facts.verdict_tables import VerdictRow, VerdictTable
from failmode.specs.model import Document
from failmode.specs.present.view import Grid, Json, KindView, value


def _to_json(document: Document) -> Json:
    return {"verdicts": [_table_to_json(table) for table in document.every(VerdictTable)]}


def _table_to_json(table: VerdictTable) -> Json:
    rows: list[Mapping[str, Any]] = [
        {
            "line": row.line,
            "fault": row.fault,
            "stage": row.stage,
            "timeout": row.timeout,
            "programs": [program.value for program in row.programs],
            "outcome": row.outcome.value,
            "evidence": row.evidence.value,
            "takes_seconds": row.takes,
            "replies": dict(row.reply),
        }
        for row in table.rows
    ]
    return {
        "product": table.product.value,
        "version": value(table.version),
        "line": table.product.line,
        "rows": rows,
    }


def _grids(document: Document) -> Iterator[Grid]:
    return map(_grid, document.every(VerdictTable))


def _grid(verdicts: VerdictTable) -> Grid:
    version = f" {verdicts.version.value}" if verdicts.version else ""
    columns: dict[str, Callable[[VerdictRow], str]] = {
        "fault": lambda row: row.fault,
        "stage": lambda row: row.stage,
        "timeout": lambda row: row.timeout,
    }
    if any(row.programs for row in verdicts.rows):
        columns["program"] = lambda row: ", ".join(row.programs) or "any"
    columns["outcome"] = _outcome
    columns["evidence"] = lambda row: row.evidence
    columns["line"] = lambda row: str(row.line)
    rows = (tuple(column(row) for column in columns.values()) for row in verdicts.rows)
    return Grid(tuple(columns), tuple(rows), f"{verdicts.product.value}{version}")


def _outcome(row: VerdictRow) -> str:
    return row.outcome if row.takes is None else f"{row.outcome} after {row.takes:g} s"


VERDICT_VIEW = KindView(_to_json, _grids)
