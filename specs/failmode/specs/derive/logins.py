"""Scenarios of logins at endpoints: from the field's option to who gets in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from failmode.specs.derive.citations import RuleTitle
from failmode.specs.derive.context import Context
from failmode.specs.derive.deployments import DEVICE, by_platform, explicit_rule
from failmode.specs.derive.field_subject import FieldSubject
from failmode.specs.derive.login_subject import Choice, LoginSubject, login_subject
from failmode.specs.derive.product_subject import APPROVE, REACHABLE, VERDICT
from failmode.specs.derive.verdicts import (
    CLOCK_SKEW,
    counts_as_unreachable,
    evidence,
    first_stage,
    is_pending,
    is_slow,
    verdict,
)
from failmode.specs.facts.custom_fields import FAILMODE_SETTING, FieldSetting
from failmode.specs.facts.platforms import AnswerRow, Platform
from failmode.specs.facts.product_settings import ProductSetting
from failmode.specs.facts.verdict_tables import VerdictRow
from failmode.specs.scenarios import (
    Examples,
    Feature,
    Row,
    Rule,
    Scenario,
    given,
    then,
    when,
)
from failmode.terms import Column, Tag

_LOGIN = when("the user logs in to the <platform> with the right password")


def login_feature(
    context: Context, subject: FieldSubject, settings: Mapping[Platform, FieldSetting]
) -> Feature | None:
    """Derive the login scenarios of a field that feeds the failmode.

    Args:
        context: documents, rules and findings.
        subject: the field.
        settings: what it feeds, on each platform.

    Returns:
        The feature, or None when an error keeps it from being derived (see the findings).
    """
    logins = login_subject(context, subject, settings)
    if logins is None:
        return None
    explicit = explicit_rule(context, subject, settings)
    if explicit is None:
        return None
    path = subject.feature_path
    rules = (
        explicit,
        _installer(context, logins),
        _covered(context, logins),
        _failmode_independent(context, logins),
        _second_factor(context, logins),
        _wrong_password(context, logins),
        _pending(context, logins),
    )
    return Feature(
        path.with_name(f"{path.stem}-login.feature"),
        f"Who gets in by {subject.title}",
        subject.source,
        tuple(rule for rule in rules if rule.scenarios),
        (
            "From the option that an organization chose to the login on each platform, while Duo",
            "can be reached and while it cannot.",
        ),
        tags=("login",),
        background=(subject.definition(),),
        field=subject.name,
    )


def _by_fault(
    logins: LoginSubject,
    header: Row,
    rows: Callable[[Platform, VerdictRow], Iterable[Row]],
    applies: Callable[[Platform, VerdictRow], bool],
) -> tuple[Examples, ...]:
    """Write one tagged table of examples for each platform, stage and fault that applies."""
    return tuple(
        Examples(
            header,
            tuple(rows(platform, row)),
            f"{platform.name}, {row.fault} at {row.stage}",
            (
                platform.tag,
                f"fault-{row.fault}",
                f"stage-{row.stage}",
                *((Tag.SLOW,) if is_slow(row) else ()),
            ),
        )
        for platform in logins.platforms
        for row in logins.rows(platform)
        if applies(platform, row)
    )


def _installer(context: Context, logins: LoginSubject) -> Rule:
    subject = logins.subject

    def rows(platform: Platform) -> Iterable[Row]:
        row = logins.unreachable(platform)
        if row is None:
            return
        for choice in logins.choices:
            for default in _installer_defaults(context, logins.settings[platform]):
                yield (
                    platform.name,
                    choice.option,
                    default,
                    row.fault,
                    verdict(row, choice.failmode(platform)),
                    evidence(row),
                    choice.source,
                )

    header = ("platform", "option", "default", "fault", "verdict", Column.EVIDENCE, Column.SOURCE)
    examples = by_platform(logins.platforms, header, rows)
    scenario = Scenario(
        f"{subject.title}: the installer's own default changes no verdict",
        subject.source,
        context.cite(subject.source, RuleTitle.INSTALLER, RuleTitle.UNSET_FIELD),
        (
            DEVICE,
            given('the installer\'s own FailOpen default is "<default>"'),
            logins.organization,
            given('Duo suffers "<fault>"'),
            logins.deployment,
            _LOGIN,
            VERDICT,
        ),
        examples=examples,
    )
    return Rule(RuleTitle.INSTALLER, (scenario,) if examples else ())


def _installer_defaults(context: Context, setting: FieldSetting) -> tuple[str, ...]:
    """List what the installer may do by itself, where that differs by version; else nothing."""
    defaults = dict.fromkeys(
        row.installer_default
        for named in context.documents
        for row in named.document.every(ProductSetting)
        if (row.product, row.setting) == (setting.product, FAILMODE_SETTING)
        if row.installer_default
    )
    return tuple(defaults) if len(defaults) > 1 else ()


_HEADER: Row = (
    "platform",
    "option",
    "fault",
    Column.STAGE,
    "verdict",
    Column.EVIDENCE,
    Column.SOURCE,
)


def _from_the_first_request(logins: LoginSubject) -> Callable[[Platform, VerdictRow], bool]:
    stages = {platform: first_stage(table) for platform, (_, table) in logins.tables.items()}
    return lambda platform, row: row.stage == stages[platform] or row.fault == CLOCK_SKEW


def _is_case(
    applies: Callable[[VerdictRow], bool],
    at_first: Callable[[Platform, VerdictRow], bool],
    first: bool,
    platform: Platform,
    row: VerdictRow,
) -> bool:
    return applies(row) and at_first(platform, row) is first


def _login_under_fault(
    context: Context,
    logins: LoginSubject,
    name: str,
    titles: tuple[RuleTitle, ...],
    applies: Callable[[VerdictRow], bool],
    *,
    choices: tuple[Choice, ...] | None = None,
    tags: tuple[str, ...] = (),
) -> tuple[Scenario, ...]:
    """Derive logins while Duo is unwell: from the first request on, or from a later stage on."""
    at_first = _from_the_first_request(logins)
    rules = context.cite(logins.subject.source, *titles)

    def rows(platform: Platform, row: VerdictRow) -> Iterable[Row]:
        for choice in logins.choices if choices is None else choices:
            yield (
                platform.name,
                choice.option,
                row.fault,
                row.stage,
                verdict(row, choice.failmode(platform)),
                evidence(row),
                logins.source(platform, row),
            )

    found = []
    for when_it_begins, suffers, first in (
        ("from the first request on", given('Duo suffers "<fault>"'), True),
        ("after a first request went well", given('Duo suffers "<fault>" at <stage>'), False),
    ):
        cases = partial(_is_case, applies, at_first, first)
        examples = _by_fault(logins, _HEADER, rows, cases)
        if not examples:
            continue
        found.append(
            Scenario(
                f"{logins.subject.title}: {name}, {when_it_begins}",
                logins.subject.source,
                rules,
                (
                    DEVICE,
                    logins.organization,
                    suffers,
                    APPROVE,
                    logins.deployment,
                    _LOGIN,
                    VERDICT,
                ),
                tags,
                examples,
            )
        )
    return tuple(found)


def _covered(context: Context, logins: LoginSubject) -> Rule:
    return Rule(
        RuleTitle.COVERED,
        _login_under_fault(
            context,
            logins,
            "who gets in while Duo is unreachable",
            (
                RuleTitle.COVERED,
                RuleTitle.UNREACHABLE,
                RuleTitle.STAGE,
                RuleTitle.OPTION_WORDS,
                RuleTitle.ALL,
                RuleTitle.DISABLED,
                RuleTitle.UNSET_FIELD,
            ),
            counts_as_unreachable,
        ),
    )


def _failmode_independent(context: Context, logins: LoginSubject) -> Rule:
    return Rule(
        RuleTitle.FAILMODE_INDEPENDENT,
        _login_under_fault(
            context,
            logins,
            "faults that the option does not decide",
            (RuleTitle.FAILMODE_INDEPENDENT, RuleTitle.HUNG, RuleTitle.STAGE),
            lambda row: not is_pending(row) and not counts_as_unreachable(row),
        ),
    )


def _pending(context: Context, logins: LoginSubject) -> Rule:
    """Derive what is not known; one open and one closed choice are enough to show the gap."""
    open_somewhere = [choice for choice in logins.choices if choice.open_on]
    closed_everywhere = [choice for choice in logins.choices if not choice.open_on]
    widest = sorted(open_somewhere, key=lambda choice: -len(choice.open_on))
    return Rule(
        RuleTitle.PENDING,
        _login_under_fault(
            context,
            logins,
            "faults whose effect is not known",
            (RuleTitle.PENDING, RuleTitle.STAGE),
            is_pending,
            choices=(*widest[:1], *closed_everywhere[:1]),
            tags=(Tag.PENDING,),
        ),
    )


def _second_factor(context: Context, logins: LoginSubject) -> Rule:
    subject = logins.subject
    answers = [
        (row, str(named.at(row.line)))
        for named in context.documents
        for row in named.document.every(AnswerRow)
    ]
    return Rule(
        RuleTitle.SECOND_FACTOR,
        (
            Scenario(
                f"{subject.title}: who gets in while Duo is reachable",
                subject.source,
                context.cite(subject.source, RuleTitle.SECOND_FACTOR),
                (
                    DEVICE,
                    logins.organization,
                    REACHABLE,
                    given('the user answers the push with "<answer>"'),
                    logins.deployment,
                    _LOGIN,
                    VERDICT,
                ),
                examples=by_platform(
                    logins.platforms,
                    ("platform", "option", "answer", "verdict", Column.SOURCE),
                    lambda platform: (
                        (platform.name, choice.option, row.answer, row.verdict, source)
                        for choice in logins.choices
                        for row, source in answers
                    ),
                ),
            ),
        ),
    )


def _wrong_password(context: Context, logins: LoginSubject) -> Rule:
    subject = logins.subject
    login = (
        logins.deployment,
        when("the user logs in to the <platform> with the wrong password"),
        then('the login is "denied"'),
    )
    rules = context.cite(subject.source, RuleTitle.WRONG_PASSWORD)

    def unreachable(platform: Platform) -> Iterable[Row]:
        if row := logins.unreachable(platform):
            for choice in logins.choices:
                yield (platform.name, choice.option, row.fault, choice.source)

    scenarios = [
        Scenario(
            f"{subject.title}: a wrong password while Duo is reachable",
            subject.source,
            rules,
            (DEVICE, logins.organization, REACHABLE, APPROVE, *login),
            examples=by_platform(
                logins.platforms,
                ("platform", "option", Column.SOURCE),
                lambda platform: (
                    (platform.name, choice.option, choice.source) for choice in logins.choices
                ),
            ),
        )
    ]
    if examples := by_platform(
        logins.platforms, ("platform", "option", "fault", Column.SOURCE), unreachable
    ):
        scenarios.append(
            Scenario(
                f"{subject.title}: a wrong password while Duo is unreachable",
                subject.source,
                rules,
                (DEVICE, logins.organization, given('Duo suffers "<fault>"'), *login),
                examples=examples,
            )
        )
    return Rule(RuleTitle.WRONG_PASSWORD, tuple(scenarios))
