"""The options of the harness: added to pytest's, and read from a run's configuration."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from failmode.steps.targets.config import BUILT_IN

_EVENTS_INI = "failmode_events"

_OPTIONS: dict[str, dict[str, Any]] = {
    "target": {
        "default": BUILT_IN,
        "metavar": "NAME",
        "help": "what the scenarios run against: simulator (built in), a kind that a package "
        "offers, or a table of --targets",
    },
    "targets": {
        "type": Path,
        "metavar": "FILE",
        "help": "TOML file that describes targets (default: targets.toml beside pyproject.toml)",
    },
    "deadline": {
        "type": float,
        "default": 3.0,
        "metavar": "SECONDS",
        "help": "after this long a login counts as hung, or four times as long where another "
        "verdict is expected (default: 3)",
    },
    "slow": {
        "action": "store_true",
        "help": "run the scenarios too whose logins take long, up to a minute each",
    },
    "matrix": {
        "action": "store_true",
        "help": "print who gets in when Duo cannot be reached, option by platform",
    },
}


@dataclass(frozen=True, slots=True)
class Options:
    """What the user chose for a run.

    Attributes:
        target: name of the target.
        targets_file: that describes targets; None when there is none.
        deadline_seconds: after this long a login counts as hung.
        slow: whether slow scenarios run too.
        matrix: whether the matrix is printed.
        events_file: where the run is written as data; None: nowhere.
        is_worker: whether this is a worker of pytest-xdist, which must not end the whole run.
    """

    target: str
    targets_file: Path | None
    deadline_seconds: float
    slow: bool
    matrix: bool
    events_file: Path | None
    is_worker: bool

    @property
    def records(self) -> bool:
        """Whether anybody wants to know how each scenario ended."""
        return self.matrix or self.events_file is not None


def add_long_options(parser: pytest.Parser) -> None:
    """Add the options by their long names, which nobody else has."""
    group = parser.getgroup("failmode", "documentation-driven scenarios")
    for name, attributes in _OPTIONS.items():
        group.addoption(f"--failmode-{name}", dest=f"failmode_{name}", **attributes)
    group.addoption(
        "--failmode-events",
        metavar="FILE",
        help="write the run as data, one line of JSON for each scenario "
        f"(default: the ini value {_EVENTS_INI}; without it nothing is written)",
    )
    parser.addini(_EVENTS_INI, "file for the events of the run, relative to the rootdir", "string")


def add_short_options(parser: pytest.Parser) -> None:
    """Add the short names of the options that nobody has taken before."""
    group = parser.getgroup("failmode")
    for name, attributes in _OPTIONS.items():
        if not _is_taken(parser, f"--{name}"):
            short = {**attributes, "help": f"the same as --failmode-{name}"}
            group.addoption(f"--{name}", dest=f"failmode_{name}", **short)


def read_options(config: pytest.Config) -> Options:
    """Read what the user chose.

    Raises:
        pytest.UsageError: when the deadline is no time.
    """
    named: Path | None = config.getoption("failmode_targets")
    usual = config.rootpath / "targets.toml"
    deadline = float(config.getoption("failmode_deadline"))
    if not deadline > 0:
        raise pytest.UsageError("--deadline must be a number of seconds above 0")
    return Options(
        target=str(config.getoption("failmode_target")),
        targets_file=usual if named is None and usual.is_file() else named,
        deadline_seconds=deadline,
        slow=bool(config.getoption("failmode_slow")),
        matrix=bool(config.getoption("failmode_matrix")),
        events_file=_events_file(config),
        is_worker=hasattr(config, "workerinput"),
    )


def _is_taken(parser: pytest.Parser, option: str) -> bool:
    try:
        _, unknown = parser.parse_known_and_unknown_args([option])
    except pytest.UsageError:
        # It is known, and wants an argument.
        return True
    return not unknown


def _events_file(config: pytest.Config) -> Path | None:
    named: str | None = config.getoption("failmode_events")
    if named:
        return Path(named)
    usual = str(config.getini(_EVENTS_INI))
    return config.rootpath / usual if usual else None
