"""/_sim/health and /_sim/info: whether it runs, and where."""

from __future__ import annotations

from failmode.simulator.control.controller import SimulatorController
from failmode.simulator.control.operation import Call, ControlOperation, Endpoint
from failmode.simulator.control.schemas import JsonObject, free, obj, text
from failmode.simulator.http_api.operation import Operation


def _health(_: SimulatorController, __: Call) -> JsonObject:
    return {"status": "ok"}


def _info(controller: SimulatorController, _: Call) -> JsonObject:
    return controller.info()


OPERATIONS: tuple[ControlOperation, ...] = (
    Operation(
        "GET",
        "/_sim/health",
        "getHealth",
        Endpoint("info", _health, obj({"status": text(choices=("ok",))})),
        summary="Answers as soon as every port accepts connections.",
    ),
    Operation(
        "GET",
        "/_sim/info",
        "getInfo",
        Endpoint("info", _info, free()),
        summary=(
            "Addresses, dummy credentials and the CA file, as `failmode serve --json` prints them."
        ),
    ),
)
