"""What a book of rules decided about one request, rule by rule; kept for whoever asks why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from failmode.simulator.edge.faults.rule import Rule


class Reason(StrEnum):
    """Why a rule acted on a request or let it pass."""

    MATCHED = "matched"
    SHADOWED = "shadowed"
    NO_MATCH = "no-match"
    CONNECTION_LEVEL = "connection-level"
    NOT_ARMED = "not-armed"
    OUTSIDE_WINDOW = "outside-window"
    TIMES_USED_UP = "times-used-up"
    NOT_DRAWN = "not-drawn"


@dataclass(frozen=True, slots=True)
class ActiveRule:
    """A rule in a book.

    Attributes:
        rule: the rule.
        begins: seconds since the epoch, by the simulator's clock, from which it may act; None:
            at once, also when the clock is set back.
        ends: seconds since the epoch from which it acts no more; None: never.
        profile: name of the profile that it belongs to, or None.
    """

    rule: Rule
    begins: float | None
    ends: float | None
    profile: str | None = None

    def open_at(self, now: float) -> bool:
        """Tell whether the rule's time window is open at `now`, seconds since the epoch."""
        return (self.begins is None or self.begins <= now) and (
            self.ends is None or now < self.ends
        )


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about one request.

    Attributes:
        rule: the rule that acts on it, or None.
        active_rules: every rule of the book at that moment, in order; shared by the decisions
            between two changes of the book.
        reasons: for each of them, why it acted on the request or did not.
    """

    rule: Rule | None = None
    active_rules: tuple[ActiveRule, ...] = ()
    reasons: tuple[Reason, ...] = ()


NO_RULES = Decision()
"""The decision of a book without rules."""
