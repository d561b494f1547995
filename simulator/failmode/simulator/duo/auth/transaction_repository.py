"""The transactions of Duo's cloud in the database, and the logins that ended before one."""

from __future__ import annotations

import uuid
from dataclasses import fields
from typing import Any

from sqlalchemy import RowMapping, bindparam, insert, select, update

from failmode.simulator.duo.auth.calls import PreauthRequest
from failmode.simulator.duo.auth.statuses import Outcome
from failmode.simulator.duo.auth.transactions import Transaction
from failmode.simulator.duo.directory.records import Factor, Integration, PasscodeKind, User
from failmode.simulator.duo.directory.tables import PreauthEndRow, TransactionRow
from failmode.simulator.state.store import Store
from failmode.terms.logins import Answer

_TRANSACTION = TransactionRow.__table__
_ALL = select(_TRANSACTION).order_by(_TRANSACTION.c.created)
_BY_TXID = select(_TRANSACTION).where(_TRANSACTION.c.txid == bindparam("txid"))


class TransactionRepository:
    """Every transaction, and every login that ended with its preauth.

    Args:
        store: the database.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, transaction: Transaction) -> None:
        """Write a transaction that has just begun."""
        values = {one.name: getattr(transaction, one.name) for one in fields(transaction)}
        with self._store.engine.begin() as connection:
            connection.execute(insert(TransactionRow).values(**values))

    def add_preauth_end(
        self,
        integration: Integration,
        user: User,
        outcome: Outcome,
        request: PreauthRequest,
        now: float,
    ) -> None:
        """Write that a login ended with its preauth, because nobody had to be asked.

        Args:
            integration: whose preauth it was.
            user: who logged in.
            outcome: how it ended.
            request: the preauth.
            now: the cloud's time in seconds since the epoch.
        """
        with self._store.engine.begin() as connection:
            connection.execute(
                insert(PreauthEndRow).values(
                    txid=str(uuid.uuid4()),
                    created=now,
                    ikey=integration.ikey,
                    username=user.username,
                    user_id=user.user_id,
                    outcome=outcome.value,
                    ipaddr=request.ipaddr,
                    hostname=request.hostname,
                )
            )

    def find(self, txid: str) -> Transaction | None:
        """A transaction by its id."""
        with self._store.engine.connect() as connection:
            row = connection.execute(_BY_TXID, {"txid": txid}).mappings().first()
        return None if row is None else _transaction(row)

    def all(self, username: str | None = None) -> tuple[Transaction, ...]:
        """All transactions, oldest first; with `username`, those of one user of the directory."""
        query = _ALL
        if username is not None:
            query = query.where(_TRANSACTION.c.username == username)
        with self._store.engine.connect() as connection:
            return tuple(_transaction(row) for row in connection.execute(query).mappings())

    def tell(self, transaction: Transaction) -> bool:
        """Count a status as told; False when another poll was faster."""
        with self._store.engine.begin() as connection:
            done = connection.execute(
                update(TransactionRow)
                .where(
                    TransactionRow.txid == transaction.txid,
                    TransactionRow.told == transaction.told,
                )
                .values(told=transaction.told + 1)
            )
        return bool(done.rowcount)

    def decide(self, txid: str, outcome: Outcome, now: float) -> bool:
        """Write what the person decided; False when somebody was faster.

        Args:
            txid: the transaction's id.
            outcome: what it comes to.
            now: the cloud's time in seconds since the epoch.
        """
        with self._store.engine.begin() as connection:
            done = connection.execute(
                update(TransactionRow)
                .where(TransactionRow.txid == txid, TransactionRow.decision.is_(None))
                .values(decision=outcome.value, decided=now)
            )
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
