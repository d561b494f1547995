"""Definitions of custom fields over the API: shape, validation, options, names, bulk requests."""

from __future__ import annotations

import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from openapi_schema_validator import OAS30Validator

from failmode.simulator.ninjaone.operations import ROUTER
from tests.failopen_field import OPTIONS
from tests.simulator.ninjaone.tenant import (
    Tenant,
    definition,
    open_tenant,
    option_ids,
    plain_field,
)

ONE = "/v2/custom-fields/field-name/cpvalDuoFailopen"


@pytest.fixture(scope="module")
def openapi(shared_dir: Path) -> dict[str, Any]:
    """Give NinjaOne's OpenAPI document, or skip."""
    path = shared_dir / "ninjaone-openapi.yaml"
    if not path.is_file():
        pytest.skip("no ninjaone-openapi.yaml beside the repository")
    document = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    assert isinstance(document, dict)
    return document


def schema(openapi: dict[str, Any], name: str) -> OAS30Validator:
    """Make a validator of one of the document's schemas."""
    return OAS30Validator(
        {"$ref": f"#/components/schemas/{name}", "components": openapi["components"]}
    )


def create(tenant: Tenant, body: dict[str, object]) -> Any:
    """Create a field, which must succeed."""
    answer = tenant.send("POST", "/v2/custom-fields", body)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def refused(tenant: Tenant, method: str, path: str, body: object = None) -> str:
    """Send a request that must be refused with 400; its message."""
    answer = tenant.send(method, path, body)
    assert answer.status_code == 400, answer.get_data(as_text=True)
    message = answer.get_json()["errorMessage"]
    assert isinstance(message, str)
    return message


def test_a_created_field_is_shown_with_every_attribute_it_was_given(tenant: Tenant) -> None:
    content = {
        "values": [{"name": option} for option in OPTIONS],
        "required": True,
        "footerText": "DUO FAILOPEN",
        "tooltipText": "Select the platform",
        "advancedSettings": {"expandLargeValueOnRender": True},
    }
    body = definition(description="What happens", defaultValue="Disabled", content=content)
    created = create(tenant, body)
    assert tenant.get(ONE) == created
    ids = option_ids(created)
    assert created["name"] == "cpvalDuoFailopen"
    assert "fieldName" not in created
    assert created["defaultValue"] == ids["Disabled"]
    assert uuid.UUID(created["defaultValue"]).version == 4
    for key in ("label", "description", "type", "definitionScope", "technicianPermission"):
        assert created[key] == body[key]
    assert created["scriptPermission"] == created["apiPermission"] == "READ_WRITE"
    shown = created["content"]
    assert tuple(option["name"] for option in shown["values"]) == OPTIONS
    assert all(option["active"] and not option["system"] for option in shown["values"])
    for key in ("required", "footerText", "tooltipText", "advancedSettings"):
        assert shown[key] == content[key]


@pytest.mark.parametrize("body", [definition(), plain_field("key", "TEXT", description="a key")])
def test_a_definition_has_the_shape_of_the_vendors_openapi_document(
    tenant: Tenant, openapi: dict[str, Any], body: dict[str, object]
) -> None:
    created = create(tenant, body)
    schema(openapi, "AttributePublicApiDTO").validate(created)
    known = openapi["components"]["schemas"]["AttributePublicApiDTO"]["properties"]
    assert set(created) <= set(known)


def test_lists_have_the_shapes_of_the_vendors_openapi_document(
    tenant: Tenant, openapi: dict[str, Any]
) -> None:
    create(tenant, definition())
    schema(openapi, "SupportPaginationResponse").validate(tenant.get("/v2/custom-fields"))
    for path, name in (
        ("/v2/organizations", "Organization"),
        ("/v2/organizations-detailed", "OrganizationDetailed"),
        ("/v2/locations", "LocationWithOrganizationRef"),
        ("/v2/devices", "NodeWithDetailedReferences"),
    ):
        rows = tenant.get(path)
        assert rows
        for row in rows:
            schema(openapi, name).validate(row)
            assert set(row) <= set(openapi["components"]["schemas"][name]["properties"])


def test_every_operation_of_the_openapi_document_is_served_or_refused_by_name(
    openapi: dict[str, Any],
) -> None:
    for template, methods in openapi["paths"].items():
        path = template.replace("{", "").replace("}", "")
        for name in ("organization/id", "location/locationId", "device/id", "group/id"):
            path = path.replace(name, f"{name.split('/', maxsplit=1)[0]}/1")
        path = path.replace("end-user/id", "end-user/1")
        for method in methods:
            for prefix in ("", "/api"):
                ROUTER.match(method.upper(), prefix + path)


