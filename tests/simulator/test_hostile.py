"""Whatever a request to a vendor holds, the vendor answers, and nothing breaks inside."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from failmode.simulator.duo.api.signature import Version, rfc2822, sign
from failmode.simulator.duo.application import OPERATIONS as DUO
from failmode.simulator.duo.sso.operations import LOGIN
from failmode.simulator.http_api.operation import VARIABLE, Operation
from failmode.simulator.network import Response, Timeouts, call
from failmode.simulator.ninjaone.operations import OPERATIONS as NINJAONE
from failmode.simulator.runtime import Simulator, SimulatorConfig
from failmode.simulator.runtime.simulator import NINJAONE_HOST

HUGE = 10**400
PARTS = ["1", "2", "%00", "%ED%A0%80", "a%0Ab", "x", "0" * 30, "%FF", "remark", "DU" + "X" * 18]
TEXTS = [
    *("alice", "1", "-1", "0" * 20, str(HUGE), "9" * 400, "1e309", "", "\0", "a\0b", "x" * 3000),
    *("push", "auto", "phone", "true", "id = 1 AND class in (MAC)", "a" + " " * 2000 + "b"),
    *("active", "\u2028", "é", "a\nb", "[]", "NODE", "TEXT"),
]
NAMES = {
    "duo": (
        *("username", "factor", "device", "async", "txid", "passcode", "ipaddr", "hostname"),
        *("valid_secs", "user_id", "activation_code", "limit", "offset", "mintime", "maxtime"),
        *("status", "realname", "email", "notes", "number", "name", "type", "platform", "count"),
        *("codes", "reuse_count", "serial", "secret", "counter", "totp_step", "phone_id"),
        *("alias1", "firstname", "lastname", "extension", "predelay", "usernames", "ikey"),
    ),
    "ninjaone": (
        *("pageSize", "after", "df", "cursor", "cursorName", "fields", "scopes", "fieldNames"),
        *("updatedAfter", "withInheritance", "showSecureValues", "name", "of", "grant_type"),
        *("client_id", "client_secret", "scope"),
    ),
}
JSON_NAMES = (
    *("label", "fieldName", "type", "definitionScope", "content", "values", "name", "id", "active"),
    *("advancedSettings", "maxCharacters", "numericRange", "min", "max", "customFields", "remark"),
    *("defaultValue", "required", "value", "failopen", "scope", "\0", "\ud800"),
)
SCALARS = st.sampled_from(
    [None, True, 0, -1, 1.5, 2**31, 2**63, HUGE, 1e308, "\0", "\ud800", "x", "TEXT", "DROPDOWN"]
)
JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(JSON_NAMES), inner, max_size=5)
    ),
    max_leaves=8,
)
CURSORS = st.dictionaries(
    st.sampled_from(
        [
            *("scopes", "device_filter", "fields", "updated_after", "show_secure"),
            *("size", "offset", "expires"),
        ]
    ),
    SCALARS | st.lists(SCALARS, max_size=2),
    max_size=8,
).map(lambda data: base64.urlsafe_b64encode(json.dumps(data).encode()).decode())


@pytest.fixture(scope="module")
def attacked(state_url: str) -> Iterator[Simulator]:
    with Simulator(SimulatorConfig(state_url=state_url)) as simulator:
        yield simulator


def send(
    simulator: Simulator, method: str, host: str, path: str, headers: dict[str, str], *, body: bytes
) -> Response:
    """Send one request; an end without an answer is raised."""
    return call(
        simulator.network,
        method,
        host,
        path,
        headers=headers,
        body=body,
        timeouts=Timeouts(connect=20, read=30, total=60),
        ca_file=simulator.ca_file,
    )


def token(simulator: Simulator) -> str:
    """Return a token of NinjaOne's API that may do everything."""
    keys = simulator.keys
    form = {
        "grant_type": "client_credentials",
        "client_id": keys.client_id,
        "client_secret": keys.client_secret,
    }
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    body = urlencode(form).encode()
    answer = send(simulator, "POST", NINJAONE_HOST, "/ws/oauth/token", headers, body=body)
    return str(json.loads(answer.body)["access_token"])


