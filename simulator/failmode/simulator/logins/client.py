"""What a login is tried through: a simulated program that asks Duo, or a real one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from failmode.simulator.endpoints.assumptions import Assumption
from failmode.simulator.endpoints.trace import Step
from failmode.terms import Admission


@dataclass(frozen=True, slots=True)
class ClientResult:
    """What a client did with a login.

    Attributes:
        admission: whether it lets the person in, and by what; None when it had no answer in time.
        reason: why, in one line.
        second_factor: whether the person proved a second factor; None when the client cannot tell.
        message: what the person is told; "" when nothing is known.
        answer: the answer in the words of the client's protocol; "" where it has none.
        steps: what it did, oldest first, secrets masked.
        assumed: what the admission rests on that no source settles; None when nothing is assumed.
    """

    admission: Admission | None
    reason: str
    second_factor: bool | None = None
    message: str = ""
    answer: str = ""
    steps: tuple[Step, ...] = ()
    assumed: Assumption | None = None


class LoginClient(Protocol):
    """Something that people log in through."""

    @property
    def settings(self) -> Mapping[str, str]:
        """Duo's settings on it, by its own names, secrets masked."""

    @property
    def cloud_peer(self) -> str | None:
        """Peer of the steps that are made from what Duo's cloud saw of the login.

        None when the client's own steps have these requests already.
        """

    @property
    def assumed_timeout(self) -> Assumption | None:
        """What a login that hangs rests on, when no source says how long the client waits."""

    def log_in(
        self,
        username: str,
        password: str,
        *,
        deadline_seconds: float,
        watch: Callable[[Step], None],
    ) -> ClientResult:
        """Log in once; may never return.

        Args:
            username: as typed.
            password: as typed.
            deadline_seconds: after this long nobody waits for the result.
            watch: told each step as it happens, in the thread of the login.

        Raises:
            LoginError: when the login cannot be tried.
            ConfigError: when the client is not set up for it.
        """
