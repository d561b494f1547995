"""The full tables: who gets in when Duo cannot be reached, login by login."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from failmode.steps.reporting.cells import (
    MISTAKE,
    Cell,
    Combination,
    by_field,
    by_product,
    cells,
    foundation,
    stage_order,
)
from failmode.steps.reporting.events import Outcome, ScenarioEnded
from failmode.steps.reporting.headline import FAILED, STYLES, summary
from failmode.terms import Evidence, Verdict

_LETTERS = {
    Evidence.MEASURED: "",
    Evidence.BY_READING: "r",
    Evidence.DOCUMENTED: "d",
    Evidence.REPORTED: "t",
    Evidence.UNKNOWN: "?",
}
"""How sure the weakest login of a cell is."""

_WORDS = {
    Evidence.BY_READING: "by reading the source",
    Evidence.DOCUMENTED: "documented by the vendor",
    Evidence.REPORTED: "told by third parties",
    Evidence.UNKNOWN: "upon an assumption",
}


def print_matrix(events: Iterable[ScenarioEnded], console: Console) -> None:
    """Print the tables that the run has results for.

    Args:
        events: the scenarios of the run, in any order.
        console: where to print.
    """
    found = cells(events)
    shown: list[Cell] = []
    for field, those in by_field(found).items():
        if any(one.is_tried for one in those):
            _print_field(field, those, console)
            shown += those
    for subject, those in by_product(found).items():
        if any(one.is_tried for one in those):
            _print_product(subject.name, those, console)
            shown += those
        else:
            line = f"{subject.name}: not run ({len(those)} logins skipped)"
            console.print(Text(line, style="bold"))
    if shown:
        _print_legend(shown, console)


def _print_field(field: str, those: Sequence[Cell], console: Console) -> None:
    by = f", by {field}" if field else ""
    table = _table(f"Who gets in when Duo cannot be reached{by}")
    table.add_column("option", overflow="fold")
    platforms = list(dict.fromkeys(cell.subject.name for cell in those))
    for platform in platforms:
        table.add_column(platform)
    of_platform = {one: [c for c in those if c.subject.name == one] for one in platforms}
    for setting in dict.fromkeys(cell.setting for cell in those):
        row = [Text(setting)]
        for platform in platforms:
            tried = [c for c in of_platform[platform] if c.setting == setting]
            text = summary(tried, foundation(tried, of_platform[platform]))
            row.append(_with_evidence(text, tried))
        table.add_row(*row)
    table.add_section()
    each = {one: foundation(c, c) for one, c in of_platform.items()}
    known = [
        "\n".join([str(one.known), *(f"{name} {one.evidence[name]}" for name in one.evidence)])
        for one in each.values()
    ]
    table.add_row("known combinations", *known)
    table.add_row("on an assumption", *(str(one.assumed) for one in each.values()))
    table.add_row("unknown", *(str(one.unknown) for one in each.values()))
    console.print(table)


def _print_product(name: str, those: Sequence[Cell], console: Console) -> None:
    """Print stage by stage, a fault in each line and the failmodes that lead to the same beside."""
    table = _table(f"{name}, by stage and failmode")
    table.add_column("fault", overflow="fold")
    groups = _alike(those)
    for group in groups:
        table.add_column(", ".join(group))
    for stage in sorted({cell.combination.stage for cell in those}, key=stage_order):
        at_stage = [cell for cell in those if cell.combination.stage == stage]
        heading = stage if stage == MISTAKE else f"at {stage}" if stage else "whole login"
        table.add_row(Text(heading, style="bold"), *([""] * len(groups)))
        for combination in _ordered(at_stage):
            matching = [cell for cell in at_stage if cell.combination == combination]
            row = [_result([c for c in matching if c.setting in group]) for group in groups]
            timeout = " (timeout)" if combination.timeout else ""
            table.add_row(f"  {combination.fault}{timeout}", *row)
        table.add_section()
    console.print(table)


def _table(title: str) -> Table:
    return Table(title=title, title_justify="left", title_style="bold")


def _alike(those: Sequence[Cell]) -> list[tuple[str, ...]]:
    """Group the settings with the same results everywhere, which share their columns."""
    by_results: dict[tuple[tuple[object, ...], ...], list[str]] = {}
    for setting in dict.fromkeys(cell.setting for cell in those):
        results = sorted(
            (
                c.combination.fault,
                c.combination.timeout,
                c.combination.stage,
                c.expected or "",
                c.actual or "",
                c.outcome,
            )
            for c in those
            if c.setting == setting
        )
        by_results.setdefault(tuple(results), []).append(setting)
    return [tuple(settings) for settings in by_results.values()]


def _ordered(those: Sequence[Cell]) -> list[Combination]:
    """Order faults as the documents do, each with a timeout before the same without."""
    faults = list(dict.fromkeys(cell.combination.fault for cell in those))
    found = dict.fromkeys(cell.combination for cell in those)
    return sorted(found, key=lambda one: (faults.index(one.fault), not one.timeout))


def _result(those: Sequence[Cell]) -> Text:
    """Tell what the logins of one cell came to."""
    parts: list[Text] = []
    passed = dict.fromkeys(c.actual for c in those if c.outcome is Outcome.PASSED)
    parts += [Text(one, STYLES[one]) for one in passed if one is not None]
    failed = dict.fromkeys(c.actual or "error" for c in those if c.outcome is Outcome.FAILED)
    parts += [Text(f"FAIL {one}", FAILED) for one in failed]
    if not parts:
        pending = any(c.outcome is Outcome.PENDING for c in those)
        return Text("unknown" if pending else "-", style="dim")
    return _with_evidence(Text(" ").join(parts), those)


def _with_evidence(text: Text, those: Sequence[Cell]) -> Text:
    if (weakest := _weakest(those)) is not None and _LETTERS[weakest]:
        text.append(f" {_LETTERS[weakest]}", style="dim")
    return text


def _weakest(those: Iterable[Cell]) -> Evidence | None:
    order = list(Evidence)
    classes = {cell.evidence for cell in those if cell.is_tried and cell.evidence is not None}
    return max(classes, key=order.index, default=None)


def _print_legend(shown: Sequence[Cell], console: Console) -> None:
    outcomes = {cell.outcome for cell in shown}
    verdicts = {cell.actual for cell in shown}
    letters = [
        f"{_LETTERS[one]}: {_WORDS[one]}"
        for one in dict.fromkeys(_weakest([cell]) for cell in shown)
        if one in _WORDS
    ]
    lines = ["failed-open, beside others open: let in without the second factor"]
    if Verdict.ALLOWED in verdicts or Verdict.HUNG in verdicts:
        lines.append(
            "allowed: let in after the second factor; hung: no verdict before the deadline"
        )
    if any(cell.combination.timeout for cell in shown):
        lines.append("(timeout): with the client's own timeout set, otherwise without")
    if letters:
        lines.append(f"{', '.join(letters)}; without a letter: measured")
    if Outcome.SKIPPED in outcomes:
        lines.append("-: not run")
    if Outcome.FAILED in outcomes:
        lines.append("FAIL: the login came out otherwise than the documents promise")
    if Outcome.PENDING in outcomes:
        lines.append("unknown: nobody has documented what happens, so nothing was run")
    console.print(Text("\n".join(lines), style="dim"))
