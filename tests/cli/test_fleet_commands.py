"""`failmode orgs`, `fields`, `devices` and `matrix`: NinjaOne in a running simulator."""

from __future__ import annotations

import json
import re

import pytest

from failmode.simulator.edge.faults.answers import Http429
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from tests.cli.controlled import ControlledSimulator, words
from tests.patience import PATIENT_SECONDS

FIELD = "cpvalDuoFailopen"
ORGANIZATION = "Harbour Dental"
MAC = "HARBOUR-MAC01"


@pytest.fixture
def field(controlled: ControlledSimulator) -> str:
    """Add the field of the failmode; its name."""
    options = [f"--option={one}" for one in ("All", "Macintosh", "Disabled")]
    of = [f"--of={one}" for one in ("organization", "location", "device")]
    added = controlled.ok("fields", "add", FIELD, *options, *of, "--default=Disabled")
    assert added == f"{FIELD} is a DROPDOWN of organization, location, device.\n"
    return FIELD


def test_organizations_are_added_and_listed(controlled: ControlledSimulator) -> None:
    added = controlled.ok("orgs", "add", "Corner Shop", "--location=Front", "--location=Back")
    assert re.fullmatch(r"Corner Shop is organization \d+\.\n", added)
    listed = controlled.ok("orgs")
    assert re.search(r"Corner Shop +Front \(\d+\), Back \(\d+\)", listed)
    names = [one["name"] for one in controlled.read("orgs", "list")["organizations"]]
    assert (names[0], names[-1]) == (ORGANIZATION, "Corner Shop")


def test_no_field_says_how_to_add_one(controlled: ControlledSimulator) -> None:
    assert "failmode fields add" in controlled.ok("fields")


def test_a_field_is_added_as_its_document_says(controlled: ControlledSimulator) -> None:
    controlled.ok("fields", "add", FIELD)
    added = controlled.read("fields", "show", FIELD)
    assert (added["label"], added["default"]) == ("cPVAL DUO FAILOPEN", "Disabled")
    assert [one["label"] for one in added["options"]][:2] == ["All", "Windows"]


def test_a_field_without_document_and_options_is_a_text(controlled: ControlledSimulator) -> None:
    assert controlled.ok("fields", "add", "note") == "note is a TEXT of organization.\n"


def test_fields_are_listed_with_options_and_the_default(
    controlled: ControlledSimulator, field: str
) -> None:
    assert "Options: All, Macintosh, Disabled (default)" in controlled.ok("fields", "show", field)
    assert f" {field} " in controlled.ok("fields")
    assert controlled.read("fields")["fields"][0]["name"] == field


def test_a_value_is_set_shown_and_unset_at_each_kind_of_entity(
    controlled: ControlledSimulator, field: str
) -> None:
    place = str(controlled.read("orgs")["organizations"][0]["locations"][1]["id"])
    assert controlled.ok("fields", "show", field).endswith("Set nowhere.\n")
    for option, name, value in (
        ("--organization", ORGANIZATION.lower(), "All"),
        ("--location", place, "Macintosh"),
        ("--device", MAC, "Disabled"),
    ):
        told = controlled.ok("fields", "set", field, value, option, name)
        assert told.endswith(f"is {value}.\n")
    shown = words(controlled.ok("fields", "show", field))
    for row in (f"organization {ORGANIZATION} All", f"device {MAC} Disabled"):
        assert row in shown
    cleared = controlled.read("fields", "unset", field, "--device", MAC)
    assert (cleared["scope"], cleared["value"]) == ("NODE", None)
    assert len(controlled.read("fields", "show", field)["values"]) == 2
    controlled.ok("fields", "remove", field)
    assert controlled.read("fields")["fields"] == []


def test_devices_are_added_and_listed(controlled: ControlledSimulator) -> None:
    added = ["devices", "add", "NEW-SRV", "--organization", ORGANIZATION]
    assert "is device" in controlled.ok(*added, "--platform", "windows-server")
    assert re.search(r"NEW-SRV +Harbour Dental +windows-server +-", controlled.ok("devices"))
    of_it = controlled.read("devices", "list", "--organization", ORGANIZATION)["devices"]
    assert {one["organization_id"] for one in of_it} == {1}


