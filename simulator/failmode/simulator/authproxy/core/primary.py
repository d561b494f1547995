"""Primary authentication as the flow of a login sees it: is this the user's password?

Source: the Duo Authentication Proxy 5.0.0 (`lib/base.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from failmode.simulator.errors import SimulatorError


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a user gives to log in.

    A server and a client that speak the same protocol may hand on more than that to each other, in
    a class of their own.

    Attributes:
        username: as received; None when there was none.
        password: as received, so that a factor may follow it; or the password alone.
        client_ip: address of the user's machine, or None.
    """

    username: str | None
    password: str = field(repr=False)
    client_ip: str | None


@dataclass(frozen=True, slots=True)
class PrimaryResult:
    """What primary authentication came to.

    A client may hand on more than that to a server of the same protocol, in a class of its own.

    Attributes:
        accepted: whether it is the user's password.
        message: the words of the primary server, or the text that stands for them.
    """

    accepted: bool
    message: str


class PrimaryError(SimulatorError):
    """The primary server could not be asked; the text is the product's reason."""


class UnexpectedAnswerError(SimulatorError):
    """The primary server said neither yes nor no; the user's client then gets no answer."""


class PrimaryAuthenticator(Protocol):
    """Something that checks primary passwords."""

    def authenticate(self, credentials: Credentials) -> PrimaryResult:
        """Check a password.

        Args:
            credentials: with the password alone.

        Raises:
            PrimaryError: when no answer could be had.
            UnexpectedAnswerError: when the answer is neither yes nor no.
        """
        ...
