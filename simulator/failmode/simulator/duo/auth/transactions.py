"""What people and administrators do with the transactions of Duo's cloud."""

from __future__ import annotations

from failmode.simulator.duo.auth.assumptions import WRONG_VERIFICATION_CODE
from failmode.simulator.duo.auth.statuses import Outcome
from failmode.simulator.duo.auth.transaction import Transaction
from failmode.simulator.duo.auth.transaction_repository import TransactionRepository
from failmode.simulator.duo.errors import NotFoundError, NotWaitingError
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.store import Store


class Transactions:
    """Finds transactions and answers them by hand.

    Args:
        store: the database.
        clock: the cloud's clock.
        repository: where the transactions are kept.
    """

    def __init__(self, store: Store, clock: Clock, repository: TransactionRepository) -> None:
        self._store = store
        self._clock = clock
        self._repository = repository

    def get(self, txid: str) -> Transaction:
        """Return a transaction.

        Raises:
            NotFoundError: when there is none.
        """
        transaction = self._repository.find(txid)
        if transaction is None:
            raise NotFoundError(f"no transaction {txid!r}", "List the transactions")
        return transaction

    def all(self, username: str | None = None) -> tuple[Transaction, ...]:
        """Return all transactions, oldest first.

        Args:
            username: only those of this user of the directory; None: of everybody.
        """
        return self._repository.all(username)

    def user_of(self, txid: str) -> str | None:
        """Return the name of a transaction's user; None when there is no such transaction."""
        transaction = self._repository.find(txid)
        return transaction.username if transaction else None

    def approve(self, txid: str, code: str | None = None) -> None:
        """Answer a waiting push or call with yes.

        Args:
            txid: the transaction's id.
            code: what the person types into Duo Mobile for a verified push; left out: the right
                code. A wrong one denies the push.

        Raises:
            NotFoundError: when there is no such transaction.
            NotWaitingError: when it has ended.
        """
        expected = self.get(txid).verification_code
        wrong = expected is not None and code is not None and code != expected
        self._decide(txid, WRONG_VERIFICATION_CODE if wrong else Outcome.APPROVED)

    def deny(self, txid: str) -> None:
        """Answer a waiting push or call with no.

        Raises:
            NotFoundError: when there is no such transaction.
            NotWaitingError: when it has ended.
        """
        self._decide(txid, Outcome.DENIED)

    def report_fraud(self, txid: str) -> None:
        """Answer a waiting push or call with no, and report it as fraudulent.

        Raises:
            NotFoundError: when there is no such transaction.
            NotWaitingError: when it has ended.
        """
        self._decide(txid, Outcome.FRAUD)

    def _decide(self, txid: str, outcome: Outcome) -> None:
        while True:
            transaction, now = self.get(txid), self._clock.now()
            if transaction.decision is not None or transaction.status(now).final:
                raise NotWaitingError(f"transaction {txid!r} has ended", "Start another login")
            if self._repository.decide(transaction, outcome, now):
                self._store.changed()
                return
