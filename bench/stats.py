"""A pytest plugin that counts scenarios and steps, and times the loop that runs them."""

from __future__ import annotations

import json
import time
from collections.abc import Generator
from pathlib import Path

import pytest
from pytest_bdd.parser import Step


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of the benchmark."""
    group = parser.getgroup("bench", "counts for the benchmark")
    group.addoption("--stats", type=Path, metavar="FILE", help="where to write the counts, JSON")
    group.addoption("--stats-limit", type=int, metavar="N", help="run N scenarios at most")


def pytest_configure(config: pytest.Config) -> None:
    """Count when told where to write."""
    file: Path | None = config.getoption("--stats")
    if file is not None:
        config.pluginmanager.register(_Stats(file, config.getoption("--stats-limit")))


class _Stats:
    """Counts one session.

    Args:
        file: where to write the counts.
        limit: scenarios that are run at most; None: all.
    """

    def __init__(self, file: Path, limit: int | None) -> None:
        self._file = file
        self._limit = limit
        self._steps: dict[str, int] = {}
        self._outcomes = {"passed": 0, "failed": 0}
        self._loop_seconds = 0.0

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = items[: self._limit]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtestloop(self) -> Generator[None, object, object]:
        began = time.perf_counter()
        try:
            return (yield)
        finally:
            self._loop_seconds = time.perf_counter() - began

    def pytest_bdd_after_step(self, request: pytest.FixtureRequest, step: Step) -> None:
        del step
        self._steps[request.node.nodeid] = self._steps.get(request.node.nodeid, 0) + 1

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.outcome in self._outcomes:
            self._outcomes[report.outcome] += 1

    def pytest_sessionfinish(self) -> None:
        counts = {
            "steps": list(self._steps.values()),
            "passed": self._outcomes["passed"],
            "failed": self._outcomes["failed"],
            "loop_seconds": self._loop_seconds,
        }
        self._file.write_text(json.dumps(counts), encoding="utf-8")
