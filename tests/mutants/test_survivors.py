"""The list of accepted survivors."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mutants.survivors import accepted, gone


def listed(folder: Path, text: str) -> Path:
    file = folder / "survivors.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_each_entry_gives_its_reason(tmp_path: Path) -> None:
    file = listed(tmp_path, '[[survivor]]\nmutation = "m"\nreason = "r"\n')
    assert accepted(file) == {"m": "r"}


def test_an_entry_without_a_reason_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="give a reason"):
        accepted(listed(tmp_path, '[[survivor]]\nmutation = "m"\nreason = " "\n'))


def test_an_entry_that_stands_twice_is_refused(tmp_path: Path) -> None:
    entry = '[[survivor]]\nmutation = "m"\nreason = "r"\n'
    with pytest.raises(ValueError, match="twice"):
        accepted(listed(tmp_path, entry + entry))


def test_an_entry_whose_place_is_gone_is_told() -> None:
    assert gone({"a": "r", "b": "r"}, {"b"}) == ["a"]
