"""The book of fault rules, which decides which of them acts on a request."""

from __future__ import annotations

import dataclasses
import random
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from failmode.simulator.edge.errors import RuleError
from failmode.simulator.edge.faults.decision import NO_RULES, ActiveRule, Decision, Reason
from failmode.simulator.edge.faults.fault import (
    Fault,
    Reach,
    ResolverFault,
    SocketFault,
    TlsFault,
)
from failmode.simulator.edge.faults.matching import check_matchable
from failmode.simulator.edge.faults.notes import rule_notes
from failmode.simulator.edge.faults.rule import Rule, known_words
from failmode.simulator.edge.http.parameters import NO_PARAMETERS
from failmode.simulator.edge.identify import Identified
from failmode.simulator.edge.request_names import RequestNames
from failmode.simulator.state.clock import Clock
from failmode.terms import Stage

_LONGEST_SLEEP_SECONDS = 3600.0
_SHORTEST_SLEEP_SECONDS = 0.001
_MOST_LOGINS = 10_000
"""Users whose logins a rule counts one by one; beyond, the oldest is counted anew."""


@dataclass(frozen=True, slots=True)
class RuleState:
    """A rule with what has become of it.

    Attributes:
        active: the rule, its time window and its profile.
        hits: what it is known to have struck; see `Fault.counted` for what else it may have.
        armed: whether it can act now, as far as stages are concerned.
        open: whether it can act now, as far as its time window is concerned.
        begun: whether it could act already.
        notes: what to know of it, a sentence each.
    """

    active: ActiveRule
    hits: int
    armed: bool
    open: bool
    begun: bool
    notes: tuple[str, ...] = ()

    @property
    def hits_complete(self) -> bool:
        """Whether nothing can have been struck beside what was counted."""
        return self.rule.fault is None or self.rule.fault.counted or not self.begun

    @property
    def reach(self) -> Reach:
        """Which clients it can strike."""
        return Reach.EVERY_CLIENT if self.rule.fault is None else self.rule.fault.reach

    @property
    def known_hits(self) -> int | None:
        """What was counted; None when nothing was although the fault cannot be counted."""
        return self.hits if self.hits or self.hits_complete else None

    @property
    def rule(self) -> Rule:
        """The rule."""
        return self.active.rule

    @property
    def exhausted(self) -> bool:
        """Whether the rule has matched `times` times and lets everything pass since."""
        rule = self.rule
        return rule.times is not None and not rule.per_login and self.hits >= rule.times

    def to_json(self) -> dict[str, Any]:
        """Give the rule's JSON, and beside it what has become of the rule."""
        return {
            **self.rule.to_json(),
            "reach": self.reach.value,
            "hits": self.known_hits,
            "hits_complete": self.hits_complete,
            "armed": self.armed,
            "exhausted": self.exhausted,
            "open": self.open,
            "begins": self.active.begins,
            "ends": self.active.ends,
            "profile": self.active.profile,
            "notes": list(self.notes),
        }


