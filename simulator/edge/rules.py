"""The book of fault rules, which decides the rule that strikes."""

from __future__ import annotations

import dataclasses
import random
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from simulator.edge.errors import RuleError
from simulator.edge.faults import KERNEL_FAULTS, TLS_FAULTS, Fault
from simulator.edge.identify import Identified
from simulator.edge.rule import Rule, known_words

__all__ = ["Rule", "RuleBook", "RuleState"]


@dataclass(frozen=True, slots=True)
class RuleState:
    """A rule with what has become of it.

    Attributes:
        rule: the rule.
        struck: how often it has struck; 0 for kernel faults, which nobody can count.
        armed: whether it can strike now, as far as stages are concerned.
    """

    rule: Rule
    struck: int
    armed: bool

    @property
    def spent(self) -> bool:
        """Whether the rule has struck `times` times and lets everything pass since."""
        return self.rule.times is not None and self.struck >= self.rule.times

    def to_json(self) -> dict[str, Any]:
        """The rule's JSON with `struck`, `armed` and `spent`."""
        return {
            **self.rule.to_json(),
            "struck": self.struck,
            "armed": self.armed,
            "spent": self.spent,
        }


class _Entry:
    def __init__(self, rule: Rule, draws: random.Random) -> None:
        self.rule = rule
        self.draws = draws
        self.struck = 0
        self.armed = rule.armed_by is None

    def strikes(self) -> bool:
        """Decide for one matching request or connection, and count it."""
        if not self.armed or self.state().spent:
            return False
        if self.rule.probability < 1 and self.draws.random() >= self.rule.probability:
            return False
        self.struck += 1
        return True

    def state(self) -> RuleState:
        return RuleState(self.rule, self.struck, self.armed)


class RuleBook:
    """The rules in force, in order; thread-safe.

    The first rule that matches and strikes wins; a rule that does not strike (its share of
    probability, its times used up, not armed) is passed over. `connection-refused` and
    `connect-timeout` precede every other rule, because nothing else gets to see the client.

    Args:
        seed: of the probabilities; the same seed and the same order of adding and asking give the
            same decisions. Each rule draws from a generator of its own.
        vendors: the vendors that exist; rules for others are refused. Empty: not checked.
    """

    def __init__(self, seed: int = 0, vendors: Collection[str] = ()) -> None:
        self._lock = threading.Lock()
        self._entries: list[_Entry] = []
        self._seed = seed
        self._added = 0
        self._vendors = tuple(vendors)
        self._listeners: list[Callable[[], None]] = []

    def add(self, rule: Rule) -> Rule:
        """Append a rule; returns it with its id, once every edge acts by it.

        Raises:
            RuleError: for a vendor that does not exist or an id that is taken.
        """
        if self._vendors and rule.vendor not in self._vendors:
            raise RuleError(
                "vendor", f"{rule.vendor!r} is not known", f"Known: {known_words(self._vendors)}"
            )
        with self._lock:
            self._added += 1
            taken = {entry.rule.id for entry in self._entries}
            if not rule.id:
                rule = dataclasses.replace(rule, id=self._free_id(taken))
            elif rule.id in taken:
                raise RuleError("id", f"{rule.id!r} is taken", "Remove that rule, or leave id out")
            self._entries.append(_Entry(rule, random.Random(f"{self._seed}/{self._added}")))
        self._changed()
        return rule

    def _free_id(self, taken: set[str]) -> str:
        number = self._added
        while f"rule-{number}" in taken:
            number += 1
        return f"rule-{number}"

    def list(self) -> tuple[Rule, ...]:
        """The rules in order."""
        with self._lock:
            return tuple(entry.rule for entry in self._entries)

    def states(self) -> tuple[RuleState, ...]:
        """The rules in order, with how often each has struck and whether it is armed."""
        with self._lock:
            return tuple(entry.state() for entry in self._entries)

    def remove(self, rule_id: str) -> None:
        """Remove a rule; connections that it holds are closed when this returns.

        Raises:
            RuleError: when there is no such rule.
        """
        with self._lock:
            kept = [entry for entry in self._entries if entry.rule.id != rule_id]
            if len(kept) == len(self._entries):
                known = known_words([entry.rule.id for entry in kept]) or "none"
                raise RuleError("id", f"there is no rule {rule_id!r}", f"Known: {known}")
            self._entries = kept
        self._changed()

    def clear(self, seed: int | None = None) -> None:
        """Remove all rules and start the probabilities anew, from `seed` when given."""
        with self._lock:
            self._entries = []
            self._added = 0
            if seed is not None:
                self._seed = seed
        self._changed()

    def has(self, rule_id: str) -> bool:
        """Whether the rule is in the book."""
        with self._lock:
            return any(entry.rule.id == rule_id for entry in self._entries)

    def for_request(self, vendor: str, identified: Identified) -> Rule | None:
        """The rule that strikes this request, counted as struck; None to let it pass."""
        with self._lock:
            for entry in self._entries:
                rule = entry.rule
                if (
                    not rule.is_connection_level
                    and rule.matches(vendor, identified)
                    and entry.strikes()
                ):
                    return rule
        return None

    def for_listener(self, vendor: str) -> Rule | None:
        """The kernel fault that is in force for all of the vendor's connections, or None."""
        with self._lock:
            for entry in self._entries:
                rule = entry.rule
                if rule.vendor == vendor and rule.fault in KERNEL_FAULTS and entry.armed:
                    return rule
        return None

    def for_handshake(self, vendor: str) -> Rule | None:
        """The TLS fault that strikes this new connection, counted as struck, or None."""
        return self._first_striking(vendor, TLS_FAULTS)

    def for_resolution(self, vendor: str) -> Rule | None:
        """The `dns-failure` that strikes this look-up, counted as struck, or None."""
        return self._first_striking(vendor, frozenset({Fault.DNS_FAILURE}))

    def for_established(self, vendor: str) -> Rule | None:
        """The fault that also strikes connections that are already open, or None.

        Kernel faults do; TLS faults do unless they are counted or drawn, which is decided for new
        connections only. A name that no longer resolves harms no open connection.
        """
        kernel = self.for_listener(vendor)
        if kernel is not None:
            return kernel
        with self._lock:
            for entry in self._entries:
                rule = entry.rule
                if (
                    rule.vendor == vendor
                    and rule.fault in TLS_FAULTS
                    and rule.times is None
                    and rule.probability == 1
                    and entry.armed
                ):
                    return rule
        return None

    def _first_striking(self, vendor: str, faults: frozenset[Fault]) -> Rule | None:
        with self._lock:
            for entry in self._entries:
                if entry.rule.vendor == vendor and entry.rule.fault in faults and entry.strikes():
                    return entry.rule
        return None

    def went_well(self, vendor: str, identified: Identified) -> None:
        """Arm the rules that wait for this exchange; called before its answer is sent."""
        armed = False
        with self._lock:
            for entry in self._entries:
                rule = entry.rule
                if (
                    not entry.armed
                    and rule.vendor == vendor
                    and rule.armed_by == identified.stage
                    and (rule.user is None or rule.user == identified.user)
                ):
                    entry.armed = armed = True
        if armed:
            self._changed()

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` after every change, in the thread of the change.

        Returns:
            a function that ends the subscription.
        """
        with self._lock:
            self._listeners.append(listener)

        def unsubscribe() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return unsubscribe

    def _changed(self) -> None:
        with self._lock:
            listeners = tuple(self._listeners)
        for listener in listeners:
            listener()
