"""Steps about custom fields: definition, options, values and permissions by channel.

PYTEST_DONT_REWRITE: the messages of the assertions are for readers of the documents.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pytest_bdd import given, parsers, then, when

from failmode.steps.context import ScenarioContext
from failmode.steps.errors import Refused
from failmode.steps.targets.capabilities import (
    CONSOLE,
    DEFINITIONS,
    ORGANIZATION_VALUES,
    TENANT,
    VALUES,
    ConsoleAction,
    FieldDefinition,
)
from failmode.terms.fields import UNSET, Channel

"""How a scenario writes that a field has no value."""

_CHANNEL = r"(?P<channel>technician|automation|API)"
_FIELD = r'"(?P<name>[^"]+)"'
_CONVERT: dict[str, Callable[[str], object]] = {"channel": Channel}

Table = Sequence[Sequence[str]]


@given("an empty tenant")
def empty_tenant(scene: ScenarioContext) -> None:
    """Start without custom fields."""
    scene.target.capability(TENANT).empty()


@given(parsers.re(rf"a tenant with the custom field {_FIELD}"))
def tenant_with_field(scene: ScenarioContext, name: str, datatable: Table) -> None:
    """Start with the field that the document defines."""
    scene.target.capability(DEFINITIONS).create(definition_from_table(name, datatable))


@when("a technician follows the creation steps")
def follow_creation_steps(scene: ScenarioContext, datatable: Table) -> None:
    """Do in the console what the document tells, action by action."""
    header, *rows = datatable
    if list(header) != ["step", "action", "target", "value"]:
        raise AssertionError(
            f"the table of creation steps has the columns {list(header)}; "
            "expected step, action, target, value"
        )
    scene.target.capability(CONSOLE).follow([ConsoleAction(*row) for row in rows])


@given(
    parsers.re(rf'the {_CHANNEL} permission of {_FIELD} is changed to "(?P<permission>[A-Z_]+)"'),
    converters=_CONVERT,
)
def change_permission(scene: ScenarioContext, channel: Channel, name: str, permission: str) -> None:
    """Change what one channel may do."""
    scene.target.capability(DEFINITIONS).change_permission(name, channel, permission)


@given(parsers.re(rf'the organization has {_FIELD} set to "(?P<option>.*)"'))
def organization_value(scene: ScenarioContext, name: str, option: str) -> None:
    """Give the organization a value before the scenario proper starts."""
    scene.option = option
    scene.target.capability(ORGANIZATION_VALUES).set(name, None if option == UNSET else option)
    if option != UNSET:
        scene.known_values[name] = option


@when(
    parsers.re(rf'the {_CHANNEL} sets {_FIELD} to "(?P<value>.*)"'),
    converters=_CONVERT,
)
def set_value(scene: ScenarioContext, channel: Channel, name: str, value: str) -> None:
    """Try to set a value."""
    scene.attempt(channel, name, value)


@when(parsers.re(rf"the {_CHANNEL} reads {_FIELD}"), converters=_CONVERT)
def read_value(scene: ScenarioContext, channel: Channel, name: str) -> None:
    """Try to read a value."""
    scene.attempt(channel, name)


@then(parsers.re(r"the request is (?P<outcome>accepted|refused)"))
def request_outcome(scene: ScenarioContext, outcome: str) -> None:
    """Whether the last request was let through."""
    assert scene.request_made, "no request was made before this step"
    if outcome == "accepted":
        assert scene.refusal is None, f"expected: accepted; it was refused: {scene.refusal}"
    else:
        assert scene.refusal is not None, "expected: refused; it was accepted"


@then(parsers.re(rf'{_FIELD} is "(?P<option>.*)" for the {_CHANNEL}'), converters=_CONVERT)
def value_is(scene: ScenarioContext, channel: Channel, name: str, option: str) -> None:
    """What a channel reads, as a label."""
    try:
        value = scene.target.capability(VALUES[channel]).get(name)
    except Refused as refusal:
        raise AssertionError(
            f"expected: {name} is {option!r} for the {channel}; reading was refused: {refusal}"
        ) from None
    shown = UNSET if value is None else value
    assert shown == option, f"expected: {name} is {option!r} for the {channel}; it is {shown!r}"


@then(parsers.re(rf'the agent prints the GUID of "(?P<option>.*)" for {_FIELD}'))
def agent_prints_guid(scene: ScenarioContext, name: str, option: str) -> None:
    """The agent hands out the option's GUID, which `options` resolves to the label."""
    values = scene.target.capability(VALUES[Channel.AUTOMATION])
    raw = values.raw(name)
    labels = values.options(name)
    assert raw in labels, (
        f"expected: one of the GUIDs that `options` lists ({', '.join(labels)}); "
        f"the agent printed {raw!r}"
    )
    assert labels[raw] == option, (
        f"expected: the GUID of {option!r}; the agent printed the GUID of {labels[raw]!r}"
    )


