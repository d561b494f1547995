"""What a row of a verdict table means for one login."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from failmode.specs.facts.verdict_tables import Outcome, VerdictRow, VerdictTable
from failmode.terms import Evidence, Failmode, Stage, Verdict

CLOCK_SKEW = "clock-skew"
"""The fault that has no beginning: it holds for the whole login."""

WRONG_KEY_FAULT = "http-401"
"""What Duo answers to a signature that does not fit."""

_SLOW_SECONDS = 5.0
"""Rows that take longer are slow."""


def is_pending(row: VerdictRow) -> bool:
    """Return whether nothing is promised for the row."""
    return row.evidence is Evidence.UNKNOWN or row.outcome is Outcome.UNKNOWN


def counts_as_unreachable(row: VerdictRow) -> bool:
    """Return whether the row says, on evidence, that the failmode decides."""
    return row.outcome is Outcome.FAILMODE and not is_pending(row)


def evidence(row: VerdictRow) -> Evidence:
    """Return how sure the row is; a row that promises nothing is as good as unknown."""
    return Evidence.UNKNOWN if is_pending(row) else row.evidence


def verdict(row: VerdictRow, failmode: Failmode) -> str:
    """Return the verdict of a login with the right password by a user who would approve.

    Args:
        row: what the fault leads to.
        failmode: open or closed.

    Returns:
        `failed-open`, `denied`, `allowed`, `hung`, or `unknown` for a pending row.
    """
    if is_pending(row):
        return "unknown"
    if row.outcome is Outcome.FAILMODE:
        return Verdict.FAILED_OPEN if failmode is Failmode.OPEN else Verdict.DENIED
    return Verdict.FAILED_OPEN if row.outcome is Outcome.FAILS_OPEN else row.outcome.value


def is_slow(row: VerdictRow) -> bool:
    """Return whether the row's logins take longer than a usual run should wait."""
    return row.takes is not None and row.takes > _SLOW_SECONDS


def first_stage(table: VerdictTable) -> Stage:
    """Find the earliest stage that the table has rows for: its client's first request."""
    return min((row.stage for row in table.rows), key=lambda stage: stage.position)


def by_fault(rows: Iterable[VerdictRow]) -> tuple[tuple[str, str, Sequence[VerdictRow]], ...]:
    """Group rows by stage and fault, in the order of the stages and of the document."""
    groups: dict[tuple[str, str], list[VerdictRow]] = {}
    for row in sorted(rows, key=lambda row: row.stage.position):
        groups.setdefault((row.stage, row.fault), []).append(row)
    return tuple((stage, fault, found) for (stage, fault), found in groups.items())
