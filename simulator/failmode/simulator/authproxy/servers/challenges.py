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


@dataclass(frozen=True, slots=True)
class Challenge(Generic[Question]):
    """One question that was sent.

    Attributes:
        source_address: who may answer.
        username: for whom.
        question: what the kind of server has to know when the answer comes.
        generation: of Duo's data when it was sent; that of others is no longer open.
        sent_at: seconds since the epoch.
    """

    source_address: str
    username: str
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
        self, request: AccessRequest, username: str, question: Question, generation: int
    ) -> bytes:
        """Note a challenge to this request; returns the State that stands for it."""
        state = base64.b64encode(secrets.token_bytes(33))
        challenge = Challenge(request.source[0], username, question, generation, self._now())
        with self._lock:
            self._remove_expired()
            self._open[state] = challenge
        return state

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
            ):
                return None
            return self._open.pop(state)

    def _remove_expired(self) -> None:
        limit = self._now() - CHALLENGE_LIFETIME_SECONDS
        while self._open:
            oldest = next(iter(self._open))
            if self._open[oldest].sent_at > limit:
                return
            del self._open[oldest]
