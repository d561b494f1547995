"""Tables of Duo's cloud."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
)

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
from failmode.simulator.state.metadata import METADATA
from failmode.terms import Answer

INTEGRATIONS = Table(
    "duo_integrations",
    METADATA,
    Column("ikey", String, primary_key=True, info=keeps(IKEY)),
    Column("skey", String, info=keeps(nonempty()), nullable=False),
    Column("api_host", String, info=keeps(nonempty()), nullable=False),
    Column("name", String, nullable=False),
    Column(
        "username_normalization", String, info=keeps(one_of(UsernameNormalization)), nullable=False
    ),
    Column("type", String, info=keeps(TYPE), nullable=False),
    Column("verified_push_digits", Integer, info=keeps(VERIFIED_PUSH_DIGITS), nullable=False),
    Column("remembered_devices_seconds", Double, info=keeps(DURATION), nullable=False),
    Column("rate_requests", Integer, info=keeps(RATE_REQUESTS)),
    Column("rate_window_seconds", Double, info=keeps(RATE_WINDOW)),
    Column("rate_tells_retry_after", Boolean),
    Column("enroll_policy", String, info=keeps(one_of(EnrollPolicy)), nullable=False),
    Column("user_access", String, info=keeps(one_of(UserAccess)), nullable=False),
    **rows_keep(*together("rate_requests", "rate_window_seconds", "rate_tells_retry_after")),
)
"""An integration."""


RATE_WINDOWS = Table(
    "duo_rates",
    METADATA,
    Column("ikey", String, primary_key=True),
    Column("window", BigInteger, info=keeps(COUNTER), nullable=False),
    Column("requests", Integer, info=keeps(COUNT), nullable=False),
)
"""Requests of an integration in its present time window."""


SETTINGS = Table(
    "duo_settings",
    METADATA,
    Column("name", String, primary_key=True),
    Column("value", JSON, nullable=False),
    **rows_keep(
        row_keeps(
            "value",
            "a value that the setting of this name can have",
            lambda row: is_setting(row["name"], row["value"]),
        )
    ),
)
"""A setting that has been changed; its name is that of an attribute of `DuoSettings`."""


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


USERS = Table(
    "duo_users",
    METADATA,
    Column("user_id", String, primary_key=True),
    Column("username", String, info=keeps(USERNAME), nullable=False),
    Column("name_key", String, unique=True, nullable=False),
    Column("simple_key", String, index=True, nullable=False),
    Column("status", String, info=keeps(one_of(UserStatus)), nullable=False),
    Column("answer", String, info=keeps(one_of(Answer)), nullable=False),
    Column("answer_after_seconds", Double, info=keeps(DURATION), nullable=False),
    Column("realname", String, info=keeps(PRINTABLE), nullable=False),
    Column("email", String, info=keeps(PRINTABLE), nullable=False),
    Column("notes", String, info=keeps(NOTES), nullable=False),
    Column("created", Double, nullable=False),
    **rows_keep(*_keys_of("username")),
)
"""A user; `name_key` and `simple_key` are what names are compared by."""


FAILURES = Table(
    "duo_failures",
    METADATA,
    Column(
        "user_id", String, ForeignKey("duo_users.user_id", ondelete="CASCADE"), primary_key=True
    ),
    Column("failures", Integer, info=keeps(COUNT), nullable=False),
    Column("locked_until", Double),
)
"""Failed logins of a user in a row; `locked_until` is None where only people unlock her."""


ALIASES = Table(
    "duo_aliases",
    METADATA,
    Column(
        "user_id", String, ForeignKey("duo_users.user_id", ondelete="CASCADE"), primary_key=True
    ),
    Column("number", Integer, primary_key=True, autoincrement=False, info=keeps(ALIAS_NUMBER)),
    Column("alias", String, info=keeps(USERNAME), nullable=False),
    Column("name_key", String, unique=True, nullable=False),
    Column("simple_key", String, index=True, nullable=False),
    **rows_keep(*_keys_of("alias")),
)
"""A further name of a user; `name_key` and `simple_key` are what names are compared by."""


GROUPS = Table(
    "duo_groups",
    METADATA,
    Column("group_id", String, primary_key=True),
    Column("name", String, info=keeps(USERNAME), nullable=False),
    Column("name_key", String, unique=True, nullable=False),
    Column("description", String, info=keeps(PRINTABLE), nullable=False),
    Column("status", String, info=keeps(one_of(GROUP_STATUSES)), nullable=False),
    **rows_keep(compared_by("name_key", "name", "name")),
)
"""A group of users; `name_key` is what names are compared by."""


GROUP_MEMBERS = Table(
    "duo_group_members",
    METADATA,
    Column(
        "user_id", String, ForeignKey("duo_users.user_id", ondelete="CASCADE"), primary_key=True
    ),
    Column(
        "group_id", String, ForeignKey("duo_groups.group_id", ondelete="CASCADE"), primary_key=True
    ),
)
"""A user who is in a group."""


PERMITTED_GROUPS = Table(
    "duo_permitted_groups",
    METADATA,
    Column(
        "ikey", String, ForeignKey("duo_integrations.ikey", ondelete="CASCADE"), primary_key=True
    ),
    Column(
        "group_id", String, ForeignKey("duo_groups.group_id", ondelete="CASCADE"), primary_key=True
    ),
)
"""A group whose members may log in at an application that only members of groups may use."""


DEVICES = Table(
    "duo_devices",
    METADATA,
    Column("device", String, primary_key=True),
    Column("user_id", String, ForeignKey("duo_users.user_id", ondelete="CASCADE"), index=True),
    Column("position", Integer, info=keeps(COUNT), nullable=False),
    Column("type", String, info=keeps(one_of(DeviceType)), nullable=False),
    Column("number", String, info=keeps(PRINTABLE), nullable=False),
    Column("name", String, info=keeps(PRINTABLE), nullable=False),
    Column("platform", String, info=keeps(PRINTABLE), nullable=False),
    Column("capabilities", String, info=keeps(joined(Capability)), nullable=False),
    Column("answer", String, info=keeps(one_of(Answer))),
    Column("answer_after_seconds", Double, info=keeps(DURATION)),
)
"""A phone or a hardware token, of a user or of nobody; `capabilities` are joined by commas."""


OTPS = Table(
    "duo_otps",
    METADATA,
    Column(
        "device", String, ForeignKey("duo_devices.device", ondelete="CASCADE"), primary_key=True
    ),
    Column("kind", String, info=keeps(one_of(OtpKind)), nullable=False),
    Column("secret", String, info=keeps(OTP_SECRET), nullable=False),
    Column("digits", Integer, info=keeps(OTP_DIGITS), nullable=False),
    Column("interval_seconds", Integer, info=keeps(OTP_INTERVAL), nullable=False),
    Column("expected", BigInteger, info=keeps(COUNTER), nullable=False),
    Column("pressed", BigInteger, info=keeps(COUNTER), nullable=False),
)
"""The secret of a device that makes passcodes.

    `expected` is the first counter (HOTP) or time step (TOTP) that the cloud still accepts,
    `pressed` how many passcodes the person has let the device show.
    """


PASSCODES = Table(
    "duo_passcodes",
    METADATA,
    Column("passcode_id", Integer, primary_key=True, info=keeps(COUNT)),
    Column("user_id", String, ForeignKey("duo_users.user_id", ondelete="CASCADE"), nullable=False),
    Column("device", String, ForeignKey("duo_devices.device", ondelete="CASCADE"), index=True),
    Column("code", String, info=keeps(CODE), nullable=False),
    Column("used", Double),
    Index("duo_passcodes_by_code", "user_id", "code"),
)
"""A passcode that works once; `device` is the phone to which it was sent."""


BYPASS_CODES = Table(
    "duo_bypass_codes",
    METADATA,
    Column("bypass_code_id", String, primary_key=True),
    Column(
        "user_id",
        String,
        ForeignKey("duo_users.user_id", ondelete="CASCADE"),
        index=True,
        nullable=False,
    ),
    Column("code", String, info=keeps(CODE), nullable=False),
    Column("created", Double, nullable=False),
    Column("expires", Double),
    Column("uses_left", Integer, info=keeps(COUNT)),
)
"""A bypass code; `uses_left` is None when it may be used without end."""


ENROLLMENTS = Table(
    "duo_enrollments",
    METADATA,
    Column("activation_code", String, primary_key=True),
    Column("user_id", String, ForeignKey("duo_users.user_id", ondelete="CASCADE"), nullable=False),
    Column("created", Double, nullable=False),
    Column("expires", Double, nullable=False),
    Column("activated", Double),
)
"""An activation code for a phone with Duo Mobile."""


PHONE_ACTIVATIONS = Table(
    "duo_phone_activations",
    METADATA,
    Column(
        "activation_code",
        String,
        ForeignKey("duo_enrollments.activation_code", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("device", String, nullable=False),
)
"""The phone for which an activation code is, where it is for one that is there."""


TRUSTED_DEVICES = Table(
    "duo_trusted_devices",
    METADATA,
    Column("token", String, primary_key=True),
    Column("txid", String, unique=True, nullable=False),
    Column("ikey", String, nullable=False),
    Column("user_id", String, ForeignKey("duo_users.user_id", ondelete="CASCADE"), nullable=False),
    Column("expires", Double, nullable=False),
)
"""A token by which an application remembers a device; one for each approved transaction."""


VERIFIED_PUSHES = Table(
    "duo_verified_pushes",
    METADATA,
    Column("txid", String, primary_key=True),
    Column("ikey", String, nullable=False),
    Column("user_id", String, ForeignKey("duo_users.user_id", ondelete="CASCADE"), nullable=False),
    Column("code", String, info=keeps(CODE), nullable=False),
    Column("expires", Double, nullable=False),
)
"""A verification code that preauth has given out and no push has used yet."""


SSO_PROXIES = Table(
    "duo_sso_proxies",
    METADATA,
    Column("proxy_key", String, primary_key=True, info=keeps(IKEY)),
    Column("signing_skey", String, info=keeps(nonempty()), nullable=False),
    Column("encryption_skey", String, info=keeps(nonempty()), nullable=False),
)
"""An Authentication Proxy of Duo Single Sign-On, column by column as `SsoProxy` has it."""


AUTHENTICATION_SOURCES = Table(
    "duo_sso_sources",
    METADATA,
    Column("rikey", String, primary_key=True, info=keeps(nonempty())),
    Column("settings", JSON, nullable=False),
)
"""The authentication source of Duo Single Sign-On; `settings` are the arguments of a call."""
