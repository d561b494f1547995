"""`/admin/v1/groups`, `/admin/v2/groups` and the groups of a user."""

from __future__ import annotations

from dataclasses import replace

from failmode.simulator.duo.admin import schemas
from failmode.simulator.duo.admin.administrator_log import AdminAction
from failmode.simulator.duo.admin.context import NOTHING, AdminCall, AdminContext, Reply, listed
from failmode.simulator.duo.admin.endpoint import changing, listing, reading
from failmode.simulator.duo.admin.query import names, page, required_text, text, truth
from failmode.simulator.duo.admin.words import Permission
from failmode.simulator.duo.api.params import Params
from failmode.simulator.duo.directory.records import GROUP_STATUSES, Group, UserStatus
from failmode.simulator.duo.endpoint import DuoOperation
from failmode.simulator.duo.errors import (
    AlreadyExistsError,
    DuplicateResourceError,
    InvalidRequestParametersError,
    ResourceNotFoundError,
)

_MAX_PAGE_SIZE = 100
"""Unconfirmed; `get_groups` of `duo_client/admin.py` pages with the client's 100."""

_MAX_MEMBERS_PAGE_SIZE = 500
"""By `get_group_users` of `duo_client/admin.py`."""

_FACTORS = ("push_enabled", "sms_enabled", "voice_enabled", "mobile_otp_enabled", "u2f_enabled")


def list_groups(admin: AdminContext, call: AdminCall) -> Reply:
    """GET /admin/v1/groups."""
    groups = admin.cloud.groups.all()
    only = names(call.params, "group_id_list")
    if only is not None:
        groups = tuple(group for group in groups if group.group_id in only)
    return listed(page(call.params, _MAX_PAGE_SIZE), [schemas.group(group) for group in groups])


def get_group_v1(admin: AdminContext, call: AdminCall) -> Reply:
    """GET /admin/v1/groups/{group_id}, with its members."""
    group = _existing(admin, call)
    members = [
        {"user_id": person.user.user_id, "username": person.user.username}
        for person in admin.owners().values()
        if group in person.groups
    ]
    return Reply({**schemas.group(group), "users": members})


def get_group_v2(admin: AdminContext, call: AdminCall) -> Reply:
    """GET /admin/v2/groups/{group_id}."""
    return Reply(schemas.group(_existing(admin, call)))


def list_members(admin: AdminContext, call: AdminCall) -> Reply:
    """GET /admin/v2/groups/{group_id}/users."""
    group = _existing(admin, call)
    people = [person for person in admin.owners().values() if group in person.groups]
    part = page(call.params, _MAX_MEMBERS_PAGE_SIZE).of(people)
    return Reply([schemas.user(person) for person in part.objects], part.metadata())


def create_group(admin: AdminContext, call: AdminCall) -> Reply:
    """POST /admin/v1/groups."""
    name = required_text(call.params, "name")
    description, status = text(call.params, "desc") or "", _status(call.params)
    _check_factors(call.params)
    try:
        group = admin.cloud.groups.add(
            name, description=description, status=status or UserStatus.ACTIVE
        )
    except AlreadyExistsError as error:
        raise DuplicateResourceError("name") from error
    admin.log_action(AdminAction.GROUP_CREATE, name)
    return Reply(schemas.group(group))


def update_group(admin: AdminContext, call: AdminCall) -> Reply:
    """POST /admin/v1/groups/{group_id}."""
    group = _existing(admin, call)
    name, description = text(call.params, "name"), text(call.params, "desc")
    if name == "":
        raise InvalidRequestParametersError("name")
    _check_factors(call.params)
    changed = replace(
        group,
        name=group.name if name is None else name,
        description=group.description if description is None else description,
        status=_status(call.params) or group.status,
    )
    try:
        admin.cloud.groups.change(changed)
    except AlreadyExistsError as error:
        raise DuplicateResourceError("name") from error
    admin.log_action(AdminAction.GROUP_UPDATE, changed.name)
    return Reply(schemas.group(changed))


def delete_group(admin: AdminContext, call: AdminCall) -> Reply:
    """DELETE /admin/v1/groups/{group_id}; nothing happens when it is gone already.

    Unconfirmed; it is so for users, phones and tokens.
    """
    group = admin.cloud.groups.find(call.variables["group_id"])
    if group is not None:
        admin.cloud.groups.remove(group.group_id)
        admin.log_action(AdminAction.GROUP_DELETE, group.name)
    return NOTHING


def list_user_groups(admin: AdminContext, call: AdminCall) -> Reply:
    """GET /admin/v1/users/{user_id}/groups."""
    person = admin.person(admin.user(call.variables["user_id"]))
    described = [schemas.group(group) for group in person.groups]
    return listed(page(call.params, _MAX_MEMBERS_PAGE_SIZE), described)


def join_group(admin: AdminContext, call: AdminCall) -> Reply:
    """POST /admin/v1/users/{user_id}/groups."""
    user = admin.user(call.variables["user_id"])
    group = admin.cloud.groups.find(call.params.required("group_id"))
    if group is None:
        raise InvalidRequestParametersError("group_id")
    admin.cloud.groups.join(user.user_id, group.group_id)
    admin.log_action(AdminAction.USER_UPDATE, user.username, {"group": group.name})
    return NOTHING


def leave_group(admin: AdminContext, call: AdminCall) -> Reply:
    """DELETE /admin/v1/users/{user_id}/groups/{group_id}."""
    user = admin.user(call.variables["user_id"])
    group = _existing(admin, call)
    admin.cloud.groups.leave(user.user_id, group.group_id)
    admin.log_action(AdminAction.USER_UPDATE, user.username, {"group": group.name})
    return NOTHING


def _existing(admin: AdminContext, call: AdminCall) -> Group:
    group = admin.cloud.groups.find(call.variables["group_id"])
    if group is None:
        raise ResourceNotFoundError
    return group


def _status(params: Params) -> UserStatus | None:
    word = params.optional("status")
    if word is None:
        return None
    if word.lower() not in GROUP_STATUSES:
        raise InvalidRequestParametersError("status")
    return UserStatus(word.lower())


def _check_factors(params: Params) -> None:
    """Refuse to forbid a factor: an answer that seems to do it would be wrong."""
    for name in _FACTORS:
        if truth(params, name) is False:
            raise InvalidRequestParametersError(name)


_READ, _WRITE = Permission.READ_RESOURCE, Permission.WRITE_RESOURCE
_ONE = "/admin/v1/groups/{group_id}"
_OF_USER = "/admin/v1/users/{user_id}/groups"

OPERATIONS: tuple[DuoOperation, ...] = (
    listing("/admin/v1/groups", _READ, list_groups),
    changing("POST", "/admin/v1/groups", _WRITE, create_group),
    reading(_ONE, _READ, get_group_v1),
    changing("POST", _ONE, _WRITE, update_group),
    changing("DELETE", _ONE, _WRITE, delete_group),
    reading("/admin/v2/groups/{group_id}", _READ, get_group_v2),
    listing("/admin/v2/groups/{group_id}/users", _READ, list_members),
    listing(_OF_USER, _READ, list_user_groups),
    changing("POST", _OF_USER, _WRITE, join_group),
    changing("DELETE", f"{_OF_USER}/{{group_id}}", _WRITE, leave_group),
)
