"""What the person does when asked: per user and per device, verified pushes, remembered devices."""

from __future__ import annotations

from typing import Any

import pytest

from failmode.simulator.duo.directory.records import Capability, Policy, UserStatus
from failmode.simulator.duo.errors import BadEntryError, NotFoundError, NotWaitingError
from failmode.terms.logins import Answer
from tests.simulator.duo.cloud import (
    IKEY,
    INVALID_PARAMETERS,
    NOW,
    OTHER_IKEY,
    OTHER_SKEY,
    Cloud,
    failure,
)

FRAUD = {
    "result": "deny",
    "status": "fraud",
    "status_msg": "Login request reported as fraudulent.",
}


def started(cloud: Cloud, **params: str) -> str:
    """Return the id of an asynchronous transaction that has told that a push was sent."""
    txid = str(cloud.auth(**{"factor": "push", "device": "auto", "async": "1", **params})["txid"])
    assert cloud.status(txid)["result"] == "waiting"
    return txid


def test_a_person_who_reports_fraud_is_denied_with_the_status_fraud(cloud: Cloud) -> None:
    cloud.duo.users.set_answer("alice", Answer.FRAUD)

    assert cloud.auth(factor="push", device="auto") == FRAUD


def test_a_waiting_push_can_be_reported_by_hand_once(cloud: Cloud) -> None:
    cloud.duo.users.set_answer("alice", Answer.IGNORE)
    txid = started(cloud)

    cloud.duo.transactions.report_fraud(txid)

    assert cloud.status(txid) == FRAUD
    for answer in (
        cloud.duo.transactions.approve,
        cloud.duo.transactions.deny,
        cloud.duo.transactions.report_fraud,
    ):
        with pytest.raises(NotWaitingError):
            answer(txid)
    assert cloud.status(txid) == FRAUD


def test_a_device_overrides_what_the_user_does(cloud: Cloud) -> None:
    phone = cloud.duo.users.get("alice").devices[0].device
    tablet = cloud.duo.devices.add_phone("alice", "", platform="Apple iOS").device
    cloud.duo.users.set_answer("alice", Answer.DENY)
    cloud.duo.devices.set_answer(tablet, Answer.APPROVE)

    assert cloud.auth(factor="push", device=phone)["result"] == "deny"
    assert cloud.auth(factor="push", device=tablet)["result"] == "allow"
    cloud.duo.devices.set_answer(tablet, None)
    assert cloud.auth(factor="push", device=tablet)["result"] == "deny"


def test_a_device_may_only_be_slower(cloud: Cloud) -> None:
    phone = cloud.duo.users.get("alice").devices[0].device
    cloud.duo.devices.set_answer(phone, None, after_seconds=20)
    txid = started(cloud, device=phone)
    cloud.clock.advance(19)
    assert cloud.duo.transactions.get(txid).status(cloud.clock.now()).status == "pushed"
    cloud.clock.advance(1)

    assert cloud.duo.authentication.status(_integration(cloud), txid).status == "allow"


def _integration(cloud: Cloud) -> Any:
    return cloud.duo.integrations.find(IKEY)


def test_a_device_that_is_not_there_has_no_answer(cloud: Cloud) -> None:
    phone = cloud.duo.users.get("alice").devices[0].device
    for change in (
        lambda: cloud.duo.devices.set_answer("DPNOSUCH", Answer.DENY),
        lambda: cloud.duo.devices.remove("DPNOSUCH"),
        lambda: cloud.duo.devices.get("DPNOSUCH"),
    ):
        with pytest.raises(NotFoundError, match="DPNOSUCH"):
            change()
    with pytest.raises(BadEntryError, match="not a time"):
        cloud.duo.devices.set_answer(phone, None, after_seconds=-1)


def test_a_push_shows_what_the_application_sent(cloud: Cloud) -> None:
    cloud.auth(
        factor="push",
        device="auto",
        type="Transfer",
        display_username="Alice A.",
        pushinfo="amount=100&to=Bob",
    )

    (push,) = cloud.duo.transactions.all()
    assert (push.type, push.display_username, push.pushinfo) == (
        "Transfer",
        "Alice A.",
        "amount=100&to=Bob",
    )


