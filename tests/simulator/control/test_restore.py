"""A snapshot from outside is right in every value, or refused with nothing changed."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from failmode.simulator.runtime import Simulator
from failmode.simulator.state.metadata import METADATA
from tests.simulator.control.world import full_snapshot, looks

DEEP: Any = []
for _ in range(200):
    DEEP = [DEEP]

HOSTILE = [
    *(None, True, False, 0, 1, -1, 0.5, -0.5, 2, 7, 404, 2**31, 2**63, 10**400, 1e308, 1e12),
    *("", "x", "allow", "success", "none", "push", "1", "0", "a b", "é", "\n", "\0", "\ud800"),
    *("a" * 5000, "DI:X", "<script>", "alice", "NODE", "TEXT", "safe", "," * 20),
    *([], ["x"], [1], {}, {"x": 1}, {"$bytes": "AA=="}, {"$datetime": "2020-01-01"}, DEEP),
]


@pytest.fixture
def http(simulator: Simulator) -> Iterator[httpx.Client]:
    with httpx.Client(
        base_url=simulator.addresses.control.url, trust_env=False, timeout=60
    ) as client:
        yield client


@pytest.fixture
def snapshot(simulator: Simulator) -> dict[str, Any]:
    return full_snapshot(simulator)


def restore(http: httpx.Client, snapshot: object) -> httpx.Response:
    """Restore what may be no JSON that httpx would write."""
    return http.post(
        "/_sim/restore",
        content=json.dumps(snapshot),
        headers={"Content-Type": "application/json"},
    )


def test_a_snapshot_with_a_row_in_every_table_is_restored_and_shown(
    simulator: Simulator, http: httpx.Client, snapshot: dict[str, Any]
) -> None:
    assert set(snapshot["tables"]) == set(METADATA.tables)

    assert restore(http, snapshot).status_code == 204

    assert http.get("/_sim/snapshot").json() == snapshot
    assert [look for look in looks(simulator) if look[1] >= 500] == []
    # What comes of it is a snapshot too.
    assert restore(http, http.get("/_sim/snapshot").json()).status_code == 204


def test_every_problem_is_told_at_once_with_its_place_and_what_is_expected(
    http: httpx.Client, snapshot: dict[str, Any]
) -> None:
    before = http.get("/_sim/snapshot").json()
    tables = snapshot["tables"]
    tables["duo_users"][0]["answer"] = "x"
    tables["duo_users"][1]["created"] = -20_000_000_000
    tables["duo_users"][2]["username"] = {"$bytes": "AA=="}
    tables["duo_devices"][0]["capabilities"] = "push,fax"
    tables["duo_devices"][1]["user_id"] = "DUNOBODY"
    tables["ninjaone_custom_field_values"][0]["value"] = 3

    answer = restore(http, snapshot)

    assert answer.status_code == 400
    message = answer.json()["error"]["message"]
    for place in (
        'duo_users[0].answer is "x", expected one of approve, ',
        "duo_users[1].created is -20000000000, expected seconds, from -10000000000 ",
        'duo_users[2].username is {"$bytes": "AA=="}, expected a text',
        'duo_devices[0].capabilities is "push,fax", expected words of auto, push',
        'duo_devices[1].user_id is "DUNOBODY", expected the user_id of a row of duo_users',
        "ninjaone_custom_field_values[0].value is 3, expected the stored form",
    ):
        assert place in message
    assert http.get("/_sim/snapshot").json() == before


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("duo_users", "status", "x"),
        ("duo_devices", "type", "fax"),
        ("duo_integrations", "username_normalization", "x"),
        ("duo_users", "username", "\ud800"),
        ("duo_users", "realname", "a\0b"),
        ("duo_devices", "position", 2**63),
        ("duo_otps", "secret", "not base32"),
        ("duo_transactions", "decided", None),
        ("duo_universal_prompts", "redirect_uri", "https://app.example/\r\nSet-Cookie: a=b"),
        ("ninjaone_devices", "organization_id", 99),
        ("ninjaone_custom_fields", "type", "COLOUR"),
        ("ninjaone_custom_fields", "advanced_settings", {"maxCharacters": "many"}),
        ("ninjaone_custom_field_values", "entity_id", 99_999),
        ("ninjaone_applications", "scopes", "monitoring"),
    ],
)
def test_a_value_that_its_record_could_not_have_is_refused(
    http: httpx.Client, snapshot: dict[str, Any], table: str, column: str, value: object
) -> None:
    before = http.get("/_sim/snapshot").json()
    snapshot["tables"][table][0][column] = value

    answer = restore(http, snapshot)

    assert answer.status_code == 400
    assert f"{table}[0].{column}" in answer.json()["error"]["message"]
    assert http.get("/_sim/snapshot").json() == before


def test_a_row_that_is_there_twice_is_refused(http: httpx.Client, snapshot: dict[str, Any]) -> None:
    snapshot["tables"]["duo_users"].append(copy.deepcopy(snapshot["tables"]["duo_users"][0]))

    assert "duo_users[12].user_id" in restore(http, snapshot).json()["error"]["message"]


@st.composite
def mutations(draw: st.DrawFn) -> list[tuple[str, int, int, str, object]]:
    """Return some changes of a snapshot: table, row, column, kind of change, value."""
    return draw(
        st.lists(
            st.tuples(
                st.sampled_from(sorted(METADATA.tables)),
                st.integers(0, 3),
                st.integers(0, 25),
                st.sampled_from(("value", "value", "value", "copy", "drop", "double", "extra")),
                st.sampled_from(HOSTILE),
            ),
            min_size=1,
            max_size=3,
        )
    )


def mutate(
    snapshot: dict[str, Any], changes: list[tuple[str, int, int, str, object]]
) -> dict[str, Any]:
    """Return a snapshot with changes; what is not there to be changed stays."""
    mutated = copy.deepcopy(snapshot)
    for table, row_number, column_number, kind, value in changes:
        rows = mutated["tables"].get(table, [])
        if not rows:
            continue
        row = rows[row_number % len(rows)]
        columns = sorted(row)
        column = columns[column_number % len(columns)]
        if kind == "value":
            row[column] = copy.deepcopy(value)
        elif kind == "copy":
            row[column] = row[columns[(column_number + 1) % len(columns)]]
        elif kind == "drop":
            rows.remove(row)
        elif kind == "double":
            rows.append(copy.deepcopy(row))
        elif kind == "extra":
            row["extra"] = value
    return mutated


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(changes=mutations())
def test_a_mutated_snapshot_is_refused_or_harms_nothing(
    simulator: Simulator,
    http: httpx.Client,
    snapshot: dict[str, Any],
    changes: list[tuple[str, int, int, str, object]],
) -> None:
    assert restore(http, snapshot).status_code == 204
    before = http.get("/_sim/snapshot").json()

    answer = restore(http, mutate(snapshot, changes))

    note(answer.text)
    assert answer.status_code in (204, 400)
    if answer.status_code == 400:
        assert http.get("/_sim/snapshot").json() == before
    else:
        assert [look for look in looks(simulator) if look[1] >= 500] == []
