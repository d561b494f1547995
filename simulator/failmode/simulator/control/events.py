"""The journal as server-sent events, for subscribers who see exchanges as they happen.

Source of the format: https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

from __future__ import annotations

import json
import threading
import time
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from failmode.simulator.control.errors import BusyError
from failmode.simulator.control.schemas import JsonObject
from failmode.simulator.edge.journal.journal import Exchange, Journal

EVENT_STREAM = "text/event-stream"
"""Media type of server-sent events."""

MAX_SUBSCRIBERS = 32
"""Subscribers at the same time; each occupies a thread of the control port."""

HEARTBEAT_SECONDS = 2.0
"""How often a subscriber hears something when nothing happens, and so how long the thread of one
who has gone, or of a simulator that has stopped, still waits."""

_RETRY_MILLISECONDS = 500
_BATCH = 20
"""Exchanges taken from the journal at once, so that a slow subscriber holds no more than these."""


@dataclass(frozen=True, slots=True)
class ExchangeFilter:
    """Which exchanges a subscriber is sent; None: all.

    Attributes:
        vendor: of this vendor only.
        operation: of this operation only.
        user: about this user only.
    """

    vendor: str | None = None
    operation: str | None = None
    user: str | None = None

    def matches(self, exchange: Exchange) -> bool:
        """Tell whether the subscriber is sent this exchange."""
        return (
            self.vendor in (None, exchange.vendor)
            and self.operation in (None, exchange.operation)
            and self.user in (None, exchange.user)
        )


class EventStream:
    """One subscriber's events: an iterator of bytes that waits for exchanges.

    Events: `exchange` with an exchange as `GET /_sim/journal` shows it, its number as the event's
    id; `missed` with `{"first", "last"}`, numbers of exchanges that the journal no longer had.

    Args:
        journal: where the exchanges are.
        since: the number of the last exchange that the subscriber has seen.
        exchange_filter: which exchanges are sent.
        ended: says whether the simulator has stopped.
        heartbeat_seconds: how often to send a comment when nothing happens.
        release: called once, when the subscriber has gone or the stream has ended.
    """

    def __init__(
        self,
        journal: Journal,
        *,
        since: int,
        exchange_filter: ExchangeFilter,
        ended: Callable[[], bool],
        heartbeat_seconds: float,
        release: Callable[[], None],
    ) -> None:
        self._journal = journal
        self._seen = since
        self._exchange_filter = exchange_filter
        self._ended = ended
        self._heartbeat_seconds = heartbeat_seconds
        self._batch: list[Exchange] = []
        self._begun = False
        self._closed = False
        # A subscriber that goes away before the first event is never iterated over nor closed.
        self._release = weakref.finalize(self, release)
        self._release.atexit = False

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        if not self._begun:
            self._begun = True
            return f"retry: {_RETRY_MILLISECONDS}\n\n".encode()
        speak_at = time.monotonic() + self._heartbeat_seconds
        while not (self._closed or self._ended()):
            event = self._next_event()
            if event is not None:
                return event
            left = speak_at - time.monotonic()
            if left <= 0:
                return b":\n\n"
            self._journal.wait(self._seen, left)
        self.close()
        raise StopIteration

    def close(self) -> None:
        """End the stream; a thread that waits in it comes back with its next piece."""
        self._closed = True
        self._release()

    def _next_event(self) -> bytes | None:
        if not self._batch:
            if self._seen > self._journal.last_number:
                self._seen = 0  # the subscriber saw the journal of another run
            self._batch = list(self._journal.query(since=self._seen)[:_BATCH])
            self._batch.reverse()
        while self._batch:
            exchange = self._batch[-1]
            if exchange.number > self._seen + 1:
                missed = {"first": self._seen + 1, "last": exchange.number - 1}
                self._seen = exchange.number - 1
                return _event("missed", self._seen, missed)
            self._seen = exchange.number
            self._batch.pop()
            if self._exchange_filter.matches(exchange):
                return _event("exchange", exchange.number, exchange.to_json())
        return None


class Subscribers:
    """Gives event streams to so many subscribers at a time.

    Args:
        limit: subscribers at most.
    """

    def __init__(self, limit: int = MAX_SUBSCRIBERS) -> None:
        self._limit = limit
        self._free = threading.BoundedSemaphore(limit)

    def open(
        self,
        journal: Journal,
        *,
        since: int,
        exchange_filter: ExchangeFilter,
        ended: Callable[[], bool],
        heartbeat_seconds: float = HEARTBEAT_SECONDS,
    ) -> EventStream:
        """Open a stream for one more subscriber; arguments as for `EventStream`.

        Raises:
            BusyError: when there are as many subscribers as there may be.
        """
        if not self._free.acquire(blocking=False):
            raise BusyError(
                f"{self._limit} subscribers follow the journal already",
                "End one of them, or look at the journal now and then instead",
            )
        return EventStream(
            journal,
            since=since,
            exchange_filter=exchange_filter,
            ended=ended,
            heartbeat_seconds=heartbeat_seconds,
            release=self._free.release,
        )


def _event(kind: str, number: int, data: JsonObject) -> bytes:
    # JSON of one line: a line break would end the event.
    body = json.dumps(data, ensure_ascii=True)
    return f"id: {number}\nevent: {kind}\ndata: {body}\n\n".encode()