def test_a_locked_out_user_is_told_so_by_the_status(cloud: Cloud) -> None:
    cloud.duo.users.set_status("alice", UserStatus.LOCKED_OUT)

    assert cloud.auth(factor="push", device="auto")["status"] == "locked_out"


# Verified pushes


@pytest.fixture
def verified(cloud: Cloud) -> Cloud:
    """Give a cloud whose policy wants verified pushes of three digits."""
    cloud.duo.integrations.set_policy(IKEY, Policy(verified_push_digits=3))
    return cloud


def announced(cloud: Cloud) -> dict[str, Any]:
    """Return the response of a preauth by a client that shows verification codes."""
    response: dict[str, Any] = cloud.preauth(
        username="alice", client_supports_verified_push="1", text_prompt="1"
    )
    return response


def test_preauth_gives_out_a_code_to_show(verified: Cloud) -> None:
    answer = announced(verified)

    assert len(answer["verification_code"]) == 3
    assert answer["verification_code"].isdigit()
    assert answer["expiration"] == int(NOW) + 60
    assert answer["prompt"]["factors"]["default"] == "verified_push1"
    assert answer["prompt"]["factors"]["1"] == "verified_push1"


def test_a_verified_push_tells_the_code_and_ends_well(verified: Cloud) -> None:
    answer = announced(verified)
    started_as = verified.auth(factor="push", device="auto", txid=answer["txid"], **{"async": "1"})[
        "txid"
    ]

    assert started_as == answer["txid"]
    assert verified.status(started_as)["status_msg"] == (
        f"Please enter verification code {answer['verification_code']} into Duo Mobile..."
    )
    assert verified.status(started_as)["result"] == "allow"


def test_the_prompts_choice_of_a_verified_push_works(verified: Cloud) -> None:
    answer = announced(verified)

    done = verified.auth(factor="prompt", prompt="verified_push1", txid=answer["txid"])

    assert done["result"] == "allow"
    assert verified.duo.transactions.all()[0].verification_code == answer["verification_code"]


@pytest.mark.parametrize("right", [True, False])
def test_the_code_that_is_typed_decides(verified: Cloud, *, right: bool) -> None:
    verified.duo.users.set_answer("alice", Answer.IGNORE)
    answer = announced(verified)
    code = answer["verification_code"]
    txid = started(verified, txid=answer["txid"])

    verified.duo.transactions.approve(txid, code if right else f"{(int(code) + 1) % 1000:03}")

    assert verified.status(txid)["result"] == ("allow" if right else "deny")


def test_a_client_that_shows_no_codes_is_offered_no_push(verified: Cloud) -> None:
    answer = verified.preauth(username="alice", text_prompt="1")

    assert "push" not in answer["devices"][0]["capabilities"]
    assert answer["prompt"]["factors"]["default"] == "phone1"
    assert not {"txid", "verification_code", "expiration"} & set(answer)


def test_a_push_without_a_code_is_refused(verified: Cloud) -> None:
    answer = verified.call(
        "POST", "/auth/v2/auth", {"username": "alice", "factor": "push", "device": "auto"}
    )

    assert failure(answer) == (*INVALID_PARAMETERS, "no capable device")
    assert verified.duo.transactions.all() == ()


def test_a_verification_code_works_once_for_its_user_and_integration(verified: Cloud) -> None:
    verified.duo.users.add("bob")
    verified.duo.devices.add_phone("bob", "+12025550101")
    txid = announced(verified)["txid"]
    push = {"factor": "push", "device": "auto", "txid": txid}

    foreign = verified.call(
        "POST", "/auth/v2/auth", {"username": "alice", **push}, ikey=OTHER_IKEY, skey=OTHER_SKEY
    )
    others = verified.call("POST", "/auth/v2/auth", {"username": "bob", **push})
    first = verified.call("POST", "/auth/v2/auth", {"username": "alice", **push})
    second = verified.call("POST", "/auth/v2/auth", {"username": "alice", **push})

    assert failure(foreign) == failure(others) == (*INVALID_PARAMETERS, "txid")
    assert first.get_json()["response"]["result"] == "allow"
    assert failure(second) == (*INVALID_PARAMETERS, "txid")


