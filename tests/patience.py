"""How long tests wait, on a machine that may be busy."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Outcome = TypeVar("Outcome")

PATIENT_SECONDS = 30.0
"""For what must come: nothing takes this long, unless it never comes."""


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
