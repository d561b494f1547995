"""Organizations, locations and devices, their paging, device filters, and the reports."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from failmode.simulator.ninjaone.device_filter import parse_device_filter
from failmode.simulator.ninjaone.enums import ApprovalStatus, NodeClass
from failmode.simulator.ninjaone.errors import EntityNotFoundError, InvalidParameterError
from tests.simulator.ninjaone.tenant import Tenant, option_ids, plain_field
from tests.simulator.ninjaone.tenant import definition as drop_down


def test_an_organization_is_shown_with_its_locations(tenant: Tenant) -> None:
    shown = tenant.get(f"/v2/organization/{tenant.organization}")
    assert shown["name"] == "Example Ltd"
    assert shown["nodeApprovalMode"] == "AUTOMATIC"
    assert [row["name"] for row in shown["locations"]] == ["Main Office", "Branch"]
    assert tenant.get("/v2/organizations-detailed") == [shown]
    brief = tenant.get("/v2/organizations")
    assert [set(row) for row in brief] == [{"id", "name", "nodeApprovalMode"}]


def test_locations_carry_their_organization_only_in_the_flat_list(tenant: Tenant) -> None:
    flat = tenant.get("/v2/locations")
    assert {row["organizationId"] for row in flat} == {tenant.organization}
    own = tenant.get(f"/v2/organization/{tenant.organization}/locations")
    assert [row["id"] for row in own] == [row["id"] for row in flat]
    assert all("organizationId" not in row for row in own)


def test_a_device_is_shown_with_its_place_and_class(tenant: Tenant) -> None:
    shown = tenant.get(f"/v2/device/{tenant.device}")
    assert shown["organizationId"] == tenant.organization
    assert shown["locationId"] == tenant.location
    assert shown["nodeClass"] == "WINDOWS_WORKSTATION"
    assert shown["systemName"] == "WS-1"
    assert shown["approvalStatus"] == "APPROVED"
    assert shown["offline"] is False
    assert "agent_token" not in str(shown)
    assert tenant.ninjaone.agent_token(tenant.device) not in str(shown)


def test_pages_after_the_last_id_end_when_shorter_than_asked(tenant: Tenant) -> None:
    for number in range(5):
        tenant.ninjaone.add_device(tenant.location, NodeClass.MAC, f"MAC-{number}")
    for path in ("/v2/devices", f"/v2/organization/{tenant.organization}/devices"):
        seen: list[int] = []
        after = "0"
        while True:
            page = tenant.get(path, pageSize="3", after=after)
            seen += [row["id"] for row in page]
            if len(page) < 3:
                break
            after = str(page[-1]["id"])
        assert seen == sorted(seen)
        assert len(seen) == 7


@pytest.mark.parametrize("query", [{"pageSize": "0"}, {"pageSize": "-1"}, {"after": "x"}])
def test_bad_paging_is_refused(tenant: Tenant, query: dict[str, str]) -> None:
    assert tenant.send("GET", "/v2/devices", query=query).status_code == 400


@pytest.mark.parametrize(
    ("df", "names"),
    [
        ("class = WINDOWS_SERVER", ["SRV-1"]),
        ("class in (WINDOWS_SERVER, windows_workstation)", ["WS-1", "SRV-1"]),
        ("class != MAC", ["WS-1", "SRV-1"]),
        ("class neq WINDOWS_SERVER", ["WS-1"]),
        ("class notin (WINDOWS_SERVER)", ["WS-1"]),
        ("org = 1 AND loc = 2", ["SRV-1"]),
        ("organization eq 1 && class=WINDOWS_SERVER", ["SRV-1"]),
        ("org=2", []),
        ("id in (1,2)", ["WS-1", "SRV-1"]),
        ("offline", []),
        ("online and id=1", ["WS-1"]),
        ("status = PENDING", ["NEW"]),
        ("status in (PENDING, APPROVED)", ["WS-1", "SRV-1", "NEW"]),
        ("", ["WS-1", "SRV-1"]),
    ],
)
def test_a_device_filter_selects_devices(tenant: Tenant, df: str, names: list[str]) -> None:
    tenant.ninjaone.add_device(
        tenant.location, NodeClass.MAC, "NEW", approval_status=ApprovalStatus.PENDING
    )
    for path in ("/v2/devices", "/v2/devices-detailed"):
        assert [row["systemName"] for row in tenant.get(path, df=df)] == names


@pytest.mark.parametrize(
    ("df", "named"),
    [
        ("org = x", "org = x"),
        ("class = TOASTER", "TOASTER"),
        ("org 1", "org 1"),
        ("colour = red", "colour"),
        ("org = 1 OR org = 2", "OR"),
        ("org in ()", "org in"),
        ("group 563", "group"),
        ("role = 2", "role"),
        ("created > 2024-01-01", "created"),
        ("org = 99999999999", "99999999999"),
        ("AND", "AND"),
    ],
)
def test_a_device_filter_that_cannot_be_read_is_refused_by_name(
    tenant: Tenant, df: str, named: str
) -> None:
    answer = tenant.send("GET", "/v2/devices", query={"df": df})
    assert answer.status_code == 400
    assert named in answer.get_json()["errorMessage"]


@given(st.text(max_size=40))
def test_any_text_is_a_device_filter_or_a_refusal(text: str) -> None:
    with contextlib.suppress(InvalidParameterError):
        assert parse_device_filter(text).conditions


def test_the_organization_filter_is_refused_by_name(tenant: Tenant) -> None:
    answer = tenant.send("GET", "/v2/organizations", query={"of": "cf=a=b"})
    assert answer.status_code == 400
    assert "`of`" in answer.get_json()["errorMessage"]


def test_adding_to_something_that_does_not_exist_names_it(tenant: Tenant) -> None:
    with pytest.raises(EntityNotFoundError, match="organization 99"):
        tenant.ninjaone.add_location(99, "x")
    with pytest.raises(EntityNotFoundError, match="location 99"):
        tenant.ninjaone.add_device(99, NodeClass.MAC, "x")


def test_ids_of_entities_are_listed_in_order(tenant: Tenant) -> None:
    assert tenant.ninjaone.organization_ids() == [tenant.organization]
    assert tenant.ninjaone.location_ids(tenant.organization) == [
        tenant.location,
        tenant.other_location,
    ]
    assert tenant.ninjaone.device_ids(tenant.organization) == [tenant.device, tenant.other_device]


def test_a_report_lists_values_set_at_the_device_and_no_inherited_ones(tenant: Tenant) -> None:
    ids = option_ids(tenant.ninjaone.create_field(drop_down()))
    tenant.ninjaone.create_field(plain_field("key", "TEXT"))
    tenant.send("PATCH", tenant.organization_values, {"cpvalDuoFailopen": "All"})
    report = "/v2/queries/custom-fields"
    assert tenant.get(report)["results"] == []
    tenant.send("PATCH", tenant.device_values, {"cpvalDuoFailopen": "Windows", "key": "x"})
    tenant.send("PATCH", f"/v2/device/{tenant.other_device}/custom-fields", {"key": "y"})
    assert tenant.get(report)["results"] == [
        {"deviceId": tenant.device, "fields": {"cpvalDuoFailopen": ids["Windows"], "key": "x"}},
        {"deviceId": tenant.other_device, "fields": {"key": "y"}},
    ]
    assert tenant.get(report, fields="cpvalDuoFailopen")["results"] == [
        {"deviceId": tenant.device, "fields": {"cpvalDuoFailopen": ids["Windows"]}}
    ]
    assert tenant.get(report, df="class = WINDOWS_SERVER")["results"] == [
        {"deviceId": tenant.other_device, "fields": {"key": "y"}}
    ]


def test_a_scoped_report_names_the_scope_and_the_entity(tenant: Tenant) -> None:
    tenant.ninjaone.create_field(plain_field("key", "TEXT"))
    tenant.send("PATCH", tenant.organization_values, {"key": "o"})
    tenant.send("PATCH", tenant.location_values, {"key": "l"})
    tenant.send("PATCH", tenant.device_values, {"key": "d"})
    report = "/v2/queries/scoped-custom-fields"
    rows = {(row["scope"], row["entityId"]): row["fields"] for row in tenant.get(report)["results"]}
    assert rows == {
        ("ORGANIZATION", tenant.organization): {"key": "o"},
        ("LOCATION", tenant.location): {"key": "l"},
        ("NODE", tenant.device): {"key": "d"},
    }
    only = tenant.get(report, scopes="location,organization")["results"]
    assert {row["scope"] for row in only} == {"LOCATION", "ORGANIZATION"}


def test_detailed_reports_say_when_and_by_whom(tenant: Tenant) -> None:
    tenant.clock.freeze(1_700_000_000.0)
    tenant.token = tenant.new_token().get_json()["access_token"]
    tenant.ninjaone.create_field(plain_field("key", "TEXT"))
    tenant.send("PATCH", tenant.device_values, {"key": "by api"})
    field = {
        "name": "key",
        "value": "by api",
        "updateTime": 1_700_000_000.0,
        "updatedBy": {"source": "API"},
    }
    assert tenant.get("/v2/queries/custom-fields-detailed")["results"] == [
        {
            "deviceId": tenant.device,
            "entityType": "NODE",
            "entityId": tenant.device,
            "fields": [field],
        }
    ]
    assert tenant.agent("PUT", "key", {"value": "by script"}).status_code == 200
    rows = tenant.get("/v2/queries/scoped-custom-fields-detailed")["results"]
    assert rows[0]["fields"][0]["updatedBy"] == {"source": "SCRIPT"}


def test_updated_after_is_in_milliseconds(tenant: Tenant) -> None:
    tenant.clock.freeze(1_700_000_000.0)
    tenant.token = tenant.new_token().get_json()["access_token"]
    tenant.ninjaone.create_field(plain_field("key", "TEXT"))
    tenant.send("PATCH", tenant.device_values, {"key": "x"})
    report = "/v2/queries/custom-fields"
    assert tenant.get(report, updatedAfter="1699999999999")["results"]
    assert not tenant.get(report, updatedAfter="1700000000000")["results"]
    assert tenant.send("GET", report, query={"updatedAfter": "today"}).status_code == 400


def test_a_report_continues_from_its_cursor_until_nothing_is_left(tenant: Tenant) -> None:
    tenant.ninjaone.create_field(plain_field("key", "TEXT"))
    for number in range(23):
        device = tenant.ninjaone.add_device(tenant.location, NodeClass.MAC, f"MAC-{number}")
        tenant.send("PATCH", f"/v2/device/{device}/custom-fields", {"key": str(number)})
    query, seen, offsets = {"pageSize": "10", "df": "class=MAC"}, [], []
    while True:
        page = tenant.get("/v2/queries/custom-fields", **query)
        assert page["cursor"]["count"] == len(page["results"])
        offsets.append(page["cursor"]["offset"])
        seen += [row["fields"]["key"] for row in page["results"]]
        if not page["results"]:
            break
        query = {"cursor": page["cursor"]["name"]}
    assert seen == [str(number) for number in range(23)]
    assert offsets == [0, 10, 20, 23]


def test_a_cursor_expires_and_belongs_to_its_report(tenant: Tenant) -> None:
    tenant.clock.freeze()
    tenant.token = tenant.new_token().get_json()["access_token"]
    cursor = tenant.get("/v2/queries/custom-fields")["cursor"]
    query = {"cursor": cursor["name"]}
    other = tenant.send("GET", "/v2/queries/scoped-custom-fields", query=query)
    assert other.status_code == 400
    tenant.clock.freeze(cursor["expires"])
    tenant.token = tenant.new_token().get_json()["access_token"]
    assert tenant.send("GET", "/v2/queries/custom-fields", query=query).status_code == 400


@pytest.mark.parametrize("cursor", ["x", "e30=", "W10=", "bnVsbA==", "%00"])
def test_a_foreign_cursor_is_refused(tenant: Tenant, cursor: str) -> None:
    answer = tenant.send("GET", "/v2/queries/custom-fields", query={"cursor": cursor})
    assert answer.status_code == 400


@pytest.mark.parametrize("size", ["9", "10001"])
def test_a_report_page_out_of_bounds_is_refused(tenant: Tenant, size: str) -> None:
    answer = tenant.send("GET", "/v2/queries/custom-fields", query={"pageSize": size})
    assert answer.status_code == 400
