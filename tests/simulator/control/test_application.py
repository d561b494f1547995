"""The control API over HTTP: it does what it says, describes itself, and refuses clearly."""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from openapi_spec_validator import validate

from failmode.simulator.control.errors import DOCUMENT_PATH
from failmode.simulator.control.operations import OPERATIONS
from failmode.simulator.edge.faults.delivery import Reset
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.runtime import Simulator, SimulatorConfig
from failmode.simulator.seed.data import FIRST_ORGANIZATION
from tests.patience import PATIENT_SECONDS
from tests.simulator.control.api import DescribedApi
from tests.simulator.duo.caller import DuoCaller


@pytest.fixture(scope="module")
def simulator_config() -> SimulatorConfig:
    """Configure the module's simulator."""
    return SimulatorConfig(journal_capacity=5)


@pytest.fixture
def api(simulator: Simulator) -> Iterator[DescribedApi]:
    api = DescribedApi(simulator)
    yield api
    api.close()


@pytest.fixture
def duo(simulator: Simulator) -> DuoCaller:
    return DuoCaller(simulator)


# The description


def test_the_description_is_valid_openapi(api: DescribedApi) -> None:
    validate(api.document)


def test_every_route_is_described_and_every_described_path_exists(api: DescribedApi) -> None:
    routes = {(operation.method, operation.openapi_path) for operation in OPERATIONS}
    described = {
        (method.upper(), path) for path, item in api.document["paths"].items() for method in item
    }
    assert routes == described


