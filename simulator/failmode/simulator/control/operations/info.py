"""/_sim/health and /_sim/info: whether it runs, and where."""

from __future__ import annotations

from failmode.simulator.control.controller import SimulatorController
from failmode.simulator.control.health import HealthStatus, WorkerState
from failmode.simulator.control.operation import ControlEndpoint, ControlOperation, ControlRequest
from failmode.simulator.control.schemas import (
    JsonObject,
    any_object,
    array,
    integer,
    obj,
    text,
)
from failmode.simulator.http_api.operation import Operation

_HEALTH = obj(
    {
        "status": text(choices=tuple(HealthStatus)),
        "workers": array(
            obj(
                {
                    "pid": integer("Null while there is none.", nullable=True),
                    "state": text(
                        "`waiting` to be started anew, after it has died.",
                        choices=tuple(WorkerState),
                    ),
                    "restarts": integer("How often it was started anew."),
                }
            )
        ),
    }
)


def _health(controller: SimulatorController, _: ControlRequest) -> JsonObject:
    health = controller.health()
    return {
        "status": health.status,
        "workers": [
            {"pid": one.pid, "state": one.state, "restarts": one.restarts} for one in health.workers
        ],
    }


def _info(controller: SimulatorController, _: ControlRequest) -> JsonObject:
    return controller.info()


OPERATIONS: tuple[ControlOperation, ...] = (
    Operation(
        "GET",
        "/_sim/health",
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
