"""How long a login is waited for before it counts as hung."""

from __future__ import annotations

_LONGER_BY = 1.5
_EXTRA_SECONDS = 3.0


def login_timeout(deadline_seconds: float, takes_seconds: float | None) -> float:
    """Work out the deadline of one login.

    Args:
        deadline_seconds: the usual one, given with `--deadline`.
        takes_seconds: how long the login is known to take; None where nothing is known.
    """
    if takes_seconds is None:
        return deadline_seconds
    return max(deadline_seconds, takes_seconds * _LONGER_BY + _EXTRA_SECONDS)
