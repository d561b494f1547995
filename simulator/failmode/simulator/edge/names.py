"""Where the vendors' names lead, as the rules have it."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence

from failmode.simulator.edge.faults.fault import DeadEnds, ResolverFault
from failmode.simulator.edge.faults.rule_book import RuleBook
from failmode.simulator.edge.net.loop import LoopEndedError
from failmode.simulator.internal_failures import Address


class NameService:
    """The resolver of the simulated machines.

    Programs have a resolver of their own, which may lead them to the dead ends as well; so these
    are as the rules have it whether anybody looks a name up here or not.

    Args:
        rules: what goes wrong.
        dead_ends: for each vendor whose name can lead to several addresses, where nobody is
            reached.
    """

    def __init__(self, rules: RuleBook, dead_ends: Mapping[str, DeadEnds] | None = None) -> None:
        self._rules = rules
        self._dead_ends = dead_ends or {}

    def addresses(self, vendor: str, address: Address) -> Sequence[Address]:
        """Look a vendor's name up, counted as a hit of the rule that acts on it.

        Args:
            vendor: whose name.
            address: where the vendor is served.

        Returns:
            the addresses in the order in which they are given; none where it does not resolve.
        """
        rule = self._rules.for_resolution(vendor)
        if rule is None or not isinstance(rule.fault, ResolverFault):
            return (address,)
        return rule.fault.leads_to(address, self._dead_ends.get(vendor))

    def obey_rules(self) -> None:
        """Make the dead ends as the rules have it now."""
        # A change may still be told while the loop ends in another thread.
        with contextlib.suppress(LoopEndedError):
            for vendor, dead_ends in self._dead_ends.items():
                rule = self._rules.for_names(vendor)
                if rule is None or not isinstance(rule.fault, ResolverFault):
                    dead_ends.close()
                else:
                    rule.fault.prepare(dead_ends)

    def connection_failed(self, vendor: str) -> None:
        """Be told that a connection to this vendor could not be made."""
        self._rules.connection_failed(vendor)
