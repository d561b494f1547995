"""Scenarios per second: ours beside as many empty pytest-bdd scenarios with as many steps."""

from __future__ import annotations

import json
import resource
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.budget import Budget
from bench.child import REPOSITORY, environment, module
from bench.errors import BenchError
from bench.results import Outcome, Result, Unit

_TIMEOUT_SECONDS = 600.0
_STEP = "nothing happens"
_EMPTY_TESTS = f"""
from pytest_bdd import given, scenarios

scenarios("empty.feature")


@given("{_STEP}")
def nothing_happens():
    pass
"""


@dataclass(frozen=True, slots=True)
class _Run:
    """One run of pytest.

    Attributes:
        steps: how many steps each executed scenario took.
        failed: scenarios that failed.
        seconds: from the start of the program to its end.
        loop_seconds: the part in which scenarios ran.
        cpu_seconds: processor time of the program.
    """

    steps: tuple[int, ...]
    failed: int
    seconds: float
    loop_seconds: float
    cpu_seconds: float

    @property
    def waiting(self) -> float:
        """The part of the time, 0 to 1, without a processor."""
        return max(0.0, 1 - self.cpu_seconds / self.seconds)


def run(budget: Budget) -> Outcome:
    """Run the scenarios of the custom field and of its logins; see `Benchmark`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        limit = [] if budget.scenarios is None else [f"--stats-limit={budget.scenarios}"]
        ours = _pytest(
            REPOSITORY,
            folder / "ours.json",
            ["features", "-m", "field or login", *limit],
        )
        if not ours.steps:
            raise BenchError("no scenario ran. See: pytest features")
        _write_empty(folder, ours.steps)
        empty = _pytest(folder, folder / "empty.json", ["-c", "pytest.ini", "test_empty.py"])
    count = len(ours.steps)
    if len(empty.steps) != count:
        raise BenchError(f"{len(empty.steps)} of {count} empty scenarios ran; this is our mistake")
    failed = f" ({ours.failed} failed)" if ours.failed else ""
    note = (
        f"{count} scenarios{failed}, {sum(ours.steps)} steps, in one process; all is from the "
        f"start of pytest to its end. Ours took {ours.seconds:.1f} s, {ours.cpu_seconds:.1f} s of "
        f"processor and {ours.waiting:.0%} waiting (for timeouts under test, or for a busy "
        f"machine); the empty ones took {empty.seconds:.1f} s, {empty.waiting:.0%} waiting"
    )
    return Outcome(
        (
            Result(
                measure="scenarios, in all",
                unit=Unit.PER_SECOND,
                ours=count / ours.seconds,
                peer="empty pytest-bdd",
                theirs=count / empty.seconds,
            ),
            Result(
                measure="scenarios, running",
                unit=Unit.PER_SECOND,
                ours=count / ours.loop_seconds,
                peer="empty pytest-bdd",
                theirs=count / empty.loop_seconds,
            ),
        ),
        (note,),
    )


def _pytest(folder: Path, stats: Path, arguments: Sequence[str]) -> _Run:
    command = module(
        "pytest", "-p", "bench.stats", f"--stats={stats}", "-p", "no:cacheprovider",
        "-n0", "-q", "--no-header", *arguments,
    )  # fmt: skip
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment(),
            capture_output=True,
            text=True,
            timeout=_TIMEOUT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise BenchError(f"pytest was not done after {_TIMEOUT_SECONDS:g} s") from error
    seconds = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if not stats.is_file():
        lines = (done.stderr or done.stdout).strip().splitlines() or ["nothing"]
        raise BenchError(f"pytest ended with code {done.returncode} and said last: {lines[-1]}")
    counts = json.loads(stats.read_text(encoding="utf-8"))
    return _Run(
        steps=tuple(counts["steps"]),
        failed=counts["failed"],
        seconds=seconds,
        loop_seconds=counts["loop_seconds"],
        cpu_seconds=(after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime),
    )


def _write_empty(folder: Path, steps: Sequence[int]) -> None:
    """Write scenarios with as many steps each as ours, and nothing behind them."""
    lines = ["Feature: Nothing"]
    for number, count in enumerate(steps, start=1):
        lines += ["", f"  Scenario: Nothing {number}", f"    Given {_STEP}"]
        lines += [f"    And {_STEP}"] * (count - 1)
    (folder / "empty.feature").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "test_empty.py").write_text(_EMPTY_TESTS, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
