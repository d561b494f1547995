"""Why an exchange went as it did: what each rule made of it, and whether a route was meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from failmode.simulator.edge.faults.decision import ActiveRule, Reason
from failmode.simulator.edge.http.parameters import parameters_of
from failmode.simulator.edge.identify import Identified
from failmode.simulator.edge.journal.journal import Exchange
from failmode.simulator.edge.journal.near_routes import NearRoute, Routes
from failmode.simulator.edge.journal.times import iso_8601


@dataclass(frozen=True, slots=True)
class RuleReason:
    """What one rule made of an exchange.

    Attributes:
        active: the rule as it was then.
        reason: why it acted on the exchange or did not.
        details: the reason in words, a line each.
    """

    active: ActiveRule
    reason: Reason
    details: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Give the rule's JSON with its profile, the reason and the details."""
        return {
            "rule": self.active.rule.to_json(),
            "profile": self.active.profile,
            "reason": self.reason.value,
            "details": list(self.details),
        }


@dataclass(frozen=True, slots=True)
class Explanation:
    """The whole explanation.

    Attributes:
        exchange: what is explained.
        summary: what came of it, in one line.
        rules: what each rule of that moment made of it, in order.
        routed: whether the vendor's application has a route for it; None when a rule kept it
            from the application, or when there was no request.
        nearest: where it has none, the routes that are most like it.
    """

    exchange: Exchange
    summary: str
    rules: tuple[RuleReason, ...]
    routed: bool | None
    nearest: tuple[NearRoute, ...]

    def to_json(self) -> dict[str, Any]:
        """Give the explanation, with the exchange's number, what it was about and its status."""
        exchange = self.exchange
        return {
            "number": exchange.number,
            "vendor": exchange.vendor,
            "method": exchange.method,
            "path": exchange.path,
            "operation": exchange.operation,
            "stage": exchange.stage,
            "user": exchange.user,
            "status": exchange.status,
            "fault": exchange.fault,
            "rule": exchange.rule,
            "summary": self.summary,
            "rules": [reason.to_json() for reason in self.rules],
            "routed": self.routed,
            "nearest": [near.to_json() for near in self.nearest],
        }


def explain(exchange: Exchange, routes: Routes) -> Explanation:
    """Explain an exchange by what was recorded with it.

    Args:
        exchange: an exchange of the journal.
        routes: the routes of the vendors' applications.
    """
    decision = exchange.decision
    rules = tuple(
        RuleReason(active, reason, _DETAILS[reason](active, exchange))
        for active, reason in zip(decision.active_rules, decision.reasons, strict=True)
    )
    routed: bool | None = None
    nearest: tuple[NearRoute, ...] = ()
    if exchange.method and not _kept_from_application(exchange):
        path = unquote(exchange.path.partition("?")[0])
        routed = routes.has(exchange.vendor, exchange.method, path)
        if not routed:
            nearest = routes.nearest(exchange.vendor, exchange.method, path)
    return Explanation(exchange, _summary(exchange, routed=routed), rules, routed, nearest)


def _kept_from_application(exchange: Exchange) -> bool:
    rule = exchange.decision.rule
    return exchange.status is None or (rule is not None and not rule.passes)


def _summary(exchange: Exchange, *, routed: bool | None) -> str:
    if exchange.internal_failure is not None:
        return f"The simulator itself failed: {exchange.internal_failure}"
    if not exchange.method:
        if exchange.rule is None:
            return "What was sent is no acceptable HTTP request, so no rule was asked"
        return f"The rule {exchange.rule} acted on the connection before there was a request"
    if exchange.rule is not None:
        return f"The rule {exchange.rule} acted on it"
    rules = "No rule acted on it" if exchange.decision.active_rules else "There were no rules"
    if routed is False:
        return f"{rules}, and {exchange.vendor} has no route for {exchange.method} {exchange.path}"
    return f"{rules}; {exchange.vendor} answered by itself"


def _matched(active: ActiveRule, _: Exchange) -> tuple[str, ...]:
    rule = active.rule
    return (f"it acted with {rule.fault or ('its answer' if rule.answer else 'its delay')}",)


def _shadowed(_: ActiveRule, exchange: Exchange) -> tuple[str, ...]:
    return (f"an earlier rule, {exchange.rule}, acted on it",)


def _no_match(active: ActiveRule, exchange: Exchange) -> tuple[str, ...]:
    identified = Identified(exchange.operation, exchange.stage, exchange.user)
    content_type = dict(exchange.request_headers).get("content-type", "")
    query = exchange.path.partition("?")[2]
    given = parameters_of(query, exchange.request_body, content_type)
    return active.rule.differences(exchange.vendor, identified, given)


def _connection_level(active: ActiveRule, exchange: Exchange) -> tuple[str, ...]:
    rule = active.rule
    details = [f"{rule.fault} affects connections, not requests; this request came through"]
    if rule.vendor != exchange.vendor:
        details.append(f"vendor: the rule wants {rule.vendor}, the request has {exchange.vendor}")
    if rule.armed_by is not None:
        details.append(f"it begins once {rule.armed_by} has gone well{_for_user(active)}")
    if not active.open_at(exchange.time):
        details += _outside_window(active, exchange)
    return tuple(details)


def _not_armed(active: ActiveRule, _: Exchange) -> tuple[str, ...]:
    armed_by = active.rule.armed_by
    return (f"it waits until {armed_by} has gone well{_for_user(active)}",)


def _for_user(active: ActiveRule) -> str:
    return f" for {active.rule.user}" if active.rule.user else ""


def _outside_window(active: ActiveRule, exchange: Exchange) -> tuple[str, ...]:
    if active.begins is not None and exchange.time < active.begins:
        return (f"its time began later, at {_instant(active.begins)}",)
    if active.ends is not None:
        return (f"its time was over, since {_instant(active.ends)}",)
    return ()


def _times_used_up(active: ActiveRule, _: Exchange) -> tuple[str, ...]:
    times = active.rule.times
    login = " in this login" if active.rule.per_login else ""
    often = f"{times} {'time' if times == 1 else 'times'}"
    return (f"it had matched {often}{login}, as often as it may",)


def _not_drawn(active: ActiveRule, _: Exchange) -> tuple[str, ...]:
    return (f"the draw spared the request; its probability is {active.rule.probability:g}",)


def _instant(seconds: float) -> str:
    return iso_8601(seconds) or f"{seconds:.3f}"


_DETAILS: Mapping[Reason, Callable[[ActiveRule, Exchange], tuple[str, ...]]] = {
    Reason.MATCHED: _matched,
    Reason.SHADOWED: _shadowed,
    Reason.NO_MATCH: _no_match,
    Reason.CONNECTION_LEVEL: _connection_level,
    Reason.NOT_ARMED: _not_armed,
    Reason.OUTSIDE_WINDOW: _outside_window,
    Reason.TIMES_USED_UP: _times_used_up,
    Reason.NOT_DRAWN: _not_drawn,
}
