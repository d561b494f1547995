"""Logins that cannot be tried."""

from __future__ import annotations

from failmode.simulator.errors import SimulatorError


class LoginError(SimulatorError):
    """A login that cannot be tried as it is asked for.

    Args:
        what: what is wrong, in one line.
        remedy: what to do about it, in one line.
    """

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what, remedy=remedy)


class InvalidLoginRequestError(LoginError):
    """A request that contradicts itself, or holds what no client can send."""


class NotRunningError(LoginError):
    """A client that is asked for and does not run."""


class LostRecordError(LoginError):
    """A login whose verdict nobody can reach, because the journal has not kept what Duo saw."""


class DataReplacedError(LoginError):
    """A login that has no verdict, because whom and what it was about has been replaced."""


class TooManyLoginsError(LoginError):
    """One login more than may run at once."""
