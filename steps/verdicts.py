"""What a login came to, and the deadline that makes a hang a verdict of its own."""

from __future__ import annotations

from enum import StrEnum

from simulator.deadline import Finished, within

__all__ = ["Finished", "Verdict", "within"]


class Verdict(StrEnum):
    """What a login came to."""

    ALLOWED = "allowed"
    FAILED_OPEN = "failed-open"
    DENIED = "denied"
    HUNG = "hung"
