"""Failures sorted by their cause: what is promised, what happened, and who must change what.

One wrong word in a document breaks many scenarios. What belongs together is found by what the
failed steps compared: a deployment that writes something else for an option explains every login
with that option on these computers; the default of a field explains what an unset field leads to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from failmode.steps.reporting.events import FailureKind, Outcome, ScenarioEnded
from failmode.steps.reporting.mismatch import Matter
from failmode.terms import UNSET

_DEFAULT = "Default Value"
"""The attribute of a custom field that decides what an unset field counts as."""

_CHANGE: dict[Matter, str] = {
    Matter.CREATION: "the document (its creation steps and its Details differ)",
    Matter.DEFINITION: "the field in the tenant, or the document's Details",
    Matter.VALUE: "the tenant (value, permissions), or the document",
    Matter.REQUEST: "the tenant (permissions), or the document's Details",
    Matter.SETTING: "the deployment, or what the document says of the option",
    Matter.VERDICT: "the product (version, configuration), or the document's verdict",
    Matter.ANSWER: "the product (version, configuration), or the document's answer",
    Matter.LOG: "the product, or what the document says of Duo's log",
}
_CHANGE_SOMETHING = "the document, or what is under test"


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened otherwise than promised, in one or more scenarios.

    Attributes:
        matter: what was compared; None where a step only failed.
        name: of the compared thing, such as `FailOpen`.
        expected: what is promised.
        actual: what there is.
        subjects: through what, or on which computers; in the documents' order.
        scenarios: how many.
    """

    matter: Matter | None
    name: str
    expected: str
    actual: str
    subjects: tuple[str, ...]
    scenarios: int


@dataclass(frozen=True, slots=True)
class Cause:
    """What makes one or more scenarios fail.

    Attributes:
        lines: of the documents that promise otherwise, the most telling first.
        rule: that most of the scenarios were derived by; empty where there is none.
        settings: with which options or failmodes.
        happenings: what happened instead.
        change: who must change what, one alternative each.
        events: the scenarios.
    """

    lines: tuple[str, ...]
    rule: str
    settings: tuple[str, ...]
    happenings: tuple[Happening, ...]
    change: tuple[str, ...]
    events: tuple[ScenarioEnded, ...]


def broken_promises(events: Iterable[ScenarioEnded]) -> list[ScenarioEnded]:
    """Find the failures that documents and what is under test have to answer for."""
    ours = (FailureKind.INTERNAL, FailureKind.TARGET, FailureKind.STEP)
    return [one for one in _failed(events) if one.failure not in ours]


def broken_code(events: Iterable[ScenarioEnded]) -> list[ScenarioEnded]:
    """Find the failures of a target or of a project's own steps."""
    kinds = (FailureKind.TARGET, FailureKind.STEP)
    return [one for one in _failed(events) if one.failure in kinds]


def internal_failures(events: Iterable[ScenarioEnded]) -> list[ScenarioEnded]:
    """Find the failures of failmode itself."""
    return [one for one in _failed(events) if one.failure is FailureKind.INTERNAL]


def causes(events: Iterable[ScenarioEnded]) -> list[Cause]:
    """Sort the failures that documents or what is under test answer for by their cause.

    Args:
        events: the scenarios of the run.

    Returns:
        The causes, the one with most scenarios first.
    """
    failed = broken_promises(events)
    wrongly_deployed = {
        (_origin(one), _subject(one), _setting(one))
        for one in failed
        if one.mismatch and one.mismatch.matter is Matter.SETTING
    }
    unset_is_wrong = {origin for origin, _, setting in wrongly_deployed if setting == UNSET}
    groups: dict[tuple[str, ...], list[ScenarioEnded]] = {}
    for event in failed:
        key = _key(event, wrongly_deployed, unset_is_wrong)
        groups.setdefault(key, []).append(event)
    found = [_cause(group) for group in groups.values()]
    return sorted(found, key=lambda cause: -len(cause.events))


def cause_key(event: ScenarioEnded) -> tuple[str, ...]:
    """Name what a failure has in common with others, as far as it can tell by itself."""
    return _key(event, set(), set())


def _failed(events: Iterable[ScenarioEnded]) -> list[ScenarioEnded]:
    in_order = sorted(events, key=lambda event: event.order)
    return [one for one in in_order if one.outcome is Outcome.FAILED]


def _key(
    event: ScenarioEnded,
    wrongly_deployed: set[tuple[str, str, str]],
    unset_is_wrong: set[str],
) -> tuple[str, ...]:
    origin, mismatch = _origin(event), event.mismatch
    if mismatch is None:
        return ("failed", event.document[0], event.reason.partition("\n")[0])
    if mismatch.matter in (Matter.CREATION, Matter.DEFINITION):
        if mismatch.name == _DEFAULT and origin in unset_is_wrong:
            return ("deployed", origin, UNSET)
        return ("defined", origin, mismatch.matter, mismatch.name)
    if (origin, _subject(event), _setting(event)) in wrongly_deployed:
        return ("deployed", origin, UNSET if _setting(event) == UNSET else "")
    rule = event.rules[0] if event.rules else origin
    if mismatch.matter is Matter.VERDICT:
        subject = "" if event.about.field else _subject(event)
        return ("verdict", rule, subject, mismatch.expected, mismatch.actual)
    return ("otherwise", rule, mismatch.matter, mismatch.name, mismatch.expected, mismatch.actual)


def _cause(events: Sequence[ScenarioEnded]) -> Cause:
    matters = {one.mismatch.matter for one in events if one.mismatch}
    root = (matters & {Matter.SETTING, Matter.CREATION, Matter.DEFINITION}) or matters
    line_of = _origin if root - {Matter.VERDICT} else _row
    return Cause(
        lines=tuple(dict.fromkeys(map(line_of, events))),
        rule=_rule(events),
        settings=tuple(dict.fromkeys(_setting(one) for one in events if _setting(one))),
        happenings=_happenings(events),
        change=tuple(_CHANGE[one] for one in Matter if one in root) or (_CHANGE_SOMETHING,),
        events=tuple(events),
    )


def _happenings(events: Sequence[ScenarioEnded]) -> tuple[Happening, ...]:
    groups: dict[tuple[Matter | None, str, str, str], list[ScenarioEnded]] = {}
    for event in events:
        one = event.mismatch
        reason = event.reason.partition("\n")[0]
        key = (one.matter, one.name, one.expected, one.actual) if one else (None, reason, "", "")
        groups.setdefault(key, []).append(event)
    order = (*Matter, None)
    return tuple(
        Happening(*key, tuple(dict.fromkeys(filter(None, map(_subject, group)))), len(group))
        for key, group in sorted(groups.items(), key=lambda item: order.index(item[0][0]))
    )


def _rule(events: Sequence[ScenarioEnded]) -> str:
    """Find the rule of most scenarios; of several the one with the fewest others beside it."""
    times = Counter(rule for event in events for rule in event.rules)
    if not times:
        return ""
    most = max(times.values())
    common = [rule for rule, number in times.items() if number == most]
    shortest = min((e.rules for e in events if set(common) <= set(e.rules)), key=len, default=())
    return next((rule for rule in shortest if rule in common), common[0])


def _origin(event: ScenarioEnded) -> str:
    """Find the line of the document that the scenario as a whole was written from."""
    return event.document[-1]


def _row(event: ScenarioEnded) -> str:
    """Find the line of the row that the scenario was written from."""
    return event.document[0]


def _subject(event: ScenarioEnded) -> str:
    return event.about.subject.name if event.about.subject else ""


def _setting(event: ScenarioEnded) -> str:
    return event.about.setting.value if event.about.setting else ""