class _Entry:
    def __init__(self, active: ActiveRule, rng: random.Random) -> None:
        self.active = active
        self.rule = active.rule
        self.rng = rng
        self.hits = 0
        # By user, in the login that is under way; those whose hits are the oldest first.
        self._hits_in_login: OrderedDict[str | None, int] = OrderedDict()
        self.armed = self.rule.armed_by is None

    def ready(self, now: float) -> bool:
        """Tell whether nothing but its numbers and its luck keeps the rule from acting."""
        return self.armed and self.active.open_at(now)

    def ready_for_all(self, now: float) -> bool:
        """Tell whether the rule acts on every connection: it is neither counted nor drawn."""
        return self.rule.times is None and self.rule.probability == 1 and self.ready(now)

    def hit(self, now: float) -> bool:
        """Tell whether the rule acts on one connection or look-up, and count a hit."""
        return self.attempt(now, None) is Reason.MATCHED

    def attempt(self, now: float, user: str | None) -> Reason:
        """Decide for one matching request, about this user, or connection, and count a hit."""
        if not self.armed:
            return Reason.NOT_ARMED
        if not self.active.open_at(now):
            return Reason.OUTSIDE_WINDOW
        if self.rule.times is not None and self._counted(user) >= self.rule.times:
            return Reason.TIMES_USED_UP
        if self.rule.probability < 1 and self.rng.random() >= self.rule.probability:
            return Reason.NOT_DRAWN
        self.hits += 1
        if self.rule.per_login:
            self._hits_in_login[user] = self._hits_in_login.pop(user, 0) + 1
            if len(self._hits_in_login) > _MOST_LOGINS:
                self._hits_in_login.popitem(last=False)
        return Reason.MATCHED

    def _counted(self, user: str | None) -> int:
        return self._hits_in_login.get(user, 0) if self.rule.per_login else self.hits

    def begin_login(self, user: str | None) -> None:
        """Count anew for a user, where each login counts by itself."""
        self._hits_in_login.pop(user, None)

    def state(self, now: float, notes: tuple[str, ...]) -> RuleState:
        begins = self.active.begins
        begun = self.armed and (begins is None or now >= begins)
        return RuleState(self.active, self.hits, self.armed, self.active.open_at(now), begun, notes)

    def next_change(self, now: float) -> float | None:
        """When the time window opens or closes next, in seconds since the epoch; None: never."""
        begins = self.active.begins
        if begins is not None and now < begins:
            return begins
        ends = self.active.ends
        return ends if ends is not None and now < ends else None


