"""Verdict tables as JSON and as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from failmode.specs.facts.verdict_tables import VerdictRow, VerdictTable
from failmode.specs.model import Document
from failmode.specs.present.view import Grid, Json, KindView, value
from failmode.specs.synonyms import ANY
from failmode.terms import AuthMode


def _to_json(document: Document) -> Json:
    return {"verdicts": [_table_to_json(table) for table in document.every(VerdictTable)]}


def _table_to_json(table: VerdictTable) -> Json:
    rows: list[Mapping[str, Any]] = [
        {
            "line": row.line,
            "fault": row.fault,
            "stage": row.stage,
            "timeout": row.timeout,
            "modes": [mode.value for mode in row.auth_modes],
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
    if any(row.auth_modes for row in verdicts.rows):
        columns["async"] = _is_async
    columns["outcome"] = _outcome
    columns["evidence"] = lambda row: row.evidence
    columns["line"] = lambda row: str(row.line)
    rows = (tuple(column(row) for column in columns.values()) for row in verdicts.rows)
    return Grid(tuple(columns), tuple(rows), f"{verdicts.product.value}{version}")


def _is_async(row: VerdictRow) -> str:
    """Say by Duo's own parameter in which mode the row holds; the words are too long to stand."""
    values = {AuthMode.SYNCHRONOUS: "no", AuthMode.ASYNCHRONOUS: "yes"}
    return ", ".join(values[mode] for mode in row.auth_modes) or ANY


def _outcome(row: VerdictRow) -> str:
    return row.outcome if row.takes is None else f"{row.outcome} after {row.takes:g} s"


VERDICT_VIEW = KindView(_to_json, _grids)
