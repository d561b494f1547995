"""How requests wait for changes without polling."""

from __future__ import annotations

import threading


class ChangeSignal:
    """Wakes everybody who waits, and loses no wake-up between looking and waiting."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._revision = 0
        self._closed = False

    @property
    def closed(self) -> bool:
        """Whether nobody may wait any longer."""
        return self._closed

    def mark(self) -> int:
        """Return the present revision: take it before looking at what one waits for."""
        with self._changed:
            return self._revision

    def publish(self) -> None:
        """Wake everybody."""
        with self._changed:
            self._revision += 1
            self._changed.notify_all()

    def close(self) -> None:
        """Wake everybody for good."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def wait(self, mark: int, seconds: float) -> None:
        """Return at a change since `mark`, at `close`, or after `seconds`."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._closed or self._revision != mark, max(0.0, seconds)
            )
