"""Tables of Duo's cloud."""

from __future__ import annotations

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from failmode.simulator.state.store import Base


class IntegrationRow(Base):
    """An integration."""

    __tablename__ = "duo_integrations"

    ikey: Mapped[str] = mapped_column(primary_key=True)
    skey: Mapped[str]
    api_host: Mapped[str]
    name: Mapped[str]
    username_normalization: Mapped[str]
    type: Mapped[str]
    verified_push_digits: Mapped[int]
    remembered_devices_seconds: Mapped[float]
    rate_requests: Mapped[int | None]
    rate_window_seconds: Mapped[float | None]
    rate_tells_retry_after: Mapped[bool | None]


class RateWindowRow(Base):
    """Requests of an integration in its present time window."""

    __tablename__ = "duo_rates"

    ikey: Mapped[str] = mapped_column(primary_key=True)
    window: Mapped[int]
    requests: Mapped[int]


class SettingRow(Base):
    """A setting that has been changed; its name is that of an attribute of `DuoSettings`."""

    __tablename__ = "duo_settings"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[float] = mapped_column(JSON)


class UserRow(Base):
    """A user; `name_key` and `simple_key` are what names are compared by."""

    __tablename__ = "duo_users"

    user_id: Mapped[str] = mapped_column(primary_key=True)
    username: Mapped[str]
    name_key: Mapped[str] = mapped_column(unique=True)
    simple_key: Mapped[str] = mapped_column(index=True)
    status: Mapped[str]
    answer: Mapped[str]
    answer_after_seconds: Mapped[float]
    realname: Mapped[str]
    email: Mapped[str]
    notes: Mapped[str]
    created: Mapped[float]


class DeviceRow(Base):
    """A phone or a hardware token, of a user or of nobody; `capabilities` are joined by commas."""

    __tablename__ = "duo_devices"

    device: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str | None] = mapped_column(
        ForeignKey("duo_users.user_id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    type: Mapped[str]
    number: Mapped[str]
    name: Mapped[str]
    platform: Mapped[str]
    capabilities: Mapped[str]
    answer: Mapped[str | None]
    answer_after_seconds: Mapped[float | None]


class OtpRow(Base):
    """The secret of a device that makes passcodes.

    `expected` is the first counter (HOTP) or time step (TOTP) that the cloud still accepts,
    `pressed` how many passcodes the person has let the device show.
    """

    __tablename__ = "duo_otps"

    device: Mapped[str] = mapped_column(
        ForeignKey("duo_devices.device", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str]
    secret: Mapped[str]
    digits: Mapped[int]
    interval_seconds: Mapped[int]
    expected: Mapped[int]
    pressed: Mapped[int]


class PasscodeRow(Base):
    """A passcode that works once; `device` is the phone to which it was sent."""

    __tablename__ = "duo_passcodes"
    __table_args__ = (Index("duo_passcodes_by_code", "user_id", "code"),)

    passcode_id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("duo_users.user_id", ondelete="CASCADE"))
    device: Mapped[str | None] = mapped_column(
        ForeignKey("duo_devices.device", ondelete="CASCADE"), index=True
    )
    code: Mapped[str]
    used: Mapped[float | None]


class BypassCodeRow(Base):
    """A bypass code; `uses_left` is None when it may be used without end."""

    __tablename__ = "duo_bypass_codes"

    bypass_code_id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(
        ForeignKey("duo_users.user_id", ondelete="CASCADE"), index=True
    )
    code: Mapped[str]
    created: Mapped[float]
    expires: Mapped[float | None]
    uses_left: Mapped[int | None]


class EnrollmentRow(Base):
    """An activation code for a phone with Duo Mobile."""

    __tablename__ = "duo_enrollments"

    activation_code: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("duo_users.user_id", ondelete="CASCADE"))
    created: Mapped[float]
    expires: Mapped[float]
    activated: Mapped[float | None]


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
    code: Mapped[str]
    expires: Mapped[float]


class PreauthEndRow(Base):
    """A login that ended with its preauth, because the user was let in or denied there."""

    __tablename__ = "duo_preauth_ends"

    txid: Mapped[str] = mapped_column(primary_key=True)
    created: Mapped[float] = mapped_column(index=True)
    ikey: Mapped[str]
    username: Mapped[str]
    user_id: Mapped[str]
    outcome: Mapped[str]
    ipaddr: Mapped[str | None]
    hostname: Mapped[str | None]


class TransactionRow(Base):
    """A transaction, column by column as `transaction.Transaction` describes it."""

    __tablename__ = "duo_transactions"

    txid: Mapped[str] = mapped_column(primary_key=True)
    ikey: Mapped[str]
    username: Mapped[str] = mapped_column(index=True)
    factor: Mapped[str]
    device: Mapped[str | None]
    number: Mapped[str]
    created: Mapped[float]
    expires: Mapped[float]
    answer: Mapped[str]
    answer_after_seconds: Mapped[float]
    outcome: Mapped[str | None]
    decision: Mapped[str | None]
    decided: Mapped[float | None]
    delivered: Mapped[int]
    ipaddr: Mapped[str | None]
    hostname: Mapped[str | None]
    pushinfo: Mapped[str | None]
    type: Mapped[str | None]
    display_username: Mapped[str | None]
    verification_code: Mapped[str | None]
    user_id: Mapped[str | None]
    passcode_kind: Mapped[str | None]
