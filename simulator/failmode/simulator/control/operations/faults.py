"""/_sim/faults: what goes wrong between clients and vendors."""

from __future__ import annotations

from collections.abc import Iterator

from failmode.simulator.control.controller import SimulatorController
from failmode.simulator.control.errors import InvalidRequestError, NotFoundError
from failmode.simulator.control.operation import ControlEndpoint, ControlOperation, ControlRequest
from failmode.simulator.control.schemas import (
    JsonObject,
    JsonType,
    Schema,
    any_object,
    array,
    boolean,
    count,
    duration,
    integer,
    number,
    obj,
    text,
)
from failmode.simulator.edge.errors import RuleError
from failmode.simulator.edge.faults.catalogue import fault_catalogue
from failmode.simulator.edge.faults.fault import Parameter, Reach
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.rule_book import RuleState
from failmode.simulator.http_api.operation import Operation
from failmode.terms import Stage, Vendor


def _parameter(key: str, parameter: Parameter) -> Schema:
    """Return the schema of a fault's own parameter."""
    description = f"{fault_catalogue().taking_in_words(key)}: {parameter.description}"
    if parameter.kind is str:
        return text(description, nullable=True)
    numeric = integer if parameter.kind is int else number
    return numeric(description, nullable=True, minimum=parameter.minimum, maximum=parameter.maximum)


_STAGES = tuple(stage.value for stage in Stage)
_RULE: dict[str, Schema] = {
    "vendor": text("Whose traffic is affected.", choices=tuple(Vendor)),
    "fault": text("What goes wrong.", nullable=True, choices=fault_catalogue().names),
    "stage": text("Stage of a login to act at.", nullable=True, choices=_STAGES),
    "operation": text("Operation to act at, such as preauth.", nullable=True),
    "user": text("User to act on.", nullable=True),
    "parameters": any_object(
        'What parameters of the request have to be, such as {"factor": "push"}.', nullable=True
    ),
    "probability": number(
        "Share of the matching requests, above 0.", nullable=True, minimum=0, maximum=1
    ),
    "times": count("How often before it recovers; always if absent.", nullable=True, minimum=1),
    "per_login": boolean(
        "Whether `times` counts for each login of a user by itself.", nullable=True
    ),
    "delay_seconds": duration("Wait before the answer.", nullable=True),
    "answer": obj(
        {
            "status": integer("HTTP status.", minimum=200, maximum=599),
            "headers": Schema(JsonType.ARRAY, "Pairs of name and value.", item=array(text())),
            "header_lines": array(text(), "Lines after the headers, sent as they are."),
            "body": text("Body as text; or give body_base64."),
            "body_base64": text("Body as bytes; or give body."),
        },
        "A canned answer in the vendor's place.",
        required=("status",),
        nullable=True,
    ),
    "id": text("Name to remove the rule by; made up if absent.", nullable=True),
    "after": text("Stage that must go well first.", nullable=True, choices=_STAGES),
    "starts_in_seconds": duration(
        "How long after it was added it begins, by the simulator's clock.", nullable=True
    ),
    "for_seconds": duration(
        "How long it lasts, by the simulator's clock; for ever if absent.", nullable=True
    ),
    **{key: _parameter(key, one) for key, one in fault_catalogue().parameters.items()},
}
RULE = obj(_RULE, required=("vendor",))
"""A rule without what has become of it."""
_STATE = obj(
    {
        **_RULE,
        "reach": text("Which clients it can strike.", choices=tuple(one.value for one in Reach)),
        "hits": integer(
            "What it is known to have struck; null where it may have struck something, and nobody "
            "can count.",
            nullable=True,
        ),
        "hits_complete": boolean("Whether it has struck nothing but what was counted."),
        "armed": boolean("Whether the stage before has gone well, where one is needed."),
        "exhausted": boolean("Whether it has matched as often as it may."),
        "open": boolean("Whether its time has begun and is not over."),
        "begins": number(
            "Seconds since the epoch from which it may act; null: at once.", nullable=True
        ),
        "ends": number("Seconds since the epoch when it ends; null: never.", nullable=True),
        "profile": text("The profile that it belongs to.", nullable=True),
        "notes": array(text(), "What to know of it: whom it cannot strike, what keeps it idle."),
    },
    required=(
        *("vendor", "id", "reach", "hits", "hits_complete", "armed", "exhausted"),
        *("open", "begins", "ends", "profile", "notes"),
    ),
)


def _list(controller: SimulatorController, _: ControlRequest) -> JsonObject:
    return {"faults": [_to_json(controller, state) for state in controller.rules.states()]}


def _add(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    try:
        rule = controller.rules.add(Rule.from_json(request.body))
    except RuleError as error:
        raise InvalidRequestError(f"{error.key} {error.what}", error.remedy, error.key) from error
    added = next(one for one in controller.rules.states() if one.rule.id == rule.id)
    return _to_json(controller, added)


def _to_json(controller: SimulatorController, state: RuleState) -> JsonObject:
    """Return the state of a rule, with what the directory has to say of it."""
    shape = state.to_json()
    return {**shape, "notes": [*shape["notes"], *_user_notes(controller, state.rule)]}


def _user_notes(controller: SimulatorController, rule: Rule) -> Iterator[str]:
    """Say what keeps a rule from meaning anybody whom Duo knows."""
    if rule.user is None or rule.vendor != Vendor.DUO:
        return
    duo = controller.duo
    name = duo.users.name_of(duo.integrations.find(controller.keys.ikey), rule.user)
    if name != rule.user:
        yield f"Duo calls this user {name!r}, and its requests are named so."
    elif duo.users.find_by_name(name) is None:
        yield f"Duo knows nobody called {name!r}; it acts on logins under exactly this name."


def _delete(controller: SimulatorController, request: ControlRequest) -> None:
    try:
        controller.rules.remove(request.path["id"])
    except RuleError as error:
        raise NotFoundError(error.what, error.remedy) from error


def _clear(controller: SimulatorController, _: ControlRequest) -> None:
    controller.rules.clear()


OPERATIONS: tuple[ControlOperation, ...] = (
    Operation(
        "GET",
        "/_sim/faults",
        "listFaults",
        ControlEndpoint("faults", _list, obj({"faults": array(_STATE)})),
        summary="The fault rules in order; the first that matches acts.",
    ),
    Operation(
        "POST",
        "/_sim/faults",
        "addFault",
        ControlEndpoint("faults", _add, _STATE, status=201, body=RULE),
        summary="Add a fault rule behind the others.",
    ),
    Operation(
        "DELETE",
        "/_sim/faults",
        "clearFaults",
        ControlEndpoint("faults", _clear, status=204),
        summary="Remove all.",
    ),
    Operation(
        "DELETE",
        "/_sim/faults/{id:path}",
        "deleteFault",
        ControlEndpoint(
            "faults",
            _delete,
            status=204,
            parameters={"id": text("The fault's id.")},
            refusals=(404,),
        ),
        summary="Remove one.",
    ),
)
