"""Steps about custom fields: definition, options, values and permissions by channel.

PYTEST_DONT_REWRITE: the messages of the assertions are for readers of the documents.
"""

from __future__ import annotations

from collections.abc import Sequence

from failmode.steps.context import FieldScenario
from failmode.steps.errors import Refused
from failmode.steps.library.step_library import Converters, StepLibrary, Words
from failmode.steps.reporting.mismatch import Matter, Mismatch, UnmetExpectationError, expect
from failmode.steps.reporting.subject import About, Setting, SettingKind, Subject, SubjectKind
from failmode.steps.targets.capabilities import (
    CONSOLE,
    DEFINITIONS,
    FIELD_ATTRIBUTES,
    ORGANIZATION_VALUES,
    PERMISSIONS,
    SETTABLE_VALUES,
    TENANT,
    VALUES,
    Capability,
    ConsoleAction,
    FieldDefinition,
    SettableValues,
    Values,
)
from failmode.terms import UNSET, Channel

_CHANNEL = r"(?P<channel>technician|automation|API)"
_FIELD = r'"(?P<name>[^"]+)"'
_CONVERT: Converters = {"channel": Channel}

steps = StepLibrary()

Table = Sequence[Sequence[str]]


def _custom_field(words: Words) -> About:
    return About(subject=Subject(SubjectKind.CUSTOM_FIELD, words["name"]))


def _option(words: Words) -> About:
    return About(setting=Setting(SettingKind.OPTION, words["option"]), field=words["name"])


def _reading(words: Words) -> Capability[Values]:
    return VALUES[Channel(words["channel"])]


def _setting(words: Words) -> Capability[SettableValues]:
    return SETTABLE_VALUES[Channel(words["channel"])]


@steps.given("an empty tenant", needs=TENANT)
def empty_tenant(field_scenario: FieldScenario) -> None:
    """Start without custom fields."""
    field_scenario.target.capability(TENANT).empty()


@steps.given(
    rf"a tenant with the custom field {_FIELD}",
    about=_custom_field,
    needs=DEFINITIONS,
    field="name",
)
def tenant_with_field(field_scenario: FieldScenario, name: str, datatable: Table) -> None:
    """Start with the field that the document defines."""
    field_scenario.target.capability(DEFINITIONS).create(definition_from_table(name, datatable))


@steps.when("a technician follows the creation steps", needs=CONSOLE)
def follow_creation_steps(field_scenario: FieldScenario, datatable: Table) -> None:
    """Do in the console what the document tells, action by action."""
    header, *rows = datatable
    if list(header) != ["step", "action", "target", "value"]:
        raise AssertionError(
            f"the table of creation steps has the columns {list(header)}; "
            "expected step, action, target, value"
        )
    field_scenario.matter = Matter.CREATION
    field_scenario.target.capability(CONSOLE).follow([ConsoleAction(*row) for row in rows])


@steps.given(
    rf'the {_CHANNEL} permission of {_FIELD} is changed to "(?P<permission>[A-Z_]+)"',
    converters=_CONVERT,
    needs=PERMISSIONS,
    field="name",
)
def change_permission(
    field_scenario: FieldScenario, channel: Channel, name: str, permission: str
) -> None:
    """Change what one channel may do."""
    field_scenario.target.capability(PERMISSIONS).change_permission(name, channel, permission)


@steps.given(
    rf'the organization has {_FIELD} set to "(?P<option>.*)"',
    about=_option,
    needs=ORGANIZATION_VALUES,
    field="name",
)
def organization_value(field_scenario: FieldScenario, name: str, option: str) -> None:
    """Give the organization a value before the scenario proper starts."""
    field_scenario.target.capability(ORGANIZATION_VALUES).set(
        name, None if option == UNSET else option
    )
    if option != UNSET:
        field_scenario.known_values[name] = option


@steps.when(
    rf'the {_CHANNEL} sets {_FIELD} to "(?P<value>.*)"',
    converters=_CONVERT,
    needs=_setting,
    field="name",
)
def set_value(field_scenario: FieldScenario, channel: Channel, name: str, value: str) -> None:
    """Try to set a value."""
    field_scenario.attempt(channel, name, value)


@steps.when(rf"the {_CHANNEL} reads {_FIELD}", converters=_CONVERT, needs=_reading, field="name")
def read_value(field_scenario: FieldScenario, channel: Channel, name: str) -> None:
    """Try to read a value."""
    field_scenario.attempt(channel, name)


@steps.then(r"the request is (?P<outcome>accepted|refused)")
def request_outcome(field_scenario: FieldScenario, outcome: str) -> None:
    """See whether the last request was let through."""
    refusal = field_scenario.refusal
    actual = "accepted" if refusal is None else "refused"
    expect(
        actual == outcome,
        f"expected: {outcome}; it was {actual}{f': {refusal}' if refusal else ''}",
        Mismatch(Matter.REQUEST, "the request", outcome, actual),
    )


