"""Requests that were seen before: RADIUS clients repeat what is not answered at once.

Source: RFC 2865 section 3 (Identifier) and the Duo Authentication Proxy 5.0.0
(`lib/radius/server.py`), which answers a repeated request again for 30 s after its reply.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from failmode.simulator.authproxy.radius.packets import AccessRequest

REPLY_LIFETIME_SECONDS = 30.0
"""How long a reply is kept after it was sent."""


@dataclass(slots=True, eq=False)
class PendingRequest:
    """One request under way or answered.

    Attributes:
        request: the request.
        reply: the datagram that answered it; None while it is under way.
        answered_at: when that was sent, by the cache's clock.
    """

    request: AccessRequest
    reply: bytes | None = None
    answered_at: float | None = None


@dataclass(frozen=True, slots=True)
class New:
    """The request has not been seen: handle it, then `finish` or `forget` it."""

    pending: PendingRequest


@dataclass(frozen=True, slots=True)
class Repeated:
    """The request has been seen.

    Attributes:
        reply: the datagram to send again; None while the first one is under way.
    """

    reply: bytes | None


class RequestCache:
    """The requests of one server section; thread-safe.

    Args:
        now: seconds by a clock that nobody sets or stops: clients repeat by the time that passes.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._pending: dict[tuple[tuple[str, int], int], PendingRequest] = {}
        self._answered: deque[PendingRequest] = deque()

    def admit(self, request: AccessRequest) -> New | Repeated:
        """Tell whether the request is new; another one with the same identifier gives way."""
        with self._lock:
            self._remove_expired()
            seen = self._pending.get(_key(request))
            if seen is not None and _is_same(seen.request, request):
                return Repeated(seen.reply)
            pending = PendingRequest(request)
            self._pending[_key(request)] = pending
            return New(pending)

    def finish(self, pending: PendingRequest, reply: bytes) -> None:
        """Keep the reply for repetitions of the request."""
        with self._lock:
            pending.reply = reply
            pending.answered_at = self._now()
            self._answered.append(pending)

    def forget(self, pending: PendingRequest) -> None:
        """Handle the next repetition of the request as a new one."""
        with self._lock:
            self._remove(pending)

    def _remove_expired(self) -> None:
        limit = self._now() - REPLY_LIFETIME_SECONDS
        while self._answered and (self._answered[0].answered_at or 0) <= limit:
            self._remove(self._answered.popleft())

    def _remove(self, pending: PendingRequest) -> None:
        key = _key(pending.request)
        if self._pending.get(key) is pending:
            del self._pending[key]


def _key(request: AccessRequest) -> tuple[tuple[str, int], int]:
    return request.source, request.identifier


def _is_same(one: AccessRequest, other: AccessRequest) -> bool:
    return (
        one.authenticator == other.authenticator
        and one.raw("User-Name") == other.raw("User-Name") is not None
        and one.raw("User-Password") == other.raw("User-Password")
    )
