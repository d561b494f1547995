"""Tables of settings are read: which setting a custom field feeds, by platform."""

from __future__ import annotations

import pytest

from failmode.specs.facts.custom_fields import CustomField, FieldSetting
from tests.specs.read.reading import read, rules

HEADER = """# F

| Field Name | Setting | Platform | Product | Written as | On | Off |
|---|---|---|---|---|---|---|
"""
ROW = "| a | `FAILOPEN` | Windows workstation, Windows server | Windows Logon | `F` | `1` | `0` |"


def test_a_row_stands_for_each_of_its_platforms() -> None:
    document = read(f"{HEADER}{ROW}\n")
    assert document.every(FieldSetting) == tuple(
        FieldSetting("a", "FAILOPEN", platform, "Windows Logon", "F", "1", "0", 5)
        for platform in ("Windows workstation", "Windows server")
    )
    assert document.findings == ()
    assert document.every(CustomField) == ()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (ROW.replace("Windows workstation, Windows server", ""), "Platform ''"),
        (ROW.replace("`FAILOPEN`", ""), "Setting ''"),
        (ROW.replace("`0`", ""), "Off ''"),
    ],
    ids=["no platform", "no setting", "no word for off"],
)
def test_a_cell_that_says_nothing_usable_is_reported_at_its_line(row: str, said: str) -> None:
    (finding,) = read(f"{HEADER}{row}\n").findings
    assert (finding.line, finding.rule) == (5, "value-unknown")
    assert said in finding.message


def test_a_setting_whose_value_is_the_option_itself_has_no_words_for_on_and_off() -> None:
    document = read(f"{HEADER}| a | `UAC` | macOS | P | `Mode` | | |\n")
    assert document.every(FieldSetting) == (
        FieldSetting("a", "UAC", "macOS", "P", "Mode", "", "", 5),
    )
    assert document.findings == ()


def test_a_table_of_settings_needs_all_its_columns() -> None:
    document = read("# F\n\n| Field Name | Setting |\n|---|---|\n| a | FAILOPEN |\n")
    assert rules(document) == ["column-missing"]
    assert document.every(FieldSetting) == ()
