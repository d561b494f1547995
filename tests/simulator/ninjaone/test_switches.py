"""Switches: every unknown is described, settable from JSON, and refused clearly when wrong."""

from __future__ import annotations

import pytest

from failmode.simulator.errors import ConfigError
from failmode.simulator.ninjaone.switches import Switches


def test_every_switch_says_what_is_unknown_and_offers_its_default() -> None:
    described = Switches.describe()
    assert {row["name"] for row in described} == set(Switches().to_json())
    for row in described:
        assert isinstance(row["choices"], list)
        assert row["default"] in row["choices"]
        assert len(row["choices"]) > 1
        assert str(row["unknown"]).endswith(".")


def test_every_choice_of_every_switch_can_be_set_and_read_back() -> None:
    for row in Switches.describe():
        assert isinstance(row["choices"], list)
        for choice in row["choices"]:
            name = str(row["name"])
            assert Switches.from_json({name: choice}).to_json()[name] == choice


def test_switches_left_out_stay_as_they_were() -> None:
    base = Switches.from_json({"dropdown_get": "label"})
    changed = Switches.from_json({"unknown_field_status": 400}, base)
    assert changed.dropdown_get == "label"
    assert changed.unknown_field_status == 400


@pytest.mark.parametrize(
    ("data", "named"),
    [
        ({"dropdown": "id"}, "'dropdown'"),
        ({"dropdown_get": "ID"}, "'ID'"),
        ({"unknown_field_status": "404"}, "'404'"),
        ({"unknown_field_status": 404.0}, "404.0"),
        ({"default_applies_on_read": 1}, "default_applies_on_read"),
        ({"dropdown_get": None}, "None"),
        ([], "list"),
        (None, "null"),
    ],
)
def test_a_wrong_switch_is_refused_naming_what_is_offered(data: object, named: str) -> None:
    with pytest.raises(ConfigError) as refusal:
        Switches.from_json(data)
    assert named in refusal.value.what
    assert refusal.value.remedy