def test_every_operation_answers_as_it_is_described(
    simulator: Simulator, api: DescribedApi, duo: DuoCaller
) -> None:
    ok = api.ok
    for path in ("/openapi.json", "/health", "/info", "/organizations", "/devices", "/switches"):
        ok("GET", f"/_sim{path}")
    ok("POST", "/_sim/organizations", json={"name": "Another Ltd", "locations": ["Office"]})
    ok("PATCH", "/_sim/switches", json={"ninjaone": {"dropdown_get": "label"}})
    ok("GET", "/_sim/clock")
    ok("PUT", "/_sim/clock/offset", json={"seconds": -5})
    ok("POST", "/_sim/clock/freeze")
    ok("POST", "/_sim/clock/advance", json={"seconds": 1})
    ok("POST", "/_sim/clock/resume")

    ok("POST", "/_sim/users", json={"username": "zoe", "answer": "ignore", "phone": "+17345550199"})
    ok("GET", "/_sim/users")
    ok("GET", "/_sim/users/zoe")
    ok("PATCH", "/_sim/users/zoe", json={"answer_after_seconds": 1})
    phone = ok("POST", "/_sim/users/zoe/phones", json={"number": "+17345550198"})["device"]
    ok("PATCH", f"/_sim/users/zoe/devices/{phone}", json={"answer": "fraud"})
    ok("DELETE", f"/_sim/users/zoe/devices/{phone}")
    token = ok("POST", "/_sim/users/zoe/tokens", json={"serial": "1", "kind": "totp"})["device"]
    ok("POST", f"/_sim/users/zoe/devices/{token}/passcode")
    ok("POST", "/_sim/users/zoe/passcodes", json={"count": 2})
    ok("GET", "/_sim/users/zoe/passcodes")
    codes = ok("POST", "/_sim/users/zoe/bypass-codes", json={"count": 1})["bypass_codes"]
    ok("GET", "/_sim/users/zoe/bypass-codes")
    ok("DELETE", f"/_sim/bypass-codes/{codes[0]['bypass_code_id']}")
    code = ok("POST", "/_sim/enrollments", json={"username": "zoe"})["activation_code"]
    ok("GET", "/_sim/enrollments")
    ok("POST", "/_sim/enrollments/activate", json={"activation_code": code})
    ok("POST", "/_sim/groups", json={"name": "Staff", "members": ["zoe"]})
    ok("GET", "/_sim/groups")
    ok("PATCH", "/_sim/groups/Staff", json={"status": "bypass"})
    ok("DELETE", "/_sim/groups/Staff")
    ok("DELETE", "/_sim/users/zoe")
    for decision in ("approve", "deny", "fraud"):
        txid = duo.push("carol")
        assert [push["txid"] for push in ok("GET", "/_sim/pushes")["pushes"]] == [txid]
        ok("POST", f"/_sim/pushes/{txid}/{decision}")
    ikey = ok("POST", "/_sim/integrations", json={"name": "second"})["ikey"]
    ok("GET", "/_sim/integrations")
    ok("PATCH", f"/_sim/integrations/{ikey}", json={"verified_push_digits": 3})
    ok("DELETE", f"/_sim/integrations/{ikey}")
    ok("PATCH", "/_sim/call-limits", json={"as_reported": True})
    ok("GET", "/_sim/call-limits")
    source = {
        "rikey": "RIKEY",
        "servers": [{"hostname": "dc.example.test", "port": 389}],
        "base_dns": ["dc=example,dc=test"],
    }
    ok("GET", "/_sim/authproxy/connections")
    assert ok("PUT", "/_sim/sso/source", json=source)["source"]["rikey"] == "RIKEY"
    ok("GET", "/_sim/sso/source")
    ok("DELETE", "/_sim/sso/source")
    assert ok("GET", "/_sim/sso/source") == {"source": None}
    sync = {
        "name": "Staff",
        "type": "openldap",
        "host": "dc.example.test",
        "base_dn": "dc=example,dc=test",
        "groups": ["cn=staff,dc=example,dc=test"],
    }
    assert api.refused("POST", "/_sim/directory-sync", json=sync)["status"] == "409"

    fault = ok("POST", "/_sim/faults", json={"vendor": "duo", "fault": "reset", "user": "x"})["id"]
    ok("GET", "/_sim/faults")
    ok("DELETE", f"/_sim/faults/{fault}")
    ok("DELETE", "/_sim/faults")
    ok("GET", "/_sim/profiles")
    ok("PUT", "/_sim/profiles/brownout")
    ok("GET", "/_sim/profiles/brownout")
    ok("DELETE", "/_sim/profiles/brownout")
    number = ok("GET", "/_sim/journal")["last"]
    ok("GET", "/_sim/journal.har")
    ok("GET", f"/_sim/journal/{number}/why")
    with api.stream("/_sim/journal/events") as events:
        assert next(events.iter_lines()).startswith("retry:")
    ok("DELETE", "/_sim/journal")
    ok("POST", "/_sim/logins", json={"client": "macos", "username": "alice", "failmode": "open"})

    ok("POST", "/_sim/fields", json={"name": "cpvalDuoFailopen", "options": ["All", "Disabled"]})
    ok("GET", "/_sim/fields")
    ok("GET", "/_sim/fields/cpvalDuoFailopen")
    added = {"system_name": "PC-1", "node_class": "WINDOWS_SERVER", "organization_id": 1}
    device = ok("POST", "/_sim/devices", json=added)["id"]
    ok("POST", f"/_sim/devices/{device}/deployment", json={"field": "cpvalDuoFailopen"})
    ok("POST", f"/_sim/devices/{device}/logins", json={"username": "alice"})
    ok("POST", "/_sim/matrix", json={"by": "device"})
    ok("POST", "/_sim/matrix", json={"by": "option"})
    ok("DELETE", "/_sim/fields/cpvalDuoFailopen")

    session = ok("POST", "/_sim/console/sessions")["session"]
    ok("GET", f"/_sim/console/sessions/{session}")
    ok(
        "POST",
        f"/_sim/console/sessions/{session}/actions",
        json={"action": "navigate", "target": "Administration > Devices > Global Custom Fields"},
    )
    ok("DELETE", f"/_sim/console/sessions/{session}")
    simulator.ninjaone.create_field(_note())
    field = "/_sim/console/values/ORGANIZATION/1/note"
    ok("PUT", field, json={"value": "hello"})
    assert ok("GET", field) == {"value": "hello"}
    assert ok("GET", "/_sim/console/values/ORGANIZATION/1") == {"values": {"note": "hello"}}

    snapshot = ok("GET", "/_sim/snapshot")
    ok("POST", "/_sim/restore", json=snapshot)
    ok("POST", "/_sim/seed", json={"seed": 1})
    ok("POST", "/_sim/reset")

    everything = {
        operation["operationId"]
        for item in api.document["paths"].values()
        for operation in item.values()
    }
    assert everything == api.called


def _note() -> dict[str, Any]:
    return {
        "label": "Note",
        "fieldName": "note",
        "type": "TEXT",
        "definitionScope": ["ORGANIZATION"],
        "technicianPermission": "EDITABLE",
    }


# State


