"""/_sim/health and /_sim/info: whether it runs, and where."""

from __future__ import annotations

from dataclasses import asdict

from failmode.simulator.control.controller import SimulatorController
from failmode.simulator.control.errors import HEALTH_PATH
from failmode.simulator.control.health import HealthStatus, WorkerState
from failmode.simulator.control.operation import ControlEndpoint, ControlOperation, ControlRequest
from failmode.simulator.control.schemas import (
    JsonObject,
    any_object,
    array,
    integer,
    number,
    obj,
    text,
)
from failmode.simulator.http_api.operation import Operation

_WHERE_AND_WHY = {
    "where": text("What broke."),
    "reason": text("What is wrong with it, in one line."),
    "remedy": text("What to do about it, in one line."),
}
_WORKER = obj(
    {
        "pid": integer("Null while there is none.", nullable=True),
        "state": text(
            "`waiting` to be started anew, after it has died.",
            choices=tuple(WorkerState),
        ),
        "restarts": integer("How often it was started anew."),
    }
)
_CONNECTIONS = obj(
    {
        "open": integer("At present."),
        "limit": integer("That may be open at once."),
        "limit_per_address": integer("That may be from one client address."),
        "refused": integer("So far, because there were as many as may be."),
    },
    "Of the ports of NinjaOne and Duo.",
)
_FAILURE = obj(
    {
        "number": integer("1 for the first since the simulator was started."),
        "time": number("Seconds since the epoch, by the real clock."),
        **_WHERE_AND_WHY,
    },
    "The newest one; null when there was none.",
    nullable=True,
)
_HEALTH = obj(
    {
        "status": text(
            "`degraded` while a worker process is missing, `failing` while it cannot answer.",
            choices=tuple(HealthStatus),
        ),
        "workers": array(_WORKER),
        "connections": _CONNECTIONS,
        "problems": array(obj(_WHERE_AND_WHY), "What keeps it from answering at present."),
        "internal_failures": obj(
            {
                "count": integer("How many since the simulator was started."),
                "last": _FAILURE,
            },
            "What broke inside the simulator, which closed a connection without an answer.",
        ),
    }
)


def _health(controller: SimulatorController, _: ControlRequest) -> JsonObject:
    health = controller.health()
    last = health.last_failure
    return {
        "status": health.status,
        "workers": [
            {"pid": one.pid, "state": one.state, "restarts": one.restarts} for one in health.workers
        ],
        "connections": asdict(health.connections),
        "problems": [asdict(one) for one in health.problems],
        "internal_failures": {
            "count": health.failure_count,
            "last": None
            if last is None
            else {name: getattr(last, name) for name in _FAILURE.members or {}},
        },
    }


def _info(controller: SimulatorController, _: ControlRequest) -> JsonObject:
    return controller.info()


OPERATIONS: tuple[ControlOperation, ...] = (
    Operation(
        "GET",
        HEALTH_PATH,
        "getHealth",
        ControlEndpoint("info", _health, _HEALTH),
        summary=(
            "Answers as soon as every port accepts connections; `degraded` while a worker process "
            "is missing."
        ),
    ),
    Operation(
        "GET",
        "/_sim/info",
        "getInfo",
        ControlEndpoint("info", _info, any_object()),
        summary=(
            "Addresses, dummy credentials and the CA file, as `failmode serve --json` prints them."
        ),
    ),
)
