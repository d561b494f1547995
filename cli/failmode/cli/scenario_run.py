"""The scenarios of a project, run by pytest in a child process, and what the run came to."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path

from failmode.cli.answered import answered_logins
from failmode.cli.refused_run import Stderr
from failmode.steps import (
    FailureKind,
    Outcome,
    RunEnded,
    ScenarioEnded,
    feature_tags,
    read_events,
)
from failmode.terms import Tag

_PASSED, _FAILED, _NOTHING_COLLECTED = 0, 1, 5
"""Exit codes of pytest."""

_WORKERS_FOR_EACH_CPU = 2
"""Scenarios mostly wait for the network."""

_LONGEST_SECONDS = 120
"""No scenario takes longer, but for slow ones that say so: what hangs is ended then."""

_LEFT_BEHIND_SECONDS = 1.0
"""What a process says that outlives pytest is waited for so long, not until it ends."""

_NAME = re.compile(r"[\w.-]+")
_KNOWN = frozenset({"and", "or", "not", *Tag})
"""Words of the expressions, and tags that are known in every project."""


def unknown_tags(marks: str, features: Path) -> str:
    """Say which tags of an expression no scenario has; empty where all are known.

    Args:
        marks: pytest's expression of tags; one with arguments of markers is left to pytest.
        features: the folder of the features.
    """
    if "=" in marks:
        return ""
    known = feature_tags(features)
    unknown = [name for name in _NAME.findall(marks) if name not in known | _KNOWN]
    if not unknown:
        return ""
    close = get_close_matches(unknown[0], sorted(known), 3) or sorted(known)[:6]
    return f"no scenario has the tag {unknown[0]!r}; others: {', '.join(close)}"


@dataclass(frozen=True, slots=True)
class ScenarioRun:
    """How to run the scenarios.

    Attributes:
        root: the project's folder, in which the child process works.
        features: the folder of the features.
        events: the file that the run is written to as data.
        target: name of the target.
        targets: the file that describes targets; None where there is none.
        deadline_seconds: after this long a login counts as hung.
        marks: pytest's expression of tags (`-m`); empty for all.
        keywords: pytest's expression of names (`-k`); empty for all.
        slow: whether slow scenarios run too.
        matrix: how much of who gets in is printed: `short`, `full` or `none`.
        workers: how many processes run scenarios; None for as many as fit the machine.
        more: arguments for pytest beside these.
    """

    root: Path
    features: Path
    events: Path
    target: str
    targets: Path | None
    deadline_seconds: float
    marks: str = ""
    keywords: str = ""
    slow: bool = False
    matrix: str = "short"
    workers: int | None = None
    more: Sequence[str] = ()

    @property
    def is_whole(self) -> bool:
        """Whether every scenario is run that is not slow."""
        return not (self.marks or self.keywords or self.more)

    @property
    def report(self) -> Path:
        """The file that the whole report is written to, beside the events."""
        return self.events.with_suffix(".txt")

    def arguments(self) -> list[str]:
        """Name what pytest is told."""
        return [
            *(str(self.features.resolve()), f"--rootdir={self.root.resolve()}"),
            *("-qq", "--no-header", "--tb=no", "-rN", "--disable-warnings"),
            "--failmode-progress",
            f"--failmode-headline={self.matrix}",
            f"--failmode-report={self.report.resolve()}",
            f"--failmode-features={self.features.resolve()}",
            f"--failmode-events={self.events.resolve()}",
            f"--failmode-target={self.target}",
            *([f"--failmode-targets={self.targets.resolve()}"] if self.targets else []),
            f"--failmode-deadline={self.deadline_seconds:g}",
            *(["-m", self.marks] if self.marks else []),
            *(["-k", self.keywords] if self.keywords else []),
            *(["--failmode-slow"] if self.slow else []),
            *([f"--timeout={_LONGEST_SECONDS}"] if find_spec("pytest_timeout") else []),
            *self._in_parallel(),
            *self.more,
        ]

    def _in_parallel(self) -> list[str]:
        if find_spec("xdist") is None:
            return []
        workers = self.workers
        if workers is None:
            workers = _WORKERS_FOR_EACH_CPU * (os.cpu_count() or 1)
        return ["-n", str(workers if workers > 1 else 0), "--dist", "worksteal"]


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run came to.

    Attributes:
        exit_code: of pytest; negative for the signal that ended it.
        outcomes: how many scenarios ended in which way; None where the run did not come to its
            end.
        answered: whose logins were tried, and with which setting.
        internal: how many scenarios failed because failmode itself did.
    """

    exit_code: int
    outcomes: Mapping[str, int] | None
    answered: frozenset[str] = frozenset()
    internal: int = 0

    @property
    def failed(self) -> int:
        """How many scenarios failed."""
        return (self.outcomes or {}).get(Outcome.FAILED, 0)

    @property
    def passed(self) -> int:
        """How many scenarios passed."""
        return (self.outcomes or {}).get(Outcome.PASSED, 0)

    def obstacle(self) -> str:
        """Say why the run tells nothing of the documents; empty where it does."""
        if self.outcomes is None and self.exit_code == _PASSED:
            return (
                "pytest did what the arguments after `--` ask for, see above, and ran no scenario: "
                "nothing was verified"
            )
        if self.outcomes is None:
            return f"the run was cut off: pytest ended with {self.exit_code}, see above"
        if self.exit_code not in {_PASSED, _FAILED, _NOTHING_COLLECTED}:
            return f"pytest could not do its work and ended with {self.exit_code}, see above"
        if not self.passed and not self.failed:
            skipped = sum(self.outcomes.values())
            return f"no scenario was run, {skipped} skipped: nothing was verified"
        if self.exit_code == _FAILED and not self.failed:
            return "no scenario failed, but something else did, see above"
        return ""


def run_scenarios(run: ScenarioRun) -> RunResult:
    """Run the scenarios in a child process, which prints as it goes.

    Args:
        run: how.

    Raises:
        EventError: when what the child wrote is no run.
        FailmodeError: when pytest refuses its arguments, or the plugin the target.
    """
    run.events.unlink(missing_ok=True)
    child = subprocess.Popen(  # noqa: S603 - ourselves, with arguments and no shell
        [sys.executable, "-m", "pytest", *run.arguments()], cwd=run.root, stderr=subprocess.PIPE
    )
    stderr = Stderr()
    reader = threading.Thread(target=stderr.pass_on, args=(child.stderr,), daemon=True)
    reader.start()
    exit_code = _wait(child)
    reader.join(_LEFT_BEHIND_SECONDS)
    if refusal := stderr.refusal(exit_code):
        raise refusal
    if not run.events.is_file():
        return RunResult(exit_code, None)
    events = tuple(read_events(run.events))
    ends = [event for event in events if isinstance(event, RunEnded)]
    internal = sum(
        isinstance(event, ScenarioEnded) and event.failure is FailureKind.INTERNAL
        for event in events
    )
    outcomes = ends[-1].outcomes if ends else None
    return RunResult(exit_code, outcomes, answered_logins(events), internal)


def _wait(child: subprocess.Popen[bytes]) -> int:
    """Wait for the end, which an interruption brings by itself: the terminal tells the child."""
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue
