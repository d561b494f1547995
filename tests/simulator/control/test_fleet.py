"""/_sim/fields, /_sim/devices and /_sim/matrix: from an option to who gets in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from failmode.simulator.edge.faults.answers import Http429, Http503
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.simulator.runtime import Simulator
from tests.patience import PATIENT_SECONDS
from tests.simulator.control.api import DescribedApi

FIELD = "cpvalDuoFailopen"
OPTIONS = ["All", "Windows", "Windows Workstations", "Windows Servers", "Macintosh", "Disabled"]


@pytest.fixture
def api(simulator: Simulator) -> Iterator[DescribedApi]:
    api = DescribedApi(simulator)
    yield api
    api.close()


def defined(api: DescribedApi, **more: object) -> Any:
    """Add the field of the failmode; as it is answered."""
    return api.ok("POST", "/_sim/fields", json={"name": FIELD, "options": OPTIONS, **more})


def choose(api: DescribedApi, option: str | None, organization: int = 1) -> None:
    """Choose an option for an organization."""
    path = f"/_sim/console/values/ORGANIZATION/{organization}/{FIELD}"
    api.ok("PUT", path, json={"value": option})


def device_of(api: DescribedApi, platform: str, organization: int = 1) -> Any:
    """Find an organization's first device of a platform."""
    devices = api.ok("GET", "/_sim/devices")["devices"]
    wanted = (platform, organization)
    return next(one for one in devices if (one["platform"], one["organization_id"]) == wanted)


def deploy(api: DescribedApi, device: int) -> Any:
    """Deploy Duo to a device."""
    return api.ok("POST", f"/_sim/devices/{device}/deployment")


def matrix(api: DescribedApi, by: str, **more: object) -> list[dict[str, Any]]:
    """Return the cells of a matrix, where no fault makes anybody wait."""
    body = {
        "by": by,
        "timeout_seconds": PATIENT_SECONDS,
        "deadline_seconds": PATIENT_SECONDS,
        **more,
    }
    cells: list[dict[str, Any]] = api.ok("POST", "/_sim/matrix", json=body)["cells"]
    return cells


def test_a_new_field_is_listed_with_its_options_and_default(api: DescribedApi) -> None:
    made = defined(api, label="cPVAL DUO FAILOPEN", default="Disabled")
    assert made in api.ok("GET", "/_sim/fields")["fields"]
    assert [one["label"] for one in made["options"]] == OPTIONS
    assert (made["type"], made["default"], made["scopes"]) == (
        "DROPDOWN",
        "Disabled",
        ["ORGANIZATION"],
    )


def test_a_field_says_wherever_it_is_set_and_to_what(api: DescribedApi) -> None:
    defined(api, scopes=["ORGANIZATION", "LOCATION", "NODE"])
    device = device_of(api, "macos")
    choose(api, "Windows")
    for scope, entity in (("LOCATION", device["location_id"]), ("NODE", device["id"])):
        path = f"/_sim/console/values/{scope}/{entity}/{FIELD}"
        api.ok("PUT", path, json={"value": "Macintosh"})
    values = api.ok("GET", f"/_sim/fields/{FIELD}")["values"]
    assert {(one["scope"], one["entity"]): one["value"] for one in values} == {
        ("ORGANIZATION", 1): "Windows",
        ("LOCATION", device["location_id"]): "Macintosh",
        ("NODE", device["id"]): "Macintosh",
    }
    assert {one["entity_name"] for one in values} >= {"Harbour Dental", device["system_name"]}


def test_a_field_without_options_is_a_text(api: DescribedApi) -> None:
    assert api.ok("POST", "/_sim/fields", json={"name": "note"})["type"] == "TEXT"


def test_a_taken_name_and_an_unknown_default_are_refused(api: DescribedApi) -> None:
    defined(api)
    body = {"name": FIELD, "options": OPTIONS}
    assert "taken" in api.refused("POST", "/_sim/fields", json=body)["message"]
    body = {"name": "other", "options": ["A"], "default": "B"}
    assert "no active option" in api.refused("POST", "/_sim/fields", json=body)["message"]


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_a_field_that_is_not_there_is_not_found(api: DescribedApi, method: str) -> None:
    assert api.refused(method, "/_sim/fields/nothing")["status"] == "404"


