"""`/admin/v1/integrations`, also as v2 and v3."""

from __future__ import annotations

import secrets
import string

from failmode.simulator.duo.admin import schemas
from failmode.simulator.duo.admin.admin_log import Action
from failmode.simulator.duo.admin.context import NOTHING, AdminContext, Call, Reply
from failmode.simulator.duo.admin.permissions import Note, Permission
from failmode.simulator.duo.admin.phones import new_id
from failmode.simulator.duo.admin.query import given, page, text, truth
from failmode.simulator.duo.api.serialization import Params
from failmode.simulator.duo.directory.records import (
    Integration,
    IntegrationType,
    UsernameNormalization,
)
from failmode.simulator.duo.errors import InvalidRequestParametersError, ResourceNotFoundError

_MOST = 500
_SKEY_LETTERS = string.ascii_letters + string.digits
_SKEY_LENGTH = 40
_ENROLL_POLICY = "enroll"
"""The only policy for new users that the simulated cloud has; the others are refused."""


class Applications:
    """Calls about integrations.

    Args:
        office: what they work with.
    """

    def __init__(self, office: AdminContext) -> None:
        self._office = office

    def list(self, call: Call) -> Reply:
        """GET /admin/v3/integrations."""
        part = page(call.params, _MOST).of(self._office.service.integrations())
        return Reply([self._shape(one) for one in part.objects], part.metadata())

    def get(self, _call: Call, integration_key: str) -> Reply:
        """GET /admin/v3/integrations/{integration_key}."""
        return Reply(self._shape(self._integration(integration_key)))

    def secret_key(self, _call: Call, integration_key: str) -> Reply:
        """GET /admin/v1/integrations/{integration_key}/skey."""
        return Reply({"secret_key": self._integration(integration_key).skey})

    def create(self, call: Call) -> Reply:
        """POST /admin/v3/integrations."""
        params = call.params
        name = text(params, "name")
        if not name:
            raise InvalidRequestParametersError("name")
        kind = _type(params)
        normalization = _normalization(params) or UsernameNormalization.NONE
        _check_enroll_policy(params)
        permissions = _permissions(params, kind)
        remark = Note(_notes(params) or "", text(params, "greeting") or "")
        made = self._office.service.add_integration(
            new_id("DI"),
            _new_skey(),
            call.actor.api_host,
            name=name,
            username_normalization=normalization,
            type=kind,
        )
        if kind is IntegrationType.ADMINAPI:
            self._office.grants.set(made.ikey, [one for one, has in permissions.items() if has])
        self._office.grants.note(made.ikey, remark)
        self._office.note(call, Action.INTEGRATION_CREATE, name, {"raw_type": kind.value})
        return Reply(self._shape(made))

    def change(self, call: Call, integration_key: str) -> Reply:
        """POST /admin/v3/integrations/{integration_key}."""
        params = call.params
        one = self._integration(integration_key)
        service, grants = self._office.service, self._office.grants
        name, normalization = text(params, "name"), _normalization(params)
        if name == "":
            raise InvalidRequestParametersError("name")
        _check_enroll_policy(params)
        permissions = _permissions(params, one.type)
        old = grants.remark(one.ikey)
        notes, greeting = _notes(params), text(params, "greeting")
        reset = truth(params, "reset_secret_key")
        if name is not None:
            service.rename_integration(one.ikey, name)
        if normalization is not None:
            service.set_username_normalization(one.ikey, normalization)
        if permissions:
            has = set(grants.of(one.ikey)) - set(permissions)
            grants.set(one.ikey, has | {key for key, value in permissions.items() if value})
        if notes is not None or greeting is not None:
            grants.note(
                one.ikey,
                Note(
                    old.notes if notes is None else notes,
                    old.greeting if greeting is None else greeting,
                ),
            )
        if reset:
            service.set_skey(one.ikey, _new_skey())
        self._office.note(call, Action.INTEGRATION_UPDATE, name or one.name)
        return Reply(self._shape(self._integration(one.ikey)))

    def delete(self, call: Call, integration_key: str) -> Reply:
        """DELETE /admin/v3/integrations/{integration_key}."""
        one = self._integration(integration_key)
        self._office.service.remove_integration(one.ikey)
        self._office.note(call, Action.INTEGRATION_DELETE, one.name)
        return NOTHING

    def _integration(self, integration_key: str) -> Integration:
        one = self._office.service.integration(integration_key)
        if one is None:
            raise ResourceNotFoundError
        return one

    def _shape(self, one: Integration) -> schemas.Object:
        grants = self._office.grants
        return schemas.integration(
            one, grants.of(one.ikey), grants.remark(one.ikey), with_secret=True
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
    """The permissions that the parameters name, and whether they are granted."""
    named = {one: value for one in Permission if (value := truth(params, one.value)) is not None}
    if named and kind is not IntegrationType.ADMINAPI:
        raise InvalidRequestParametersError(next(iter(named)).value)
    return named


def _notes(params: Params) -> str | None:
    notes = given(params, "notes")
    if notes is not None and not all(line.isprintable() for line in notes.splitlines()):
        raise InvalidRequestParametersError("notes")
    return notes


def _new_skey() -> str:
    return "".join(secrets.choice(_SKEY_LETTERS) for _ in range(_SKEY_LENGTH))