@pytest.mark.parametrize("default", ["Disabled", "by id"])
def test_a_default_is_given_by_label_or_id_and_shown_by_id(tenant: Tenant, default: str) -> None:
    ids = option_ids(create(tenant, definition()))
    value = ids["Disabled"] if default == "by id" else default
    answer = tenant.send("PUT", ONE, {"defaultValue": value})
    assert answer.get_json()["defaultValue"] == ids["Disabled"]


def test_a_field_without_default_shows_none_and_an_empty_text_takes_it_away(
    tenant: Tenant,
) -> None:
    assert "defaultValue" not in create(tenant, definition())
    tenant.send("PUT", ONE, {"defaultValue": "All"})
    assert "defaultValue" in tenant.get(ONE)
    tenant.send("PUT", ONE, {"defaultValue": ""})
    assert "defaultValue" not in tenant.get(ONE)


def test_a_default_has_no_effect_on_types_without_options(tenant: Tenant) -> None:
    assert "defaultValue" not in create(tenant, plain_field("key", "TEXT", defaultValue="x"))


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"label": None}, "label"),
        ({"label": "  "}, "label"),
        ({"label": 5}, "label"),
        ({"fieldName": None}, "fieldName"),
        ({"fieldName": "with space"}, "fieldName"),
        ({"type": "DROP-DOWN"}, "type"),
        ({"definitionScope": []}, "definitionScope"),
        ({"definitionScope": ["DEVICE"]}, "definitionScope"),
        ({"definitionScope": "NODE"}, "definitionScope"),
        ({"technicianPermission": "READ_WRITE"}, "technicianPermission"),
        ({"scriptPermission": "EDITABLE"}, "scriptPermission"),
        ({"apiPermission": "read"}, "apiPermission"),
        ({"defaultValue": "Enabled"}, "Enabled"),
        ({"content": []}, "content"),
        ({"content": {"values": "All"}}, "content.values"),
        ({"content": {"values": ["All"]}}, r"content.values[0]"),
        ({"content": {"values": [{"name": ""}]}}, r"content.values[0].name"),
        ({"content": {"values": [{"name": "A"}, {"name": "A"}]}}, "content.values"),
        ({"content": {"required": "no"}}, "content.required"),
        ({"content": {"footerText": 1}}, "footerText"),
        ({"content": {"advancedSettings": {"maxCharacters": "many"}}}, "maxCharacters"),
        ({"content": {"advancedSettings": {"numericRange": {"min": "0"}}}}, "numericRange.min"),
        ({"content": {"advancedSettings": {"ipAddressType": "IPV5"}}}, "ipAddressType"),
        ({"type": "TEXT"}, "content.values"),
    ],
)
def test_a_definition_that_cannot_be_is_refused_naming_the_key(
    tenant: Tenant, changes: dict[str, object], key: str
) -> None:
    assert key in refused(tenant, "POST", "/v2/custom-fields", definition() | changes)
    assert tenant.ninjaone.field_names() == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b'{"label": NaN}', b'{"a":"\\ud800"}'])
def test_a_body_that_is_no_definition_is_refused(tenant: Tenant, body: bytes) -> None:
    answer = tenant.client.post(
        "/v2/custom-fields", data=body, headers={"Authorization": f"Bearer {tenant.token}"}
    )
    assert answer.status_code == 400
    assert answer.get_json()["resultCode"] == "FAILURE"


def test_names_are_unique(tenant: Tenant) -> None:
    create(tenant, definition())
    assert "is taken" in refused(tenant, "POST", "/v2/custom-fields", definition(label="other"))


def test_the_name_and_the_type_of_a_field_never_change(tenant: Tenant) -> None:
    create(tenant, definition())
    assert "fieldName" in refused(tenant, "PUT", ONE, {"fieldName": "other"})
    assert "type" in refused(tenant, "PUT", ONE, {"type": "TEXT"})
    assert tenant.send("PUT", ONE, {"label": "renamed"}).status_code == 200
    assert tenant.get(ONE)["name"] == "cpvalDuoFailopen"


