"""The matrix: who gets in when Duo cannot be reached, by option, platform and failmode."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum

from rich.console import Console
from rich.table import Table
from rich.text import Text

from steps.targets.protocols import Platform

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
    """One login of the run: what was tried, what was expected, what came of it."""

    subject: str
    setting: str
    fault: str
    stage: str
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
_PLATFORM_TITLES = {
    Platform.WINDOWS_WORKSTATION: "Windows workstation",
    Platform.WINDOWS_SERVER: "Windows server",
    Platform.MACOS: "macOS",
}
PROXY = "Authentication Proxy"


def print_matrix(cells: Iterable[Cell], console: Console) -> None:
    """Print the tables that the run has cells for.

    Args:
        cells: one for each login scenario of the run.
        console: where to print.
    """
    found = list(cells)
    if any(cell.subject in set(Platform) for cell in found):
        _print_platforms(found, console)
    if any(cell.subject == PROXY for cell in found):
        _print_proxy([cell for cell in found if cell.subject == PROXY], console)
    if found:
        console.print(
            Text(
                "FAIL: a scenario came out otherwise than the documents say. "
                "n?: so many pending, because the vendor's behaviour is not known. "
                "-: not run.",
                style="dim",
            )
        )


def _print_platforms(cells: list[Cell], console: Console) -> None:
    table = Table(title="Who gets in when Duo cannot be reached", title_justify="left")
    table.add_column("option of the field", no_wrap=True)
    for platform in Platform:
        table.add_column(_PLATFORM_TITLES[platform])
    settings = list(dict.fromkeys(c.setting for c in cells if c.subject in set(Platform)))
    for setting in settings:
        row = [
            _summary([c for c in cells if c.setting == setting and c.subject == platform])
            for platform in Platform
        ]
        table.add_row(setting, *row)
    console.print(table)


def _print_proxy(cells: list[Cell], console: Console) -> None:
    settings = list(dict.fromkeys(cell.setting for cell in cells))
    table = Table(title="Authentication Proxy, by failmode and stage", title_justify="left")
    table.add_column("fault", no_wrap=True)
    stages = list(dict.fromkeys(cell.stage for cell in cells))
    for setting in settings:
        for stage in stages:
            table.add_column(f"{setting} {stage}")
    for fault in dict.fromkeys(cell.fault for cell in cells):
        row = [
            _summary([c for c in cells if (c.fault, c.setting, c.stage) == (fault, setting, stage)])
            for setting in settings
            for stage in stages
        ]
        table.add_row(fault, *row)
    console.print(table)


def _summary(cells: list[Cell]) -> Text:
    text = Text()
    verdicts = dict.fromkeys(c.actual for c in cells if c.outcome is Outcome.PASSED)
    for verdict in verdicts:
        _separate(text)
        text.append(verdict, style=_STYLES.get(verdict, ""))
    for cell in dict.fromkeys((c.expected, c.actual) for c in cells if c.outcome is Outcome.FAILED):
        _separate(text)
        text.append(f"FAIL {cell[1] or 'error'}, not {cell[0]}", style="bold red")
    pending = sum(cell.outcome is Outcome.PENDING for cell in cells)
    if pending:
        _separate(text)
        text.append(f"{pending}?", style="dim")
    return text if text.plain else Text("-", style="dim")


def _separate(text: Text) -> None:
    if text.plain:
        text.append(" ")