def test_reset_brings_back_exactly_the_seed_data(simulator: Simulator, api: DescribedApi) -> None:
    before = api.ok("GET", "/_sim/snapshot")
    api.ok("DELETE", "/_sim/users/alice")
    simulator.ninjaone.create_field(_note())
    simulator.rules.add(Rule(vendor="duo", fault=Reset()))
    api.ok("PUT", "/_sim/clock/offset", json={"seconds": 1000})
    api.ok(
        "PATCH",
        "/_sim/switches",
        json={"ninjaone": {"dropdown_get": "label"}, "duo": {"push_timeout_seconds": 1}},
    )
    switches = simulator.ninjaone.switches
    api.ok("POST", "/_sim/reset")
    assert api.ok("GET", "/_sim/snapshot") == before
    assert api.ok("GET", "/_sim/faults") == {"faults": []}
    assert api.ok("GET", "/_sim/clock")["offset_seconds"] == 0
    assert simulator.ninjaone.switches != switches
    assert simulator.duo.settings.current.push_timeout_seconds != 1


def test_ids_made_after_a_reset_repeat(simulator: Simulator) -> None:
    def make() -> Any:
        simulator.reset()
        field = {**_note(), "type": "DROPDOWN", "content": {"values": [{"name": "All"}]}}
        return simulator.ninjaone.create_field(field)["content"]["values"]

    assert make() == make()


def test_another_seed_gives_other_data_and_reset_keeps_to_it(api: DescribedApi) -> None:
    first = api.ok("GET", "/_sim/organizations")
    assert api.ok("POST", "/_sim/seed", json={"seed": 99}) == {"seed": 99}
    other = api.ok("GET", "/_sim/organizations")
    assert other != first
    assert api.ok("POST", "/_sim/reset") == {"seed": 99}
    assert api.ok("GET", "/_sim/organizations") == other
    api.ok("POST", "/_sim/seed", json={"seed": 1})


def test_another_seed_keeps_the_programs_keys(api: DescribedApi, duo: DuoCaller) -> None:
    api.ok("POST", "/_sim/seed", json={"seed": 99})
    assert duo.preauth("alice")["result"] == "auth"
    api.ok("POST", "/_sim/seed", json={"seed": 1})


def test_a_snapshot_restores_what_was_there(api: DescribedApi) -> None:
    snapshot = api.ok("GET", "/_sim/snapshot")
    api.ok("DELETE", "/_sim/users/alice")
    api.ok("POST", "/_sim/restore", json=snapshot)
    assert api.ok("GET", "/_sim/users/alice")["username"] == "alice"


@pytest.mark.parametrize(
    "damage",
    [
        {"version": 99},
        {"tables": {"no_such_table": []}},
        {"tables": {"duo_users": [{"no_such_column": 1}]}},
        {"tables": {"duo_users": [1]}},
        {"tables": {"duo_users": {}}},
    ],
)
def test_a_snapshot_that_does_not_fit_changes_nothing(
    api: DescribedApi, damage: dict[str, Any]
) -> None:
    snapshot = api.ok("GET", "/_sim/snapshot")
    error = api.refused("POST", "/_sim/restore", json={**snapshot, **damage})
    assert error["status"] == "400"
    assert api.ok("GET", "/_sim/snapshot") == snapshot


# Clock


def test_the_clock_stops_moves_and_returns(simulator: Simulator, api: DescribedApi) -> None:
    assert api.ok("POST", "/_sim/clock/freeze", json={"at": 1000}) == {
        "now": 1000,
        "offset_seconds": 0,
        "frozen": True,
    }
    assert api.ok("POST", "/_sim/clock/advance", json={"seconds": 2.5})["now"] == 1002.5
    assert simulator.clock.now() == 1002.5
    assert api.ok("POST", "/_sim/clock/resume")["frozen"] is False
    assert api.ok("PUT", "/_sim/clock/offset", json={"seconds": 60})["offset_seconds"] == 60


# Faults


def test_a_fault_acts_until_it_is_deleted(api: DescribedApi, duo: DuoCaller) -> None:
    fault = api.ok(
        "POST", "/_sim/faults", json={"vendor": "duo", "fault": "http-503", "stage": "preauth"}
    )
    assert duo.ping().status == 200
    assert duo.preauth_answer("alice").status == 503
    assert api.ok("GET", "/_sim/faults")["faults"][0]["hits"] == 1
    api.ok("DELETE", f"/_sim/faults/{fault['id']}")
    assert duo.preauth_answer("alice").status == 200


