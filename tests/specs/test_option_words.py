"""Which platforms an option covers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from failmode.specs.option_words import ALL_PLATFORMS, covers, is_platform_field, names_platform
from failmode.terms.platforms import Platform

WORKSTATION, SERVER, MACOS = (
    Platform.WINDOWS_WORKSTATION,
    Platform.WINDOWS_SERVER,
    Platform.MACOS,
)


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
    option: str, expected: set[Platform]
) -> None:
    assert covers(option) == frozenset(expected)


@pytest.mark.parametrize(
    "option",
    ["", "Linux Desktops", "Windows and Linux", "Windows and", "Yes", "0", "Windows Only", "Alle"],
)
def test_an_option_with_words_that_name_no_platform_covers_nothing_known(option: str) -> None:
    assert covers(option) is None


def test_a_field_is_a_platform_field_when_an_option_names_a_platform() -> None:
    assert is_platform_field(["All", "Linux Desktops", "Macintosh"])


@pytest.mark.parametrize(
    "options",
    [["Yes", "No"], ["0", "1"], ["Enable", "Disable"], ["All", "Disabled"], ["Duo (Mac Only)"], []],
)
def test_all_and_disabled_alone_do_not_make_a_platform_field(options: list[str]) -> None:
    assert not is_platform_field(options)


@given(st.lists(st.sampled_from(["Windows", "Windows Servers", "macOS", "Mac"]), min_size=1))
def test_joined_names_cover_the_union_of_their_parts(names: list[str]) -> None:
    expected: set[Platform] = set()
    for name in names:
        expected |= covers(name) or set()
    assert covers(" and ".join(names)) == frozenset(expected)
    assert names_platform(", ".join(names))


@given(st.text())
def test_any_text_is_judged_without_an_error(option: str) -> None:
    covered = covers(option)
    assert covered is None or covered <= ALL_PLATFORMS
