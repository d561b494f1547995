"""/_sim/reset, /_sim/seed, /_sim/snapshot and /_sim/restore: the state as a whole."""

from __future__ import annotations

from failmode.simulator.control.errors import InvalidRequestError
from failmode.simulator.control.operation import Call, Operation
from failmode.simulator.control.schemas import JsonObject, free, integer, obj
from failmode.simulator.control.service import ControlService
from failmode.simulator.errors import ConfigError

_SEED = obj({"seed": integer("Number from which the world is made.", minimum=0)})
_SNAPSHOT = obj(
    {
        "version": integer("Version of the layout."),
        "tables": free("Rows by table name."),
    }
)


def _reset(service: ControlService, _: Call) -> JsonObject:
    service.reset()
    return {"seed": service.seed}


def _seed(service: ControlService, call: Call) -> JsonObject:
    service.plant(call.body["seed"])
    return {"seed": service.seed}


def _snapshot(service: ControlService, _: Call) -> JsonObject:
    return service.snapshot()


def _restore(service: ControlService, call: Call) -> None:
    try:
        service.restore(call.body)
    except ConfigError as error:
        raise InvalidRequestError(error.what, error.remedy) from error


OPERATIONS = (
    Operation(
        "POST",
        "/_sim/reset",
        "reset",
        "state",
        "Bring back the seeded world; forget faults, journal, clock and switches.",
        _reset,
        _SEED,
    ),
    Operation(
        "POST",
        "/_sim/seed",
        "seed",
        "state",
        "Reset to the world of another seed; the programs' keys stay as they are.",
        _seed,
        _SEED,
        body=_SEED,
    ),
    Operation(
        "GET",
        "/_sim/snapshot",
        "getSnapshot",
        "state",
        "Everything the vendors have stored.",
        _snapshot,
        _SNAPSHOT,
    ),
    Operation(
        "POST",
        "/_sim/restore",
        "restoreSnapshot",
        "state",
        "Replace everything the vendors have stored by a snapshot, all or nothing.",
        _restore,
        status=204,
        body=_SNAPSHOT,
    ),
)
