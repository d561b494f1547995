"""Scenarios of logins at endpoints: from the field's option to who gets in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from failmode.specs.common_rules import OptionPlatform
from failmode.specs.derive.citations import RuleTitle
from failmode.specs.derive.context import Context
from failmode.specs.derive.field_subject import UNSET, FieldSubject
from failmode.specs.derive.table_lookup import verdict_tables
from failmode.specs.derive.verdicts import (
    CLOCK_SKEW,
    counts_as_unreachable,
    first_stage,
    is_pending,
    verdict,
)
from failmode.specs.documents import NamedDocument
from failmode.specs.facts.custom_field import FieldSetting
from failmode.specs.facts.verdicts import VerdictRow, VerdictTable
from failmode.specs.model import Severity
from failmode.specs.option_words import covers, is_platform_field
from failmode.specs.rules import LintRule
from failmode.specs.scenarios import (
    SOURCE,
    Examples,
    Feature,
    Row,
    Rule,
    Scenario,
    Step,
    given,
    then,
    when,
)
from failmode.terms.logins import Failmode
from failmode.terms.platforms import Platform

FAILMODE_SETTING = "FAILOPEN"
"""The setting that decides logins while Duo cannot be reached."""

_INSTALLED_ON = (Platform.WINDOWS_WORKSTATION, Platform.WINDOWS_SERVER)
_ANSWERS = (("approve", "allowed"), ("deny", "denied"), ("ignore", "denied"))

_PLACE = given("a <platform> in the organization")
_APPROVE = given('the user answers the push with "approve"')
_LOGIN = when("the user logs in to the <platform> with the right password")
_VERDICT = then('the login is "<verdict>"')


class DefaultPlatform(LintRule):
    """A failmode field whose default is missing or names no known platform.

    Why is this bad? An unset failmode field counts as its documented default.
    """

    name = "default-platform"
    severity = Severity.ERROR


class FieldSettingUnclear(LintRule):
    """A failmode field that feeds no setting of Duo, or more than one.

    Why is this bad? A field that feeds no setting, or two, decides no login.
    """

    name = "field-setting"
    severity = Severity.ERROR


class VerdictsMissing(LintRule):
    """A product that a field decides logins of and that has no verdict table.

    Why is this bad? What counts as unreachable is read from a verdict table.
    """

    name = "verdicts-missing"
    severity = Severity.ERROR


RULES: tuple[type[LintRule], ...] = (
    DefaultPlatform,
    FieldSettingUnclear,
    VerdictsMissing,
)


def fed_settings(context: Context, subject: FieldSubject) -> tuple[FieldSetting, ...]:
    """Find the setting that a field feeds, on each platform.

    A field that feeds two settings, or one that is named for the failmode and feeds none, is an
    error.
    """
    rows = [(n, s) for n in context.documents for s in n.document.every(FieldSetting)]
    fed: dict[Platform, FieldSetting] = {}
    for named, row in rows:
        if row.field != subject.name:
            continue
        first = next(iter(fed.values()), row)
        if row.platform in fed or row.setting != first.setting:
            message = (
                f"the field {row.field!r} feeds {first.setting} already (line {first.line}); a "
                "field feeds one setting, once on each platform"
            )
            context.findings.append(
                named.finding(row.line, FieldSettingUnclear, message, row.field)
            )
            return ()
        fed[row.platform] = row
    if not fed and _is_named_for_failmode(subject):
        message = (
            f"no document says which setting of Duo the field {subject.name!r} feeds, so no login "
            "can be derived from it; give a table with the columns Field Name, Setting, Platform, "
            "Product, Written as, On and Off"
        )
        line = subject.field.line
        context.findings.append(
            subject.named.finding(line, FieldSettingUnclear, message, subject.name)
        )
    return tuple(fed[platform] for platform in Platform if platform in fed)


def _is_named_for_failmode(subject: FieldSubject) -> bool:
    return subject.name.casefold().endswith(FAILMODE_SETTING.casefold()) and is_platform_field(
        option.value for option in subject.field.options
    )


@dataclass(frozen=True, slots=True)
class _Choice:
    """What an organization chose, or left unset, and where that leads on each platform."""

    option: str
    open_on: frozenset[Platform]
    source: str

    def failmode(self, platform: Platform) -> Failmode:
        return Failmode.OPEN if platform in self.open_on else Failmode.CLOSED


@dataclass(frozen=True, slots=True)
class _Logins:
    """Everything that the login scenarios of one field are written from."""

    subject: FieldSubject
    settings: dict[Platform, FieldSetting]
    choices: tuple[_Choice, ...]
    tables: dict[Platform, tuple[NamedDocument, VerdictTable]]

    @property
    def organization(self) -> Step:
        return self.subject.organization_has("<option>")

    @property
    def deployment(self) -> Step:
        return when(
            f'Duo is deployed to the <platform> with {FAILMODE_SETTING} from "{self.subject.name}"'
        )

    @property
    def platforms(self) -> tuple[Platform, ...]:
        return tuple(self.settings)

    def rows(self, platform: Platform) -> tuple[VerdictRow, ...]:
        return self.tables[platform][1].rows

    def source(self, platform: Platform, row: VerdictRow) -> str:
        return str(self.tables[platform][0].at(row.line))

    def unreachable(self, platform: Platform) -> VerdictRow | None:
        """The first row by which Duo counts as unreachable from the first contact on."""
        stage = first_stage(self.tables[platform][1])
        rows = (r for r in self.rows(platform) if r.stage == stage and counts_as_unreachable(r))
        return next(rows, None)


def login_feature(
    context: Context, subject: FieldSubject, settings: Sequence[FieldSetting]
) -> Feature | None:
    """Derive the login scenarios of a field that feeds the failmode.

    Args:
        context: documents, rules and findings.
        subject: the field.
        settings: what it feeds, on each platform.

    Returns:
        The feature, or None when an error keeps it from being derived (see the findings).
    """
    choices = _choices(context, subject)
    tables = _tables(context, subject, settings)
    if choices is None or tables is None:
        return None
    logins = _Logins(subject, {one.platform: one for one in settings}, choices, tables)
    path = subject.feature_path
    rules = (
        _explicit(context, logins),
        _installer(context, logins),
        _covered(context, logins),
        _whatever(context, logins),
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
    )


def _choices(context: Context, subject: FieldSubject) -> tuple[_Choice, ...] | None:
    found = []
    for option in subject.field.options:
        platforms = covers(option.value)
        if platforms is None:
            context.findings.append(
                subject.named.finding(
                    option.line,
                    OptionPlatform,
                    f"the option {option.value!r} of {subject.name!r} names no known platform, so "
                    "nobody can tell where it opens; name Windows, Windows Workstations, Windows "
                    "Servers or Macintosh, or say All or Disabled",
                    option.value,
                )
            )
            return None
        found.append(_Choice(option.value, platforms, subject.at(option)))
    default = subject.field.default
    platforms = None if default is None else covers(default.value)
    if default is None or platforms is None:
        context.findings.append(
            subject.named.finding(
                subject.field.line if default is None else default.line,
                DefaultPlatform,
                f"the field {subject.name!r} carries the failmode, but its documented default "
                + ("is missing" if default is None else f"{default.value!r} is no such option")
                + "; without it nobody can tell what an unset field leads to",
                *(() if default is None else (default.value,)),
            )
        )
        return None
    return (*found, _Choice(UNSET, platforms, subject.at(default)))


def _tables(
    context: Context, subject: FieldSubject, settings: Sequence[FieldSetting]
) -> dict[Platform, tuple[NamedDocument, VerdictTable]] | None:
    tables = verdict_tables(context.documents)
    missing = sorted({one.product for one in settings if one.product not in tables})
    for product in missing:
        context.findings.append(
            subject.named.finding(
                subject.field.line,
                VerdictsMissing,
                f"the field {subject.name!r} decides logins of {product}, but no document has a "
                f"verdict table under the heading {product!r}; add one",
                product,
            )
        )
    if missing:
        return None
    return {one.platform: tables[one.product] for one in settings}


def _tag(platform: Platform) -> str:
    return platform.value


def _by_platform(
    platforms: Iterable[Platform], header: Row, rows: Callable[[Platform], Iterable[Row]]
) -> tuple[Examples, ...]:
    """One tagged table of examples for each platform that has any."""
    found = ((platform, tuple(rows(platform))) for platform in platforms)
    return tuple(
        Examples(header, each, platform.words, (_tag(platform),))
        for platform, each in found
        if each
    )


def _by_fault(
    logins: _Logins,
    header: Row,
    rows: Callable[[Platform, VerdictRow], Iterable[Row]],
    wanted: Callable[[Platform, VerdictRow], bool],
) -> tuple[Examples, ...]:
    """One tagged table of examples for each platform, stage and fault that is wanted."""
    return tuple(
        Examples(
            header,
            tuple(rows(platform, row)),
            f"{platform.words}, {row.fault} at {row.stage}",
            (_tag(platform), f"fault-{row.fault}", f"stage-{row.stage}"),
        )
        for platform in logins.platforms
        for row in logins.rows(platform)
        if wanted(platform, row)
    )


def _explicit(context: Context, logins: _Logins) -> Rule:
    subject = logins.subject

    def rows(platform: Platform) -> Iterable[Row]:
        setting = logins.settings[platform]
        for choice in logins.choices:
            is_open = choice.failmode(platform) is Failmode.OPEN
            value = setting.on if is_open else setting.off
            yield (platform.words, choice.option, setting.written_as, value, choice.source)

    return Rule(
        RuleTitle.EXPLICIT,
        (
            Scenario(
                f"{subject.title}: what the deployment writes",
                subject.source,
                context.cite(
                    subject.source,
                    RuleTitle.EXPLICIT,
                    RuleTitle.FEEDS,
                    RuleTitle.PRODUCT,
                    RuleTitle.WORDS,
                    RuleTitle.ALL,
                    RuleTitle.DISABLED,
                    RuleTitle.UNSET_FIELD,
                ),
                (
                    _PLACE,
                    logins.organization,
                    logins.deployment,
                    then('the endpoint\'s "<setting>" is "<value>"'),
                ),
                examples=_by_platform(
                    logins.platforms, ("platform", "option", "setting", "value", SOURCE), rows
                ),
            ),
        ),
    )


def _installer(context: Context, logins: _Logins) -> Rule:
    subject = logins.subject

    def rows(platform: Platform) -> Iterable[Row]:
        row = logins.unreachable(platform)
        if row is None:
            return
        for choice in logins.choices:
            for default in ("0", "1"):
                yield (
                    platform.words,
                    choice.option,
                    default,
                    row.fault,
                    verdict(row, choice.failmode(platform)),
                    choice.source,
                )

    installed_on = [platform for platform in logins.platforms if platform in _INSTALLED_ON]
    header = ("platform", "option", "default", "fault", "verdict", SOURCE)
    examples = _by_platform(installed_on, header, rows)
    scenario = Scenario(
        f"{subject.title}: the installer's own default changes no verdict",
        subject.source,
        context.cite(subject.source, RuleTitle.INSTALLER, RuleTitle.UNSET_FIELD),
        (
            _PLACE,
            given('the installer\'s own FailOpen default is "<default>"'),
            logins.organization,
            given('Duo suffers "<fault>"'),
            logins.deployment,
            _LOGIN,
            _VERDICT,
        ),
        examples=examples,
    )
    return Rule(RuleTitle.INSTALLER, (scenario,) if examples else ())


_HEADER: Row = ("platform", "option", "fault", "stage", "verdict", SOURCE)


def _from_the_first_request(logins: _Logins) -> Callable[[Platform, VerdictRow], bool]:
    stages = {platform: first_stage(table) for platform, (_, table) in logins.tables.items()}
    return lambda platform, row: row.stage == stages[platform] or row.fault == CLOCK_SKEW


def _strikes(
    wanted: Callable[[VerdictRow], bool],
    at_first: Callable[[Platform, VerdictRow], bool],
    first: bool,
    platform: Platform,
    row: VerdictRow,
) -> bool:
    return wanted(row) and at_first(platform, row) is first


def _unwell(
    context: Context,
    logins: _Logins,
    name: str,
    titles: tuple[RuleTitle, ...],
    wanted: Callable[[VerdictRow], bool],
    *,
    choices: tuple[_Choice, ...] | None = None,
    tags: tuple[str, ...] = (),
) -> tuple[Scenario, ...]:
    """Logins while Duo is unwell: from the first request on, and from a later stage on."""
    at_first = _from_the_first_request(logins)
    rules = context.cite(logins.subject.source, *titles)

    def rows(platform: Platform, row: VerdictRow) -> Iterable[Row]:
        for choice in logins.choices if choices is None else choices:
            yield (
                platform.words,
                choice.option,
                row.fault,
                row.stage,
                verdict(row, choice.failmode(platform)),
                logins.source(platform, row),
            )

    found = []
    for when_it_strikes, suffers, first in (
        ("from the first request on", given('Duo suffers "<fault>"'), True),
        ("after a first request went well", given('Duo suffers "<fault>" at <stage>'), False),
    ):
        cases = partial(_strikes, wanted, at_first, first)
        examples = _by_fault(logins, _HEADER, rows, cases)
        if not examples:
            continue
        found.append(
            Scenario(
                f"{logins.subject.title}: {name}, {when_it_strikes}",
                logins.subject.source,
                rules,
                (
                    _PLACE,
                    logins.organization,
                    suffers,
                    _APPROVE,
                    logins.deployment,
                    _LOGIN,
                    _VERDICT,
                ),
                tags,
                examples,
            )
        )
    return tuple(found)


def _covered(context: Context, logins: _Logins) -> Rule:
    return Rule(
        RuleTitle.COVERED,
        _unwell(
            context,
            logins,
            "who gets in while Duo is unreachable",
            (
                RuleTitle.COVERED,
                RuleTitle.UNREACHABLE,
                RuleTitle.STAGE,
                RuleTitle.WORDS,
                RuleTitle.ALL,
                RuleTitle.DISABLED,
                RuleTitle.UNSET_FIELD,
            ),
            counts_as_unreachable,
        ),
    )


def _whatever(context: Context, logins: _Logins) -> Rule:
    return Rule(
        RuleTitle.WHATEVER,
        _unwell(
            context,
            logins,
            "faults that the option does not decide",
            (RuleTitle.WHATEVER, RuleTitle.HUNG, RuleTitle.STAGE),
            lambda row: not is_pending(row) and not counts_as_unreachable(row),
        ),
    )


def _pending(context: Context, logins: _Logins) -> Rule:
    """One open and one closed choice are enough to show the gap."""
    open_somewhere = [choice for choice in logins.choices if choice.open_on]
    closed_everywhere = [choice for choice in logins.choices if not choice.open_on]
    widest = sorted(open_somewhere, key=lambda choice: -len(choice.open_on))
    return Rule(
        RuleTitle.PENDING,
        _unwell(
            context,
            logins,
            "faults whose effect is not known",
            (RuleTitle.PENDING, RuleTitle.STAGE),
            is_pending,
            choices=(*widest[:1], *closed_everywhere[:1]),
            tags=("pending",),
        ),
    )


def _second_factor(context: Context, logins: _Logins) -> Rule:
    subject = logins.subject
    return Rule(
        RuleTitle.SECOND_FACTOR,
        (
            Scenario(
                f"{subject.title}: who gets in while Duo is reachable",
                subject.source,
                context.cite(subject.source, RuleTitle.SECOND_FACTOR),
                (
                    _PLACE,
                    logins.organization,
                    given("Duo is reachable"),
                    given('the user answers the push with "<answer>"'),
                    logins.deployment,
                    _LOGIN,
                    _VERDICT,
                ),
                examples=_by_platform(
                    logins.platforms,
                    ("platform", "option", "answer", "verdict", SOURCE),
                    lambda platform: (
                        (platform.words, choice.option, answer, result, choice.source)
                        for choice in logins.choices
                        for answer, result in _ANSWERS
                    ),
                ),
            ),
        ),
    )


def _wrong_password(context: Context, logins: _Logins) -> Rule:
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
                yield (platform.words, choice.option, row.fault, choice.source)

    scenarios = [
        Scenario(
            f"{subject.title}: a wrong password while Duo is reachable",
            subject.source,
            rules,
            (_PLACE, logins.organization, given("Duo is reachable"), _APPROVE, *login),
            examples=_by_platform(
                logins.platforms,
                ("platform", "option", SOURCE),
                lambda platform: (
                    (platform.words, choice.option, choice.source) for choice in logins.choices
                ),
            ),
        )
    ]
    if examples := _by_platform(
        logins.platforms, ("platform", "option", "fault", SOURCE), unreachable
    ):
        scenarios.append(
            Scenario(
                f"{subject.title}: a wrong password while Duo is unreachable",
                subject.source,
                rules,
                (_PLACE, logins.organization, given('Duo suffers "<fault>"'), *login),
                examples=examples,
            )
        )
    return Rule(RuleTitle.WRONG_PASSWORD, tuple(scenarios))