def test_an_option_is_deployed_and_decides_a_login(
    controlled: ControlledSimulator, field: str
) -> None:
    controlled.ok("fields", "set", field, "Macintosh", "--organization", ORGANIZATION)
    told = controlled.ok("devices", "deploy", "--organization", ORGANIZATION)
    assert f"{MAC}: Duo for macOS, fails open" in told
    assert re.search(r"HARBOUR-WS01: .*, fails closed", told)
    controlled.simulator.rules.add(Rule(vendor="duo", fault=ConnectionRefused()))
    assert "Verdict: failed-open" in controlled.ok("devices", "login", MAC)
    assert controlled.read("devices", "login", "HARBOUR-WS01")["verdict"] == "denied"
    assert "fails open" in controlled.ok("devices")


def test_a_deployment_warns_of_a_field_that_cannot_be_read(
    controlled: ControlledSimulator,
) -> None:
    told = controlled.ok("devices", "deploy", MAC)
    assert f"warning: {FIELD} cannot be read" in told
    assert told.endswith("Deployed to 1 device.\n")


def test_the_matrix_says_who_gets_in_by_option(controlled: ControlledSimulator, field: str) -> None:
    controlled.simulator.rules.add(Rule(vendor="duo", fault=ConnectionRefused()))
    told = controlled.ok("matrix")
    assert "Faults: connection-refused; duo" in told
    assert re.search(r"(?m)^ All +failed-open.* +failed-open", told)
    assert re.search(r"(?m)^ \(unset\) +denied", told)
    found = controlled.read("matrix", f"--field={field}", "--user=alice", "--timeout=1")
    assert (found["field"], found["faults"][0]["fault"]) == (field, "connection-refused")


def test_the_matrix_marks_what_is_assumed_and_says_what(controlled: ControlledSimulator) -> None:
    controlled.simulator.rules.add(Rule(vendor="duo", fault=Http429()))
    told = controlled.ok("matrix")
    assert "denied, assumed" in told
    assert "nobody has documented what Duo for macOS does on http-429" in words(told)


def test_the_matrix_says_who_gets_in_at_every_device(controlled: ControlledSimulator) -> None:
    controlled.ok("devices", "deploy", MAC)
    # Duo answers at once, also on a busy machine.
    patient = ("--timeout", f"{PATIENT_SECONDS:g}")
    told = controlled.ok("matrix", "--by=device", "--organization", ORGANIZATION, *patient)
    assert re.search(rf"{MAC} +macos +allowed", told)
    assert "(no Duo)" in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["fields", "set", "x", "y"], "name one of --organization, --location and --device"),
        (["fields", "set", "x", "y", "--organization=No One"], "Known: Harbour Dental"),
        (["fields", "set", "x", "y", "--location=Main Office"], "give an id"),
        (["fields", "set", "x", "y", "--device=1"], "no custom field 'x' here"),
        (["fields", "show", "x"], "no custom field"),
        (["devices", "login", MAC], "Duo is not installed"),
        (["devices", "login", "NO-PC"], "there is no device 'NO-PC'"),
        (["devices", "deploy"], "--organization and --all"),
        (["devices", "deploy", MAC, "--all"], "--organization and --all"),
        (["matrix", "--organization=1"], "--by device"),
    ],
)
def test_what_is_wrong_is_said(
    controlled: ControlledSimulator, arguments: list[str], told: str
) -> None:
    assert told in words(controlled.refused(*arguments))


@pytest.mark.parametrize("as_json", [[], ["--json"]])
def test_a_cell_in_which_the_simulator_failed_says_so_in_place_of_a_verdict(
    controlled: ControlledSimulator, monkeypatch: pytest.MonkeyPatch, as_json: list[str]
) -> None:
    def breaks(*_: object) -> None:
        raise ArithmeticError

    monkeypatch.setattr(controlled.simulator.duo.authentication, "preauth", breaks)

    result = controlled.run("matrix", *as_json)

    assert result.exit_code == 3
    assert "internal: the simulator itself failed: duo: preauth: ArithmeticError" in result.stderr
    if as_json:
        cells = json.loads(result.stdout)["cells"]
        assert {one["internal_failure"] for one in cells} == {"duo: preauth: ArithmeticError"}
        assert {(one["verdict"], one["gets_in"]) for one in cells} == {(None, None)}
    else:
        assert re.search(r"(?m)^ All +internal +internal +internal *$", result.stdout)


def test_a_login_in_which_the_simulator_failed_has_no_verdict_and_exit_code_3(
    controlled: ControlledSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise ArithmeticError

    controlled.ok("devices", "deploy", MAC)
    monkeypatch.setattr(controlled.simulator.duo.authentication, "preauth", breaks)

    result = controlled.run("devices", "login", MAC)

    assert (result.exit_code, result.stdout) == (3, "")
    assert "no verdict: the simulator itself failed, duo: preauth" in result.stderr
    listed = controlled.ok("journal")
    assert "internal failure" in words(listed)
