"""Values over the API: permissions, scopes, inheritance, encodings, and refusals."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from failmode.simulator.ninjaone.errors import NinjaOneError
from failmode.terms.fields import Channel, DefinitionScope
from tests.failopen_field import OPTIONS
from tests.simulator.ninjaone.tenant import INCIDENT, Tenant, definition, option_ids, plain_field

FIELD = "cpvalDuoFailopen"


@pytest.mark.parametrize("prefix", ["", "/api"])
def test_a_patch_is_answered_with_204_and_nothing_else(
    tenant: Tenant, ids: dict[str, str], prefix: str
) -> None:
    answer = tenant.send("PATCH", prefix + tenant.organization_values, {FIELD: "All"})
    assert answer.status_code == 204
    assert answer.data == b""
    assert tenant.get(prefix + tenant.organization_values) == {FIELD: ids["All"]}


@pytest.mark.parametrize("option", OPTIONS)
def test_an_option_is_accepted_by_exact_label_and_by_id(
    tenant: Tenant, ids: dict[str, str], option: str
) -> None:
    for written in (option, ids[option], ids[option].upper()):
        tenant.send("PATCH", tenant.organization_values, {FIELD: None})
        answer = tenant.send("PATCH", tenant.organization_values, {FIELD: written})
        assert answer.status_code == 204
        assert tenant.get(tenant.organization_values) == {FIELD: ids[option]}


def test_anything_but_an_option_is_refused_and_nothing_changes(
    tenant: Tenant, ids: dict[str, str]
) -> None:
    tenant.send("PATCH", tenant.organization_values, {FIELD: "Disabled"})

    @given(value=st.text(min_size=1).filter(lambda text: text not in OPTIONS) | st.integers())
    @settings(max_examples=40, deadline=None)
    def refused(value: object) -> None:
        answer = tenant.send("PATCH", tenant.organization_values, {FIELD: value})
        assert answer.status_code == 400
        assert tenant.get(tenant.organization_values) == {FIELD: ids["Disabled"]}

    refused()


@pytest.mark.parametrize("value", ["all", " All", "Enabled", True, ["All"], {"name": "All"}, 1.5])
def test_a_refused_option_names_the_field_and_the_options(
    tenant: Tenant, ids: dict[str, str], value: object
) -> None:
    tenant.ninjaone.switches = replace(tenant.ninjaone.switches, bad_option_status=422)
    answer = tenant.send("PATCH", tenant.organization_values, {FIELD: value})
    assert ids
    assert answer.status_code == 422
    assert FIELD in answer.get_json()["errorMessage"]


def test_a_deactivated_option_can_no_longer_be_chosen_but_stays_shown(
    tenant: Tenant, ids: dict[str, str]
) -> None:
    tenant.send("PATCH", tenant.organization_values, {FIELD: "All"})
    values = [
        {"id": option_id, "name": label, "active": label != "All"}
        for label, option_id in ids.items()
    ]
    tenant.send("PUT", f"/v2/custom-fields/field-name/{FIELD}", {"content": {"values": values}})
    assert tenant.get(tenant.organization_values) == {FIELD: ids["All"]}
    for written in ("All", ids["All"]):
        answer = tenant.send("PATCH", tenant.organization_values, {FIELD: written})
        assert answer.status_code == 400


def test_get_shows_options_by_label_when_the_switch_says_so(
    tenant: Tenant, ids: dict[str, str]
) -> None:
    tenant.send("PATCH", tenant.organization_values, {FIELD: ids["Windows Servers"]})
    tenant.ninjaone.switches = replace(tenant.ninjaone.switches, dropdown_get="label")
    assert tenant.get(tenant.organization_values) == {FIELD: "Windows Servers"}


@pytest.mark.parametrize("status", [404, 400])
def test_an_unknown_field_is_field_not_found(tenant: Tenant, status: int) -> None:
    tenant.ninjaone.switches = tenant.ninjaone.switches.from_json({"unknown_field_status": status})
    answer = tenant.send("PATCH", tenant.organization_values, {"nope": "x"})
    body = answer.get_json()
    assert answer.status_code == status
    assert list(body) == ["resultCode", "errorMessage", "incidentId"]
    assert body["resultCode"] == "FIELD_NOT_FOUND"
    assert body["errorMessage"] == "Field Not Found"
    assert re.fullmatch(INCIDENT, body["incidentId"])


def test_a_field_cannot_be_set_outside_its_definition_scope(tenant: Tenant) -> None:
    tenant.ninjaone.create_field(definition(definitionScope=["ORGANIZATION"]))
    for path in (tenant.device_values, tenant.location_values):
        answer = tenant.send("PATCH", path, {FIELD: "All"})
        assert answer.get_json()["resultCode"] == "FIELD_NOT_FOUND"
    assert tenant.send("PATCH", tenant.organization_values, {FIELD: "All"}).status_code == 204


def test_a_patch_with_one_bad_key_changes_nothing(tenant: Tenant, ids: dict[str, str]) -> None:
    tenant.ninjaone.create_field(plain_field("key", "TEXT"))
    for bad in ({"nope": 1}, {FIELD: "bad"}, {"key": 5}):
        changes = {"key": "x", FIELD: ids["All"], **bad}
        assert tenant.send("PATCH", tenant.organization_values, changes).status_code in (400, 404)
        assert tenant.get(tenant.organization_values) == {}


def test_null_clears_and_an_unset_field_has_no_key(tenant: Tenant, ids: dict[str, str]) -> None:
    assert tenant.get(tenant.organization_values) == {}
    tenant.send("PATCH", tenant.organization_values, {FIELD: ids["All"]})
    assert tenant.send("PATCH", tenant.organization_values, {FIELD: None}).status_code == 204
    assert tenant.get(tenant.organization_values) == {}


@pytest.mark.parametrize(
    ("choice", "status", "left"),
    [("ignore", 204, {"key": "x"}), ("clear", 204, {}), ("refuse", 400, {"key": "x"})],
)
def test_an_empty_text_is_treated_as_its_switch_says(
    tenant: Tenant, choice: str, status: int, left: dict[str, str]
) -> None:
    tenant.ninjaone.switches = tenant.ninjaone.switches.from_json({"empty_string": choice})
    tenant.ninjaone.create_field(plain_field("key", "TEXT"))
    tenant.send("PATCH", tenant.organization_values, {"key": "x"})
    assert tenant.send("PATCH", tenant.organization_values, {"key": ""}).status_code == status
    assert tenant.get(tenant.organization_values) == left


@pytest.mark.parametrize(("status", "left"), [(400, {"key": "x"}), (204, {})])
def test_clearing_a_required_field_is_treated_as_its_switch_says(
    tenant: Tenant, status: int, left: dict[str, str]
) -> None:
    tenant.ninjaone.switches = tenant.ninjaone.switches.from_json({"required_null": status})
    tenant.ninjaone.create_field(plain_field("key", "TEXT", content={"required": True}))
    tenant.send("PATCH", tenant.organization_values, {"key": "x"})
    assert tenant.send("PATCH", tenant.organization_values, {"key": None}).status_code == status
    assert tenant.get(tenant.organization_values) == left


@pytest.mark.parametrize(
    ("permission", "reads", "writes"),
    [
        ("NONE", False, False),
        ("READ_ONLY", True, False),
        ("WRITE_ONLY", False, True),
        ("READ_WRITE", True, True),
    ],
)
def test_the_api_can_do_exactly_what_its_permission_says(
    tenant: Tenant, permission: str, reads: bool, writes: bool
) -> None:
    tenant.ninjaone.create_field(plain_field("key", "TEXT", apiPermission=permission))
    tenant.ninjaone.set_value(
        Channel.TECHNICIAN, DefinitionScope.ORGANIZATION, tenant.organization, "key", "before"
    )
    answer = tenant.send("PATCH", tenant.organization_values, {"key": "after"})
    assert answer.status_code == (204 if writes else 403)
    seen = tenant.ninjaone.value(
        Channel.TECHNICIAN, DefinitionScope.ORGANIZATION, tenant.organization, "key"
    )
    assert seen == ("after" if writes else "before")
    assert ("key" in tenant.get(tenant.organization_values)) is reads
    reported = tenant.get("/v2/queries/scoped-custom-fields")["results"]
    assert bool(reported) is reads


@pytest.mark.parametrize("status", [400, 403])
def test_a_refused_write_has_the_status_of_its_switch(tenant: Tenant, status: int) -> None:
    tenant.ninjaone.switches = tenant.ninjaone.switches.from_json({"readonly_write_status": status})
    tenant.ninjaone.create_field(definition(apiPermission="READ_ONLY"))
    answer = tenant.send("PATCH", tenant.organization_values, {FIELD: "All"})
    assert answer.status_code == status
    assert FIELD in answer.get_json()["errorMessage"]


def test_a_device_shows_its_own_values_and_inherits_only_when_asked(
    tenant: Tenant, ids: dict[str, str]
) -> None:
    tenant.send("PATCH", tenant.organization_values, {FIELD: "All"})
    assert tenant.get(tenant.device_values) == {}
    assert tenant.get(tenant.device_values, withInheritance="true") == {FIELD: ids["All"]}
    assert tenant.get(tenant.location_values) == {}
    assert tenant.get(tenant.location_values, withInheritance="true") == {FIELD: ids["All"]}
    tenant.send("PATCH", tenant.location_values, {FIELD: "Windows"})
    assert tenant.get(tenant.device_values, withInheritance="true") == {FIELD: ids["Windows"]}
    tenant.send("PATCH", tenant.device_values, {FIELD: "Disabled"})
    assert tenant.get(tenant.device_values) == {FIELD: ids["Disabled"]}
    assert tenant.get(tenant.device_values, withInheritance="true") == {FIELD: ids["Disabled"]}


def test_a_default_applies_on_read_only_when_the_switch_says_so(tenant: Tenant) -> None:
    created = tenant.ninjaone.create_field(
        definition(defaultValue="Disabled", definitionScope=["ORGANIZATION"])
    )
    assert tenant.get(tenant.organization_values) == {}
    tenant.ninjaone.switches = replace(tenant.ninjaone.switches, default_applies_on_read=True)
    shown = {FIELD: option_ids(created)["Disabled"]}
    assert tenant.get(tenant.organization_values) == shown
    assert tenant.get(tenant.device_values) == {}
    assert tenant.get(tenant.device_values, withInheritance="true") == shown
    tenant.send("PATCH", tenant.organization_values, {FIELD: "All"})
    assert tenant.get(tenant.organization_values) == {FIELD: option_ids(created)["All"]}


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("TEXT", "text"),
        ("TEXT_MULTILINE", "two\nlines"),
        ("EMAIL", "a@example.com"),
        ("PHONE", "+15550100"),
        ("URL", "https://example.com"),
        ("IP_ADDRESS", "192.0.2.1"),
        ("IP_ADDRESS", "2001:db8::1"),
        ("CHECKBOX", True),
        ("CHECKBOX", False),
        ("NUMERIC", 42),
        ("DECIMAL", 1.5),
        ("DATE", 1_700_000_000_000),
        ("DATE_TIME", 1_700_000_000_123),
        ("TIME", 43_200_000),
        ("WYSIWYG", {"text": "hi", "html": "<p>hi</p>"}),
        ("NODE_DROPDOWN", 1),
        ("CLIENT_MULTI_SELECT", [1, 2]),
    ],
)
def test_a_value_is_shown_as_it_was_written(tenant: Tenant, kind: str, written: object) -> None:
    tenant.ninjaone.create_field(plain_field("key", kind))
    assert tenant.send("PATCH", tenant.organization_values, {"key": written}).status_code == 204
    shown = tenant.get(tenant.organization_values)["key"]
    assert shown == written
    assert type(shown) is type(written)


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("TEXT", 1),
        ("CHECKBOX", 1),
        ("CHECKBOX", "true"),
        ("NUMERIC", True),
        ("NUMERIC", 1.5),
        ("NUMERIC", "1"),
        ("DECIMAL", "1.5"),
        ("DATE", "2024-01-01"),
        ("DATE", 10**18),
        ("TIME", 86_400_000),
        ("TIME", -1),
        ("WYSIWYG", "<p>hi</p>"),
        ("WYSIWYG", {}),
        ("IP_ADDRESS", "example.com"),
        ("NODE_DROPDOWN", "1"),
        ("CLIENT_MULTI_SELECT", ["1"]),
        ("ATTACHMENT", "x"),
        ("TOTP", "x"),
    ],
)
def test_a_value_of_another_type_is_refused(tenant: Tenant, kind: str, written: object) -> None:
    tenant.ninjaone.create_field(plain_field("key", kind))
    answer = tenant.send("PATCH", tenant.organization_values, {"key": written})
    assert answer.status_code == 400
    assert "key" in answer.get_json()["errorMessage"]
    assert tenant.get(tenant.organization_values) == {}


@pytest.mark.parametrize(
    ("kind", "advanced", "good", "bad"),
    [
        ("TEXT", {"maxCharacters": 3}, "abc", "abcd"),
        ("TEXT_ENCRYPTED", {}, "x" * 200, "x" * 201),
        ("NUMERIC", {"numericRange": {"min": 1, "max": 3}}, 3, 4),
        ("DECIMAL", {"numericRange": {"min": 0.5}}, 0.5, 0.4),
        ("IP_ADDRESS", {"ipAddressType": "IPV4"}, "192.0.2.1", "2001:db8::1"),
    ],
)
def test_the_limits_of_the_advanced_settings_hold(
    tenant: Tenant, kind: str, advanced: dict[str, object], good: object, bad: object
) -> None:
    tenant.ninjaone.create_field(plain_field("key", kind, content={"advancedSettings": advanced}))
    assert tenant.send("PATCH", tenant.organization_values, {"key": good}).status_code == 204
    assert tenant.send("PATCH", tenant.organization_values, {"key": bad}).status_code == 400


def test_a_multi_select_takes_labels_and_ids_and_shows_ids(tenant: Tenant) -> None:
    created = tenant.ninjaone.create_field(definition(type="MULTI_SELECT"))
    ids = option_ids(created)
    tenant.send("PATCH", tenant.organization_values, {FIELD: ["All", ids["Windows"], "All"]})
    assert tenant.get(tenant.organization_values) == {FIELD: [ids["All"], ids["Windows"]]}
    for bad in (["All", "none of it"], "All", [1]):
        answer = tenant.send("PATCH", tenant.organization_values, {FIELD: bad})
        assert answer.status_code == 400


def test_a_secure_value_is_not_shown_in_the_entitys_values(tenant: Tenant) -> None:
    tenant.ninjaone.create_field(plain_field("secret", "TEXT_ENCRYPTED"))
    tenant.send("PATCH", tenant.organization_values, {"secret": "s3cret"})
    assert tenant.get(tenant.organization_values) == {}
    report = "/v2/queries/scoped-custom-fields"
    assert tenant.get(report)["results"] == []
    shown = tenant.get(report, showSecureValues="true")["results"]
    assert shown[0]["fields"] == {"secret": "s3cret"}


@pytest.mark.parametrize(
    "path",
    [
        "/v2/organization/99/custom-fields",
        "/v2/organization/1/location/99/custom-fields",
        "/v2/organization/99/location/1/custom-fields",
        "/v2/device/99/custom-fields",
    ],
)
def test_values_of_an_entity_that_does_not_exist_are_not_found(tenant: Tenant, path: str) -> None:
    for method, body in (("GET", None), ("PATCH", {})):
        answer = tenant.send(method, path, body)
        assert answer.status_code == 404
        assert answer.get_json()["resultCode"] == "NOT_FOUND"
        assert answer.get_json()["incidentId"].startswith("WEB-")


def test_an_id_beyond_int32_is_no_path_of_the_api(tenant: Tenant) -> None:
    answer = tenant.send("GET", f"/v2/device/{2**31}/custom-fields")
    assert answer.get_json() == {"resultCode": "FAILURE", "errorMessage": "HTTP 404 Not Found"}


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b"[" * 100_000])
def test_a_patch_that_is_no_json_object_is_refused(tenant: Tenant, body: bytes) -> None:
    answer = tenant.client.patch(
        tenant.organization_values,
        data=body,
        headers={"Authorization": f"Bearer {tenant.token}"},
    )
    assert answer.status_code == 400


LEVELS = {
    "NODE": DefinitionScope.NODE,
    "LOCATION": DefinitionScope.LOCATION,
    "ORGANIZATION": DefinitionScope.ORGANIZATION,
}


class Inheritance(RuleBasedStateMachine):
    """Values set and cleared anywhere: a device shows the closest one of the field's scopes."""

    shared: Tenant

    def __init__(self) -> None:
        super().__init__()
        self.tenant = self.shared
        self.tenant.reset()
        self.entity = {
            "NODE": self.tenant.device,
            "LOCATION": self.tenant.location,
            "ORGANIZATION": self.tenant.organization,
        }
        self.scopes: list[str] = []
        self.set: dict[str, str] = {}

    @precondition(lambda self: not self.scopes)
    @rule(scopes=st.lists(st.sampled_from(sorted(LEVELS)), min_size=1, unique=True))
    def define(self, scopes: list[str]) -> None:
        """Create the field."""
        self.tenant.ninjaone.create_field(plain_field("key", "TEXT", definitionScope=scopes))
        self.scopes = scopes

    @precondition(lambda self: self.scopes)
    @rule(level=st.sampled_from(sorted(LEVELS)), value=st.none() | st.text(min_size=1, max_size=5))
    def write(self, level: str, value: str | None) -> None:
        """Set or clear it somewhere; refused where the field is not defined."""
        try:
            self.tenant.ninjaone.set_value(
                Channel.API, LEVELS[level], self.entity[level], "key", value
            )
        except NinjaOneError:
            assert level not in self.scopes
            return
        assert level in self.scopes
        if value is None:
            self.set.pop(level, None)
        else:
            self.set[level] = value

    @invariant()
    def the_closest_value_wins(self) -> None:
        """Compare each level with the model, and the other location's device with its own."""
        if not self.scopes:
            return
        order = ["NODE", "LOCATION", "ORGANIZATION"]
        for level in order:
            chain = order[order.index(level) :]
            expected = next((self.set[step] for step in chain if step in self.set), None)
            if any(step in self.scopes for step in chain):
                assert self.read(level, self.entity[level]) == expected
        if {"NODE", "LOCATION", "ORGANIZATION"} & set(self.scopes):
            assert self.read("NODE", self.tenant.other_device) == self.set.get("ORGANIZATION")

    def read(self, level: str, entity: int) -> object:
        """Read the inherited value."""
        return self.tenant.ninjaone.value(Channel.API, LEVELS[level], entity, "key", inherited=True)


def test_the_closest_value_wins_whatever_is_set_and_cleared(tenant: Tenant) -> None:
    class OverTenant(Inheritance):
        shared = tenant

    run_state_machine_as_test(
        OverTenant, settings=settings(max_examples=8, stateful_step_count=12, deadline=None)
    )
