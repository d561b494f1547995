"""Progress is one line on a terminal and ten lines elsewhere."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from failmode.steps.progress_bar import ProgressBar


class Screen:
    """Keeps what is drawn."""

    def __init__(self, *, isatty: bool) -> None:
        self.isatty = isatty
        self.drawn: list[str] = []

    def rewrite(self, line: str, *, erase: bool = False) -> None:
        """Keep a line that is drawn anew."""
        assert erase or not line
        self.drawn.append(line)

    def write_line(self, line: str) -> None:
        """Keep a line below."""
        self.drawn.append(line)

    def flush(self) -> None:
        """Nothing waits."""


def over(*, failed: bool = False) -> list[pytest.TestReport]:
    """Make the reports of a test."""
    reports = [SimpleNamespace(when="call", failed=failed)]
    reports.append(SimpleNamespace(when="teardown", failed=False))
    return cast("list[pytest.TestReport]", reports)


def run(screen: Screen, tests: int, *, failed: int = 0) -> ProgressBar:
    """Let tests run, one each second, of which the first fail."""
    seconds = iter(range(10_000))
    bar = ProgressBar(screen, 80, clock=lambda: float(next(seconds)))
    bar.pytest_xdist_node_collection_finished(["a test"] * tests)
    for number in range(tests):
        bar.pytest_runtest_logstart("features/duo/duo-unix.feature::test_rows[1]")
        for report in over(failed=number < failed):
            bar.pytest_runtest_logreport(report)
    return bar


def test_on_a_terminal_one_line_is_drawn_anew_and_wiped_away() -> None:
    screen = Screen(isatty=True)
    run(screen, 4, failed=1).pytest_sessionfinish()
    assert "[######..................] 1 of 4, 1 failed  duo-unix" in screen.drawn
    assert "[########################] 4 of 4, 1 failed  duo-unix" in screen.drawn
    assert screen.drawn[-1] == ""


def test_elsewhere_there_is_a_plain_line_for_each_tenth() -> None:
    screen = Screen(isatty=False)
    run(screen, 200)
    assert len(screen.drawn) == 10
    assert screen.drawn[0] == " 10 % 20 of 200  duo-unix"
    assert screen.drawn[-1] == "100 % 200 of 200  duo-unix"
