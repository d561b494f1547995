"""What pytest-xdist's workers refuse of the user's arguments, told by the process that runs them.

Only workers collect. One that cannot read `-k` or `-m`, or finds no such file, says so to nobody,
and pytest-xdist ends with an error of its own, or as if there were no tests.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Protocol

import pytest

_REFUSED = "failmode_refused"
"""What a worker's output holds the lines of a usage error under."""


class _Worker(Protocol):
    """What pytest-xdist tells of a worker that is over; one that was lost has no `workeroutput`."""

    workeroutput: dict[str, object]


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
            output: dict[str, object] | None = getattr(session.config, "workeroutput", None)
            if output is not None:
                output[_REFUSED] = [str(line) for line in error.args]
            raise

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: _Worker) -> None:
        """End the run with the usage error of a worker.

        Raises:
            pytest.UsageError: the same that the worker raised.
        """
        lines = getattr(node, "workeroutput", {}).get(_REFUSED)
        if isinstance(lines, list):
            raise pytest.UsageError(*lines)
