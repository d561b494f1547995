"""Tables of Duo's cloud."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from failmode.simulator.duo.directory.checks import (
    ALIAS_NUMBER,
    CODE,
    COUNT,
    COUNTER,
    DURATION,
    IKEY,
    NOTES,
    OTP_DIGITS,
    OTP_INTERVAL,
    OTP_SECRET,
    PRINTABLE,
    RATE_REQUESTS,
    RATE_WINDOW,
    USERNAME,
    VERIFIED_PUSH_DIGITS,
    compared_by,
)
from failmode.simulator.duo.directory.integration_types import TYPE
from failmode.simulator.duo.directory.names import name_key, simple_name
from failmode.simulator.duo.directory.records import (
    GROUP_STATUSES,
    Capability,
    DeviceType,
    EnrollPolicy,
    OtpKind,
    UserAccess,
    UsernameNormalization,
    UserStatus,
)
from failmode.simulator.duo.directory.settings import is_setting
from failmode.simulator.state.constraints import (
    RowConstraint,
    joined,
    keeps,
    nonempty,
    one_of,
    row_keeps,
    rows_keep,
    together,
)
from failmode.simulator.state.store import Base
from failmode.terms import Answer


class IntegrationRow(Base):
    """An integration."""

    __tablename__ = "duo_integrations"
    __table_args__ = rows_keep(
        *together("rate_requests", "rate_window_seconds", "rate_tells_retry_after")
    )

    ikey: Mapped[str] = mapped_column(primary_key=True, info=keeps(IKEY))
    skey: Mapped[str] = mapped_column(info=keeps(nonempty()))
    api_host: Mapped[str] = mapped_column(info=keeps(nonempty()))
    name: Mapped[str]
    username_normalization: Mapped[str] = mapped_column(info=keeps(one_of(UsernameNormalization)))
    type: Mapped[str] = mapped_column(info=keeps(TYPE))
    verified_push_digits: Mapped[int] = mapped_column(info=keeps(VERIFIED_PUSH_DIGITS))
    remembered_devices_seconds: Mapped[float] = mapped_column(info=keeps(DURATION))
    rate_requests: Mapped[int | None] = mapped_column(info=keeps(RATE_REQUESTS))
    rate_window_seconds: Mapped[float | None] = mapped_column(info=keeps(RATE_WINDOW))
    rate_tells_retry_after: Mapped[bool | None]
    enroll_policy: Mapped[str] = mapped_column(info=keeps(one_of(EnrollPolicy)))
    user_access: Mapped[str] = mapped_column(info=keeps(one_of(UserAccess)))


class RateWindowRow(Base):
    """Requests of an integration in its present time window."""

    __tablename__ = "duo_rates"

    ikey: Mapped[str] = mapped_column(primary_key=True)
    window: Mapped[int] = mapped_column(BigInteger, info=keeps(COUNTER))
    requests: Mapped[int] = mapped_column(info=keeps(COUNT))


class SettingRow(Base):
    """A setting that has been changed; its name is that of an attribute of `DuoSettings`."""

    __tablename__ = "duo_settings"
    __table_args__ = rows_keep(
        row_keeps(
            "value",
            "a value that the setting of this name can have",
            lambda row: is_setting(row["name"], row["value"]),
        )
    )

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[float] = mapped_column(JSON)


def _keys_of(name: str) -> tuple[RowConstraint, RowConstraint]:
    """Bind `name_key` and `simple_key` to the column of a name."""
    return (
        compared_by("name_key", name, name),
        row_keeps(
            "simple_key",
            f"what the {name} is compared by without its domain",
            lambda row: row["simple_key"] == name_key(simple_name(row[name])),
        ),
    )


class UserRow(Base):
    """A user; `name_key` and `simple_key` are what names are compared by."""

    __tablename__ = "duo_users"
    __table_args__ = rows_keep(*_keys_of("username"))

    user_id: Mapped[str] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(info=keeps(USERNAME))
    name_key: Mapped[str] = mapped_column(unique=True)
    simple_key: Mapped[str] = mapped_column(index=True)
    status: Mapped[str] = mapped_column(info=keeps(one_of(UserStatus)))
    answer: Mapped[str] = mapped_column(info=keeps(one_of(Answer)))
    answer_after_seconds: Mapped[float] = mapped_column(info=keeps(DURATION))
    realname: Mapped[str] = mapped_column(info=keeps(PRINTABLE))
    email: Mapped[str] = mapped_column(info=keeps(PRINTABLE))
    notes: Mapped[str] = mapped_column(info=keeps(NOTES))
    created: Mapped[float]


class FailureRow(Base):
    """Failed logins of a user in a row; `locked_until` is None where only people unlock her."""

    __tablename__ = "duo_failures"

    user_id: Mapped[str] = mapped_column(
        ForeignKey("duo_users.user_id", ondelete="CASCADE"), primary_key=True
    )
    failures: Mapped[int] = mapped_column(info=keeps(COUNT))
    locked_until: Mapped[float | None]


class AliasRow(Base):
    """A further name of a user; `name_key` and `simple_key` are what names are compared by."""

    __tablename__ = "duo_aliases"
    __table_args__ = rows_keep(*_keys_of("alias"))

    user_id: Mapped[str] = mapped_column(
        ForeignKey("duo_users.user_id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, info=keeps(ALIAS_NUMBER)
    )
    alias: Mapped[str] = mapped_column(info=keeps(USERNAME))
    name_key: Mapped[str] = mapped_column(unique=True)
    simple_key: Mapped[str] = mapped_column(index=True)


class GroupRow(Base):
    """A group of users; `name_key` is what names are compared by."""

    __tablename__ = "duo_groups"
    __table_args__ = rows_keep(compared_by("name_key", "name", "name"))

    group_id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(info=keeps(USERNAME))
    name_key: Mapped[str] = mapped_column(unique=True)
    description: Mapped[str] = mapped_column(info=keeps(PRINTABLE))
    status: Mapped[str] = mapped_column(info=keeps(one_of(GROUP_STATUSES)))


class GroupMemberRow(Base):
    """A user who is in a group."""

    __tablename__ = "duo_group_members"

    user_id: Mapped[str] = mapped_column(
        ForeignKey("duo_users.user_id", ondelete="CASCADE"), primary_key=True
    )
    group_id: Mapped[str] = mapped_column(
        ForeignKey("duo_groups.group_id", ondelete="CASCADE"), primary_key=True
    )


class PermittedGroupRow(Base):
    """A group whose members may log in at an application that only members of groups may use."""

    __tablename__ = "duo_permitted_groups"

    ikey: Mapped[str] = mapped_column(
        ForeignKey("duo_integrations.ikey", ondelete="CASCADE"), primary_key=True
    )
    group_id: Mapped[str] = mapped_column(
        ForeignKey("duo_groups.group_id", ondelete="CASCADE"), primary_key=True
    )


class DeviceRow(Base):
    """A phone or a hardware token, of a user or of nobody; `capabilities` are joined by commas."""

    __tablename__ = "duo_devices"

    device: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str | None] = mapped_column(
        ForeignKey("duo_users.user_id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int] = mapped_column(info=keeps(COUNT))
    type: Mapped[str] = mapped_column(info=keeps(one_of(DeviceType)))
    number: Mapped[str] = mapped_column(info=keeps(PRINTABLE))
    name: Mapped[str] = mapped_column(info=keeps(PRINTABLE))
    platform: Mapped[str] = mapped_column(info=keeps(PRINTABLE))
    capabilities: Mapped[str] = mapped_column(info=keeps(joined(Capability)))
    answer: Mapped[str | None] = mapped_column(info=keeps(one_of(Answer)))
    answer_after_seconds: Mapped[float | None] = mapped_column(info=keeps(DURATION))


class OtpRow(Base):
    """The secret of a device that makes passcodes.

    `expected` is the first counter (HOTP) or time step (TOTP) that the cloud still accepts,
    `pressed` how many passcodes the person has let the device show.
    """

    __tablename__ = "duo_otps"

    device: Mapped[str] = mapped_column(
        ForeignKey("duo_devices.device", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(info=keeps(one_of(OtpKind)))
    secret: Mapped[str] = mapped_column(info=keeps(OTP_SECRET))
    digits: Mapped[int] = mapped_column(info=keeps(OTP_DIGITS))
    interval_seconds: Mapped[int] = mapped_column(info=keeps(OTP_INTERVAL))
    expected: Mapped[int] = mapped_column(BigInteger, info=keeps(COUNTER))
    pressed: Mapped[int] = mapped_column(BigInteger, info=keeps(COUNTER))


class PasscodeRow(Base):
    """A passcode that works once; `device` is the phone to which it was sent."""

    __tablename__ = "duo_passcodes"
    __table_args__ = (Index("duo_passcodes_by_code", "user_id", "code"),)

    passcode_id: Mapped[int] = mapped_column(primary_key=True, info=keeps(COUNT))
    user_id: Mapped[str] = mapped_column(ForeignKey("duo_users.user_id", ondelete="CASCADE"))
    device: Mapped[str | None] = mapped_column(
        ForeignKey("duo_devices.device", ondelete="CASCADE"), index=True
    )
    code: Mapped[str] = mapped_column(info=keeps(CODE))
    used: Mapped[float | None]


class BypassCodeRow(Base):
    """A bypass code; `uses_left` is None when it may be used without end."""

    __tablename__ = "duo_bypass_codes"

    bypass_code_id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(
        ForeignKey("duo_users.user_id", ondelete="CASCADE"), index=True
    )
    code: Mapped[str] = mapped_column(info=keeps(CODE))
    created: Mapped[float]
    expires: Mapped[float | None]
    uses_left: Mapped[int | None] = mapped_column(info=keeps(COUNT))


class EnrollmentRow(Base):
    """An activation code for a phone with Duo Mobile."""

    __tablename__ = "duo_enrollments"

    activation_code: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("duo_users.user_id", ondelete="CASCADE"))
    created: Mapped[float]
    expires: Mapped[float]
    activated: Mapped[float | None]


class PhoneActivationRow(Base):
    """The phone for which an activation code is, where it is for one that is there."""

    __tablename__ = "duo_phone_activations"

    activation_code: Mapped[str] = mapped_column(
        ForeignKey("duo_enrollments.activation_code", ondelete="CASCADE"), primary_key=True
    )
    device: Mapped[str]


class TrustedDeviceRow(Base):
    """A token by which an application remembers a device; one for each approved transaction."""

    __tablename__ = "duo_trusted_devices"

    token: Mapped[str] = mapped_column(primary_key=True)
    txid: Mapped[str] = mapped_column(unique=True)
    ikey: Mapped[str]
    user_id: Mapped[str] = mapped_column(ForeignKey("duo_users.user_id", ondelete="CASCADE"))
    expires: Mapped[float]


class VerifiedPushRow(Base):
    """A verification code that preauth has given out and no push has used yet."""

    __tablename__ = "duo_verified_pushes"

    txid: Mapped[str] = mapped_column(primary_key=True)
    ikey: Mapped[str]
    user_id: Mapped[str] = mapped_column(ForeignKey("duo_users.user_id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(info=keeps(CODE))
    expires: Mapped[float]
