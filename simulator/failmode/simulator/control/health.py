"""How a simulator is: whether everything that it is made of is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class WorkerState(StrEnum):
    """What a worker process is doing: only one that is `running` answers."""

    STARTING = "starting"
    RUNNING = "running"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class WorkerHealth:
    """How one worker process is.

    Attributes:
        pid: id of the process; None while there is none.
        state: what it is doing; `waiting` to be started anew after it has died again and again.
        restarts: how often it was started anew.
    """

    pid: int | None
    state: WorkerState
    restarts: int


class HealthStatus(StrEnum):
    """Whether a simulator has all that it is made of."""

    OK = "ok"
    DEGRADED = "degraded"


@dataclass(frozen=True, slots=True)
class Health:
    """How a simulator is.

    Attributes:
        workers: the processes that answer for Duo's cloud; none where the simulator's own does.
    """

    workers: Sequence[WorkerHealth] = ()

    @property
    def status(self) -> HealthStatus:
        """Whether all is there."""
        running = all(one.state is WorkerState.RUNNING for one in self.workers)
        return HealthStatus.OK if running else HealthStatus.DEGRADED
