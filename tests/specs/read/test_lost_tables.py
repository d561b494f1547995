"""A table of ours that markdown does not take as one is named with its line, and never lost."""

from __future__ import annotations

import pytest

from tests.specs.read.reading import read

HEADER = "| Label | Field Name | Type |"
ROWS = "|---|---|---|\n| A | a | Text |\n"
INDENTED = "\n".join(f"    {line}" for line in (HEADER, *ROWS.splitlines()))
HTML = "<tr><th>Label</th><th>Field <b>Name</b></th><th>Type</th></tr><tr><td>A</td></tr>"


@pytest.mark.parametrize(
    ("text", "rule", "line", "remedy"),
    [
        (f"{HEADER}\n| A | a | Text |\n", "table-broken", 1, "delimiter row is missing"),
        (f"{HEADER}\n", "table-broken", 1, "delimiter row is missing"),
        (f"{HEADER}\n\n{ROWS}", "table-broken", 1, "delimiter row is missing"),
        ("Label | Field Name | Type\nA | a | Text\n", "table-broken", 1, "delimiter row"),
        (f"Some words.\n{HEADER}\n| A | a | Text |\n", "table-broken", 2, "delimiter row"),
        (f"{HEADER}\n|===|===|===|\n| A | a | Text |\n", "table-broken", 1, "delimiter row"),
        ("| Colour | Taste |\n| red | sweet |\n", "table-broken", 1, "delimiter row"),
        (f"# X\n\n{INDENTED}\n", "table-broken", 3, "four spaces"),
        (f"<div>\n{HEADER}\n{ROWS}</div>\n", "table-broken", 2, "blank line"),
        (f"<table>{HTML}</table>\n", "table-html", 1, "in markdown"),
        (f"```\n{HEADER}\n{ROWS}```\n", "table-as-code", 2, "take the block away"),
    ],
    ids=lambda value: value if isinstance(value, str) and value.startswith("table-") else None,
)
def test_what_was_meant_as_a_table_is_found(text: str, rule: str, line: int, remedy: str) -> None:
    document = read(text)
    assert {finding.rule for finding in document.findings} == {rule}
    assert document.findings[0].line == line
    assert remedy in document.findings[0].message


@pytest.mark.parametrize(
    "text",
    [
        "Choose All | Windows in the list.\n",
        "| one bar at the beginning of a sentence\n",
        f"```text\n{HEADER}\n{ROWS}```\n",
        "<table><tr><td>Colour</td></tr></table>\n",
        "    $ failmode lint | less\n",
    ],
)
def test_text_that_is_no_table_of_ours_is_left_alone(text: str) -> None:
    rules = {finding.rule for finding in read(f"Words.\n\n{text}").findings}
    assert rules <= {"nothing-understood"}
