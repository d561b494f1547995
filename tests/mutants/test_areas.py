"""The areas name what exists."""

from __future__ import annotations

from tests.mutants.areas import AREAS, all_mutants, features_of, known_members, unit_tests_of
from tests.mutants.survivors import accepted, gone


def test_every_area_has_features_and_tests() -> None:
    for area in AREAS:
        assert features_of(area)
        assert all(place.exists() for place in unit_tests_of(area))


def test_every_pattern_finds_a_feature() -> None:
    for area in AREAS:
        assert len(features_of(area)) >= len(area.features)


def test_no_two_mutations_have_the_same_name() -> None:
    keys = [one.mutation.key for one in all_mutants()]
    assert len(keys) == len(set(keys))


def test_members_of_the_words_of_the_field_are_known() -> None:
    assert "FAILED_OPEN" in known_members()["Verdict"]


def test_every_listed_survivor_exists_and_has_a_reason() -> None:
    assert gone(accepted(), {one.mutation.key for one in all_mutants()}) == []
