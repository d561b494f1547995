"""Tables that only the Admin API reads and writes."""

from __future__ import annotations

import json

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

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
from failmode.simulator.state.store import Base


def _is_json_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


JSON_OBJECT = Constraint("a JSON object", _is_json_object)


class NameRow(Base):
    """First and last name of a user."""

    __tablename__ = "duo_user_names"

    user_id: Mapped[str] = mapped_column(
        ForeignKey("duo_users.user_id", ondelete="CASCADE"), primary_key=True
    )
    firstname: Mapped[str]
    lastname: Mapped[str]


class PhoneDetailsRow(Base):
    """What an administrator says of a phone, beside what the Auth API knows of it."""

    __tablename__ = "duo_phone_details"

    device: Mapped[str] = mapped_column(
        ForeignKey("duo_devices.device", ondelete="CASCADE"), primary_key=True
    )
    type: Mapped[str] = mapped_column(info=keeps(one_of(PhoneType)))
    extension: Mapped[str]
    predelay: Mapped[str]
    postdelay: Mapped[str]


class PermissionsRow(Base):
    """What an integration of the Admin API may do; `permissions` are joined by commas.

    An integration without a row may do everything.
    """

    __tablename__ = "duo_permissions"

    ikey: Mapped[str] = mapped_column(
        ForeignKey("duo_integrations.ikey", ondelete="CASCADE"), primary_key=True
    )
    permissions: Mapped[str] = mapped_column(info=keeps(joined(Permission)))


class IntegrationNoteRow(Base):
    """What an administrator noted about an integration; `sso` is a JSON object."""

    __tablename__ = "duo_integration_notes"

    ikey: Mapped[str] = mapped_column(
        ForeignKey("duo_integrations.ikey", ondelete="CASCADE"), primary_key=True
    )
    notes: Mapped[str]
    greeting: Mapped[str]
    self_service_allowed: Mapped[bool]
    sso: Mapped[str | None] = mapped_column(info=keeps(JSON_OBJECT))


class AdminLogRow(Base):
    """Something that was done through the Admin API; `description` is a JSON object."""

    __tablename__ = "duo_admin_log"

    entry_id: Mapped[int] = mapped_column(primary_key=True, info=keeps(between(0, 2**31 - 1)))
    created: Mapped[float]
    username: Mapped[str]
    action: Mapped[str]
    object: Mapped[str | None]
    description: Mapped[str | None]


class AdministratorRow(Base):
    """An administrator; `email_key` is what addresses are compared by."""

    __tablename__ = "duo_administrators"
    __table_args__ = rows_keep(compared_by("email_key", "email", "e-mail address"))

    admin_id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(info=keeps(USERNAME))
    email: Mapped[str] = mapped_column(info=keeps(USERNAME))
    email_key: Mapped[str] = mapped_column(unique=True)
    phone: Mapped[str] = mapped_column(info=keeps(PRINTABLE))
    role: Mapped[str] = mapped_column(info=keeps(one_of(AdministratorRole)))
    status: Mapped[str] = mapped_column(info=keeps(one_of(AdministratorStatus)))
    password_change_required: Mapped[bool]
    created: Mapped[float]


class PolicyRow(Base):
    """A policy; `name_key` is what names are compared by, `sections` a JSON object of objects."""

    __tablename__ = "duo_policies"
    __table_args__ = rows_keep(compared_by("name_key", "name", "name"))

    policy_key: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(info=keeps(USERNAME))
    name_key: Mapped[str] = mapped_column(unique=True)
    sections: Mapped[str] = mapped_column(info=keeps(JSON_OBJECT))


class AppliedPolicyRow(Base):
    """The policy that is applied to an application."""

    __tablename__ = "duo_applied_policies"

    ikey: Mapped[str] = mapped_column(
        ForeignKey("duo_integrations.ikey", ondelete="CASCADE"), primary_key=True
    )
    policy_key: Mapped[str] = mapped_column(
        ForeignKey("duo_policies.policy_key", ondelete="CASCADE")
    )


class CallLimitRow(Base):
    """How many calls of a kind an integration may make in a minute; without a row: any number."""

    __tablename__ = "duo_call_limits"

    kind: Mapped[str] = mapped_column(primary_key=True, info=keeps(one_of(CallKind)))
    requests: Mapped[int] = mapped_column(info=keeps(between(0, 2**31 - 1)))


class LimitedCallRow(Base):
    """A call that counts against a limit, until its minute is over."""

    __tablename__ = "duo_limited_calls"
    __table_args__ = (Index("duo_limited_calls_by_kind", "ikey", "kind", "called"),)

    call_id: Mapped[int] = mapped_column(primary_key=True)
    ikey: Mapped[str] = mapped_column(ForeignKey("duo_integrations.ikey", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(info=keeps(one_of(CallKind)))
    called: Mapped[float]


class TelephonyRow(Base):
    """A text message that no login asked for."""

    __tablename__ = "duo_telephony"

    telephony_id: Mapped[str] = mapped_column(primary_key=True)
    created: Mapped[float]
    context: Mapped[str]
    phone: Mapped[str]