@steps.then(
    rf'{_FIELD} is "(?P<option>.*)" for the {_CHANNEL}',
    converters=_CONVERT,
    needs=_reading,
    field="name",
)
def value_is(field_scenario: FieldScenario, channel: Channel, name: str, option: str) -> None:
    """See what a channel reads, as a label."""
    try:
        value = field_scenario.target.capability(VALUES[channel]).get(name)
    except Refused as refusal:
        raise UnmetExpectationError(
            f"expected: {name} is {option!r} for the {channel}; reading was refused: {refusal}",
            Mismatch(Matter.VALUE, f"{name} for the {channel}", option, "refused"),
        ) from None
    actual = UNSET if value is None else value
    expect(
        actual == option,
        f"expected: {name} is {option!r} for the {channel}; it is {actual!r}",
        Mismatch(Matter.VALUE, f"{name} for the {channel}", option, actual),
    )


@steps.then(
    rf'the agent prints the GUID of "(?P<option>.*)" for {_FIELD}',
    needs=VALUES[Channel.AUTOMATION],
    field="name",
)
def agent_prints_guid(field_scenario: FieldScenario, name: str, option: str) -> None:
    """See that the agent hands out the option's GUID, which `options` resolves to the label."""
    values = field_scenario.target.capability(VALUES[Channel.AUTOMATION])
    raw = values.raw(name)
    labels = values.options(name)
    expect(
        raw in labels,
        f"expected: one of the GUIDs that `options` lists ({', '.join(labels)}); "
        f"the agent printed {raw!r}",
        Mismatch(Matter.VALUE, "what the agent prints", "the GUID of an option", raw),
    )
    expect(
        labels[raw] == option,
        f"expected: the GUID of {option!r}; the agent printed the GUID of {labels[raw]!r}",
        Mismatch(Matter.VALUE, "the GUID that the agent prints", option, labels[raw]),
    )


@steps.then(
    rf'the API shows "(?P<attribute>[^"]+)" of {_FIELD} as "(?P<value>.*)"',
    needs=DEFINITIONS,
    field="name",
)
def attribute_is(field_scenario: FieldScenario, attribute: str, name: str, value: str) -> None:
    """See one attribute of the definition."""
    actual = _attribute(field_scenario, name, attribute)
    expect(
        actual == value,
        f"expected: {attribute} of {name} is {value!r}; the API shows {actual!r}",
        Mismatch(field_scenario.matter, attribute, value, actual),
    )


@steps.then(
    rf"the API shows the options of {_FIELD} in this order", needs=DEFINITIONS, field="name"
)
def options_are(field_scenario: FieldScenario, name: str, datatable: Table) -> None:
    """See all options, in the documented order and no others."""
    expected = [row[0] for row in datatable[1:]]
    actual = list(_read(field_scenario, name).options)
    expect(
        actual == expected,
        f"expected: the options {expected}; the API shows {actual}",
        Mismatch(field_scenario.matter, "Option Value", ", ".join(expected), ", ".join(actual)),
    )


def definition_from_table(name: str, table: Table) -> FieldDefinition:
    """Make a definition from a table of attribute and value.

    Args:
        name: the field's name, for messages.
        table: header row `attribute`, `value`, then the rows; repeated rows make lists.

    Raises:
        AssertionError: for an unknown attribute.
    """
    found: dict[str, list[str]] = {}
    for attribute, value in table[1:]:
        if attribute not in FIELD_ATTRIBUTES:
            raise AssertionError(
                f"the table of {name!r} has the attribute {attribute!r}; expected one of: "
                f"{', '.join(FIELD_ATTRIBUTES)}"
            )
        found.setdefault(attribute, []).append(value)

    def single(attribute: str) -> str | None:
        values = found.get(attribute)
        return values[0] if values else None

    required = single("Required")
    return FieldDefinition(
        label=single("Label") or name,
        name=single("Field Name") or name,
        scopes=tuple(found.get("Definition Scope", ())),
        type=single("Type") or "",
        options=tuple(found.get("Option Value", ())),
        default=single("Default Value"),
        required=None if required is None else required == "true",
        technician=single("Technician Permission"),
        automation=single("Automation Permission"),
        api=single("API Permission"),
        description=single("Description"),
        tooltip=single("Tool Tip"),
        footer=single("Footer Text"),
    )


def _read(field_scenario: FieldScenario, name: str) -> FieldDefinition:
    try:
        return field_scenario.target.capability(DEFINITIONS).read(name)
    except Refused as refusal:
        raise UnmetExpectationError(
            f"expected: the API shows the field {name!r}; it answered: {refusal}",
            Mismatch(field_scenario.matter, f"the field {name}", "there", "not there"),
        ) from None


def _attribute(field_scenario: FieldScenario, name: str, attribute: str) -> str:
    if attribute not in FIELD_ATTRIBUTES:
        raise AssertionError(
            f"unknown attribute {attribute!r}; expected one of: {', '.join(FIELD_ATTRIBUTES)}"
        )
    actual = _read(field_scenario, name).attributes()[attribute]
    return UNSET if actual is None else actual
