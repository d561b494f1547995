"""How requests wait for people, without polling and without holding the database."""

from __future__ import annotations

import time

from failmode.simulator.duo.auth.statuses import Status
from failmode.simulator.duo.auth.transaction import Transaction
from failmode.simulator.duo.auth.transaction_repository import TransactionRepository
from failmode.simulator.duo.directory.stored_settings import StoredSettings
from failmode.simulator.duo.errors import CloudStoppedError, InvalidRequestParametersError
from failmode.simulator.errors import RowsReplacedError
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.signal import ChangeSignal
from failmode.simulator.state.store import Store


class TransactionWaiter:
    """Waits for what becomes of transactions.

    When all data are replaced while somebody waits, as by a reset, nothing comes of it any more.

    Args:
        store: the database, which says when it has changed.
        clock: the cloud's clock, which says when it is set.
        settings: how long to wait.
        repository: where the transactions are kept.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        settings: StoredSettings,
        repository: TransactionRepository,
    ) -> None:
        self._store = store
        self._clock = clock
        self._settings = settings
        self._repository = repository
        self._changes = ChangeSignal()
        clock.subscribe(self._changes.publish)
        store.subscribe(self._changes.publish)

    def close(self) -> None:
        """End every waiting request without an answer."""
        self._changes.close()

    def final_status(self, txid: str) -> Status | None:
        """Return how a transaction ends, as soon as it has; that stays so, whatever the clock says.

        Returns:
            The status; None when it was replaced meanwhile.

        Raises:
            CloudStoppedError: when the simulator stops meanwhile.
            RuntimeError: in a transaction of the database.
        """
        self._store.check_no_transaction()
        generation = self._store.generation
        while True:
            mark = self._changes.mark()
            transaction = self._repository.find(txid)
            if transaction is None or self._store.generation != generation:
                return None
            now = self._clock.now()
            status = transaction.status(now)
            if not status.final:
                self._wait(mark, due_in=transaction.next_at(now) - now)
                continue
            try:
                if self._repository.mark_ended(transaction):
                    return status
            except RowsReplacedError:
                return None

    def next_status(self, ikey: str, txid: str) -> tuple[Transaction, Status] | None:
        """Return the next status of a transaction, waiting for it as long as a poll may.

        Every status is delivered once and in order; the final one as often as it is asked for.

        Args:
            ikey: the integration that asks.
            txid: the transaction's id.

        Returns:
            The transaction and its status; None when it was replaced meanwhile.

        Raises:
            InvalidRequestParametersError: when this integration has no such transaction.
            CloudStoppedError: when the simulator stops meanwhile.
            RuntimeError: in a transaction of the database.
        """
        self._store.check_no_transaction()
        deadline = time.monotonic() + self._settings.current.long_poll_seconds
        seen = False
        generation = self._store.generation
        while True:
            mark = self._changes.mark()
            transaction = self._repository.find(txid)
            if seen and self._store.generation != generation:
                return None
            if transaction is None or transaction.ikey != ikey:
                raise InvalidRequestParametersError("txid")
            seen = True
            now = self._clock.now()
            reached = transaction.reached(now)
            if transaction.delivered < len(reached):
                try:
                    if self._repository.mark_delivered(transaction):
                        return transaction, reached[transaction.delivered].status
                except RowsReplacedError:
                    return None
                continue
            left = deadline - time.monotonic()
            if reached[-1].status.final or left <= 0:
                return transaction, reached[-1].status
            self._wait(mark, due_in=transaction.next_at(now) - now, at_most=left)

    def _wait(self, mark: int, *, due_in: float, at_most: float = float("inf")) -> None:
        if self._changes.closed:
            raise CloudStoppedError
        limits = [self._settings.current.recheck_seconds, at_most]
        if not self._clock.frozen:
            limits.append(due_in)
        self._changes.wait(mark, min(limits))
