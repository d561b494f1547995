"""`/admin/v1/admins`.

Parameters: `add_admin`, `update_admin` and others of `duo_client/admin.py`; properties:
`duo/table_duo_administrator.go` of https://github.com/turbot/steampipe-plugin-duo, which has Duo's
descriptions of them.
"""

from __future__ import annotations

from dataclasses import replace

from failmode.simulator.duo.admin.administrator_log import AdminAction
from failmode.simulator.duo.admin.administrators import Account
from failmode.simulator.duo.admin.assumptions import NEW_ADMINISTRATOR_ROLE
from failmode.simulator.duo.admin.context import NOTHING, AdminCall, AdminContext, Reply, listed
from failmode.simulator.duo.admin.endpoint import changing, listing, reading
from failmode.simulator.duo.admin.query import page, required_text, text, truth
from failmode.simulator.duo.admin.schemas import Object
from failmode.simulator.duo.admin.words import (
    SETTABLE_ADMINISTRATOR_STATUSES,
    AdministratorRole,
    AdministratorStatus,
    Permission,
)
from failmode.simulator.duo.api.params import Params
from failmode.simulator.duo.endpoint import DuoOperation
from failmode.simulator.duo.errors import (
    AlreadyExistsError,
    DuplicateResourceError,
    InvalidRequestParametersError,
    ResourceNotFoundError,
)

_MAX_PAGE_SIZE = 500


def list_admins(admin: AdminContext, call: AdminCall) -> Reply:
    """GET /admin/v1/admins."""
    accounts = [_admin_json(one) for one in admin.administrators.all()]
    return listed(page(call.params, _MAX_PAGE_SIZE), accounts)


def create_admin(admin: AdminContext, call: AdminCall) -> Reply:
    """POST /admin/v1/admins."""
    params = call.params
    email, name = required_text(params, "email"), required_text(params, "name")
    if not _is_address(email):
        raise InvalidRequestParametersError("email")
    account = Account(
        admin.cloud.ids.object_id("DE"),
        name,
        email,
        text(params, "phone") or "",
        _role(params) or AdministratorRole(NEW_ADMINISTRATOR_ROLE),
        AdministratorStatus.PENDING_ACTIVATION,
        truth(params, "password_change_required") or False,
        admin.cloud.clock.now(),
    )
    try:
        admin.administrators.add(account)
    except AlreadyExistsError as error:
        raise DuplicateResourceError("email") from error
    details = {"email": email, "role": account.role.value, "status": account.status.value}
    admin.log_action(AdminAction.ADMIN_CREATE, name, details)
    return Reply(_admin_json(account))


def get_admin(admin: AdminContext, call: AdminCall) -> Reply:
    """GET /admin/v1/admins/{admin_id}."""
    return Reply(_admin_json(_existing(admin, call)))


def update_admin(admin: AdminContext, call: AdminCall) -> Reply:
    """POST /admin/v1/admins/{admin_id}."""
    params, account = call.params, _existing(admin, call)
    name, phone = text(params, "name"), text(params, "phone")
    if name == "":
        raise InvalidRequestParametersError("name")
    required = truth(params, "password_change_required")
    changed = replace(
        account,
        name=account.name if name is None else name,
        phone=account.phone if phone is None else phone,
        role=_role(params) or account.role,
        status=_status(params) or account.status,
        password_change_required=account.password_change_required if required is None else required,
    )
    is_owner = changed.role is AdministratorRole.OWNER
    if is_owner and changed.status is AdministratorStatus.DISABLED:
        # "NOT valid for administrators with role - Owner": `update_admin` of `duo_client/admin.py`.
        raise InvalidRequestParametersError("status" if "status" in params else "role")
    admin.administrators.change(changed)
    admin.log_action(AdminAction.ADMIN_UPDATE, changed.name, {"status": changed.status.value})
    return Reply(_admin_json(changed))


def delete_admin(admin: AdminContext, call: AdminCall) -> Reply:
    """DELETE /admin/v1/admins/{admin_id}; nothing happens when she is gone already.

    Unconfirmed; it is so for users, phones and tokens.
    """
    account = admin.administrators.find(call.variables["admin_id"])
    if account is not None:
        admin.administrators.remove(account.admin_id)
        admin.log_action(AdminAction.ADMIN_DELETE, account.name)
    return NOTHING


def reset_admin(admin: AdminContext, call: AdminCall) -> Reply:
    """POST /admin/v1/admins/{admin_id}/reset: end a lock-out, of which there is none here."""
    _existing(admin, call)
    return NOTHING


def _existing(admin: AdminContext, call: AdminCall) -> Account:
    account = admin.administrators.find(call.variables["admin_id"])
    if account is None:
        raise ResourceNotFoundError
    return account


def _is_address(email: str) -> bool:
    local, at, domain = email.partition("@")
    return bool(local and at and domain) and not any(map(str.isspace, email))


def _role(params: Params) -> AdministratorRole | None:
    word = params.optional("role")
    if word is None:
        return None
    try:
        return AdministratorRole(word)
    except ValueError as error:
        raise InvalidRequestParametersError("role") from error


def _status(params: Params) -> AdministratorStatus | None:
    word = params.optional("status")
    if word is None:
        return None
    if word not in SETTABLE_ADMINISTRATOR_STATUSES:
        raise InvalidRequestParametersError("status")
    return AdministratorStatus(word)


def _admin_json(account: Account) -> Object:
    """Describe an administrator; nobody here has a hardware token, a unit, or has logged in."""
    return {
        "admin_id": account.admin_id,
        "admin_units": [],
        "created": int(account.created),
        "email": account.email,
        "hardtoken": None,
        "last_login": None,
        "name": account.name,
        "password_change_required": account.password_change_required,
        "phone": account.phone,
        "restricted_by_admin_units": False,
        "role": account.role.value,
        "status": account.status.value,
    }


_READ = (Permission.ADMINS, Permission.ADMINS_READ)
_ONE = "/admin/v1/admins/{admin_id}"

OPERATIONS: tuple[DuoOperation, ...] = (
    listing("/admin/v1/admins", _READ, list_admins),
    changing("POST", "/admin/v1/admins", Permission.ADMINS, create_admin),
    reading(_ONE, _READ, get_admin),
    changing("POST", _ONE, Permission.ADMINS, update_admin),
    changing("DELETE", _ONE, Permission.ADMINS, delete_admin),
    changing("POST", f"{_ONE}/reset", Permission.ADMINS, reset_admin),
)
