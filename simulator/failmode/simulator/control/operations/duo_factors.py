"""/_sim/users/{username}/...: devices and passcodes of Duo's users; /_sim/enrollments."""

from __future__ import annotations

from dataclasses import asdict

from failmode.simulator.control.controller import SimulatorController
from failmode.simulator.control.errors import NotFoundError
from failmode.simulator.control.operation import ControlEndpoint, ControlOperation, ControlRequest
from failmode.simulator.control.operations.duo_schemas import (
    DEVICE,
    DEVICE_ANSWER,
    DEVICE_DELAY,
    device_json,
    duo_transaction,
)
from failmode.simulator.control.schemas import (
    JsonObject,
    array,
    boolean,
    count,
    duration,
    integer,
    number,
    obj,
    text,
)
from failmode.simulator.duo.auth.enrollment import DEFAULT_VALID_SECONDS
from failmode.simulator.duo.directory.checks import OTP_INTERVAL
from failmode.simulator.duo.directory.records import (
    SMARTPHONE,
    BypassCode,
    Capability,
    Device,
    Enrollment,
    OtpKind,
)
from failmode.simulator.http_api.operation import Operation
from failmode.terms import Answer, Vendor

_MAX_PASSCODES = 1_000
_CODES = array(text(), "Digits.")
_BYPASS_CODE = obj(
    {
        "bypass_code_id": text("Duo's id."),
        "username": text(),
        "code": text(),
        "created": number("Seconds since the epoch."),
        "expires": number("Seconds since the epoch; null: never.", nullable=True),
        "uses_left": integer("How often it still works; null: without end.", nullable=True),
    }
)
_ENROLLMENT = obj(
    {
        "activation_code": text("What the person types or scans."),
        "username": text(),
        "user_id": text("Duo's id of the user."),
        "created": number("Seconds since the epoch."),
        "expires": number("Seconds since the epoch."),
        "activated": number("Seconds since the epoch; null: not yet.", nullable=True),
        "device": text("Duo's id of the phone that it is for; null: a new one.", nullable=True),
    }
)
_OTP = {
    "kind": text(
        "How it makes passcodes; left out: it makes none.",
        choices=tuple(one.value for one in OtpKind),
    ),
    "secret": text("Base32; left out: a new one."),
    "digits": integer("Digits of a passcode.", minimum=6, maximum=8),
    "interval_seconds": integer(
        "How long a TOTP passcode is shown.",
        minimum=1,
        maximum=OTP_INTERVAL.maximum,
    ),
}


def _device(controller: SimulatorController, request: ControlRequest) -> Device:
    user, device = controller.duo.devices.get(request.path["device"])
    if user.username.casefold() != request.path["username"].casefold():
        raise NotFoundError(
            f"user {request.path['username']!r} has no device {device.device!r}", "Get the user"
        )
    return device


