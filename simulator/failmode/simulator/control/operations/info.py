"""/_sim/health and /_sim/info: whether it runs, and where."""

from __future__ import annotations

from failmode.simulator.control.controller import SimulatorController
from failmode.simulator.control.operation import ControlEndpoint, ControlOperation, ControlRequest
from failmode.simulator.control.schemas import JsonObject, any_object, obj, text
from failmode.simulator.http_api.operation import Operation


def _health(_: SimulatorController, __: ControlRequest) -> JsonObject:
    return {"status": "ok"}


def _info(controller: SimulatorController, _: ControlRequest) -> JsonObject:
    return controller.info()


OPERATIONS: tuple[ControlOperation, ...] = (
    Operation(
        "GET",
        "/_sim/health",
        "getHealth",
        ControlEndpoint("info", _health, obj({"status": text(choices=("ok",))})),
        summary="Answers as soon as every port accepts connections.",
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