def test_a_new_device_is_at_the_first_location_and_without_duo(api: DescribedApi) -> None:
    body = {"system_name": "NEW-PC", "node_class": "WINDOWS_WORKSTATION", "organization_id": 2}
    made = api.ok("POST", "/_sim/devices", json=body)
    organizations = api.ok("GET", "/_sim/organizations")["organizations"]
    assert made["location_id"] == organizations[1]["locations"][0]["id"]
    assert (made["platform"], made["duo"]) == ("windows-workstation", None)


def test_a_device_of_an_organization_without_a_location_gets_one(api: DescribedApi) -> None:
    organization = api.ok("POST", "/_sim/organizations", json={"name": "Empty Ltd"})["id"]
    body = {"system_name": "P", "node_class": "MAC", "organization_id": organization}
    assert api.ok("POST", "/_sim/devices", json=body)["organization_id"] == organization


def test_a_device_of_nobody_is_refused(api: DescribedApi) -> None:
    body = {"system_name": "P", "node_class": "MAC", "organization_id": 999}
    assert api.refused("POST", "/_sim/devices", json=body)["status"] == "404"


@pytest.mark.parametrize(
    ("option", "platform", "fail_open"),
    [
        ("Windows Servers", "windows-server", True),
        ("Windows Servers", "windows-workstation", False),
        ("Macintosh", "macos", True),
        (None, "macos", False),
    ],
)
def test_a_deployment_carries_the_option_to_the_computer(
    api: DescribedApi, option: str | None, platform: str, fail_open: bool
) -> None:
    defined(api)
    choose(api, option)
    device = device_of(api, platform)["id"]
    deployed = deploy(api, device)
    assert deployed["fail_open"] is fail_open
    assert deployed["steps"][0]["what"] == "read the option"
    duo = device_of(api, platform)["duo"]
    assert duo == {name: deployed[name] for name in ("product", "fail_open", "settings")}


def test_a_deployment_without_the_field_warns_and_fails_closed(api: DescribedApi) -> None:
    deployed = deploy(api, device_of(api, "macos")["id"])
    assert deployed["fail_open"] is False
    assert f"{FIELD} cannot be read" in deployed["warnings"][0]


def test_another_field_can_feed_the_failmode(api: DescribedApi) -> None:
    api.ok("POST", "/_sim/fields", json={"name": "mine", "options": OPTIONS})
    api.ok("PUT", "/_sim/console/values/ORGANIZATION/1/mine", json={"value": "All"})
    device = device_of(api, "macos")["id"]
    path = f"/_sim/devices/{device}/deployment"
    assert api.ok("POST", path, json={"field": "mine"})["fail_open"] is True


def test_people_log_in_at_a_device_as_it_was_deployed(
    simulator: Simulator, api: DescribedApi
) -> None:
    defined(api)
    choose(api, "Macintosh")
    device = device_of(api, "macos")["id"]
    path = f"/_sim/devices/{device}/logins"
    refusal = api.refused("POST", path, json={"username": "alice"})
    assert (refusal["status"], "not installed" in refusal["message"]) == ("409", True)
    deploy(api, device)
    simulator.rules.add(Rule(vendor="duo", fault=ConnectionRefused()))
    assert api.ok("POST", path, json={"username": "alice"})["verdict"] == "failed-open"
    choose(api, "Disabled")
    assert api.ok("POST", path, json={"username": "alice"})["verdict"] == "failed-open"
    deploy(api, device)
    assert api.ok("POST", path, json={"username": "alice"})["verdict"] == "denied"


