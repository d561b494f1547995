"""Worker processes that run Duo's cloud behind the edge, with granian; who dies is replaced."""

from __future__ import annotations

import importlib.util
import os
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Self

from failmode.simulator.control.health import WorkerHealth
from failmode.simulator.errors import ConfigError
from failmode.simulator.files import temporary_directory
from failmode.simulator.runtime.supervised_worker import Backoff, SupervisedWorker

_LONGEST_SOCKET = 103
"""Bytes of a Unix socket's path at most, on macOS and so everywhere (unix(7): 107 on Linux)."""


class WorkerProcesses:
    """Processes that answer for Duo's cloud, each on a Unix socket of its own.

    Args:
        count: how many.
        state_url: SQLAlchemy URL of the database that they share with this process.
        backoff: how long is waited before one that has died is started anew.
    """

    def __init__(self, count: int, state_url: str, *, backoff: Backoff | None = None) -> None:
        self._count = count
        self._state_url = state_url
        self._backoff = backoff or Backoff()
        self._changed = threading.Condition()
        self._workers: tuple[SupervisedWorker, ...] = ()
        self._cleanup = ExitStack()
        self.sockets: tuple[Path, ...] = ()

    def start(self) -> Self:
        """Start them; returns once each answers.

        Raises:
            ConfigError: when granian is not installed, or the temporary directory is too deep.
            SimulatorError: when one does not start.
        """
        if importlib.util.find_spec("granian") is None:
            raise ConfigError(
                "workers are served by granian, which is not installed",
                "Install it with: pip install 'failmode[serve]', or leave --workers out",
            )
        with ExitStack() as stack:
            directory = stack.enter_context(temporary_directory("workers"))
            self.sockets = tuple(directory / f"{number}.sock" for number in range(self._count))
            _check_length(self.sockets)
            self._workers = tuple(
                SupervisedWorker(
                    number,
                    path,
                    self._state_url,
                    backoff=self._backoff,
                    on_change=self._tell,
                )
                for number, path in enumerate(self.sockets, 1)
            )
            for worker in self._workers:
                stack.callback(worker.stop)
                worker.begin()
            for worker in self._workers:
                worker.supervise()
            self._cleanup = stack.pop_all()
        return self

    def stop(self) -> None:
        """End them, whatever they wait for; a second call does nothing."""
        self._cleanup.close()

    def health(self) -> tuple[WorkerHealth, ...]:
        """Tell how each is, in the order of `sockets`."""
        return tuple(worker.health for worker in self._workers)

    def wait_for(
        self, condition: Callable[[tuple[WorkerHealth, ...]], bool], seconds: float
    ) -> bool:
        """Wait until a condition holds for their health, no longer than this many seconds.

        Returns:
            whether it holds.
        """
        with self._changed:
            return self._changed.wait_for(lambda: condition(self.health()), seconds)

    def _tell(self) -> None:
        with self._changed:
            self._changed.notify_all()


def _check_length(sockets: Sequence[Path]) -> None:
    longest = max(len(os.fsencode(one)) for one in sockets)
    if longest > _LONGEST_SOCKET:
        raise ConfigError(
            f"the temporary directory is too deep for the sockets of workers: {longest} bytes, at "
            f"most {_LONGEST_SOCKET}",
            "Let TMPDIR name a directory nearer to the root",
            where=str(sockets[0].parent),
        )