def test_a_fault_tells_whom_it_cannot_strike(api: DescribedApi) -> None:
    added = api.ok("POST", "/_sim/faults", json={"vendor": "duo", "fault": "dns-failure"})
    assert "login_duo" in added["notes"][0]
    assert api.ok("GET", "/_sim/faults")["faults"][0]["notes"] == added["notes"]
    assert (added["hits"], added["hits_complete"]) == (0, True)
    assert added["reach"] == "simulated machines"


@pytest.mark.parametrize("fault", ["connection-refused", "connect-timeout"])
def test_what_the_kernel_turns_away_is_unknown_but_for_simulated_machines(
    api: DescribedApi, fault: str
) -> None:
    def struck() -> tuple[object, object]:
        (rule,) = api.ok("GET", "/_sim/faults")["faults"]
        return rule["hits"], rule["hits_complete"]

    api.ok("POST", "/_sim/faults", json={"vendor": "duo", "fault": fault})
    assert struck() == (None, False)
    login = {"client": "macos", "username": "alice", "failmode": "open", "timeout_seconds": 0.2}
    assert api.ok("POST", "/_sim/logins", json=login)["verdict"] == "failed-open"
    assert struck() == (1, False)


def test_a_rule_for_somebody_whom_duo_does_not_know_is_told(api: DescribedApi) -> None:
    def notes(user: str) -> list[str]:
        rule = {"vendor": "duo", "fault": "reset", "user": user, "id": user}
        return list(api.ok("POST", "/_sim/faults", json=rule)["notes"])

    assert notes("alice") == []
    assert "knows nobody called 'zed'" in notes("zed")[0]
    assert "Duo calls this user 'alice'" in notes("ALICE")[0]
    assert "Duo calls this user 'alice'" in notes("EXAMPLE\\alice")[0]
    api.ok("POST", "/_sim/users", json={"username": "zed"})
    rules = {one["id"]: one["notes"] for one in api.ok("GET", "/_sim/faults")["faults"]}
    assert rules["zed"] == []


@pytest.mark.parametrize(
    ("rule", "member", "said"),
    [
        ({"vendor": "ninjaone", "stage": "preauth"}, "stage", "no stage of a login"),
        ({"vendor": "ninjaone", "user": "alice"}, "user", "Leave it out"),
        ({"vendor": "ninjaone", "operation": "oauth-tokn"}, "operation", "mean oauth-token?"),
        ({"vendor": "duo", "operation": "POST /auth/v2/preauth"}, "operation", "called 'preauth'"),
        ({"vendor": "duo", "operation": "POST /rest/v1/auth"}, "operation", "called 'auth'"),
        ({"vendor": "duo", "stage": "ping", "user": "alice"}, "user", "not named by a ping"),
        ({"vendor": "duo", "operation": "preauth", "stage": "auth"}, "operation", "to preauth"),
    ],
)
def test_a_fault_that_no_request_can_match_is_refused(
    api: DescribedApi, rule: dict[str, Any], member: str, said: str
) -> None:
    error = api.refused("POST", "/_sim/faults", json={"fault": "reset", **rule})
    assert (error["status"], error["member"]) == ("400", member)
    assert error["message"].startswith(f"{member} ")
    assert said in f"{error['message']}. {error['hint']}"
    assert api.ok("GET", "/_sim/faults") == {"faults": []}


def test_faults_never_affect_the_control_api(api: DescribedApi) -> None:
    for vendor in ("duo", "ninjaone"):
        api.ok("POST", "/_sim/faults", json={"vendor": vendor, "fault": "connection-refused"})
        api.ok("POST", "/_sim/faults", json={"vendor": vendor, "fault": "http-500"})
        assert api.ok("GET", "/_sim/health")["status"] == "ok"
    assert api.refused("POST", "/_sim/faults", json={"vendor": "control", "fault": "reset"})


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({}, "lacks 'vendor'"),
        ({"vendor": "duo"}, "fault"),
        ({"vendor": "duo", "fault": "gremlins"}, "'gremlins', expected one of dns-failure"),
        ({"vendor": "duo", "fault": "reset", "stage": "later"}, "one of ping, preauth"),
        ({"vendor": "duo", "fault": "reset", "times": 0}, "at least 1"),
        ({"vendor": "duo", "fault": "reset", "probability": 2}, "at most 1"),
        ({"vendor": "duo", "fault": "reset", "colour": "red"}, "unknown member 'colour'"),
        ({"vendor": "duo", "fault": "connection-refused", "times": 1}, "times"),
        ({"vendor": "duo", "answer": {"status": 99}}, "at least 200"),
        ({"vendor": "duo", "answer": {"status": 200, "headers": [["a b", ""]]}}, "cannot be sent"),
        ({"vendor": "duo", "answer": {"status": 200, "body_base64": "!"}}, "not base64"),
    ],
)
def test_a_fault_that_cannot_be_is_refused_with_what_is_expected(
    api: DescribedApi, rule: dict[str, Any], said: str
) -> None:
    error = api.refused("POST", "/_sim/faults", json=rule)
    assert (error["status"], error["code"]) == ("400", "invalid-request")
    assert said in error["message"] + error["hint"]
    assert api.ok("GET", "/_sim/faults") == {"faults": []}


