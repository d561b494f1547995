"""The rules of the reference deployment: resolving an option, and what it covers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from failmode.simulator.deployment.rules import covers, explicit_fail_open, resolve_option
from failmode.terms.platforms import Platform

WORKSTATION, SERVER, MAC = Platform

_labels = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1)


@pytest.mark.parametrize(
    ("label", "covered"),
    [
        ("All", {WORKSTATION, SERVER, MAC}),
        ("Windows", {WORKSTATION, SERVER}),
        ("Windows Workstations", {WORKSTATION}),
        ("Windows Servers", {SERVER}),
        ("Macintosh", {MAC}),
        ("Disabled", set()),
    ],
)
def test_an_option_covers_the_platforms_that_it_names(label: str, covered: set[Platform]) -> None:
    assert {platform for platform in Platform if covers(label, platform)} == covered
    assert all(covers(label, platform) is not None for platform in Platform)


@pytest.mark.parametrize(
    "label", ["", "all", "Windows Server", "Workstations", "Disabled ", "Uninstall", "1"]
)
def test_a_label_that_is_no_option_covers_nothing_that_is_known(label: str) -> None:
    assert all(covers(label, platform) is None for platform in Platform)


@settings(max_examples=50, deadline=None)
@given(guid=st.uuids(), label=_labels, others=st.dictionaries(st.uuids(), _labels))
def test_a_guid_resolves_to_everything_after_the_first_equals_sign(
    guid: object, label: str, others: dict[object, str]
) -> None:
    lines = [f"{key}={value}" for key, value in others.items() if key != guid]
    assert resolve_option(str(guid), lines) is None
    for written in (f"{guid}={label}", f"{str(guid).upper()}={label}\r\n"):
        assert resolve_option(str(guid), [*lines, written]) == label
        assert resolve_option(f" {guid} ", [written, *lines]) == label


@pytest.mark.parametrize("lines", [[], ["All"], ["=All"], ["b=a=All"], ["ab=All"]])
def test_a_guid_that_no_line_begins_with_is_not_found(lines: list[str]) -> None:
    assert resolve_option("a", lines) is None


def test_the_fail_open_setting_is_always_explicit() -> None:
    for label in (None, "Windows", "nonsense"):
        assert explicit_fail_open(label, True) is True
        assert explicit_fail_open(label, False) is False
        assert explicit_fail_open(label, None) is False