@st.composite
def requests(draw: st.DrawFn, vendor: str) -> tuple[Operation[Any], str, dict[str, str], Any]:
    """Return a request for any operation of a vendor: it, its path, parameters and JSON."""
    operation: Operation[Any] = draw(st.sampled_from(DUO if vendor == "duo" else NINJAONE))
    path = VARIABLE.sub(lambda _: draw(st.sampled_from(PARTS)), operation.path)
    names = draw(st.lists(st.sampled_from(NAMES[vendor]), max_size=5, unique=True))
    params = {name: draw(st.sampled_from(TEXTS)) for name in names}
    if vendor == "duo" and "username" not in params and draw(st.booleans()):
        params["username"] = "alice"
    if "cursor" in params:
        params["cursor"] = draw(CURSORS)
    return operation, path, params, draw(JSON)


def unbroken(simulator: Simulator, answer: Response, *meant: int) -> None:
    """Fail when a vendor gave an answer that an error of its own makes.

    Args:
        simulator: the vendor's.
        answer: what it said.
        meant: statuses from 500 on that this request may have.
    """
    note(f"{answer.status} {answer.body[:300]!r}")
    assert answer.status < 500 or answer.status in (501, *meant)
    assert simulator.control.health().failure_count == 0


SETTINGS = settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@SETTINGS
@given(request=requests("ninjaone"))
def test_no_request_to_ninjaone_breaks_anything_inside(
    attacked: Simulator, request: tuple[Operation[Any], str, dict[str, str], Any]
) -> None:
    operation, path, params, data = request
    is_agent = path.startswith("/_agent")
    proof = attacked.ninjaone.agent_token(1) if is_agent else token(attacked)
    headers = {"Authorization": f"Bearer {proof}"}
    body = b""
    if "token" in path:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = urlencode(params).encode()
    elif operation.method not in ("GET", "DELETE"):
        headers["Content-Type"] = "application/json"
        body = json.dumps(data).encode()
    query = f"?{urlencode(params)}" if params else ""

    unbroken(
        attacked, send(attacked, operation.method, NINJAONE_HOST, path + query, headers, body=body)
    )


@SETTINGS
@given(request=requests("duo"), as_json=st.booleans())
def test_no_request_to_duo_breaks_anything_inside(
    attacked: Simulator,
    request: tuple[Operation[Any], str, dict[str, str], Any],
    as_json: bool,
) -> None:
    operation, path, params, data = request
    keys = attacked.keys
    admin = path.startswith("/admin")
    is_post = operation.method == "POST"
    as_json = as_json and is_post and isinstance(data, dict)
    body = json.dumps({**data, **params}).encode() if as_json else urlencode(params).encode()
    version = Version.V5 if as_json else Version.V2
    headers = sign(
        version,
        method=operation.method,
        host=keys.api_host,
        path=path,
        ikey=keys.admin_ikey if admin else keys.ikey,
        skey=keys.admin_skey if admin else keys.skey,
        params={} if as_json else params,
        date=rfc2822(attacked.clock.now()),
        body=body if as_json else b"",
    )
    if is_post:
        kind = "application/json" if as_json else "application/x-www-form-urlencoded"
        headers["Content-Type"] = kind
    elif params:
        path, body = f"{path}?{urlencode(params)}", b""

    # Single Sign-On says so while no proxy could check a password.
    meant = (503,) if operation.path == LOGIN else ()
    answer = send(attacked, operation.method, keys.api_host, path, headers, body=body)
    unbroken(attacked, answer, *meant)


@pytest.mark.parametrize(
    "changed",
    [
        {"offset": HUGE},
        {"updated_after": HUGE},
        {"size": -1},
        {"scopes": [{}]},
        {"fields": ["\ud800"]},
        {"device_filter": "\0"},
    ],
)
def test_a_cursor_that_a_report_never_gave_is_refused(
    attacked: Simulator, changed: dict[str, object]
) -> None:
    data = {
        "scopes": ["NODE"],
        "device_filter": None,
        "fields": [],
        "updated_after": 0,
        "show_secure": False,
        "size": 10,
        "offset": 0,
        "expires": 9e9,
    }
    cursor = base64.urlsafe_b64encode(json.dumps({**data, **changed}).encode()).decode()
    path = f"/v2/queries/custom-fields?{urlencode({'cursor': cursor})}"
    headers = {"Authorization": f"Bearer {token(attacked)}"}

    answer = send(attacked, "GET", NINJAONE_HOST, path, headers, body=b"")

    assert answer.status == 400
