"""The clock that every vendor service asks, so that tests and `/_sim/clock` can move it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_request_skew: ContextVar[float] = ContextVar("request_skew", default=0.0)


class Clock:
    """Wall-clock time with a settable offset, stoppable at an instant.

    Args:
        source: seconds since the epoch; real time when left out.
    """

    def __init__(self, source: Callable[[], float] = time.time) -> None:
        self._source = source
        self._offset = 0.0
        self._frozen: float | None = None
        self._lock = threading.Lock()
        self._listeners: list[Callable[[], None]] = []

    def now(self) -> float:
        """Seconds since the epoch, as the service asked believes them to be."""
        base = self._frozen if self._frozen is not None else self._source() + self._offset
        return base + _request_skew.get()

    @property
    def offset(self) -> float:
        """Seconds by which this clock is ahead of real time."""
        return self._offset

    @property
    def frozen_at(self) -> float | None:
        """Seconds since the epoch at which time stands still; None: it runs."""
        return self._frozen

    @property
    def frozen(self) -> bool:
        """Whether time stands still until `advance` or `resume`."""
        return self._frozen is not None

    def adopt(self, offset: float, frozen_at: float | None) -> None:
        """Take over the state of another clock, such as that of another process.

        Args:
            offset: seconds ahead of real time.
            frozen_at: seconds since the epoch at which time stands still; None: it runs.
        """
        with self._lock:
            if (offset, frozen_at) == (self._offset, self._frozen):
                return
            self._offset, self._frozen = offset, frozen_at
        self._notify()

    def subscribe(self, listener: Callable[[], None]) -> None:
        """Call `listener` after every change of this clock, in the thread that made the change.

        Who waits for a time by this clock uses it to look again.
        """
        with self._lock:
            self._listeners.append(listener)

    def set_offset(self, seconds: float) -> None:
        """Run `seconds` ahead of real time (negative: behind)."""
        with self._lock:
            self._offset = seconds
        self._notify()

    def freeze(self, at: float | None = None) -> None:
        """Stop at `at` (seconds since the epoch; now when left out)."""
        with self._lock:
            self._frozen = self.now() if at is None else at
        self._notify()

    def advance(self, seconds: float) -> None:
        """Move forward by `seconds`, frozen or not; waiters are woken."""
        with self._lock:
            if self._frozen is not None:
                self._frozen += seconds
            else:
                self._offset += seconds
        self._notify()

    def resume(self) -> None:
        """Run again in real time, without an offset."""
        with self._lock:
            self._frozen = None
            self._offset = 0.0
        self._notify()

    @contextmanager
    def resumed(self) -> Iterator[None]:
        """Run again in real time, as `resume`; as it was when the block raises."""
        before = self._offset, self._frozen
        self.resume()
        try:
            yield
        except BaseException:
            self.adopt(*before)
            raise

    def _notify(self) -> None:
        with self._lock:
            listeners = tuple(self._listeners)
        for listener in listeners:
            listener()

    @contextmanager
    def skewed(self, seconds: float) -> Iterator[None]:
        """Shift the time that this thread's current request sees by `seconds`."""
        token = _request_skew.set(_request_skew.get() + seconds)
        try:
            yield
        finally:
            _request_skew.reset(token)
