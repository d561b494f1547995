"""Custom fields are read from Details tables by the names of their columns."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from failmode.specs.facts.custom_fields import CustomField
from failmode.terms.fields import AccessPermission, DefinitionScope, FieldType, TechnicianPermission
from tests.specs.read.reading import read, rules, rules_and_lines

PATH = Path("field.md")

COLUMNS = {
    "Label": "A Field",
    "Field Name": "aField",
    "Definition Scope": "Organization",
    "Type": "Drop-down",
    "Option Value": "`One`, `Two`",
    "Default Value": "`Two`",
    "Required": "False",
    "Technician Permission": "Editable",
    "Automation Permission": "Read/Write",
    "API Permission": "Read Only",
    "Description": "What it is.",
    "Tool Tip": "Choose one",
    "Footer Text": "The foot",
    "Custom Field Tab Name": "A Tab",
}


def table(columns: dict[str, str]) -> str:
    rows = [list(columns), ["---"] * len(columns), list(columns.values())]
    return "## Details\n\n" + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def field(**changes: str | None) -> CustomField:
    columns = {**COLUMNS, **{key.replace("_", " "): value or "" for key, value in changes.items()}}
    (found,) = read(table(columns)).every(CustomField)
    return found


def test_every_attribute_is_read_with_the_line_of_its_row() -> None:
    document = read(table(COLUMNS))
    (found,) = document.every(CustomField)
    assert document.kind == "custom-field"
    assert document.findings == ()
    assert found.line == 5
    assert found.label is not None
    assert (found.label.value, found.label.line) == ("A Field", 5)
    assert found.name is not None
    assert found.name.value == "aField"
    assert found.type is not None
    assert (found.type.value, found.type.text) == (FieldType.DROPDOWN, "Drop-down")
    assert [scope.value for scope in found.scopes] == [DefinitionScope.ORGANIZATION]
    assert [option.value for option in found.options] == ["One", "Two"]
    assert found.default is not None
    assert found.default.value == "Two"
    assert found.required is not None
    assert found.required.value is False
    assert found.technician is not None
    assert found.technician.value is TechnicianPermission.EDITABLE
    assert found.automation is not None
    assert found.automation.value is AccessPermission.READ_WRITE
    assert found.api is not None
    assert found.api.value is AccessPermission.READ_ONLY
    assert found.description is not None
    assert found.description.value == "What it is."
    assert found.tooltip is not None
    assert found.tooltip.value == "Choose one"
    assert found.footer is not None
    assert found.footer.value == "The foot"
    assert found.tab is not None
    assert found.tab.value == "A Tab"


@given(st.permutations(list(COLUMNS)))
def test_the_order_of_the_columns_does_not_matter(order: list[str]) -> None:
    assert read(table({name: COLUMNS[name] for name in order})).every(CustomField) == (field(),)


@pytest.mark.parametrize(
    "header",
    ["Options", "Option Value", "Available Options", "Dropdown Options", "Drop-down Options"],
)
def test_options_are_found_under_every_name_of_their_column(header: str) -> None:
    columns = {header if name == "Option Value" else name: v for name, v in COLUMNS.items()}
    (found,) = read(table(columns)).every(CustomField)
    assert [option.value for option in found.options] == ["One", "Two"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("drop-down", FieldType.DROPDOWN),
        ("DropDown", FieldType.DROPDOWN),
        ("`Drop-Down`", FieldType.DROPDOWN),
        ("Multi-Line", FieldType.TEXT_MULTILINE),
        ("Text_multiline", FieldType.TEXT_MULTILINE),
        ("Secure", FieldType.TEXT_ENCRYPTED),
        ("Integer", FieldType.NUMERIC),
        ("Date/Time", FieldType.DATE_TIME),
        ("IP Address", FieldType.IP_ADDRESS),
        ("Organization Location multi-select", FieldType.CLIENT_LOCATION_MULTI_SELECT),
        ("CLIENT_DROPDOWN", FieldType.CLIENT_DROPDOWN),
    ],
)
def test_types_are_known_by_the_names_of_the_console_and_of_the_api(
    text: str, expected: FieldType
) -> None:
    found = field(Type=text).type
    assert found is not None
    assert found.value is expected
    assert found.text == text.strip("`")


@pytest.mark.parametrize("text", ["Read/Write", "Read_Write", "read-write", "`Read/Write`"])
def test_permissions_are_known_in_every_spelling(text: str) -> None:
    found = field(API_Permission=text).api
    assert found is not None
    assert found.value is AccessPermission.READ_WRITE


def test_scopes_are_known_in_singular_and_plural() -> None:
    scopes = field(Definition_Scope="`Organizations`,`Device(s)`,`End Users`, Location").scopes
    assert [scope.value for scope in scopes] == [
        DefinitionScope.ORGANIZATION,
        DefinitionScope.NODE,
        DefinitionScope.END_USER,
        DefinitionScope.LOCATION,
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("True", True), ("Yes", True), ("no", False), ("`false`", False), ("True (always).", True)],
)
def test_required_is_read_from_words_for_yes_and_no(text: str, expected: bool) -> None:
    found = field(Required=text).required
    assert found is not None
    assert found.value is expected


def test_required_that_is_neither_yes_nor_no_is_reported() -> None:
    document = read(table({**COLUMNS, "Required": "Partially"}))
    assert document.every(CustomField)[0].required is None
    assert rules(document) == ["required-unclear"]


@pytest.mark.parametrize("text", ["", "--", "N/A", "None", "blank"])
def test_no_default_is_null(text: str) -> None:
    assert field(Default_Value=text).default is None


def test_none_is_a_default_when_an_option_has_that_name() -> None:
    found = field(Option_Value="`None`, `Some`", Default_Value="None").default
    assert found is not None
    assert found.value == "None"


@pytest.mark.parametrize(
    "header", ["Type", "Definition Scope", "Technician Permission", "API Permission"]
)
def test_a_value_that_the_vendor_does_not_have_is_an_error_with_the_expected_ones(
    header: str,
) -> None:
    document = read(table({**COLUMNS, header: "Sideways"}))
    (finding,) = document.findings
    assert finding.rule == "value-unknown"
    assert finding.severity == "error"
    assert finding.line == 5
    assert "expected one of" in finding.message
    assert finding.values == ("Sideways",)


def test_editable_alone_gives_the_technician_permission() -> None:
    columns = {k: v for k, v in COLUMNS.items() if k != "Technician Permission"}
    (found,) = read(table({**columns, "Editable": "Yes"})).every(CustomField)
    assert found.technician is not None
    assert found.technician.value is TechnicianPermission.EDITABLE
    document = read(table({**columns, "Editable": "No"}))
    assert document.every(CustomField)[0].technician is None
    assert rules(document) == ["permission-unclear"]


def test_tabs_of_several_levels_are_all_kept() -> None:
    columns = {**COLUMNS, "Org Level Tab": "<ul><li>B</li><li>C</li></ul>"}
    (found,) = read(table(columns)).every(CustomField)
    assert found.tab is not None
    assert found.tab.value == "A Tab, B, C"


def test_an_unknown_column_is_reported_with_what_was_probably_meant() -> None:
    columns = {("Defualt Value" if k == "Default Value" else k): v for k, v in COLUMNS.items()}
    document = read(table(columns))
    (finding,) = document.findings
    assert finding.rule == "column-unknown"
    assert "did you mean default value?" in finding.message
    assert document.every(CustomField)[0].default is None


def test_a_repeated_column_is_reported_and_the_first_one_read() -> None:
    document = read(table({**COLUMNS, "Options": "`Three`"}))
    assert rules(document) == ["column-repeated"]
    assert [option.value for option in document.every(CustomField)[0].options] == ["One", "Two"]


@pytest.mark.parametrize(
    ("row", "rule"), [("| a | a | Text | x |", "cells-extra"), ("| a | a |", "cells-missing")]
)
def test_a_row_of_another_length_than_its_header_is_reported(row: str, rule: str) -> None:
    document = read(f"| Label | Field Name | Type |\n|---|---|---|\n{row}\n")
    assert rules_and_lines(document) == [(rule, 3)]


def test_a_details_table_without_rows_is_reported() -> None:
    document = read("| Label | Field Name | Type |\n|---|---|---|\n")
    assert document.kind == "custom-field"
    assert rules(document) == ["details-empty"]


def test_a_details_table_without_its_naming_columns_is_reported() -> None:
    document = read(table({k: v for k, v in COLUMNS.items() if k not in {"Label", "Type"}}))
    assert rules(document) == ["column-missing", "column-missing"]


def test_several_rows_are_several_fields() -> None:
    text = "| Label | Name | Type |\n|---|---|---|\n| A | a | Text |\n| B | b | Secure |\n"
    names = [found.name.value for found in read(text).every(CustomField) if found.name]
    assert names == ["a", "b"]
    assert [found.line for found in read(text).every(CustomField)] == [3, 4]


TEXTS = st.text(
    st.characters(codec="ascii", categories=["L", "N"], include_characters=" '.!?()%+=@"),
    min_size=1,
    max_size=30,
).map(lambda text: " ".join(f"x{text}".split()))


@given(
    label=TEXTS,
    options=st.lists(TEXTS, min_size=2, max_size=6, unique=True),
    default=st.integers(0, 5),
    scopes=st.lists(st.sampled_from(["Organization", "Location", "Device"]), unique=True),
    description=TEXTS,
)
def test_a_rendered_table_reads_back(
    label: str, options: list[str], default: int, scopes: list[str], description: str
) -> None:
    chosen = options[default % len(options)]
    (found,) = read(
        table(
            {
                **COLUMNS,
                "Label": label,
                "Definition Scope": ", ".join(scopes),
                "Option Value": ", ".join(f"`{option}`" for option in options),
                "Default Value": f"`{chosen}`",
                "Description": f"`{description}`",
            }
        )
    ).every(CustomField)
    assert found.label is not None
    assert found.label.value == label
    assert [option.value for option in found.options] == options
    assert found.default is not None
    assert found.default.value == chosen
    assert [scope.text for scope in found.scopes] == scopes
    assert found.description is not None
    assert found.description.value == description


def test_a_table_with_a_misspelt_label_is_still_a_details_table() -> None:
    columns = {("Lable" if k == "Label" else k): v for k, v in COLUMNS.items()}
    document = read(table({k: v for k, v in columns.items() if k != "Field Name"}))
    assert rules(document) == ["column-missing", "column-missing", "column-unknown"]
    assert len(document.every(CustomField)) == 1
