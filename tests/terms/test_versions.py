"""Versions are compared number by number, and ranges know what they hold."""

from __future__ import annotations

import pytest

from failmode.terms.versions import VersionRange


def parse(text: str) -> VersionRange:
    return VersionRange.parse(text)


@pytest.mark.parametrize(
    ("versions", "version", "holds"),
    [
        ("1.11.3", "1.11.3", True),
        ("1.11.3", "1.11.30", False),
        ("2.2", "2.2.3", True),
        ("2.2", "2.2", True),
        ("2.2", "2.20.1", False),
        ("2.2", "2.1.9", False),
        ("1.10.4 to 2.0.3", "1.10.4", True),
        ("1.10.4 to 2.0.3", "1.9.21", False),
        ("1.10.4 to 2.0.3", "1.12.1", True),
        ("1.10.4 to 2.0.3", "2.0.3", True),
        ("1.10.4 to 2.0.3", "2.0.4", False),
        ("1.10.4 to 2.0.3", "2.0", False),
        ("1.10.4 to 1.11", "1.11.5", True),
        ("2.1", "2.1.0", True),
        ("2.1.0 to 2.2", "2.1", True),
    ],
)
def test_a_range_holds_for_the_versions_between_its_ends(
    versions: str, version: str, holds: bool
) -> None:
    assert parse(versions).holds_for(version) is holds


@pytest.mark.parametrize(
    ("one", "other", "inside"),
    [
        ("1.10.4 to 2.0.3", "1.11", True),
        ("1.10.4 to 2.0.3", "1.11.0 to 1.12", True),
        ("1.10.4 to 2.0.3", "2.0", False),
        ("2.2.3", "2.2", False),
        ("2.2", "2.2.0 to 2.2.3", True),
    ],
)
def test_a_range_is_inside_another_when_each_of_its_versions_is(
    one: str, other: str, inside: bool
) -> None:
    assert (parse(other) in parse(one)) is inside


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("1.10.4 to 2.0.3", "2.0.4", False),
        ("1.10.4 to 2.0.3", "2.0", True),
        ("2.2", "2.2.3", True),
        ("1.10.4 to 1.11", "1.12 to 2.0.3", False),
        ("1.10.4 to 1.11", "1.11.5 to 2.0.3", True),
        ("2.1", "2.2", False),
    ],
)
def test_ranges_overlap_when_a_version_can_be_of_both(one: str, other: str, shared: bool) -> None:
    assert parse(one).overlaps(parse(other)) is shared
    assert parse(other).overlaps(parse(one)) is shared


@pytest.mark.parametrize(
    ("one", "other", "can"),
    [
        ("1.10.4 to 1.11", "1.12 to 2.0.3", True),
        ("1.12 to 2.0.3", "2.0.4", True),
        ("2.0.4", "2.1", True),
        ("2.1", "2.2", True),
        ("1.11.3", "1.12.0", True),
        ("1.11.3", "2.2.3", False),
        ("2.0.3", "2.0.5", False),
    ],
)
def test_a_range_can_follow_another_when_its_first_release_can_be_the_next(
    one: str, other: str, can: bool
) -> None:
    assert parse(one).can_precede(parse(other)) is can


@pytest.mark.parametrize("text", ["", "2", "newer", "1.11.3 to", "2.0.3 to 1.10.4", "1.2 - 1.3"])
def test_what_is_no_range_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"version|begins"):
        parse(text)


@pytest.mark.parametrize("text", ["1.11.3", "2.2", "1.10.4 to 2.0.3"])
def test_a_range_is_written_as_it_is_read(text: str) -> None:
    assert str(parse(text)) == text
