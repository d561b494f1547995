"""Which platforms an option covers, by the words that documents declare."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from failmode.specs.option_words import OptionWords
from failmode.specs.specification import read_document
from tests.conftest import REPOSITORY

WORKSTATION, SERVER, MACOS = ("Windows workstation", "Windows server", "macOS")
WORDS = OptionWords.of([read_document(Path(REPOSITORY / "docs/rules.md"))])
"""The words of this repository's own rules."""


def covered(option: str) -> AbstractSet[str] | None:
    platforms = WORDS.covers(option)
    return None if platforms is None else {platform.name for platform in platforms}


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ("All", {WORKSTATION, SERVER, MACOS}),
        ("Windows", {WORKSTATION, SERVER}),
        ("Windows Workstations", {WORKSTATION}),
        ("Windows Servers", {SERVER}),
        ("Macintosh", {MACOS}),
        ("Disabled", set()),
        ("Windows and Macintosh", {WORKSTATION, SERVER, MACOS}),
        ("Windows and Mac", {WORKSTATION, SERVER, MACOS}),
        ("Windows Workstation and Windows Server", {WORKSTATION, SERVER}),
        ("Windows Servers and Mac", {SERVER, MACOS}),
        ("Disable", set()),
        ("  windows   SERVERS ", {SERVER}),
    ],
)
def test_an_option_covers_the_platforms_that_its_words_name(
    option: str, expected: set[str]
) -> None:
    assert covered(option) == expected


@pytest.mark.parametrize(
    "option",
    ["", "Linux Desktops", "Windows and Linux", "Windows and", "Yes", "0", "Windows Only", "Alle"],
)
def test_an_option_with_words_that_name_no_platform_covers_nothing_known(option: str) -> None:
    assert covered(option) is None


def test_a_field_is_a_platform_field_when_an_option_names_a_platform() -> None:
    assert WORDS.is_platform_field(["All", "Linux Desktops", "Macintosh"])


@pytest.mark.parametrize(
    "options",
    [["Yes", "No"], ["0", "1"], ["Enable", "Disable"], ["All", "Disabled"], ["Duo (Mac Only)"], []],
)
def test_all_and_disabled_alone_do_not_make_a_platform_field(options: list[str]) -> None:
    assert not WORDS.is_platform_field(options)


@given(st.lists(st.sampled_from(["Windows", "Windows Servers", "macOS", "Mac"]), min_size=1))
def test_joined_names_cover_the_union_of_their_parts(names: list[str]) -> None:
    expected: set[str] = set()
    for name in names:
        expected |= covered(name) or set()
    assert covered(" and ".join(names)) == expected
    assert WORDS.names_platform(", ".join(names))


@given(st.text())
def test_any_text_is_judged_without_an_error(option: str) -> None:
    platforms = WORDS.covers(option)
    assert platforms is None or platforms <= set(WORDS.platforms.values())


def test_without_declared_words_nothing_is_covered() -> None:
    words = OptionWords.of([])
    assert words.covers("All") is None
    assert not words.is_platform_field(["Windows"])
