"""/_sim/console: what a technician does and sees in NinjaOne's console."""

from __future__ import annotations

from collections.abc import Callable

from failmode.simulator.control.console_sessions import Result, run_in_console
from failmode.simulator.control.controller import SimulatorController
from failmode.simulator.control.operation import ControlEndpoint, ControlOperation, ControlRequest
from failmode.simulator.control.schemas import (
    JsonObject,
    any_object,
    any_value,
    array,
    boolean,
    count,
    obj,
    text,
)
from failmode.simulator.http_api.operation import Operation
from failmode.simulator.ninjaone.console import ACTIONS, Console
from failmode.terms import DefinitionScope

_VIEW = {
    "page": text("Where the technician is."),
    "offers": array(text(), "What can be done there."),
    "options": array(text(), "Options added so far to the field under way."),
}
_SESSION = {"session": text("Id of the session.")}
_ENTITY = {
    "scope": text(
        "Kind of entity, as the API names definition scopes.",
        choices=tuple(scope.value for scope in DefinitionScope),
    ),
    "entity": count("The entity's id."),
}
_FIELD = {**_ENTITY, "field": text("Name of the custom field.")}


def _open(controller: SimulatorController, _: ControlRequest) -> JsonObject:
    session, view = controller.console_sessions.open()
    return {"session": session, **view}


def _view(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    return controller.console_sessions.view(request.path["session"])


def _perform(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    body = request.body
    return controller.console_sessions.perform(
        request.path["session"], body["action"], body["target"], body.get("value")
    )


def _end(controller: SimulatorController, request: ControlRequest) -> None:
    controller.console_sessions.end(request.path["session"])


def _values(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    scope, entity = DefinitionScope(request.path["scope"]), request.path["entity"]
    return {"values": _on_page(lambda: Console(controller.ninjaone).fields(scope, entity))}


def _value(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    scope, entity, name = (
        DefinitionScope(request.path["scope"]),
        request.path["entity"],
        _name(request),
    )
    inherited = request.query.get("inherited", False)
    console = Console(controller.ninjaone)
    return {"value": _on_page(lambda: console.value(scope, entity, name, inherited=inherited))}


def _set_value(controller: SimulatorController, request: ControlRequest) -> None:
    scope, entity, name = (
        DefinitionScope(request.path["scope"]),
        request.path["entity"],
        _name(request),
    )
    console = Console(controller.ninjaone)
    _on_page(lambda: console.set_value(scope, entity, name, request.body["value"]))


def _on_page(work: Callable[[], Result]) -> Result:
    return run_in_console(work, "The list of the fields says which there are, and of what")


def _name(request: ControlRequest) -> str:
    return str(request.path["field"])


OPERATIONS: tuple[ControlOperation, ...] = (
    Operation(
        "POST",
        "/_sim/console/sessions",
        "openConsole",
        ControlEndpoint("console", _open, obj({**_SESSION, **_VIEW}), status=201),
        summary="Open a technician's session on the start page.",
    ),
    Operation(
        "GET",
        "/_sim/console/sessions/{session}",
        "viewConsole",
        ControlEndpoint("console", _view, obj(_VIEW), parameters=_SESSION, refusals=(404,)),
        summary="What the technician sees.",
    ),
    Operation(
        "POST",
        "/_sim/console/sessions/{session}/actions",
        "performInConsole",
        ControlEndpoint(
            "console",
            _perform,
            obj(_VIEW),
            body=obj(
                {
                    "action": text("What to do.", choices=ACTIONS),
                    "target": text("Menu path joined with ' > ', button, setting or option."),
                    "value": text("What a setting is set to.", nullable=True),
                },
                required=("action", "target"),
            ),
            parameters=_SESSION,
            refusals=(404, 409),
        ),
        summary="Do one action of a document's creation steps.",
    ),
    Operation(
        "DELETE",
        "/_sim/console/sessions/{session}",
        "endConsole",
        ControlEndpoint("console", _end, status=204, parameters=_SESSION, refusals=(404,)),
        summary="End a session.",
    ),
    Operation(
        "GET",
        "/_sim/console/values/{scope}/{entity}",
        "listConsoleValues",
        ControlEndpoint(
            "console",
            _values,
            obj({"values": any_object("Value by field name; labels for options.")}),
            parameters=_ENTITY,
            refusals=(409,),
        ),
        summary="Custom fields on an entity's page; unset ones are left out.",
    ),
    Operation(
        "GET",
        "/_sim/console/values/{scope}/{entity}/{field:path}",
        "getConsoleValue",
        ControlEndpoint(
            "console",
            _value,
            obj({"value": any_value("Labels for options.")}),
            parameters=_FIELD,
            query={"inherited": boolean("Whether values of location and organization count too.")},
            refusals=(409,),
        ),
        summary="One value as a technician sees it; null when unset.",
    ),
    Operation(
        "PUT",
        "/_sim/console/values/{scope}/{entity}/{field:path}",
        "setConsoleValue",
        ControlEndpoint(
            "console",
            _set_value,
            status=204,
            body=obj({"value": any_value("Labels for options.", nullable=True)}),
            parameters=_FIELD,
            refusals=(409,),
        ),
        summary="Set a value as a technician does; null clears it.",
    ),
)
