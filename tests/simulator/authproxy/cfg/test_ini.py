"""The lines of an authproxy.cfg are taken as Python's configparser takes them, and none is lost."""

from __future__ import annotations

import configparser
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from failmode.simulator.authproxy.cfg.ini import read_ini


def by_configparser(text: str) -> dict[str, dict[str, str]] | None:
    """Read a text as the product's library does; None: it refuses."""
    # A header never holds a line end, so no section of the text is the default section.
    parser = configparser.RawConfigParser(default_section="\n")
    try:
        parser.read_file(StringIO(text, newline=None))
    except configparser.Error:
        return None
    return {name: dict(parser.items(name)) for name in parser.sections()}


def by_us(text: str) -> dict[str, dict[str, str]] | None:
    """Read a text; None: there are problems with it, other than a name's case."""
    file = read_ini(text, "authproxy.cfg")
    other_case = len({one.name for one in file.sections}) - len(
        {one.name.lower() for one in file.sections}
    )
    if len(file.problems) != other_case:
        return None
    return {
        one.name: {key: option.value for key, option in one.options.items()}
        for one in file.sections
    }


_PIECES = st.sampled_from(
    [
        "[main]", "[Main]", "[a]", "[a]b]", "[]", "[", "]", "=", ":", " ", "  ", "\t", "\n", "\r\n",
        "\r", "#", ";", "key", "KEY", "key=value", "key = v = w", "other: 1", "=x", "x", "\x0b",
        "\x0c", "\x1c", "\x85", "\u2028", "\x00", "\n  more", "\n\n", "\n# comment\n", "\xa0",
    ]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=30).map("".join) | st.lists(_PIECES, max_size=15).map("\n".join))
def test_what_configparser_takes_is_read_alike_and_what_it_refuses_is_a_problem(text: str) -> None:
    assert by_us(text) == by_configparser(text)


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert by_us(text) == by_configparser(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[main]\nkey=a\n  b\n", "a\nb"),
        ("[main]\nkey=a\n\n  b\n", "a\n\nb"),
        ("[main]\nkey=a\n# c\n  b\n", "a\nb"),
        ("  [main]\n  key=a\n  other=b\n", "a"),
        ("[main] ; trailing\nkey=a ; no comment\n", "a ; no comment"),
        ("[main]\nkey: a=b\n", "a=b"),
    ],
)
def test_values_go_on_over_indented_lines_and_keep_what_looks_like_a_comment(
    text: str, value: str
) -> None:
    (section,) = read_ini(text, "authproxy.cfg").sections
    assert section.options["key"].value == value


def test_each_line_that_cannot_be_read_is_told_and_the_others_are_read() -> None:
    file = read_ini(
        "stray=1\nstray=2\n[main]\nnonsense\ndebug=true\n=x\ndebug=false\n[MAIN]\nclient=a\n",
        "authproxy.cfg",
    )
    told = [(one.where, one.what) for one in file.problems]
    assert told == [
        ("authproxy.cfg:1", "an option before the first section"),
        ("authproxy.cfg:4", "neither a section, nor key=value, nor a comment"),
        ("authproxy.cfg:6", "neither a section, nor key=value, nor a comment"),
        ("authproxy.cfg:7", "[main] debug is there twice (first in line 5)"),
        ("authproxy.cfg:8", "[MAIN] is there twice (first in line 3)"),
    ]
    first, second = file.sections
    assert (first.options["debug"].value, first.repeats) == ("true", False)
    assert (second.options["client"].line, second.repeats) == (9, True)


def test_a_file_of_something_else_is_not_told_line_by_line() -> None:
    problems = read_ini("[main]\n" + "{}\n" * 1000, "authproxy.cfg").problems
    assert len(problems) == 21
    assert problems[-1].where == "authproxy.cfg:22"
    assert "more lines" in problems[-1].what
