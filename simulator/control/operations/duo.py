"""/_sim/users, /_sim/pushes and /_sim/integrations: the people at Duo and what they are asked."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from simulator.control.errors import (
    ConflictError,
    ControlError,
    InvalidRequestError,
    NotFoundError,
)
from simulator.control.operation import Call, Operation
from simulator.control.service import ControlService
from simulator.control.shapes import JsonObject, array, number, obj, text
from simulator.duo.errors import AlreadyExistsError, DirectoryError, NotWaitingError
from simulator.duo.errors import NotFoundError as MissingEntryError
from simulator.duo.records import (
    Answer,
    Device,
    Integration,
    IntegrationType,
    User,
    UserStatus,
)
from simulator.duo.transactions import Transaction

_STATUS = text("The account's status.", choices=tuple(one.value for one in UserStatus))
_ANSWER = text("What the person does when asked.", choices=tuple(one.value for one in Answer))
_DELAY = number("How long the person takes, in seconds of the clock.", minimum=0)
_TYPE = text("Which of Duo's APIs it may use.", choices=tuple(one.value for one in IntegrationType))
_PASSWORD = text("Dummy password at the primary server.")
_DEVICE = obj(
    {
        "device": text("Duo's id."),
        "type": text(),
        "number": text("Telephone number, or a token's serial number."),
        "name": text(),
        "platform": text(),
        "capabilities": array(text()),
    }
)
_USER = obj(
    {
        "user_id": text("Duo's id."),
        "username": text(),
        "status": _STATUS,
        "answer": _ANSWER,
        "answer_after_seconds": _DELAY,
        "devices": array(_DEVICE, "None: not enrolled."),
    }
)
_PUSH = obj(
    {
        "txid": text(),
        "username": text(),
        "factor": text(),
        "device": text("Duo's id of the device.", nullable=True),
        "created": number("Seconds since the epoch."),
        "expires": number("Seconds since the epoch."),
        "ipaddr": text(nullable=True),
        "hostname": text(nullable=True),
        "pushinfo": text("What the phone shows.", nullable=True),
    }
)
_INTEGRATION = obj(
    {
        "ikey": text(),
        "skey": text(),
        "api_host": text("API host name."),
        "name": text(),
        "type": _TYPE,
    }
)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except DirectoryError as error:
        raise _refusal(error) from error


def _refusal(error: DirectoryError) -> ControlError:
    message, _, hint = str(error).rpartition(". ")
    if isinstance(error, MissingEntryError):
        return NotFoundError(message, hint)
    if isinstance(error, AlreadyExistsError | NotWaitingError):
        return ConflictError(message, hint)
    return InvalidRequestError(message, hint)


def _device_json(device: Device) -> JsonObject:
    return {
        "device": device.device,
        "type": device.type.value,
        "number": device.number,
        "name": device.name,
        "platform": device.platform,
        "capabilities": [one.value for one in device.capabilities],
    }


def _user_json(user: User) -> JsonObject:
    return {
        "user_id": user.user_id,
        "username": user.username,
        "status": user.status.value,
        "answer": user.answer.value,
        "answer_after_seconds": user.answer_after_seconds,
        "devices": [_device_json(device) for device in user.devices],
    }


def _list_users(service: ControlService, _: Call) -> JsonObject:
    return {"users": [_user_json(user) for user in service.duo.users()]}


def _get_user(service: ControlService, call: Call) -> JsonObject:
    with _translated():
        return _user_json(service.duo.user(call.path["username"]))


def _create_user(service: ControlService, call: Call) -> JsonObject:
    body = call.body
    username = body["username"]
    with _translated():
        service.duo.add_user(
            username,
            status=UserStatus(body.get("status", UserStatus.ACTIVE)),
            answer=Answer(body.get("answer", Answer.APPROVE)),
            answer_after_seconds=body.get("answer_after_seconds", 0.0),
        )
        if body.get("phone") is not None:
            _enrol(service, username, body["phone"])
        if "password" in body:
            service.primary.set_password(username, body["password"])
        return _user_json(service.duo.user(username))


def _enrol(service: ControlService, username: str, number: str) -> None:
    try:
        service.duo.add_phone(username, number)
    except DirectoryError:
        service.duo.remove_user(username)
        raise


def _update_user(service: ControlService, call: Call) -> JsonObject:
    body = call.body
    with _translated():
        user = service.duo.user(call.path["username"])
        if "status" in body:
            service.duo.set_status(user.username, UserStatus(body["status"]))
        if "answer" in body or "answer_after_seconds" in body:
            service.duo.set_answer(
                user.username,
                Answer(body.get("answer", user.answer)),
                after_seconds=body.get("answer_after_seconds", user.answer_after_seconds),
            )
        if "password" in body:
            service.primary.set_password(user.username, body["password"])
        return _user_json(service.duo.user(user.username))


def _delete_user(service: ControlService, call: Call) -> None:
    with _translated():
        user = service.duo.user(call.path["username"])
        service.duo.remove_user(user.username)
    service.primary.remove(user.username)


def _push_json(push: Transaction) -> JsonObject:
    return {
        "txid": push.txid,
        "username": push.username,
        "factor": push.factor.value,
        "device": push.device,
        "created": push.created,
        "expires": push.expires,
        "ipaddr": push.ipaddr,
        "hostname": push.hostname,
        "pushinfo": push.pushinfo,
    }


def _list_pushes(service: ControlService, _: Call) -> JsonObject:
    now = service.clock.now()
    waiting = (one for one in service.duo.transactions() if not one.status(now).final)
    return {"pushes": [_push_json(push) for push in waiting]}


def _approve(service: ControlService, call: Call) -> None:
    with _translated():
        service.duo.approve(call.path["txid"])


def _deny(service: ControlService, call: Call) -> None:
    with _translated():
        service.duo.deny(call.path["txid"])


def _integration_json(one: Integration) -> JsonObject:
    return {
        "ikey": one.ikey,
        "skey": one.skey,
        "api_host": one.api_host,
        "name": one.name,
        "type": one.type.value,
    }


def _list_integrations(service: ControlService, _: Call) -> JsonObject:
    return {"integrations": [_integration_json(one) for one in service.duo.integrations()]}


def _create_integration(service: ControlService, call: Call) -> JsonObject:
    with _translated():
        integration = service.duo.add_integration(
            call.body.get("ikey", "DI" + secrets.token_hex(9).upper()),
            call.body.get("skey", secrets.token_hex(20)),
            service.keys.api_host,
            name=call.body.get("name", ""),
            type=IntegrationType(call.body.get("type", IntegrationType.AUTHAPI)),
        )
    return _integration_json(integration)


def _delete_integration(service: ControlService, call: Call) -> None:
    with _translated():
        service.duo.remove_integration(call.path["ikey"])


_BY_NAME = {"username": text("The user's name.")}
_BY_TXID = {"txid": text("The transaction's id.")}

OPERATIONS = (
    Operation(
        "GET",
        "/_sim/users",
        "listUsers",
        "duo",
        "Duo's users, by name.",
        _list_users,
        obj({"users": array(_USER)}),
    ),
    Operation(
        "POST",
        "/_sim/users",
        "createUser",
        "duo",
        "Add a user to Duo, and to the primary server when a password is given.",
        _create_user,
        _USER,
        status=201,
        body=obj(
            {
                "username": text("Unique without regard to case.", nonempty=True),
                "status": _STATUS,
                "answer": _ANSWER,
                "answer_after_seconds": _DELAY,
                "phone": text("Number of a phone to enrol; null: not enrolled.", nullable=True),
                "password": _PASSWORD,
            },
            required=("username",),
        ),
        refusals=(409,),
    ),
    Operation(
        "GET",
        "/_sim/users/{username}",
        "getUser",
        "duo",
        "One of Duo's users.",
        _get_user,
        _USER,
        parameters=_BY_NAME,
        refusals=(404,),
    ),
    Operation(
        "PATCH",
        "/_sim/users/{username}",
        "updateUser",
        "duo",
        "Change a user; what is left out stays.",
        _update_user,
        _USER,
        body=obj(
            {
                "status": _STATUS,
                "answer": _ANSWER,
                "answer_after_seconds": _DELAY,
                "password": _PASSWORD,
            },
            required=(),
            nonempty=True,
        ),
        parameters=_BY_NAME,
        refusals=(404,),
    ),
    Operation(
        "DELETE",
        "/_sim/users/{username}",
        "deleteUser",
        "duo",
        "Remove a user from Duo and from the primary server.",
        _delete_user,
        status=204,
        parameters=_BY_NAME,
        refusals=(404,),
    ),
    Operation(
        "GET",
        "/_sim/pushes",
        "listPushes",
        "duo",
        "Pushes and calls that wait for an answer, oldest first.",
        _list_pushes,
        obj({"pushes": array(_PUSH)}),
    ),
    Operation(
        "POST",
        "/_sim/pushes/{txid}/approve",
        "approvePush",
        "duo",
        "Answer a waiting push or call with yes.",
        _approve,
        status=204,
        parameters=_BY_TXID,
        refusals=(404, 409),
    ),
    Operation(
        "POST",
        "/_sim/pushes/{txid}/deny",
        "denyPush",
        "duo",
        "Answer a waiting push or call with no.",
        _deny,
        status=204,
        parameters=_BY_TXID,
        refusals=(404, 409),
    ),
    Operation(
        "GET",
        "/_sim/integrations",
        "listIntegrations",
        "duo",
        "The applications that Duo protects, with their dummy keys.",
        _list_integrations,
        obj({"integrations": array(_INTEGRATION)}),
    ),
    Operation(
        "POST",
        "/_sim/integrations",
        "createIntegration",
        "duo",
        "Protect another application; keys that are left out are made up.",
        _create_integration,
        _INTEGRATION,
        status=201,
        body=obj(
            {
                "name": text("Name for people."),
                "type": _TYPE,
                "ikey": text(nonempty=True),
                "skey": text(nonempty=True),
            },
            required=(),
        ),
        refusals=(409,),
    ),
    Operation(
        "DELETE",
        "/_sim/integrations/{ikey}",
        "deleteIntegration",
        "duo",
        "Remove an application; its keys are refused from then on.",
        _delete_integration,
        status=204,
        parameters={"ikey": text("The integration key.")},
        refusals=(404,),
    ),
)
