"""How long a login is waited for before it counts as hung."""

from __future__ import annotations

_LONGER_BY = 1.5
_EXTRA_SECONDS = 3.0
_AT_LEAST = 0.5
"""The share of the documented time that a login has to take."""

_LONGER_THAN_THE_TRIES_SECONDS = 5.0
"""More than three tries of the one second that `https_timeout` of Duo Unix is set to."""


def login_timeout(deadline_seconds: float, takes_seconds: float | None) -> float:
    """Work out the deadline of one login.

    Args:
        deadline_seconds: the usual one, given with `--deadline`.
        takes_seconds: how long the login is known to take; None where nothing is known.
    """
    if takes_seconds is None:
        return deadline_seconds
    return max(deadline_seconds, takes_seconds * _LONGER_BY + _EXTRA_SECONDS)


def duo_unix_timeout(
    deadline_seconds: float, takes_seconds: float | None, *, https_timeout: bool
) -> float:
    """Work out the deadline of one login through Duo Unix.

    Args:
        deadline_seconds: the usual one.
        takes_seconds: how long the login is known to take; None where nothing is known.
        https_timeout: whether the client has a timeout; it tries three times then.
    """
    deadline = login_timeout(deadline_seconds, takes_seconds)
    return max(deadline, _LONGER_THAN_THE_TRIES_SECONDS) if https_timeout else deadline


def took_long_enough(seconds: float, takes_seconds: float) -> bool:
    """Tell whether a login did not end long before the time that it is known to take."""
    return seconds >= takes_seconds * _AT_LEAST
