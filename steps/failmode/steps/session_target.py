"""The target of a run: made once in each process, when it is first needed, and closed once."""

from __future__ import annotations

import pytest

from failmode.steps.options import options_of
from failmode.steps.targets.access import TargetUnderTest
from failmode.steps.targets.config import load_target
from failmode.steps.targets.settings import LoginDeadline


class SessionTarget:
    """The target that a run was asked for.

    Args:
        config: of the run.

    Attributes:
        deadline: how long a login of the scenario that runs may take.
    """

    def __init__(self, config: pytest.Config) -> None:
        self._options = options_of(config)
        self.deadline = LoginDeadline(self._options.deadline_seconds)
        self._target: TargetUnderTest | None = None

    def get(self) -> TargetUnderTest:
        """Make the target, unless it is there already.

        Raises:
            TargetError: when it cannot be made.
        """
        if self._target is None:
            chosen = self._options
            self._target = load_target(chosen.target, chosen.targets_file, self.deadline)
        return self._target

    def close(self) -> None:
        """Let the target release everything, if it was made.

        Raises:
            TargetError: when it fails to.
        """
        target, self._target = self._target, None
        if target is not None:
            target.close()


_KEY = pytest.StashKey[SessionTarget]()


def session_target(config: pytest.Config) -> SessionTarget:
    """Find the target of a run."""
    if _KEY not in config.stash:
        config.stash[_KEY] = SessionTarget(config)
    return config.stash[_KEY]
