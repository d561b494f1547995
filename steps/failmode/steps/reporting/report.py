"""The whole report of a run as plain text: the headline, all tables, every cause and gap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.text import Text

from failmode.steps.reporting.causes import (
    Cause,
    broken_code,
    causes,
    internal_failures,
)
from failmode.steps.reporting.causes_text import cause_lines, example_of
from failmode.steps.reporting.cells import cells
from failmode.steps.reporting.events import Outcome, ScenarioEnded, SkipKind
from failmode.steps.reporting.failures import failure_text
from failmode.steps.reporting.headline import Run, headline
from failmode.steps.reporting.matrix import print_matrix

WIDTH = 100
"""Columns of the report."""

_WITHOUT_LIMIT = 10_000


def write_report(run: Run, file: Path) -> None:
    """Write the whole report of a run.

    Args:
        run: what ended.
        file: where to; its folder is made.

    Raises:
        OSError: when it cannot be written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8") as out:
        _write(run, out)


def _write(run: Run, out: TextIO) -> None:
    console = Console(file=out, width=WIDTH, color_system=None)
    for line in headline(run, WIDTH, lines=_WITHOUT_LIMIT):
        console.print(line)
    console.print("\n")
    print_matrix(run.events, console)
    for number, cause in enumerate(causes(run.events), start=1):
        _section(console, f"Cause {number}")
        _lines(console, _cause(number, cause))
    if broken := [*internal_failures(run.events), *broken_code(run.events)]:
        _section(console, "What broke")
        _lines(console, _broken(broken))
    for where, what in run.broken:
        _section(console, where)
        _lines(console, what.splitlines())
    if unknown := list(_unknown(run.events)):
        _section(console, "What nobody knows")
        _lines(console, unknown)
    if left_out := list(_left_out(run.events)):
        _section(console, "What was left out")
        _lines(console, left_out)


def _cause(number: int, cause: Cause) -> Iterator[str]:
    yield from cause_lines(number, cause, WIDTH)
    yield ""
    yield "One of its scenarios:"
    yield ""
    yield from (f"  {line}" for line in failure_text(example_of(cause)).splitlines())
    yield ""
    yield "All of its scenarios:"
    for event in cause.events:
        yield f"  {', '.join(event.document)}: {event.name}"
        yield f"      {event.reason.partition(chr(10))[0]}"
        yield f"      {event.test}"


def _broken(events: Iterable[ScenarioEnded]) -> Iterator[str]:
    for event in events:
        yield f"{event.failure}: {', '.join(event.document)}: {event.name}"
        yield from (f"  {line}" for line in (event.traceback or event.reason).splitlines())
        yield ""


def _unknown(events: Sequence[ScenarioEnded]) -> Iterator[str]:
    gaps: dict[str, list[str]] = {}
    for cell in cells(events):
        if cell.outcome is Outcome.PENDING:
            one = cell.combination
            timeout = " (timeout)" if one.timeout else ""
            told = f"{one.fault}{timeout}{f' at {one.stage}' if one.stage else ''}"
            gaps.setdefault(cell.subject.name, []).append(told)
    for name, those in gaps.items():
        yield f"{name}:"
        yield from (f"  {one}" for one in dict.fromkeys(those))


def _left_out(events: Iterable[ScenarioEnded]) -> Iterator[str]:
    reasons = Counter(
        one.reason for one in events if one.skip and one.skip.kind is not SkipKind.PENDING
    )
    yield from (f"{number:>6}  {reason}" for reason, number in reasons.most_common())


def _section(console: Console, title: str) -> None:
    console.print(Text(f"\n{title}\n{'=' * len(title)}\n"))


def _lines(console: Console, lines: Iterable[str]) -> None:
    for line in lines:
        console.print(Text(line), soft_wrap=True)