def test_deleting_an_unknown_fault_is_refused(api: DescribedApi) -> None:
    assert api.refused("DELETE", "/_sim/faults/none")["status"] == "404"


# Journal


def test_the_journal_is_filtered_and_paged(api: DescribedApi, duo: DuoCaller) -> None:
    duo.ping()
    duo.preauth("alice")
    duo.preauth("bob")

    def numbers(**query: str | int) -> list[int]:
        page = api.ok("GET", "/_sim/journal", params=query)
        return [exchange["number"] for exchange in page["exchanges"]]

    everything = numbers()
    assert len(everything) == 3
    assert numbers(operation="preauth") == everything[1:]
    assert numbers(user="bob") == everything[2:]
    assert numbers(vendor="ninjaone") == []
    assert numbers(since=everything[0], limit=1) == everything[1:2]


def test_the_journal_says_how_much_it_keeps_and_has_dropped(
    api: DescribedApi, duo: DuoCaller
) -> None:
    for _ in range(7):
        duo.ping()
    page = api.ok("GET", "/_sim/journal")
    assert (page["capacity"], page["dropped"], len(page["exchanges"])) == (5, 2, 5)
    api.ok("DELETE", "/_sim/journal")
    cleared = api.ok("GET", "/_sim/journal")
    assert (cleared["dropped"], cleared["exchanges"]) == (0, [])
    assert cleared["last"] == page["last"]


def test_the_control_api_keeps_out_of_the_journal(api: DescribedApi) -> None:
    api.ok("GET", "/_sim/info")
    assert api.ok("GET", "/_sim/journal")["exchanges"] == []


@pytest.mark.parametrize("query", [{"since": "-1"}, {"limit": "0"}, {"limit": "x"}, {"who": "me"}])
def test_a_query_that_cannot_be_is_refused(api: DescribedApi, query: dict[str, str]) -> None:
    error = api.refused("GET", "/_sim/journal", params=query)
    assert error["status"] == "400"
    assert next(iter(query)) in error["message"]


# People


def test_a_persons_answer_decides_the_login(api: DescribedApi, duo: DuoCaller) -> None:
    assert duo.auth("bob")["result"] == "deny"
    api.ok("PATCH", "/_sim/users/bob", json={"answer": "approve"})
    assert duo.auth("bob")["result"] == "allow"


def test_a_persons_status_decides_the_login(api: DescribedApi, duo: DuoCaller) -> None:
    for status, result in (("bypass", "allow"), ("disabled", "deny"), ("active", "auth")):
        api.ok("PATCH", "/_sim/users/alice", json={"status": status})
        assert duo.preauth("alice")["result"] == result


def test_a_waiting_push_is_answered_by_hand(api: DescribedApi, duo: DuoCaller) -> None:
    txid = duo.push("carol")
    api.ok("POST", f"/_sim/pushes/{txid}/approve")
    assert duo.final_status(txid)["result"] == "allow"
    assert api.ok("GET", "/_sim/pushes") == {"pushes": []}
    assert api.refused("POST", f"/_sim/pushes/{txid}/deny")["status"] == "409"


def test_a_new_person_can_log_in(simulator: Simulator, api: DescribedApi, duo: DuoCaller) -> None:
    person = {"username": "zoe", "phone": "+17345550199", "password": "dummy"}
    assert api.ok("POST", "/_sim/users", json=person)["devices"][0]["number"] == "+17345550199"
    assert duo.auth("zoe")["result"] == "allow"
    assert simulator.primary["zoe"] == "dummy"
    assert api.refused("POST", "/_sim/users", json=person)["status"] == "409"
    api.ok("DELETE", "/_sim/users/zoe")
    assert duo.preauth("zoe")["result"] == "enroll"
    assert "zoe" not in simulator.primary


