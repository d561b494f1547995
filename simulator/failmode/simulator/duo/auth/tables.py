"""Tables of the logins that Duo's cloud has seen."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from failmode.simulator.duo.auth.statuses import Outcome
from failmode.simulator.duo.directory.checks import COUNT, DURATION
from failmode.simulator.duo.directory.records import Factor, PasscodeKind
from failmode.simulator.state.constraints import keeps, one_of, rows_keep, together
from failmode.simulator.state.store import Base
from failmode.terms import Answer


class PreauthEndRow(Base):
    """A login that ended with its preauth, because the user was let in or denied there."""

    __tablename__ = "duo_preauth_ends"

    txid: Mapped[str] = mapped_column(primary_key=True)
    created: Mapped[float] = mapped_column(index=True)
    ikey: Mapped[str]
    username: Mapped[str]
    user_id: Mapped[str]
    outcome: Mapped[str] = mapped_column(info=keeps(one_of(Outcome)))
    ipaddr: Mapped[str | None]
    hostname: Mapped[str | None]
    alias: Mapped[str | None]


class TransactionRow(Base):
    """A transaction, column by column as `transaction.Transaction` describes it."""

    __tablename__ = "duo_transactions"
    __table_args__ = rows_keep(*together("decision", "decided"))

    txid: Mapped[str] = mapped_column(primary_key=True)
    ikey: Mapped[str]
    username: Mapped[str] = mapped_column(index=True)
    factor: Mapped[str] = mapped_column(info=keeps(one_of(Factor)))
    device: Mapped[str | None]
    number: Mapped[str]
    created: Mapped[float]
    expires: Mapped[float]
    answer: Mapped[str] = mapped_column(info=keeps(one_of(Answer)))
    answer_after_seconds: Mapped[float] = mapped_column(info=keeps(DURATION))
    outcome: Mapped[str | None] = mapped_column(info=keeps(one_of(Outcome)))
    decision: Mapped[str | None] = mapped_column(info=keeps(one_of(Outcome)))
    decided: Mapped[float | None]
    delivered: Mapped[int] = mapped_column(info=keeps(COUNT))
    ipaddr: Mapped[str | None]
    hostname: Mapped[str | None]
    pushinfo: Mapped[str | None]
    type: Mapped[str | None]
    display_username: Mapped[str | None]
    verification_code: Mapped[str | None]
    user_id: Mapped[str | None]
    passcode_kind: Mapped[str | None] = mapped_column(info=keeps(one_of(PasscodeKind)))
    alias: Mapped[str | None]
