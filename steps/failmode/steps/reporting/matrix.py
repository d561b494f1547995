"""The matrix: who gets in when Duo cannot be reached, by option, platform and failmode."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from rich.text import Text

from failmode.steps.reporting.events import Outcome, ScenarioEnded
from failmode.steps.reporting.subject import SettingKind, Subject, SubjectKind
from failmode.terms import Stage, Verdict

_STYLES = {
    Verdict.FAILED_OPEN: "bold yellow",
    Verdict.DENIED: "cyan",
    Verdict.ALLOWED: "green",
    Verdict.HUNG: "magenta",
}
_MISTAKE = "configuration mistake"
"""The stage of a login that a mistake in the configuration decides."""

_DECIDED_BY = {
    SubjectKind.ENDPOINT: SettingKind.OPTION,
    SubjectKind.AUTHENTICATION_PROXY: SettingKind.FAILMODE,
    SubjectKind.DUO_UNIX: SettingKind.FAILMODE,
}
"""What the matrix has tables for, and what stands for its columns or rows there."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One login of the run: what was tried, what was expected, what came of it.

    Attributes:
        subject: what the user logged in through.
        setting: the option of the field, or the failmode.
        field: the custom field that the option is of; empty for a failmode.
        fault: what Duo suffered, or the mistake in the configuration.
        stage: where; empty for from the first request on.
        timeout: whether the client's own timeout was set.
        expected: None where the documents do not know it.
        actual: None where no login was tried.
        outcome: how the scenario ended.
    """

    subject: Subject
    setting: str
    field: str
    fault: str
    stage: str
    timeout: bool
    expected: Verdict | None
    actual: Verdict | None
    outcome: Outcome


def matrix_cell(event: ScenarioEnded) -> Cell | None:
    """Read the cell of a scenario; None for one that the matrix does not show.

    Shown is who gets in with the right password while something is wrong.
    """
    about = event.about
    fault = about.mistake or about.fault
    if about.subject is None or about.setting is None or not fault:
        return None
    if about.right_password is False or _DECIDED_BY.get(about.subject.kind) != about.setting.kind:
        return None
    return Cell(
        subject=about.subject,
        setting=about.setting.value,
        field=about.field or "",
        fault=fault,
        stage=_MISTAKE if about.mistake else about.stage or "",
        timeout=bool(about.client_timeout),
        expected=about.expected,
        actual=event.actual,
        outcome=event.outcome,
    )


def print_matrix(events: Iterable[ScenarioEnded], console: Console) -> None:
    """Print the tables that the run has scenarios for.

    Args:
        events: the scenarios of the run, in any order.
        console: where to print.
    """
    in_order = sorted(events, key=lambda event: event.order)
    found = [cell for event in in_order if (cell := matrix_cell(event)) is not None]
    platforms = [cell for cell in found if cell.subject.kind is SubjectKind.ENDPOINT]
    proxy = [cell for cell in found if cell.subject.kind is SubjectKind.AUTHENTICATION_PROXY]
    for field in dict.fromkeys(cell.field for cell in platforms):
        _print_platforms(field, [cell for cell in platforms if cell.field == field], console)
    if proxy:
        _print_proxy(proxy, console)
    for subject in dict.fromkeys(cell.subject for cell in found):
        if subject.kind is SubjectKind.DUO_UNIX:
            _print_duo_unix([cell for cell in found if cell.subject == subject], console)
    if found:
        _print_legend(found, console)


def _print_platforms(field: str, cells: list[Cell], console: Console) -> None:
    title = "Who gets in when Duo cannot be reached"
    table = Table(
        title=f"{title}, by {field}" if field else title, title_justify="left", title_style="bold"
    )
    table.add_column("option of the field", no_wrap=True)
    platforms = list(dict.fromkeys(cell.subject.name for cell in cells))
    for platform in platforms:
        table.add_column(platform)
    for setting in dict.fromkeys(cell.setting for cell in cells):
        row = [
            _summary([c for c in cells if c.setting == setting and c.subject.name == platform])
            for platform in platforms
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
        table.add_row(_named(fault, timeout=timeout), *row)
    console.print(table)


def _print_duo_unix(cells: list[Cell], console: Console) -> None:
    """Print stage by stage, a fault in each line and a failmode in each column."""
    subject = cells[0].subject.name
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
        heading = stage if stage == _MISTAKE else f"at {stage}" if stage else "whole login"
        table.add_row(Text(heading, style="bold"), *([""] * len(settings)))
        faults = list(dict.fromkeys((cell.fault, cell.timeout) for cell in at_stage))
        for fault, timeout in sorted(faults, key=lambda f: _fault_order(f, faults)):
            matching = [c for c in at_stage if (c.fault, c.timeout) == (fault, timeout)]
            row = [_summary([c for c in matching if c.setting == setting]) for setting in settings]
            table.add_row(f"  {_named(fault, timeout=timeout)}", *row)
        table.add_section()
    console.print(table)


def _named(fault: str, *, timeout: bool) -> str:
    return f"{fault} (timeout)" if timeout else fault


def _alike(cells: list[Cell]) -> list[tuple[str, ...]]:
    """Group the settings with the same results everywhere, which share their columns."""
    by_results: dict[tuple[tuple[object, ...], ...], list[str]] = {}
    for setting in dict.fromkeys(cell.setting for cell in cells):
        results = sorted(
            (c.fault, c.timeout, c.stage, c.expected or "", c.actual or "", c.outcome)
            for c in cells
            if c.setting == setting
        )
        by_results.setdefault(tuple(results), []).append(setting)
    return [tuple(settings) for settings in by_results.values()]


def _stage_order(stage: str) -> int:
    order = ("", *Stage)
    return order.index(stage) if stage in order else len(order)


def _fault_order(fault: tuple[str, bool], faults: list[tuple[str, bool]]) -> tuple[int, bool]:
    """Order faults as the documents do, each with a timeout before the same without."""
    return [name for name, _ in faults].index(fault[0]), not fault[1]


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
    if any(cell.timeout for cell in cells):
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
    passed = (c.actual for c in cells if c.outcome is Outcome.PASSED)
    for verdict in dict.fromkeys(one for one in passed if one is not None):
        _separate(text)
        text.append(verdict, style=_STYLES[verdict])
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
