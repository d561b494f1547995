"""/_sim/users, /_sim/pushes and /_sim/integrations: the people at Duo and what they are asked."""

from __future__ import annotations

from failmode.simulator.control.controller import SimulatorController
from failmode.simulator.control.errors import NotFoundError
from failmode.simulator.control.operation import ControlEndpoint, ControlOperation, ControlRequest
from failmode.simulator.control.operations.duo_schemas import (
    ALIASES,
    ANSWER,
    DELAY,
    INTEGRATION,
    NORMALIZATION,
    PASSWORD,
    PUSH,
    RATE_LIMIT,
    REMEMBERED_DEVICES,
    STATUS,
    TYPE,
    USER,
    VERIFIED_PUSH_DIGITS,
    changed_policy,
    duo_transaction,
    integration_json,
    push_json,
    user_json,
    users_json,
)
from failmode.simulator.control.schemas import JsonObject, array, obj, text
from failmode.simulator.duo.directory.integration_types import IntegrationType
from failmode.simulator.duo.directory.records import (
    Integration,
    Policy,
    UsernameNormalization,
    UserStatus,
)
from failmode.simulator.http_api.operation import Operation
from failmode.terms import Answer, Vendor


def _list_users(controller: SimulatorController, _: ControlRequest) -> JsonObject:
    controller.duo.lockouts.release_due()
    with duo_transaction(controller):
        return {"users": users_json(controller.duo, controller.duo.users.all())}


