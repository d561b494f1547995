"""Scenarios of one custom field: its creation, attributes, options and values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from failmode.specs.derive.citations import RuleTitle
from failmode.specs.derive.context import Context
from failmode.specs.derive.field_subject import FieldSubject, attributes
from failmode.specs.derive.permissions import permission_rule
from failmode.specs.model import Severity, Sourced
from failmode.specs.rules import LintRule
from failmode.specs.scenarios import (
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
from failmode.terms import Channel, Column, DefinitionScope, FieldType


class ValuesNotDerived(LintRule):
    """A custom field for which no scenario sets a value.

    Why is this bad? A reader should know which fields are never set.
    """

    name = "values-not-derived"
    severity = Severity.INFO


RULES: tuple[type[LintRule], ...] = (ValuesNotDerived,)


def field_features(context: Context, subject: FieldSubject) -> tuple[Feature, ...]:
    """Derive a field's features: its creation, when steps are documented, and the rest."""
    path = subject.feature_path
    description = (f"The custom field {subject.name}, as {subject.named.name} specifies it.",)
    features = []
    if creation := _creation(context, subject):
        features.append(
            Feature(
                path.with_name(f"{path.stem}-creation.feature"),
                f"Creating the custom field {subject.title}",
                subject.source,
                creation,
                description,
                tags=("field",),
            )
        )
    features.append(
        Feature(
            path,
            f"The custom field {subject.title}",
            subject.source,
            (_attributes(context, subject), *_values(context, subject)),
            description,
            tags=("field",),
            background=(subject.definition(),),
        )
    )
    return tuple(features)


def _creation(context: Context, subject: FieldSubject) -> tuple[Rule, ...]:
    steps = subject.field.steps
    if not steps:
        return ()
    rows: list[Row] = [("step", "action", "target", "value")]
    rows += [
        (str(step.number), action.kind.value, action.target, action.value or "")
        for step in steps
        for action in step.actions
    ]
    before = (
        given("an empty tenant"),
        when("a technician follows the creation steps", tuple(rows)),
    )
    return (
        _shown_by_api(
            context, subject, RuleTitle.CREATION, "created by the documented steps", before
        ),
    )


def _attributes(context: Context, subject: FieldSubject) -> Rule:
    return _shown_by_api(context, subject, RuleTitle.ATTRIBUTES, "in a tenant", ())


def _shown_by_api(
    context: Context,
    subject: FieldSubject,
    title: RuleTitle,
    circumstance: str,
    before: tuple[Step, ...],
) -> Rule:
    """Derive that the API shows the documented attributes, and the options in order."""
    rules = context.cite(subject.source, title)
    rows = tuple(
        (attribute, value.value, subject.at(value))
        for attribute, value in attributes(subject.field)
    )
    scenarios = [
        Scenario(
            f"{subject.title}: attributes of the field {circumstance}",
            subject.source,
            rules,
            (
                *before,
                then(f'the API shows "<attribute>" of "{subject.name}" as "<value>"'),
            ),
            examples=(Examples(("attribute", "value", Column.SOURCE), rows),),
        )
    ]
    if options := subject.field.options:
        scenarios.append(
            Scenario(
                f"{subject.title}: options of the field {circumstance}, in their order",
                subject.named.at(options[0].line),
                rules,
                (
                    *before,
                    then(
                        f'the API shows the options of "{subject.name}" in this order',
                        (("option",), *((option.value,) for option in options)),
                    ),
                ),
            )
        )
    return Rule(title, tuple(scenarios))


def _values(context: Context, subject: FieldSubject) -> tuple[Rule, ...]:
    """Derive what holds for values, of organizations' drop-downs with something to choose."""
    field = subject.field
    scopes = {scope.value for scope in field.scopes}
    if (
        field.type is None
        or field.type.value is not FieldType.DROPDOWN
        or DefinitionScope.ORGANIZATION not in scopes
        or len(field.options) < 2
    ):
        context.findings.append(
            subject.named.finding(
                field.line,
                ValuesNotDerived,
                f"no scenario sets {subject.name!r}: values are derived for drop-downs at "
                "organizations with two options or more",
            )
        )
        return ()
    return (
        _options(context, subject),
        *_empty_text(context, subject),
        *_propagation(context, subject),
        *_guid_output(context, subject),
        permission_rule(context, subject),
    )


