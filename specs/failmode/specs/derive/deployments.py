"""Scenarios of what a deployment hands to an installer, and of what the product keeps of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from failmode.specs.derive.citations import RuleTitle
from failmode.specs.derive.context import Context
from failmode.specs.derive.field_subject import FieldSubject
from failmode.specs.derive.login_subject import choices_of, unset_option
from failmode.specs.documents import NamedDocument
from failmode.specs.facts.custom_fields import FieldSetting
from failmode.specs.facts.platforms import Platform
from failmode.specs.facts.product_settings import ProductSetting
from failmode.specs.model import Severity
from failmode.specs.rules import LintRule
from failmode.specs.scenarios import Examples, Feature, Row, Rule, Scenario, Step, given, then, when
from failmode.terms import UNSET, Column, Failmode

DEVICE = given("a <platform> in the organization")


class SettingDisagrees(LintRule):
    """A field whose document writes a setting otherwise than the table of product settings.

    Why is this bad? The deployment would hand over what the product does not understand.
    """

    name = "setting-disagrees"
    severity = Severity.ERROR


RULES: tuple[type[LintRule], ...] = (SettingDisagrees,)


@dataclass(frozen=True, slots=True)
class _Deployed:
    """What one choice leads to on one platform, and the line that says so."""

    option: str
    value: str
    source: str


_Values = Mapping[Platform, tuple[_Deployed, ...]]


def by_platform(
    platforms: Iterable[Platform], header: Row, rows: Callable[[Platform], Iterable[Row]]
) -> tuple[Examples, ...]:
    """Write one tagged table of examples for each platform that has any."""
    found = ((platform, tuple(rows(platform))) for platform in platforms)
    return tuple(
        Examples(header, each, platform.name, (platform.tag,)) for platform, each in found if each
    )


def deployed(subject: FieldSubject, setting: str) -> Step:
    """Write the step that deploys Duo with the setting as the field says."""
    return when(f'Duo is deployed to the <platform> with {setting} from "{subject.name}"')


def deployment_feature(
    context: Context, subject: FieldSubject, settings: Mapping[Platform, FieldSetting]
) -> Feature | None:
    """Derive what is deployed for a field that feeds any setting but the failmode.

    Args:
        context: documents, rules and findings.
        subject: the field.
        settings: what it feeds, on each platform.

    Returns:
        The feature, or None when an error keeps it from being derived (see the findings).
    """
    rule = explicit_rule(context, subject, settings)
    if rule is None:
        return None
    path = subject.feature_path
    return Feature(
        path.with_name(f"{path.stem}-deployment.feature"),
        f"What is deployed by {subject.title}",
        subject.source,
        (rule,),
        ("From the option that an organization chose to what the product keeps of it.",),
        tags=("deployment",),
        background=(subject.definition(),),
    )


def explicit_rule(
    context: Context, subject: FieldSubject, settings: Mapping[Platform, FieldSetting]
) -> Rule | None:
    """Derive what the installer is given, and what the product keeps, for every choice.

    Args:
        context: documents, rules and findings.
        subject: the field.
        settings: what it feeds, on each platform.

    Returns:
        None when an error keeps it from being derived (see the findings).
    """
    values = _values(context, subject, settings)
    if values is None:
        return None
    scenarios = (
        _kept(context, subject, settings, values),
        _handed_over(context, subject, settings, values),
    )
    return Rule(RuleTitle.EXPLICIT, tuple(one for one in scenarios if one.examples))


def _kept(
    context: Context,
    subject: FieldSubject,
    settings: Mapping[Platform, FieldSetting],
    values: _Values,
) -> Scenario:
    def rows(platform: Platform) -> Iterator[Row]:
        for one in values[platform]:
            written_as = settings[platform].written_as
            yield (platform.name, one.option, written_as, one.value, one.source)

    return _outline(
        (context, subject, settings),
        "what the deployment writes",
        then('the endpoint\'s "<setting>" is "<value>"'),
        by_platform(values, ("platform", "option", "setting", "value", Column.SOURCE), rows),
    )


def _handed_over(
    context: Context,
    subject: FieldSubject,
    settings: Mapping[Platform, FieldSetting],
    values: _Values,
) -> Scenario:
    def rows(platform: Platform) -> Iterator[Row]:
        found = _checked(context, settings[platform], values[platform])
        if found is None:
            return
        named, row = found
        given_as = dict(zip(row.values, row.given_as, strict=True))
        for one in values[platform]:
            source = str(named.at(row.line))
            cells = (row.installer_property, given_as[one.value], row.evidence, source)
            yield (platform.name, one.option, *cells)

    header = ("platform", "option", "property", "given", Column.EVIDENCE, Column.SOURCE)
    return _outline(
        (context, subject, settings),
        "what the installer is given",
        then('the installer on the <platform> was given "<property>" as "<given>"'),
        by_platform(values, header, rows),
    )


def _outline(
    of: tuple[Context, FieldSubject, Mapping[Platform, FieldSetting]],
    name: str,
    seen: Step,
    examples: tuple[Examples, ...],
) -> Scenario:
    context, subject, settings = of
    titles = [RuleTitle.EXPLICIT, RuleTitle.FEEDS, RuleTitle.PRODUCT]
    if any(setting.on for setting in settings.values()):
        titles += [RuleTitle.OPTION_WORDS, RuleTitle.ALL, RuleTitle.DISABLED]
    setting = next(iter(settings.values())).setting
    return Scenario(
        f"{subject.title}: {name}",
        subject.source,
        context.cite(subject.source, *titles, RuleTitle.UNSET_FIELD),
        (DEVICE, subject.organization_has("<option>"), deployed(subject, setting), seen),
        examples=examples,
    )


def _values(
    context: Context, subject: FieldSubject, settings: Mapping[Platform, FieldSetting]
) -> dict[Platform, tuple[_Deployed, ...]] | None:
    """Find what each choice leads to: on or off by platform, or the option itself."""
    if not any(setting.on for setting in settings.values()):
        itself = tuple(_options(context, subject))
        return dict.fromkeys(settings, itself)
    choices = choices_of(context, subject)
    if choices is None:
        return None
    return {
        platform: tuple(
            _Deployed(
                choice.option,
                setting.on if choice.failmode(platform) is Failmode.OPEN else setting.off,
                choice.coverage,
            )
            for choice in choices
        )
        for platform, setting in settings.items()
    }


def _options(context: Context, subject: FieldSubject) -> Iterator[_Deployed]:
    for option in subject.field.options:
        yield _Deployed(option.value, option.value, subject.at(option))
    unset = unset_option(context, subject)
    if unset is not None:
        yield _Deployed(UNSET, unset.option, unset.source)


def _checked(
    context: Context, setting: FieldSetting, values: Iterable[_Deployed]
) -> tuple[NamedDocument, ProductSetting] | None:
    """Find the product's row for a setting, and compare it with what the field's document says."""
    for named in context.documents:
        for row in named.document.every(ProductSetting):
            if (row.product, row.setting) != (setting.product, setting.setting):
                continue
            unknown = [one.value for one in values if one.value not in row.values]
            if setting.written_as == row.written_as and not unknown:
                return named, row
            mine = ", ".join(dict.fromkeys((setting.written_as, *unknown)))
            _report(context, setting, named.at(row.line), mine, row)
            return None
    return None


def _report(
    context: Context, setting: FieldSetting, place: object, mine: str, row: ProductSetting
) -> None:
    for named in context.documents:
        if any(each is setting for each in named.document.every(FieldSetting)):
            message = (
                f"{setting.product} keeps {setting.setting} as {row.written_as} "
                f"({', '.join(row.values)}) by {place}, and not as {mine}; correct one of them"
            )
            finding = named.finding(setting.line, SettingDisagrees, message, mine)
            if finding not in context.findings:
                context.findings.append(finding)
