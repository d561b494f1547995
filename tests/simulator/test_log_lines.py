"""What clients send begins no line of its own in a log, and steers no terminal."""

from __future__ import annotations

import io
import logging

from hypothesis import given
from hypothesis import strategies as st

from failmode.simulator.log_lines import escape_controls, escape_record


@given(st.text())
def test_whatever_is_sent_stays_on_one_line_of_printable_characters(text: str) -> None:
    assert escape_controls(text).isprintable()


@given(st.text(st.characters(exclude_categories=["C", "Z"])))
def test_what_can_be_printed_stays_as_it_is(text: str) -> None:
    assert escape_controls(text) == text


def test_a_forged_line_is_part_of_the_line_that_tells_of_it() -> None:
    out = io.StringIO()
    logger = logging.Logger("proxy")  # noqa: LOG001 - of this test alone
    logger.addHandler(logging.StreamHandler(out))
    logger.addFilter(escape_record)

    logger.warning("(%s): rejected", "eve\nINFO proxy: alice: accepted\x1b[2J\udcff")

    assert out.getvalue() == r"(eve\nINFO proxy: alice: accepted\x1b[2J\udcff): rejected" + "\n"
