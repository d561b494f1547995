"""What is asked of a login, and what it came to."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from failmode.simulator.duo.directory.settings import DuoSettings
from failmode.simulator.endpoints.trace import Step
from failmode.terms.logins import Verdict
from failmode.terms.platforms import Platform

DEFAULT_PATIENCE_SECONDS = DuoSettings().long_poll_seconds + 2
"""How long a client waits for Duo: a little more than Duo lets `auth_status` wait for news."""

DEFAULT_DEADLINE_SECONDS = DuoSettings().push_timeout_seconds + 15
"""After this long a login counts as hung: a little more than a push lives."""


class Client(StrEnum):
    """A simulated client of Duo, by the name the command line uses."""

    WINDOWS_WORKSTATION = "windows-workstation"
    WINDOWS_SERVER = "windows-server"
    MACOS = "macos"
    RADIUS = "radius"

    @property
    def words(self) -> str:
        """The client in running text."""
        if self.platform is None:
            return "RADIUS through the Authentication Proxy"
        return self.platform.words

    @property
    def platform(self) -> Platform | None:
        """The endpoint's platform; None for RADIUS."""
        return None if self is Client.RADIUS else Platform(self.value)


@dataclass(frozen=True, slots=True)
class LoginRequest:
    """One login that somebody wants to try.

    Attributes:
        client: where to log in.
        username: as typed.
        password: as typed; None for the one that the primary server knows.
        fail_open: the client's failmode; None for what the running Authentication Proxy is
            configured with, which is the only choice for RADIUS.
        patience_seconds: how long an endpoint waits for Duo, for a connection and for an answer.
        deadline_seconds: after this long the login counts as hung.
    """

    client: Client
    username: str
    password: str | None = field(default=None, repr=False)
    fail_open: bool | None = None
    patience_seconds: float = DEFAULT_PATIENCE_SECONDS
    deadline_seconds: float = DEFAULT_DEADLINE_SECONDS


@dataclass(frozen=True, slots=True)
class LoginResult:
    """What a login came to.

    Attributes:
        verdict: the verdict.
        second_factor: whether the person proved a second factor.
        message: what the person is told; "" when nothing is known.
        settings: Duo's settings on the client, by its own names, secrets masked.
        steps: what happened, oldest first; for `hung`, until the deadline.
        duration_seconds: how long it took.
    """

    verdict: Verdict
    second_factor: bool
    message: str
    settings: dict[str, str]
    steps: tuple[Step, ...]
    duration_seconds: float
