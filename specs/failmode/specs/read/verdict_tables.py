"""Verdict tables: what each fault leads to, by product, stage and client timeout."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from enum import StrEnum
from itertools import product

from failmode.specs.facts.verdict_tables import Outcome, VerdictRow, VerdictTable
from failmode.specs.model import Severity, Sourced
from failmode.specs.products import headed_product
from failmode.specs.read.columns import Cells, header_keys, read_rows
from failmode.specs.read.duo_unix import is_duo_unix_table
from failmode.specs.read.markdown import Heading, Table
from failmode.specs.read.page import KindReader, KindReading, Page
from failmode.specs.rules import FindingLog, LintRule
from failmode.specs.synonyms import (
    ANY,
    TIMEOUTS,
    normalize,
)
from failmode.terms import VERSION_RANGE_PATTERN, AuthMode, Evidence, Stage


class SecondsUnclear(LintRule):
    """A time in a verdict table that is no positive number of seconds.

    Why is this bad? How long a login takes decides when it counts as hung.
    """

    name = "seconds-unclear"
    severity = Severity.ERROR


RULES: tuple[type[LintRule], ...] = (SecondsUnclear,)


class _Column(StrEnum):
    FAULT = "Fault"
    STAGE = "Stage"
    OUTCOME = "Outcome"
    EVIDENCE = "Evidence"
    TIMEOUT = "Client timeout"
    AUTH_MODES = "Mode"
    TAKES = "Takes"
    SAFE = "Reply-Message when safe"
    SECURE = "Reply-Message when secure"


_REQUIRED = (_Column.FAULT, _Column.STAGE, _Column.OUTCOME, _Column.EVIDENCE)
_DISTINCTIVE = {normalize(column) for column in _REQUIRED}
_REPLIES = {"safe": _Column.SAFE, "secure": _Column.SECURE}
_NO_REPLY = "none"
_UNKNOWN_REPLY = "unknown"
_VERSION = re.compile(rf"(?<![\w.]){VERSION_RANGE_PATTERN}(?![\w.])")
_SECONDS = re.compile(r"(?P<number>\d+(?:\.\d+)?) ?s")


def is_verdict_table(table: Table) -> bool:
    """Return whether a table is meant as a verdict table: it has two of the four columns."""
    return len(_DISTINCTIVE.intersection(header_keys(table))) > 1 and not is_duo_unix_table(table)


def verdict_reader(faults: Collection[str] | None = None) -> KindReader:
    """Return the reader of verdict tables.

    Args:
        faults: names of the faults that may be named; None takes any name.
    """

    def read(page: Page, log: FindingLog) -> KindReading:
        tables = tuple(_verdict_tables(page, faults, log))
        return KindReading(tables, is_of_kind=bool(tables))

    return KindReader(
        "verdicts",
        read,
        is_own_table=is_verdict_table,
        expects="a verdict table",
        columns="verdicts (Fault, Stage, Outcome, Evidence)",
        rules=RULES,
    )


def _verdict_tables(
    page: Page, faults: Collection[str] | None, log: FindingLog
) -> Iterator[VerdictTable]:
    heading = page.title or Sourced("", 1, "")
    for block in page.blocks:
        if isinstance(block, Heading):
            heading = Sourced(block.inline.text, block.line, block.inline.text)
        elif isinstance(block, Table) and is_verdict_table(block):
            yield _verdict_table(block, heading, faults, log)


def _verdict_table(
    table: Table, heading: Sourced[str], faults: Collection[str] | None, log: FindingLog
) -> VerdictTable:
    """Read a verdict table; a cell that lists several faults or stages stands for several rows.

    Args:
        table: a table for which `is_verdict_table` holds.
        heading: the nearest heading above, which names the product and may name its version.
        faults: names of the known faults; None takes any name.
        log: takes the findings.

    Returns:
        The rows that could be understood.
    """
    cells = read_rows(table, _Column, _REQUIRED, "verdict table", log)
    name = Sourced(headed_product(heading.value), heading.line, heading.text)
    version = _VERSION.search(heading.value)
    text = " ".join(version[0].split()) if version else ""
    return VerdictTable(
        name,
        tuple(row for each in cells for row in _rows(each, faults)),
        Sourced(text, heading.line, text) if version else None,
    )


def _rows(cells: Cells[_Column], known: Collection[str] | None) -> Iterator[VerdictRow]:
    faults = cells.words(_Column.FAULT, cells.items(_Column.FAULT) if known is None else known)
    stages = cells.words(_Column.STAGE, tuple(Stage))
    timeout = cells.word(_Column.TIMEOUT, TIMEOUTS, ANY)
    outcome = cells.value(_Column.OUTCOME, Outcome)
    evidence = cells.value(_Column.EVIDENCE, Evidence)
    takes = _seconds(cells)
    auth_modes = cells.values_or_all(_Column.AUTH_MODES, AuthMode)
    if timeout is None or outcome is None or evidence is None:
        return
    for fault, stage in product(faults, stages):
        yield VerdictRow(
            fault=fault,
            stage=Stage(stage),
            timeout=timeout,
            outcome=outcome,
            evidence=evidence,
            line=cells.row.line,
            reply=_replies(cells),
            takes=takes,
            auth_modes=auth_modes,
        )


def _seconds(cells: Cells[_Column]) -> float | None:
    text = cells.text(_Column.TAKES)
    if not text:
        return None
    found = _SECONDS.fullmatch(text)
    if found and float(found["number"]) > 0:
        return float(found["number"])
    message = f"Takes {text!r} is no number of seconds; write it as `37 s`, or leave it blank"
    cells.log.add(SecondsUnclear, cells.row.line, message, text)
    return None


def _replies(cells: Cells[_Column]) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for mode, column in _REPLIES.items():
        text = cells.text(column)
        if text and text.casefold() != _UNKNOWN_REPLY:
            found.append((mode, "" if text.casefold() == _NO_REPLY else text))
    return tuple(found)