def test_a_person_whose_phone_is_refused_is_not_left_half_made(api: DescribedApi) -> None:
    error = api.refused("POST", "/_sim/users", json={"username": "zoe", "phone": "a\nb"})
    assert error["status"] == "400"
    assert api.refused("GET", "/_sim/users/zoe")["status"] == "404"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/_sim/users/nobody"),
        ("DELETE", "/_sim/users/nobody"),
        ("POST", "/_sim/pushes/none/approve"),
        ("DELETE", "/_sim/integrations/none"),
        ("GET", "/_sim/console/sessions/none"),
    ],
)
def test_what_does_not_exist_is_said_so(api: DescribedApi, method: str, path: str) -> None:
    error = api.refused(method, path)
    assert (error["status"], error["code"]) == ("404", "not-found")
    assert error["hint"]


# NinjaOne


def test_devices_are_listed_with_what_their_agents_need(
    simulator: Simulator, api: DescribedApi
) -> None:
    devices = api.ok("GET", "/_sim/devices")["devices"]
    first = api.ok("GET", "/_sim/organizations")["organizations"][0]
    assert first["name"] == FIRST_ORGANIZATION
    own = [device for device in devices if device["organization_id"] == first["id"]]
    assert {"WINDOWS_WORKSTATION", "WINDOWS_SERVER", "MAC"} <= {one["node_class"] for one in own}
    assert own[0]["agent_token"] == simulator.ninjaone.agent_token(own[0]["id"])


def test_a_switch_changes_what_it_names(simulator: Simulator, api: DescribedApi) -> None:
    answer = api.ok("PATCH", "/_sim/switches", json={"ninjaone": {"dropdown_get": "label"}})
    assert answer["ninjaone"]["dropdown_get"] == "label"
    assert simulator.ninjaone.switches.dropdown_get == "label"
    answer = api.ok("PATCH", "/_sim/switches", json={"duo": {"push_timeout_seconds": 2}})
    assert answer["ninjaone"]["dropdown_get"] == "label"
    assert simulator.duo.settings.current.push_timeout_seconds == 2


def test_a_snapshot_holds_the_switches_of_duo(simulator: Simulator, api: DescribedApi) -> None:
    api.ok("PATCH", "/_sim/switches", json={"duo": {"clock_window_seconds": 0.5}})
    snapshot = api.ok("GET", "/_sim/snapshot")
    api.ok("POST", "/_sim/reset")
    assert simulator.duo.settings.current.clock_window_seconds == 300
    api.ok("POST", "/_sim/restore", json=snapshot)
    assert api.ok("GET", "/_sim/switches")["duo"]["clock_window_seconds"] == 0.5
    assert simulator.duo.settings.current.clock_window_seconds == 0.5


def test_a_snapshot_holds_the_switches_of_ninjaone(simulator: Simulator, api: DescribedApi) -> None:
    api.ok("PATCH", "/_sim/switches", json={"ninjaone": {"dropdown_get": "label"}})
    snapshot = api.ok("GET", "/_sim/snapshot")
    api.ok("POST", "/_sim/reset")
    assert api.ok("GET", "/_sim/switches")["ninjaone"]["dropdown_get"] == "id"
    api.ok("POST", "/_sim/restore", json=snapshot)
    assert api.ok("GET", "/_sim/switches")["ninjaone"]["dropdown_get"] == "label"
    assert simulator.ninjaone.switches.dropdown_get == "label"


def test_a_snapshot_without_switches_takes_those_of_ninjaone_back(
    simulator: Simulator, api: DescribedApi
) -> None:
    snapshot = api.ok("GET", "/_sim/snapshot")
    api.ok("PATCH", "/_sim/switches", json={"ninjaone": {"empty_string": "clear"}})
    api.ok("POST", "/_sim/restore", json=snapshot)
    assert simulator.ninjaone.switches.empty_string == "ignore"


@pytest.mark.parametrize(
    "row", [("no_such", "id"), ("dropdown_get", "ID"), ("unknown_field_status", 404.0)]
)
def test_a_row_that_is_no_switch_of_ninjaone_is_refused(
    simulator: Simulator, api: DescribedApi, row: tuple[str, object]
) -> None:
    before = simulator.ninjaone.switches
    snapshot = api.ok("GET", "/_sim/snapshot")
    snapshot["tables"]["ninjaone_switches"] = [dict(zip(("name", "value"), row, strict=True))]
    error = api.refused("POST", "/_sim/restore", json=snapshot)
    assert "ninjaone_switches[0].value" in error["message"]
    assert simulator.ninjaone.switches == before