def _get_user(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    controller.duo.lockouts.release_due()
    with duo_transaction(controller):
        return user_json(controller.duo, request.path["username"])


def _create_user(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    body = request.body
    username = body["username"]
    with duo_transaction(controller):
        controller.duo.users.add(
            username,
            status=UserStatus(body.get("status", UserStatus.ACTIVE)),
            answer=Answer(body.get("answer", Answer.APPROVE)),
            answer_after_seconds=body.get("answer_after_seconds", 0.0),
        )
        if body.get("phone") is not None:
            controller.duo.devices.add_phone(username, body["phone"])
        _set_aliases(controller, username, body)
        if "password" in body:
            controller.primary.set_password(username, body["password"])
        return user_json(controller.duo, username)


def _update_user(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    body = request.body
    with duo_transaction(controller):
        user = controller.duo.users.get(request.path["username"])
        if "status" in body:
            controller.duo.users.set_status(user.username, UserStatus(body["status"]))
        if "answer" in body or "answer_after_seconds" in body:
            controller.duo.users.set_answer(
                user.username,
                Answer(body.get("answer", user.answer)),
                after_seconds=body.get("answer_after_seconds", user.answer_after_seconds),
            )
        _set_aliases(controller, user.username, body)
        if "password" in body:
            controller.primary.set_password(user.username, body["password"])
        return user_json(controller.duo, user.username)


def _set_aliases(controller: SimulatorController, username: str, body: JsonObject) -> None:
    if "aliases" in body:
        user_id = controller.duo.users.get(username).user_id
        controller.duo.aliases.set(user_id, dict(enumerate(body["aliases"], start=1)))


def _delete_user(controller: SimulatorController, request: ControlRequest) -> None:
    with duo_transaction(controller):
        user = controller.duo.users.get(request.path["username"])
        controller.duo.users.remove(user.username)
        controller.primary.remove(user.username)


def _list_pushes(controller: SimulatorController, _: ControlRequest) -> JsonObject:
    now = controller.clock.now()
    waiting = (one for one in controller.duo.transactions.all() if not one.status(now).final)
    return {"pushes": [push_json(push) for push in waiting]}


def _approve(controller: SimulatorController, request: ControlRequest) -> None:
    with duo_transaction(controller):
        controller.duo.transactions.approve(request.path["txid"], request.body.get("code"))


def _deny(controller: SimulatorController, request: ControlRequest) -> None:
    with duo_transaction(controller):
        controller.duo.transactions.deny(request.path["txid"])


def _report_fraud(controller: SimulatorController, request: ControlRequest) -> None:
    with duo_transaction(controller):
        controller.duo.transactions.report_fraud(request.path["txid"])


def _list_integrations(controller: SimulatorController, _: ControlRequest) -> JsonObject:
    return {"integrations": [integration_json(one) for one in controller.duo.integrations.all()]}


def _create_integration(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    with duo_transaction(controller):
        integration = controller.duo.integrations.add(
            request.body.get("ikey", controller.duo.ids.object_id("DI")),
            request.body.get("skey", controller.duo.ids.skey()),
            controller.keys.api_host,
            name=request.body.get("name", ""),
            type=IntegrationType(request.body.get("type", IntegrationType.AUTHAPI.value)),
            username_normalization=UsernameNormalization(
                request.body.get("username_normalization", UsernameNormalization.SIMPLE)
            ),
            policy=changed_policy(Policy(), request.body),
        )
    return integration_json(integration)


def _update_integration(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    ikey, body = request.path["ikey"], request.body
    with duo_transaction(controller):
        policy = changed_policy(_integration(controller, ikey).policy, body)
        controller.duo.integrations.set_policy(ikey, policy)
        if "skey" in body:
            controller.duo.integrations.set_skey(ikey, body["skey"])
        if "name" in body:
            controller.duo.integrations.rename(ikey, body["name"])
        if "username_normalization" in body:
            controller.duo.integrations.set_username_normalization(
                ikey, UsernameNormalization(body["username_normalization"])
            )
    return integration_json(_integration(controller, ikey))


def _integration(controller: SimulatorController, ikey: str) -> Integration:
    integration = controller.duo.integrations.find(ikey)
    if integration is None:
        raise NotFoundError(f"no integration {ikey!r}", "List the integrations")
    return integration


def _delete_integration(controller: SimulatorController, request: ControlRequest) -> None:
    with duo_transaction(controller):
        controller.duo.integrations.remove(request.path["ikey"])


_BY_NAME = {"username": text("The user's name.")}
_BY_TXID = {"txid": text("The transaction's id.")}
_BY_IKEY = {"ikey": text("The integration key.")}
_SETTINGS = {
    "username_normalization": NORMALIZATION,
    "verified_push_digits": VERIFIED_PUSH_DIGITS,
    "remembered_devices_seconds": REMEMBERED_DEVICES,
    "rate_limit": RATE_LIMIT,
}

OPERATIONS: tuple[ControlOperation, ...] = (
    Operation(
        "GET",
        "/_sim/users",
        "listUsers",
        ControlEndpoint(Vendor.DUO, _list_users, obj({"users": array(USER)})),
        summary="Duo's users, by name.",
    ),
    Operation(
        "POST",
        "/_sim/users",
        "createUser",
        ControlEndpoint(
            Vendor.DUO,
            _create_user,
            USER,
            status=201,
            body=obj(
                {
                    "username": text("Unique without regard to case.", nonempty=True),
                    "status": STATUS,
                    "answer": ANSWER,
                    "answer_after_seconds": DELAY,
                    "phone": text("Number of a phone to enrol; null: not enrolled.", nullable=True),
                    "aliases": ALIASES,
                    "password": PASSWORD,
                },
                required=("username",),
            ),
            refusals=(409,),
        ),
        summary="Add a user to Duo, and to the primary server when a password is given.",
    ),
    Operation(
        "GET",
        "/_sim/users/{username:path}",
        "getUser",
        ControlEndpoint(Vendor.DUO, _get_user, USER, parameters=_BY_NAME, refusals=(404,)),
        summary="One of Duo's users.",
    ),
    Operation(
        "PATCH",
        "/_sim/users/{username:path}",
        "updateUser",
        ControlEndpoint(
            Vendor.DUO,
            _update_user,
            USER,
            body=obj(
                {
                    "status": STATUS,
                    "answer": ANSWER,
                    "answer_after_seconds": DELAY,
                    "aliases": ALIASES,
                    "password": PASSWORD,
                },
                required=(),
                nonempty=True,
            ),
            parameters=_BY_NAME,
            refusals=(404, 409),
        ),
        summary="Change a user; what is left out stays.",
    ),
    Operation(
        "DELETE",
        "/_sim/users/{username:path}",
        "deleteUser",
        ControlEndpoint(Vendor.DUO, _delete_user, status=204, parameters=_BY_NAME, refusals=(404,)),
        summary="Remove a user from Duo and from the primary server.",
    ),
    Operation(
        "GET",
        "/_sim/pushes",
        "listPushes",
        ControlEndpoint(Vendor.DUO, _list_pushes, obj({"pushes": array(PUSH)})),
        summary="Pushes and calls that wait for an answer, oldest first.",
    ),
    Operation(
        "POST",
        "/_sim/pushes/{txid}/approve",
        "approvePush",
        ControlEndpoint(
            Vendor.DUO,
            _approve,
            status=204,
            body=obj({"code": text("What is typed; left out: the right code.")}, required=()),
            parameters=_BY_TXID,
            refusals=(404, 409),
        ),
        summary="Answer a waiting push or call with yes; a verified push with a code.",
    ),
    Operation(
        "POST",
        "/_sim/pushes/{txid}/deny",
        "denyPush",
        ControlEndpoint(Vendor.DUO, _deny, status=204, parameters=_BY_TXID, refusals=(404, 409)),
        summary="Answer a waiting push or call with no.",
    ),
    Operation(
        "POST",
        "/_sim/pushes/{txid}/fraud",
        "reportFraud",
        ControlEndpoint(
            Vendor.DUO, _report_fraud, status=204, parameters=_BY_TXID, refusals=(404, 409)
        ),
        summary="Answer a waiting push or call with no, and report it as fraudulent.",
    ),
    Operation(
        "GET",
        "/_sim/integrations",
        "listIntegrations",
        ControlEndpoint(Vendor.DUO, _list_integrations, obj({"integrations": array(INTEGRATION)})),
        summary="The applications that Duo protects, with their dummy keys.",
    ),
    Operation(
        "POST",
        "/_sim/integrations",
        "createIntegration",
        ControlEndpoint(
            Vendor.DUO,
            _create_integration,
            INTEGRATION,
            status=201,
            body=obj(
                {
                    "name": text("Name for people."),
                    "type": TYPE,
                    "ikey": text(nonempty=True),
                    "skey": text(nonempty=True),
                    **_SETTINGS,
                },
                required=(),
            ),
            refusals=(409,),
        ),
        summary="Protect another application; keys that are left out are made up.",
    ),
    Operation(
        "PATCH",
        "/_sim/integrations/{ikey}",
        "updateIntegration",
        ControlEndpoint(
            Vendor.DUO,
            _update_integration,
            INTEGRATION,
            body=obj(
                {"name": text("Name for people."), "skey": text(nonempty=True), **_SETTINGS},
                required=(),
                nonempty=True,
            ),
            parameters=_BY_IKEY,
            refusals=(404,),
        ),
        summary="Change an application; what is left out stays.",
    ),
    Operation(
        "DELETE",
        "/_sim/integrations/{ikey}",
        "deleteIntegration",
        ControlEndpoint(
            Vendor.DUO, _delete_integration, status=204, parameters=_BY_IKEY, refusals=(404,)
        ),
        summary="Remove an application; its keys are refused from then on.",
    ),
)
