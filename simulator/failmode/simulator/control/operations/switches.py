"""/_sim/switches: what is unknown about the vendors, and what is assumed instead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from failmode.simulator.control.controller import SimulatorController
from failmode.simulator.control.errors import InvalidRequestError
from failmode.simulator.control.operation import ControlEndpoint, ControlOperation, ControlRequest
from failmode.simulator.control.schemas import (
    JsonObject,
    Schema,
    any_object,
    array,
    integer,
    number,
    obj,
)
from failmode.simulator.duo.directory.settings import setting_constraints
from failmode.simulator.errors import ConfigError
from failmode.simulator.http_api.operation import Operation
from failmode.simulator.ninjaone.switches import Switches

_CONSTRAINTS = setting_constraints()


def _setting(name: str, describe: Callable[..., Schema], description: str) -> Schema:
    """Describe a setting of Duo with the numbers that it can have."""
    constraint = _CONSTRAINTS[name]
    return describe(description, minimum=constraint.minimum, maximum=constraint.maximum)


_DUO = {
    name: _setting(name, describe, description)
    for name, describe, description in (
        ("clock_window_seconds", number, "How far a signed date may be from the cloud's clock."),
        ("push_timeout_seconds", number, "How long a push waits for the person."),
        ("verified_push_seconds", number, "How long the code of a verified push works."),
        ("long_poll_seconds", number, "How long auth_status waits for news."),
        ("sms_batch_size", integer, "Passcodes in one text message."),
        ("lockout_threshold", integer, "Failed logins in a row that lock a user out; 0: never."),
        (
            "lockout_expire_minutes",
            number,
            "How long a lock-out lasts; 0: until somebody unlocks the user.",
        ),
        (
            "hotp_secret_in_base32",
            integer,
            "How an activation tells Duo Mobile its secret; 1: in base32, 0: as the key itself.",
        ),
        ("hotp_window", integer, "Passcodes of a token that may be skipped, and one."),
        ("totp_window", integer, "Steps by which a TOTP token may be early or late."),
    )
}
_NINJAONE = "Value by switch; the names and values on offer are in `descriptions`."
_ANSWER = obj(
    {
        "duo": obj(_DUO),
        "ninjaone": any_object(_NINJAONE),
        "descriptions": array(
            any_object("`name`, `choices`, `default`, and what is `unknown` about NinjaOne.")
        ),
    }
)


def _get(controller: SimulatorController, _: ControlRequest) -> JsonObject:
    return {
        "duo": {name: getattr(controller.duo.settings.current, name) for name in _DUO},
        "ninjaone": controller.ninjaone.switches.to_json(),
        "descriptions": Switches.describe(),
    }


def _set(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    try:
        switches = Switches.from_json(
            request.body.get("ninjaone", {}), controller.ninjaone.switches
        )
    except ConfigError as error:
        raise InvalidRequestError(error.what, error.remedy) from error
    settings = controller.duo.settings
    with controller.store.transaction(exclusive=True):
        controller.ninjaone.switches = switches
        settings.replace(replace(settings.current, **request.body.get("duo", {})))
    return _get(controller, request)


OPERATIONS: tuple[ControlOperation, ...] = (
    Operation(
        "GET",
        "/_sim/switches",
        "getSwitches",
        ControlEndpoint("switches", _get, _ANSWER),
        summary="What is unknown about the vendors, and how the simulator behaves instead.",
    ),
    Operation(
        "PATCH",
        "/_sim/switches",
        "setSwitches",
        ControlEndpoint(
            "switches",
            _set,
            _ANSWER,
            body=obj(
                {"duo": obj(_DUO, required=()), "ninjaone": any_object(_NINJAONE)},
                required=(),
                nonempty=True,
            ),
        ),
        summary="Set switches; those left out stay.",
    ),
)
