"""The headings and the tables of the rules are read."""

from __future__ import annotations

import pytest

from failmode.specs.facts.platforms import AnswerRow, OptionRow, Platform, PlatformRow, UnsetRow
from failmode.specs.facts.rules_document import RuleHeading
from failmode.terms.logins import Answer, Verdict
from tests.specs.read.reading import read, rules_and_lines

TABLES = """# Mine

| Platform | Tag | Product |
|---|---|---|
| Linux server | `linux-server` | Duo Unix 2.2.3 |

| Option | Covers |
|---|---|
| `Linux Servers`, `Linux` | Linux server |
| `All` | every platform |
| `Disabled` | no platform |

| Value | Counts as |
|---|---|
| `(unset)` | `Disabled` |

| Answer | Verdict |
|---|---|
| fraud | denied |
"""


def test_rules_are_the_second_level_headings_of_a_rules_document() -> None:
    document = read("---\nkind: rules\n---\n\n# R\n\n## One\n\n| a |\n|---|\n| b |\n\n## Two\n")
    assert document.kind == "rules"
    assert [(rule.title, rule.line) for rule in document.every(RuleHeading)] == [
        ("One", 7),
        ("Two", 13),
    ]
    assert rules_and_lines(document) == [("table-unknown", 9)]


def test_the_tables_of_the_rules_are_read_in_any_document() -> None:
    document = read(TABLES)
    assert document.facts == (
        PlatformRow(Platform("Linux server", "linux-server"), "Duo Unix 2.2.3", 5),
        OptionRow(("Linux Servers", "Linux"), ("Linux server",), every=False, line=9),
        OptionRow(("All",), (), every=True, line=10),
        OptionRow(("Disabled",), (), every=False, line=11),
        UnsetRow("Disabled", 15),
        AnswerRow(Answer.FRAUD, Verdict.DENIED, 19),
    )
    assert document.findings == ()


def test_an_unset_field_can_count_as_its_default() -> None:
    document = read(
        TABLES.replace("`Disabled` |\n\n| Answer", "the documented default |\n\n| Answer")
    )
    assert document.every(UnsetRow) == (UnsetRow(None, 15),)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("`linux-server`", "`Linux Server`", 5),
        ("| Duo Unix 2.2.3 |", "| |", 5),
        ("`All` | every platform", "`All` | ", 10),
        ("`(unset)`", "`empty`", 15),
        ("fraud", "shrug", 19),
        ("| denied |", "| maybe |", 19),
    ],
)
def test_a_cell_that_says_nothing_usable_is_reported_at_its_line(
    old: str, new: str, line: int
) -> None:
    assert old in TABLES
    assert rules_and_lines(read(TABLES.replace(old, new))) == [("value-unknown", line)]
