"""What the client of a login over RADIUS sends first, and in answer to an Access-Challenge."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from failmode.simulator.authproxy.radius.packets import Attributes, ServerReply

STATE_KEY = 24


class PasswordProof(StrEnum):
    """How a client proves the password."""

    PAP = "PAP"
    """It sends it."""

    MS_CHAP = "MS-CHAPv2"
    EAP_MD5 = "EAP-MD5"


@dataclass(frozen=True, slots=True)
class Sent:
    """What one Access-Request brings.

    Attributes:
        typed: User-Password; None: it has none.
        attributes: attributes beside those of every request, raw.
        says: what the trace says of it.
    """

    typed: str | None = field(repr=False)
    attributes: Attributes = field(default_factory=dict)
    says: str = ""


class Dialogue(Protocol):
    """One login."""

    def first(self) -> Sent:
        """Return what it begins with."""
        ...

    def after(self, challenge: ServerReply) -> Sent | None:
        """Return the answer to an Access-Challenge; None: the user has none."""
        ...

    def objection(self, accept: ServerReply) -> str | None:
        """Return why an Access-Accept is of no use to the client; None: it is."""
        ...


class TypedAnswers:
    """A user who types something, and something else in answer to each Access-Challenge.

    Args:
        first: at first; None: MS-CHAPv2 proves the password.
        others: what is typed afterwards.
    """

    def __init__(self, first: str | None, others: Iterable[str] = ()) -> None:
        self._first = first
        self._others = iter(others)

    def first(self) -> Sent:
        """See `Dialogue`."""
        return Sent(self._first)

    def after(self, challenge: ServerReply) -> Sent | None:
        """See `Dialogue`."""
        state = challenge.attributes.get(STATE_KEY)
        typed = None if state is None else next(self._others, None)
        return None if state is None or typed is None else Sent(typed, {STATE_KEY: state})

    def objection(self, accept: ServerReply) -> str | None:
        """See `Dialogue`."""
        del accept
        return None
