"""Ten failed logins in a row lock a user out, until an administrator unlocks her."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from failmode.simulator.duo.directory.records import UserStatus
from failmode.terms import Answer
from tests.simulator.duo.admin.administrator import Administrator, administrator
from tests.simulator.duo.cloud import TIMEOUT, Cloud

LOCKED_OUT = (
    "Your account is disabled and cannot access this application. "
    "Please contact your administrator."
)


@pytest.fixture
def admin(cloud: Cloud) -> Administrator:
    return administrator(cloud)


def wrong_passcode(cloud: Cloud) -> None:
    assert cloud.auth(factor="passcode", passcode="0")["result"] == "deny"


def denied_push(cloud: Cloud) -> None:
    cloud.duo.users.set_answer("alice", Answer.DENY)
    assert cloud.auth(factor="push", device="auto")["status"] == "deny"


def fraud(cloud: Cloud) -> None:
    cloud.duo.users.set_answer("alice", Answer.FRAUD)
    assert cloud.auth(factor="phone", device="auto")["status"] == "fraud"


def polled_timeout(cloud: Cloud) -> None:
    cloud.duo.users.set_answer("alice", Answer.IGNORE)
    txid = cloud.auth(factor="push", device="auto", **{"async": "1"})["txid"]
    cloud.clock.advance(TIMEOUT)
    while cloud.status(txid)["result"] == "waiting":
        pass
    # What is told again does not count again.
    assert cloud.status(txid)["status"] == "timeout"
    cloud.clock.freeze(cloud.clock.now() - TIMEOUT)


def approved(cloud: Cloud) -> None:
    cloud.duo.users.set_answer("alice", Answer.APPROVE)
    assert cloud.auth(factor="push", device="auto")["result"] == "allow"


def right_passcode(cloud: Cloud) -> None:
    cloud.duo.passcodes.add("alice", ["1234567"])
    assert cloud.auth(factor="passcode", passcode="1234567")["result"] == "allow"


def status_of(cloud: Cloud) -> UserStatus:
    return cloud.duo.users.get("alice").status


@pytest.mark.parametrize("fail", [wrong_passcode, denied_push, fraud, polled_timeout])
def test_the_tenth_failed_login_locks_out(cloud: Cloud, fail: Callable[[Cloud], None]) -> None:
    for _ in range(9):
        fail(cloud)
    assert status_of(cloud) is UserStatus.ACTIVE
    fail(cloud)
    assert status_of(cloud) is UserStatus.LOCKED_OUT


def test_a_user_who_is_locked_out_is_denied_at_preauth_and_auth(cloud: Cloud) -> None:
    for _ in range(10):
        wrong_passcode(cloud)
    cloud.duo.passcodes.add("alice", ["1234567"])

    answer = cloud.preauth(username="alice")
    assert (answer["result"], answer["status_msg"]) == ("deny", LOCKED_OUT)
    answer = cloud.auth(factor="passcode", passcode="1234567")
    assert (answer["result"], answer["status"]) == ("deny", "locked_out")
    assert cloud.duo.passcodes.of("alice") == ("1234567",)


@pytest.mark.parametrize("succeed", [approved, right_passcode])
def test_a_login_that_goes_well_begins_the_count_anew(
    cloud: Cloud, succeed: Callable[[Cloud], None]
) -> None:
    for _ in range(9):
        wrong_passcode(cloud)
    succeed(cloud)
    for _ in range(9):
        wrong_passcode(cloud)
    assert status_of(cloud) is UserStatus.ACTIVE


def test_what_asks_nobody_does_not_count(cloud: Cloud) -> None:
    for _ in range(11):
        assert cloud.auth(factor="sms", device="auto")["status"] == "sent"
        cloud.preauth(username="alice")
    assert status_of(cloud) is UserStatus.ACTIVE


def test_an_administrator_unlocks_and_the_count_begins_anew(
    cloud: Cloud, admin: Administrator
) -> None:
    for _ in range(10):
        wrong_passcode(cloud)
    path = f"/admin/v1/users/{admin.user_id('alice')}"
    assert admin.response("GET", path)["status"] == "locked out"

    admin.response("POST", path, {"status": "active"})

    approved(cloud)
    for _ in range(9):
        wrong_passcode(cloud)
    assert cloud.preauth(username="alice")["result"] == "auth"


def settings(cloud: Cloud, **changed: float) -> None:
    cloud.duo.settings.replace(replace(cloud.duo.settings.current, **changed))  # type: ignore[arg-type]


def test_how_many_lock_out_is_a_setting_and_nought_is_never(cloud: Cloud) -> None:
    settings(cloud, lockout_threshold=0)
    for _ in range(12):
        wrong_passcode(cloud)
    assert status_of(cloud) is UserStatus.ACTIVE
    settings(cloud, lockout_threshold=2)
    wrong_passcode(cloud)
    assert status_of(cloud) is UserStatus.ACTIVE
    wrong_passcode(cloud)
    assert status_of(cloud) is UserStatus.LOCKED_OUT


def test_a_lockout_may_end_by_itself(cloud: Cloud, admin: Administrator) -> None:
    settings(cloud, lockout_threshold=1, lockout_expire_minutes=90)
    wrong_passcode(cloud)
    settings(cloud, lockout_expire_minutes=0)
    cloud.clock.advance(90 * 60 - 1)
    path = f"/admin/v1/users/{admin.user_id('alice')}"
    assert admin.response("GET", path)["status"] == "locked out"
    cloud.clock.advance(1)
    assert admin.response("GET", path)["status"] == "active"


def test_a_login_after_a_lockout_that_has_ended_goes_on(cloud: Cloud) -> None:
    settings(cloud, lockout_threshold=1, lockout_expire_minutes=1)
    wrong_passcode(cloud)
    cloud.clock.advance(60)
    assert cloud.preauth(username="alice")["result"] == "auth"


def test_a_lockout_without_an_end_lasts(cloud: Cloud) -> None:
    settings(cloud, lockout_threshold=1)
    wrong_passcode(cloud)
    cloud.clock.advance(10 * 86_400)
    cloud.duo.lockouts.release_due()
    assert status_of(cloud) is UserStatus.LOCKED_OUT


def test_a_disabled_account_stays_disabled_and_a_bypassed_one_bypassed(cloud: Cloud) -> None:
    for status in (UserStatus.DISABLED, UserStatus.BYPASS):
        cloud.duo.users.set_status("alice", status)
        for _ in range(11):
            cloud.auth(factor="passcode", passcode="0")
        assert status_of(cloud) is status


def test_a_snapshot_holds_the_count(cloud: Cloud) -> None:
    for _ in range(9):
        wrong_passcode(cloud)
    snapshot = cloud.store.snapshot()
    cloud.store.clear()
    cloud.store.restore(snapshot)
    wrong_passcode(cloud)
    assert status_of(cloud) is UserStatus.LOCKED_OUT
