"""How a simulator is: whether everything that it is made of is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from failmode.simulator.internal_failures import InternalFailure, Problem


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
    FAILING = "failing"


@dataclass(frozen=True, slots=True)
class ConnectionHealth:
    """How many connections the vendors' ports have.

    Attributes:
        open: at present.
        limit: that may be open at once.
        limit_per_address: from one client address.
        refused: so far, because there were as many as may be.
    """

    open: int
    limit: int
    limit_per_address: int
    refused: int


@dataclass(frozen=True, slots=True)
class Health:
    """How a simulator is.

    Attributes:
        workers: the processes that answer for Duo's cloud; none where the simulator's own does.
        connections: of the vendors' ports.
        problems: what keeps it from answering at present.
        failure_count: how often something broke inside it since it was started.
        last_failure: the newest of these; None when there was none.
    """

    connections: ConnectionHealth
    workers: Sequence[WorkerHealth] = ()
    problems: Sequence[Problem] = ()
    failure_count: int = 0
    last_failure: InternalFailure | None = None

    @property
    def status(self) -> HealthStatus:
        """Whether all is there."""
        if self.problems:
            return HealthStatus.FAILING
        running = all(one.state is WorkerState.RUNNING for one in self.workers)
        return HealthStatus.OK if running else HealthStatus.DEGRADED
