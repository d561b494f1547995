"""Scenarios of one custom field's permissions: what each channel can read and set."""

from __future__ import annotations

from dataclasses import dataclass

from failmode.specs.derive.citations import RuleTitle
from failmode.specs.derive.context import Context
from failmode.specs.derive.field_subject import FieldSubject, may_read, may_set
from failmode.specs.scenarios import (
    Examples,
    Row,
    Rule,
    Scenario,
    Source,
    Step,
    given,
    then,
    when,
)
from failmode.terms import AccessPermission, Channel, Column, TechnicianPermission


@dataclass(frozen=True, slots=True)
class _Case:
    """One channel with one permission, documented or changed to."""

    channel: Channel
    permission: str
    source: str

    @property
    def reading(self) -> str:
        return "accepted" if may_read(self.permission) else "refused"

    @property
    def setting(self) -> str:
        return "accepted" if may_set(self.permission) else "refused"


def permission_rule(context: Context, subject: FieldSubject) -> Rule:
    """Derive what each channel can do with the documented permission, and with each other.

    Args:
        context: where rules are cited from.
        subject: a drop-down of organizations with at least two options.
    """
    documented = [
        _Case(channel, subject.permission(channel).value, subject.at(subject.permission(channel)))
        for channel in Channel
    ]
    changed = [
        _Case(case.channel, permission.value, case.source)
        for case in documented
        for permission in (
            TechnicianPermission if case.channel is Channel.TECHNICIAN else AccessPermission
        )
        if permission.value != case.permission
    ]
    change = given(f'the <channel> permission of "{subject.name}" is changed to "<permission>"')
    rules = context.cite(subject.source, RuleTitle.PERMISSIONS)
    scenarios = [
        _reading(subject, rules, "as documented", documented, ()),
        *_setting(subject, rules, "as documented", documented, ()),
        _reading(subject, rules, "after a change of its permission", changed, (change,)),
        *_setting(subject, rules, "after a change of its permission", changed, (change,)),
    ]
    if others := _others(subject):
        scenarios.append(_independence(subject, rules, others))
    return Rule(RuleTitle.PERMISSIONS, tuple(scenarios))


def _reading(
    subject: FieldSubject,
    rules: tuple[Source, ...],
    circumstance: str,
    cases: list[_Case],
    change: tuple[Step, ...],
) -> Scenario:
    return Scenario(
        f"{subject.title}: reading by channel, {circumstance}",
        subject.source,
        rules,
        (
            subject.organization_has(subject.field.options[0].value),
            *change,
            when(f'the <channel> reads "{subject.name}"'),
            then("the request is <answer>"),
        ),
        examples=(
            Examples(
                ("channel", "permission", "answer", Column.SOURCE),
                tuple((c.channel, c.permission, c.reading, c.source) for c in cases),
            ),
        ),
    )


def _setting(
    subject: FieldSubject,
    rules: tuple[Source, ...],
    circumstance: str,
    cases: list[_Case],
    change: tuple[Step, ...],
) -> list[Scenario]:
    """Derive what setting does: where the value can be read afterwards, and where not."""
    start, new = (option.value for option in subject.field.options[:2])
    seen: list[Row] = []
    unseen: list[Row] = []
    for case in cases:
        row = (case.channel, case.permission, case.setting)
        witness = _witness(subject, case)
        if witness is None:
            unseen.append((*row, case.source))
        else:
            value = new if case.setting == "accepted" else start
            seen.append((*row, value, witness, case.source))
    steps = (
        subject.organization_has(start),
        *change,
        when(f'the <channel> sets "{subject.name}" to "{new}"'),
        then("the request is <answer>"),
    )
    scenarios = []
    if seen:
        scenarios.append(
            Scenario(
                f"{subject.title}: setting by channel, {circumstance}",
                subject.source,
                rules,
                (*steps, then(f'"{subject.name}" is "<value>" for the <witness>')),
                examples=(
                    Examples(
                        ("channel", "permission", "answer", "value", "witness", Column.SOURCE),
                        tuple(seen),
                    ),
                ),
            )
        )
    if unseen:
        scenarios.append(
            Scenario(
                f"{subject.title}: setting by channel without a witness, {circumstance}",
                subject.source,
                rules,
                steps,
                examples=(
                    Examples(("channel", "permission", "answer", Column.SOURCE), tuple(unseen)),
                ),
            )
        )
    return scenarios


def _witness(subject: FieldSubject, case: _Case) -> Channel | None:
    """Find the channel that can tell what became of the value.

    The channel itself where it can read. Otherwise one that reads the organization, which says
    nothing about a value that the automation set: the agent sets it at its own device.
    """
    if may_read(case.permission):
        return case.channel
    if case.channel is Channel.AUTOMATION and may_set(case.permission):
        return None
    others = (c for c in Channel if c is not case.channel and subject.can_read(c))
    return next(others, None)


def _others(subject: FieldSubject) -> list[Row]:
    """Pair each channel that loses its permission with each other one that can still read."""
    return [
        (channel, other, subject.at(subject.permission(other)))
        for channel in Channel
        for other in Channel
        if other is not channel and subject.can_read(other)
    ]


def _independence(subject: FieldSubject, rules: tuple[Source, ...], rows: list[Row]) -> Scenario:
    start = subject.field.options[0].value
    return Scenario(
        f"{subject.title}: taking one channel's permission away leaves the others theirs",
        subject.source,
        rules,
        (
            subject.organization_has(start),
            given(f'the <channel> permission of "{subject.name}" is changed to "NONE"'),
            when(f'the <other> reads "{subject.name}"'),
            then("the request is accepted"),
            then(f'"{subject.name}" is "{start}" for the <other>'),
        ),
        examples=(Examples(("channel", "other", Column.SOURCE), tuple(rows)),),
    )