def _options(context: Context, subject: FieldSubject) -> Rule:
    rules = context.cite(subject.source, RuleTitle.OPTIONS)
    name, start = subject.name, subject.field.options[0].value
    setting = [channel for channel in Channel if subject.can_set(channel)]
    reading = [channel for channel in setting if subject.can_read(channel)]
    blind = [channel for channel in setting if not subject.can_read(channel)]
    options = [(option.value, option) for option in subject.field.options]
    set_to = f'the <channel> sets "{name}" to'
    accepted = (when(f'{set_to} "<option>"'), then("the request is accepted"))
    refused = (
        then("the request is refused"),
        then(f'"{name}" is "{start}" for the <channel>'),
    )

    def scenario(
        what: str,
        steps: tuple[Step, ...],
        column: str,
        channels: Sequence[Channel],
        values: Sequence[tuple[str, Sourced[str]]],
    ) -> Scenario:
        rows = tuple((c, value, subject.at(option)) for c in channels for value, option in values)
        return Scenario(
            f"{subject.title}: {what}",
            subject.source,
            rules,
            steps,
            examples=(Examples(("channel", column, Column.SOURCE), rows),),
        )

    return Rule(
        RuleTitle.OPTIONS,
        (
            scenario(
                "each documented option is accepted",
                (*accepted, then(f'"{name}" is "<option>" for the <channel>')),
                "option",
                reading,
                options,
            ),
            scenario(
                "each documented option is accepted from a channel that cannot read it",
                accepted,
                "option",
                blind,
                options,
            ),
            scenario(
                "another spelling is refused and changes nothing",
                (
                    subject.organization_has(start),
                    when(f'{set_to} "<spelling>"'),
                    *refused,
                ),
                "spelling",
                reading,
                near_misses(subject.field.options),
            ),
            scenario(
                "a space after an option is refused and changes nothing",
                (subject.organization_has(start), when(f'{set_to} "<option> "'), *refused),
                "option",
                reading,
                options,
            ),
            scenario(
                "another spelling is refused from a channel that cannot read it",
                (when(f'{set_to} "<spelling>"'), then("the request is refused")),
                "spelling",
                blind,
                near_misses(subject.field.options),
            ),
        ),
    )


def _empty_text(context: Context, subject: FieldSubject) -> tuple[Rule, ...]:
    """Derive what becomes of an empty text, where the API can both set and read."""
    if not (subject.can_set(Channel.API) and subject.can_read(Channel.API)):
        return ()
    name, start = subject.name, subject.field.options[0]
    scenario = Scenario(
        f"{subject.title}: an empty text through the API changes nothing",
        subject.named.at(start.line),
        context.cite(subject.source, RuleTitle.EMPTY_TEXT),
        (
            subject.organization_has(start.value),
            when(f'the API sets "{name}" to ""'),
            then("the request is accepted"),
            then(f'"{name}" is "{start.value}" for the API'),
        ),
    )
    return (Rule(RuleTitle.EMPTY_TEXT, (scenario,)),)


def near_misses(options: Sequence[Sourced[str]]) -> tuple[tuple[str, Sourced[str]], ...]:
    """List spellings that are almost an option, each with the option that it resembles.

    Args:
        options: the documented options.

    Returns:
        Other case, the singular of a plural, and a word that is no option; none of them is an
        option, and none comes twice.
    """
    spellings = {option.value for option in options}
    found: dict[str, Sourced[str]] = {}
    for option in options:
        lower = option.value.lower()
        candidates = [option.value.upper() if lower == option.value else lower]
        if option.value.endswith("s"):
            candidates.append(option.value.removesuffix("s"))
        for candidate in candidates:
            if candidate not in spellings:
                found.setdefault(candidate, option)
    folded = {spelling.casefold() for spelling in spellings}
    unknown = next(word for word in _unknown_words() if word.casefold() not in folded)
    found.setdefault(unknown, options[0])
    return tuple(found.items())


def _unknown_words() -> Iterator[str]:
    """Give words that an administrator might try; the first that is no option is used."""
    yield from ("Enabled", "Linux")
    yield from (f"Platform {number}" for number in count(1))


def _propagation(context: Context, subject: FieldSubject) -> tuple[Rule, ...]:
    readers = [channel for channel in Channel if subject.can_read(channel)]
    setters = [c for c in (Channel.TECHNICIAN, Channel.API) if subject.can_set(c)]
    if not readers or not setters:
        return ()
    return (
        Rule(
            RuleTitle.PROPAGATION,
            (
                Scenario(
                    f"{subject.title}: what is set for the organization is read by every channel",
                    subject.source,
                    context.cite(subject.source, RuleTitle.PROPAGATION),
                    (
                        when(f'the <channel> sets "{subject.name}" to "<option>"'),
                        *(
                            then(f'"{subject.name}" is "<option>" for the {reader}')
                            for reader in readers
                        ),
                    ),
                    examples=(
                        Examples(
                            ("channel", "option", Column.SOURCE),
                            tuple(
                                (channel, option.value, subject.at(option))
                                for channel in setters
                                for option in subject.field.options
                            ),
                        ),
                    ),
                ),
            ),
        ),
    )


def _guid_output(context: Context, subject: FieldSubject) -> tuple[Rule, ...]:
    if not subject.can_read(Channel.AUTOMATION):
        return ()
    return (
        Rule(
            RuleTitle.GUID,
            (
                Scenario(
                    f"{subject.title}: the agent prints GUIDs, not labels",
                    subject.source,
                    context.cite(subject.source, RuleTitle.GUID),
                    (
                        subject.organization_has("<option>"),
                        when(f'the automation reads "{subject.name}"'),
                        then("the request is accepted"),
                        then(f'the agent prints the GUID of "<option>" for "{subject.name}"'),
                    ),
                    examples=(
                        Examples(
                            ("option", Column.SOURCE),
                            tuple(
                                (option.value, subject.at(option))
                                for option in subject.field.options
                            ),
                        ),
                    ),
                ),
            ),
        ),
    )