class RuleBook:
    """The rules in force, in order; thread-safe.

    The first rule that matches and may act wins; a rule that may not (its share of
    probability, its times used up, not armed, outside its time window) is passed over.
    `connection-refused` and `connect-timeout` precede every other rule, because nothing else gets
    to see the client.

    Args:
        seed: of the probabilities; the same seed and the same order of adding and asking give the
            same decisions. Each rule draws from a generator of its own.
        vendors: the vendors that exist, each with how its requests are named, or None when that
            is not known; rules for others, and for requests that there cannot be, are refused.
            Empty: not checked.
        clock: the simulator's clock, by which time windows open and close; real time when left
            out. Moving it opens and closes them at once.
    """

    def __init__(
        self,
        seed: int = 0,
        vendors: Mapping[str, RequestNames | None] | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._lock = threading.Lock()
        self._entries: list[_Entry] = []
        self._active_rules: tuple[ActiveRule, ...] = ()
        self._seed = seed
        self._added = 0
        self._vendors = dict(vendors or {})
        self._listeners: list[Callable[[], None]] = []
        self._clock = clock or Clock()
        self._timer: threading.Timer | None = None
        self._closed = False
        self._clock.subscribe(self._time_passed)

    def close(self) -> None:
        """Watch the time no more; for the end of the simulator."""
        with self._lock:
            self._closed = True
            self._stop_timer()

    def add(self, rule: Rule) -> Rule:
        """Append a rule; returns it with its id, once every edge acts by it.

        Raises:
            RuleError: for a vendor that does not exist, a request that there cannot be, or an id
                that is taken.
        """
        (added,) = self.add_all((rule,))
        return added

    def add_all(self, rules: Iterable[Rule], profile: str | None = None) -> tuple[Rule, ...]:
        """Append rules, all or none; returns them with their ids, once every edge acts by them.

        Args:
            rules: in order.
            profile: name of the profile that they make up, see `remove_profile`.

        Raises:
            RuleError: as `add`.
        """
        rules = tuple(rules)
        for rule in rules:
            if self._vendors and rule.vendor not in self._vendors:
                raise RuleError(
                    "vendor",
                    f"{rule.vendor!r} is not known",
                    f"Known: {known_words(self._vendors)}",
                )
            names = self._vendors.get(rule.vendor)
            if names is not None:
                check_matchable(rule, names)
        now = self._clock.now()
        with self._lock:
            before = self._entries, self._added
            try:
                added = tuple(self._append(rule, profile, now) for rule in rules)
            except RuleError:
                self._entries, self._added = before
                raise
            self._entries_changed()
        self._changed()
        return added

    def _append(self, rule: Rule, profile: str | None, now: float) -> Rule:
        self._added += 1
        taken = {entry.rule.id for entry in self._entries}
        if not rule.id:
            rule = dataclasses.replace(rule, id=self._free_id(taken))
        elif rule.id in taken:
            raise RuleError("id", f"{rule.id!r} is taken", "Remove that rule, or leave id out")
        start = now + rule.starts_in_seconds
        begins = start if rule.starts_in_seconds else None
        ends = None if rule.for_seconds is None else start + rule.for_seconds
        rng = random.Random(f"{self._seed}/{self._added}")
        self._entries = [*self._entries, _Entry(ActiveRule(rule, begins, ends, profile), rng)]
        return rule

    def _free_id(self, taken: set[str]) -> str:
        number = self._added
        while f"rule-{number}" in taken:
            number += 1
        return f"rule-{number}"

    def list(self) -> tuple[Rule, ...]:
        """Give the rules in order."""
        with self._lock:
            return tuple(entry.rule for entry in self._entries)

    def states(self) -> tuple[RuleState, ...]:
        """Give the rules in order, each with what has become of it."""
        now = self._clock.now()
        with self._lock:
            book = [entry.rule for entry in self._entries]
            return tuple(
                entry.state(now, rule_notes(entry.rule, book, self._vendors.get(entry.rule.vendor)))
                for entry in self._entries
            )

    def remove(self, rule_id: str) -> None:
        """Remove a rule; connections that it holds are closed when this returns.

        Raises:
            RuleError: when there is no such rule.
        """
        with self._lock:
            remaining = [entry for entry in self._entries if entry.rule.id != rule_id]
            if len(remaining) == len(self._entries):
                known = known_words([entry.rule.id for entry in remaining]) or "none"
                raise RuleError("id", f"there is no rule {rule_id!r}", f"Known: {known}")
            self._entries = remaining
            self._entries_changed()
        self._changed()

    def remove_profile(self, profile: str) -> bool:
        """Remove the rules that were added under a profile's name; whether there were any."""
        with self._lock:
            remaining = [entry for entry in self._entries if entry.active.profile != profile]
            if len(remaining) == len(self._entries):
                return False
            self._entries = remaining
            self._entries_changed()
        self._changed()
        return True

    def clear(self, seed: int | None = None) -> None:
        """Remove all rules and start the probabilities anew, from `seed` when given."""
        with self._lock:
            had_any = bool(self._entries)
            self._entries = []
            self._added = 0
            if seed is not None:
                self._seed = seed
            self._entries_changed()
        if had_any:
            self._changed()

    @contextmanager
    def cleared(self, seed: int | None = None) -> Iterator[None]:
        """Remove all rules as `clear` does; they are back as they were when the block raises.

        Connections that they held are closed all the same.
        """
        with self._lock:
            before = self._entries, self._added, self._seed
        self.clear(seed)
        try:
            yield
        except BaseException:
            with self._lock:
                self._entries, self._added, self._seed = before
                self._entries_changed()
            self._changed()
            raise

    def in_force(self, rule_id: str) -> bool:
        """Tell whether the rule is in the book and its time window is open."""
        now = self._clock.now()
        with self._lock:
            return any(
                entry.rule.id == rule_id and entry.active.open_at(now) for entry in self._entries
            )

    def decide(
        self,
        vendor: str,
        identified: Identified,
        parameters: Callable[[], Mapping[str, tuple[str, ...]]] = lambda: NO_PARAMETERS,
    ) -> Decision:
        """Decide which rule acts on this request, if any, and count it as a hit.

        Args:
            vendor: whose edge it reached.
            identified: what it is about.
            parameters: reads its own parameters, where a rule wants to know them.
        """
        if not self._entries:
            return NO_RULES
        wanted = any(active.rule.parameters for active in self._active_rules)
        given = parameters() if wanted else NO_PARAMETERS
        now = self._clock.now()
        matched: Rule | None = None
        reasons = []
        with self._lock:
            for entry in self._entries:
                reason = Reason.SHADOWED
                if matched is None:
                    reason = _attempt(entry, vendor, identified, given, now)
                    if reason is Reason.MATCHED:
                        matched = entry.rule
                reasons.append(reason)
            return Decision(matched, self._active_rules, tuple(reasons))

    def for_listener(self, vendor: str) -> Rule | None:
        """Give the rule of the socket fault that is in force for all the vendor's connections."""
        return self._first(vendor, SocketFault, _Entry.ready)

    def for_handshake(self, vendor: str) -> Rule | None:
        """Give the rule of the TLS fault for this new connection, counted as a hit, or None."""
        return self._first(vendor, TlsFault, _Entry.hit)

    def for_resolution(self, vendor: str) -> Rule | None:
        """Give the rule of the resolver fault for this look-up, counted as a hit, or None."""
        return self._first(vendor, ResolverFault, _Entry.hit)

    def for_names(self, vendor: str) -> Rule | None:
        """Give the rule of the resolver fault that is in force; it counts nothing."""
        return self._first(vendor, ResolverFault, _Entry.ready)

    def connection_failed(self, vendor: str) -> None:
        """Count a connection that could not be made, when a socket fault is why."""
        rule = self.for_listener(vendor)
        if rule is not None:
            self.count(rule.id)

    def count(self, rule_id: str) -> None:
        """Count something that a rule struck without being asked, where the rule still stands."""
        with self._lock:
            for entry in self._entries:
                if entry.rule.id == rule_id:
                    entry.hits += 1

    def for_established(self, vendor: str) -> Rule | None:
        """Give the rule whose fault also affects connections that are already open, or None.

        Socket faults do; TLS faults do unless they are counted or drawn, which is decided for new
        connections only. A name that no longer resolves harms no open connection.
        """
        return self.for_listener(vendor) or self._first(vendor, TlsFault, _Entry.ready_for_all)

    def _first(
        self, vendor: str, kind: type[Fault], acts: Callable[[_Entry, float], bool]
    ) -> Rule | None:
        """Give the first of a vendor's rules with a fault of a kind that acts at this time."""
        if not self._entries:
            return None
        now = self._clock.now()
        with self._lock:
            for entry in self._entries:
                rule = entry.rule
                if rule.vendor == vendor and isinstance(rule.fault, kind) and acts(entry, now):
                    return rule
        return None

    def gone_well(self, vendor: str, identified: Identified) -> None:
        """Take note of an exchange that has gone well; called before its answer is sent.

        It arms the rules that wait for it, and a preauth begins a login.
        """
        armed = False
        with self._lock:
            for entry in self._entries:
                rule = entry.rule
                if rule.vendor == vendor and identified.stage is Stage.PREAUTH:
                    entry.begin_login(identified.user)
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

    def _entries_changed(self) -> None:
        """Follow a change of the entries; the lock is held."""
        self._active_rules = tuple(entry.active for entry in self._entries)
        self._set_timer()

    def _set_timer(self) -> None:
        """Wake up when the next time window opens or closes; the lock is held."""
        self._stop_timer()
        if self._closed or self._clock.frozen:
            return
        now = self._clock.now()
        changes = [entry.next_change(now) for entry in self._entries]
        wait = min((change - now for change in changes if change is not None), default=None)
        if wait is not None:
            wait = min(max(wait, _SHORTEST_SLEEP_SECONDS), _LONGEST_SLEEP_SECONDS)
            self._timer = threading.Timer(wait, self._time_passed)
            self._timer.name = "rules-timer"
            self._timer.daemon = True
            self._timer.start()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _time_passed(self) -> None:
        with self._lock:
            if self._closed or not any(entry.rule.has_window for entry in self._entries):
                return
            self._set_timer()
        self._changed()


def _attempt(
    entry: _Entry,
    vendor: str,
    identified: Identified,
    parameters: Mapping[str, tuple[str, ...]],
    now: float,
) -> Reason:
    if entry.rule.is_connection_level:
        return Reason.CONNECTION_LEVEL
    if not entry.rule.matches(vendor, identified, parameters):
        return Reason.NO_MATCH
    return entry.attempt(now, identified.user)
