"""The options of the harness: added to pytest's, and read from a run's configuration."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from failmode.project import ProjectConfig, load_project

_OPTIONS: dict[str, dict[str, Any]] = {
    "target": {
        "metavar": "NAME",
        "help": "what the scenarios run against: simulator (built in), a kind that a package "
        "offers, or a table of --targets (default: `target` of [tool.failmode], else simulator)",
    },
    "targets": {
        "type": Path,
        "metavar": "FILE",
        "help": "TOML file that describes targets (default: `targets` of [tool.failmode], else "
        "targets.toml)",
    },
    "deadline": {
        "type": float,
        "metavar": "SECONDS",
        "help": "after this long a login counts as hung, or four times as long where another "
        "verdict is expected (default: `deadline_seconds` of [tool.failmode], else 3)",
    },
    "slow": {
        "action": "store_true",
        "help": "run the scenarios too whose logins take long, up to a minute each",
    },
    "matrix": {
        "action": "store_true",
        "help": "print who gets in when Duo cannot be reached, login by login",
    },
}


class Headline(StrEnum):
    """How much the one screen at the end of a run tells of who gets in."""

    SHORT = "short"
    FULL = "full"
    NONE = "none"


_STARTED_IN = "failmode_started_in"
"""What workers of pytest-xdist are told, as they may work in another folder."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the user chose for a run.

    Attributes:
        project: what the project's configuration says.
        target: name of the target.
        targets_file: that describes targets; None when there is none.
        deadline_seconds: after this long a login counts as hung.
        slow: whether slow scenarios run too.
        matrix: whether the full tables are printed.
        headline: the run on one screen in place of pytest's own end; None for pytest's.
        progress: whether a bar is drawn in place of pytest's dots.
        features: the folder whose scenarios are collected without a test file; None where the
            project names none.
        events_file: where the run is written as data; None: nowhere.
        report_file: where the whole report is written; None: nowhere.
        is_worker: whether this is a worker of pytest-xdist, which must not end the whole run.
    """

    project: ProjectConfig
    target: str
    targets_file: Path | None
    deadline_seconds: float
    slow: bool
    matrix: bool
    headline: Headline | None
    progress: bool
    features: Path | None
    events_file: Path | None
    report_file: Path | None
    is_worker: bool

    @property
    def records(self) -> bool:
        """Whether anybody wants to know how each scenario ended."""
        files = (self.events_file, self.report_file)
        return self.matrix or self.headline is not None or any(files)


_KEY = pytest.StashKey[Options]()


def add_long_options(parser: pytest.Parser) -> None:
    """Add the options by their long names, which nobody else has."""
    group = parser.getgroup("failmode", "documentation-driven scenarios")
    for name, attributes in _OPTIONS.items():
        group.addoption(f"--failmode-{name}", dest=f"failmode_{name}", **attributes)
    group.addoption(
        "--failmode-features",
        metavar="DIR",
        type=Path,
        help="folder whose scenarios are collected without a test file (default: `features` of "
        "[tool.failmode]; without that table none is)",
    )
    group.addoption(
        "--failmode-events",
        metavar="FILE",
        type=Path,
        help="write the run as data, one line of JSON for each scenario",
    )
    group.addoption(
        "--failmode-headline",
        type=Headline,
        choices=list(Headline),
        help="end with one screen: who gets in, what failed and why, what nobody knows; full: "
        "with all tables before it; none: without who gets in",
    )
    group.addoption(
        "--failmode-report",
        metavar="FILE",
        type=Path,
        help="write the whole report as text: all tables, every cause with an example, every gap",
    )
    group.addoption(
        "--failmode-progress",
        action="store_true",
        help="draw a bar in place of a letter for each test",
    )


def add_short_options(parser: pytest.Parser) -> None:
    """Add the short names of the options that nobody has taken before."""
    group = parser.getgroup("failmode")
    for name, attributes in _OPTIONS.items():
        if not _is_taken(parser, f"--{name}"):
            short = {**attributes, "help": f"the same as --failmode-{name}"}
            group.addoption(f"--{name}", dest=f"failmode_{name}", **short)


def options_of(config: pytest.Config) -> Options:
    """Read what the user chose, once for a run.

    Raises:
        pytest.UsageError: when the deadline is no time.
        ProjectError: when the project's configuration is wrong.
    """
    if _KEY not in config.stash:
        config.stash[_KEY] = _read(config)
    return config.stash[_KEY]


def hand_to_worker(config: pytest.Config, worker_input: dict[str, object]) -> None:
    """Tell a worker of pytest-xdist in which folder the run was started."""
    worker_input[_STARTED_IN] = str(config.invocation_params.dir)


def _read(config: pytest.Config) -> Options:
    worker_input: dict[str, str] | None = getattr(config, "workerinput", None)
    started_in = Path(worker_input[_STARTED_IN] if worker_input else config.invocation_params.dir)
    project = load_project(started_in)
    features = config.getoption("failmode_features") or (project.features if project.file else None)
    named: Path | None = config.getoption("failmode_targets")
    usual = project.targets if project.targets.is_file() else None
    deadline: float | None = config.getoption("failmode_deadline")
    if deadline is not None and not deadline > 0:
        raise pytest.UsageError("--deadline must be a number of seconds above 0")
    return Options(
        project=project,
        target=config.getoption("failmode_target") or project.target,
        targets_file=named or usual,
        deadline_seconds=deadline or project.deadline_seconds,
        slow=bool(config.getoption("failmode_slow")),
        features=(started_in / features).resolve() if features else None,
        matrix=bool(config.getoption("failmode_matrix")),
        headline=config.getoption("failmode_headline"),
        progress=bool(config.getoption("failmode_progress")),
        events_file=config.getoption("failmode_events"),
        report_file=config.getoption("failmode_report"),
        is_worker=worker_input is not None,
    )


def _is_taken(parser: pytest.Parser, option: str) -> bool:
    try:
        _, unknown = parser.parse_known_and_unknown_args([option])
    except pytest.UsageError:
        # It is known, and wants an argument.
        return True
    return not unknown
