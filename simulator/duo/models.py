"""Tables of Duo's cloud."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from simulator.store import Base


class IntegrationRow(Base):
    """An integration."""

    __tablename__ = "duo_integrations"

    ikey: Mapped[str] = mapped_column(primary_key=True)
    skey: Mapped[str]
    api_host: Mapped[str]
    name: Mapped[str]
    username_normalization: Mapped[str]
    type: Mapped[str]


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


class PasscodeRow(Base):
    """A passcode that works once; `used` is seconds since the epoch."""

    __tablename__ = "duo_passcodes"
    __table_args__ = (Index("duo_passcodes_by_code", "user_id", "code"),)

    passcode_id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("duo_users.user_id", ondelete="CASCADE"))
    code: Mapped[str]
    used: Mapped[float | None]


class PreauthEndRow(Base):
    """A login that ended with its preauth, because the user was let in or denied there."""

    __tablename__ = "duo_preauth_ends"

    txid: Mapped[str] = mapped_column(primary_key=True)
    created: Mapped[float] = mapped_column(index=True)
    ikey: Mapped[str]
    username: Mapped[str]
    outcome: Mapped[str]
    ipaddr: Mapped[str | None]
    hostname: Mapped[str | None]


class TransactionRow(Base):
    """A transaction, column by column as `transactions.Transaction` describes it."""

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
    told: Mapped[int]
    ipaddr: Mapped[str | None]
    hostname: Mapped[str | None]
    pushinfo: Mapped[str | None]
