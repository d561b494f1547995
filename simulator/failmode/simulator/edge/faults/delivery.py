"""Faults of how an answer travels, or does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from failmode.simulator.edge.faults.fault import DeliveryFault, Fault, NoAnswerFault, number
from failmode.simulator.state.constraints import MAX_DURATION_SECONDS

if TYPE_CHECKING:
    from failmode.simulator.edge.faults.affected_connection import AffectedConnection

BANNER = b"SSH-2.0-OpenSSH_9.2p1\r\n"
"""What answers in place of HTTP under `not-http`: the first line of another protocol."""


class NoAnswer(NoAnswerFault):
    """The request is never answered."""

    name = "no-answer"
    summary = "The request is never answered."

    async def end(self, connection: AffectedConnection) -> None:
        """See `NoAnswerFault`."""
        await connection.hold()


class ClosedEarly(NoAnswerFault):
    """The connection is closed in place of an answer."""

    name = "closed-early"
    summary = "The connection is closed before the answer."

    async def end(self, connection: AffectedConnection) -> None:
        """See `NoAnswerFault`."""
        await connection.stream.cut()


class Reset(NoAnswerFault):
    """The connection is reset in place of an answer."""

    name = "reset"
    summary = "The connection is reset before the answer."

    async def end(self, connection: AffectedConnection) -> None:
        """See `NoAnswerFault`."""
        connection.stream.reset()


class NotHttp(NoAnswerFault):
    """Something answers that does not speak HTTP."""

    name = "not-http"
    summary = "The answer is no HTTP at all."

    async def end(self, connection: AffectedConnection) -> None:
        """See `NoAnswerFault`."""
        await connection.stream.write(BANNER)
        await connection.stream.cut()


class ResetMidBody(DeliveryFault):
    """The connection is reset in the middle of the body."""

    name = "reset-mid-body"
    summary = "The connection is reset in the middle of the answer's body."

    async def deliver(self, connection: AffectedConnection, head: bytes, body: bytes) -> bool:
        """See `DeliveryFault`."""
        await connection.stream.write(_first_half(head, body))
        await connection.stream.drain()
        connection.stream.reset()
        return False


class TruncatedBody(DeliveryFault):
    """The connection is closed in the middle of the body."""

    name = "truncated-body"
    summary = "The connection is closed in the middle of the answer's body."

    async def deliver(self, connection: AffectedConnection, head: bytes, body: bytes) -> bool:
        """See `DeliveryFault`."""
        await connection.stream.write(_first_half(head, body))
        await connection.stream.cut()
        return False


@dataclass(frozen=True)
class Trickle(DeliveryFault):
    """The answer comes byte by byte."""

    name = "trickle"
    summary = "The answer comes byte by byte."

    interval_seconds: float = number(
        0.1,
        "Pause between two bytes, in seconds.",
        phrase="every {:g} s",
        minimum=0,
        maximum=MAX_DURATION_SECONDS,
    )

    async def deliver(self, connection: AffectedConnection, head: bytes, body: bytes) -> bool:
        """See `DeliveryFault`."""
        data = head + body
        for at in range(len(data)):
            # Between two bytes, but not behind the last: the client has the whole answer then.
            if (at or not head) and await connection.pause(self.interval_seconds):
                await connection.stream.cut()
                return False
            await connection.stream.write(data[at : at + 1])
        return True


def _first_half(head: bytes, body: bytes) -> bytes:
    """Cut the body in half; an answer without a body within its head."""
    return head + body[: len(body) // 2] if body else head[: len(head) // 2]


FAULTS: tuple[type[Fault], ...] = (
    NoAnswer,
    ClosedEarly,
    Reset,
    ResetMidBody,
    TruncatedBody,
    Trickle,
    NotHttp,
)
"""The faults of this module, in the order in which they are listed."""
