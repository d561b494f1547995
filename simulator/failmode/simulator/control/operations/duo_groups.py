"""/_sim/groups: groups of Duo's users, whose status decides about their members."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from failmode.simulator.control.controller import SimulatorController
from failmode.simulator.control.operation import ControlEndpoint, ControlOperation, ControlRequest
from failmode.simulator.control.operations.duo_schemas import duo_transaction
from failmode.simulator.control.schemas import JsonObject, array, obj, text
from failmode.simulator.duo.cloud import DuoCloud
from failmode.simulator.duo.directory.records import GROUP_STATUSES, Group, UserStatus
from failmode.simulator.http_api.operation import Operation
from failmode.terms import Vendor

_DESCRIPTION = text("What it is for.")
_STATUS = text(
    "How its members authenticate, where their own status is active.",
    choices=tuple(one.value for one in GROUP_STATUSES),
)
_MEMBERS = array(text(), "Names of the users who are in it.")
_GROUP = obj(
    {
        "group_id": text("Duo's id."),
        "name": text(),
        "description": _DESCRIPTION,
        "status": _STATUS,
        "members": _MEMBERS,
    }
)
_CHANGES = {"description": _DESCRIPTION, "status": _STATUS, "members": _MEMBERS}
_BY_NAME = {"name": text("The group's name.")}


def _list(controller: SimulatorController, _: ControlRequest) -> JsonObject:
    with duo_transaction(controller):
        duo = controller.duo
        return {"groups": [_json(duo, group) for group in duo.groups.all()]}


def _create(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    body = request.body
    with duo_transaction(controller):
        group = controller.duo.groups.add(
            body["name"],
            description=body.get("description", ""),
            status=UserStatus(body.get("status", UserStatus.ACTIVE)),
        )
        _set_members(controller.duo, group, body.get("members", ()))
        return _json(controller.duo, group)


def _update(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    body = request.body
    with duo_transaction(controller):
        group = controller.duo.groups.get(request.path["name"])
        changed = replace(
            group,
            description=body.get("description", group.description),
            status=UserStatus(body.get("status", group.status)),
        )
        controller.duo.groups.change(changed)
        if "members" in body:
            _set_members(controller.duo, changed, body["members"])
        return _json(controller.duo, changed)


def _delete(controller: SimulatorController, request: ControlRequest) -> None:
    with duo_transaction(controller):
        controller.duo.groups.remove(controller.duo.groups.get(request.path["name"]).group_id)


def _set_members(duo: DuoCloud, group: Group, usernames: Iterable[str]) -> None:
    wanted = {duo.users.get(username).user_id for username in usernames}
    present = duo.groups.members(group.group_id)
    for user_id in present - wanted:
        duo.groups.leave(user_id, group.group_id)
    for user_id in wanted - present:
        duo.groups.join(user_id, group.group_id)


def _json(duo: DuoCloud, group: Group) -> JsonObject:
    members = duo.groups.members(group.group_id)
    return {
        "group_id": group.group_id,
        "name": group.name,
        "description": group.description,
        "status": group.status.value,
        "members": [user.username for user in duo.users.all() if user.user_id in members],
    }


OPERATIONS: tuple[ControlOperation, ...] = (
    Operation(
        "GET",
        "/_sim/groups",
        "listGroups",
        ControlEndpoint(Vendor.DUO, _list, obj({"groups": array(_GROUP)})),
        summary="Groups of Duo's users, by name.",
    ),
    Operation(
        "POST",
        "/_sim/groups",
        "createGroup",
        ControlEndpoint(
            Vendor.DUO,
            _create,
            _GROUP,
            status=201,
            body=obj(
                {"name": text("Unique without regard to case.", nonempty=True), **_CHANGES},
                required=("name",),
            ),
            refusals=(404, 409),
        ),
        summary="Add a group of Duo's users.",
    ),
    Operation(
        "PATCH",
        "/_sim/groups/{name:path}",
        "updateGroup",
        ControlEndpoint(
            Vendor.DUO,
            _update,
            _GROUP,
            body=obj(_CHANGES, required=(), nonempty=True),
            parameters=_BY_NAME,
            refusals=(404,),
        ),
        summary="Change a group; what is left out stays, members replace the present ones.",
    ),
    Operation(
        "DELETE",
        "/_sim/groups/{name:path}",
        "deleteGroup",
        ControlEndpoint(Vendor.DUO, _delete, status=204, parameters=_BY_NAME, refusals=(404,)),
        summary="Remove a group; its members stay users.",
    ),
)
