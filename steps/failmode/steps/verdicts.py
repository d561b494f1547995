"""What a login came to; a hang is a verdict of its own."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """What a login came to."""

    ALLOWED = "allowed"
    FAILED_OPEN = "failed-open"
    DENIED = "denied"
    HUNG = "hung"
