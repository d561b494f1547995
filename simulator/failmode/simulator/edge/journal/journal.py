"""What went over an edge: the last exchanges, secrets masked."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from itertools import chain
from typing import Any

from failmode.simulator.edge.faults.catalogue import fault_catalogue
from failmode.simulator.edge.faults.decision import NO_RULES, Decision
from failmode.simulator.edge.identify import Identified
from failmode.simulator.edge.journal.masking import BODY_LIMIT, Masker, too_long
from failmode.simulator.edge.journal.secrets import COMMON, Secrets
from failmode.simulator.edge.request_names import split_path_name
from failmode.simulator.internal_failures import InternalFailures
from failmode.terms import Stage

DEFAULT_CAPACITY = 2000
"""Exchanges that a journal keeps unless another number is given."""

DEFAULT_MAX_BYTES = 64 * 1024 * 1024
"""Bytes of headers and bodies that a journal keeps unless another number is given."""

CONNECT = "connect"
"""Operation of an entry for a connection that a fault ended before any request."""

UNREADABLE = "unreadable"
"""Operation of an entry for bytes that were no acceptable request."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and what became of it.

    Attributes:
        number: 1 for the first exchange of the journal, without gaps.
        time: seconds since the epoch by the simulator's clock, when the request was complete.
        vendor: whose edge.
        operation: the vendor's operation, or `connect` for a connection ended before a request.
        stage: the stage of a login, or None.
        user: whom it was about, or None.
        method: the HTTP method; "" for `connect`.
        path: the request target with its query, secrets masked; "" for `connect`.
        status: the status that was sent, or None when no answer was.
        request_headers: in order, credentials masked.
        request_body: text, secrets masked, or a note in brackets.
        response_headers: in order, credentials masked.
        response_body: the complete answer, also where a fault cut it; masked like the request's.
        fault: the fault that acted, or None.
        rule: id of the rule that acted on it, or None.
        duration_seconds: from the complete request until the answer was ready.
        internal_failure: what broke inside the simulator, so that the connection was closed
            without an answer; None when the exchange says something of the vendor.
        decision: what the rules of that moment made of the request; no part of its JSON.
        delivered: whether a fault of the answer's delivery let all of it through in the end; no
            part of its JSON.
    """

    number: int
    time: float
    vendor: str
    operation: str
    stage: Stage | None
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
    internal_failure: str | None = None
    decision: Decision = NO_RULES
    delivered: bool = False

    @property
    def is_request(self) -> bool:
        """Whether a whole request was read, which a connection that ended before is not."""
        return self.operation not in (CONNECT, UNREADABLE)

    @property
    def answered_whole(self) -> bool:
        """Whether what the application answered, if it did, went out as it was.

        What a rule answers in its place is never the application's.
        """
        rule = self.decision.rule
        if rule is not None and rule.answer is not None:
            return False
        if self.fault is None or self.delivered:
            return True
        return fault_catalogue().find(self.fault).answers_whole

    def to_json(self) -> dict[str, Any]:
        """Give what is part of its JSON; headers as lists of name and value."""
        shape = {name: getattr(self, name) for name in _IN_JSON}
        for name in ("request_headers", "response_headers"):
            shape[name] = [list(pair) for pair in shape[name]]
        return shape


_IN_JSON = tuple(
    field.name for field in fields(Exchange) if field.name not in ("decision", "delivered")
)


@dataclass(frozen=True, slots=True)
class Message:
    """One side of an exchange before masking.

    Attributes:
        headers: in order.
        body: the whole body.
        note: what to show instead of the body, or None.
    """

    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    note: str | None = None

    @property
    def content_type(self) -> str:
        """The `Content-Type` header, or ""."""
        return next((v for k, v in self.headers if k.lower() == "content-type"), "")


_NOTHING = Message()


class JournalEntry:
    """An exchange as it is kept: masked when somebody looks at it, which few ever are.

    Until then it holds what was sent, so nothing of it but these attributes is to be shown.

    Attributes:
        number: as `Exchange.number`.
        facts: the attributes of the `Exchange` that need no masking.
        size: bytes of headers and bodies, roughly.
        delivered: as `Exchange.delivered`; set once it is known.

    Args:
        number: as `Exchange.number`.
        facts: the attributes of the `Exchange` that need no masking.
        raw: request target, request and answer.
        lock: held while it is masked.
    """

    __slots__ = ("_exchange", "_lock", "_raw", "delivered", "facts", "number", "size")

    def __init__(
        self,
        number: int,
        facts: dict[str, Any],
        raw: tuple[str, Message, Message],
        lock: threading.Lock,
    ) -> None:
        target, request, response = raw
        self.number = number
        self.facts = facts
        self.size = len(target) + _size(request) + _size(response)
        self.delivered = False
        self._raw: tuple[str, Message, Message] | None = raw
        self._exchange: Exchange | None = None
        self._lock = lock

    def exchange(self, masker: Masker) -> Exchange:
        """Give the exchange, masked when it is first asked for."""
        with self._lock:
            if self._exchange is None and self._raw is not None:
                target, request, response = self._raw
                operation = self.facts["operation"]
                # Without an operation, it is called by its path.
                named = masker.target(operation) if split_path_name(operation) else operation
                self._exchange = Exchange(
                    number=self.number,
                    path=masker.target(target),
                    request_headers=masker.headers(request.headers),
                    request_body=_masked_body(masker, request, is_request=True),
                    response_headers=masker.headers(response.headers),
                    response_body=_masked_body(masker, response, is_request=False),
                    **{**self.facts, "operation": named},
                )
                self._raw = None
        if self._exchange is None:
            raise RuntimeError("an exchange was kept without what it consists of")
        return replace(self._exchange, delivered=True) if self.delivered else self._exchange


def _size(message: Message) -> int:
    return len(message.body) + sum(map(len, chain.from_iterable(message.headers)))


def _masked_body(masker: Masker, message: Message, *, is_request: bool) -> str:
    if message.note is not None:
        return message.note
    return masker.body(message.body, message.content_type, request=is_request)


def _bounded(message: Message) -> Message:
    """Give the message without a body that would not be shown anyway."""
    if len(message.body) <= BODY_LIMIT:
        return message
    return Message(message.headers, note=too_long(message.body))


class Journal:
    """A ring buffer of exchanges; thread-safe.

    Args:
        capacity: how many exchanges are kept; older ones are dropped and counted.
        max_bytes: bytes of headers and bodies that are kept at most; as `capacity`.
        secrets: what to hide beside what HTTP and OAuth say, see `hide`.
        secret_fields: asked for names of further fields to hide whenever somebody looks.
        failures: what broke inside the simulator; a record of its own when left out.

    Attributes:
        failures: the same.
    """

    def __init__(
        self,
        capacity: int = DEFAULT_CAPACITY,
        *,
        max_bytes: int = DEFAULT_MAX_BYTES,
        secrets: Secrets = COMMON,
        secret_fields: Callable[[], Iterable[str]] = tuple,
        failures: InternalFailures | None = None,
    ) -> None:
        if capacity < 1:
            raise ValueError(f"a journal of {capacity} exchanges keeps nothing; give 1 or more")
        self.failures = failures or InternalFailures()
        self._capacity = capacity
        self._max_bytes = max_bytes
        self._exchanges: deque[JournalEntry] = deque()
        self._bytes = 0
        self._masking = threading.Lock()
        self._changed = threading.Condition()
        self._last = 0
        self._dropped = 0
        self._generation = 0
        self._generation_listeners: list[Callable[[], None]] = []
        self._secrets = COMMON | secrets
        self._secret_fields = secret_fields
        self._masker = Masker(self._secrets)

    @property
    def capacity(self) -> int:
        """How many exchanges are kept."""
        return self._capacity

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

    @property
    def generation(self) -> int:
        """Number of the generation of what exchanges are about; a reset begins a new one."""
        with self._changed:
            return self._generation

    def hide(self, secrets: Secrets) -> None:
        """Mask these too, such as the values of secure custom fields.

        What somebody has looked at before stays as it was shown.
        """
        with self._changed:
            self._secrets |= secrets
            self._masker = Masker(self._secrets)

    def record(
        self,
        *,
        time: float,
        vendor: str,
        identified: Identified,
        method: str = "",
        target: str = "",
        status: int | None = None,
        request: Message = _NOTHING,
        response: Message = _NOTHING,
        fault: str | None = None,
        rule: str | None = None,
        duration_seconds: float = 0.0,
        internal_failure: str | None = None,
        decision: Decision = NO_RULES,
        generation: int | None = None,
    ) -> JournalEntry:
        """Keep an exchange; see `Exchange` for the arguments.

        One that began in an earlier generation than the journal's is not kept; None stands for the
        present one.

        Returns:
            what is kept of it, with its `number`; 0 for one that is not kept.
        """
        facts = {
            "time": time,
            "vendor": vendor,
            "operation": identified.operation,
            "stage": identified.stage,
            "user": identified.user,
            "method": method,
            "status": status,
            "fault": fault,
            "rule": rule,
            "duration_seconds": duration_seconds,
            "internal_failure": internal_failure,
            "decision": decision,
        }
        raw = (target, _bounded(request), _bounded(response))
        with self._changed:
            if generation not in (None, self._generation):
                return JournalEntry(0, facts, raw, self._masking)
            self._last += 1
            entry = JournalEntry(self._last, facts, raw, self._masking)
            self._exchanges.append(entry)
            self._bytes += entry.size
            while len(self._exchanges) > self._capacity or (
                self._bytes > self._max_bytes and len(self._exchanges) > 1
            ):
                self._bytes -= self._exchanges.popleft().size
                self._dropped += 1
            self._changed.notify_all()
        return entry

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
        """Give the kept exchanges that match, oldest first.

        Args:
            vendor: of this vendor's edge only.
            operation: of this operation only.
            user: about this user only.
            since: with a number greater than this only.
            status: answered with this HTTP status only.
            fault: with this fault only.
            since_time: at this time or later only, in seconds since the epoch.
            until_time: at this time or earlier only, in seconds since the epoch.
        """
        masker = self._present_masker()
        with self._changed:
            exchanges = tuple(self._exchanges)
        filters = {
            name: value
            for name, value in (
                ("vendor", vendor),
                ("operation", operation),
                ("user", user),
                ("status", status),
                ("fault", fault),
            )
            if value is not None
        }
        return tuple(
            entry.exchange(masker)
            for entry in exchanges
            if entry.number > since
            and all(entry.facts[name] == value for name, value in filters.items())
            and (since_time is None or entry.facts["time"] >= since_time)
            and (until_time is None or entry.facts["time"] <= until_time)
        )

    def find(self, number: int) -> Exchange | None:
        """Give the exchange with this number; None when it is not kept, or not any more."""
        masker = self._present_masker()
        with self._changed:
            found = next((entry for entry in self._exchanges if entry.number == number), None)
        return None if found is None else found.exchange(masker)

    def _present_masker(self) -> Masker:
        names = frozenset(self._secret_fields())
        if not names <= self._secrets.fields:
            self.hide(Secrets(fields=names))
        return self._masker

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

    def begin_generation(self) -> None:
        """Keep nothing of what is under way: what it is about is being replaced."""
        with self._changed:
            self._generation += 1
            listeners = tuple(self._generation_listeners)
        for listener in listeners:
            listener()

    @contextmanager
    def generations_watched(self, listener: Callable[[], None]) -> Iterator[None]:
        """Call `listener` after each generation that begins during the block."""
        with self._changed:
            self._generation_listeners.append(listener)
        try:
            yield
        finally:
            with self._changed:
                self._generation_listeners.remove(listener)

    def entries(self) -> tuple[JournalEntry, ...]:
        """Give what is kept, oldest first, to put it back with `clear`."""
        with self._changed:
            return tuple(self._exchanges)

    def clear(self, put_back: Iterable[JournalEntry] = ()) -> None:
        """Forget the exchanges and the dropped count; numbers go on.

        Args:
            put_back: entries of this journal from an earlier time that take the place.
        """
        with self._changed:
            self._exchanges = deque(put_back)
            self._bytes = sum(entry.size for entry in self._exchanges)
            self._dropped = 0
