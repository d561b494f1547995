"""Whatever a control request holds, it is done or refused, and never an internal error."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from failmode.simulator.control.events import EVENT_STREAM
from failmode.simulator.control.operation import ControlEndpoint, ControlOperation
from failmode.simulator.control.operations import OPERATIONS
from failmode.simulator.control.schemas import JsonType, Schema, integer, number, obj
from failmode.simulator.runtime import Simulator

HUGE = 10**400
WORDS = [
    *("alice", "bob", "carol", "1", "2", "NODE", "ORGANIZATION", "remark", "failopen", "duo"),
    *("", "x", "\0", "\ud800", "a\nb", "é", "a" * 3000, "../..", "%", "0" * 400, "brownout"),
]
NUMBERS = [0, 1, -1, 2, 99, 0.5, -0.5, 2**31, 2**63, 1e300, 10**309, HUGE]
SCALARS = st.sampled_from([None, True, False, *NUMBERS, *WORDS])
TOO_SLOW = {"attemptLogin", "attemptDeviceLogin", "tryMatrix"}
"""Operations that wait for logins; their bodies are tried by name."""


@pytest.fixture
def http(simulator: Simulator) -> Iterator[httpx.Client]:
    with httpx.Client(
        base_url=simulator.addresses.control.url, trust_env=False, timeout=60
    ) as client:
        yield client


def send(http: httpx.Client, method: str, path: str, body: object) -> httpx.Response:
    """Send what may be no JSON that httpx would write."""
    return http.request(
        method,
        path,
        content=json.dumps(body),
        headers={"Content-Type": "application/json"},
    )


@pytest.mark.parametrize("schema", [number(), integer(minimum=0), integer(maximum=9)])
def test_a_number_without_bounds_cannot_be_declared(schema: Schema) -> None:
    def handler(*_: object) -> None:
        """Do nothing."""

    for taken in (
        {"query": {"n": schema}},
        {"parameters": {"n": schema}},
        {"headers": {"N": schema}},
    ):
        with pytest.raises(ValueError, match="no smallest or no largest"):
            ControlEndpoint("x", handler, **taken)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"body\.a\.n has no smallest or no largest"):
        ControlEndpoint("x", handler, body=obj({"a": obj({"n": schema})}))


def leaves(schema: Schema, place: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Schema]]:
    """Yield every member of a body that is no object of known members, by its place."""
    if schema.members is None:
        yield place, schema
    for name, member in (schema.members or {}).items():
        yield from leaves(member, (*place, name))


LEAVES = [
    pytest.param(operation, place, schema, id=f"{operation.name}.{'.'.join(place)}")
    for operation in OPERATIONS
    if operation.endpoint.body is not None
    for place, schema in leaves(operation.endpoint.body, ())
    # What a snapshot holds is refused by table, row and column.
    if place and not schema.elsewhere
]


@pytest.mark.parametrize(("operation", "place", "schema"), LEAVES)
def test_a_member_that_no_database_could_keep_is_refused_by_its_name(
    http: httpx.Client, operation: ControlOperation, place: tuple[str, ...], schema: Schema
) -> None:
    bad: list[object]
    match schema.type:
        case JsonType.STRING:
            bad = ["a\ud800", "a\0"]
        case JsonType.INTEGER | JsonType.NUMBER:
            bad = [HUGE, -HUGE, 1e300]
        case JsonType.ARRAY:
            bad = [["\ud800"], [HUGE], [{"a": "\0"}], HUGE]
        case JsonType.BOOLEAN:
            bad = [HUGE, "\ud800"]
        case _:
            bad = [{"a": "\ud800"}, {"\ud800": 1}, {"a": [HUGE]}]
    path = filled(operation, {})
    for value in bad:
        body: object = value
        for name in reversed(place):
            body = {name: body}

        answer = send(http, operation.method, path, body)

        assert answer.status_code == 400, answer.text
        assert place[-1] in answer.json()["error"]["message"]


def filled(operation: ControlOperation, path: Mapping[str, object]) -> str:
    """Return the path of an operation with its variable parts."""
    address = operation.openapi_path
    for name, schema in operation.endpoint.parameters.items():
        sample = schema.choices[0] if schema.choices else "1"
        given_part = str(path.get(name, sample)).encode("utf-8", "replace")
        address = address.replace(f"{{{name}}}", quote(given_part, safe=""))
    return address


def values(schema: Schema) -> st.SearchStrategy[Any]:
    """Return what comes near to fitting a schema, and what does not."""
    near: st.SearchStrategy[Any]
    match schema.type:
        case JsonType.STRING:
            near = st.sampled_from(schema.choices or WORDS)
        case JsonType.INTEGER | JsonType.NUMBER:
            near = st.sampled_from([*NUMBERS, schema.minimum, schema.maximum])
        case JsonType.BOOLEAN:
            near = st.booleans()
        case JsonType.ARRAY:
            item = values(schema.item) if schema.item else SCALARS
            near = st.lists(item, max_size=3)
        case _ if schema.members is not None:
            near = st.fixed_dictionaries(
                {name: values(schema.members[name]) for name in sorted(schema.required)},
                optional={
                    name: values(one)
                    for name, one in schema.members.items()
                    if name not in schema.required
                },
            )
        case _:
            near = st.dictionaries(st.sampled_from(WORDS), SCALARS, max_size=2)
    return st.integers(0, 9).flatmap(lambda one: SCALARS if one == 0 else near)


TRIED = [
    operation
    for operation in OPERATIONS
    if operation.endpoint.media_type != EVENT_STREAM and operation.name not in TOO_SLOW
]


@st.composite
def requests(draw: st.DrawFn) -> tuple[ControlOperation, str, dict[str, str], object]:
    """Return a request for any operation: it, its path, its query and its body."""
    operation = draw(st.sampled_from(TRIED))
    endpoint = operation.endpoint
    path = {name: draw(values(schema)) for name, schema in endpoint.parameters.items()}
    query = {
        name: str(draw(values(schema))).encode("utf-8", "replace").decode()
        for name, schema in endpoint.query.items()
        if draw(st.booleans())
    }
    body = draw(values(endpoint.body)) if endpoint.body is not None else {}
    return operation, filled(operation, path), query, body


@settings(
    max_examples=250,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(request=requests())
def test_no_control_request_makes_an_internal_error(
    http: httpx.Client, request: tuple[ControlOperation, str, dict[str, str], object]
) -> None:
    operation, path, query, body = request
    answer = http.request(
        operation.method,
        path,
        params=query,
        content=json.dumps(body) if operation.endpoint.body is not None else b"",
        headers={"Content-Type": "application/json"},
    )

    note(answer.text)
    assert answer.status_code < 500
    # Whatever was done, the simulator still shows itself.
    assert http.get("/_sim/users").status_code == 200
    assert http.get("/").status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/_sim/users/alice/passcodes", {"count": 1_000_000_000}),
        ("POST", "/_sim/users", {"username": "zoe", "password": "\ud800"}),
        ("POST", "/_sim/enrollments", {"username": "\ud800"}),
        ("POST", "/_sim/enrollments/activate", {"activation_code": "\ud800"}),
        ("POST", "/_sim/faults", {"vendor": "duo", "delay_seconds": HUGE}),
        ("PATCH", "/_sim/users/alice", {"answer_after_seconds": 10**310}),
        ("POST", "/_sim/integrations", {"remembered_devices_seconds": HUGE}),
        ("PUT", "/_sim/console/values/NODE/2480121941478932288110592/f", {"value": 1}),
        ("GET", "/_sim/console/values/NODE/2480121941478932288110592/f", None),
        ("GET", "/_sim/console/values/NODE/2480121941478932288110592", None),
    ],
)
def test_what_made_an_internal_error_or_no_end_is_refused(
    http: httpx.Client, method: str, path: str, body: object
) -> None:
    assert send(http, method, path, body).status_code == 400


def test_the_clock_cannot_be_moved_beyond_what_everything_can_write(http: httpx.Client) -> None:
    for _ in range(2):
        send(http, "POST", "/_sim/clock/advance", {"seconds": 4_000_000_000})
    answer = send(http, "POST", "/_sim/clock/advance", {"seconds": 4_000_000_000})

    assert answer.status_code == 400
    assert answer.json()["error"]["member"] == "seconds"
    assert http.get("/_sim/users").status_code == 200
