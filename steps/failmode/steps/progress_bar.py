"""The progress of a run: one line that is drawn anew on a terminal, else a line each tenth."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from pathlib import PurePosixPath
from typing import Protocol

import pytest

_BAR_COLUMNS = 24
_REDRAWN_SECONDS = 0.1
_TENTHS = 10


class _Screen(Protocol):
    """What is drawn on: the part of pytest's terminal reporter that is needed."""

    @property
    def isatty(self) -> bool:
        """Whether a line can be drawn anew."""

    def rewrite(self, line: str, *, erase: bool = False) -> None:
        """Draw the line anew."""

    def write_line(self, line: str) -> None:
        """Write a line below."""

    def flush(self) -> None:
        """Show what was written."""


class ProgressBar:
    """A pytest plugin for the process that controls the run, in place of pytest's dots.

    Args:
        screen: where to draw.
        columns: of the screen.
        clock: monotonic seconds.
    """

    def __init__(
        self, screen: _Screen, columns: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._screen = screen
        self._columns = columns
        self._clock = clock
        self._total = 0
        self._over = 0
        self._failed = 0
        self._running = ""
        self._drawn_at = float("-inf")
        self._tenths = 0
        self._is_drawn = False

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Learn how many tests there are, where this process runs them."""
        self._total = len(session.items)
        self._draw()

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        """Learn how many tests there are, where workers run them."""
        self._total = len(ids)
        self._draw()

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Remember what is running."""
        self._running = PurePosixPath(nodeid.partition("::")[0]).stem
        self._draw()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count what is over."""
        self._failed += report.failed
        if report.when == "teardown":
            self._over += 1
            self._draw()

    @pytest.hookimpl(wrapper=True)
    def pytest_report_teststatus(
        self,
    ) -> Generator[None, tuple[str, str, object], tuple[str, str, object]]:
        """Keep pytest from drawing a letter for each test."""
        category, _, _ = yield
        return category, "", ""

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self) -> None:
        """Wipe the line away: what is told at the end takes its place."""
        if self._is_drawn and self._screen.isatty:
            self._screen.rewrite("", erase=True)
            self._screen.rewrite("")

    def _draw(self) -> None:
        if not self._total:
            return
        if self._screen.isatty:
            self._redraw()
        elif (tenths := self._over * _TENTHS // self._total) > self._tenths:
            self._tenths = tenths
            self._screen.write_line(self._text(f"{tenths * _TENTHS:3} %"))
            self._screen.flush()

    def _redraw(self) -> None:
        now = self._clock()
        if now - self._drawn_at < _REDRAWN_SECONDS and self._over < self._total:
            return
        self._drawn_at = now
        full = self._over * _BAR_COLUMNS // self._total
        self._is_drawn = True
        text = self._text(f"[{'#' * full}{'.' * (_BAR_COLUMNS - full)}]")
        # The last column stays free: some terminals begin a new line there.
        self._screen.rewrite(text[: self._columns - 1], erase=True)
        self._screen.flush()

    def _text(self, drawn: str) -> str:
        failed = f", {self._failed} failed" if self._failed else ""
        return f"{drawn} {self._over} of {self._total}{failed}  {self._running}"
