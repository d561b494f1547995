"""Logins through real programs of Duo Unix, of any version, one after another or side by side."""

from __future__ import annotations

import os
import queue
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from failmode.steps.targets.access import TargetUnderTest
from failmode.steps.targets.capabilities import CLOUD, DUO_UNIX, DuoUnixLogin
from failmode.steps.targets.duo_unix import Installation
from failmode.steps.targets.duo_unix.installation import LOGIN_DUO_VARIABLE, PAM_DUO_VARIABLE
from failmode.steps.targets.settings import LoginDeadline, TargetSettings
from failmode.steps.targets.simulated.overrides import Overrides
from failmode.steps.targets.simulated.target import SimulatorTarget
from failmode.steps.timeouts import duo_unix_timeout, took_long_enough
from failmode.terms import Program

_TARGET = "simulator"
_DEADLINE_SECONDS = 30.0
"""Of a target of which nothing is asked but logins that have a deadline each."""


@dataclass(frozen=True, slots=True)
class DuoUnixTrial:
    """A login that is to be tried.

    Attributes:
        program: what the user logs in through.
        failmode: as the file says it, `safe` or `secure`.
        https_timeout: whether the file sets one; it is then 1 second.
        fault: what Duo suffers, by its name.
        stage: where it strikes; None: the fault is there all the time.
        takes: seconds that the login is known to take; None where nothing is known.
        deadline_seconds: after this long it counts as hung, unless it is known to take longer.
    """

    program: Program
    failmode: str
    https_timeout: bool
    fault: str
    stage: str | None
    takes: float | None
    deadline_seconds: float


@dataclass(frozen=True, slots=True)
class DuoUnixMeasurement:
    """What a login came to.

    Attributes:
        trial: the login.
        login: what it came to.
        seconds: how long it took.
    """

    trial: DuoUnixTrial
    login: DuoUnixLogin
    seconds: float

    @property
    def took_long_enough(self) -> bool:
        """Whether it did not end long before the time that it is known to take."""
        return self.trial.takes is None or took_long_enough(self.seconds, self.trial.takes)


class DuoUnixPrograms:
    """The programs of Duo Unix that logins are tried through.

    Args:
        login_duo: path of `login_duo`; None: the installed one.
        pam_duo: path of `pam_duo.so`; None: the installed one.
    """

    def __init__(self, login_duo: Path | None, pam_duo: Path | None) -> None:
        given = {LOGIN_DUO_VARIABLE: login_duo, PAM_DUO_VARIABLE: pam_duo}
        paths = {name: str(path) for name, path in given.items() if path is not None}
        self._installation = Installation(_TARGET, {**os.environ, **paths})

    def binary(self, program: Program) -> Path:
        """Find the file that decides in a program.

        Raises:
            CannotDo: when it is not installed.
        """
        installation = self._installation
        return installation.pam_duo() if program.uses_pam_duo else installation.login_duo()

    def version(self, program: Program) -> str:
        """Read the version of Duo Unix that decides in a program, such as `1.11.3`.

        Raises:
            CannotDo: when it is not installed, or the file does not tell.
        """
        return self._installation.version(self.binary(program))

    def measure(
        self, trials: Sequence[DuoUnixTrial], *, workers: int
    ) -> Iterator[DuoUnixMeasurement]:
        """Try logins, each against a simulator of its own; they come as they end.

        Args:
            trials: what to try.
            workers: how many at once.

        Raises:
            CannotDo: when a program, or what drives it, is not installed.
            TargetError: when a program cannot be run.
        """
        with ExitStack() as stack:
            idle: queue.SimpleQueue[TargetUnderTest] = queue.SimpleQueue()
            for _ in range(min(workers, len(trials))):
                idle.put(stack.enter_context(closing(self._target())))
            pool = stack.enter_context(ThreadPoolExecutor(workers))
            futures = [pool.submit(self._measure, trial, idle) for trial in trials]
            try:
                for future in as_completed(futures):
                    yield future.result()
            finally:
                _cancel(futures)

    def _target(self) -> TargetUnderTest:
        settings = TargetSettings(_TARGET, {}, Path(), LoginDeadline(_DEADLINE_SECONDS))
        target = SimulatorTarget(settings, Overrides(duo_unix=self._installation))
        return TargetUnderTest(_TARGET, target, made_by=__name__)

    def _measure(
        self, trial: DuoUnixTrial, idle: queue.SimpleQueue[TargetUnderTest]
    ) -> DuoUnixMeasurement:
        target = idle.get()
        try:
            return self._log_in(trial, target)
        finally:
            idle.put(target)

    def _log_in(self, trial: DuoUnixTrial, target: TargetUnderTest) -> DuoUnixMeasurement:
        target.begin()
        unix = target.capability(DUO_UNIX)
        target.capability(CLOUD).inject_fault(trial.fault, trial.stage)
        unix.configure(
            self.version(trial.program),
            trial.program,
            trial.failmode,
            https_timeout=trial.https_timeout,
        )
        deadline = duo_unix_timeout(
            trial.deadline_seconds, trial.takes, https_timeout=trial.https_timeout
        )
        began = time.monotonic()
        login = unix.login(deadline)
        return DuoUnixMeasurement(trial, login, time.monotonic() - began)


def _cancel(futures: Sequence[Future[DuoUnixMeasurement]]) -> None:
    for future in futures:
        future.cancel()
