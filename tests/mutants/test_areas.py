"""The areas name what exists."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.mutants import areas
from tests.mutants.areas import (
    AREAS,
    SIMULATOR,
    Area,
    all_mutants,
    features_of,
    files_of,
    known_members,
    unit_tests_of,
)
from tests.mutants.survivors import explained, gone


def test_every_area_has_features_and_tests() -> None:
    for area in AREAS:
        assert features_of(area)
        assert all(place.exists() for place in unit_tests_of(area))


def test_every_pattern_finds_a_feature() -> None:
    for area in AREAS:
        assert len(features_of(area)) >= len(area.features)


def test_whatever_is_left_out_exists() -> None:
    for area in AREAS:
        assert all((SIMULATOR / one).exists() for one in area.without)


def test_a_new_module_of_a_package_is_taken_in_unless_its_folder_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(areas, "SIMULATOR", tmp_path)
    for name in ("gate/known.py", "gate/new/deep.py", "gate/codec/words.py", "other/x.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    area = Area(("gate",), (), (), without=("gate/codec",))

    assert [file.name for file in files_of(area)] == ["known.py", "deep.py"]
    assert list(files_of(replace(area, sources=("gate/known.py",)))) == [tmp_path / "gate/known.py"]


def test_every_kind_of_server_is_changed() -> None:
    changed = {one.mutation.path for one in all_mutants()}
    servers = SIMULATOR / "authproxy" / "servers"
    kinds = {f"authproxy/servers/{one.name}" for one in servers.glob("*_server*.py")}
    assert kinds
    assert kinds <= changed


def test_no_two_mutations_have_the_same_name() -> None:
    keys = [one.mutation.key for one in all_mutants()]
    assert len(keys) == len(set(keys))


def test_members_of_the_words_of_the_field_are_known() -> None:
    assert "FAILED_OPEN" in known_members()["Verdict"]


def test_every_listed_survivor_exists_and_has_a_reason() -> None:
    assert gone(explained(), {one.mutation.key for one in all_mutants()}) == []