def test_an_update_keeps_what_it_does_not_name(tenant: Tenant) -> None:
    before = create(tenant, definition(defaultValue="Disabled"))
    tenant.clock.advance(5)
    after = tenant.send("PUT", ONE, {"apiPermission": "NONE"}).get_json()
    assert after["apiPermission"] == "NONE"
    assert after["updateTime"] >= before["updateTime"] + 5
    for key in set(before) - {"apiPermission", "updateTime"}:
        assert after[key] == before[key]


def test_what_get_shows_can_be_put_back_unchanged(tenant: Tenant) -> None:
    before = create(tenant, definition(defaultValue="Disabled"))
    after = tenant.send("PUT", ONE, before).get_json()
    assert {**after, "updateTime": 0} == {**before, "updateTime": 0}


def test_options_keep_their_ids_when_renamed_and_take_the_lists_order(tenant: Tenant) -> None:
    ids = option_ids(create(tenant, definition()))
    values = [
        {"id": ids["Disabled"], "name": "Off", "active": True},
        {"id": None, "name": "New"},
        {"id": ids["All"], "name": "All", "active": True},
    ]
    shown = tenant.send("PUT", ONE, {"content": {"values": values}}).get_json()
    active = [option for option in shown["content"]["values"] if option["active"]]
    assert [option["name"] for option in active] == ["Off", "New", "All"]
    assert active[0]["id"] == ids["Disabled"]
    assert active[1]["id"] not in ids.values()


@pytest.mark.parametrize(("choice", "active"), [("deactivate", False), ("keep", True)])
def test_an_option_that_an_update_leaves_out_is_treated_as_the_switch_says(
    tenant: Tenant, choice: str, active: bool
) -> None:
    tenant.ninjaone.switches = tenant.ninjaone.switches.from_json({"absent_option": choice})
    ids = option_ids(create(tenant, definition()))
    values = [{"id": ids["All"], "name": "All"}]
    shown = tenant.send("PUT", ONE, {"content": {"values": values}}).get_json()
    assert option_ids(shown) == ids
    assert {o["name"] for o in shown["content"]["values"] if o["active"] is active} >= {
        "Windows",
        "Disabled",
    }


def test_an_unknown_option_id_is_refused_and_nothing_changes(tenant: Tenant) -> None:
    before = create(tenant, definition())
    values = [{"id": str(uuid.uuid4()), "name": "x"}]
    assert "no option" in refused(
        tenant, "PUT", ONE, {"label": "new", "content": {"values": values}}
    )
    assert tenant.get(ONE) == before


def test_a_field_can_be_deleted_with_its_values(tenant: Tenant) -> None:
    create(tenant, definition())
    tenant.send("PATCH", tenant.organization_values, {"cpvalDuoFailopen": "All"})
    deleted = tenant.send("DELETE", ONE)
    assert deleted.status_code == 204
    assert deleted.data == b""
    create(tenant, definition())
    assert tenant.get(tenant.organization_values) == {}


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_a_field_that_does_not_exist_is_not_found(tenant: Tenant, method: str) -> None:
    answer = tenant.send(method, ONE, {"label": "x"} if method == "PUT" else None)
    assert answer.status_code == 404
    assert "cpvalDuoFailopen" in answer.get_json()["errorMessage"]


def test_bulk_creation_is_all_or_nothing(tenant: Tenant) -> None:
    good, bad = definition("one"), definition("two", type="NOPE")
    refused(tenant, "POST", "/v2/custom-fields/bulk", {"customFields": [good, bad]})
    assert tenant.ninjaone.field_names() == []
    refused(tenant, "POST", "/v2/custom-fields/bulk", {"customFields": [good, good]})
    assert tenant.ninjaone.field_names() == []
    answer = tenant.send(
        "POST", "/v2/custom-fields/bulk", {"customFields": [good, definition("two")]}
    )
    assert [field["name"] for field in answer.get_json()] == ["one", "two"]


def test_bulk_update_is_all_or_nothing(tenant: Tenant) -> None:
    create(tenant, definition("one"))
    rows = [{"fieldName": "one", "label": "changed"}, {"fieldName": "absent", "label": "x"}]
    answer = tenant.send("PUT", "/v2/custom-fields/bulk", {"customFields": rows})
    assert answer.status_code == 404
    rows[1] = {"fieldName": "one", "type": "TEXT"}
    refused(tenant, "PUT", "/v2/custom-fields/bulk", {"customFields": rows})
    assert tenant.ninjaone.field("one")["label"] == "cPVAL DUO FAILOPEN"
    answer = tenant.send("PUT", "/v2/custom-fields/bulk", {"customFields": rows[:1]})
    assert [field["label"] for field in answer.get_json()] == ["changed"]


