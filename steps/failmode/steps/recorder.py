"""Keeps a run as data: the events of the run go to a file, and to the reports at its end."""

from __future__ import annotations

import shutil
import time
from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from failmode.steps.options import Headline
from failmode.steps.reporting.causes import cause_key, causes
from failmode.steps.reporting.causes_text import cause_lines
from failmode.steps.reporting.events import (
    FailureKind,
    Outcome,
    RunBegan,
    RunEnded,
    ScenarioEnded,
    from_line,
)
from failmode.steps.reporting.stream import EventWriter

if TYPE_CHECKING:
    from rich.console import Console

    from failmode.steps.reporting.headline import Run

_EVENT_ATTRIBUTE = "failmode_event"
"""The attribute of pytest's reports that brings an event to the process that controls the run."""

_NARROWEST_COLUMNS = 40
_USUAL_COLUMNS = 80


@dataclass(frozen=True, slots=True)
class Reports:
    """What is told at the end of a run.

    Attributes:
        headline: the run on one screen, in place of pytest's own end; None for pytest's.
        tables: whether the full tables are printed.
        file: where the whole report is written; None: nowhere.
    """

    headline: Headline | None
    tables: bool
    file: Path | None


def attach(report: pytest.TestReport, line: str) -> None:
    """Let a test's report carry an event, also from a worker of pytest-xdist."""
    setattr(report, _EVENT_ATTRIBUTE, line)


class Recorder:
    """A pytest plugin for the process that controls the run.

    Args:
        config: of the run.
        began: the first event.
        writer: where the events go; None: nowhere.
        reports: what is told at the end.
    """

    def __init__(
        self, config: pytest.Config, began: RunBegan, writer: EventWriter | None, reports: Reports
    ) -> None:
        self._config = config
        self._began = began
        self._writer = writer
        self._reports = reports
        self._began_seconds = time.monotonic()
        self._outcomes: Counter[str] = Counter()
        self._scenarios: list[ScenarioEnded] = []
        self._told: set[tuple[str, ...]] = set()
        self._broken: list[tuple[str, str]] = []
        self._exit_status = 0

    def pytest_sessionstart(self) -> None:
        """Write the first event."""
        if self._writer is not None:
            self._writer.write(self._began)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep what broke before anything ran."""
        if report.failed:
            self._broken.append((report.nodeid or "collection", report.longreprtext))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the event that a report carries; tell every cause of failures once."""
        line = getattr(report, _EVENT_ATTRIBUTE, None)
        event = None if line is None else from_line(line)
        if isinstance(event, ScenarioEnded):
            self.record(event)
            self._shorten(report, event)
        elif report.failed:
            self._broken.append((f"{report.nodeid} ({report.when})", report.longreprtext))

    def record(self, event: ScenarioEnded) -> None:
        """Keep the event of a scenario that is over."""
        self._outcomes[event.outcome] += 1
        if self._writer is not None:
            self._writer.write(event)
        self._scenarios.append(event)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_sessionfinish(
        self, session: pytest.Session, exitstatus: int
    ) -> Generator[None, None, None]:
        """Write the last event; end with the headline, after all that others print."""
        yield
        self._exit_status = int(getattr(session, "exitstatus", exitstatus))
        if self._writer is not None:
            seconds = time.monotonic() - self._began_seconds
            self._writer.write(RunEnded(self._exit_status, seconds, dict(self._outcomes)))
            self._writer.close()
        reporter = self._config.pluginmanager.get_plugin("terminalreporter")
        if self._reports.file is not None and self._has_something:
            self._write_report(reporter, self._reports.file)
        if self._reports.headline is not None and self._has_something and reporter is not None:
            self._print_headline(reporter, self._reports.headline)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print what pytest's own end is followed by: tables, and failures by cause."""
        if self._reports.tables:
            from failmode.steps.reporting.matrix import print_matrix  # noqa: PLC0415 - as rich is

            console, text = _console(terminalreporter)
            print_matrix(self._scenarios, console)
            terminalreporter.write_line("")
            terminalreporter.write(text.getvalue())
        if self._reports.headline is None and (found := causes(self._scenarios)):
            terminalreporter.section("failures by cause")
            width = terminal_columns()
            for number, cause in enumerate(found, start=1):
                for line in cause_lines(number, cause, width):
                    terminalreporter.write_line(line)

    @property
    def _has_something(self) -> bool:
        return bool(self._scenarios or self._broken)

    def _run(self) -> Run:
        from failmode.steps.reporting.headline import Run  # noqa: PLC0415 - as rich is

        file = self._reports.file
        return Run(
            events=self._scenarios,
            target=self._began.target,
            seconds=time.monotonic() - self._began_seconds,
            interrupted=self._exit_status == pytest.ExitCode.INTERRUPTED,
            broken=self._broken,
            report=_shown(file) if file else "",
        )

    def _write_report(self, reporter: pytest.TerminalReporter | None, file: Path) -> None:
        from failmode.steps.reporting.report import write_report  # noqa: PLC0415 - as rich is

        try:
            write_report(self._run(), file)
        except OSError as error:
            if reporter is not None:
                reporter.write_line(f"failmode: {file} cannot be written: {error.strerror}")

    def _print_headline(self, reporter: pytest.TerminalReporter, how: Headline) -> None:
        from failmode.steps.reporting.headline import headline  # noqa: PLC0415 - as rich is
        from failmode.steps.reporting.matrix import print_matrix  # noqa: PLC0415 - as rich is

        console, text = _console(reporter)
        if how is Headline.FULL:
            print_matrix(self._scenarios, console)
            console.print()
        for line in headline(self._run(), console.width, matrix=how is not Headline.NONE):
            console.print(line)
        reporter.write(text.getvalue())

    def _shorten(self, report: pytest.TestReport, event: ScenarioEnded) -> None:
        """Leave the whole text to the first failure of a cause."""
        if event.outcome is not Outcome.FAILED or event.failure is not FailureKind.PROMISE:
            return
        key = cause_key(event)
        if key in self._told:
            report.longrepr = f"{', '.join(event.document)}: {event.reason.splitlines()[0]}"
        self._told.add(key)


def run_began(target: str, deadline_seconds: float, *, slow: bool) -> RunBegan:
    """Make the first event of a run that begins."""
    return RunBegan(target, deadline_seconds, slow, datetime.now(UTC).isoformat())


def terminal_columns() -> int:
    """Tell how wide the terminal is, as far as that is known."""
    columns = shutil.get_terminal_size((_USUAL_COLUMNS, 24)).columns
    return columns if columns >= _NARROWEST_COLUMNS else _USUAL_COLUMNS


def _console(reporter: pytest.TerminalReporter) -> tuple[Console, StringIO]:
    from rich.console import Console  # noqa: PLC0415 - not for runs that print no table

    text = StringIO()
    return Console(file=text, width=terminal_columns(), force_terminal=reporter.hasmarkup), text


def _shown(file: Path) -> str:
    here = Path.cwd()
    return str(file.relative_to(here) if file.is_relative_to(here) else file)
