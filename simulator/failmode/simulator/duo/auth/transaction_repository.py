"""The transactions of Duo's cloud in the database, and the logins that ended before one."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import RowMapping, bindparam, select, update

from failmode.simulator.duo.auth.requests import PreauthRequest
from failmode.simulator.duo.auth.statuses import Outcome
from failmode.simulator.duo.auth.tables import PREAUTH_ENDS, TRANSACTIONS
from failmode.simulator.duo.auth.transaction import Transaction
from failmode.simulator.duo.directory.records import Factor, Integration, PasscodeKind, User
from failmode.simulator.duo.ids import Ids
from failmode.simulator.state.prepared_insert import PreparedInsert
from failmode.simulator.state.store import Store
from failmode.terms import Answer

# Making a statement anew takes ten times as long as running one that is there.
_PREAUTH_ENDS = select(PREAUTH_ENDS)
_ALL = select(TRANSACTIONS).order_by(TRANSACTIONS.c.created)
_BY_TXID = select(TRANSACTIONS).where(TRANSACTIONS.c.txid == bindparam("txid"))
_CHANGE_UNCHANGED = update(TRANSACTIONS).where(
    TRANSACTIONS.c.txid == bindparam("of_txid"),
    TRANSACTIONS.c.delivered == bindparam("was_delivered"),
    TRANSACTIONS.c.decision.is_not_distinct_from(bindparam("was_decision")),
)


@dataclass(frozen=True, slots=True)
class PreauthEnd:
    """A login that ended with its preauth, because the user was let in or denied there.

    Attributes:
        txid: its id.
        created: seconds since the epoch.
        ikey: the integration that asked.
        username: the user's name in the directory.
        user_id: Duo's id of the user.
        outcome: how it ended.
        ipaddr: the client's address as it was sent, or None.
        hostname: the client's host name as it was sent, or None.
        alias: the alias by which the client named the user; None: none.
    """

    txid: str
    created: float
    ikey: str
    username: str
    user_id: str
    outcome: Outcome
    ipaddr: str | None
    hostname: str | None
    alias: str | None = None


class TransactionRepository:
    """Every transaction, and every login that ended with its preauth.

    Args:
        store: the database.
        ids: makes the ids of logins that have no transaction.
    """

    def __init__(self, store: Store, ids: Ids) -> None:
        self._store = store
        self._ids = ids
        dialect = store.engine.dialect
        self._add = PreparedInsert(TRANSACTIONS, dialect)
        self._add_preauth_end = PreparedInsert(PREAUTH_ENDS, dialect)

    def add(self, transaction: Transaction) -> None:
        """Write a transaction that has just begun."""
        values = {one.name: getattr(transaction, one.name) for one in fields(transaction)}
        with self._store.connection() as connection:
            self._add.run(connection, values)

    def add_preauth_end(
        self,
        integration: Integration,
        user: User,
        outcome: Outcome,
        request: PreauthRequest,
        now: float,
        *,
        alias: str | None,
    ) -> None:
        """Write that a login ended with its preauth, because nobody had to be asked.

        Args:
            integration: whose preauth it was.
            user: who logged in.
            outcome: how it ended.
            request: the preauth.
            now: the cloud's time in seconds since the epoch.
            alias: the alias by which the client named the user; None: none.
        """
        values = {
            "txid": self._ids.txid(),
            "created": now,
            "ikey": integration.ikey,
            "username": user.username,
            "user_id": user.user_id,
            "outcome": outcome.value,
            "ipaddr": request.ipaddr,
            "hostname": request.hostname,
            "alias": alias,
        }
        with self._store.connection() as connection:
            self._add_preauth_end.run(connection, values)

    def find(self, txid: str) -> Transaction | None:
        """Return a transaction by its id; None when there is none."""
        with self._store.connection() as connection:
            row = connection.execute(_BY_TXID, {"txid": txid}).mappings().first()
        return None if row is None else _transaction(row)

    def all(self, username: str | None = None) -> tuple[Transaction, ...]:
        """Return all transactions, oldest first, or those of one user of the directory."""
        query = _ALL
        if username is not None:
            query = query.where(TRANSACTIONS.c.username == username)
        with self._store.connection() as connection:
            return tuple(_transaction(row) for row in connection.execute(query).mappings())

    def preauth_ends(self) -> tuple[PreauthEnd, ...]:
        """Return all logins that ended with their preauth."""
        with self._store.connection() as connection:
            rows = connection.execute(_PREAUTH_ENDS).mappings().all()
        return tuple(PreauthEnd(**{**row, "outcome": Outcome(row["outcome"])}) for row in rows)

    def mark_delivered(self, transaction: Transaction) -> bool:
        """Count the next message as delivered; False when it has changed meanwhile."""
        return self._change(transaction, delivered=transaction.delivered + 1)

    def mark_ended(self, transaction: Transaction) -> bool:
        """Count every message as delivered; False when it has changed meanwhile."""
        return self._change(transaction, delivered=len(transaction.messages()))

    def decide(self, transaction: Transaction, outcome: Outcome, now: float) -> bool:
        """Write what the person decided; False when it has changed meanwhile.

        Args:
            transaction: as it was read.
            outcome: what it comes to.
            now: the cloud's time in seconds since the epoch.
        """
        return self._change(transaction, decision=outcome.value, decided=now)

    def _change(self, transaction: Transaction, **values: object) -> bool:
        # Who is told of an end and who decides about it must not both be right.
        unchanged = {
            "of_txid": transaction.txid,
            "was_delivered": transaction.delivered,
            "was_decision": None if transaction.decision is None else transaction.decision.value,
        }
        with self._store.connection() as connection:
            done = connection.execute(_CHANGE_UNCHANGED, {**unchanged, **values})
        return bool(done.rowcount)


def _transaction(row: RowMapping) -> Transaction:
    values: dict[str, Any] = {str(name): value for name, value in row.items()}
    values["factor"] = Factor(values["factor"])
    values["answer"] = Answer(values["answer"])
    for key, kind in (
        ("outcome", Outcome),
        ("decision", Outcome),
        ("passcode_kind", PasscodeKind),
    ):
        values[key] = kind(values[key]) if values[key] is not None else None
    return Transaction(**values)
