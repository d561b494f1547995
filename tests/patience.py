"""How long tests wait, on a machine that may be busy."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Self, TypeVar

Outcome = TypeVar("Outcome")

PATIENT_SECONDS = 30.0
"""For what must come: nothing takes this long, unless it never comes."""

LONGEST_RUN_SECONDS = 400.0
"""For a program that is waited for until it ends: nothing takes this long, unless it hangs."""

A_MOMENT_SECONDS = 0.01
"""By how much a wait may be shorter than it was to be: loops count in whole milliseconds."""

_LOOK_SECONDS = 0.01
_ATTEMPTS = 5


def with_time_enough(
    attempt: Callable[[float], Outcome], reached: Callable[[Outcome], bool], *, seconds: float
) -> Outcome:
    """Try with a short time-out, and with longer ones while it ran out too early.

    A client that waits 0.2 seconds for an answer that never comes fails after 0.2 seconds, and a
    test need not wait longer. On a busy machine the same time may run out before, where an answer
    would have come: that attempt proves nothing.

    Args:
        attempt: does everything anew with a time-out in seconds.
        reached: whether an attempt came to where its time was to run out.
        seconds: the first time-out; an attempt with `PATIENT_SECONDS` counts whatever it reached.

    Returns:
        What the last attempt came to.
    """
    outcome = attempt(seconds)
    while not reached(outcome) and seconds < PATIENT_SECONDS:
        seconds = min(seconds * 10, PATIENT_SECONDS)
        outcome = attempt(seconds)
    return outcome


def quickest(attempt: Callable[[], float], *, bound: float) -> float:
    """Try again while something takes longer than it may.

    A busy machine makes some attempts late, and a fault makes all of them late.

    Args:
        attempt: does everything anew; returns the seconds that it took.
        bound: what takes no longer than so many seconds is not tried again.

    Returns:
        The seconds of the quickest attempt.
    """
    took = attempt()
    for _ in range(_ATTEMPTS - 1):
        if took <= bound:
            break
        took = min(took, attempt())
    return took


def wait_until(condition: Callable[[], object], what: str) -> None:
    """Look until something holds.

    Args:
        condition: what must come to hold, or to be there.
        what: what is said when it does not.
    """
    end = time.monotonic() + PATIENT_SECONDS
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(_LOOK_SECONDS)


class Stopwatch:
    """The seconds of a block in which the machine had time for this process, as a context manager.

    A second thread counts how often it can sleep for a moment. While others have the machine, or
    it is stopped, that thread sleeps longer but counts the same: what something takes beyond a
    bound is then its own, and not the machine's.
    """

    def __init__(self) -> None:
        self._over = threading.Event()
        self._moments = 0
        self._thread = threading.Thread(target=self._count, daemon=True)

    @property
    def seconds(self) -> float:
        """What has been counted."""
        return self._moments * _LOOK_SECONDS

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _count(self) -> None:
        while not self._over.wait(_LOOK_SECONDS):
            self._moments += 1
