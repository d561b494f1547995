"""/_sim/reset, /_sim/seed, /_sim/snapshot and /_sim/restore: the state as a whole."""

from __future__ import annotations

from failmode.simulator.control.controller import SimulatorController
from failmode.simulator.control.errors import InvalidRequestError
from failmode.simulator.control.operation import ControlEndpoint, ControlOperation, ControlRequest
from failmode.simulator.control.schemas import JsonObject, any_object, count, integer, obj
from failmode.simulator.errors import ConfigError
from failmode.simulator.http_api.operation import Operation

_SEED = obj(
    {"seed": integer("Number from which the seed data are made.", minimum=0, maximum=2**63 - 1)}
)
_SNAPSHOT = obj(
    {
        "version": count("Version of the layout."),
        "tables": any_object("Rows by table name.", elsewhere=True),
    }
)


def _reset(controller: SimulatorController, _: ControlRequest) -> JsonObject:
    controller.reset()
    return {"seed": controller.seed}


def _seed(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    controller.reseed(request.body["seed"])
    return {"seed": controller.seed}


def _snapshot(controller: SimulatorController, _: ControlRequest) -> JsonObject:
    return controller.snapshot()


def _restore(controller: SimulatorController, request: ControlRequest) -> None:
    try:
        controller.restore(request.body)
    except ConfigError as error:
        raise InvalidRequestError(error.what, error.remedy) from error


_SNAPSHOT_BYTES = 16 * 1024 * 1024

OPERATIONS: tuple[ControlOperation, ...] = (
    Operation(
        "POST",
        "/_sim/reset",
        "reset",
        ControlEndpoint("state", _reset, _SEED),
        summary="Bring back the seed data; forget faults, journal, clock and switches.",
    ),
    Operation(
        "POST",
        "/_sim/seed",
        "seed",
        ControlEndpoint("state", _seed, _SEED, body=_SEED),
        summary="Reset to the data of another seed; the programs' keys stay as they are.",
    ),
    Operation(
        "GET",
        "/_sim/snapshot",
        "getSnapshot",
        ControlEndpoint("state", _snapshot, _SNAPSHOT),
        summary="Everything the vendors have stored.",
    ),
    Operation(
        "POST",
        "/_sim/restore",
        "restoreSnapshot",
        ControlEndpoint("state", _restore, status=204, body=_SNAPSHOT),
        summary="Replace everything the vendors have stored by a snapshot, all or nothing.",
        body_bytes=_SNAPSHOT_BYTES,
    ),
)
