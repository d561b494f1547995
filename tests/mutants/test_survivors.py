"""The list of accepted survivors."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mutants.results import Catcher, Result
from tests.mutants.survivors import Explained, explained, gone


def listed(folder: Path, text: str) -> Path:
    file = folder / "survivors.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_each_entry_gives_its_reason(tmp_path: Path) -> None:
    file = listed(tmp_path, '[[survivor]]\nmutation = "m"\nreason = "r"\n')
    assert explained(file) == Explained({"m": "r"}, {})


def test_an_entry_without_a_reason_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="give a reason"):
        explained(listed(tmp_path, '[[survivor]]\nmutation = "m"\nreason = " "\n'))


def test_an_entry_that_stands_twice_is_refused(tmp_path: Path) -> None:
    entry = '[[survivor]]\nmutation = "m"\nreason = "r"\n'
    with pytest.raises(ValueError, match="twice"):
        explained(listed(tmp_path, entry + entry))


def test_an_entry_whose_place_is_gone_is_told() -> None:
    assert gone(Explained({"a": "r", "b": "r"}, {"c": "r"}), {"b"}) == ["a", "c"]


def test_an_entry_that_is_listed_as_both_is_refused(tmp_path: Path) -> None:
    entry = 'mutation = "m"\nreason = "r"\n'
    with pytest.raises(ValueError, match="twice"):
        explained(listed(tmp_path, f"[[survivor]]\n{entry}[[unseen]]\n{entry}"))


def test_what_no_scenario_can_see_has_to_be_noticed_by_a_test() -> None:
    both = Explained({"s": "why"}, {"u": "because"})
    assert both.reason(Result("u", "", Catcher.TEST, "by")) == "because"
    assert both.reason(Result("u", "", Catcher.NOBODY, "")) is None
    assert both.reason(Result("s", "", Catcher.NOBODY, "")) == "why"
    assert both.reason(Result("s", "", Catcher.TEST, "by")) is None
    assert both.reason(Result("s", "", Catcher.SCENARIO, "by")) is None
