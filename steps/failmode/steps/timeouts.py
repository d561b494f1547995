"""How long a login is waited for before it counts as hung."""

from __future__ import annotations

_SHARE = 1.5
_SOME_SECONDS = 3.0


def timeout(deadline_seconds: float, takes_seconds: float | None) -> float:
    """The deadline of one login.

    Args:
        deadline_seconds: the usual one, given with `--deadline`.
        takes_seconds: how long the login is known to take; None where nothing is known.
    """
    if takes_seconds is None:
        return deadline_seconds
    return max(deadline_seconds, takes_seconds * _SHARE + _SOME_SECONDS)
