"""`failmode duo-unix`: real programs of Duo Unix, beside what documents say of their version."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from failmode.cli.command import Command
from failmode.cli.duo_unix_report import Comparison, TriedProgram, print_report, report_json
from failmode.cli.output import print_json
from failmode.cli.specification import documented_duo_unix
from failmode.project import load_project
from failmode.simulator import fault_catalogue
from failmode.specs import DuoUnixRow, DuoUnixTables
from failmode.steps import DuoUnixPrograms, DuoUnixTrial
from failmode.terms import Failmode, FailmodeError, Program, Stage, Verdict

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_TENTHS = 10
_PATIENCE = 3
"""So many times the deadline is waited for what is expected to end."""
_EXAMPLES = """\b
Examples:
  failmode duo-unix verify
  failmode duo-unix verify --login-duo ~/duo_unix/login_duo/login_duo
  failmode duo-unix verify --program 'sshd with pam_duo' --stage auth --slow
"""


@click.group("duo-unix")
def duo_unix() -> None:
    """Try real programs of Duo Unix beside what the documents say."""


@duo_unix.command(cls=Command, epilog=_EXAMPLES)
@click.option("--login-duo", type=_FILE, metavar="PATH", help="A login_duo. [default: installed]")
@click.option("--pam-duo", type=_FILE, metavar="PATH", help="A pam_duo.so. [default: installed]")
@click.option(
    "--table",
    "versions",
    metavar="RANGE",
    help="Versions whose table is taken. [default: the one that the program's own version is in]",
)
@click.option(
    "--program",
    "chosen",
    multiple=True,
    type=click.Choice([str(one) for one in Program]),
    metavar="PROGRAM",
    help=f"What the user logs in through, again for more: {', '.join(Program)}. "
    "[default: those that have every row]",
)
@click.option(
    "--fault",
    "faults",
    multiple=True,
    type=click.Choice(fault_catalogue().names),
    metavar="FAULT",
    help="Only rows of this fault. Again for more.",
)
@click.option(
    "--stage",
    "stages",
    multiple=True,
    type=click.Choice([str(one) for one in Stage]),
    help="Only rows of this stage. Again for more.",
)
@click.option(
    "--deadline",
    "deadline_seconds",
    type=click.FloatRange(1, 600),
    default=10.0,
    show_default=True,
    metavar="SECONDS",
    help="After this long without an end a login hangs; where the document says that it ends, "
    "after three times as long.",
)
@click.option("--slow", is_flag=True, help="Try rows that take more than 5 seconds, too.")
@click.option(
    "--workers",
    type=click.IntRange(1, 32),
    default=4,
    show_default=True,
    help="Logins at once.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def verify(
    *,
    login_duo: Path | None,
    pam_duo: Path | None,
    versions: str | None,
    chosen: tuple[str, ...],
    faults: tuple[str, ...],
    stages: tuple[str, ...],
    deadline_seconds: float,
    slow: bool,
    workers: int,
    as_json: bool,
) -> None:
    """Try each row of the verdict table of a program's own version, in both failmodes.

    Each login goes through the real program against a simulated Duo. What it came to, how long it
    took and what Duo's cloud saw stand beside what the document says. With only one of the paths
    given, only programs of that file are tried.

    Exit codes: 0 every login was as its row says, 1 one was not, 2 nothing was tried: wrong
    usage, a version without a table, something that is not installed, 3 failmode itself failed.
    """
    project = load_project()
    documented = documented_duo_unix(project)
    programs = DuoUnixPrograms(login_duo, pam_duo)
    wanted = [Program(one) for one in chosen] or _programs(documented, login_duo, pam_duo)
    tried = [_tried(programs, program, documented, versions) for program in wanted]
    rows = {
        trial: (one.program, row, failmode)
        for one in tried
        for row, failmode, trial in _trials(one, documented, deadline_seconds)
        if _is_wanted(row, faults, stages) and (slow or not row.is_slow)
    }
    if not rows:
        raise FailmodeError(
            "no row is left to try",
            remedy="Leave out --fault or --stage, or give --slow for what takes long",
        )
    comparisons = []
    for measured in programs.measure(tuple(rows), workers=workers):
        program, row, failmode = rows[measured.trial]
        comparisons.append(Comparison(program, row, failmode, measured))
        if not as_json:
            _tell_progress(len(comparisons), len(rows))
    left_out = sum(
        row.is_slow and not slow and _is_wanted(row, faults, stages)
        for one in tried
        for row, _, _ in _trials(one, documented, deadline_seconds)
    )
    if as_json:
        print_json(report_json(tried, comparisons, left_out))
    else:
        print_report(tried, comparisons, left_out)
    if any(not one.agrees for one in comparisons):
        sys.exit(1)


def _programs(
    documented: DuoUnixTables, login_duo: Path | None, pam_duo: Path | None
) -> list[Program]:
    """Choose the programs that have every row, of the file alone where only one is given."""
    both = (login_duo is None) is (pam_duo is None)
    found = [
        one for one in documented.every_row if both or one.uses_pam_duo is (pam_duo is not None)
    ]
    if not found:
        raise FailmodeError(
            "no document here says which program of Duo Unix has every row",
            remedy=f"Choose with --program: {', '.join(Program)}",
        )
    return found


def _tried(
    programs: DuoUnixPrograms, program: Program, documented: DuoUnixTables, versions: str | None
) -> TriedProgram:
    """Find the version of a program, and the table that it is held against.

    Raises:
        CannotDo: when it is not installed, or does not tell its version.
        FailmodeError: when no table holds for it.
    """
    binary, version = programs.binary(program), programs.version(program)
    table = documented.holding_for(versions or version)
    if table is None:
        known = ", ".join(str(one.versions) for one in documented.tables) or "none"
        if versions is not None:
            raise click.BadParameter(
                f"no verdict table is about Duo Unix {versions}. There are: {known}",
                param_hint="'--table'",
            )
        raise FailmodeError(
            f"Duo Unix {version} ({binary}) has no verdict table. There are: {known}",
            remedy="Choose one with --table, or write one for this version",
        )
    if program not in documented.auth_modes:
        raise FailmodeError(
            f"no document here says in which mode {program} asks Duo",
            remedy="Give it a row in a table with the columns Program, Mode and Run for",
        )
    return TriedProgram(program, binary, version, table)


def _trials(
    tried: TriedProgram, documented: DuoUnixTables, deadline_seconds: float
) -> Iterator[tuple[DuoUnixRow, Failmode, DuoUnixTrial]]:
    auth_mode = documented.auth_modes[tried.program]
    for row in tried.table.rows:
        if row.holds_for(auth_mode):
            for failmode in Failmode:
                # A busy machine must not make a login hang that only takes its time.
                hangs = row.verdicts.get(failmode) == Verdict.HUNG
                yield (
                    row,
                    failmode,
                    DuoUnixTrial(
                        program=tried.program,
                        failmode=failmode.setting,
                        https_timeout=row.https_timeout,
                        fault=row.fault,
                        stage=None if row.holds_throughout else row.stage,
                        takes=row.takes,
                        deadline_seconds=deadline_seconds * (1 if hangs else _PATIENCE),
                    ),
                )


def _is_wanted(row: DuoUnixRow, faults: Sequence[str], stages: Sequence[str]) -> bool:
    return (not faults or row.fault in faults) and (not stages or row.stage in stages)


def _tell_progress(done: int, total: int) -> None:
    if done * _TENTHS // total > (done - 1) * _TENTHS // total:
        click.echo(f"{done * 100 // total:3} % {done} of {total} logins", err=True)