def _add_phone(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    body = request.body
    with duo_transaction(controller):
        phone = controller.duo.devices.add_phone(
            request.path["username"],
            body.get("number", ""),
            name=body.get("name", ""),
            platform=body.get("platform", ""),
            capabilities=[Capability(one) for one in body.get("capabilities", SMARTPHONE)],
        )
        return device_json(phone)


def _add_token(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    body = request.body
    with duo_transaction(controller):
        token = controller.duo.devices.add_token(request.path["username"], body["serial"])
        if "kind" in body:
            settings = {one: body[one] for one in _OTP if one in body and one != "kind"}
            controller.duo.otps.set(token.device, OtpKind(body["kind"]), **settings)
        return device_json(token)


def _update_device(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    body = request.body
    with duo_transaction(controller):
        device = _device(controller, request)
        answer = body.get("answer", device.answer)
        controller.duo.devices.set_answer(
            device.device,
            Answer(answer) if answer is not None else None,
            after_seconds=body.get("answer_after_seconds", device.answer_after_seconds),
        )
        return device_json(_device(controller, request))


def _delete_device(controller: SimulatorController, request: ControlRequest) -> None:
    with duo_transaction(controller):
        controller.duo.devices.remove(_device(controller, request).device)


def _press(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    with duo_transaction(controller):
        return {"passcode": controller.duo.otps.press(_device(controller, request).device)}


def _list_passcodes(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    with duo_transaction(controller):
        return {"passcodes": list(controller.duo.passcodes.of(request.path["username"]))}


def _add_passcodes(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    username, body = request.path["username"], request.body
    with duo_transaction(controller):
        if "codes" in body:
            controller.duo.passcodes.add(username, body["codes"])
            return {"passcodes": body["codes"]}
        return {"passcodes": list(controller.duo.passcodes.issue(username, body.get("count", 1)))}


def _bypass_codes_json(codes: tuple[BypassCode, ...]) -> JsonObject:
    return {"bypass_codes": [asdict(one) for one in codes]}


def _list_bypass_codes(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    with duo_transaction(controller):
        return _bypass_codes_json(controller.duo.bypass_codes.of(request.path["username"]))


def _add_bypass_codes(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    body = request.body
    with duo_transaction(controller):
        return _bypass_codes_json(
            controller.duo.bypass_codes.add(
                request.path["username"],
                count=body.get("count", 10),
                codes=body.get("codes", ()),
                reuse_count=body.get("reuse_count", 1),
                valid_seconds=body.get("valid_secs", 0.0),
                preserve_existing=body.get("preserve_existing", False),
            )
        )


def _delete_bypass_code(controller: SimulatorController, request: ControlRequest) -> None:
    with duo_transaction(controller):
        controller.duo.bypass_codes.remove(request.path["bypass_code_id"])


def _list_enrollments(controller: SimulatorController, _: ControlRequest) -> JsonObject:
    return {"enrollments": [_enrollment_json(one) for one in controller.duo.enrollments.all()]}


def _create_enrollment(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    with duo_transaction(controller):
        user = controller.duo.users.get(request.body["username"])
        return _enrollment_json(
            controller.duo.enrollments.invite(
                user,
                controller.keys.api_host,
                request.body.get("valid_secs", DEFAULT_VALID_SECONDS),
            )
        )


def _activate(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    body = request.body
    with duo_transaction(controller):
        return device_json(
            controller.duo.enrollments.activate(
                body["activation_code"],
                number=body.get("number", ""),
                platform=body.get("platform", ""),
            )
        )


def _enrollment_json(one: Enrollment) -> JsonObject:
    return asdict(one)


_BY_NAME = {"username": text("The user's name.")}
_BY_DEVICE = {**_BY_NAME, "device": text("Duo's id of the device.")}
_BYPASS_CODES = obj({"bypass_codes": array(_BYPASS_CODE)})
_PASSCODES = obj({"passcodes": _CODES})
_DEVICE_PATH = "/_sim/users/{username:path}/devices/{device}"

OPERATIONS: tuple[ControlOperation, ...] = (
    Operation(
        "POST",
        "/_sim/users/{username:path}/phones",
        "addPhone",
        ControlEndpoint(
            Vendor.DUO,
            _add_phone,
            DEVICE,
            status=201,
            body=obj(
                {
                    "number": text("Telephone number; left out: it takes no calls and messages."),
                    "name": text("What the user calls it."),
                    "platform": text("Such as `Apple iOS`."),
                    "capabilities": array(
                        text(choices=tuple(one.value for one in Capability)), "Left out: all."
                    ),
                },
                required=(),
            ),
            parameters=_BY_NAME,
            refusals=(404,),
        ),
        summary="Enrol another phone of a user.",
    ),
    Operation(
        "POST",
        "/_sim/users/{username:path}/tokens",
        "addToken",
        ControlEndpoint(
            Vendor.DUO,
            _add_token,
            DEVICE,
            status=201,
            body=obj(
                {"serial": text("Serial number.", nonempty=True), **_OTP}, required=("serial",)
            ),
            parameters=_BY_NAME,
            refusals=(404,),
        ),
        summary="Assign a hardware token to a user.",
    ),
    Operation(
        "PATCH",
        _DEVICE_PATH,
        "updateUserDevice",
        ControlEndpoint(
            Vendor.DUO,
            _update_device,
            DEVICE,
            body=obj(
                {"answer": DEVICE_ANSWER, "answer_after_seconds": DEVICE_DELAY},
                required=(),
                nonempty=True,
            ),
            parameters=_BY_DEVICE,
            refusals=(404,),
        ),
        summary="Decide what the person does when asked on one device; what is left out stays.",
    ),
    Operation(
        "DELETE",
        _DEVICE_PATH,
        "deleteUserDevice",
        ControlEndpoint(
            Vendor.DUO, _delete_device, status=204, parameters=_BY_DEVICE, refusals=(404,)
        ),
        summary="Remove a device of a user.",
    ),
    Operation(
        "POST",
        f"{_DEVICE_PATH}/passcode",
        "pressDevice",
        ControlEndpoint(
            Vendor.DUO,
            _press,
            obj({"passcode": text("Digits.")}),
            parameters=_BY_DEVICE,
            refusals=(404,),
        ),
        summary="Press the button: the passcode that a token or Duo Mobile shows then.",
    ),
    Operation(
        "GET",
        "/_sim/users/{username:path}/passcodes",
        "listPasscodes",
        ControlEndpoint(
            Vendor.DUO, _list_passcodes, _PASSCODES, parameters=_BY_NAME, refusals=(404,)
        ),
        summary="Passcodes of text messages that still work, oldest first.",
    ),
    Operation(
        "POST",
        "/_sim/users/{username:path}/passcodes",
        "addPasscodes",
        ControlEndpoint(
            Vendor.DUO,
            _add_passcodes,
            _PASSCODES,
            status=201,
            body=obj(
                {
                    "codes": _CODES,
                    "count": integer(
                        "How many to generate, instead of `codes`.",
                        minimum=1,
                        maximum=_MAX_PASSCODES,
                    ),
                },
                required=(),
            ),
            parameters=_BY_NAME,
            refusals=(404,),
        ),
        summary="Give a user passcodes that work once each.",
    ),
    Operation(
        "GET",
        "/_sim/users/{username:path}/bypass-codes",
        "listBypassCodes",
        ControlEndpoint(
            Vendor.DUO, _list_bypass_codes, _BYPASS_CODES, parameters=_BY_NAME, refusals=(404,)
        ),
        summary="Bypass codes that still work, oldest first.",
    ),
    Operation(
        "POST",
        "/_sim/users/{username:path}/bypass-codes",
        "addBypassCodes",
        ControlEndpoint(
            Vendor.DUO,
            _add_bypass_codes,
            _BYPASS_CODES,
            status=201,
            body=obj(
                {
                    "count": integer("How many to generate; left out: 10.", minimum=1, maximum=100),
                    "codes": array(text(), "Given codes of digits, instead of generated ones."),
                    "reuse_count": count("How often each works; 0: without end."),
                    "valid_secs": duration("How long each works, in seconds; 0: for ever."),
                    "preserve_existing": boolean("Whether the codes that are there stay."),
                },
                required=(),
            ),
            parameters=_BY_NAME,
            refusals=(404,),
        ),
        summary="Give a user bypass codes, in the place of those that are there.",
    ),
    Operation(
        "DELETE",
        "/_sim/bypass-codes/{bypass_code_id}",
        "deleteBypassCode",
        ControlEndpoint(
            Vendor.DUO,
            _delete_bypass_code,
            status=204,
            parameters={"bypass_code_id": text("Duo's id of the bypass code.")},
            refusals=(404,),
        ),
        summary="Remove a bypass code.",
    ),
    Operation(
        "GET",
        "/_sim/enrollments",
        "listEnrollments",
        ControlEndpoint(Vendor.DUO, _list_enrollments, obj({"enrollments": array(_ENROLLMENT)})),
        summary="Activation codes for Duo Mobile, oldest first.",
    ),
    Operation(
        "POST",
        "/_sim/enrollments",
        "createEnrollment",
        ControlEndpoint(
            Vendor.DUO,
            _create_enrollment,
            _ENROLLMENT,
            status=201,
            body=obj(
                {
                    "username": text("For whom."),
                    "valid_secs": duration("How long it works, in seconds.", minimum=1),
                },
                required=("username",),
            ),
            refusals=(404,),
        ),
        summary="Make an activation code for a user who is there.",
    ),
    Operation(
        "POST",
        "/_sim/enrollments/activate",
        "activateEnrollment",
        ControlEndpoint(
            Vendor.DUO,
            _activate,
            DEVICE,
            status=201,
            body=obj(
                {
                    "activation_code": text(nonempty=True),
                    "number": text("Telephone number; left out: it takes no calls and messages."),
                    "platform": text("Such as `Apple iOS`."),
                },
                required=("activation_code",),
            ),
            refusals=(404, 409),
        ),
        summary="Activate Duo Mobile with an activation code, as the person does.",
    ),
)
