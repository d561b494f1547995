"""`/admin/v1/users` and `/admin/v1/bypass_codes`."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from failmode.simulator.duo.admin import schemas
from failmode.simulator.duo.admin.administrator_log import AdminAction
from failmode.simulator.duo.admin.alias_params import changed_aliases
from failmode.simulator.duo.admin.assumptions import BYPASS_CODES, MAX_BULK_USERS
from failmode.simulator.duo.admin.context import NOTHING, AdminCall, AdminContext, Reply, listed
from failmode.simulator.duo.admin.endpoint import changing, listing, reading
from failmode.simulator.duo.admin.phones import Phone
from failmode.simulator.duo.admin.query import names, notes_text, page, required_text, text, truth
from failmode.simulator.duo.admin.tokens import Token
from failmode.simulator.duo.admin.words import Permission
from failmode.simulator.duo.api.params import MAX_STORED_NUMBER, Params, decode_json
from failmode.simulator.duo.directory.records import User, UserStatus
from failmode.simulator.duo.endpoint import DuoOperation
from failmode.simulator.duo.errors import (
    AlreadyExistsError,
    BadEntryError,
    DuplicateResourceError,
    InvalidRequestParametersError,
    NotFoundError,
    ResourceNotFoundError,
)

_MAX_USER_PAGE_SIZE = 300
_MAX_PAGE_SIZE = 500
_NAME_LISTS = {"username_list": "username", "user_id_list": "user_id"}
_SETTABLE = (UserStatus.ACTIVE, UserStatus.BYPASS, UserStatus.DISABLED)
"""Statuses that an administrator can give; only the system locks out (`duo_client/admin.py`)."""


def list_users(admin: AdminContext, call: AdminCall) -> Reply:
    """GET /admin/v1/users."""
    params = call.params
    asked = page(params, _MAX_USER_PAGE_SIZE)
    users = admin.cloud.users.all()
    username, email = params.optional("username"), params.optional("email")
    if username is not None:
        key = username.casefold()
        users = tuple(user for user in users if user.username.casefold() == key)
    if email is not None:
        users = tuple(user for user in users if user.email.casefold() == email.casefold())
    for parameter, attribute in _NAME_LISTS.items():
        only = names(params, parameter)
        if only is not None:
            users = tuple(user for user in users if getattr(user, attribute) in only)
    part = asked.of(users)
    return Reply([schemas.user(person) for person in admin.people(part.objects)], part.metadata())


def get_user(admin: AdminContext, call: AdminCall) -> Reply:
    """GET /admin/v1/users/{user_id}."""
    user_id = call.variables["user_id"]
    return _user_reply(admin, admin.user(user_id))


def create_user(admin: AdminContext, call: AdminCall) -> Reply:
    """POST /admin/v1/users."""
    return _user_reply(admin, _create(admin, call.params))


def bulk_create_users(admin: AdminContext, call: AdminCall) -> Reply:
    """POST /admin/v1/users/bulk_create: make all of some users, or none.

    Source: `bulk_create_users` of `lib/duo_api/admin.rb` of
    https://github.com/duosecurity/duo_api_ruby.
    """
    call.params.required("users")
    wanted = call.params.document("users")
    if not isinstance(wanted, list) or not 1 <= len(wanted) <= MAX_BULK_USERS:
        raise InvalidRequestParametersError("users")
    if not all(isinstance(one, dict) for one in wanted):
        raise InvalidRequestParametersError("users")
    made = [_create(admin, Params(decode_json(json.dumps(one).encode()))) for one in wanted]
    return Reply([schemas.user(person) for person in admin.people(made)])


def _create(admin: AdminContext, params: Params) -> User:
    """Make one user as parameters want her."""
    username = required_text(params, "username")
    status = _status(params) or UserStatus.ACTIVE
    details = _Details(params)
    aliases = changed_aliases(params, {})
    try:
        user = admin.cloud.users.add(
            username,
            status=status,
            realname=details.realname or "",
            email=details.email or "",
            notes=details.notes or "",
        )
    except AlreadyExistsError as error:
        raise DuplicateResourceError("username") from error
    except BadEntryError as error:
        raise InvalidRequestParametersError("username") from error
    admin.set_names(user.user_id, details.firstname or "", details.lastname or "")
    _set_aliases(admin, user.user_id, aliases)
    admin.log_action(AdminAction.USER_CREATE, username, {"status": status.value})
    return user


def update_user(admin: AdminContext, call: AdminCall) -> Reply:
    """POST /admin/v1/users/{user_id}."""
    user_id = call.variables["user_id"]
    user = admin.user(user_id)
    new, status = text(call.params, "username"), _status(call.params)
    details = _Details(call.params)
    aliases = changed_aliases(call.params, admin.cloud.aliases.of(user_id))
    if new == "":
        raise InvalidRequestParametersError("username")
    name = user.username
    if new is not None and new != name:
        try:
            admin.cloud.users.rename(name, new)
        except AlreadyExistsError as error:
            raise DuplicateResourceError("username") from error
        except BadEntryError as error:
            raise InvalidRequestParametersError("username") from error
        name = new
    if status is not None:
        admin.cloud.users.set_status(name, status)
    admin.cloud.users.set_details(
        name, realname=details.realname, email=details.email, notes=details.notes
    )
    _set_aliases(admin, user_id, aliases)
    before = admin.person(user)
    admin.set_names(
        user_id,
        before.firstname if details.firstname is None else details.firstname,
        before.lastname if details.lastname is None else details.lastname,
    )
    admin.log_action(AdminAction.USER_UPDATE, name, {"status": status.value} if status else None)
    return _user_reply(admin, admin.user(user_id))


def delete_user(admin: AdminContext, call: AdminCall) -> Reply:
    """DELETE /admin/v1/users/{user_id}; nothing happens when the user is gone already.

    Source: `delete_user` of `duo_client/admin.py`.
    """
    user_id = call.variables["user_id"]
    user = admin.cloud.users.find_by_id(user_id)
    if user is not None:
        admin.assignments.unassign(device.device for device in user.devices)
        admin.cloud.users.remove(user.username)
        admin.log_action(AdminAction.USER_DELETE, user.username)
    return NOTHING


# Phones and tokens of a user


def list_user_phones(admin: AdminContext, call: AdminCall) -> Reply:
    """GET /admin/v1/users/{user_id}/phones."""
    user_id = call.variables["user_id"]
    owner = admin.person(admin.user(user_id))
    described = [schemas.phone(phone, owner) for phone in owner.phones]
    return listed(page(call.params, _MAX_PAGE_SIZE), described)


def assign_phone(admin: AdminContext, call: AdminCall) -> Reply:
    """POST /admin/v1/users/{user_id}/phones."""
    return _assign(admin, call, "phone_id", admin.phones.get, AdminAction.PHONE_ASSOCIATE)


def unassign_phone(admin: AdminContext, call: AdminCall) -> Reply:
    """DELETE /admin/v1/users/{user_id}/phones/{phone_id}."""
    return _unassign(admin, call, "phone_id", admin.phones.get, AdminAction.PHONE_DISASSOCIATE)


def list_user_tokens(admin: AdminContext, call: AdminCall) -> Reply:
    """GET /admin/v1/users/{user_id}/tokens."""
    user_id = call.variables["user_id"]
    owner = admin.person(admin.user(user_id))
    described = [schemas.token(token, owner) for token in owner.tokens]
    return listed(page(call.params, _MAX_PAGE_SIZE), described)


def assign_token(admin: AdminContext, call: AdminCall) -> Reply:
    """POST /admin/v1/users/{user_id}/tokens."""
    return _assign(admin, call, "token_id", admin.tokens.get, AdminAction.TOKEN_ASSOCIATE)


def unassign_token(admin: AdminContext, call: AdminCall) -> Reply:
    """DELETE /admin/v1/users/{user_id}/tokens/{token_id}."""
    return _unassign(admin, call, "token_id", admin.tokens.get, AdminAction.TOKEN_DISASSOCIATE)


def _assign(
    admin: AdminContext,
    call: AdminCall,
    parameter: str,
    find: Callable[[str], Phone | Token | None],
    action: AdminAction,
) -> Reply:
    """Give a user the device that a parameter names."""
    user = admin.user(call.variables["user_id"])
    device_id = call.params.required(parameter)
    if find(device_id) is None or not admin.assignments.assign(device_id, user.user_id):
        raise InvalidRequestParametersError(parameter)
    admin.log_action(action, user.username, {parameter: device_id})
    return NOTHING


def _unassign(
    admin: AdminContext,
    call: AdminCall,
    variable: str,
    find: Callable[[str], Phone | Token | None],
    action: AdminAction,
) -> Reply:
    """Take the device that a variable of the path names away from a user."""
    user = admin.user(call.variables["user_id"])
    device_id = call.variables[variable]
    device = find(device_id)
    if device is None or device.user_id != user.user_id:
        raise ResourceNotFoundError
    admin.assignments.unassign([device_id])
    admin.log_action(action, user.username, {variable: device_id})
    return NOTHING


# Bypass codes


def list_user_bypass_codes(admin: AdminContext, call: AdminCall) -> Reply:
    """GET /admin/v1/users/{user_id}/bypass_codes."""
    user_id = call.variables["user_id"]
    owner = admin.person(admin.user(user_id))
    codes = admin.cloud.bypass_codes.of(owner.user.username)
    described = [schemas.bypass_code(code, owner) for code in codes]
    return listed(page(call.params, _MAX_PAGE_SIZE), described)


def create_bypass_codes(admin: AdminContext, call: AdminCall) -> Reply:
    """POST /admin/v1/users/{user_id}/bypass_codes."""
    user_id = call.variables["user_id"]
    user = admin.user(user_id)
    params = call.params
    count, codes = params.number("count"), _codes(params)
    if count is not None and (codes or not 1 <= count <= BYPASS_CODES):
        raise InvalidRequestParametersError("count")
    reuse_count = params.number("reuse_count", maximum=MAX_STORED_NUMBER)
    valid_secs = params.number("valid_secs") or 0
    made = admin.cloud.bypass_codes.add(
        user.username,
        count=BYPASS_CODES if count is None else count,
        codes=codes,
        reuse_count=1 if reuse_count is None else reuse_count,
        valid_seconds=float(valid_secs),
        preserve_existing=truth(params, "preserve_existing") or False,
    )
    admin.log_action(
        AdminAction.BYPASS_CREATE,
        user.username,
        {
            "auto_generated": not codes,
            "bypass_code_ids": [code.bypass_code_id for code in made],
            "count": len(made),
            "remaining_uses": 1 if reuse_count is None else reuse_count,
            "user_id": user_id,
            "valid_secs": valid_secs,
        },
    )
    return Reply([code.code for code in made])


def list_bypass_codes(admin: AdminContext, call: AdminCall) -> Reply:
    """GET /admin/v1/bypass_codes."""
    part = page(call.params, _MAX_PAGE_SIZE).of(admin.cloud.bypass_codes.all())
    owners = {person.user.username: person for person in admin.owners().values()}
    return Reply(
        [schemas.bypass_code(code, owners[code.username]) for code in part.objects],
        part.metadata(),
    )


def get_bypass_code(admin: AdminContext, call: AdminCall) -> Reply:
    """GET /admin/v1/bypass_codes/{bypass_code_id}."""
    bypass_code_id = call.variables["bypass_code_id"]
    code = admin.cloud.bypass_codes.find(bypass_code_id)
    if code is None:
        raise ResourceNotFoundError
    owner = admin.person(admin.cloud.users.get(code.username))
    return Reply(schemas.bypass_code(code, owner))


def delete_bypass_code(admin: AdminContext, call: AdminCall) -> Reply:
    """DELETE /admin/v1/bypass_codes/{bypass_code_id}; nothing happens when it is gone already.

    Source: `delete_bypass_code_by_id` of `duo_client/admin.py`.
    """
    bypass_code_id = call.variables["bypass_code_id"]
    try:
        admin.cloud.bypass_codes.remove(bypass_code_id)
    except NotFoundError:
        return NOTHING
    admin.log_action(AdminAction.BYPASS_DELETE, bypass_code_id)
    return NOTHING


def _user_reply(admin: AdminContext, user: User) -> Reply:
    return Reply(schemas.user(admin.person(user)))


class _Details:
    """What is told about a user; None for what is left out."""

    def __init__(self, params: Params) -> None:
        self.realname = text(params, "realname")
        self.email = text(params, "email")
        self.firstname = text(params, "firstname")
        self.lastname = text(params, "lastname")
        self.notes = notes_text(params)


def _set_aliases(admin: AdminContext, user_id: str, aliases: Mapping[int, str] | None) -> None:
    if aliases is None:
        return
    try:
        admin.cloud.aliases.set(user_id, aliases)
    except AlreadyExistsError as error:
        raise DuplicateResourceError("alias") from error


def _status(params: Params) -> UserStatus | None:
    word = params.optional("status")
    if word is None:
        return None
    if word not in _SETTABLE:
        raise InvalidRequestParametersError("status")
    return UserStatus(word)


def _codes(params: Params) -> tuple[str, ...]:
    words = params.optional("codes")
    if words is None:
        return ()
    codes = tuple(code.strip() for code in words.split(","))
    if len(set(codes)) != len(codes) or len(codes) > BYPASS_CODES:
        raise InvalidRequestParametersError("codes")
    if not all(code.isascii() and code.isdigit() for code in codes):
        raise InvalidRequestParametersError("codes")
    return codes


OPERATIONS: tuple[DuoOperation, ...] = (
    listing("/admin/v1/users", Permission.READ_RESOURCE, list_users),
    changing("POST", "/admin/v1/users", Permission.WRITE_RESOURCE, create_user),
    changing("POST", "/admin/v1/users/bulk_create", Permission.WRITE_RESOURCE, bulk_create_users),
    reading("/admin/v1/users/{user_id}", Permission.READ_RESOURCE, get_user),
    changing("POST", "/admin/v1/users/{user_id}", Permission.WRITE_RESOURCE, update_user),
    changing("DELETE", "/admin/v1/users/{user_id}", Permission.WRITE_RESOURCE, delete_user),
    listing("/admin/v1/users/{user_id}/phones", Permission.READ_RESOURCE, list_user_phones),
    changing("POST", "/admin/v1/users/{user_id}/phones", Permission.WRITE_RESOURCE, assign_phone),
    changing(
        "DELETE",
        "/admin/v1/users/{user_id}/phones/{phone_id}",
        Permission.WRITE_RESOURCE,
        unassign_phone,
    ),
    listing("/admin/v1/users/{user_id}/tokens", Permission.READ_RESOURCE, list_user_tokens),
    changing("POST", "/admin/v1/users/{user_id}/tokens", Permission.WRITE_RESOURCE, assign_token),
    changing(
        "DELETE",
        "/admin/v1/users/{user_id}/tokens/{token_id}",
        Permission.WRITE_RESOURCE,
        unassign_token,
    ),
    listing(
        "/admin/v1/users/{user_id}/bypass_codes", Permission.READ_RESOURCE, list_user_bypass_codes
    ),
    changing(
        "POST",
        "/admin/v1/users/{user_id}/bypass_codes",
        Permission.WRITE_RESOURCE,
        create_bypass_codes,
    ),
    listing("/admin/v1/bypass_codes", Permission.READ_RESOURCE, list_bypass_codes),
    reading("/admin/v1/bypass_codes/{bypass_code_id}", Permission.READ_RESOURCE, get_bypass_code),
    changing(
        "DELETE",
        "/admin/v1/bypass_codes/{bypass_code_id}",
        Permission.WRITE_RESOURCE,
        delete_bypass_code,
    ),
)
