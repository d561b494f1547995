"""Creation steps become actions in the order in which they are carried out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from failmode.specs.console_settings import setting_meaning
from failmode.specs.facts.custom_fields import ActionKind, CreationStep, CustomField
from failmode.specs.model import Document
from failmode.specs.specification import read_text
from failmode.specs.synonyms import Attribute
from failmode.terms.fields import AccessPermission, DefinitionScope, FieldType
from tests.specs.read.reading import rules, rules_and_lines

TABLE = "| Label | Field Name | Type |\n|---|---|---|\n| A Field | aField | Text |\n\n"
SET, CLICK, NAVIGATE, ADD = (
    ActionKind.SET,
    ActionKind.CLICK,
    ActionKind.NAVIGATE,
    ActionKind.ADD_OPTION,
)


def read(steps: str) -> Document:
    return read_text(Path("field.md"), f"{TABLE}## Custom Field Creation\n\n{steps}\n")


def step(text: str) -> CreationStep:
    (found,) = read(f"### Step 1\n\n{text}").every(CustomField)[0].steps
    return found


def created_by(text: str) -> CustomField | None:
    return read(f"### Step 1\n\n{text}").every(CustomField)[0].created


def actions(text: str) -> list[tuple[ActionKind, str, str | None]]:
    return [(action.kind, action.target, action.value) for action in step(text).actions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Navigate to the `Administration` menu, then proceed to `Devices` and select `Fields`.",
            [(NAVIGATE, "Administration > Devices > Fields", None)],
        ),
        (
            "Open `Administration`, go to `Devices`, choose `Fields` and click the `Add` button.",
            [(NAVIGATE, "Administration > Devices > Fields", None), (CLICK, "Add", None)],
        ),
        ("Locate the `Add` button on the right and click on it.", [(CLICK, "Add", None)]),
        ("After clicking the `Add` button, select the `Field` button.", [(CLICK, "Field", None)]),
        ("Press **Save**.", [(CLICK, "Save", None)]),
        (
            "Select `Drop-down` for the `Custom field type` and click `Continue` to proceed.",
            [(SET, "Custom field type", "Drop-down"), (CLICK, "Continue", None)],
        ),
        (
            "Select the `Text` custom field type from the menu.",
            [(SET, "custom field type", "Text")],
        ),
        ("Choose `No` as the default value.", [(SET, "default value", "No")]),
        ("Set the default value to `No`.", [(SET, "default value", "No")]),
        ("Set `Default Value` to `No`.", [(SET, "Default Value", "No")]),
        ("Click `Create` to create the `Custom Field`.", [(CLICK, "Create", None)]),
        ("Clicking the `Next` button will take you to the `Details` tab.", []),
        ("The following Pop-up screen will appear:", []),
        ("If the list is long, scroll down and click `More`.", [(CLICK, "More", None)]),
    ],
)
def test_a_sentence_says_what_to_do(
    text: str, expected: list[tuple[ActionKind, str, str | None]]
) -> None:
    assert actions(text) == expected


@pytest.mark.parametrize(
    "line",
    [
        "**Label:** `A Field`",
        "**Label**: `A Field`",
        "**Label:** A Field",
        "- **Label:** `A Field`",
        "- Label: `A Field`",
        "Label: `A Field`",
    ],
)
def test_a_setting_is_read_in_every_notation(line: str) -> None:
    assert actions(line) == [(SET, "Label", "A Field")]


def test_every_setting_keeps_its_own_line() -> None:
    found = step("**Label:** `A`  \n**Name:** `b`\n**API:** `None`").actions
    assert [action.line for action in found] == [9, 10, 11]


def test_a_button_that_ends_the_step_comes_after_the_settings() -> None:
    text = "Set the following details in the `Overview` section and click `Next`.\n\n**Label:** `A`"
    assert actions(text) == [(SET, "Label", "A"), (CLICK, "Next", None)]


def test_a_setting_that_is_said_twice_is_one_action() -> None:
    text = "**Custom Field Type:** `Text`\n\nSelect `Text` for the `Custom field type`."
    assert actions(text) == [(SET, "Custom Field Type", "Text")]


def test_listed_options_are_added_in_order_and_the_hint_how_is_no_action() -> None:
    text = (
        "Configure the following options. To add an option, paste it and click the `Add` button:\n"
        "\n- All\n- Windows  \n- `Mac`\n\nClick the `Create` button."
    )
    assert actions(text) == [
        (ADD, "All", None),
        (ADD, "Windows", None),
        (ADD, "Mac", None),
        (CLICK, "Create", None),
    ]


def test_options_may_stand_in_the_sentence() -> None:
    assert actions("Add these options: `Yes`, `No`.") == [(ADD, "Yes", None), (ADD, "No", None)]
    assert actions("**Options:** `Yes`, `No`") == [(ADD, "Yes", None), (ADD, "No", None)]


def test_a_bulleted_instruction_is_no_option() -> None:
    assert actions("Do this:\n\n- Click `Next`.\n- Click `Create`.") == [
        (CLICK, "Next", None),
        (CLICK, "Create", None),
    ]


def test_steps_may_be_a_numbered_list() -> None:
    steps = (
        read("1. Click `Add`.\n2. Enter this:\n\n   **Label:** `A`\n").every(CustomField)[0].steps
    )
    assert [(found.number, found.line) for found in steps] == [(1, 7), (2, 8)]
    assert [action.target for action in steps[1].actions] == ["Label"]


def test_the_steps_end_with_their_section() -> None:
    text = "### Step 1\n\nClick `Add`.\n\n## Completed\n\nClick `Away`."
    (found,) = read(text).every(CustomField)[0].steps
    assert [action.target for action in found.actions] == ["Add"]


def test_numbers_that_do_not_count_up_are_reported() -> None:
    findings = read("### Step 1\n\nClick `A`.\n\n### Step 3\n\nClick `B`.").findings
    assert [(finding.rule, finding.line) for finding in findings] == [("step-numbers", 11)]


def test_a_misspelt_setting_is_understood_and_reported() -> None:
    document = read("### Step 1\n\n**Custom Filed Type:** `Text`\n")
    (finding,) = document.findings
    assert (finding.rule, finding.line) == ("setting-misspelt", 9)
    created = document.every(CustomField)[0].created
    assert created is not None
    assert created.type is not None
    assert created.type.value is FieldType.TEXT


def test_an_unknown_setting_and_an_unknown_value_are_reported() -> None:
    document = read("### Step 1\n\n**Colour:** `Red`\n**API:** `Sometimes`\n")
    assert rules_and_lines(document) == [
        ("setting-unknown", 9),
        ("value-unknown", 10),
    ]


def test_the_steps_give_a_field() -> None:
    text = (
        "**Label:** `A`\n**Definition Scope:** `Device`, `Location`\n"
        "**Custom field is required:** `<Leave it unchecked>`\n**API:** `Read Only`\n"
        "**Tooltip Text:** `<Leave it blank>`\n**Default Value:** `x`\n"
    )
    created = created_by(text)
    assert created is not None
    assert created.label is not None
    assert (created.label.value, created.label.line) == ("A", 9)
    assert [scope.value for scope in created.scopes] == [
        DefinitionScope.NODE,
        DefinitionScope.LOCATION,
    ]
    assert created.required is not None
    assert created.required.value is False
    assert created.api is not None
    assert created.api.value is AccessPermission.READ_ONLY
    assert created.tooltip is None
    assert created.default is not None
    assert created.default.value == "x"
    assert created.name is None


def test_scopes_may_be_boxes_of_their_own() -> None:
    text = "**Device:** `Already checked`\n**End User:** `Uncheck`\n**Location:** `check`"
    created = created_by(text)
    assert created is not None
    assert [scope.value for scope in created.scopes] == [
        DefinitionScope.NODE,
        DefinitionScope.LOCATION,
    ]


def test_steps_belong_to_the_field_that_they_name() -> None:
    text = (
        "| Label | Field Name | Type |\n|---|---|---|\n| A | a | Text |\n| B | b | Text |\n\n"
        "## Custom Field Creation\n\n### Step 1\n\n**Name:** `b`\n"
    )
    first, second = read_text(Path("x.md"), text).every(CustomField)
    assert first.steps == ()
    assert len(second.steps) == 1
    unnamed = read_text(Path("x.md"), text.replace("`b`", "`c`"))
    assert rules(unnamed) == ["steps-without-field"]


def test_the_meaning_of_a_setting_allows_for_a_slip() -> None:
    exact, near = setting_meaning("Tooltip Text"), setting_meaning("Tooltipp Text")
    assert exact is not None
    assert (exact.of, exact.misspelt) == (Attribute.TOOLTIP, False)
    assert near is not None
    assert (near.of, near.misspelt) == (Attribute.TOOLTIP, True)
    assert setting_meaning("Colour") is None


NAMES = st.text("abcXYZ 0123", min_size=1, max_size=12).filter(lambda text: bool(text.strip()))


@given(
    st.lists(st.sampled_from(["Label", "Name", "Description", "Footer Text"]), unique=True), NAMES
)
def test_settings_in_any_order_are_all_read_from_their_lines(names: list[str], value: str) -> None:
    text = value.strip()
    found = step("  \n".join(f"**{name}:** `{text}{i}`" for i, name in enumerate(names)) or "x")
    assert [(action.target, action.value, action.line) for action in found.actions] == [
        (name, f"{text}{i}", 9 + i) for i, name in enumerate(names)
    ]
