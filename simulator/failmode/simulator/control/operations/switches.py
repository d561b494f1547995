"""/_sim/switches: what is unknown about the vendors, and what is assumed instead."""

from __future__ import annotations

from dataclasses import replace

from failmode.simulator.control.controller import SimulatorController
from failmode.simulator.control.errors import InvalidRequestError
from failmode.simulator.control.operation import ControlEndpoint, ControlOperation, ControlRequest
from failmode.simulator.control.schemas import JsonObject, any_object, array, integer, number, obj
from failmode.simulator.errors import ConfigError
from failmode.simulator.http_api.operation import Operation
from failmode.simulator.ninjaone.switches import Switches

# Every passcode of a window is computed for every passcode that is checked.
_MAX_WINDOW = 1_000
_DUO = {
    "clock_window_seconds": number(
        "How far a signed date may be from the cloud's clock.", minimum=0
    ),
    "push_timeout_seconds": number("How long a push waits for the person.", minimum=0),
    "verified_push_seconds": number("How long the code of a verified push works.", minimum=0),
    "long_poll_seconds": number("How long auth_status waits for news.", minimum=0),
    "sms_batch_size": integer("Passcodes in one text message.", minimum=1, maximum=10),
    "lockout_threshold": integer(
        "Failed logins in a row that lock a user out; 0: never.", minimum=0, maximum=9_999
    ),
    "lockout_expire_minutes": number(
        "How long a lock-out lasts; 0: until somebody unlocks the user.",
        minimum=0,
        maximum=1_000_000,
    ),
    "hotp_secret_in_base32": integer(
        "How an activation tells Duo Mobile its secret: 1: in base32, 0: in letters that are the "
        "key themselves.",
        minimum=0,
        maximum=1,
    ),
    "hotp_window": integer(
        "Passcodes of a token that may be skipped, and one.", minimum=1, maximum=_MAX_WINDOW
    ),
    "totp_window": integer(
        "Steps by which a TOTP token may be early or late.", minimum=0, maximum=_MAX_WINDOW
    ),
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
    controller.ninjaone.switches = switches
    settings = controller.duo.settings
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