def test_a_verification_code_ends_after_a_minute(verified: Cloud) -> None:
    txid = announced(verified)["txid"]
    verified.clock.advance(60)

    answer = verified.call(
        "POST",
        "/auth/v2/auth",
        {"username": "alice", "factor": "push", "device": "auto", "txid": txid},
        at=NOW + 60,
    )

    assert failure(answer) == (*INVALID_PARAMETERS, "txid")


def test_a_code_stays_good_when_another_factor_is_chosen_first(verified: Cloud) -> None:
    txid = announced(verified)["txid"]
    (code,) = verified.duo.passcodes.issue("alice")

    passcode = verified.auth(factor="prompt", prompt=code, txid=txid)
    push = verified.auth(factor="prompt", prompt="verified_push1", txid=txid)

    assert (passcode["result"], push["result"]) == ("allow", "allow")


def test_a_user_without_a_phone_for_pushes_gets_no_code(verified: Cloud) -> None:
    verified.duo.users.add("bob")
    verified.duo.devices.add_phone("bob", "+12025550101", capabilities=[Capability.SMS])

    answer = verified.preauth(username="bob", client_supports_verified_push="1")

    assert "txid" not in answer


def test_without_the_policy_no_codes_are_given_out(cloud: Cloud) -> None:
    assert "txid" not in announced(cloud)


# Remembered devices


@pytest.fixture
def remembering(cloud: Cloud) -> Cloud:
    """Give a cloud whose policy remembers devices for an hour."""
    cloud.duo.integrations.set_policy(IKEY, Policy(remembered_devices_seconds=3600))
    return cloud


def test_a_remembered_device_passes_preauth_until_its_time_is_over(remembering: Cloud) -> None:
    token = remembering.auth(factor="push", device="auto")["trusted_device_token"]

    assert remembering.preauth(username="alice", trusted_device_token=token)["result"] == "allow"
    remembering.clock.advance(3600)
    late = remembering.call(
        "POST",
        "/auth/v2/preauth",
        {"username": "alice", "trusted_device_token": token},
        at=NOW + 3600,
    )
    assert late.get_json()["response"]["result"] == "auth"


def test_auth_status_tells_the_same_token_every_time(remembering: Cloud) -> None:
    txid = started(remembering)
    first, second = (remembering.status(txid) for _ in range(2))

    assert first == second
    assert "trusted_device_token" in first


def test_a_token_is_for_its_user_and_integration_only(remembering: Cloud) -> None:
    remembering.duo.integrations.set_policy(OTHER_IKEY, Policy(remembered_devices_seconds=3600))
    remembering.duo.users.add("bob")
    remembering.duo.devices.add_phone("bob", "+12025550101")
    token = remembering.auth(factor="push", device="auto")["trusted_device_token"]

    others = remembering.preauth(username="bob", trusted_device_token=token)
    foreign = remembering.call(
        "POST",
        "/auth/v2/preauth",
        {"username": "alice", "trusted_device_token": token},
        ikey=OTHER_IKEY,
        skey=OTHER_SKEY,
    )

    assert others["result"] == "auth"
    assert foreign.get_json()["response"]["result"] == "auth"


def test_a_token_lets_no_disabled_user_in(remembering: Cloud) -> None:
    token = remembering.auth(factor="push", device="auto")["trusted_device_token"]
    remembering.duo.users.set_status("alice", UserStatus.DISABLED)

    assert remembering.preauth(username="alice", trusted_device_token=token)["result"] == "deny"


@pytest.mark.parametrize("status", [UserStatus.BYPASS, UserStatus.DISABLED])
def test_only_an_approved_login_is_remembered(remembering: Cloud, status: UserStatus) -> None:
    remembering.duo.users.set_status("alice", status)
    assert "trusted_device_token" not in remembering.auth(factor="push", device="auto")
    remembering.duo.users.set_status("alice", UserStatus.ACTIVE)
    remembering.duo.users.set_answer("alice", Answer.DENY)
    assert "trusted_device_token" not in remembering.auth(factor="push", device="auto")


def test_without_the_policy_nothing_is_remembered(remembering: Cloud) -> None:
    token = remembering.auth(factor="push", device="auto")["trusted_device_token"]
    remembering.duo.integrations.set_policy(IKEY, Policy())

    assert remembering.preauth(username="alice", trusted_device_token=token)["result"] == "auth"
    assert "trusted_device_token" not in remembering.auth(factor="push", device="auto")
