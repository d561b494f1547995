"""OAuth client credentials: tokens, scopes, expiry, and the exact bodies of refusals."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from failmode.simulator.errors import ConfigError
from failmode.simulator.ninjaone.enums import OAuthScope
from tests.simulator.ninjaone.tenant import INCIDENT, Tenant, definition


@pytest.mark.parametrize("path", ["/ws/oauth/token", "/oauth/token"])
def test_a_token_without_asked_scopes_has_all_of_the_application(tenant: Tenant, path: str) -> None:
    answer = tenant.client.post(
        path,
        data={
            "grant_type": "client_credentials",
            "client_id": tenant.credentials.client_id,
            "client_secret": tenant.credentials.client_secret,
        },
    )
    body = answer.get_json()
    assert answer.status_code == 200
    assert list(body) == ["access_token", "expires_in", "scope", "token_type"]
    assert body["expires_in"] == 3600
    assert body["scope"] == "monitoring management"
    assert body["token_type"] == "Bearer"
    assert "refresh_token" not in body


def test_a_token_has_only_the_scopes_that_were_asked_for(tenant: Tenant) -> None:
    assert tenant.new_token(scope="management").get_json()["scope"] == "management"


def test_reading_needs_monitoring_and_writing_needs_management(tenant: Tenant) -> None:
    tenant.token = tenant.new_token(scope="monitoring").get_json()["access_token"]
    assert tenant.send("GET", "/v2/organizations").status_code == 200
    refused = tenant.send("POST", "/v2/custom-fields", definition())
    assert refused.status_code == 403
    assert refused.get_json() == {"resultCode": "permission_denied"}

    tenant.token = tenant.new_token(scope="management").get_json()["access_token"]
    assert tenant.send("GET", "/v2/organizations").status_code == 403
    assert tenant.send("POST", "/v2/custom-fields", definition()).status_code == 200


def test_a_token_ends_after_an_hour_by_the_simulators_clock(tenant: Tenant) -> None:
    tenant.clock.freeze()
    tenant.token = tenant.new_token().get_json()["access_token"]
    tenant.clock.advance(3599)
    assert tenant.send("GET", "/v2/organizations").status_code == 200
    tenant.clock.advance(1)
    expired = tenant.send("GET", "/v2/organizations")
    assert expired.status_code == 401
    assert expired.get_json() == {
        "error": "not_authenticated",
        "error_description": "Invalid credentials",
        "error_code": 10,
    }


def test_an_unknown_token_is_not_authenticated(tenant: Tenant) -> None:
    tenant.token = "0" * 64
    answer = tenant.send("GET", "/v2/organizations")
    assert answer.status_code == 401
    assert answer.get_json()["error_code"] == 10


def test_a_request_without_the_header_is_a_missing_header(tenant: Tenant) -> None:
    answer = tenant.client.get("/v2/organizations")
    assert answer.status_code == 400
    assert answer.get_json() == {
        "error": "missing_header",
        "error_description": "Missing required header",
        "error_code": 2,
    }


@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "Basic YTpi", "garbage", "Bearer a b"])
def test_a_malformed_bearer_is_an_invalid_header(tenant: Tenant, header: str) -> None:
    answer = tenant.client.get("/v2/organizations", headers={"Authorization": header})
    assert answer.status_code == 400
    assert answer.get_json() == {
        "error": "invalid_header",
        "error_description": "Invalid 'Authorization' header",
        "error_code": 1,
    }


def test_an_unknown_client_is_a_client_app_that_does_not_exist(tenant: Tenant) -> None:
    answer = tenant.new_token(client_id="nobody")
    body = answer.get_json()
    assert answer.status_code == 404
    assert list(body) == ["resultCode", "incidentId"]
    assert body["resultCode"] == "Client app not exist"
    assert re.fullmatch(INCIDENT, body["incidentId"])


@pytest.mark.parametrize("status", [400, 401])
def test_a_wrong_secret_is_refused_with_the_status_of_its_switch(
    tenant: Tenant, status: int
) -> None:
    tenant.ninjaone.switches = tenant.ninjaone.switches.from_json({"wrong_secret_status": status})
    answer = tenant.new_token(client_secret="wrong")
    assert answer.status_code == status
    assert answer.get_json()["error"] == "invalid_client"


def test_a_scope_that_the_application_lacks_is_refused_or_left_out_by_switch(
    tenant: Tenant,
) -> None:
    refused = tenant.new_token(scope="monitoring control")
    assert refused.status_code == 400
    assert refused.get_json()["error"] == "invalid_scope"
    tenant.ninjaone.switches = replace(tenant.ninjaone.switches, scope_not_allowed="narrow")
    assert tenant.new_token(scope="monitoring control").get_json()["scope"] == "monitoring"
    assert tenant.new_token(scope="control").get_json()["error"] == "invalid_scope"


def test_other_grants_are_refused_by_name(tenant: Tenant) -> None:
    answer = tenant.new_token(grant_type="authorization_code")
    assert answer.status_code == 400
    assert answer.get_json()["error"] == "unsupported_grant_type"
    assert "authorization_code" in answer.get_json()["error_description"]


@pytest.mark.parametrize("key", ["grant_type", "client_id", "client_secret"])
def test_a_token_request_without_a_parameter_names_it(tenant: Tenant, key: str) -> None:
    answer = tenant.new_token(**{key: ""})
    assert answer.status_code == 400
    assert key in answer.get_json()["error_description"]


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/v2/organizations"), ("GET", "/v2/nowhere"), ("DELETE", "/v2/devices"), ("GET", "/")],
)
def test_every_reply_carries_a_new_request_id_and_the_vendors_server_name(
    tenant: Tenant, method: str, path: str
) -> None:
    first, second = tenant.send(method, path), tenant.send(method, path)
    assert first.headers["Server"] == "Grizzly"
    assert first.headers["x-nj-request-id"] != second.headers["x-nj-request-id"]


def test_a_path_that_the_api_lacks_is_answered_as_the_vendor_does(tenant: Tenant) -> None:
    answer = tenant.send("GET", f"/v2/location/{tenant.location}/custom-fields")
    assert answer.status_code == 404
    assert answer.get_json() == {"resultCode": "FAILURE", "errorMessage": "HTTP 404 Not Found"}


def test_a_vendor_operation_that_is_not_simulated_says_so(tenant: Tenant) -> None:
    answer = tenant.send("GET", "/v2/tab/summary/global")
    assert answer.status_code == 501
    assert "does not simulate" in answer.get_json()["errorMessage"]


def test_client_credentials_may_be_barred_from_creating_fields_by_switch(tenant: Tenant) -> None:
    tenant.ninjaone.switches = replace(
        tenant.ninjaone.switches, client_credentials_create_fields=False
    )
    answer = tenant.send("POST", "/v2/custom-fields", definition())
    assert answer.status_code == 403
    assert answer.get_json() == {"resultCode": "user_context_required"}


def test_two_applications_cannot_share_a_client_id(tenant: Tenant) -> None:
    with pytest.raises(ConfigError, match="client_id"):
        tenant.ninjaone.add_application(
            "again", client_id=tenant.credentials.client_id, scopes=tuple(OAuthScope)
        )