def test_what_no_product_guards_and_what_is_not_there_is_refused(api: DescribedApi) -> None:
    body = {"system_name": "P", "node_class": "LINUX_SERVER", "organization_id": 1}
    device = api.ok("POST", "/_sim/devices", json=body)
    assert device["platform"] is None
    refusal = api.refused("POST", f"/_sim/devices/{device['id']}/deployment")
    assert (refusal["status"], "LINUX_SERVER" in refusal["message"]) == ("409", True)
    for path in ("deployment", "logins"):
        body = {"username": "alice"} if path == "logins" else {}
        assert api.refused("POST", f"/_sim/devices/999/{path}", json=body)["status"] == "404"


def test_a_reset_and_a_restored_snapshot_leave_computers_without_duo(api: DescribedApi) -> None:
    device = device_of(api, "macos")["id"]
    deploy(api, device)
    api.ok("POST", "/_sim/reset")
    assert device_of(api, "macos")["duo"] is None
    deploy(api, device)
    api.ok("POST", "/_sim/restore", json=api.ok("GET", "/_sim/snapshot"))
    assert device_of(api, "macos")["duo"] is None


def test_every_option_says_who_gets_in_with_the_faults_that_stand(
    simulator: Simulator, api: DescribedApi
) -> None:
    defined(api)
    simulator.rules.add(Rule(vendor="duo", fault=ConnectionRefused()))
    cells = {(one["option"], one["platform"]): one for one in matrix(api, "option")}
    assert len(cells) == (len(OPTIONS) + 1) * 3
    opened = {pair for pair, one in cells.items() if one["verdict"] == "failed-open"}
    assert opened == {
        *(("All", one) for one in ("windows-workstation", "windows-server", "macos")),
        ("Windows", "windows-workstation"),
        ("Windows", "windows-server"),
        ("Windows Workstations", "windows-workstation"),
        ("Windows Servers", "windows-server"),
        ("Macintosh", "macos"),
    }
    assert {one["gets_in"] for pair, one in cells.items() if pair in opened} == {True}
    assert cells[None, "macos"]["verdict"] == "denied"


def test_without_a_fault_everybody_gets_in_with_the_second_factor(api: DescribedApi) -> None:
    assert {(one["verdict"], one["second_factor"]) for one in matrix(api, "option")} == {
        ("allowed", True)
    }
    assert {one["verdict"] for one in matrix(api, "option", username="bob")} == {"denied"}


def test_a_verdict_that_rests_on_an_assumption_is_marked(
    simulator: Simulator, api: DescribedApi
) -> None:
    simulator.rules.add(Rule(vendor="duo", fault=Http429()))
    for one in matrix(api, "option"):
        assert one["assumed"]["evidence"] == "unknown"
        assert "http-429" in one["assumed"]["name"]


def test_computers_that_are_set_up_alike_are_tried_once(
    simulator: Simulator, api: DescribedApi
) -> None:
    simulator.rules.add(Rule(vendor="duo", fault=Http503(), id="mine"))
    matrix(api, "option")
    (rule,) = api.ok("GET", "/_sim/faults")["faults"]
    assert rule["hits"] == 6, "three platforms, open and closed"


def test_every_device_says_who_gets_in_there(simulator: Simulator, api: DescribedApi) -> None:
    defined(api)
    choose(api, "All")
    simulator.rules.add(Rule(vendor="duo", fault=ConnectionRefused()))
    here, elsewhere = device_of(api, "macos"), device_of(api, "macos", organization=2)
    for one in (here, elsewhere):
        deploy(api, one["id"])
    cells = {one["device"]: one for one in matrix(api, "device")}
    assert set(cells) == {one["id"] for one in api.ok("GET", "/_sim/devices")["devices"]}
    assert cells[here["id"]]["verdict"] == "failed-open"
    assert cells[elsewhere["id"]]["verdict"] == "denied"
    assert cells[here["id"]]["organization"] == "Harbour Dental"
    rest = [one for device, one in cells.items() if device not in (here["id"], elsewhere["id"])]
    assert {(one["verdict"], one["reason"]) for one in rest} == {(None, "Duo is not installed")}
    assert {one["organization"] for one in matrix(api, "device", organization_id=1)} == {
        "Harbour Dental"
    }
