"""Tables of the logins that Duo's cloud has seen."""

from __future__ import annotations

from sqlalchemy import Column, Double, Integer, String, Table

from failmode.simulator.duo.auth.statuses import Outcome
from failmode.simulator.duo.directory.checks import COUNT, DURATION
from failmode.simulator.duo.directory.records import Factor, PasscodeKind
from failmode.simulator.state.constraints import keeps, one_of, rows_keep, together
from failmode.simulator.state.metadata import METADATA
from failmode.terms import Answer

PREAUTH_ENDS = Table(
    "duo_preauth_ends",
    METADATA,
    Column("txid", String, primary_key=True),
    Column("created", Double, index=True, nullable=False),
    Column("ikey", String, nullable=False),
    Column("username", String, nullable=False),
    Column("user_id", String, nullable=False),
    Column("outcome", String, info=keeps(one_of(Outcome)), nullable=False),
    Column("ipaddr", String),
    Column("hostname", String),
    Column("alias", String),
)
"""A login that ended with its preauth, because the user was let in or denied there."""


TRANSACTIONS = Table(
    "duo_transactions",
    METADATA,
    Column("txid", String, primary_key=True),
    Column("ikey", String, nullable=False),
    Column("username", String, index=True, nullable=False),
    Column("factor", String, info=keeps(one_of(Factor)), nullable=False),
    Column("device", String),
    Column("number", String, nullable=False),
    Column("created", Double, nullable=False),
    Column("expires", Double, nullable=False),
    Column("answer", String, info=keeps(one_of(Answer)), nullable=False),
    Column("answer_after_seconds", Double, info=keeps(DURATION), nullable=False),
    Column("outcome", String, info=keeps(one_of(Outcome))),
    Column("decision", String, info=keeps(one_of(Outcome))),
    Column("decided", Double),
    Column("delivered", Integer, info=keeps(COUNT), nullable=False),
    Column("ipaddr", String),
    Column("hostname", String),
    Column("pushinfo", String),
    Column("type", String),
    Column("display_username", String),
    Column("verification_code", String),
    Column("user_id", String),
    Column("passcode_kind", String, info=keeps(one_of(PasscodeKind))),
    Column("alias", String),
    **rows_keep(*together("decision", "decided")),
)
"""A transaction, column by column as `transaction.Transaction` describes it."""
