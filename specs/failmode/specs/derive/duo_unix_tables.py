"""The verdict tables of Duo Unix as plain data, for who tries a program against one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from failmode.specs.derive.table_lookup import duo_unix_versions, verdict_tables
from failmode.specs.derive.verdicts import (
    CLOCK_SKEW,
    evidence,
    first_stage,
    is_pending,
    is_slow,
    verdict,
)
from failmode.specs.documents import NamedDocument
from failmode.specs.facts.duo_unix import Coverage, DuoUnixFacts
from failmode.specs.facts.verdict_tables import VerdictRow, VerdictTable
from failmode.specs.synonyms import ANY
from failmode.terms import AuthMode, Evidence, Failmode, Program, Stage, VersionRange


@dataclass(frozen=True, slots=True)
class DuoUnixRow:
    """What one row says of every login that it holds for.

    Attributes:
        fault: what Duo suffers, by its name.
        stage: where it strikes.
        holds_throughout: whether the fault has no beginning, so that it is there all the time.
        https_timeout: whether the client has one; it has none where that makes no difference.
        any_timeout: whether that makes no difference.
        outcome: in the document's word.
        verdicts: the verdict in each failmode; empty where nothing is promised.
        takes: seconds from the login's beginning to its verdict; None where they are few.
        is_slow: whether that is longer than a usual run should wait.
        evidence: how sure the row is.
        source: its line, as `docs/...md:LINE`.
        auth_modes: the modes of asking Duo that it holds for; empty: for each.
        asked_before: the stage that Duo has to have been asked for before the fault strikes; None
            where it strikes the first one.
    """

    fault: str
    stage: Stage
    holds_throughout: bool
    https_timeout: bool
    any_timeout: bool
    outcome: str
    verdicts: Mapping[Failmode, str]
    takes: float | None
    is_slow: bool
    evidence: Evidence
    source: str
    auth_modes: tuple[AuthMode, ...]
    asked_before: Stage | None

    def holds_for(self, auth_mode: AuthMode) -> bool:
        """Tell whether the row says something of logins that ask Duo in this mode."""
        return auth_mode in (self.auth_modes or AuthMode)


@dataclass(frozen=True, slots=True)
class DuoUnixTable:
    """The verdict table of some versions.

    Attributes:
        versions: that the heading names.
        source: the heading, as `docs/...md:LINE`.
        rows: in the document's order.
    """

    versions: VersionRange
    source: str
    rows: tuple[DuoUnixRow, ...]


@dataclass(frozen=True, slots=True)
class DuoUnixTables:
    """All that documents say of Duo Unix and of what a user logs in through.

    Attributes:
        tables: in the documents' order.
        auth_modes: how each program asks Duo, as far as documents say it.
        every_row: the programs that every row is tried through.
    """

    tables: tuple[DuoUnixTable, ...]
    auth_modes: Mapping[Program, AuthMode]
    every_row: tuple[Program, ...]

    def holding_for(self, versions: str) -> DuoUnixTable | None:
        """Find the table of a version, or of all versions of a range.

        Args:
            versions: such as `2.2.3`, `2.2` or `1.10.4 to 1.11`.
        """
        try:
            wanted = VersionRange.parse(versions)
        except ValueError:
            return None
        return next((one for one in self.tables if wanted in one.versions), None)


def duo_unix_tables(documents: Iterable[NamedDocument]) -> DuoUnixTables:
    """Read the verdict tables of Duo Unix.

    Args:
        documents: all documents of the specification.
    """
    documents = tuple(documents)
    programs = [
        row
        for named in documents
        for facts in named.document.every(DuoUnixFacts)
        for row in facts.programs
    ]
    return DuoUnixTables(
        tuple(
            _table(named, table, versions)
            for named, table in verdict_tables(documents).values()
            if (versions := duo_unix_versions(table))
        ),
        {row.program: row.auth_mode for row in programs},
        tuple(row.program for row in programs if row.coverage is Coverage.EVERY_ROW),
    )


def _table(named: NamedDocument, table: VerdictTable, versions: VersionRange) -> DuoUnixTable:
    first = first_stage(table)
    return DuoUnixTable(
        versions,
        str(named.at(table.product.line)),
        tuple(_row(named, row, first) for row in table.rows),
    )


def _row(named: NamedDocument, row: VerdictRow, first: Stage) -> DuoUnixRow:
    throughout = row.fault == CLOCK_SKEW
    return DuoUnixRow(
        fault=row.fault,
        stage=row.stage,
        holds_throughout=throughout,
        https_timeout=row.timeout == "set",
        any_timeout=row.timeout == ANY,
        outcome=row.outcome.value,
        verdicts={} if is_pending(row) else {one: verdict(row, one) for one in Failmode},
        takes=row.takes,
        is_slow=is_slow(row),
        evidence=evidence(row),
        source=str(named.at(row.line)),
        auth_modes=row.auth_modes,
        asked_before=None if throughout or row.stage is first else first,
    )
