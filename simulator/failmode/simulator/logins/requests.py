"""What is asked of a login, and what it came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from failmode.simulator.duo.directory.settings import DuoSettings
from failmode.simulator.endpoints.assumptions import Assumption
from failmode.simulator.endpoints.trace import Step
from failmode.simulator.logins.client import LoginClient
from failmode.terms import Verdict

DEFAULT_TIMEOUT_SECONDS = DuoSettings().long_poll_seconds + 2
"""How long a computer waits for Duo: a little more than Duo lets `auth_status` wait for news."""

DEFAULT_DEADLINE_SECONDS = DuoSettings().push_timeout_seconds + 15
"""After this long a login counts as hung: a little more than a push lives."""


@dataclass(frozen=True, slots=True)
class LoginRequest:
    """One login that somebody wants to try.

    Attributes:
        client: what to log in through.
        username: as typed.
        password: as typed.
        deadline_seconds: after this long the login counts as hung.
    """

    client: LoginClient
    username: str
    password: str = field(repr=False)
    deadline_seconds: float = DEFAULT_DEADLINE_SECONDS


@dataclass(frozen=True, slots=True)
class LoginResult:
    """What a login came to.

    Attributes:
        verdict: the verdict, judged by the client and by Duo's cloud.
        reason: why, in one line.
        second_factor: whether the person proved a second factor.
        message: what the person is told; "" when nothing is known.
        answer: the answer in the words of the client's protocol; "" where it has none, or when
            none came in time.
        settings: Duo's settings on the client, by its own names, secrets masked.
        steps: what happened, oldest first, the verdict last; for `hung`, until the deadline.
        duration_seconds: how long it took.
        assumed: what the verdict rests on that no source settles; None when nothing is assumed.
    """

    verdict: Verdict
    reason: str
    second_factor: bool
    message: str
    answer: str
    settings: Mapping[str, str]
    steps: tuple[Step, ...]
    duration_seconds: float
    assumed: Assumption | None = None

    @property
    def explanation(self) -> str:
        """The reason, after what is assumed where something is."""
        return explain(self.reason, self.assumed)


def explain(reason: str, assumed: Assumption | None) -> str:
    """Say why a login came to its verdict, first of all what is assumed.

    Args:
        reason: why, in one line.
        assumed: what the verdict rests on that no source settles; None when nothing is assumed.
    """
    return reason if assumed is None else f"assumed: {assumed}; {reason}"
