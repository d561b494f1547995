"""`/admin/v1/integrations`, also as v2 and v3."""

from __future__ import annotations

from failmode.simulator.duo.admin import schemas
from failmode.simulator.duo.admin.administrator_log import AdminAction
from failmode.simulator.duo.admin.context import NOTHING, AdminCall, AdminContext, Reply
from failmode.simulator.duo.admin.endpoint import changing, listing, reading
from failmode.simulator.duo.admin.permissions import Note
from failmode.simulator.duo.admin.query import notes_text, page, required_text, text, truth
from failmode.simulator.duo.admin.words import Permission
from failmode.simulator.duo.api.params import Params
from failmode.simulator.duo.directory.records import (
    Integration,
    IntegrationType,
    UsernameNormalization,
)
from failmode.simulator.duo.endpoint import DuoOperation
from failmode.simulator.duo.errors import InvalidRequestParametersError, ResourceNotFoundError

_MAX_PAGE_SIZE = 500
_ENROLL_POLICY = "enroll"
"""The only policy for new users that the simulated cloud has; the others are refused."""


def list_integrations(admin: AdminContext, call: AdminCall) -> Reply:
    """GET /admin/v3/integrations."""
    part = page(call.params, _MAX_PAGE_SIZE).of(admin.cloud.integrations.all())
    return Reply([_integration_json(admin, one) for one in part.objects], part.metadata())


def get_integration(admin: AdminContext, call: AdminCall) -> Reply:
    """GET /admin/v3/integrations/{integration_key}."""
    integration_key = call.variables["integration_key"]
    return Reply(_integration_json(admin, _existing_integration(admin, integration_key)))


def get_secret_key(admin: AdminContext, call: AdminCall) -> Reply:
    """GET /admin/v1/integrations/{integration_key}/skey."""
    integration_key = call.variables["integration_key"]
    return Reply({"secret_key": _existing_integration(admin, integration_key).skey})


def create_integration(admin: AdminContext, call: AdminCall) -> Reply:
    """POST /admin/v3/integrations."""
    params = call.params
    name = required_text(params, "name")
    kind = _type(params)
    normalization = _normalization(params) or UsernameNormalization.NONE
    _check_enroll_policy(params)
    permissions = _permissions(params, kind)
    note = Note(notes_text(params) or "", text(params, "greeting") or "")
    made = admin.cloud.integrations.add(
        admin.cloud.ids.object_id("DI"),
        admin.cloud.ids.skey(),
        call.actor.api_host,
        name=name,
        username_normalization=normalization,
        type=kind,
    )
    if kind is IntegrationType.ADMINAPI:
        admin.permissions.set(made.ikey, [one for one, has in permissions.items() if has])
    admin.permissions.set_note(made.ikey, note)
    admin.log_action(AdminAction.INTEGRATION_CREATE, name, {"raw_type": kind.value})
    return Reply(_integration_json(admin, made))


def update_integration(admin: AdminContext, call: AdminCall) -> Reply:
    """POST /admin/v3/integrations/{integration_key}."""
    integration_key = call.variables["integration_key"]
    params = call.params
    integration = _existing_integration(admin, integration_key)
    name, normalization = text(params, "name"), _normalization(params)
    if name == "":
        raise InvalidRequestParametersError("name")
    _check_enroll_policy(params)
    permissions = _permissions(params, integration.type)
    old = admin.permissions.note(integration.ikey)
    notes, greeting = notes_text(params), text(params, "greeting")
    reset = truth(params, "reset_secret_key")
    if name is not None:
        admin.cloud.integrations.rename(integration.ikey, name)
    if normalization is not None:
        admin.cloud.integrations.set_username_normalization(integration.ikey, normalization)
    if permissions:
        has = set(admin.permissions.of(integration.ikey)) - set(permissions)
        admin.permissions.set(
            integration.ikey, has | {key for key, value in permissions.items() if value}
        )
    if notes is not None or greeting is not None:
        admin.permissions.set_note(
            integration.ikey,
            Note(
                old.notes if notes is None else notes,
                old.greeting if greeting is None else greeting,
            ),
        )
    if reset:
        admin.cloud.integrations.set_skey(integration.ikey, admin.cloud.ids.skey())
    admin.log_action(AdminAction.INTEGRATION_UPDATE, name or integration.name)
    return Reply(_integration_json(admin, _existing_integration(admin, integration.ikey)))


def delete_integration(admin: AdminContext, call: AdminCall) -> Reply:
    """DELETE /admin/v3/integrations/{integration_key}."""
    integration_key = call.variables["integration_key"]
    integration = _existing_integration(admin, integration_key)
    admin.cloud.integrations.remove(integration.ikey)
    admin.log_action(AdminAction.INTEGRATION_DELETE, integration.name)
    return NOTHING


def _existing_integration(admin: AdminContext, integration_key: str) -> Integration:
    integration = admin.cloud.integrations.find(integration_key)
    if integration is None:
        raise ResourceNotFoundError
    return integration


def _integration_json(admin: AdminContext, integration: Integration) -> schemas.Object:
    return schemas.integration(
        integration,
        admin.permissions.of(integration.ikey),
        admin.permissions.note(integration.ikey),
        with_secret=True,
    )


def _type(params: Params) -> IntegrationType:
    try:
        return IntegrationType(params.required("type"))
    except ValueError as error:
        raise InvalidRequestParametersError("type") from error


def _normalization(params: Params) -> UsernameNormalization | None:
    word = params.optional("username_normalization_policy")
    if word is None:
        return None
    try:
        return UsernameNormalization(word.lower())
    except ValueError as error:
        raise InvalidRequestParametersError("username_normalization_policy") from error


def _check_enroll_policy(params: Params) -> None:
    if params.optional("enroll_policy") not in (None, _ENROLL_POLICY):
        raise InvalidRequestParametersError("enroll_policy")


def _permissions(params: Params, kind: IntegrationType) -> dict[Permission, bool]:
    """Return the permissions that the parameters name, and whether they are granted."""
    named = {one: value for one in Permission if (value := truth(params, one.value)) is not None}
    if named and kind is not IntegrationType.ADMINAPI:
        raise InvalidRequestParametersError(next(iter(named)).value)
    return named


def _of_version(version: str) -> tuple[DuoOperation, ...]:
    path, one = (
        f"/admin/{version}/integrations",
        f"/admin/{version}/integrations/{{integration_key}}",
    )
    needed = Permission.INTEGRATIONS
    return (
        listing(path, needed, list_integrations),
        changing("POST", path, needed, create_integration),
        reading(one, needed, get_integration),
        changing("POST", one, needed, update_integration),
        changing("DELETE", one, needed, delete_integration),
    )


OPERATIONS: tuple[DuoOperation, ...] = (
    *(operation for version in ("v1", "v2", "v3") for operation in _of_version(version)),
    reading(
        "/admin/v1/integrations/{integration_key}/skey", Permission.INTEGRATIONS, get_secret_key
    ),
)
