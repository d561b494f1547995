"""Access-Challenges that wait for the user's answer.

Source: the Duo Authentication Proxy 5.0.0 (`lib/radius/challenge.py`).
"""

from __future__ import annotations

import base64
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from failmode.simulator.authproxy.radius.packets import AccessRequest

Question = TypeVar("Question")

CHALLENGE_LIFETIME_SECONDS = 300.0
"""How long a challenge can be answered."""

MAX_OPEN_CHALLENGES = 1000
"""Open challenges of one server section; with one more the oldest is closed. Our own limit: whoever
knows a client's address can have an EAP session opened, and each has a session of TLS."""


@dataclass(frozen=True, slots=True)
class Challenge(Generic[Question]):
    """One question that was sent.

    Attributes:
        source_address: who may answer.
        username: for whom.
        identifier: of the request that it answered.
        question: what the kind of server has to know when the answer comes.
        generation: of Duo's data when it was sent; that of others is no longer open.
        sent_at: seconds since the epoch.
    """

    source_address: str
    username: str
    identifier: int
    question: Question
    generation: int
    sent_at: float


class ChallengeStore(Generic[Question]):
    """The open challenges of one server section; thread-safe.

    Args:
        now: seconds since the epoch.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._open: dict[bytes, Challenge[Question]] = {}

    def open(
        self,
        request: AccessRequest,
        username: str,
        question: Question,
        generation: int,
        state: bytes | None = None,
    ) -> bytes:
        """Note a challenge to this request.

        Args:
            request: what is answered with it.
            username: for whom it is.
            question: what has to be known when the answer comes.
            generation: of Duo's data.
            state: the State that stands for it; None: something new.

        Returns:
            the State.
        """
        state = base64.b64encode(secrets.token_bytes(33)) if state is None else state
        challenge = Challenge(
            request.source[0], username, request.identifier, question, generation, self._now()
        )
        self.reopen(state, challenge)
        return state

    def reopen(self, state: bytes, challenge: Challenge[Question]) -> None:
        """Let a challenge be answered, as if it had not been; its lifetime goes on."""
        with self._lock:
            self._remove_expired()
            self._open.pop(state, None)
            self._open[state] = challenge
            while len(self._open) > MAX_OPEN_CHALLENGES:
                del self._open[next(iter(self._open))]

    def answer(
        self, request: AccessRequest, state: bytes, username: str | None, generation: int
    ) -> Challenge[Question] | None:
        """Close and return the challenge that this request answers.

        Returns:
            None when there is none of that State for this client and user; the challenge, if any,
            stays open then.
        """
        with self._lock:
            self._remove_expired()
            found = self._open.get(state)
            if (
                found is None
                or found.source_address != request.source[0]
                or found.username != username
                or found.generation != generation
                or self._is_expired(found)
            ):
                return None
            return self._open.pop(state)

    def _remove_expired(self) -> None:
        while self._open:
            oldest = next(iter(self._open))
            if not self._is_expired(self._open[oldest]):
                return
            del self._open[oldest]

    def _is_expired(self, challenge: Challenge[Question]) -> bool:
        return challenge.sent_at <= self._now() - CHALLENGE_LIFETIME_SECONDS
