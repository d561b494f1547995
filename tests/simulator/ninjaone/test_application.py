"""One tenant under many clients at once, over snapshots, and behind the edge's questions."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from werkzeug.test import Client

from failmode.simulator.ninjaone.operations import identify
from tests.simulator.environs import environ
from tests.simulator.ninjaone.tenant import Tenant, definition, plain_field


def test_of_many_creations_of_one_name_exactly_one_succeeds(tenant: Tenant) -> None:
    app = tenant.client.application
    headers = {"Authorization": f"Bearer {tenant.token}"}

    def attempt(_: int) -> int:
        answer = Client(app).post("/v2/custom-fields", json=definition(), headers=headers)
        return answer.status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = sorted(pool.map(attempt, range(16)))
    assert statuses == [200] + [400] * 15


def test_writes_and_reads_at_once_lose_nothing(tenant: Tenant) -> None:
    app = tenant.client.application
    headers = {"Authorization": f"Bearer {tenant.token}"}
    names = [f"key{number}" for number in range(16)]
    for name in names:
        tenant.ninjaone.create_field(plain_field(name, "TEXT"))

    def write(name: str) -> int:
        client = Client(app)
        client.get(tenant.organization_values, headers=headers)
        answer = client.patch(tenant.organization_values, json={name: name}, headers=headers)
        return answer.status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(write, names)) == {204}
    assert tenant.get(tenant.organization_values) == {name: name for name in names}


def test_a_snapshot_brings_back_definitions_values_and_tokens(tenant: Tenant) -> None:
    tenant.ninjaone.create_field(definition(defaultValue="All"))
    tenant.send("PATCH", tenant.organization_values, {"cpvalDuoFailopen": "Disabled"})
    shown = tenant.ninjaone.field("cpvalDuoFailopen")
    values = tenant.get(tenant.organization_values)
    agent = tenant.ninjaone.agent_token(tenant.device)
    snapshot = tenant.store.snapshot()
    tenant.store.clear()
    assert tenant.ninjaone.field_names() == []
    assert tenant.ninjaone.organization_ids() == []
    tenant.store.restore(snapshot)
    assert tenant.ninjaone.field("cpvalDuoFailopen") == shown
    assert tenant.get(tenant.organization_values) == values
    assert tenant.ninjaone.agent_token(tenant.device) == agent


@pytest.mark.parametrize(
    ("method", "path", "operation"),
    [
        ("POST", "/ws/oauth/token", "oauth-token"),
        ("POST", "/oauth/token", "oauth-token"),
        ("GET", "/v2/custom-fields", "custom-fields-list"),
        ("PUT", "/api/v2/custom-fields/field-name/cpvalDuoFailopen", "custom-field-update"),
        ("PATCH", "/v2/organization/1/custom-fields", "organization-custom-fields-patch"),
        ("PATCH", "/v2/organization/1/location/2/custom-fields", "location-custom-fields-patch"),
        ("GET", "/api/v2/device/1/custom-fields", "device-custom-fields-get"),
        ("HEAD", "/v2/devices", "devices-list"),
        ("GET", "/_agent/v1/options", "agent-options"),
        ("GET", "/v2/nowhere", "GET /v2/nowhere"),
        ("PATCH", "/v2/devices", "PATCH /v2/devices"),
        ("GET", "/api/_agent/v1/field", "GET /api/_agent/v1/field"),
    ],
)
def test_the_edge_learns_the_operation_of_a_request(method: str, path: str, operation: str) -> None:
    identified = identify(environ(method, path))
    assert identified.operation == operation
    assert identified.stage is None
    assert identified.user is None
