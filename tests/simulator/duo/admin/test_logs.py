"""The logs of telephony, activity, offline enrolment and Trust Monitor."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.simulator.duo.admin.administrator import LOG, Administrator
from tests.simulator.duo.cloud import NOW

TELEPHONY, ACTIVITY = "/admin/v2/logs/telephony", "/admin/v2/logs/activity"
V1_TELEPHONY = "/admin/v1/logs/telephony"
OFFLINE, EVENTS = "/admin/v1/logs/offline_enrollment", "/admin/v1/trust_monitor/events"
CREDITS = "/admin/v1/info/telephony_credits_used"
TIMES = {"mintime": str(int(NOW - 60) * 1000), "maxtime": str(int(NOW + 86_400) * 1000)}


def ask(admin: Administrator, path: str, **params: str) -> Any:
    return admin.response("GET", path, {**TIMES, **params})


def test_calls_and_text_messages_of_logins_are_in_the_telephony_log(admin: Administrator) -> None:
    admin.cloud.auth(factor="phone", device="auto")
    admin.cloud.clock.advance(1)
    admin.cloud.auth(factor="sms", device="auto")
    admin.cloud.auth(factor="push", device="auto")

    sms, call = ask(admin, TELEPHONY)["items"]

    (transaction,) = [one for one in admin.cloud.duo.transactions.all() if one.txid == call["txid"]]
    assert call == {
        "context": "authentication",
        "credits": 1,
        "phone": "+1 202 555 0100",
        "telephony_id": call["telephony_id"],
        "ts": datetime.fromtimestamp(transaction.created, UTC).isoformat(),
        "txid": transaction.txid,
        "type": "phone",
    }
    assert sms["type"] == "sms"
    assert ask(admin, TELEPHONY)["items"][1]["telephony_id"] == call["telephony_id"]
    first, second = admin.response("GET", V1_TELEPHONY, {"mintime": "0"})
    assert (first["type"], first["timestamp"], second["type"]) == ("phone", int(NOW), "sms")
    assert admin.response("GET", CREDITS) == {"telephony_credits_used": 2}
    later = {"mintime": str(int(NOW) + 1)}
    assert len(admin.response("GET", V1_TELEPHONY, later)) == 1
    assert admin.response("GET", CREDITS, later) == {"telephony_credits_used": 1}


def test_what_programs_did_is_in_the_activity_log(admin: Administrator) -> None:
    admin.response("POST", "/admin/v1/users", {"username": "bob"})

    (item,) = ask(admin, ACTIVITY)["items"]

    assert item["action"] == "user_create"
    assert (item["actor"]["name"], item["actor"]["type"]) == ("API", "adminapi")
    assert (item["target"]["name"], item["target"]["type"]) == ("bob", "user")
    assert item["ts"].startswith("2026-")
    assert ask(admin, ACTIVITY)["items"] == [item]


@pytest.mark.parametrize("path", [TELEPHONY, ACTIVITY])
@pytest.mark.parametrize("sort", ["ts:asc", "ts:desc"])
def test_pages_put_together_are_the_whole_log(admin: Administrator, path: str, sort: str) -> None:
    for number in range(5):
        admin.cloud.auth(factor="sms", device="auto")
        admin.response("POST", "/admin/v1/users", {"username": f"u{number}"})
        admin.cloud.clock.advance(number % 2)
    whole = ask(admin, path, sort=sort)
    assert len(whole["items"]) == 5
    assert whole["metadata"]["total_objects"] == {"relation": "eq", "value": 5}

    found: list[Any] = []
    offset: dict[str, str] = {}
    while (page := ask(admin, path, sort=sort, limit="2", **offset))["items"]:
        found += page["items"]
        offset = {"next_offset": page["metadata"]["next_offset"]}

    assert found == whole["items"]
    assert page["metadata"]["next_offset"] is None


@pytest.mark.parametrize("path", [TELEPHONY, ACTIVITY, EVENTS])
def test_times_are_milliseconds_of_the_last_180_days(admin: Administrator, path: str) -> None:
    assert admin.refused("GET", path) == (40001, "mintime")
    in_seconds = {**TIMES, "mintime": str(int(NOW))}
    assert admin.refused("GET", path, in_seconds) == (
        40002,
        "'mintime' must be a timestamp in milliseconds",
    )


def test_nobody_is_enrolled_offline_or_distrusted(admin: Administrator) -> None:
    assert admin.response("GET", OFFLINE, {"mintime": "0"}) == []
    assert ask(admin, EVENTS) == {"events": [], "metadata": {}}


@pytest.mark.parametrize("path", [LOG, TELEPHONY, ACTIVITY, EVENTS])
def test_a_client_that_asks_for_180_days_may_take_a_moment(admin: Administrator, path: str) -> None:
    """Ask as `duo_client` does when it is told no time."""
    since = str(int((NOW - 180 * 86_400) * 1000))
    admin.cloud.clock.advance(1)
    admin.response("GET", path, {**TIMES, "mintime": since})
