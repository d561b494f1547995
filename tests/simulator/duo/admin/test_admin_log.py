"""The authentication log and the administrator log of the Admin API."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from failmode.simulator.duo.auth.log_entries import FACTORS, REASONS, of_transaction
from failmode.simulator.duo.auth.requests import AuthRequest, UserRef
from failmode.simulator.duo.auth.statuses import Outcome
from failmode.simulator.duo.directory.records import Factor, OtpKind, UserStatus
from failmode.terms.logins import Answer
from tests.simulator.duo.admin.administrator import LOG, Administrator
from tests.simulator.duo.cloud import NOW, OTHER_IKEY, OTHER_SKEY, TIMEOUT

MISSING = 40001
INVALID = 40002
MS = int(NOW * 1000)


def _told(entry: dict[str, Any]) -> tuple[str, str, str]:
    return entry["result"], entry["reason"], entry["factor"]


def _only(admin: Administrator) -> tuple[str, str, str]:
    (entry,) = admin.log()["authlogs"]
    return _told(entry)


# What is in the log


@pytest.mark.parametrize(
    ("answer", "factor", "told"),
    [
        (Answer.APPROVE, "push", ("success", "user_approved", "duo_push")),
        (Answer.DENY, "push", ("denied", "user_mistake", "duo_push")),
        (Answer.FRAUD, "push", ("fraud", "user_marked_fraud", "duo_push")),
        (Answer.APPROVE, "phone", ("success", "user_approved", "phone_call")),
        (Answer.APPROVE, "sms", ("denied", "user_cancelled", "sms_refresh")),
    ],
)
def test_what_the_person_does_is_in_the_log(
    admin: Administrator, answer: Answer, factor: str, told: tuple[str, str, str]
) -> None:
    admin.cloud.duo.users.set_answer("alice", answer)

    admin.cloud.auth(factor=factor, device="auto")

    assert _only(admin) == told


@pytest.mark.parametrize(
    ("factor", "told"),
    [
        ("push", ("denied", "no_response", "duo_push")),
        ("phone", ("denied", "call_timed_out", "phone_call")),
    ],
)
def test_a_push_is_in_the_log_once_it_has_ended(
    admin: Administrator, factor: str, told: tuple[str, str, str]
) -> None:
    admin.cloud.duo.users.set_answer("alice", Answer.IGNORE)
    admin.cloud.auth(factor=factor, device="auto", **{"async": "1"})

    assert admin.log()["authlogs"] == []
    admin.cloud.clock.advance(TIMEOUT)

    (entry,) = admin.log()["authlogs"]
    assert _told(entry) == told
    assert entry["timestamp"] == int(NOW + TIMEOUT)
    assert entry["isotimestamp"] == "2026-11-21T18:08:47+00:00"


def test_what_was_decided_by_hand_is_in_the_log(admin: Administrator) -> None:
    admin.cloud.duo.users.set_answer("alice", Answer.IGNORE)
    for decide in (admin.cloud.duo.transactions.approve, admin.cloud.duo.transactions.deny):
        decide(admin.cloud.auth(factor="push", device="auto", **{"async": "1"})["txid"])

    assert sorted(_told(one)[0] for one in admin.log()["authlogs"]) == ["denied", "success"]


def test_the_factor_of_a_passcode_tells_where_it_came_from(admin: Administrator) -> None:
    duo = admin.cloud.duo
    token = duo.devices.add_token("alice", "1").device
    duo.otps.set(token, OtpKind.HOTP)
    (phone, _) = duo.users.get("alice").devices
    (code,) = duo.bypass_codes.add("alice", count=1)
    codes = {
        "bypass_code": code.code,
        "hardware_token": duo.otps.press(token),
        "duo_mobile_passcode": duo.otps.press(phone.device),
        "sms_passcode": duo.passcodes.send_sms("alice", phone.device)[0],
        "passcode": duo.passcodes.issue("alice")[0],
    }

    for factor, passcode in codes.items():
        admin.cloud.auth(factor="passcode", passcode=passcode)
        admin.cloud.clock.advance(1)
        assert _told(admin.log(limit="1")["authlogs"][0]) == ("success", "valid_passcode", factor)

    admin.cloud.auth(factor="passcode", passcode="000")
    assert _told(admin.log(limit="1")["authlogs"][0]) == (
        "denied",
        "invalid_passcode",
        "passcode",
    )


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (UserStatus.BYPASS, ("success", "bypass_user", "not_available")),
        (UserStatus.DISABLED, ("denied", "user_disabled", "not_available")),
        (UserStatus.LOCKED_OUT, ("denied", "locked_out", "not_available")),
    ],
)
def test_a_login_that_ends_with_its_preauth_is_in_the_log(
    admin: Administrator, status: UserStatus, told: tuple[str, str, str]
) -> None:
    admin.cloud.duo.users.set_status("alice", status)

    admin.cloud.preauth(username="alice", ipaddr="192.0.2.7", hostname="PC1")

    (entry,) = admin.log()["authlogs"]
    assert _told(entry) == told
    assert entry["access_device"]["ip"] == "192.0.2.7"
    assert entry["access_device"]["hostname"] == "PC1"


@pytest.mark.parametrize("username", ["alice", "nobody"])
def test_a_preauth_that_decides_nothing_is_not_in_the_log(
    admin: Administrator, username: str
) -> None:
    admin.cloud.preauth(username=username)

    assert admin.log() == {"authlogs": [], "metadata": {"next_offset": None, "total_objects": 0}}


def test_every_way_in_which_a_transaction_ends_has_its_words(admin: Administrator) -> None:
    integration = admin.cloud.duo.integrations.find(OTHER_IKEY)
    assert integration is not None
    request = AuthRequest(UserRef("alice"), Factor.PUSH, device="auto", asynchronous=True)
    txid = admin.cloud.duo.authentication.auth(integration, request)
    transaction = admin.cloud.duo.transactions.get(str(txid))

    for outcome in Outcome:
        for factor in Factor:
            ended = replace(transaction, outcome=outcome, factor=factor)
            entry = of_transaction(ended, NOW)
            assert entry is not None
            assert entry.reason in REASONS
            assert entry.factor in FACTORS


def test_the_log_names_application_device_and_user(admin: Administrator) -> None:
    admin.cloud.duo.users.set_details("alice", email="alice@example.org")
    admin.cloud.auth(factor="push", device="auto")

    (entry,) = admin.log()["authlogs"]

    assert entry["application"]["name"] == "Windows"
    assert entry["auth_device"]["name"] == "Pixel (+1 202 555 0100)"
    assert entry["user"] == {"groups": [], "key": admin.user_id("alice"), "name": "alice"}
    assert entry["email"] == "alice@example.org"
    assert entry["event_type"] == "authentication"


def test_an_entry_stays_with_its_user_through_a_change_of_name_and_a_deletion(
    admin: Administrator,
) -> None:
    user_id = admin.user_id("alice")
    admin.cloud.auth(factor="push", device="auto")
    admin.cloud.duo.users.rename("alice", "alicia")

    assert admin.log(users=user_id)["metadata"]["total_objects"] == 1
    admin.response("DELETE", f"/admin/v1/users/{user_id}")

    (entry,) = admin.log(users=user_id)["authlogs"]
    assert entry["user"] == {"groups": [], "key": user_id, "name": "alice"}
    assert entry["auth_device"]["name"] is None


def test_logins_of_different_applications_are_told_apart(admin: Administrator) -> None:
    admin.cloud.auth(factor="push", device="auto")
    admin.cloud.call(
        "POST",
        "/auth/v2/auth",
        {"username": "alice", "factor": "push", "device": "auto"},
        ikey=OTHER_IKEY,
        skey=OTHER_SKEY,
    )

    (entry,) = admin.log(applications=OTHER_IKEY)["authlogs"]

    assert entry["application"]["key"] == OTHER_IKEY
    assert admin.log()["metadata"]["total_objects"] == 2


# Times, pages and wrong questions


@pytest.mark.parametrize(
    ("mintime", "maxtime", "found"),
    [
        (MS, MS + 1, 1),
        (MS - 1, MS, 1),
        (MS + 1, MS + 2, 0),
        (MS - 2, MS - 1, 0),
    ],
)
def test_times_are_milliseconds_and_both_ends_belong_to_them(
    admin: Administrator, mintime: int, maxtime: int, found: int
) -> None:
    admin.cloud.auth(factor="push", device="auto")

    answer = admin.log(mintime=str(mintime), maxtime=str(maxtime))

    assert len(answer["authlogs"]) == answer["metadata"]["total_objects"] == found


@pytest.mark.parametrize(
    ("params", "wrong"),
    [
        ({"mintime": "yesterday"}, "mintime"),
        ({"maxtime": "-1"}, "maxtime"),
        ({"limit": "0"}, "limit"),
        ({"sort": "asc"}, "sort"),
        ({"next_offset": "5"}, "next_offset"),
        ({"next_offset": "x,y"}, "next_offset"),
        ({"next_offset": "5,"}, "next_offset"),
        ({"results": "SUCCESS"}, "results"),
        ({"reasons": "boredom"}, "reasons"),
        ({"factors": "push"}, "factors"),
        ({"event_types": "login"}, "event_types"),
        ({"assessment": "high"}, "assessment"),
    ],
)
def test_a_wrong_question_is_refused_by_the_name_of_the_parameter(
    admin: Administrator, params: dict[str, str], wrong: str
) -> None:
    asked = {"mintime": str(MS - 1), "maxtime": str(MS), **params}

    assert admin.refused("GET", LOG, asked) == (INVALID, wrong)


HALF_A_YEAR_MS = 180 * 86_400_000
SLACK_MS = 300_000
IN_SECONDS = "'mintime' must be a timestamp in milliseconds"
IN_ANOTHER_ORDER = "'maxtime' must be strictly greater than 'mintime'"


@pytest.mark.parametrize(
    ("mintime", "maxtime", "detail"),
    [
        (MS // 1000, MS // 1000 + 1, IN_SECONDS),
        (0, MS, IN_SECONDS),
        (MS - HALF_A_YEAR_MS - SLACK_MS - 1, MS, "mintime must be within the past 180 days"),
        (MS, MS, IN_ANOTHER_ORDER),
        (MS, MS - 1, IN_ANOTHER_ORDER),
        (MS, MS // 1000, IN_ANOTHER_ORDER),
    ],
)
def test_times_that_cannot_be_are_refused_in_duos_words(
    admin: Administrator, mintime: int, maxtime: int, detail: str
) -> None:
    asked = {"mintime": str(mintime), "maxtime": str(maxtime)}

    assert admin.refused("GET", LOG, asked) == (INVALID, detail)


def test_the_log_goes_back_half_a_year(admin: Administrator) -> None:
    admin.cloud.auth(factor="passcode", passcode="000")

    assert len(admin.log(mintime=str(MS - HALF_A_YEAR_MS))["authlogs"]) == 1


@pytest.mark.parametrize("missing", ["mintime", "maxtime"])
def test_a_question_without_a_time_lacks_a_parameter(admin: Administrator, missing: str) -> None:
    asked = {name: str(MS) for name in ("mintime", "maxtime") if name != missing}

    assert admin.refused("GET", LOG, asked) == (MISSING, missing)


@given(
    gaps=st.lists(st.integers(min_value=0, max_value=2), min_size=0, max_size=8),
    limit=st.integers(min_value=1, max_value=9),
    newest_first=st.booleans(),
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pages_put_together_are_the_whole_log(
    admin: Administrator, gaps: list[int], limit: int, newest_first: bool
) -> None:
    # What earlier examples have left is older.
    admin.cloud.clock.advance(1)
    mintime = str(int(admin.cloud.clock.now() * 1000))
    for gap in gaps:
        admin.cloud.clock.advance(gap)
        admin.cloud.auth(factor="passcode", passcode="000")
    sort = "ts:desc" if newest_first else "ts:asc"
    whole = [one["txid"] for one in admin.log(limit="1000", sort=sort, mintime=mintime)["authlogs"]]

    read: list[str] = []
    more: dict[str, str] = {}
    while True:
        page = admin.log(limit=str(limit), sort=sort, mintime=mintime, **more)
        if page["metadata"]["next_offset"] is None:
            assert page["authlogs"] == []
            break
        assert len(page["authlogs"]) == min(limit, len(whole) - len(read))
        read += [one["txid"] for one in page["authlogs"]]
        more = {"next_offset": ",".join(page["metadata"]["next_offset"])}

    assert read == whole
    assert len(whole) == len(gaps)


def test_a_collector_that_polls_from_the_last_offset_gets_each_entry_once(
    admin: Administrator,
) -> None:
    admin.cloud.auth(factor="passcode", passcode="000")
    first = admin.log(sort="ts:asc")
    (entry,) = first["authlogs"]
    offset = first["metadata"]["next_offset"]
    assert offset == [str(MS), entry["txid"]]

    nothing = admin.log(sort="ts:asc", next_offset=",".join(offset))
    admin.cloud.clock.advance(1)
    admin.cloud.auth(factor="passcode", passcode="000")
    second = admin.log(sort="ts:asc", next_offset=",".join(offset))

    assert nothing == {"authlogs": [], "metadata": {"next_offset": None, "total_objects": 1}}
    assert len(second["authlogs"]) == 1
    assert second["authlogs"][0]["txid"] != entry["txid"]


def test_a_limit_above_the_most_is_granted_as_far_as_it_goes(admin: Administrator) -> None:
    admin.cloud.auth(factor="passcode", passcode="000")

    assert len(admin.log(limit="1001")["authlogs"]) == 1


def test_an_entry_that_comes_while_pages_are_read_repeats_none(admin: Administrator) -> None:
    for _ in range(3):
        admin.cloud.auth(factor="passcode", passcode="000")
        admin.cloud.clock.advance(1)
    first = admin.log(limit="2")
    admin.cloud.auth(factor="passcode", passcode="000")

    second = admin.log(limit="2", next_offset=",".join(first["metadata"]["next_offset"]))

    seen = [one["txid"] for one in first["authlogs"] + second["authlogs"]]
    assert len(seen) == len(set(seen)) == 3


# Reports, and what administrators did


def test_attempts_are_counted_in_the_asked_time_only(admin: Administrator) -> None:
    admin.cloud.auth(factor="push", device="auto")
    path = "/admin/v1/info/authentication_attempts"

    now = {"mintime": str(int(NOW)), "maxtime": str(int(NOW) + 1)}
    assert admin.response("GET", path, now)["SUCCESS"] == 1
    assert admin.response("GET", path, {"maxtime": str(int(NOW) - 1)})["SUCCESS"] == 0
    assert admin.refused("GET", path, {"mintime": "x"}) == (INVALID, "mintime")


def test_a_refused_call_is_not_in_the_administrator_log(admin: Administrator) -> None:
    admin.refused("POST", "/admin/v1/users", {"username": ""})
    admin.refused("POST", "/admin/v1/users", {"username": "alice"})

    assert admin.response("GET", "/admin/v1/logs/administrator") == []


def test_the_administrator_log_begins_at_the_asked_second(admin: Administrator) -> None:
    admin.response("POST", "/admin/v1/users", {"username": "ivy"})
    admin.cloud.clock.advance(5)
    admin.response("POST", "/admin/v1/users", {"username": "joe"})

    later = admin.response("GET", "/admin/v1/logs/administrator", {"mintime": str(int(NOW) + 5)})

    assert [one["object"] for one in later] == ["joe"]
    assert later[0]["username"] == "API"
