"""A client's connection as a fault acts on it, and waiting that ends with the rule behind it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from failmode.simulator.edge.net.stream import Stream


class FaultHold:
    """Where one connection waits on behalf of a rule; only used in the loop's thread."""

    def __init__(self) -> None:
        self._in_force: Callable[[], bool] | None = None
        self._removed = asyncio.Event()

    def obey(self) -> None:
        """End the waiting when its rule is no longer in force."""
        if self._in_force is not None and not self._in_force():
            self._removed.set()

    async def until_removed(self, in_force: Callable[[], bool]) -> None:
        """Wait until the rule is removed or its time is over."""
        self._in_force = in_force
        self._removed.clear()
        self.obey()
        try:
            await self._removed.wait()
        finally:
            self._in_force = None


class AffectedConnection:
    """A client's connection, in the hands of a fault.

    Args:
        stream: the connection.
        hold: where it waits.
        in_force: whether the rule behind the fault still is.

    Attributes:
        stream: the connection.
    """

    def __init__(self, stream: Stream, hold: FaultHold, in_force: Callable[[], bool]) -> None:
        self.stream = stream
        self._hold = hold
        self._in_force = in_force

    async def hold(self) -> None:
        """Say nothing until the client goes or the rule is removed; then end the connection."""
        gone = asyncio.ensure_future(self.stream.discard_until_closed())
        removed = asyncio.ensure_future(self._hold.until_removed(self._in_force))
        try:
            await asyncio.wait({gone, removed}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            gone.cancel()
            removed.cancel()
        await self.stream.cut()

    async def pause(self, seconds: float) -> bool:
        """Wait for `seconds`, less when the rule is removed meanwhile; whether it was."""
        try:
            async with asyncio.timeout(seconds):
                await self._hold.until_removed(self._in_force)
        except TimeoutError:
            return False
        return True
