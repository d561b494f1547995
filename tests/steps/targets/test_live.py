"""A live NinjaOne tenant as the target, proved on a simulator in another process."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from failmode.simulator.control.client import ControlClient
from failmode.steps.targets.capabilities import FieldDefinition
from tests.cli.serving import Served, serving
from tests.failopen_field import OPTIONS
from tests.harness import Run, run_feature
from tests.patience import PATIENT_SECONDS
from tests.tenants import DOCUMENTED, ServedTenant


@pytest.fixture(scope="module")
def tenant() -> Iterator[Served]:
    """Run a tenant in another process."""
    with serving() as process:
        yield process


def define(tenant: Served, definition: FieldDefinition) -> None:
    """Define the field in the tenant, as its administrator would have done before."""
    with ControlClient(tenant.facts["addresses"]["control"]["url"]) as control:
        ServedTenant(tenant, control).define(definition)


def run(
    tenant: Served,
    folder: Path,
    *,
    writes: bool = False,
    among: str = "",
    options: Mapping[str, str] | None = None,
) -> Run:
    """Run the field's scenarios against the tenant, configured as a user would."""
    keys = tenant.facts["credentials"]["ninjaone"]
    table = {
        "kind": "ninjaone",
        "url": tenant.facts["addresses"]["ninjaone"]["url"],
        "ca_file": tenant.facts["ca_file"],
        "client_id_env": "CUSTOMER_ID",
        **(options or {}),
    }
    targets = f"[targets.customer]\nallow_writes = {str(writes).lower()}\n"
    targets += "".join(f'{key} = "{value}"\n' for key, value in table.items())
    return run_feature(
        "ninjaone/cpval-duo-failopen.feature",
        folder,
        "customer",
        targets,
        "-rs",
        "-k",
        among,
        environment={
            "CUSTOMER_ID": keys["client_id"],
            "NINJAONE_CLIENT_SECRET": keys["client_secret"],
        },
    )


def methods_used(tenant: Served) -> set[tuple[str, str]]:
    """List method and operation of every request that the tenant saw."""
    with ControlClient(tenant.facts["addresses"]["control"]["url"]) as control:
        exchanges = control.journal(vendor="ninjaone", limit=1000)["exchanges"]
    return {(e["method"], e["operation"]) for e in exchanges}


def test_a_tenant_is_only_read_and_what_needs_more_is_left_out_by_cause(
    tenant: Served, tmp_path: Path
) -> None:
    define(tenant, DOCUMENTED)
    with ControlClient(tenant.facts["addresses"]["control"]["url"]) as control:
        control.clear_journal()
    result = run(tenant, tmp_path)
    assert result.code == 0, result.output
    assert "13 passed, 113 deselected" in result.output, result.output
    (line,) = (one for one in result.output.splitlines() if one.startswith("failmode: "))
    assert line.startswith("failmode: left out 113 scenarios that the target 'customer' cannot run")
    for cause in (
        " give the organization a value (read-only: allow_writes is not given)",
        " set values as the API (read-only: allow_writes is not given)",
        " set values as the technician",
    ):
        assert cause in line
    written = {
        (method, operation)
        for method, operation in methods_used(tenant)
        if method != "GET" and operation != "oauth-token"
    }
    assert not written, "a read-only run wrote to the tenant"


def test_a_tenant_that_differs_is_told_with_the_document_line(
    tenant: Served, tmp_path: Path
) -> None:
    define(tenant, replace(DOCUMENTED, default=None, options=tuple(reversed(OPTIONS))))
    result = run(tenant, tmp_path, among="of_the_field")
    assert result.code == 1, result.output
    assert "2 failed" in result.output, result.output
    assert "docs/ninjaone/cpval-duo-failopen.md:" in result.output
    assert "expected: Default Value of cpvalDuoFailopen is 'Disabled'" in result.output
    assert tenant.facts["credentials"]["ninjaone"]["client_secret"] not in result.output


def test_a_tenant_with_writes_allowed_gets_its_value_back(tenant: Served, tmp_path: Path) -> None:
    define(tenant, DOCUMENTED)
    keys = tenant.facts["credentials"]["ninjaone"]
    context = ssl.create_default_context(cafile=tenant.facts["ca_file"])
    url = tenant.facts["addresses"]["ninjaone"]["url"]
    with httpx.Client(base_url=url, verify=context, timeout=PATIENT_SECONDS) as client:
        form = {**keys, "grant_type": "client_credentials"}
        form.pop("agents")
        token = client.post("/ws/oauth/token", data=form).json()["access_token"]
        client.headers["Authorization"] = f"Bearer {token}"
        path = "/v2/organization/1/custom-fields"
        assert client.patch(path, json={"cpvalDuoFailopen": "Macintosh"}).status_code == 204
        before = client.get(path).json()
        result = run(tenant, tmp_path, writes=True, among="documented_option or another_spelling")
        assert result.code == 0, result.output
        assert client.get(path).json() == before
    assert any(method == "PATCH" for method, _ in methods_used(tenant))


def refused(tenant: Served, folder: Path, **options: str) -> str:
    """Run against a tenant that cannot be used; give the one line that says why."""
    result = run(tenant, folder, options=options)
    assert result.code == 2, result.output
    assert "Traceback" not in result.output
    (line,) = (one for one in result.output.splitlines() if "failmode: " in one)
    assert tenant.facts["credentials"]["ninjaone"]["client_secret"] not in result.output
    return line


def test_a_tenant_without_the_field_is_one_clear_line(tenant: Served, tmp_path: Path) -> None:
    define(tenant, replace(DOCUMENTED, name="another"))
    assert (
        "failmode: target 'customer': the tenant has no custom field 'cpvalDuoFailopen'. Create it"
    ) in refused(tenant, tmp_path)


def test_a_tenant_without_the_organization_is_one_clear_line(
    tenant: Served, tmp_path: Path
) -> None:
    define(tenant, DOCUMENTED)
    assert "failmode: target 'customer': the tenant shows no organization Nobody" in refused(
        tenant, tmp_path, organization="Nobody"
    )


def test_an_address_where_nobody_answers_is_one_clear_line(tenant: Served, tmp_path: Path) -> None:
    assert "failmode: target 'customer': POST https://nobody.invalid/ws/oauth/token" in refused(
        tenant, tmp_path, url="https://nobody.invalid"
    )


def test_wrong_credentials_are_one_clear_line(tenant: Served, tmp_path: Path) -> None:
    define(tenant, DOCUMENTED)
    right = tenant.facts["credentials"]["ninjaone"]["client_secret"]
    tenant.facts["credentials"]["ninjaone"]["client_secret"] = "wrong"
    try:
        result = run(tenant, tmp_path)
    finally:
        tenant.facts["credentials"]["ninjaone"]["client_secret"] = right
    assert result.code == 2
    assert "failmode: target 'customer': no access token from" in result.output
    assert "Traceback" not in result.output
