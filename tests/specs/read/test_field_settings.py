"""Tables of settings are read: which setting a custom field feeds, by platform."""

from __future__ import annotations

import pytest

from failmode.specs.facts.custom_fields import CustomField, FieldSetting
from failmode.terms.platforms import Platform
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
        for platform in (Platform.WINDOWS_WORKSTATION, Platform.WINDOWS_SERVER)
    )
    assert document.findings == ()
    assert document.every(CustomField) == ()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (ROW.replace("Windows server", "Windows phone"), "'Windows phone'"),
        (ROW.replace("`FAILOPEN`", ""), "Setting ''"),
        (ROW.replace("`0`", ""), "Off ''"),
    ],
    ids=["unknown platform", "no setting", "no word for off"],
)
def test_a_cell_that_says_nothing_usable_is_reported_at_its_line(row: str, said: str) -> None:
    (finding,) = read(f"{HEADER}{row}\n").findings
    assert (finding.line, finding.rule) == (5, "value-unknown")
    assert said in finding.message


def test_a_table_of_settings_needs_all_its_columns() -> None:
    document = read("# F\n\n| Field Name | Setting |\n|---|---|\n| a | FAILOPEN |\n")
    assert rules(document) == ["column-missing"]
    assert document.every(FieldSetting) == ()
