"""What went over an edge: the last exchanges, secrets masked."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from simulator.edge.decision import NO_RULES, Decision
from simulator.edge.identify import Identified
from simulator.edge.masking import Masker

DEFAULT_CAPACITY = 2000
"""Exchanges that a journal keeps unless told otherwise."""

CONNECT = "connect"
"""Operation of an entry for a connection that was struck before any request."""

UNREADABLE = "unreadable"
"""Operation of an entry for bytes that were no acceptable request."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and what became of it.

    Attributes:
        number: 1 for the first exchange of the journal, without gaps.
        time: seconds since the epoch by the simulator's clock, when the request was complete.
        vendor: whose edge.
        operation: the vendor's operation, or `connect` for a connection struck before a request.
        stage: the stage of a login, or None.
        user: whom it was about, or None.
        method: the HTTP method; "" for `connect`.
        path: the request target with its query, secrets masked; "" for `connect`.
        status: the status that was sent, or None when no answer was.
        request_headers: in order, credentials masked.
        request_body: text, secrets masked, or a note in brackets.
        response_headers: in order, credentials masked.
        response_body: the complete answer, also where a fault cut it; masked like the request's.
        fault: the fault that struck, or None.
        rule: id of the rule that struck, or None.
        duration_seconds: from the complete request until the answer was ready.
        decision: what the rules of that moment made of the request; no part of its JSON.
    """

    number: int
    time: float
    vendor: str
    operation: str
    stage: str | None
    user: str | None
    method: str
    path: str
    status: int | None
    request_headers: tuple[tuple[str, str], ...]
    request_body: str
    response_headers: tuple[tuple[str, str], ...]
    response_body: str
    fault: str | None
    rule: str | None
    duration_seconds: float
    decision: Decision = NO_RULES

    def to_json(self) -> dict[str, Any]:
        """The attributes but `decision` as a JSON object; headers as lists of name and value."""
        shape = {name: getattr(self, name) for name in _SHOWN}
        for name in ("request_headers", "response_headers"):
            shape[name] = [list(pair) for pair in shape[name]]
        return shape


_SHOWN = tuple(field.name for field in fields(Exchange) if field.name != "decision")


@dataclass(frozen=True, slots=True)
class Message:
    """One side of an exchange before masking: headers in order and the whole body."""

    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    @property
    def content_type(self) -> str:
        """The `Content-Type` header, or ""."""
        return next((v for k, v in self.headers if k.lower() == "content-type"), "")


class Journal:
    """A ring buffer of exchanges; thread-safe.

    Args:
        capacity: how many exchanges are kept; older ones are dropped and counted.
        secret_keys: names of further fields to hide, see `hide`.
    """

    def __init__(
        self, capacity: int = DEFAULT_CAPACITY, *, secret_keys: Iterable[str] = ()
    ) -> None:
        if capacity < 1:
            raise ValueError(f"a journal of {capacity} exchanges keeps nothing; give 1 or more")
        self._exchanges: deque[Exchange] = deque(maxlen=capacity)
        self._changed = threading.Condition()
        self._last = 0
        self._dropped = 0
        self._secret_keys = frozenset(secret_keys)
        self._masker = Masker(self._secret_keys)

    @property
    def capacity(self) -> int:
        """How many exchanges are kept."""
        return self._exchanges.maxlen or 0

    @property
    def dropped(self) -> int:
        """How many exchanges had to make room since the start or the last `clear`."""
        with self._changed:
            return self._dropped

    @property
    def last_number(self) -> int:
        """The number of the newest exchange, 0 before the first."""
        with self._changed:
            return self._last

    def hide(self, *names: str) -> None:
        """Mask these fields too from now on, such as the names of secure custom fields."""
        with self._changed:
            self._secret_keys |= set(names)
            self._masker = Masker(self._secret_keys)

    def record(
        self,
        *,
        time: float,
        vendor: str,
        identified: Identified,
        method: str = "",
        target: str = "",
        status: int | None = None,
        request: Message = Message(),
        response: Message = Message(),
        fault: str | None = None,
        rule: str | None = None,
        duration_seconds: float = 0.0,
        decision: Decision = NO_RULES,
    ) -> Exchange:
        """Mask and keep an exchange; see `Exchange` for the arguments."""
        masker = self._masker
        path = masker.target(target)
        request_headers = masker.headers(request.headers)
        request_body = masker.body(request.body, request.content_type, request=True)
        response_headers = masker.headers(response.headers)
        response_body = masker.body(response.body, response.content_type, request=False)
        with self._changed:
            self._last += 1
            exchange = Exchange(
                number=self._last,
                time=time,
                vendor=vendor,
                operation=identified.operation,
                stage=identified.stage,
                user=identified.user,
                method=method,
                path=path,
                status=status,
                request_headers=request_headers,
                request_body=request_body,
                response_headers=response_headers,
                response_body=response_body,
                fault=fault,
                rule=rule,
                duration_seconds=duration_seconds,
                decision=decision,
            )
            if len(self._exchanges) == self.capacity:
                self._dropped += 1
            self._exchanges.append(exchange)
            self._changed.notify_all()
        return exchange

    def query(
        self,
        vendor: str | None = None,
        operation: str | None = None,
        user: str | None = None,
        since: int = 0,
        *,
        status: int | None = None,
        fault: str | None = None,
        since_time: float | None = None,
        until_time: float | None = None,
    ) -> tuple[Exchange, ...]:
        """The kept exchanges that match, oldest first.

        Args:
            vendor: of this vendor's edge only.
            operation: of this operation only.
            user: about this user only.
            since: with a number greater than this only.
            status: answered with this HTTP status only.
            fault: struck by this fault only.
            since_time: at this time or later only, in seconds since the epoch.
            until_time: at this time or earlier only, in seconds since the epoch.
        """
        with self._changed:
            kept = tuple(self._exchanges)
        return tuple(
            exchange
            for exchange in kept
            if exchange.number > since
            and (vendor is None or exchange.vendor == vendor)
            and (operation is None or exchange.operation == operation)
            and (user is None or exchange.user == user)
            and (status is None or exchange.status == status)
            and (fault is None or exchange.fault == fault)
            and (since_time is None or exchange.time >= since_time)
            and (until_time is None or exchange.time <= until_time)
        )

    def find(self, number: int) -> Exchange | None:
        """The exchange with this number; None when it is not kept, or not any more."""
        with self._changed:
            return next((one for one in self._exchanges if one.number == number), None)

    def wait(self, since: int, timeout: float | None = None) -> bool:
        """Wait until there is an exchange with a number greater than `since`.

        Args:
            since: a number, such as that of the last exchange seen.
            timeout: seconds to wait at most; None for ever.

        Returns:
            whether there is one.
        """
        with self._changed:
            return self._changed.wait_for(lambda: self._last > since, timeout)

    def clear(self) -> None:
        """Forget the exchanges and the dropped count; numbers go on."""
        with self._changed:
            self._exchanges.clear()
            self._dropped = 0
