"""Tables that only the Admin API reads and writes."""

from __future__ import annotations

import json

from sqlalchemy import Boolean, Column, Double, ForeignKey, Index, Integer, String, Table

from failmode.simulator.duo.admin.words import (
    AdministratorRole,
    AdministratorStatus,
    CallKind,
    Permission,
    PhoneType,
)
from failmode.simulator.duo.directory.checks import PRINTABLE, USERNAME, compared_by
from failmode.simulator.state.constraints import (
    Constraint,
    between,
    joined,
    keeps,
    one_of,
    rows_keep,
)
from failmode.simulator.state.metadata import METADATA


def _is_json_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


JSON_OBJECT = Constraint("a JSON object", _is_json_object)


NAMES = Table(
    "duo_user_names",
    METADATA,
    Column(
        "user_id", String, ForeignKey("duo_users.user_id", ondelete="CASCADE"), primary_key=True
    ),
    Column("firstname", String, nullable=False),
    Column("lastname", String, nullable=False),
)
"""First and last name of a user."""


PHONE_DETAILS = Table(
    "duo_phone_details",
    METADATA,
    Column(
        "device", String, ForeignKey("duo_devices.device", ondelete="CASCADE"), primary_key=True
    ),
    Column("type", String, info=keeps(one_of(PhoneType)), nullable=False),
    Column("extension", String, nullable=False),
    Column("predelay", String, nullable=False),
    Column("postdelay", String, nullable=False),
)
"""What an administrator says of a phone, beside what the Auth API knows of it."""


PERMISSIONS = Table(
    "duo_permissions",
    METADATA,
    Column(
        "ikey", String, ForeignKey("duo_integrations.ikey", ondelete="CASCADE"), primary_key=True
    ),
    Column("permissions", String, info=keeps(joined(Permission)), nullable=False),
)
"""What an integration of the Admin API may do; `permissions` are joined by commas.

    An integration without a row may do everything.
    """


INTEGRATION_NOTES = Table(
    "duo_integration_notes",
    METADATA,
    Column(
        "ikey", String, ForeignKey("duo_integrations.ikey", ondelete="CASCADE"), primary_key=True
    ),
    Column("notes", String, nullable=False),
    Column("greeting", String, nullable=False),
    Column("self_service_allowed", Boolean, nullable=False),
    Column("sso", String, info=keeps(JSON_OBJECT)),
)
"""What an administrator noted about an integration; `sso` is a JSON object."""


ADMIN_LOG = Table(
    "duo_admin_log",
    METADATA,
    Column("entry_id", Integer, primary_key=True, info=keeps(between(0, 2**31 - 1))),
    Column("created", Double, nullable=False),
    Column("username", String, nullable=False),
    Column("action", String, nullable=False),
    Column("object", String),
    Column("description", String),
)
"""Something that was done through the Admin API; `description` is a JSON object."""


ADMINISTRATORS = Table(
    "duo_administrators",
    METADATA,
    Column("admin_id", String, primary_key=True),
    Column("name", String, info=keeps(USERNAME), nullable=False),
    Column("email", String, info=keeps(USERNAME), nullable=False),
    Column("email_key", String, unique=True, nullable=False),
    Column("phone", String, info=keeps(PRINTABLE), nullable=False),
    Column("role", String, info=keeps(one_of(AdministratorRole)), nullable=False),
    Column("status", String, info=keeps(one_of(AdministratorStatus)), nullable=False),
    Column("password_change_required", Boolean, nullable=False),
    Column("created", Double, nullable=False),
    **rows_keep(compared_by("email_key", "email", "e-mail address")),
)
"""An administrator; `email_key` is what addresses are compared by."""


POLICIES = Table(
    "duo_policies",
    METADATA,
    Column("policy_key", String, primary_key=True),
    Column("name", String, info=keeps(USERNAME), nullable=False),
    Column("name_key", String, unique=True, nullable=False),
    Column("sections", String, info=keeps(JSON_OBJECT), nullable=False),
    **rows_keep(compared_by("name_key", "name", "name")),
)
"""A policy; `name_key` is what names are compared by, `sections` a JSON object of objects."""


APPLIED_POLICIES = Table(
    "duo_applied_policies",
    METADATA,
    Column(
        "ikey", String, ForeignKey("duo_integrations.ikey", ondelete="CASCADE"), primary_key=True
    ),
    Column(
        "policy_key",
        String,
        ForeignKey("duo_policies.policy_key", ondelete="CASCADE"),
        nullable=False,
    ),
)
"""The policy that is applied to an application."""


CHANGED_CALL_LIMITS = Table(
    "duo_call_limits",
    METADATA,
    Column("kind", String, primary_key=True, info=keeps(one_of(CallKind))),
    Column("requests", Integer, info=keeps(between(0, 2**31 - 1)), nullable=False),
)
"""How many calls of a kind an integration may make in a minute; without a row: any number."""


LIMITED_CALLS = Table(
    "duo_limited_calls",
    METADATA,
    Column("call_id", Integer, primary_key=True),
    Column("ikey", String, ForeignKey("duo_integrations.ikey", ondelete="CASCADE"), nullable=False),
    Column("kind", String, info=keeps(one_of(CallKind)), nullable=False),
    Column("called", Double, nullable=False),
    Index("duo_limited_calls_by_kind", "ikey", "kind", "called"),
)
"""A call that counts against a limit, until its minute is over."""


TELEPHONY = Table(
    "duo_telephony",
    METADATA,
    Column("telephony_id", String, primary_key=True),
    Column("created", Double, nullable=False),
    Column("context", String, nullable=False),
    Column("phone", String, nullable=False),
)
"""A text message that no login asked for."""
