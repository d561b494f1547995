"""/_sim/profiles: named sets of fault rules, switched on and off as one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from failmode.simulator.control.controller import SimulatorController
from failmode.simulator.control.errors import NotFoundError
from failmode.simulator.control.operation import ControlEndpoint, ControlOperation, ControlRequest
from failmode.simulator.control.operations.faults import RULE
from failmode.simulator.control.schemas import JsonObject, array, boolean, obj, text
from failmode.simulator.edge.errors import RuleError
from failmode.simulator.http_api.operation import Operation

_PROFILE = obj(
    {
        "name": text(),
        "summary": text("What it is like, in one line."),
        "on": boolean("Whether it is in force."),
        "rules": array(RULE, "What it is made of, in order."),
    }
)
_BY_NAME = {"name": text("The profile's name.")}


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except RuleError as error:
        raise NotFoundError(error.what, error.remedy) from error


def _list(controller: SimulatorController, _: ControlRequest) -> JsonObject:
    return {"profiles": [state.to_json() for state in controller.profiles.states()]}


def _get(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    with _translated():
        return controller.profiles.state(request.path["name"]).to_json()


def _on(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    with _translated():
        controller.profiles.switch_on(request.path["name"])
    return _get(controller, request)


def _off(controller: SimulatorController, request: ControlRequest) -> None:
    with _translated():
        controller.profiles.switch_off(request.path["name"])


OPERATIONS: tuple[ControlOperation, ...] = (
    Operation(
        "GET",
        "/_sim/profiles",
        "listProfiles",
        ControlEndpoint("faults", _list, obj({"profiles": array(_PROFILE)})),
        summary="The profiles there are, what each is made of, and whether it is on.",
    ),
    Operation(
        "GET",
        "/_sim/profiles/{name}",
        "getProfile",
        ControlEndpoint("faults", _get, _PROFILE, parameters=_BY_NAME, refusals=(404,)),
        summary="One profile.",
    ),
    Operation(
        "PUT",
        "/_sim/profiles/{name}",
        "switchProfileOn",
        ControlEndpoint("faults", _on, _PROFILE, parameters=_BY_NAME, refusals=(404,)),
        summary=(
            "Switch a profile on: its rules come behind the others; anew when it is on already."
        ),
    ),
    Operation(
        "DELETE",
        "/_sim/profiles/{name}",
        "switchProfileOff",
        ControlEndpoint("faults", _off, status=204, parameters=_BY_NAME, refusals=(404,)),
        summary=(
            "Switch a profile off: its rules are removed; nothing happens when it is off already."
        ),
    ),
)
