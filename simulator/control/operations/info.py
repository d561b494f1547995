"""/_sim/health and /_sim/info: whether it runs, and where."""

from __future__ import annotations

from simulator.control.operation import Call, Operation
from simulator.control.service import ControlService
from simulator.control.shapes import JsonObject, free, obj, text


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
