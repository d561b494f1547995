"""Keeps a run as data: the events of the run go to a file, and to the reports at its end."""

from __future__ import annotations

import shutil
import time
from collections import Counter
from datetime import UTC, datetime
from io import StringIO

import pytest

from failmode.steps.reporting.events import RunBegan, RunEnded, ScenarioEnded, from_line
from failmode.steps.reporting.stream import EventWriter

_EVENT_ATTRIBUTE = "failmode_event"
"""The attribute of pytest's reports that brings an event to the process that controls the run."""

_NARROWEST_COLUMNS = 40
_USUAL_COLUMNS = 80


def attach(report: pytest.TestReport, line: str) -> None:
    """Let a test's report carry an event, also from a worker of pytest-xdist."""
    setattr(report, _EVENT_ATTRIBUTE, line)


class Recorder:
    """A pytest plugin for the process that controls the run.

    Args:
        began: the first event.
        writer: where the events go; None: nowhere.
        matrix: whether the matrix is printed at the end.
    """

    def __init__(self, began: RunBegan, writer: EventWriter | None, *, matrix: bool) -> None:
        self._began = began
        self._writer = writer
        self._matrix = matrix
        self._began_seconds = time.monotonic()
        self._outcomes: Counter[str] = Counter()
        self._scenarios: list[ScenarioEnded] = []

    def pytest_sessionstart(self) -> None:
        """Write the first event."""
        if self._writer is not None:
            self._writer.write(self._began)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the event that a report carries."""
        line = getattr(report, _EVENT_ATTRIBUTE, None)
        event = None if line is None else from_line(line)
        if isinstance(event, ScenarioEnded):
            self.record(event)

    def record(self, event: ScenarioEnded) -> None:
        """Keep the event of a scenario that is over."""
        self._outcomes[event.outcome] += 1
        if self._writer is not None:
            self._writer.write(event)
        if self._matrix:
            self._scenarios.append(event)

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        """Write the last event."""
        if self._writer is not None:
            seconds = time.monotonic() - self._began_seconds
            self._writer.write(RunEnded(int(exitstatus), seconds, dict(self._outcomes)))
            self._writer.close()

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the matrix of the run."""
        if not self._matrix:
            return
        from rich.console import Console  # noqa: PLC0415 - not for runs that print no matrix

        from failmode.steps.reporting.matrix import print_matrix  # noqa: PLC0415

        columns = shutil.get_terminal_size((_USUAL_COLUMNS, 24)).columns
        text = StringIO()
        console = Console(
            file=text,
            width=columns if columns >= _NARROWEST_COLUMNS else _USUAL_COLUMNS,
            force_terminal=terminalreporter.hasmarkup,
        )
        print_matrix(self._scenarios, console)
        terminalreporter.write_line("")
        terminalreporter.write(text.getvalue())


def run_began(target: str, deadline_seconds: float, *, slow: bool) -> RunBegan:
    """Make the first event of a run that begins."""
    return RunBegan(target, deadline_seconds, slow, datetime.now(UTC).isoformat())
