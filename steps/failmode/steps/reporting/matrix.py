"""The matrix: who gets in when Duo cannot be reached, by option, platform and failmode."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum

from rich.console import Console
from rich.table import Table
from rich.text import Text

from failmode.terms.platforms import Platform
from failmode.terms.stages import Stage

PROPERTY = "failmode.cell"
"""Name of the pytest user property that carries one cell to the controlling process."""


class Outcome(StrEnum):
    """How the scenario behind a cell ended."""

    PASSED = "passed"
    FAILED = "failed"
    PENDING = "pending"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Cell:
    """One login of the run: what was tried, what was expected, what came of it.

    Attributes:
        order: place of the scenario in the run's collection.
        subject: the platform, or the product.
        setting: the option of the field, or the failmode.
        fault, stage: what struck, and where ("" for from the first request on).
        timeout: whether the client's own timeout was set; "" where there is none.
        expected, actual: the verdicts; "" where there is none.
        outcome: how the scenario ended.
    """

    order: int
    subject: str
    setting: str
    fault: str
    stage: str
    timeout: str
    expected: str
    actual: str
    outcome: Outcome

    def to_json(self) -> str:
        """For transport between processes."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Cell:
        """Back from transport."""
        data = json.loads(text)
        return cls(**{**data, "outcome": Outcome(data["outcome"])})


_STYLES = {
    "failed-open": "bold yellow",
    "denied": "cyan",
    "allowed": "green",
    "hung": "magenta",
}
PROXY = "Authentication Proxy"
DUO_UNIX = "Duo Unix"
"""The product whose subjects carry their version: `Duo Unix 1.11.3`."""

MISTAKE = "configuration mistake"
"""The stage of a login that a mistake in the configuration decides."""

_PLATFORM_WORDS = frozenset(platform.words for platform in Platform)


def print_matrix(cells: Iterable[Cell], console: Console) -> None:
    """Print the tables that the run has cells for.

    Args:
        cells: one for each login scenario of the run, in any order.
        console: where to print.
    """
    found = sorted(cells, key=lambda cell: cell.order)
    platforms = [cell for cell in found if cell.subject in _PLATFORM_WORDS]
    proxy = [cell for cell in found if cell.subject == PROXY]
    if platforms:
        _print_platforms(platforms, console)
    if proxy:
        _print_proxy(proxy, console)
    for subject in dict.fromkeys(cell.subject for cell in found):
        if subject.startswith(DUO_UNIX):
            _print_duo_unix([cell for cell in found if cell.subject == subject], console)
    if found:
        _print_legend(found, console)


def _print_platforms(cells: list[Cell], console: Console) -> None:
    table = Table(
        title="Who gets in when Duo cannot be reached", title_justify="left", title_style="bold"
    )
    table.add_column("option of the field", no_wrap=True)
    for platform in Platform:
        table.add_column(platform.words)
    for setting in dict.fromkeys(cell.setting for cell in cells):
        row = [
            _summary([c for c in cells if c.setting == setting and c.subject == platform.words])
            for platform in Platform
        ]
        table.add_row(setting, *row)
    console.print(table)


def _print_proxy(cells: list[Cell], console: Console) -> None:
    table = Table(
        title="Authentication Proxy, by failmode and stage", title_justify="left",
        title_style="bold",
    )  # fmt: skip
    table.add_column("fault", overflow="fold")
    stages = sorted({cell.stage for cell in cells}, key=_stage_order)
    faults = list(dict.fromkeys((cell.fault, cell.timeout) for cell in cells))
    groups = _alike(cells)
    for group in groups:
        for stage in stages:
            table.add_column(f"{', '.join(group)}\n{stage}", no_wrap=True)
    for fault, timeout in sorted(faults, key=lambda f: _fault_order(f, faults)):
        row = [
            _summary(
                [
                    c
                    for c in cells
                    if (c.fault, c.timeout, c.stage) == (fault, timeout, stage)
                    and c.setting in group
                ]
            )
            for group in groups
            for stage in stages
        ]
        table.add_row(_named(fault, timeout), *row)
    console.print(table)