@pytest.mark.parametrize("row", [("no_such", 3), ("sms_batch_size", "x")])
def test_a_switch_of_a_snapshot_that_cannot_be_is_refused(
    simulator: Simulator, api: DescribedApi, row: tuple[str, object]
) -> None:
    before = api.ok("GET", "/_sim/switches")
    snapshot = api.ok("GET", "/_sim/snapshot")
    snapshot["tables"]["duo_settings"] = [dict(zip(("name", "value"), row, strict=True))]
    error = api.refused("POST", "/_sim/restore", json=snapshot)
    assert "duo_settings[0].value" in error["message"]
    assert api.ok("GET", "/_sim/switches") == before
    assert simulator.duo.settings.current.sms_batch_size == 10


@pytest.mark.parametrize(
    "switches",
    [
        {},
        {"ninjaone": {"no_such": 1}},
        {"ninjaone": {"dropdown_get": "colour"}},
        {"duo": {"push_timeout_seconds": -1}},
        {"duo": {"hotp_window": 10**23}},
        {"duo": {"totp_window": 1001}},
        {"duo": {"no_such": 1}},
    ],
)
def test_a_switch_that_cannot_be_is_refused(api: DescribedApi, switches: dict[str, Any]) -> None:
    before = api.ok("GET", "/_sim/switches")
    assert api.refused("PATCH", "/_sim/switches", json=switches)["status"] == "400"
    assert api.ok("GET", "/_sim/switches") == before


def test_a_technician_creates_a_field_step_by_step(simulator: Simulator, api: DescribedApi) -> None:
    session = api.ok("POST", "/_sim/console/sessions")["session"]
    actions = f"/_sim/console/sessions/{session}/actions"
    for action, target, value in (
        ("navigate", "Administration > Devices > Global Custom Fields", None),
        ("click", "Add", None),
        ("click", "Field", None),
        ("set", "Custom field type", "Drop-down"),
        ("click", "Continue", None),
        ("set", "Label", "Example"),
        ("set", "Name", "example"),
        ("set", "Definition Scope", "Organization"),
        ("click", "Next", None),
        ("set", "Technician", "Editable"),
        ("click", "Next", None),
        ("click", "Next", None),
        ("add option", "All", None),
        ("click", "Create", None),
    ):
        api.ok("POST", actions, json={"action": action, "target": target, "value": value})
    assert simulator.ninjaone.field_names() == ["example"]


def test_what_the_console_does_not_offer_is_refused_with_what_it_offers(
    api: DescribedApi,
) -> None:
    session = api.ok("POST", "/_sim/console/sessions")["session"]
    error = api.refused(
        "POST",
        f"/_sim/console/sessions/{session}/actions",
        json={"action": "click", "target": "Launch"},
    )
    assert (error["status"], error["code"]) == ("409", "console-refused")
    assert "navigate" in error["message"]
    missing = api.refused("GET", "/_sim/console/values/ORGANIZATION/1/none")
    assert missing["code"] == "console-refused"


@pytest.mark.parametrize("path", ["PLANET/1", "NODE/one"])
def test_an_entity_that_cannot_be_is_refused(api: DescribedApi, path: str) -> None:
    assert api.refused("GET", f"/_sim/console/values/{path}")["status"] == "400"


# Refusals of any request


def _send(simulator: Simulator, method: str, path: str, **options: Any) -> httpx.Response:
    url = simulator.addresses.control.url + path
    return httpx.request(method, url, trust_env=False, timeout=PATIENT_SECONDS, **options)


def _error(answer: httpx.Response) -> dict[str, str]:
    assert answer.headers["content-type"] == "application/json"
    assert set(answer.json()) == {"error"}
    error: dict[str, str] = answer.json()["error"]
    assert set(error) - {"member"} == {"code", "message", "hint", "documentation"}
    assert error["documentation"] == DOCUMENT_PATH
    assert all(error.values())
    assert "Traceback" not in answer.text
    return error


