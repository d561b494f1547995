"""How long a client waits before it asks again, and when it gives up."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

Sleep = Callable[[float], None]


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How often a request is repeated, and after how long.

    NinjaOne publishes no rate limit. A client that honours Retry-After, and slows down where none
    is given, is polite to whatever limit there is.

    Attributes:
        attempts: how often a request is sent at most.
        first_wait_seconds: before the second attempt where no Retry-After is given; it doubles
            with each further attempt.
        longest_wait_seconds: who asks for a longer wait is not waited for.
        sleep: waits so many seconds.
        now: date and time, for a Retry-After that is a date.
    """

    attempts: int = 4
    first_wait_seconds: float = 0.5
    longest_wait_seconds: float = 60.0
    sleep: Sleep = time.sleep
    now: Callable[[], datetime] = _now

    def wait_seconds(self, attempt: int, retry_after: str | None) -> float | None:
        """Find how long to wait before the next attempt; None: give up.

        Args:
            attempt: number of the attempt that failed, from 1.
            retry_after: the header of that name, seconds or an HTTP date (RFC 9110, 10.2.3).
        """
        if attempt >= self.attempts:
            return None
        asked = self._asked_seconds(retry_after)
        if asked is None:
            return self.first_wait_seconds * 2.0 ** (attempt - 1)
        return asked if asked <= self.longest_wait_seconds else None

    def _asked_seconds(self, retry_after: str | None) -> float | None:
        text = (retry_after or "").strip()
        if not text:
            return None
        if text.isdecimal():
            return float(text)
        try:
            moment = parsedate_to_datetime(text)
        except ValueError:
            return None
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, (moment - self.now()).total_seconds())
