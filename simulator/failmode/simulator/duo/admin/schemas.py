"""What the Admin API answers, property by property.

Users: the sample at https://docs.blinkops.com/docs/integrations/duo/actions/create-user; phones:
https://docs.blinkops.com/docs/integrations/duo/actions/list-phones; everything else: the
descriptions in `duo_client/admin.py`. Properties of things that the simulated cloud does not have
(WebAuthn credentials, locations) are empty or null, never made up.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from failmode.simulator.duo.admin.administrator_log import AdminLogEntry
from failmode.simulator.duo.admin.alias_params import alias_name
from failmode.simulator.duo.admin.assumptions import V1_FACTORS, V1_RESULTS
from failmode.simulator.duo.admin.authentication_log import ResolvedEntry
from failmode.simulator.duo.admin.integration_params import DAY_SECONDS
from failmode.simulator.duo.admin.log_page import LogPage
from failmode.simulator.duo.admin.permissions import Note
from failmode.simulator.duo.admin.phones import Phone
from failmode.simulator.duo.admin.tokens import Token
from failmode.simulator.duo.admin.words import Permission
from failmode.simulator.duo.auth.log_entries import EventType, LogResult
from failmode.simulator.duo.directory.integration_types import Api, IntegrationType
from failmode.simulator.duo.directory.records import BypassCode, Device, Group, Integration, User

Object = dict[str, Any]
"""A JSON object."""

V1_WORDS = {result: V1_RESULTS[result] for result in LogResult}
"""How v1 calls the results."""

_UNKNOWN = "Unknown"
_WITH_NETWORKS = (Api.ACCOUNTS, Api.ADMIN)
_NOWHERE = {"city": None, "country": None, "state": None}


@dataclass(frozen=True, slots=True)
class Person:
    """A user with what the Auth API does not ask for.

    Attributes:
        user: the user.
        firstname: first name, or empty.
        lastname: last name, or empty.
        last_login: when Duo last let the user in, seconds since the epoch; None: never.
        phones: the user's phones.
        tokens: the user's hardware tokens.
        aliases: the user's further names by their numbers.
        groups: the user's groups, by name.
    """

    user: User
    firstname: str = ""
    lastname: str = ""
    last_login: float | None = None
    phones: tuple[Phone, ...] = ()
    tokens: tuple[Token, ...] = ()
    aliases: Mapping[int, str] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()


def user(person: Person) -> Object:
    """Describe a user with phones and tokens."""
    return {
        **_user(person),
        "phones": [_phone(phone) for phone in person.phones],
        "tokens": [_token(token) for token in person.tokens],
    }


def group(one: Group) -> Object:
    """Describe a group; it forbids no factor."""
    return {
        "desc": one.description,
        "group_id": one.group_id,
        "mobile_otp_enabled": True,
        "name": one.name,
        "push_enabled": True,
        "sms_enabled": True,
        "status": one.status.value,
        "voice_enabled": True,
    }


def phone(one: Phone, owner: Person | None) -> Object:
    """Describe a phone with its user."""
    return {**_phone(one), "users": [_user(owner)] if owner else []}


def token(one: Token, owner: Person | None) -> Object:
    """Describe a hardware token with its user."""
    return {**_token(one), "users": [_user(owner)] if owner else []}


def bypass_code(code: BypassCode, owner: Person) -> Object:
    """Describe a bypass code, without what the person types."""
    return {
        "admin_email": "",
        "bypass_code_id": code.bypass_code_id,
        "created": int(code.created),
        "expiration": int(code.expires) if code.expires is not None else None,
        "reuse_count": code.uses_left if code.uses_left is not None else 0,
        "user": _user(owner),
    }


def _user(person: Person) -> Object:
    known = person.user
    return {
        **{alias_name(number): person.aliases.get(number) for number in range(1, 5)},
        "aliases": {alias_name(number): alias for number, alias in person.aliases.items()},
        "created": int(known.created),
        "email": known.email,
        "firstname": person.firstname,
        "groups": [group(one) for one in person.groups],
        "is_enrolled": bool(known.devices),
        "last_directory_sync": None,
        "last_login": int(person.last_login) if person.last_login is not None else None,
        "lastname": person.lastname,
        "notes": known.notes,
        "realname": known.realname,
        "status": known.status.value,
        "u2ftokens": [],
        "user_id": known.user_id,
        "username": known.username,
        "webauthncredentials": [],
    }


def _phone(one: Phone) -> Object:
    return {
        "activated": one.activated,
        "capabilities": [capability.value for capability in one.capabilities],
        "encrypted": _UNKNOWN,
        "extension": one.extension,
        "fingerprint": _UNKNOWN,
        "last_seen": "",
        "model": _UNKNOWN,
        "name": one.name,
        "number": one.number,
        "phone_id": one.phone_id,
        "platform": one.platform or _UNKNOWN,
        "postdelay": one.postdelay or None,
        "predelay": one.predelay or None,
        "screenlock": _UNKNOWN,
        "sms_passcodes_sent": one.sms_passcodes_sent,
        "tampered": _UNKNOWN,
        "type": one.type.value,
    }


def _token(one: Token) -> Object:
    return {
        "admins": [],
        "serial": one.serial,
        "token_id": one.token_id,
        "totp_step": one.totp_step,
        "type": one.type.value,
    }


def integration(
    one: Integration,
    permissions: Iterable[Permission],
    note: Note,
    policy_key: str | None,
    *,
    with_secret: bool,
) -> Object:
    """Describe an integration; the permissions only for one of the Admin API.

    Which properties depend on the type: `duo/table_duo_integration.go` of
    https://github.com/turbot/steampipe-plugin-duo, which has Duo's descriptions of them.

    Args:
        one: the integration.
        permissions: what it may do.
        note: what is noted about it.
        policy_key: of the policy that is applied to it; None: the global one alone.
        with_secret: whether the secret key is told in full.
    """
    policy = one.policy
    described: Object = {
        "enroll_policy": policy.enroll_policy.value,
        "greeting": note.greeting,
        "groups_allowed": sorted(policy.groups_allowed),
        "integration_key": one.ikey,
        "name": one.name,
        "notes": note.notes,
        "secret_key": one.skey if with_secret else _masked(one.skey),
        "self_service_allowed": int(note.self_service_allowed),
        "trusted_device_days": int(policy.remembered_devices_seconds // DAY_SECONDS),
        "type": one.type.value,
        "user_access": policy.user_access.value,
        "username_normalization_policy": one.username_normalization.value.capitalize(),
    }
    if one.type.api in _WITH_NETWORKS:
        described["networks_for_api_access"] = ""
    if one.type.api is Api.UNIVERSAL_PROMPT:
        described.update({"frameless_auth_prompt_enabled": 1, "prompt_v4_enabled": 1})
    if policy_key is not None:
        described["policy_key"] = policy_key
    if note.sso is not None:
        described["sso"] = json.loads(note.sso)
    if one.type == IntegrationType.ADMINAPI:
        granted = frozenset(permissions)
        described.update(
            {permission.value: int(permission in granted) for permission in Permission}
        )
    return described


def _masked(secret: str) -> str:
    """Return a secret of which only its last four letters can be read."""
    return "*" * len(secret[:-4]) + secret[-4:]


# Logs


def log_v2(page: LogPage[ResolvedEntry]) -> Object:
    """Make `response` of `/admin/v2/logs/authentication`."""
    following = page.next_offset
    return {
        "authlogs": [_entry_v2(resolved) for resolved in page.entries],
        "metadata": {
            "next_offset": [str(following[0]), following[1]] if following else None,
            "total_objects": page.total,
        },
    }


def entry_v1(resolved: ResolvedEntry) -> Object:
    """Make an entry of `/admin/v1/logs/authentication`."""
    entry = resolved.entry
    return {
        "access_device": {"ip": entry.ipaddr, "location": _NOWHERE, "hostname": entry.hostname},
        "device": _device_name(resolved.device) if resolved.device else None,
        "factor": V1_FACTORS.get(entry.factor, entry.factor),
        "integration": resolved.application,
        "ip": entry.ipaddr,
        "isotimestamp": isotimestamp(entry.time),
        "location": _NOWHERE,
        "new_enrollment": False,
        "reason": entry.reason.replace("_", " ").capitalize(),
        "result": V1_WORDS[entry.result],
        "timestamp": int(entry.time),
        "txid": entry.txid,
        "username": entry.username,
    }


def action(entry: AdminLogEntry) -> Object:
    """Make an entry of `/admin/v1/logs/administrator`."""
    return {
        "action": entry.action,
        "description": entry.description,
        "isotimestamp": isotimestamp(entry.time),
        "object": entry.object,
        "timestamp": int(entry.time),
        "username": entry.username,
    }


def isotimestamp(seconds: float) -> str:
    """Write a time as the logs write it: ISO 8601 in UTC."""
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def _device_name(device: Device) -> str:
    """Name a device as the log does: by its name with its number, or the number alone."""
    return f"{device.name} ({device.number})" if device.name else device.number


def _entry_v2(resolved: ResolvedEntry) -> Object:
    entry = resolved.entry
    known = resolved.user
    return {
        "access_device": {"hostname": entry.hostname, "ip": entry.ipaddr, "location": _NOWHERE},
        "alias": entry.alias or "",
        "application": {"key": entry.ikey, "name": resolved.application},
        "auth_device": {
            "ip": None,
            "location": _NOWHERE,
            "name": _device_name(resolved.device) if resolved.device else None,
        },
        "email": known.email if known else "",
        "event_type": EventType.AUTHENTICATION.value,
        "factor": entry.factor,
        "isotimestamp": isotimestamp(entry.time),
        "ood_software": None,
        "reason": entry.reason,
        "result": entry.result.value,
        "timestamp": int(entry.time),
        "txid": entry.txid,
        "user": {
            "groups": [one.name for one in resolved.groups],
            "key": entry.user_id,
            "name": entry.username,
        },
    }
