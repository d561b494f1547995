"""The faults of a running simulator by their names, as the command line speaks of them."""

from __future__ import annotations

from failmode.simulator.edge.faults.profiles import Profiles
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.rule_book import RuleBook
from failmode.terms import Vendor


class Faults:
    """Faults and profiles, switched on and off by name.

    Args:
        rules: the book that the faults' rules go into.
        profiles: the profiles there are.
    """

    def __init__(self, rules: RuleBook, profiles: Profiles) -> None:
        self._rules = rules
        self._profiles = profiles

    def add(
        self,
        fault: str,
        *,
        vendor: str = Vendor.DUO,
        stage: str | None = None,
        after: str | None = None,
        operation: str | None = None,
        user: str | None = None,
        probability: float = 1.0,
        times: int | None = None,
        per_login: bool = False,
        delay_seconds: float = 0.0,
        starts_in_seconds: float = 0.0,
        for_seconds: float | None = None,
        **parameters: object,
    ) -> Rule:
        """Let a fault act until it is removed, has struck `times` times, or its time is over.

        Args:
            fault: its name, such as `http-503`; `failmode faults add --help` lists all.
            vendor: whose side fails: `duo` or `ninjaone`.
            stage: as of `Rule`; so are the arguments that follow.
            after: see there.
            operation: see there.
            user: see there.
            probability: see there.
            times: see there.
            per_login: see there.
            delay_seconds: see there.
            starts_in_seconds: see there.
            for_seconds: see there.
            parameters: the fault's own parameters, by name.

        Returns:
            The rule, with the id by which it is removed.

        Raises:
            RuleError: for a word that is not known, or a combination that cannot be carried out.
        """
        given = {
            "vendor": vendor,
            "fault": fault,
            "stage": stage,
            "after": after,
            "operation": operation,
            "user": user,
            "probability": probability,
            "times": times,
            "per_login": per_login,
            "delay_seconds": delay_seconds,
            "starts_in_seconds": starts_in_seconds,
            "for_seconds": for_seconds,
        }
        return self._rules.add(Rule.from_json({**given, **parameters}))

    def remove(self, rule_id: str) -> None:
        """End one fault.

        Raises:
            RuleError: when no rule has the id.
        """
        self._rules.remove(rule_id)

    def clear(self) -> None:
        """End every fault and profile."""
        self._rules.clear()

    def in_force(self) -> tuple[Rule, ...]:
        """List the rules, in the order in which they are asked."""
        return self._rules.list()

    def switch_on(self, profile: str) -> None:
        """Put a profile in force, such as `outage`; one that is on begins anew.

        Raises:
            RuleError: when there is no such profile.
        """
        self._profiles.switch_on(profile)

    def switch_off(self, profile: str) -> None:
        """Take a profile out of force; one that is off stays off.

        Raises:
            RuleError: when there is no such profile.
        """
        self._profiles.switch_off(profile)
