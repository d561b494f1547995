"""Times of the simulator's clock in words."""

from __future__ import annotations

from datetime import UTC, datetime

_LAST_SECOND = 253_402_300_799


def time_of_day(seconds: float) -> str:
    """Return a time of the simulator's clock, UTC, as hours, minutes and seconds."""
    return _written(seconds, "%H:%M:%S")


def date_and_time(seconds: float) -> str:
    """Return a time of the simulator's clock, UTC, as date, hours, minutes and seconds."""
    return _written(seconds, "%Y-%m-%d %H:%M:%S")


def _written(seconds: float, form: str) -> str:
    if not 0 <= seconds <= _LAST_SECOND:
        return f"{seconds:.0f} s"
    return datetime.fromtimestamp(seconds, UTC).strftime(form)
