"""Waiting that ends when the rule that asks for it is removed or its time is over."""

from __future__ import annotations

import asyncio

from failmode.simulator.edge.faults.rule_book import Rule, RuleBook
from failmode.simulator.edge.net.stream import Stream


class FaultHold:
    """Where one connection waits on behalf of a rule; only used in the loop's thread."""

    def __init__(self) -> None:
        self._rule: Rule | None = None
        self._removed = asyncio.Event()

    def obey(self, rules: RuleBook) -> None:
        """End the waiting when its rule is no longer in force."""
        if self._rule is not None and not rules.in_force(self._rule.id):
            self._removed.set()

    async def hold(self, rule: Rule, rules: RuleBook, stream: Stream) -> None:
        """Say nothing until the peer goes or `rule` is removed; then end the connection."""
        self._begin(rule, rules)
        gone = asyncio.ensure_future(stream.read_until_gone())
        removed = asyncio.ensure_future(self._removed.wait())
        try:
            await asyncio.wait({gone, removed}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            gone.cancel()
            removed.cancel()
            self._rule = None
        await stream.cut()

    async def pause(self, rule: Rule, rules: RuleBook, seconds: float) -> bool:
        """Wait for `seconds`, less when `rule` is removed meanwhile; whether it was."""
        self._begin(rule, rules)
        try:
            async with asyncio.timeout(seconds):
                await self._removed.wait()
        except TimeoutError:
            return False
        else:
            return True
        finally:
            self._rule = None

    def _begin(self, rule: Rule, rules: RuleBook) -> None:
        self._rule = rule
        self._removed.clear()
        self.obey(rules)
