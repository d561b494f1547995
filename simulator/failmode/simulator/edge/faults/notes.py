"""What to know of a rule: whom it cannot strike, and what keeps it from acting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from failmode.simulator.edge.faults.fault import ResolverFault, SocketFault
from failmode.simulator.edge.faults.matching import unanswered_path
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.request_names import RequestNames


def rule_notes(rule: Rule, book: Sequence[Rule], names: RequestNames | None) -> tuple[str, ...]:
    """Return a sentence for each thing to know of a rule.

    Args:
        rule: the rule.
        book: all rules in the order in which they are asked, this one among them.
        names: how the requests to its vendor are named; None when that is not known.
    """
    return tuple(_notes(rule, book, names))


def _notes(rule: Rule, book: Sequence[Rule], names: RequestNames | None) -> Iterator[str]:
    if rule.fault is not None and rule.fault.reach_note:
        yield rule.fault.reach_note
    path = None if names is None or rule.answer is not None else unanswered_path(rule, names)
    if names is not None and path is not None:
        yield f"{names.vendor} has nothing at {path}; it acts on who asks for that all the same."
    hiding = _hiding(rule, book)
    if hiding is not None:
        yield f"It never acts while {hiding.id} is in force, which takes all that it could act on."


def _hiding(rule: Rule, book: Sequence[Rule]) -> Rule | None:
    """Return the rule that lets this one never act; None when there is none."""
    if isinstance(rule.fault, ResolverFault):
        return None
    others = [one for one in book if one.id != rule.id and one.vendor == rule.vendor]
    ids = [one.id for one in book]
    before = [one for one in others if ids.index(one.id) < ids.index(rule.id)]
    closing = before if isinstance(rule.fault, SocketFault) else others
    refusing = (one for one in closing if isinstance(one.fault, SocketFault) and _always(one))
    found = next(refusing, None)
    if found is not None or rule.is_connection_level:
        return found
    return next((one for one in before if _always(one) and _covers(one, rule)), None)


def _always(rule: Rule) -> bool:
    """Tell whether a rule acts on everything that it means, from now on and for ever."""
    counted = rule.times is not None or rule.probability < 1
    return not (counted or rule.has_window or rule.armed_by is not None)


def _covers(earlier: Rule, rule: Rule) -> bool:
    """Tell whether a rule of requests means every request that another one means."""
    if earlier.is_connection_level:
        return False
    pairs = (
        (earlier.stage, rule.stage),
        (earlier.operation, rule.operation),
        (earlier.user, rule.user),
    )
    return set(earlier.parameters) <= set(rule.parameters) and all(
        wide is None or wide == narrow for wide, narrow in pairs
    )
