"""Times of the simulator's clock in words."""

from __future__ import annotations

from datetime import UTC, datetime


def iso_8601(seconds: float) -> str | None:
    """Write a time as ISO 8601 has it, in UTC with milliseconds; None for one beyond its years.

    Args:
        seconds: seconds since the epoch.
    """
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
    except (OverflowError, OSError, ValueError):
        return None
