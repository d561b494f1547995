"""/_sim/health and /_sim/info: whether it runs, and where."""

from __future__ import annotations

from failmode.simulator.control.operation import Call, Operation
from failmode.simulator.control.schemas import JsonObject, free, obj, text
from failmode.simulator.control.service import ControlService


def _health(_: ControlService, __: Call) -> JsonObject:
    return {"status": "ok"}


def _info(service: ControlService, _: Call) -> JsonObject:
    return service.info()


OPERATIONS = (
    Operation(
        "GET",
        "/_sim/health",
        "getHealth",
        "info",
        "Answers as soon as every port accepts connections.",
        _health,
        obj({"status": text(choices=("ok",))}),
    ),
    Operation(
        "GET",
        "/_sim/info",
        "getInfo",
        "info",
        "Addresses, dummy credentials and the CA file, as `failmode serve --json` prints them.",
        _info,
        free(),
    ),
)
