"""Duo's Auth API as a client meets it: `/auth/v2` and `/rest/v1`, over the WSGI application."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import Client, TestResponse

from failmode.simulator.duo.api.params import FORM_TYPE, JSON_TYPE
from failmode.simulator.duo.api.signature import Version, rfc2822, sign
from failmode.simulator.duo.application import create_app
from failmode.simulator.duo.auth.statuses import Result
from failmode.simulator.duo.auth.transaction import Transaction
from failmode.simulator.duo.cloud import create_cloud
from failmode.simulator.duo.directory.records import (
    Capability,
    Factor,
    UsernameNormalization,
    UserStatus,
)
from failmode.simulator.duo.directory.settings import DuoSettings
from failmode.simulator.duo.errors import CloudStoppedError, NotFoundError, NotWaitingError
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.store import Store
from failmode.terms.logins import Answer
from tests.patience import PATIENT_SECONDS, wait_until
from tests.simulator.duo.cloud import (
    HOST,
    IKEY,
    INVALID_PARAMETERS,
    MISSING_PARAMETERS,
    NOW,
    OTHER_IKEY,
    OTHER_SKEY,
    SKEY,
    TIMEOUT,
    Cloud,
    failure,
)

# Reaching the duo


def test_ping_needs_no_signature(cloud: Cloud) -> None:
    answer = cloud.client.get("/auth/v2/ping")

    assert answer.json == {"stat": "OK", "response": {"time": int(NOW)}}


def test_a_signed_ping_is_answered_whatever_its_date(cloud: Cloud) -> None:
    answer = cloud.call("GET", "/auth/v2/ping", at=NOW - 4000, date_header="X-Duo-Date")

    assert answer.json == {"stat": "OK", "response": {"time": int(NOW)}}


def test_check_tells_the_time_to_a_known_integration(cloud: Cloud) -> None:
    assert cloud.ok("GET", "/auth/v2/check") == {"time": int(NOW)}


def test_check_without_credentials_is_refused(cloud: Cloud) -> None:
    answer = cloud.client.get("/auth/v2/check")

    assert failure(answer) == (401, 40101, "Missing request credentials", None)


def test_an_unknown_integration_key_is_refused(cloud: Cloud) -> None:
    answer = cloud.call("GET", "/auth/v2/check", ikey="DIUNKNOWN00000000000")

    assert failure(answer) == (401, 40102, "Invalid integration key in request credentials", None)


def test_a_wrong_secret_key_is_an_invalid_signature(cloud: Cloud) -> None:
    answer = cloud.call("GET", "/auth/v2/check", skey="wrong")

    assert failure(answer) == (401, 40103, "Invalid signature in request credentials", None)


@pytest.mark.parametrize("date_header", ["Date", "X-Duo-Date"])
def test_a_clock_that_is_off_by_more_than_the_window_is_a_bad_timestamp(
    cloud: Cloud, date_header: str
) -> None:
    answer = cloud.call("GET", "/auth/v2/check", at=NOW + 301, date_header=date_header)

    assert failure(answer) == (401, 40105, "Bad request timestamp", None)


def test_the_clouds_own_wrong_clock_is_a_bad_timestamp_too(cloud: Cloud) -> None:
    with cloud.clock.skewed(4000):
        answer = cloud.call("GET", "/auth/v2/check")

    assert failure(answer)[1] == 40105


def test_the_date_in_x_duo_date_counts_before_date(cloud: Cloud) -> None:
    headers = sign(
        Version.V2,
        method="GET",
        host=HOST,
        path="/auth/v2/check",
        ikey=IKEY,
        skey=SKEY,
        date=rfc2822(NOW),
        date_header="X-Duo-Date",
    )

    answer = cloud.client.get(
        "/auth/v2/check", headers={**headers, "Host": HOST, "Date": rfc2822(0)}
    )

    assert answer.status_code == 200


@pytest.mark.parametrize("version", [Version.V2, Version.V4, Version.V5])
def test_preauth_takes_form_and_json_bodies(cloud: Cloud, version: Version) -> None:
    answer = cloud.call("POST", "/auth/v2/preauth", {"username": "alice"}, version=version)

    assert answer.json is not None
    assert answer.json["response"]["result"] == "auth"


def test_auth_v2_refuses_a_signature_without_date(cloud: Cloud) -> None:
    answer = cloud.call("POST", "/auth/v2/preauth", {"username": "alice"}, version=Version.V1)

    assert failure(answer)[1] == 40104


@pytest.mark.parametrize(
    "date",
    [
        *(None, "", "gestern"),
        *("Mi, 14 Feb 2024 10:00:00 -0000", "Sa, 28 Nov 2026 10:00:00 -0000"),
    ],
)
def test_a_date_that_is_missing_or_unreadable_is_a_missing_timestamp(
    cloud: Cloud, date: str | None
) -> None:
    headers = sign(
        Version.V2,
        method="GET",
        host=HOST,
        path="/auth/v2/check",
        ikey=IKEY,
        skey=SKEY,
        date=date or "",
        date_header="X-Duo-Date",
    )
    if date is None:
        del headers["X-Duo-Date"]

    answer = cloud.client.get("/auth/v2/check", headers={**headers, "Host": HOST})

    assert failure(answer) == (401, 40104, "Missing request timestamp", None)


def test_rest_v1_takes_a_signature_without_date(cloud: Cloud) -> None:
    answer = cloud.call(
        "POST", "/rest/v1/preauth", {"user": "alice"}, version=Version.V1, at=NOW + 1e6
    )

    assert answer.status_code == 200


def test_a_new_secret_key_counts_at_once(cloud: Cloud) -> None:
    assert cloud.call("GET", "/auth/v2/check").status_code == 200

    cloud.duo.integrations.set_skey(IKEY, "new")

    assert failure(cloud.call("GET", "/auth/v2/check"))[1] == 40103
    assert cloud.call("GET", "/auth/v2/check", skey="new").status_code == 200


def test_a_removed_integration_is_unknown_at_once(cloud: Cloud) -> None:
    assert cloud.call("GET", "/auth/v2/check").status_code == 200

    cloud.duo.integrations.remove(IKEY)

    assert failure(cloud.call("GET", "/auth/v2/check"))[1] == 40102


def test_a_cleared_database_forgets_integrations_at_once(cloud: Cloud) -> None:
    cloud.preauth(username="alice")

    cloud.store.clear()

    assert failure(cloud.call("GET", "/auth/v2/check"))[1] == 40102


def test_a_restored_snapshot_brings_everybody_back(cloud: Cloud) -> None:
    snapshot = cloud.store.snapshot()
    cloud.store.clear()

    cloud.store.restore(snapshot)

    assert cloud.preauth(username="alice")["result"] == "auth"


@pytest.mark.parametrize("path", ["/", "/auth/v2", "/auth/v2/nope", "/auth/v2/ping/", "/rest/v1"])
def test_an_unknown_path_is_not_found(cloud: Cloud, path: str) -> None:
    assert failure(cloud.client.get(path))[:2] == (404, 40401)


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/auth/v2/ping"), ("GET", "/auth/v2/preauth"), ("OPTIONS", "/auth/v2/auth")],
)
def test_a_path_with_another_method_is_refused(cloud: Cloud, method: str, path: str) -> None:
    assert failure(cloud.client.open(path, method=method))[:2] == (405, 40501)


# Preauth


def test_preauth_lists_the_devices_of_an_enrolled_user(cloud: Cloud) -> None:
    token = cloud.duo.devices.add_token("alice", "20361492")
    phone = cloud.duo.users.get("alice").devices[0]

    assert cloud.preauth(username="alice") == {
        "result": "auth",
        "status_msg": "Account is active",
        "devices": [
            {
                "device": phone.device,
                "type": "phone",
                "number": "XXX-XXX-0100",
                "name": "Pixel",
                "display_name": "Pixel (XXX-XXX-0100)",
                "capabilities": ["auto", "push", "sms", "phone", "mobile_otp"],
            },
            {"device": token.device, "type": "token", "name": "20361492"},
        ],
    }


def test_preauth_finds_a_user_by_id(cloud: Cloud) -> None:
    user = cloud.duo.users.get("alice")

    found = cloud.preauth(user_id=user.user_id)

    assert found["result"] == "auth"
    assert found["devices"][0]["device"] == user.devices[0].device


def test_preauth_lets_a_bypassed_user_in(cloud: Cloud) -> None:
    cloud.duo.users.set_status("alice", UserStatus.BYPASS)

    assert cloud.preauth(username="alice")["result"] == "allow"


@pytest.mark.parametrize("status", [UserStatus.DISABLED, UserStatus.LOCKED_OUT])
def test_preauth_denies_a_disabled_or_locked_out_user(cloud: Cloud, status: UserStatus) -> None:
    cloud.duo.users.set_status("alice", status)

    assert cloud.preauth(username="alice") == {
        "result": "deny",
        "status_msg": "Your account is disabled and cannot access this application. "
        "Please contact your administrator.",
    }


@pytest.mark.parametrize("username", ["nobody", "newcomer"])
def test_preauth_sends_unknown_users_and_users_without_devices_to_enrol(
    cloud: Cloud, username: str
) -> None:
    cloud.duo.users.add("newcomer")

    answer = cloud.preauth(username=username, text_prompt="1")

    assert answer["result"] == "enroll"
    assert answer["status_msg"] == "Enroll an authentication device to proceed"
    assert answer["enroll_portal_url"].startswith(f"https://{HOST}/portal?code=")
    assert answer["prompt"] == {"text": f"Please enroll at {answer['enroll_portal_url']}"}


def test_preauth_offers_a_text_prompt_when_asked(cloud: Cloud) -> None:
    cloud.duo.devices.add_phone("alice", "+12025550111", capabilities=[Capability.SMS])

    assert cloud.preauth(username="alice", text_prompt="1")["prompt"] == {
        "text": "Duo two-factor login for alice\n\n"
        "Enter a passcode or select one of the following options:\n\n"
        " 1. Duo Push to XXX-XXX-0100\n"
        " 2. Phone call to XXX-XXX-0100\n"
        " 3. SMS passcodes to XXX-XXX-0100\n"
        " 4. SMS passcodes to XXX-XXX-0111\n\n"
        "Passcode or option (1-4): ",
        "factors": {
            "default": "push1",
            "1": "push1",
            "2": "phone1",
            "3": "sms1",
            "4": "sms2",
        },
    }


@pytest.mark.parametrize("failmode", ["open", "closed", "safe", "secure"])
def test_preauth_takes_the_failmode_that_the_client_tells(cloud: Cloud, failmode: str) -> None:
    found = cloud.preauth(username="alice", failmode=failmode, ipaddr="192.0.2.7", hostname="pc1")

    assert found["result"] == "auth"


@pytest.mark.parametrize("username", ["alice", "ALICE", r"HARBOUR\Alice", "alice@harbour.example"])
def test_simple_normalization_ignores_domain_and_case(cloud: Cloud, username: str) -> None:
    (phone,) = cloud.duo.users.get("alice").devices

    found = cloud.preauth(username=username)

    assert found["result"] == "auth"
    assert [device["device"] for device in found["devices"]] == [phone.device]


@pytest.mark.parametrize(
    ("username", "result"),
    [("Alice", "auth"), (r"HARBOUR\alice", "enroll"), ("alice@harbour.example", "enroll")],
)
def test_without_normalization_the_domain_counts(cloud: Cloud, username: str, result: str) -> None:
    cloud.duo.integrations.remove(IKEY)
    cloud.duo.integrations.add(IKEY, SKEY, HOST, username_normalization=UsernameNormalization.NONE)

    assert cloud.preauth(username=username)["result"] == result


def test_the_exact_name_comes_before_one_that_is_only_alike(cloud: Cloud) -> None:
    cloud.duo.users.add("alice@harbour.example", status=UserStatus.DISABLED)

    assert cloud.preauth(username="alice@harbour.example")["result"] == "deny"
    assert cloud.preauth(username="alice")["result"] == "auth"


@pytest.mark.parametrize(
    ("params", "detail"),
    [
        ({"username": "alice", "user_id": "DU1"}, "username"),
        ({"user_id": "DUNOSUCHUSER00000000"}, "user_id"),
        ({"username": "al\0ice"}, "username"),
    ],
)
def test_preauth_names_the_parameter_that_is_wrong(
    cloud: Cloud, params: dict[str, str], detail: str
) -> None:
    answer = cloud.call("POST", "/auth/v2/preauth", params)

    assert failure(answer) == (*INVALID_PARAMETERS, detail)


@pytest.mark.parametrize("params", [{}, {"username": ""}, {"user_id": ""}], ids=str)
def test_preauth_of_nobody_lacks_the_user(cloud: Cloud, params: dict[str, str]) -> None:
    answer = cloud.call("POST", "/auth/v2/preauth", params)

    assert failure(answer) == (*MISSING_PARAMETERS, "username")


# Auth


def test_an_approved_push_lets_the_user_in(cloud: Cloud) -> None:
    assert cloud.auth(factor="push", device="auto") == {
        "result": "allow",
        "status": "allow",
        "status_msg": "Success. Logging you in...",
    }


def test_a_denied_push_does_not(cloud: Cloud) -> None:
    cloud.duo.users.set_answer("alice", Answer.DENY)

    assert cloud.auth(factor="push", device="auto") == {
        "result": "deny",
        "status": "deny",
        "status_msg": "Login request denied.",
    }


def in_background(pool: ThreadPoolExecutor, cloud: Cloud, **params: str) -> Any:
    """Start an auth that waits; return once the cloud has the transaction."""
    before = len(cloud.duo.transactions.all())
    running = pool.submit(cloud.auth, **params)
    wait_until(lambda: len(cloud.duo.transactions.all()) > before, "no transaction began")
    return running


def waiting(cloud: Cloud) -> bool:
    """Whether the only transaction still waits for the person."""
    (transaction,) = cloud.duo.transactions.all()
    return not transaction.status(cloud.clock.now()).final


def test_a_push_that_nobody_answers_times_out_by_the_clock(cloud: Cloud) -> None:
    cloud.duo.users.set_answer("alice", Answer.IGNORE)
    with ThreadPoolExecutor() as pool:
        running = in_background(pool, cloud, factor="push", device="auto")
        cloud.clock.advance(TIMEOUT - 1)
        assert waiting(cloud)
        cloud.clock.advance(1)

        assert running.result(PATIENT_SECONDS) == {
            "result": "deny",
            "status": "timeout",
            "status_msg": "Login timed out.",
        }


def test_a_push_that_nobody_answers_times_out_in_real_time(duo_store: Store) -> None:
    duo_store.clear()
    clock = Clock()
    duo = create_cloud(duo_store, clock, DuoSettings(push_timeout_seconds=0.05))
    duo.integrations.add(IKEY, SKEY, HOST)
    duo.users.add("alice", answer=Answer.IGNORE)
    duo.devices.add_phone("alice", "+12025550100")
    cloud = Cloud(duo, duo_store, clock, Client(create_app(duo)))

    answer = cloud.call(
        "POST",
        "/auth/v2/auth",
        {"username": "alice", "factor": "push", "device": "auto"},
        at=clock.now(),
    )

    assert answer.json is not None
    assert answer.json["response"]["status"] == "timeout"


def test_a_slow_person_answers_when_the_clock_gets_there(cloud: Cloud) -> None:
    cloud.duo.users.set_answer("alice", Answer.APPROVE, after_seconds=20)
    with ThreadPoolExecutor() as pool:
        running = in_background(pool, cloud, factor="push", device="auto")
        cloud.clock.advance(19)
        assert waiting(cloud)
        cloud.clock.advance(1)

        assert running.result(PATIENT_SECONDS)["result"] == "allow"


def test_an_answer_after_the_timeout_comes_too_late(cloud: Cloud) -> None:
    cloud.duo.users.set_answer("alice", Answer.APPROVE, after_seconds=TIMEOUT)
    with ThreadPoolExecutor() as pool:
        running = in_background(pool, cloud, factor="push", device="auto")
        cloud.clock.advance(TIMEOUT)

        assert running.result(PATIENT_SECONDS)["status"] == "timeout"


@pytest.mark.parametrize(("by_hand", "result"), [("approve", "allow"), ("deny", "deny")])
def test_a_person_can_answer_by_hand(cloud: Cloud, by_hand: str, result: str) -> None:
    cloud.duo.users.set_answer("alice", Answer.IGNORE)
    with ThreadPoolExecutor() as pool:
        running = in_background(pool, cloud, factor="push", device="auto")
        (transaction,) = cloud.duo.transactions.all("alice")
        getattr(cloud.duo.transactions, by_hand)(transaction.txid)

        assert running.result(PATIENT_SECONDS)["result"] == result
    with pytest.raises(NotWaitingError):
        cloud.duo.transactions.approve(transaction.txid)


def test_nobody_can_answer_a_transaction_that_does_not_exist(cloud: Cloud) -> None:
    with pytest.raises(NotFoundError, match="no-such"):
        cloud.duo.transactions.approve("no-such")


def test_a_request_that_waits_for_a_person_holds_nothing_of_the_database(cloud: Cloud) -> None:
    cloud.duo.users.set_answer("alice", Answer.IGNORE)
    params = {"username": "alice", "factor": "push", "device": "auto"}
    with ThreadPoolExecutor() as pool:
        running = pool.submit(cloud.call, "POST", "/auth/v2/auth", params)
        wait_until(cloud.duo.transactions.all, "no transaction began")
        wait_until(
            lambda: cloud.store.engine.pool.checkedout() == 0,  # type: ignore[attr-defined]
            "a connection to the database is held",
        )
        (transaction,) = cloud.duo.transactions.all()
        cloud.duo.transactions.approve(transaction.txid)

        assert running.result(PATIENT_SECONDS).status_code == 200


@pytest.mark.parametrize(
    ("answer", "seconds", "told", "otherwise"),
    [
        (Answer.IGNORE, TIMEOUT + 1, "timeout", "approve"),
        (Answer.APPROVE, 6.0, "allow", "report_fraud"),
    ],
)
def test_a_clock_that_is_set_back_does_not_change_how_a_push_ended_that_its_client_was_told_of(
    cloud: Cloud, answer: Answer, seconds: float, told: str, otherwise: str
) -> None:
    cloud.duo.users.set_answer("alice", answer, after_seconds=5.0)
    params = {"username": "alice", "factor": "push", "device": "auto"}
    with ThreadPoolExecutor() as pool:
        running = pool.submit(cloud.call, "POST", "/auth/v2/auth", params)
        wait_until(cloud.duo.transactions.all, "no transaction began")
        cloud.clock.advance(seconds)
        assert running.result(PATIENT_SECONDS).get_json()["response"]["status"] == told

    cloud.clock.advance(-seconds)
    (transaction,) = cloud.duo.transactions.all()
    with pytest.raises(NotWaitingError):
        getattr(cloud.duo.transactions, otherwise)(transaction.txid)
    (after,) = cloud.duo.transactions.all()
    assert after.end() == transaction.end()


def test_a_push_that_is_removed_while_its_client_polls_is_told_as_one_that_nobody_answered(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    cloud.duo.users.set_answer("alice", Answer.IGNORE)
    txid = cloud.auth(factor="push", device="auto", **{"async": "1"})["txid"]
    repository = cloud.duo.transaction_repository
    integration = cloud.duo.integrations.find(IKEY)
    assert integration is not None
    assert cloud.duo.authentication.status(integration, txid).result is Result.WAITING
    find = repository.find

    def find_before_a_reset(wanted: str) -> Transaction | None:
        found = find(wanted)
        cloud.store.clear()
        return found

    # However slow the machine, it is the reset that ends the poll.
    settings = cloud.duo.settings
    settings.replace(replace(settings.current, long_poll_seconds=PATIENT_SECONDS))
    monkeypatch.setattr(repository, "find", find_before_a_reset)
    status = cloud.duo.authentication.status(integration, txid)

    assert (status.result, status.status) == (Result.DENY, "timeout")


def test_a_stopping_cloud_ends_waiting_requests_without_an_answer(cloud: Cloud) -> None:
    cloud.duo.users.set_answer("alice", Answer.IGNORE)
    params = {"username": "alice", "factor": "push", "device": "auto"}
    with ThreadPoolExecutor() as pool:
        running = pool.submit(cloud.call, "POST", "/auth/v2/auth", params)
        wait_until(cloud.duo.transactions.all, "no transaction began")
        cloud.duo.close()

        with pytest.raises(CloudStoppedError):
            running.result(PATIENT_SECONDS)


def test_auto_prefers_a_push_and_else_calls(cloud: Cloud) -> None:
    cloud.auth(factor="auto", device="auto")
    cloud.duo.users.add("bob")
    cloud.duo.devices.add_phone("bob", "+12025550101", capabilities=[Capability.PHONE])
    cloud.auth(username="bob", factor="auto", device="auto")

    assert [one.factor for one in cloud.duo.transactions.all()] == [Factor.PUSH, Factor.PHONE]


def test_a_device_can_be_named_by_its_id(cloud: Cloud) -> None:
    second = cloud.duo.devices.add_phone("alice", "+12025550111")

    cloud.auth(factor="push", device=second.device)

    assert cloud.duo.transactions.all()[-1].device == second.device


def test_a_passcode_works_once(cloud: Cloud) -> None:
    (code,) = cloud.duo.passcodes.issue("alice")

    assert cloud.auth(factor="passcode", passcode=code)["result"] == "allow"
    assert cloud.auth(factor="passcode", passcode=code) == {
        "result": "deny",
        "status": "deny",
        "status_msg": "Invalid passcode, please try again.",
    }


def test_a_passcode_works_for_nobody_else(cloud: Cloud) -> None:
    cloud.duo.users.add("bob")
    cloud.duo.devices.add_phone("bob", "+12025550101")
    (code,) = cloud.duo.passcodes.issue("bob")

    assert cloud.auth(factor="passcode", passcode=code)["result"] == "deny"
    assert cloud.duo.passcodes.of("bob") == (code,)


def test_one_passcode_lets_only_one_of_many_parallel_logins_in(cloud: Cloud) -> None:
    (code,) = cloud.duo.passcodes.issue("alice")
    with ThreadPoolExecutor(10) as pool:
        running = [pool.submit(cloud.auth, factor="passcode", passcode=code) for _ in range(10)]
        results = [one.result(PATIENT_SECONDS)["result"] for one in running]

    assert sorted(results) == ["allow", *["deny"] * 9]


def test_sms_sends_passcodes_and_always_denies(cloud: Cloud) -> None:
    answer = cloud.auth(factor="sms", device="auto")

    assert answer == {"result": "deny", "status": "sent", "status_msg": "New SMS passcodes sent."}
    codes = cloud.duo.passcodes.of("alice")
    assert len(codes) == 3
    assert cloud.auth(factor="passcode", passcode=codes[0])["result"] == "allow"


@pytest.mark.parametrize(
    ("status", "result"),
    [
        (UserStatus.BYPASS, "allow"),
        (UserStatus.DISABLED, "deny"),
        (UserStatus.LOCKED_OUT, "deny"),
    ],
)
def test_auth_asks_nobody_whose_account_decides(
    cloud: Cloud, status: UserStatus, result: str
) -> None:
    cloud.duo.users.set_status("alice", status)
    cloud.duo.users.set_answer("alice", Answer.IGNORE)

    assert cloud.auth(factor="push", device="auto")["result"] == result


@pytest.mark.parametrize(
    ("typed", "result", "factor"),
    [
        ("push1", "allow", Factor.PUSH),
        ("phone1", "allow", Factor.PHONE),
        ("sms1", "deny", Factor.SMS),
        ("1234567", "allow", Factor.PASSCODE),
        ("7654321", "deny", Factor.PASSCODE),
        ("push2", "deny", Factor.PASSCODE),
        ("push0", "deny", Factor.PASSCODE),
        ("no such thing", "deny", Factor.PASSCODE),
    ],
)
def test_a_prompt_takes_a_choice_or_a_passcode(
    cloud: Cloud, typed: str, result: str, factor: Factor
) -> None:
    cloud.duo.passcodes.add("alice", ["1234567"])

    answer = cloud.auth(factor="prompt", prompt=typed)

    assert answer["result"] == result
    assert cloud.duo.transactions.all()[-1].factor is factor


@pytest.mark.parametrize(
    ("params", "detail"),
    [
        ({"factor": "carrier-pigeon"}, "factor"),
        ({"factor": "push", "device": "DPNOSUCHPHONE0000000"}, "device"),
        ({"factor": "push", "device": "auto", "async": "maybe"}, "async"),
        ({"factor": "push", "device": "auto", "pushinfo": "x" * 20_000}, "pushinfo"),
    ],
)
def test_auth_names_the_parameter_that_is_wrong(
    cloud: Cloud, params: dict[str, str], detail: str
) -> None:
    answer = cloud.call("POST", "/auth/v2/auth", {"username": "alice", **params})

    assert failure(answer) == (*INVALID_PARAMETERS, detail)
    assert cloud.duo.transactions.all() == ()


@pytest.mark.parametrize(
    ("params", "detail"),
    [
        ({}, "factor"),
        ({"factor": "auto"}, "device"),
        ({"factor": "push"}, "device"),
        ({"factor": "push", "device": ""}, "device"),
        ({"factor": "prompt"}, "prompt"),
        ({"factor": "passcode"}, "passcode"),
    ],
    ids=str,
)
def test_auth_names_the_parameter_that_is_missing(
    cloud: Cloud, params: dict[str, str], detail: str
) -> None:
    answer = cloud.call("POST", "/auth/v2/auth", {"username": "alice", **params})

    assert failure(answer) == (*MISSING_PARAMETERS, detail)
    assert cloud.duo.transactions.all() == ()


@pytest.mark.parametrize(
    ("path", "params"),
    [
        ("/auth/v2/auth", {"username": "nobody", "factor": "push", "device": "auto"}),
        ("/auth/v2/auth", {"username": "nobody", "factor": "passcode", "passcode": "1234567"}),
        ("/rest/v1/auth", {"user": "nobody", "factor": "auto", "auto": "push1"}),
    ],
    ids=["push", "passcode", "rest"],
)
def test_auth_of_an_unknown_user_is_refused_rather_than_denied(
    cloud: Cloud, path: str, params: dict[str, str]
) -> None:
    answer = cloud.call("POST", path, params)

    assert failure(answer) == (*INVALID_PARAMETERS, "username")
    assert cloud.duo.transactions.all() == ()


@pytest.mark.parametrize("factor", ["phone", "sms"])
def test_a_call_or_message_without_a_device_goes_to_the_first_that_can_take_it(
    cloud: Cloud, factor: str
) -> None:
    cloud.auth(factor=factor)

    (transaction,) = cloud.duo.transactions.all()
    assert transaction.device == cloud.duo.users.get("alice").devices[0].device


@pytest.mark.parametrize(
    ("method", "path", "params", "detail"),
    [
        ("GET", "/auth/v2/auth_status", {}, "txid"),
        ("POST", "/auth/v2/enroll_status", {}, "user_id"),
        ("POST", "/auth/v2/enroll_status", {"user_id": "DU1"}, "activation_code"),
        ("GET", "/rest/v1/status", {}, "txid"),
    ],
)
def test_every_call_names_the_parameter_that_is_missing(
    cloud: Cloud, method: str, path: str, params: dict[str, str], detail: str
) -> None:
    assert failure(cloud.call(method, path, params)) == (*MISSING_PARAMETERS, detail)


def test_push_needs_a_phone_that_can_take_one(cloud: Cloud) -> None:
    cloud.duo.users.add("bob")
    cloud.duo.devices.add_phone("bob", "+12025550101", capabilities=[Capability.SMS])

    answer = cloud.call(
        "POST", "/auth/v2/auth", {"username": "bob", "factor": "push", "device": "auto"}
    )

    assert failure(answer) == (*INVALID_PARAMETERS, "no capable device")


# Asynchronous


def test_an_asynchronous_push_is_followed_to_its_end(cloud: Cloud) -> None:
    txid = cloud.auth(factor="push", device="auto", **{"async": "1"})["txid"]

    pushed, allowed, again = (cloud.status(txid) for _ in range(3))

    assert pushed == {
        "result": "waiting",
        "status": "pushed",
        "status_msg": "Pushed a login request to your device...",
    }
    assert allowed == again
    assert allowed["result"] == "allow"


def test_a_call_is_dialled_answered_and_approved(cloud: Cloud) -> None:
    txid = cloud.auth(factor="phone", device="auto", **{"async": "1"})["txid"]

    said = [cloud.status(txid) for _ in range(3)]

    assert [one["status"] for one in said] == ["calling", "answered", "allow"]
    assert said[0]["status_msg"] == "Dialing XXX-XXX-0100..."
    assert said[1]["status_msg"] == "Answered. Press '#' on your phone to log in."


def test_auth_status_waits_no_longer_than_the_long_poll(cloud: Cloud) -> None:
    cloud.duo.users.set_answer("alice", Answer.IGNORE)
    txid = cloud.auth(factor="push", device="auto", **{"async": "1"})["txid"]

    assert [cloud.status(txid)["status"] for _ in range(3)] == ["pushed"] * 3


def test_auth_status_answers_as_soon_as_the_person_does(duo_store: Store) -> None:
    duo_store.clear()
    duo = create_cloud(
        duo_store,
        Clock(),
        DuoSettings(long_poll_seconds=2 * PATIENT_SECONDS, recheck_seconds=2 * PATIENT_SECONDS),
    )
    integration = duo.integrations.add(IKEY, SKEY, HOST)
    duo.users.add("alice", answer=Answer.IGNORE)
    duo.devices.add_phone("alice", "+12025550100")
    clock = Clock()
    cloud = Cloud(duo, duo_store, clock, Client(create_app(duo)))
    started = cloud.call(
        "POST",
        "/auth/v2/auth",
        {"username": "alice", "factor": "push", "device": "auto", "async": "1"},
        at=clock.now(),
    )
    assert started.json is not None
    txid = started.json["response"]["txid"]
    assert duo.authentication.status(integration, txid).status == "pushed"
    with ThreadPoolExecutor() as pool:
        running = pool.submit(duo.authentication.status, integration, txid)
        duo.transactions.approve(txid)

        assert running.result(PATIENT_SECONDS).status == "allow"


def test_what_a_person_will_do_is_settled_when_the_person_is_asked(cloud: Cloud) -> None:
    cloud.duo.users.set_answer("alice", Answer.DENY)
    txid = cloud.auth(factor="push", device="auto", **{"async": "1"})["txid"]
    cloud.duo.users.set_answer("alice", Answer.APPROVE)

    assert [cloud.status(txid)["result"] for _ in range(2)] == ["waiting", "deny"]


def test_a_transaction_of_another_integration_is_not_visible(cloud: Cloud) -> None:
    txid = cloud.auth(factor="push", device="auto", **{"async": "1"})["txid"]

    answer = cloud.call(
        "GET", "/auth/v2/auth_status", {"txid": txid}, ikey=OTHER_IKEY, skey=OTHER_SKEY
    )

    assert failure(answer) == (*INVALID_PARAMETERS, "txid")


def test_an_unknown_transaction_is_an_invalid_parameter(cloud: Cloud) -> None:
    answer = cloud.call("GET", "/auth/v2/auth_status", {"txid": "no-such"})

    assert failure(answer) == (*INVALID_PARAMETERS, "txid")


def test_twenty_parallel_logins_are_never_mixed_up(cloud: Cloud) -> None:
    names = [f"user{number}" for number in range(20)]
    for number, name in enumerate(names):
        cloud.duo.users.add(name, answer=Answer.IGNORE)
        cloud.duo.devices.add_phone(name, f"+120255501{number:02}")
    app = create_app(cloud.duo)

    def login(name: str) -> str:
        own = Cloud(cloud.duo, cloud.store, cloud.clock, Client(app))
        assert own.preauth(username=name)["devices"][0]["number"].endswith(name[4:].zfill(2))
        answer = own.auth(username=name, factor="push", device="auto")
        return str(answer["result"])

    with ThreadPoolExecutor(20) as pool:
        running = {name: pool.submit(login, name) for name in names}
        wait_until(lambda: len(cloud.duo.transactions.all()) == 20, "some did not begin")
        for number, name in enumerate(names):
            (transaction,) = cloud.duo.transactions.all(name)
            (cloud.duo.transactions.deny if number % 3 else cloud.duo.transactions.approve)(
                transaction.txid
            )
        results = [running[name].result(PATIENT_SECONDS) for name in names]

    assert results == ["deny" if number % 3 else "allow" for number in range(20)]


# The older API of the Authentication Proxy


def rest(cloud: Cloud, method: str, path: str, **params: str) -> Any:
    """Return the response of a `/rest/v1` call as the Authentication Proxy signs it."""
    answer = cloud.call(method, f"/rest/v1/{path}", params, version=Version.V1)
    assert answer.status_code == 200, answer.text
    assert answer.json is not None
    return answer.json["response"]


@pytest.mark.parametrize("suffix", ["", ".json"])
def test_rest_v1_answers_ping_and_check_with_a_word(cloud: Cloud, suffix: str) -> None:
    assert rest(cloud, "GET", f"ping{suffix}") == "pong"
    assert rest(cloud, "GET", f"check{suffix}") == "valid"


def test_rest_v1_preauth_gives_factors_and_prompt(cloud: Cloud) -> None:
    answer = rest(cloud, "POST", "preauth", user="alice", failmode="safe", ipaddr="0.0.0.0")

    assert answer["result"] == "auth"
    assert answer["factors"] == {"default": "push1", "1": "push1", "2": "phone1", "3": "sms1"}
    assert answer["prompt"].endswith("Passcode or option (1-3): ")


def test_rest_v1_preauth_has_a_status_for_those_who_need_not_or_may_not(cloud: Cloud) -> None:
    cloud.duo.users.add("bob", status=UserStatus.BYPASS)
    cloud.duo.users.add("carol", status=UserStatus.DISABLED)

    assert set(rest(cloud, "POST", "preauth", user="bob")) == {"result", "status"}
    assert rest(cloud, "POST", "preauth", user="carol")["result"] == "deny"
    unknown = rest(cloud, "POST", "preauth", user="nobody")
    assert unknown["result"] == "enroll"
    assert unknown["status"].startswith(f"Please enroll at https://{HOST}/portal")


@pytest.mark.parametrize(
    ("params", "result"),
    [
        ({"factor": "auto", "auto": "push1"}, "allow"),
        ({"factor": "auto", "auto": "push"}, "allow"),
        ({"factor": "auto", "auto": "auto"}, "allow"),
        ({"factor": "auto", "auto": "1234567"}, "allow"),
        ({"factor": "auto", "auto": "000"}, "deny"),
        ({"factor": "passcode", "code": "1234567"}, "allow"),
        ({"factor": "push", "phone": "phone1"}, "allow"),
        ({"factor": "phone", "phone": "phone1"}, "allow"),
        ({"factor": "sms", "phone": "phone1"}, "deny"),
    ],
)
def test_rest_v1_auth_knows_every_factor(cloud: Cloud, params: dict[str, str], result: str) -> None:
    cloud.duo.passcodes.add("alice", ["1234567"])

    answer = rest(cloud, "POST", "auth", user="alice", **params)

    assert answer["result"] == result
    assert set(answer) == {"result", "status"}


def test_rest_v1_status_has_no_result_while_waiting(cloud: Cloud) -> None:
    started = rest(
        cloud, "POST", "auth", user="alice", factor="auto", auto="push1", **{"async": "1"}
    )

    waiting, allowed = (rest(cloud, "GET", "status", txid=started["txid"]) for _ in range(2))

    assert waiting == {"status": "Pushed a login request to your device..."}
    assert allowed == {"result": "allow", "status": "Success. Logging you in..."}


@pytest.mark.parametrize(
    ("params", "detail"),
    [
        ({"user": "alice", "factor": "push", "phone": "phone2"}, "device"),
    ],
)
def test_rest_v1_auth_names_the_parameter_that_is_wrong(
    cloud: Cloud, params: dict[str, str], detail: str
) -> None:
    answer = cloud.call("POST", "/rest/v1/auth", params, version=Version.V1)

    assert failure(answer) == (*INVALID_PARAMETERS, detail)


@pytest.mark.parametrize(
    ("params", "detail"),
    [
        ({"factor": "auto", "auto": "push1"}, "user"),
        ({"user": "alice", "factor": "auto"}, "auto"),
    ],
)
def test_rest_v1_auth_names_the_parameter_that_is_missing(
    cloud: Cloud, params: dict[str, str], detail: str
) -> None:
    answer = cloud.call("POST", "/rest/v1/auth", params, version=Version.V1)

    assert failure(answer) == (*MISSING_PARAMETERS, detail)


# Hostile requests


@pytest.mark.parametrize("path", ["/auth/v2/preauth", "/rest/v1/preauth.bson"])
def test_a_defect_of_the_cloud_is_no_answer_of_duo(
    cloud: Cloud, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ArithmeticError("the cloud's own mistake")

    monkeypatch.setattr(cloud.duo.authentication, "preauth", broken)

    with pytest.raises(ArithmeticError, match="the cloud's own mistake"):
        cloud.call("POST", path, {"username": "alice", "user": "alice"})


def signed_json(cloud: Cloud, body: bytes) -> TestResponse:
    """Send a preauth with a correctly signed body, whatever it holds."""
    headers = sign(
        Version.V5,
        method="POST",
        host=HOST,
        path="/auth/v2/preauth",
        ikey=IKEY,
        skey=SKEY,
        date=rfc2822(NOW),
        body=body,
    )
    return cloud.client.post(
        "/auth/v2/preauth", data=body, content_type=JSON_TYPE, headers={**headers, "Host": HOST}
    )


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b"{", None),
        (b"[]", None),
        (b"null", None),
        (b"\xff\xfe", None),
        (b"[" * 5_000, None),
        (b'{"username": ["alice"]}', "username"),
        (b'{"username": {}}', "username"),
        (b'{"username": 1.5}', "username"),
        (b'{"username": "\\ud800"}', "username"),
        (b'{"n": ' + b"9" * 5_000 + b"}", None),
    ],
)
def test_a_malformed_json_body_is_an_invalid_request(
    cloud: Cloud, body: bytes, detail: str | None
) -> None:
    assert failure(signed_json(cloud, body)) == (*INVALID_PARAMETERS, detail)


def test_a_value_that_is_null_is_left_out(cloud: Cloud) -> None:
    answer = signed_json(cloud, b'{"username": "alice", "ipaddr": null}')
    assert answer.status_code == 200
    assert failure(signed_json(cloud, b'{"username": null}')) == (*MISSING_PARAMETERS, "username")


def test_json_numbers_and_truth_values_are_read_as_text(cloud: Cloud) -> None:
    cloud.duo.users.add("7")
    cloud.duo.devices.add_phone("7", "+12025550107")

    answer = signed_json(cloud, b'{"username": 7, "client_supports_verified_push": true}')

    assert answer.json is not None
    assert answer.json["response"]["result"] == "auth"


def test_a_parameter_given_twice_is_refused(cloud: Cloud) -> None:
    pairs = (("username", "alice"), ("username", "bob"))
    headers = sign(
        Version.V2,
        method="POST",
        host=HOST,
        path="/auth/v2/preauth",
        ikey=IKEY,
        skey=SKEY,
        params=pairs,
        date=rfc2822(NOW),
    )

    answer = cloud.client.post(
        "/auth/v2/preauth",
        data=b"username=alice&username=bob",
        content_type=FORM_TYPE,
        headers={**headers, "Host": HOST},
    )

    assert failure(answer) == (*INVALID_PARAMETERS, "username")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["preauth", "auth"]),
    st.binary(max_size=60),
    st.sampled_from([JSON_TYPE, FORM_TYPE, "", "multipart/form-data; boundary=x"]),
    st.text(alphabet=st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=30),
)
def test_no_request_without_a_signature_gets_further_than_an_error(
    cloud: Cloud, name: str, body: bytes, content_type: str, authorization: str
) -> None:
    answer = cloud.client.post(
        f"/auth/v2/{name}",
        data=body,
        content_type=content_type,
        headers={"Authorization": authorization, "Host": HOST},
    )

    assert answer.status_code in {400, 401}
    assert failure(answer)[1] // 100 == answer.status_code


@pytest.mark.parametrize("username", ["\\", "@", "ACME\\", "@acme.example", "ACME\\@acme.example"])
def test_a_name_without_a_simple_form_means_nobody_but_itself(cloud: Cloud, username: str) -> None:
    answer = cloud.call("POST", "/auth/v2/preauth", {"username": username})

    assert answer.status_code == 200
    assert answer.get_json()["response"]["result"] == "enroll"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(["username", "user_id", "failmode"]), st.text(), max_size=3))
def test_any_signed_parameters_get_duos_answer_or_duos_error(
    cloud: Cloud, params: dict[str, str]
) -> None:
    answer = cloud.call("POST", "/auth/v2/preauth", params)

    assert answer.status_code in {200, 400}


def test_errors_and_representations_show_no_secret(cloud: Cloud) -> None:
    (code,) = cloud.duo.passcodes.issue("alice")
    integration = cloud.duo.integrations.find(IKEY)
    wrong = cloud.call("GET", "/auth/v2/check", skey="wrong-secret")
    bad = cloud.call("POST", "/auth/v2/auth", {"factor": "passcode", "passcode": code})

    assert SKEY not in repr(integration)
    assert "wrong-secret" not in wrong.text
    assert SKEY not in wrong.text
    assert code not in bad.text
