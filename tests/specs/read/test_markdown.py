"""Markdown keeps the source line of everything, and lists are lists however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from failmode.specs.read.markdown import Heading, Paragraph, SpanKind, Table, parse
from failmode.specs.read.typed_values import named_items

WORDS = st.text("abcdefghij", min_size=1, max_size=6)


def cell_items(cell: str) -> list[str]:
    table = next(
        block for block in parse(f"| h |\n|---|\n| {cell} |\n") if isinstance(block, Table)
    )
    return [item.value for item in named_items(table.rows[0].cells[0])]


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("`All`, `Windows Servers`", ["All", "Windows Servers"]),
        ("`Organizations`,`Devices`", ["Organizations", "Devices"]),
        ("`Organization, Location, Device`", ["Organization", "Location", "Device"]),
        ("Device, Location", ["Device", "Location"]),
        ("Device/Organization/Location", ["Device", "Organization", "Location"]),
        ("<ul><li>Set</li><li>Remove</li></ul>", ["Set", "Remove"]),
        ("<ul><li>`Audit Only`</li><li>`Audit and Alert` ", ["Audit Only", "Audit and Alert"]),
        ("Enable`, `Disable", ["Enable", "Disable"]),
        ("Start Before Login (Windows Only)", ["Start Before Login (Windows Only)"]),
        ("`Yes` or `No`", ["Yes", "No"]),
        ("`a \\| b`, `c`", ["a | b", "c"]),
        ("N/A", []),
        ("--", []),
        ("", []),
    ],
)
def test_a_list_in_a_cell_is_read_however_it_is_written(cell: str, items: list[str]) -> None:
    assert cell_items(cell) == items


def test_markup_is_removed_and_html_breaks_become_new_lines() -> None:
    (block,) = parse("A **bold** [link](https://example.com) and `code`<br />then <!-- x -->more")
    assert isinstance(block, Paragraph)
    assert block.inline.text == "A bold link and code\nthen more"
    assert block.inline.marked == "A bold link and `code`\nthen more"


def test_what_only_looks_like_a_tag_stays() -> None:
    (block,) = parse("Leave it <Leave it blank> then")
    assert isinstance(block, Paragraph)
    assert block.inline.text == "Leave it <Leave it blank> then"


def test_a_hidden_line_break_does_not_shift_the_lines_after_it() -> None:
    (block,) = parse("one `two\nthree` four\nfive [six](x\n'title') **seven\neight** nine\nten")
    assert isinstance(block, Paragraph)
    lines = {span.text.strip(): span.line for span in block.inline.spans if span.text.strip()}
    assert lines["two three"] == 1
    assert lines["four"] == 2
    assert lines["five"] == 3
    assert lines["seven eight"] == 4
    assert lines["nine"] == 5
    assert lines["ten"] == 6


def test_a_row_says_how_many_cells_its_source_has() -> None:
    (table,) = parse("| a | b |\n|---|---|\n| 1 | 2 | 3 |\n| 1 |\n| 1 | |\n| `x \\| y` | 2 |\n")
    assert isinstance(table, Table)
    assert [row.written for row in table.rows] == [3, 1, 2, 2]
    assert [row.line for row in table.rows] == [3, 4, 5, 6]


def test_a_table_whose_delimiter_row_does_not_fit_is_recognised() -> None:
    (block,) = parse("| a | b |\n|---|\n| 1 | 2 |\n")
    assert isinstance(block, Paragraph)
    assert block.is_broken_table
    assert block.table_cells == (2, 1)


@given(
    st.lists(
        st.one_of(
            st.builds("# {}".format, WORDS),
            st.builds("{} `{}\n{}` {}".format, WORDS, WORDS, WORDS, WORDS),
            st.builds("**{}** {}  \n{}".format, WORDS, WORDS, WORDS),
            st.builds("- {}\n- {}".format, WORDS, WORDS),
            st.builds("| {} |\n|---|\n| {} |".format, WORDS, WORDS),
        ),
        max_size=8,
    ),
    st.integers(1, 3),
)
def test_every_piece_of_text_is_on_the_line_it_names(chunks: list[str], gap: int) -> None:
    source = ("\n" * (gap + 1)).join(chunks)
    lines = source.split("\n")
    for block in parse(source):
        inlines = []
        if isinstance(block, Heading | Paragraph):
            inlines = [block.inline]
        elif isinstance(block, Table):
            inlines = [*block.headers, *(cell for row in block.rows for cell in row.cells)]
        for span in (span for inline in inlines for span in inline.spans):
            if span.kind is not SpanKind.BREAK:
                first = (span.text.split() or [""])[0]
                assert first in lines[span.line - 1]
