"""Numbers and instants on the command line; instants are read and shown in UTC."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import click

_LATEST_SECONDS = 4_000_000_000.0


class Number(click.ParamType):  # type: ignore[type-arg]  # generic in new versions only
    """A finite number."""

    name = "number"

    def convert(
        self, value: str | float, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Read a number."""
        number = _number(value)
        if number is None:
            self.fail(f"{value!r} is not a finite number.", param, ctx)
        return number


class Instant(click.ParamType):  # type: ignore[type-arg]  # generic in new versions only
    """Seconds since the epoch, or a date and time in ISO 8601 (UTC unless it says otherwise)."""

    name = "time"

    def convert(
        self, value: str | float, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Read an instant; returns seconds since the epoch."""
        if isinstance(value, float):
            return value
        seconds = _seconds(value)
        if seconds is None or not 0 <= seconds <= _LATEST_SECONDS:
            self.fail(
                f"{value!r} is no time. Give seconds since the epoch, or ISO 8601 such as "
                "2026-05-04T10:00:00 (UTC)",
                param,
                ctx,
            )
        return seconds


def _number(value: str | float) -> float | None:
    try:
        number = float(value)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _seconds(text: str) -> float | None:
    seconds = _number(text)
    if seconds is not None:
        return seconds
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


def instant(seconds: float) -> str:
    """Write an instant as `2026-05-04 10:00:00 UTC`; the number where no date fits."""
    moment = _moment(seconds)
    return f"{seconds:.3f}" if moment is None else f"{moment:%Y-%m-%d %H:%M:%S} UTC"


def time_of_day(seconds: float) -> str:
    """Write the time of day of an instant, `10:00:00`; the number where no date fits."""
    moment = _moment(seconds)
    return f"{seconds:.0f}" if moment is None else f"{moment:%H:%M:%S}"


def _moment(seconds: float) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return None
