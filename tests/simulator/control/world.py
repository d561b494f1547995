"""A simulator with a row in every table, and a look at everything that shows them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlencode

import httpx

from failmode.simulator.duo.admin.operations import OPERATIONS as ADMIN_OPERATIONS
from failmode.simulator.duo.api.signature import Version, rfc2822, sign
from failmode.simulator.network import Timeouts, call
from failmode.simulator.runtime import Simulator
from failmode.simulator.runtime.simulator import NINJAONE_HOST
from failmode.simulator.state.metadata import METADATA

_TIMEOUTS = Timeouts(connect=20, read=20, total=40)

ROWS: Mapping[str, Mapping[str, Any]] = {
    "duo_rates": {"ikey": "DIXXXXXXXXXXXXXXXXXX", "window": 1_700_000_000, "requests": 3},
    "duo_settings": {"name": "sms_batch_size", "value": 5},
    "duo_passcodes": {"passcode_id": 1, "device": None, "code": "1234567", "used": None},
    "duo_bypass_codes": {
        "bypass_code_id": "DBXXXXXXXXXXXXXXXXXX",
        "code": "123456789",
        "created": 1_700_000_000.0,
        "expires": None,
        "uses_left": 1,
    },
    "duo_enrollments": {
        "activation_code": "duo://abc",
        "created": 1_700_000_000.0,
        "expires": 1_900_000_000.0,
        "activated": None,
    },
    "duo_trusted_devices": {
        "token": "token",
        "txid": "7e5f0bd4-0000-4000-8000-000000000000",
        "expires": 1_900_000_000.0,
    },
    "duo_verified_pushes": {
        "txid": "7e5f0bd4-0000-4000-8000-000000000001",
        "code": "123456",
        "expires": 1_900_000_000.0,
    },
    "duo_preauth_ends": {
        "txid": "7e5f0bd4-0000-4000-8000-000000000002",
        "created": 1_700_000_000.0,
        "username": "alice",
        "outcome": "bypass",
        "ipaddr": "192.0.2.1",
        "hostname": None,
        "alias": "al",
    },
    "duo_transactions": {
        "txid": "7e5f0bd4-0000-4000-8000-000000000003",
        "username": "alice",
        "factor": "push",
        "number": "XXX-XXX-0100",
        "created": 1_700_000_000.0,
        "expires": 1_700_000_060.0,
        "answer": "approve",
        "answer_after_seconds": 5.0,
        "outcome": None,
        "decision": "denied",
        "decided": 1_700_000_001.0,
        "delivered": 1,
        "ipaddr": "192.0.2.1",
        "hostname": None,
        "pushinfo": "from=login",
        "type": "Login",
        "display_username": "Alice",
        "verification_code": None,
        "passcode_kind": None,
        "alias": None,
    },
    "duo_user_names": {"firstname": "Alice", "lastname": "Example"},
    "duo_phone_details": {"type": "Mobile", "extension": "", "predelay": "", "postdelay": ""},
    "duo_permissions": {"permissions": "adminapi_read_log,adminapi_read_resource"},
    "duo_integration_notes": {
        "notes": "a note",
        "greeting": "hello",
        "self_service_allowed": True,
        "sso": None,
    },
    "duo_permitted_groups": {"group_id": "DGXXXXXXXXXXXXXXXXXX"},
    "duo_administrators": {
        "admin_id": "DEXXXXXXXXXXXXXXXXXX",
        "name": "Ada",
        "email": "Ada@acme.example",
        "email_key": "ada@acme.example",
        "phone": "",
        "role": "Owner",
        "status": "Active",
        "password_change_required": False,
        "created": 1_700_000_000.0,
    },
    "duo_policies": {
        "policy_key": "POXXXXXXXXXXXXXXXXXX",
        "name": "Strict",
        "name_key": "strict",
        "sections": '{"browsers": {"blocked_browsers_list": ["ie"]}}',
    },
    "duo_applied_policies": {"policy_key": "POXXXXXXXXXXXXXXXXXX"},
    "duo_admin_log": {
        "entry_id": 1,
        "created": 1_700_000_000.0,
        "username": "admin",
        "action": "user_create",
        "object": "alice",
        "description": '{"realname": "Alice"}',
    },
    "duo_sso_sources": {
        "rikey": "RIXXXXXXXXXXXXXXXXXX",
        "settings": {
            "servers": [{"hostname": "dc1.example.test", "port": 636}],
            "base_dns": ["dc=example,dc=test"],
            "username_attributes": ["samaccountname"],
            "auth_type": "plain",
            "ntlm_domain": None,
            "ntlm_workstation": None,
            "transport_type": "ldaps",
            "ssl_verify_hostname": True,
            "ssl_ca_certs": None,
            "timeout": 60,
        },
    },
    "duo_call_limits": {"kind": "authentication_log", "requests": 100},
    "duo_limited_calls": {"call_id": 1, "kind": "authentication_log", "called": 1_700_000_000.0},
    "duo_groups": {
        "group_id": "DGXXXXXXXXXXXXXXXXXX",
        "name": "Staff",
        "name_key": "staff",
        "description": "",
        "status": "active",
    },
    "duo_group_members": {"group_id": "DGXXXXXXXXXXXXXXXXXX"},
    "duo_aliases": {"number": 1, "alias": "al", "name_key": "al", "simple_key": "al"},
    "duo_telephony": {
        "telephony_id": "7e5f0bd4-0000-4000-8000-000000000004",
        "created": 1_700_000_000.0,
        "context": "enrollment",
        "phone": "+17345550100",
    },
    "duo_failures": {"failures": 1, "locked_until": None},
    "duo_phone_activations": {"activation_code": "duo://abc"},
    "duo_universal_prompts": {
        "session_id": "session",
        "username": "alice",
        "redirect_uri": "https://app.example/callback",
        "state": "x" * 32,
        "nonce": None,
        "code_name": "duo_code",
        "enroll_portal_url": None,
        "expires": 1_900_000_000.0,
        "txid": None,
        "ended": None,
        "code": None,
        "redeemed": None,
    },
    "duo_universal_assertions": {"jti": "jti", "expires": 1_900_000_000.0},
    "ninjaone_switches": {"name": "dropdown_get", "value": "label"},
}
"""A row of each table that nothing of the seed data fills, without what refers to other rows."""


def full_snapshot(simulator: Simulator) -> dict[str, Any]:
    """Return a snapshot that has a row in every table.

    Args:
        simulator: a running simulator, whose state is used for it.
    """
    http = httpx.Client(base_url=simulator.addresses.control.url, trust_env=False, timeout=60)
    with http:
        for body in (
            {"name": "failopen", "options": ["All", "Disabled"], "default": "All"},
            {"name": "remark", "scopes": ["NODE", "LOCATION", "ORGANIZATION"]},
        ):
            http.post("/_sim/fields", json=body).raise_for_status()
        for place, value in (
            ("ORGANIZATION/1/failopen", "Disabled"),
            ("LOCATION/1/remark", "a text"),
            ("NODE/1/remark", "another text"),
        ):
            answer = http.put(f"/_sim/console/values/{place}", json={"value": value})
            answer.raise_for_status()
        _ninjaone_token(simulator)
        snapshot: dict[str, Any] = http.get("/_sim/snapshot").json()
    tables = snapshot["tables"]
    user = tables["duo_users"][0]["user_id"]
    references = {
        "user_id": user,
        "device": next(row["device"] for row in tables["duo_devices"] if row["user_id"] == user),
        "ikey": tables["duo_integrations"][0]["ikey"],
    }
    for table in METADATA.sorted_tables:
        if not tables[table.name]:
            row = ROWS[table.name]
            missing = set(table.columns.keys()) - set(row)
            tables[table.name] = [{**row, **{name: references[name] for name in missing}}]
    return snapshot


def looks(simulator: Simulator) -> Iterator[tuple[str, int]]:
    """Look at every page and every answer that shows what is stored; name and status of each.

    Args:
        simulator: a running simulator.
    """
    control = httpx.Client(base_url=simulator.addresses.control.url, trust_env=False, timeout=60)
    with control:
        yield from _control_looks(control)
    yield from _duo_looks(simulator)
    yield from _ninjaone_looks(simulator)


def _control_looks(http: httpx.Client) -> Iterator[tuple[str, int]]:
    for path in (
        *("/", "/_sim/users", "/_sim/info", "/_sim/pushes", "/_sim/integrations"),
        *("/_sim/enrollments", "/_sim/switches", "/_sim/fields", "/_sim/organizations"),
        *("/_sim/devices", "/_sim/clock", "/_sim/snapshot", "/_sim/faults"),
        *("/_sim/users/alice/passcodes", "/_sim/users/alice/bypass-codes"),
        *("/_sim/console/values/NODE/1", "/_sim/console/values/ORGANIZATION/1"),
    ):
        yield path, http.get(path).status_code
    for field in http.get("/_sim/fields").json()["fields"][:3]:
        path = f"/_sim/fields/{quote(field['name'], safe='')}"
        yield path, http.get(path).status_code


def _duo_looks(simulator: Simulator) -> Iterator[tuple[str, int]]:
    for method, path, params in (
        ("GET", "/auth/v2/ping", {}),
        ("GET", "/auth/v2/check", {}),
        ("POST", "/auth/v2/preauth", {"username": "alice"}),
        ("POST", "/auth/v2/preauth", {"username": "bob"}),
        ("POST", "/auth/v2/enroll_status", {"user_id": "x", "activation_code": "duo://abc"}),
        (
            "POST",
            "/auth/v2/auth",
            {"username": "alice", "factor": "push", "device": "auto", "async": "1"},
        ),
        (
            "POST",
            "/auth/v2/auth",
            {"username": "alice", "factor": "passcode", "passcode": "1234567"},
        ),
    ):
        yield f"duo {path}", _duo(simulator, "", method, path, params)
    for operation in ADMIN_OPERATIONS:
        if operation.method == "GET" and "{" not in operation.path:
            yield (
                f"duo {operation.path}",
                _duo(simulator, "adminapi", "GET", operation.path, {}),
            )
    end = int(simulator.clock.now() * 1000) - 600_000
    window = {"mintime": str(end - 86_400_000), "maxtime": str(end)}
    path = "/admin/v2/logs/authentication"
    yield f"duo {path}", _duo(simulator, "adminapi", "GET", path, window)


def _duo(simulator: Simulator, kind: str, method: str, path: str, params: dict[str, str]) -> int:
    keys = simulator.keys
    ikey, skey = (keys.ikey, keys.skey) if not kind else (keys.admin_ikey, keys.admin_skey)
    form = urlencode(params)
    headers = sign(
        Version.V2,
        method=method,
        host=keys.api_host,
        path=path,
        ikey=ikey,
        skey=skey,
        params=params,
        date=rfc2822(simulator.clock.now()),
    )
    is_post = method == "POST"
    if is_post:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    return call(
        simulator.network,
        method,
        keys.api_host,
        path if is_post or not form else f"{path}?{form}",
        headers=headers,
        body=form.encode() if is_post else b"",
        timeouts=_TIMEOUTS,
        ca_file=simulator.ca_file,
    ).status


def _ninjaone_looks(simulator: Simulator) -> Iterator[tuple[str, int]]:
    status, token = _ninjaone_token(simulator)
    yield "ninjaone token", status
    for path in (
        *("/v2/organizations", "/v2/organizations-detailed", "/v2/locations", "/v2/devices"),
        *("/v2/devices-detailed", "/v2/device-custom-fields", "/v2/organization/1"),
        *("/v2/device/1", "/v2/device/1/custom-fields?withInheritance=true"),
        *("/v2/organization/1/custom-fields", "/v2/custom-fields", "/v2/device/1/custom-fields"),
        *("/v2/queries/custom-fields", "/v2/queries/custom-fields-detailed"),
        "/v2/queries/scoped-custom-fields?showSecureValues=true",
    ):
        headers = {"Authorization": f"Bearer {token}"}
        yield f"ninjaone {path}", _ninjaone(simulator, "GET", path, headers)[0]


def _ninjaone_token(simulator: Simulator) -> tuple[int, str]:
    keys = simulator.keys
    form = {
        "grant_type": "client_credentials",
        "client_id": keys.client_id,
        "client_secret": keys.client_secret,
        "scope": "monitoring management",
    }
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    status, body = _ninjaone(simulator, "POST", "/ws/oauth/token", headers, urlencode(form))
    return status, json.loads(body).get("access_token", "none")


def _ninjaone(
    simulator: Simulator, method: str, path: str, headers: dict[str, str], body: str = ""
) -> tuple[int, bytes]:
    answer = call(
        simulator.network,
        method,
        NINJAONE_HOST,
        path,
        headers=headers,
        body=body.encode(),
        timeouts=_TIMEOUTS,
        ca_file=simulator.ca_file,
    )
    return answer.status, answer.body
