"""Parameters of the calls that make and change integrations, read and checked.

Source: `create_integration` and `update_integration` of `duo_client/admin.py`. What has no effect
here but would have one on logins at Duo is refused: an answer that seems to do it would be wrong.
"""

from __future__ import annotations

import json
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from failmode.simulator.duo.admin.assumptions import (
    MAX_GROUPS_ALLOWED,
    MAX_TRUSTED_DEVICE_DAYS,
    NEW_INTEGRATION_USER_ACCESS,
)
from failmode.simulator.duo.admin.permissions import Note
from failmode.simulator.duo.admin.query import given, notes_text, text, truth
from failmode.simulator.duo.admin.words import Permission
from failmode.simulator.duo.api.params import Params
from failmode.simulator.duo.directory.groups import Groups
from failmode.simulator.duo.directory.integration_types import Api, IntegrationType
from failmode.simulator.duo.directory.records import (
    EnrollPolicy,
    Policy,
    UserAccess,
    UsernameNormalization,
)
from failmode.simulator.duo.errors import BadEntryError, InvalidRequestParametersError

Word = TypeVar("Word", bound=StrEnum)

DAY_SECONDS = 86_400

_WITHOUT_EFFECT = ("ip_whitelist", "ip_whitelist_enroll_policy", "networks_for_api_access")
"""Who may skip the second factor by address, and from where an API may be used."""


def integration_type(params: Params) -> IntegrationType:
    """Read `type`.

    Raises:
        MissingRequestParametersError: when it is missing.
        InvalidRequestParametersError: for what cannot be one.
    """
    try:
        return IntegrationType(params.required("type"))
    except BadEntryError as error:
        raise InvalidRequestParametersError("type") from error


def normalization(params: Params) -> UsernameNormalization | None:
    """Read `username_normalization_policy`, in either case; None when it is missing."""
    word = params.optional("username_normalization_policy")
    if word is None:
        return None
    try:
        return UsernameNormalization(word.lower())
    except ValueError as error:
        raise InvalidRequestParametersError("username_normalization_policy") from error


def permissions(params: Params, kind: IntegrationType) -> dict[Permission, bool]:
    """Return the permissions that the parameters name, and whether they are granted.

    Raises:
        InvalidRequestParametersError: when there are some, and the integration is none of the
            Admin API.
    """
    named = {one: value for one in Permission if (value := truth(params, one.value)) is not None}
    if named and kind != IntegrationType.ADMINAPI:
        raise InvalidRequestParametersError(next(iter(named)).value)
    return named


def changed_policy(params: Params, before: Policy, groups: Groups) -> Policy:
    """Return what holds for logins as the parameters want it.

    Args:
        params: the parameters.
        before: what held; what the parameters leave out stays.
        groups: the groups that there are.

    Raises:
        InvalidRequestParametersError: naming the parameter that is wrong.
    """
    for name in _WITHOUT_EFFECT:
        if params.optional(name) is not None:
            raise InvalidRequestParametersError(name)
    days = params.number("trusted_device_days", maximum=MAX_TRUSTED_DEVICE_DAYS)
    access, allowed = _access(params, before, groups)
    return replace(
        before,
        enroll_policy=_word(params, "enroll_policy", EnrollPolicy) or before.enroll_policy,
        remembered_devices_seconds=(
            before.remembered_devices_seconds if days is None else float(days * DAY_SECONDS)
        ),
        user_access=access,
        groups_allowed=allowed,
    )


def changed_note(params: Params, before: Note, kind: IntegrationType) -> Note:
    """Return what is noted about an integration as the parameters want it.

    Args:
        params: the parameters.
        before: what was; what the parameters leave out stays.
        kind: the integration's type.

    Raises:
        InvalidRequestParametersError: naming the parameter that is wrong.
    """
    notes, greeting = notes_text(params), text(params, "greeting")
    allowed, sso = truth(params, "self_service_allowed"), params.document("sso")
    if sso is not None and (kind.api is not Api.SINGLE_SIGN_ON or not isinstance(sso, dict)):
        raise InvalidRequestParametersError("sso")
    return Note(
        before.notes if notes is None else notes,
        before.greeting if greeting is None else greeting,
        before.self_service_allowed if allowed is None else allowed,
        before.sso if sso is None else json.dumps(sso),
    )


def _access(params: Params, before: Policy, groups: Groups) -> tuple[UserAccess, frozenset[str]]:
    """Read who may log in.

    `groups_allowed` alone permits these groups, and everybody when it is empty: its description in
    `Docs/New-DuoIntegration.md` of https://github.com/JohnDuprey/DuoSecurity.
    """
    access = _word(params, "user_access", UserAccess)
    listed = given(params, "groups_allowed")
    if listed is None:
        if access is None:
            return before.user_access, before.groups_allowed
        if access is UserAccess.PERMITTED_GROUPS and not before.groups_allowed:
            raise InvalidRequestParametersError("groups_allowed")
        kept = access is UserAccess.PERMITTED_GROUPS
        return access, before.groups_allowed if kept else frozenset()
    allowed = frozenset(one for part in listed.split(",") if (one := part.strip()))
    known = {group.group_id for group in groups.all()}
    if not allowed <= known or len(allowed) > MAX_GROUPS_ALLOWED:
        raise InvalidRequestParametersError("groups_allowed")
    if access is None:
        access = UserAccess.PERMITTED_GROUPS if allowed else UserAccess(NEW_INTEGRATION_USER_ACCESS)
    if (access is UserAccess.PERMITTED_GROUPS) is not bool(allowed):
        raise InvalidRequestParametersError("groups_allowed")
    return access, allowed


def _word(params: Params, name: str, words: type[Word]) -> Word | None:
    value = params.optional(name)
    if value is None:
        return None
    try:
        return words(value)
    except ValueError as error:
        raise InvalidRequestParametersError(name) from error