def test_bulk_deletion_is_all_or_nothing_and_answers_the_names(tenant: Tenant) -> None:
    for name in ("one", "two", "three"):
        create(tenant, definition(name))
    bulk = "/v2/custom-fields/bulk"
    assert tenant.send("DELETE", bulk, query={"fieldNames": "one,absent"}).status_code == 404
    assert tenant.ninjaone.field_names() == ["one", "two", "three"]
    answer = tenant.send("DELETE", bulk, query={"fieldNames": "one,two"})
    assert answer.get_json() == ["one", "two"]
    assert tenant.ninjaone.field_names() == ["three"]
    assert "fieldNames" in refused(tenant, "DELETE", bulk)


@pytest.mark.parametrize("body", [{}, {"customFields": []}, {"customFields": 1}, []])
def test_a_bulk_body_without_fields_is_refused(tenant: Tenant, body: object) -> None:
    refused(tenant, "POST", "/v2/custom-fields/bulk", body)


def test_pages_of_definitions_follow_the_cursor_to_the_end(tenant: Tenant) -> None:
    names = [f"field{number}" for number in range(12)]
    for name in names:
        create(tenant, plain_field(name, "TEXT"))
    seen, query, numbers = [], {"pageSize": "5"}, []
    while True:
        page = tenant.get("/v2/custom-fields", **query)
        assert page["count"] == len(page["results"])
        assert page["pageSize"] == 5
        numbers.append(page["page"])
        seen += [field["name"] for field in page["results"]]
        if "cursorName" not in page:
            break
        query["cursorName"] = page["cursorName"]
    assert seen == names
    assert numbers == [1, 2, 3]


@pytest.mark.parametrize(
    "query",
    [{"pageSize": "4"}, {"pageSize": "501"}, {"pageSize": "x"}, {"cursorName": "nonsense"}],
)
def test_bad_paging_of_definitions_is_refused(tenant: Tenant, query: dict[str, str]) -> None:
    assert tenant.send("GET", "/v2/custom-fields", query=query).status_code == 400


@pytest.mark.parametrize(
    ("scopes", "names"),
    [
        ("all", ["device", "both", "organization"]),
        ("", ["device", "both", "organization"]),
        ("node", ["device", "both"]),
        ("organisation", ["both", "organization"]),
        ("NODE,ORGANIZATION", ["device", "both", "organization"]),
        ("location", []),
    ],
)
def test_device_custom_fields_are_selected_by_scope(
    tenant: Tenant, scopes: str, names: list[str]
) -> None:
    create(tenant, plain_field("device", "TEXT", definitionScope=["NODE"]))
    create(tenant, plain_field("both", "TEXT", definitionScope=["NODE", "ORGANIZATION"]))
    create(tenant, plain_field("organization", "TEXT", definitionScope=["ORGANIZATION"]))
    rows = tenant.get("/v2/device-custom-fields", scopes=scopes)
    assert [row["name"] for row in rows] == names


def test_an_unknown_scope_is_refused(tenant: Tenant) -> None:
    answer = tenant.send("GET", "/v2/device-custom-fields", query={"scopes": "planet"})
    assert answer.status_code == 400
    assert "PLANET" in answer.get_json()["errorMessage"]


def test_the_api_permission_does_not_hide_definitions(tenant: Tenant) -> None:
    create(tenant, definition(apiPermission="NONE"))
    assert tenant.get(ONE)["apiPermission"] == "NONE"


def test_a_field_is_active_until_it_is_deactivated(tenant: Tenant) -> None:
    create(tenant, definition())
    tenant.send("PATCH", tenant.organization_values, {"cpvalDuoFailopen": "All"})
    tenant.send("PUT", ONE, {"active": False})
    assert tenant.get(ONE)["active"] is False
    assert tenant.get(tenant.organization_values) == {}


def test_ids_are_reproducible_from_a_seed() -> None:
    shown = []
    for _ in range(2):
        with open_tenant() as tenant:
            shown.append(option_ids(create(tenant, definition())))
    assert shown[0] == shown[1]


def test_a_switch_of_another_tenant_changes_nothing_here(tenant: Tenant) -> None:
    with open_tenant() as other:
        other.ninjaone.switches = replace(other.ninjaone.switches, dropdown_get="label")
        assert tenant.ninjaone.switches.dropdown_get == "id"
