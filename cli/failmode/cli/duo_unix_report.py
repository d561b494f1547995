"""What logins through Duo Unix came to beside what a verdict table says, for people and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import click
from rich.table import Table
from rich.text import Text

from failmode.cli.control_commands.tables import console
from failmode.cli.output import count, sanitize
from failmode.specs import DuoUnixRow, DuoUnixTable
from failmode.steps import DuoUnixMeasurement
from failmode.terms import Failmode, Program, Verdict

_WIDTHS = {"": 1, "fault": 23, "measured": 11, "document": 11, "s": 9, "Duo's cloud saw": 20}
"""Columns and their widths, so that the tables of all stages stand in line within 80 columns."""

_DIFFERS = "!"
_BY_FAILMODE = "by failmode"
_NOTHING_SEEN = "nothing"


@dataclass(frozen=True, slots=True)
class TriedProgram:
    """A program with the table that it is held against.

    Attributes:
        program: what the user logs in through.
        binary: the file that asks Duo in it.
        version: of Duo Unix, by that file.
        table: of the documents.
    """

    program: Program
    binary: Path
    version: str
    table: DuoUnixTable


@dataclass(frozen=True, slots=True)
class Comparison:
    """One login beside its row.

    Attributes:
        program: what the user logged in through.
        row: of the document.
        failmode: as it was configured.
        measured: what the login came to.
    """

    program: Program
    row: DuoUnixRow
    failmode: Failmode
    measured: DuoUnixMeasurement

    @property
    def expected(self) -> str | None:
        """The verdict by the document; None where it promises nothing."""
        return self.row.verdicts.get(self.failmode)

    @property
    def verdict(self) -> Verdict:
        """The verdict as measured."""
        return self.measured.login.verdict

    @property
    def agrees(self) -> bool:
        """Whether the login was as the document says; a row that promises nothing says nothing."""
        if self.expected is None:
            return True
        agrees = self.verdict == self.expected and self.measured.took_long_enough
        return agrees and not self.never_asked

    @property
    def never_asked(self) -> bool:
        """Whether the fault cannot have struck at its stage, because Duo was never asked before."""
        before = self.row.asked_before
        return before is not None and before not in self.measured.login.requests


def print_report(
    tried: Sequence[TriedProgram], comparisons: Sequence[Comparison], left_out: int
) -> None:
    """Print a table for each program, what differs, and a line that sums it up.

    Args:
        tried: the programs.
        comparisons: the logins, in any order.
        left_out: how many logins were not tried because they take long.
    """
    for one in tried:
        _print_program(one, [each for each in comparisons if each.program is one.program])
    for each in _differing(comparisons):
        console().print(Text(sanitize(f"{_DIFFERS} {_difference(each)}")))
    silent = sum(each.expected is None for each in comparisons)
    differing = len(_differing(comparisons))
    parts = [
        f"{count(len(comparisons) - silent - differing, 'login')} as the documents say",
        f"{differing} not",
    ]
    parts += [f"{silent} of which they promise nothing"] if silent else []
    parts += [f"{left_out} not tried, which take long: --slow tries them"] if left_out else []
    click.echo("; ".join(parts))


def report_json(
    tried: Sequence[TriedProgram], comparisons: Sequence[Comparison], left_out: int
) -> dict[str, Any]:
    """Return the same as plain data."""
    return {
        "programs": [
            {
                "program": one.program,
                "binary": str(one.binary),
                "version": one.version,
                "table": str(one.table.versions),
                "source": one.table.source,
            }
            for one in tried
        ],
        "logins": [_json(each) for each in sorted(comparisons, key=_order)],
        "differing": len(_differing(comparisons)),
        "slow_not_tried": left_out,
    }


def _json(each: Comparison) -> dict[str, Any]:
    row, login = each.row, each.measured.login
    return {
        "program": each.program,
        "fault": row.fault,
        "stage": row.stage,
        "https_timeout": row.https_timeout,
        "failmode": each.failmode.setting,
        "expected": each.expected,
        "expected_seconds": row.takes,
        "evidence": row.evidence,
        "source": row.source,
        "verdict": each.verdict,
        "seconds": round(each.measured.seconds, 2),
        "requests": list(login.requests),
        "log": list(login.log),
        "agrees": each.agrees,
    }


def _print_program(tried: TriedProgram, comparisons: Sequence[Comparison]) -> None:
    shown = console()
    heading = (
        f"\n{tried.program}: Duo Unix {tried.version} ({tried.binary}),\n"
        f"by the table of {tried.table.versions} ({tried.table.source})"
    )
    shown.print(Text(sanitize(heading), overflow="fold"))
    ordered = sorted(comparisons, key=_order)
    shown.print(_table([tuple(_WIDTHS)], style="bold"))
    for stage, of_stage in groupby(ordered, key=lambda each: each.row.stage):
        click.echo(f"at {stage}")
        rows = groupby(of_stage, key=lambda each: each.row.source)
        shown.print(_table([_cells(list(of_row)) for _, of_row in rows]))


def _table(rows: Iterable[Sequence[str]], style: str = "") -> Table:
    result = Table.grid(padding=(0, 1))
    for width in _WIDTHS.values():
        result.add_column(width=width, overflow="fold")
    for row in rows:
        result.add_row(*(Text(sanitize(cell), style=style) for cell in row))
    return result


def _order(each: Comparison) -> tuple[str, int, int, int]:
    line = int(each.row.source.rpartition(":")[2])
    return each.program, each.row.stage.position, line, list(Failmode).index(each.failmode)


def _cells(of_row: Sequence[Comparison]) -> tuple[str, ...]:
    row = of_row[0].row
    timeout = "" if row.any_timeout else f" ({'set' if row.https_timeout else 'unset'})"
    seconds = max(each.measured.seconds for each in of_row)
    return (
        "" if all(each.agrees for each in of_row) else _DIFFERS,
        f"{row.fault}{timeout}",
        _in_words({each.failmode: each.verdict for each in of_row}),
        _in_words(row.verdicts) or "unknown",
        f"{seconds:.1f}" if row.takes is None else f"{seconds:.1f} ({row.takes:g})",
        " ".join(_repeated(of_row[0].measured.login.requests)) or _NOTHING_SEEN,
    )


def _in_words(verdicts: Mapping[Failmode, str]) -> str:
    """Say in one word what both failmodes came to, where there is one; "" for nothing."""
    if len(set(verdicts.values())) <= 1:
        return next(iter(verdicts.values()), "")
    if verdicts == {Failmode.OPEN: Verdict.FAILED_OPEN, Failmode.CLOSED: Verdict.DENIED}:
        return _BY_FAILMODE
    return ", ".join(f"{failmode.setting} {verdict}" for failmode, verdict in verdicts.items())


def _repeated(requests: Sequence[str]) -> Iterator[str]:
    for name, group in groupby(requests):
        times = len(list(group))
        yield name if times == 1 else f"{name}\N{MULTIPLICATION SIGN}{times}"


def _differing(comparisons: Sequence[Comparison]) -> list[Comparison]:
    return [each for each in sorted(comparisons, key=_order) if not each.agrees]


def _difference(each: Comparison) -> str:
    row = each.row
    logged = each.measured.login.log[-1:]
    verdict = f"the document says {each.expected}, measured was {each.verdict}"
    if each.verdict == each.expected and each.never_asked:
        verdict = f"Duo was never asked for {row.asked_before}, before which nothing is wrong"
    elif each.verdict == each.expected:
        took = f"{each.measured.seconds:.1f} s"
        verdict = f"the document says that it takes {row.takes:g} s; it took {took}"
    return (
        f"{row.source}: {row.fault} at {row.stage}, {each.program}, failmode "
        f"{each.failmode.setting}: {verdict}" + (f". Logged: {logged[0]}" if logged else "")
    )