def _print_duo_unix(cells: list[Cell], console: Console) -> None:
    """Stage by stage, a fault in each line and a failmode in each column."""
    subject = cells[0].subject
    if all(cell.outcome is Outcome.SKIPPED for cell in cells):
        console.print(Text(f"{subject}: not run ({len(cells)} logins skipped)", style="bold"))
        return
    table = Table(
        title=f"{subject}, by stage and failmode", title_justify="left", title_style="bold"
    )
    table.add_column("fault", overflow="fold")
    settings = list(dict.fromkeys(cell.setting for cell in cells))
    for setting in settings:
        table.add_column(setting)
    for stage in sorted({cell.stage for cell in cells}, key=_stage_order):
        at_stage = [cell for cell in cells if cell.stage == stage]
        heading = stage if stage == MISTAKE else f"at {stage}" if stage else "whole login"
        table.add_row(Text(heading, style="bold"), *([""] * len(settings)))
        faults = list(dict.fromkeys((cell.fault, cell.timeout) for cell in at_stage))
        for fault, timeout in sorted(faults, key=lambda f: _fault_order(f, faults)):
            struck = [c for c in at_stage if (c.fault, c.timeout) == (fault, timeout)]
            row = [_summary([c for c in struck if c.setting == setting]) for setting in settings]
            table.add_row(f"  {_named(fault, timeout)}", *row)
        table.add_section()
    console.print(table)


def _named(fault: str, timeout: str) -> str:
    return f"{fault} (timeout)" if timeout == "set" else fault


def _alike(cells: list[Cell]) -> list[tuple[str, ...]]:
    """Settings with the same results everywhere share their columns."""
    by_results: dict[tuple[tuple[str, ...], ...], list[str]] = {}
    for setting in dict.fromkeys(cell.setting for cell in cells):
        results = sorted(
            (c.fault, c.timeout, c.stage, c.expected, c.actual, str(c.outcome))
            for c in cells
            if c.setting == setting
        )
        by_results.setdefault(tuple(results), []).append(setting)
    return [tuple(settings) for settings in by_results.values()]


def _stage_order(stage: str) -> int:
    order = ("", *Stage)
    return order.index(stage) if stage in order else len(order)


def _fault_order(
    fault: tuple[str, str], faults: list[tuple[str, str]]
) -> tuple[int, tuple[str, str]]:
    """Faults in the order of the documents, those with a timeout beside those without."""
    return [name for name, _ in faults].index(fault[0]), fault


_LEGEND = (
    "failed-open: let in without the second factor\n"
    "allowed: let in after the second factor; hung: no verdict before the deadline"
)
_TIMEOUT = "(timeout): with the client's own timeout set, otherwise without"
_SKIPPED = "-: not run; pytest -rs says why"
_FAILED = "FAIL: the login came out otherwise than the documents promise"
_PENDING = "+N: N more pairs of fault and stage, pending: nobody has documented their effect"


def _print_legend(cells: list[Cell], console: Console) -> None:
    outcomes = {cell.outcome for cell in cells}
    lines = [_LEGEND]
    if any(cell.timeout == "set" for cell in cells):
        lines.append(_TIMEOUT)
    if Outcome.SKIPPED in outcomes:
        lines.append(_SKIPPED)
    if Outcome.FAILED in outcomes:
        lines.append(_FAILED)
    if Outcome.PENDING in outcomes:
        lines.append(_PENDING)
    console.print(Text("\n".join(lines), style="dim"))


def _summary(cells: list[Cell]) -> Text:
    text = Text()
    for verdict in dict.fromkeys(c.actual for c in cells if c.outcome is Outcome.PASSED):
        _separate(text)
        text.append(verdict, style=_STYLES.get(verdict, ""))
    failed = [cell for cell in cells if cell.outcome is Outcome.FAILED]
    for actual in dict.fromkeys(cell.actual or "error" for cell in failed):
        _separate(text)
        text.append(f"FAIL {actual}", style="bold red")
    pending = sum(cell.outcome is Outcome.PENDING for cell in cells)
    if pending:
        _separate(text)
        text.append(f"+{pending}", style="dim")
    return text if text.plain else Text("-", style="dim")


def _separate(text: Text) -> None:
    if text.plain:
        text.append(" ")