@then(parsers.re(rf'the API shows "(?P<attribute>[^"]+)" of {_FIELD} as "(?P<value>.*)"'))
def attribute_is(scene: ScenarioContext, attribute: str, name: str, value: str) -> None:
    """One attribute of the definition."""
    shown = _attribute(scene, name, attribute)
    assert shown == value, f"expected: {attribute} of {name} is {value!r}; the API shows {shown!r}"


@then(parsers.re(rf"the API shows the options of {_FIELD} in this order"))
def options_are(scene: ScenarioContext, name: str, datatable: Table) -> None:
    """All options, in the documented order and no others."""
    expected = [row[0] for row in datatable[1:]]
    shown = list(_read(scene, name).options)
    assert shown == expected, f"expected: the options {expected}; the API shows {shown}"


def definition_from_table(name: str, table: Table) -> FieldDefinition:
    """A definition from a table of attribute and value.

    Args:
        name: the field's name, for messages.
        table: header row `attribute`, `value`, then the rows; repeated rows make lists.

    Raises:
        AssertionError: for an unknown attribute.
    """
    found: dict[str, list[str]] = {}
    for attribute, value in table[1:]:
        if attribute not in _ATTRIBUTES:
            raise AssertionError(
                f"the table of {name!r} has the attribute {attribute!r}; expected one of: "
                f"{', '.join(_ATTRIBUTES)}"
            )
        found.setdefault(attribute, []).append(value)

    def one(attribute: str) -> str | None:
        values = found.get(attribute)
        return values[0] if values else None

    required = one("Required")
    return FieldDefinition(
        label=one("Label") or name,
        name=one("Field Name") or name,
        scopes=tuple(found.get("Definition Scope", ())),
        type=one("Type") or "",
        options=tuple(found.get("Option Value", ())),
        default=one("Default Value"),
        required=None if required is None else required == "true",
        technician=one("Technician Permission"),
        automation=one("Automation Permission"),
        api=one("API Permission"),
        description=one("Description"),
        tooltip=one("Tool Tip"),
        footer=one("Footer Text"),
    )


def _bool(value: bool | None) -> str | None:
    return None if value is None else str(value).lower()


_ATTRIBUTES: dict[str, Callable[[FieldDefinition], str | None]] = {
    "Label": lambda d: d.label,
    "Field Name": lambda d: d.name,
    "Definition Scope": lambda d: ", ".join(d.scopes),
    "Type": lambda d: d.type,
    "Option Value": lambda d: ", ".join(d.options),
    "Default Value": lambda d: d.default,
    "Required": lambda d: _bool(d.required),
    "Technician Permission": lambda d: d.technician,
    "Automation Permission": lambda d: d.automation,
    "API Permission": lambda d: d.api,
    "Description": lambda d: d.description,
    "Tool Tip": lambda d: d.tooltip,
    "Footer Text": lambda d: d.footer,
}


def _read(scene: ScenarioContext, name: str) -> FieldDefinition:
    try:
        return scene.target.capability(DEFINITIONS).read(name)
    except Refused as refusal:
        raise AssertionError(
            f"expected: the API shows the field {name!r}; it answered: {refusal}"
        ) from None


def _attribute(scene: ScenarioContext, name: str, attribute: str) -> str:
    if attribute not in _ATTRIBUTES:
        raise AssertionError(
            f"unknown attribute {attribute!r}; expected one of: {', '.join(_ATTRIBUTES)}"
        )
    shown = _ATTRIBUTES[attribute](_read(scene, name))
    return UNSET if shown is None else shown