@pytest.mark.parametrize("path", ["/nothing", "/_sim", "/_sim/", "/_sim/nothing", "/_sim/health/"])
def test_an_unknown_path_is_404_in_json(simulator: Simulator, path: str) -> None:
    answer = _send(simulator, "GET", path)
    assert answer.status_code == 404
    assert _error(answer)["code"] == "unknown-path"


@pytest.mark.parametrize("method", ["PUT", "OPTIONS", "BREW"])
def test_a_wrong_method_is_405_and_names_the_right_ones(simulator: Simulator, method: str) -> None:
    answer = _send(simulator, method, "/_sim/faults")
    assert answer.status_code == 405
    assert "DELETE, GET, HEAD, POST" in _error(answer)["hint"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff",
        b"[]",
        b"null",
        b'{"seconds": NaN}',
        b'{"seconds": 1e999}',
        b"[" * 100_000,
    ],
)
def test_a_body_that_is_no_fitting_json_is_400(simulator: Simulator, body: bytes) -> None:
    answer = _send(
        simulator,
        "PUT",
        "/_sim/clock/offset",
        content=body,
        headers={"Content-Type": "application/json"},
    )
    assert answer.status_code == 400
    assert _error(answer)["code"] == "invalid-request"


def test_a_body_that_is_too_large_is_413_in_the_api_s_own_form(api: DescribedApi) -> None:
    body = {"vendor": "duo", "answer": {"status": 200, "body": "x" * 2_000_000}}
    refusal = api.refused("POST", "/_sim/faults", json=body)
    assert (refusal["status"], refusal["code"]) == ("413", "body-too-large")
    assert "larger than this path takes" in refusal["message"]


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GET /_sim/health HTTP/1.1\r\nHost: x\r\nno header\r\n\r\n", 400),
        (b"GET /_sim/health HTTP/3.0\r\nHost: x\r\n\r\n", 505),
        (b"GET / HTTP/1.1\r\nHost: x\r\nA: " + b"a" * 200_000 + b"\r\n\r\n", 431),
    ],
)
def test_what_is_no_acceptable_http_is_refused_in_the_api_s_own_form(
    simulator: Simulator, head: bytes, status: int
) -> None:
    address = simulator.addresses.control
    with socket.create_connection((address.host, address.port), PATIENT_SECONDS) as sock:
        sock.sendall(head)
        with contextlib.closing(http.client.HTTPResponse(sock)) as answer:
            answer.begin()
            told = json.loads(answer.read())["error"]
    assert (answer.status, told["code"]) == (status, "bad-http")
    assert {"message", "hint", "documentation"} <= set(told)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_a_body_that_is_not_announced_as_json_is_415(simulator: Simulator, kind: str) -> None:
    headers = {"Content-Type": kind} if kind else {}
    answer = _send(
        simulator, "PUT", "/_sim/clock/offset", content=b'{"seconds": 1}', headers=headers
    )
    assert answer.status_code == 415
    assert _error(answer)["code"] == "unsupported-media-type"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8440", "10.0.0.1", "[::ffff", ""])
def test_a_foreign_host_header_is_refused(simulator: Simulator, host: str) -> None:
    answer = _send(simulator, "GET", "/_sim/info", headers={"Host": host})
    assert answer.status_code in (400, 403)
    assert "client_secret" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1", "127.0.0.2", "[::1]:1"])
def test_every_name_of_this_machine_is_allowed(simulator: Simulator, host: str) -> None:
    assert _send(simulator, "GET", "/_sim/info", headers={"Host": host}).status_code == 200


def test_a_web_page_of_another_site_is_refused(simulator: Simulator) -> None:
    for origin in ("http://evil.example", "null", "http://localhost:1"):
        answer = _send(simulator, "POST", "/_sim/reset", headers={"Origin": origin})
        assert answer.status_code == 403
        assert _error(answer)["code"] == "foreign-host"
    own = simulator.addresses.control.url
    assert _send(simulator, "POST", "/_sim/reset", headers={"Origin": own}).status_code == 200


def test_a_defect_of_the_simulator_is_500_without_a_traceback(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise RuntimeError("a secret detail")

    monkeypatch.setattr(simulator.control, "reset", broken)
    answer = _send(simulator, "POST", "/_sim/reset")
    assert answer.status_code == 500
    assert _error(answer)["code"] == "internal-error"
    assert "secret" not in answer.text


def test_answers_are_json_objects(simulator: Simulator) -> None:
    answer = _send(simulator, "GET", "/_sim/info")
    assert json.loads(answer.content)["ca_file"] == str(simulator.ca_file)
