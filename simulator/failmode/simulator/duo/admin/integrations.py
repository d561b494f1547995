"""`/admin/v1/integrations`, also as v2 and v3."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from failmode.simulator.duo.admin import schemas
from failmode.simulator.duo.admin.administrator_log import AdminAction
from failmode.simulator.duo.admin.assumptions import (
    PERMISSION_TO_SET_PERMISSIONS,
    SECRET_KEY_SHOWN,
    SINGLE_SIGN_ON_BY,
)
from failmode.simulator.duo.admin.context import NOTHING, AdminCall, AdminContext, Reply
from failmode.simulator.duo.admin.endpoint import Handler, changing, listing, reading
from failmode.simulator.duo.admin.integration_params import (
    changed_note,
    changed_policy,
    integration_type,
    normalization,
    permissions,
)
from failmode.simulator.duo.admin.permissions import Note
from failmode.simulator.duo.admin.policy_records import AccountPolicy
from failmode.simulator.duo.admin.query import page, required_text, text, truth
from failmode.simulator.duo.admin.words import Permission
from failmode.simulator.duo.api.params import Params
from failmode.simulator.duo.directory.assumptions import NOT_CREATABLE
from failmode.simulator.duo.directory.integration_types import Api, IntegrationType
from failmode.simulator.duo.directory.records import Integration, Policy, UsernameNormalization
from failmode.simulator.duo.endpoint import DuoOperation
from failmode.simulator.duo.errors import (
    AccessForbiddenError,
    InvalidRequestParametersError,
    ResourceNotFoundError,
)

_MAX_PAGE_SIZE = 500

VersionedHandler = Callable[[AdminContext, AdminCall, str], Reply]
"""Answers a call that stands in several versions, of which it is told which."""


def list_integrations(admin: AdminContext, call: AdminCall, version: str) -> Reply:
    """GET /admin/v3/integrations."""
    part = page(call.params, _MAX_PAGE_SIZE).of(admin.cloud.integrations.all())
    shown = [
        _integration_json(admin, one, with_secret=SECRET_KEY_SHOWN[version]) for one in part.objects
    ]
    return Reply(shown, part.metadata())


def get_integration(admin: AdminContext, call: AdminCall, version: str) -> Reply:
    """GET /admin/v3/integrations/{integration_key}."""
    found = _existing_integration(admin, call.variables["integration_key"])
    return Reply(_integration_json(admin, found, with_secret=SECRET_KEY_SHOWN[version]))


def get_secret_key(admin: AdminContext, call: AdminCall) -> Reply:
    """GET /admin/v1/integrations/{integration_key}/skey."""
    integration_key = call.variables["integration_key"]
    return Reply({"secret_key": _existing_integration(admin, integration_key).skey})


def create_integration(admin: AdminContext, call: AdminCall, version: str) -> Reply:
    """POST /admin/v3/integrations."""
    params = call.params
    name = required_text(params, "name")
    kind = integration_type(params)
    _check_creatable(kind, version)
    normalize = normalization(params) or UsernameNormalization.NONE
    policy = changed_policy(params, Policy(), admin.cloud.groups)
    granted = permissions(params, kind)
    _check_may_grant(admin, call, granted)
    note = changed_note(params, Note(), kind)
    made = admin.cloud.integrations.add(
        admin.cloud.ids.object_id("DI"),
        admin.cloud.ids.skey(),
        call.actor.api_host,
        name=name,
        username_normalization=normalize,
        type=kind,
        policy=policy,
    )
    if kind == IntegrationType.ADMINAPI:
        admin.permissions.set(made.ikey, [one for one, has in granted.items() if has])
    admin.permissions.set_note(made.ikey, note)
    admin.log_action(AdminAction.INTEGRATION_CREATE, name, {"raw_type": kind.value})
    return Reply(_integration_json(admin, made, with_secret=True))


def update_integration(admin: AdminContext, call: AdminCall, version: str) -> Reply:
    """POST /admin/v3/integrations/{integration_key}."""
    params = call.params
    before = _existing_integration(admin, call.variables["integration_key"])
    ikey = before.ikey
    name, normalize = text(params, "name"), normalization(params)
    if name == "":
        raise InvalidRequestParametersError("name")
    policy = changed_policy(params, before.policy, admin.cloud.groups)
    granted = permissions(params, before.type)
    _check_may_grant(admin, call, granted)
    note = changed_note(params, admin.permissions.note(ikey), before.type)
    reset = truth(params, "reset_secret_key") or False
    applied = _applied_policy(admin, params)
    integrations = admin.cloud.integrations
    if name is not None:
        integrations.rename(ikey, name)
    if normalize is not None:
        integrations.set_username_normalization(ikey, normalize)
    if policy != before.policy:
        integrations.set_policy(ikey, policy)
    if granted:
        has = set(admin.permissions.of(ikey)) - set(granted)
        admin.permissions.set(ikey, has | {key for key, value in granted.items() if value})
    admin.permissions.set_note(ikey, note)
    if applied is not None:
        admin.policies.apply(applied, [ikey])
    if reset:
        integrations.set_skey(ikey, admin.cloud.ids.skey())
    admin.log_action(AdminAction.INTEGRATION_UPDATE, name or before.name)
    changed = _existing_integration(admin, ikey)
    return Reply(_integration_json(admin, changed, with_secret=reset or SECRET_KEY_SHOWN[version]))


def delete_integration(admin: AdminContext, call: AdminCall, _version: str) -> Reply:
    """DELETE /admin/v3/integrations/{integration_key}."""
    integration = _existing_integration(admin, call.variables["integration_key"])
    admin.cloud.integrations.remove(integration.ikey)
    admin.log_action(AdminAction.INTEGRATION_DELETE, integration.name)
    return NOTHING


def _existing_integration(admin: AdminContext, integration_key: str) -> Integration:
    integration = admin.cloud.integrations.find(integration_key)
    if integration is None:
        raise ResourceNotFoundError
    return integration


def _integration_json(
    admin: AdminContext, integration: Integration, *, with_secret: bool
) -> schemas.Object:
    return schemas.integration(
        integration,
        admin.permissions.of(integration.ikey),
        admin.permissions.note(integration.ikey),
        admin.policies.applied().get(integration.ikey),
        with_secret=with_secret,
    )


def _applied_policy(admin: AdminContext, params: Params) -> AccountPolicy | None:
    """Read `policy_key`, the policy to be applied; None when it is missing.

    Source: `update_integration` of `lib/duo_api/admin.rb` of
    https://github.com/duosecurity/duo_api_ruby.
    """
    policy_key = params.optional("policy_key")
    policy = None if policy_key is None else admin.policies.find(policy_key)
    if policy_key is not None and (policy is None or policy.is_global):
        raise InvalidRequestParametersError("policy_key")
    return policy


def _check_creatable(kind: IntegrationType, version: str) -> None:
    unknown_here = kind.api is Api.SINGLE_SIGN_ON and version not in SINGLE_SIGN_ON_BY
    if unknown_here or kind.value in NOT_CREATABLE:
        raise InvalidRequestParametersError("type")


def _check_may_grant(admin: AdminContext, call: AdminCall, granted: dict[Permission, bool]) -> None:
    needed = Permission.ALLOW_TO_SET_PERMISSIONS
    if (
        granted
        and PERMISSION_TO_SET_PERMISSIONS
        and needed not in admin.permissions.of(call.actor.ikey)
    ):
        raise AccessForbiddenError


def _of_version(version: str) -> tuple[DuoOperation, ...]:
    path = f"/admin/{version}/integrations"
    one, needed = f"{path}/{{integration_key}}", Permission.INTEGRATIONS

    def handler(answer: VersionedHandler) -> Handler:
        @wraps(answer)
        def answer_version(admin: AdminContext, call: AdminCall) -> Reply:
            return answer(admin, call, version)

        return answer_version

    return (
        listing(path, needed, handler(list_integrations)),
        changing("POST", path, needed, handler(create_integration)),
        reading(one, needed, handler(get_integration)),
        changing("POST", one, needed, handler(update_integration)),
        changing("DELETE", one, needed, handler(delete_integration)),
    )


OPERATIONS: tuple[DuoOperation, ...] = (
    *(operation for version in ("v1", "v2", "v3") for operation in _of_version(version)),
    reading(
        "/admin/v1/integrations/{integration_key}/skey", Permission.INTEGRATIONS, get_secret_key
    ),
)
