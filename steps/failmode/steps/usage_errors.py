"""What pytest-xdist's workers refuse of the user's arguments, told by the process that runs them.

Only workers collect. One that cannot read `-k` or `-m`, or finds no such file, says so to nobody,
and pytest-xdist ends with an error of its own, or as if there were no tests.
"""

from __future__ import annotations

from collections.abc import Generator

import pytest

from failmode.steps.workers import EndedWorker, hand_back, handed_back

_REFUSED = "failmode_refused"
"""What a worker hands the lines of a usage error back under."""


class UsageErrors:
    """A pytest plugin for a run with workers, and for each of them."""

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """Read `-k` and `-m` before workers are started and collect, which takes seconds.

        Raises:
            pytest.UsageError: when pytest cannot read them.
        """
        mark = session.config.pluginmanager.get_plugin("mark")
        if mark is not None:
            mark.pytest_collection_modifyitems(items=[], config=session.config)

    @pytest.hookimpl(wrapper=True)
    def pytest_collection(self, session: pytest.Session) -> Generator[None, object, object]:
        """Hand a usage error to the process that controls the run."""
        try:
            return (yield)
        except pytest.UsageError as error:
            hand_back(session.config, _REFUSED, [str(line) for line in error.args])
            raise

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: EndedWorker) -> None:
        """End the run with the usage error of a worker.

        Raises:
            pytest.UsageError: the same that the worker raised.
        """
        lines = handed_back(node, _REFUSED)
        if isinstance(lines, list):
            raise pytest.UsageError(*lines)
