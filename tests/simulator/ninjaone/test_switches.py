"""Switches: every unknown is described, settable from JSON, and refused clearly when wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from failmode.simulator.errors import ConfigError
from failmode.simulator.ninjaone.switches import Switches
from failmode.simulator.ninjaone.tenant import NinjaOneTenant
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.store import Store
from tests.simulator.ninjaone.tenant import open_tenant


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


def test_tenants_on_one_database_share_their_switches() -> None:
    with open_tenant() as tenant:
        other = NinjaOneTenant(tenant.store, Clock())

        tenant.ninjaone.switches = replace(Switches(), permission_denied_status=500)

        assert other.switches.permission_denied_status == 500
        other.switches = Switches()
        assert tenant.ninjaone.switches == Switches()


def test_switches_outlive_the_process_that_set_them(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'state.sqlite'}"
    store = Store(url)
    NinjaOneTenant(store, Clock()).switches = replace(Switches(), required_null=204)
    store.close()

    store = Store(url)
    assert NinjaOneTenant(store, Clock()).switches.required_null == 204
    store.close()


def test_what_a_tenant_was_started_with_holds_until_it_is_changed_and_after_a_clearing() -> None:
    store = Store()
    tenant = NinjaOneTenant(store, Clock(), Switches(agent_set_label="accept"))
    started_with = tenant.switches
    assert started_with == Switches(agent_set_label="accept")

    tenant.switches = Switches()
    assert tenant.switches == Switches()

    store.clear()
    assert tenant.switches == started_with
    store.close()
