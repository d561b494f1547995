"""Passcodes of every kind: each works as often as it should, and not once more."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pyotp
import pytest

from failmode.simulator.duo.cloud import DuoCloud
from failmode.simulator.duo.directory.records import Capability, OtpKind, PasscodeKind
from failmode.simulator.duo.errors import BadEntryError, NotFoundError
from tests.patience import PATIENT_SECONDS
from tests.simulator.duo.cloud import Cloud

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
WRONG = {"result": "deny", "status": "deny", "status_msg": "Invalid passcode, please try again."}


def tried(cloud: Cloud, code: str) -> str:
    """Return the result of a login with a passcode."""
    return str(cloud.auth(factor="passcode", passcode=code)["result"])


def token(duo: DuoCloud, kind: OtpKind, **settings: int) -> str:
    """Give alice a hardware token with a known secret; return its id."""
    device = duo.devices.add_token("alice", "20361492").device
    duo.otps.set(device, kind, secret=SECRET, **settings)
    return device


# Hardware tokens and Duo Mobile


def test_a_hotp_token_shows_what_rfc_4226_says(cloud: Cloud) -> None:
    device = token(cloud.duo, OtpKind.HOTP)
    hotp = pyotp.HOTP(SECRET)

    assert [cloud.duo.otps.press(device) for _ in range(3)] == [hotp.at(n) for n in range(3)]


def test_a_passcode_of_a_hotp_token_works_once(cloud: Cloud) -> None:
    code = cloud.duo.otps.press(token(cloud.duo, OtpKind.HOTP))

    assert tried(cloud, code) == "allow"
    assert cloud.auth(factor="passcode", passcode=code) == WRONG


def test_a_skipped_passcode_of_a_hotp_token_is_void(cloud: Cloud) -> None:
    device = token(cloud.duo, OtpKind.HOTP)
    skipped, later = cloud.duo.otps.press(device), cloud.duo.otps.press(device)

    assert tried(cloud, later) == "allow"
    assert tried(cloud, skipped) == "deny"


@pytest.mark.parametrize(("presses", "result"), [(20, "allow"), (21, "deny")])
def test_a_hotp_token_may_be_ahead_by_the_window(cloud: Cloud, presses: int, result: str) -> None:
    device = token(cloud.duo, OtpKind.HOTP)
    code = [cloud.duo.otps.press(device) for _ in range(presses)][-1]

    assert tried(cloud, code) == result


@pytest.mark.parametrize(
    ("seconds", "result"),
    [(0, "allow"), (30, "allow"), (-30, "allow"), (60, "deny"), (-60, "deny")],
)
def test_a_totp_token_may_be_early_or_late_by_one_step(
    cloud: Cloud, seconds: int, result: str
) -> None:
    device = token(cloud.duo, OtpKind.TOTP)
    cloud.clock.advance(120)
    code = cloud.duo.otps.press(device)
    cloud.clock.advance(seconds)

    assert tried(cloud, code) == result


def test_a_totp_token_shows_what_rfc_6238_says(cloud: Cloud) -> None:
    device = token(cloud.duo, OtpKind.TOTP, digits=8, interval_seconds=60)

    expected = pyotp.TOTP(SECRET, digits=8, interval=60).at(int(cloud.clock.now()))

    assert cloud.duo.otps.press(device) == expected
    assert tried(cloud, expected) == "allow"


def test_a_passcode_of_a_totp_token_works_once_although_it_is_still_shown(cloud: Cloud) -> None:
    code = cloud.duo.otps.press(token(cloud.duo, OtpKind.TOTP))

    assert [tried(cloud, code) for _ in range(2)] == ["allow", "deny"]


def test_an_older_passcode_of_a_totp_token_is_void_after_a_newer_one(cloud: Cloud) -> None:
    device = token(cloud.duo, OtpKind.TOTP)
    older = cloud.duo.otps.press(device)
    cloud.clock.advance(30)
    newer = cloud.duo.otps.press(device)

    assert tried(cloud, newer) == "allow"
    assert tried(cloud, older) == "deny"


def test_duo_mobile_makes_passcodes(cloud: Cloud) -> None:
    phone = cloud.duo.users.get("alice").devices[0]
    code = cloud.duo.otps.press(phone.device)

    assert [tried(cloud, code) for _ in range(2)] == ["allow", "deny"]


@pytest.mark.parametrize("kind", list(OtpKind))
def test_one_shown_passcode_lets_only_one_of_many_parallel_logins_in(
    cloud: Cloud, kind: OtpKind
) -> None:
    code = cloud.duo.otps.press(token(cloud.duo, kind))
    with ThreadPoolExecutor(8) as pool:
        running = [pool.submit(tried, cloud, code) for _ in range(8)]
        results = [one.result(PATIENT_SECONDS) for one in running]

    assert sorted(results) == ["allow", *["deny"] * 7]


def test_a_token_of_somebody_else_lets_nobody_in(cloud: Cloud) -> None:
    cloud.duo.users.add("bob")
    device = cloud.duo.devices.add_token("bob", "1").device
    cloud.duo.otps.set(device, OtpKind.HOTP)

    assert tried(cloud, cloud.duo.otps.press(device)) == "deny"


def test_a_device_without_a_secret_makes_no_passcodes(cloud: Cloud) -> None:
    bare = cloud.duo.devices.add_token("alice", "1").device
    landline = cloud.duo.devices.add_phone("alice", "+1", capabilities=[Capability.PHONE]).device

    for device in (bare, landline, "DHNOSUCH"):
        with pytest.raises(NotFoundError, match="makes no passcodes"):
            cloud.duo.otps.press(device)


@pytest.mark.parametrize(
    "settings",
    [
        {"secret": "short"},
        {"secret": "not base 32 at all!"},
        {"secret": ""},
        {"digits": 5},
        {"digits": 9},
        {"interval_seconds": 0},
    ],
)
def test_a_secret_that_cannot_be_is_refused(cloud: Cloud, settings: dict[str, object]) -> None:
    device = cloud.duo.devices.add_token("alice", "1").device

    with pytest.raises(BadEntryError, match="Give") as refused:
        cloud.duo.otps.set(device, OtpKind.HOTP, **settings)  # type: ignore[arg-type]  # as given
    assert "not base 32" not in str(refused.value)


@pytest.mark.parametrize(
    "code", ["", "12345", "abcdef", "\uff11\uff12\uff13\uff14\uff15\uff16", "0" * 500]
)
def test_anything_that_is_no_passcode_is_a_wrong_one(cloud: Cloud, code: str) -> None:
    cloud.duo.otps.press(token(cloud.duo, OtpKind.HOTP))
    answer = cloud.call(
        "POST", "/auth/v2/auth", {"username": "alice", "factor": "passcode", "passcode": code}
    )

    assert answer.status_code == (200 if code else 400)
    if code:
        assert answer.get_json()["response"] == WRONG


def test_the_cloud_knows_where_a_passcode_came_from(cloud: Cloud) -> None:
    duo = cloud.duo
    phone = duo.users.get("alice").devices[0].device
    codes = [
        *duo.passcodes.issue("alice"),
        duo.passcodes.send_sms("alice", phone)[0],
        duo.bypass_codes.add("alice", count=1)[0].code,
        duo.otps.press(token(duo, OtpKind.TOTP)),
        duo.otps.press(phone),
    ]
    for code in codes:
        assert tried(cloud, code) == "allow"

    assert [one.passcode_kind for one in duo.transactions.all()] == [
        PasscodeKind.ISSUED,
        PasscodeKind.SMS,
        PasscodeKind.BYPASS_CODE,
        PasscodeKind.HARDWARE_TOKEN,
        PasscodeKind.DUO_MOBILE,
    ]


# Bypass codes


@pytest.mark.parametrize(("reuse_count", "works"), [(1, 1), (3, 3), (0, 5)])
def test_a_bypass_code_works_as_often_as_it_may(cloud: Cloud, reuse_count: int, works: int) -> None:
    (code,) = cloud.duo.bypass_codes.add("alice", count=1, reuse_count=reuse_count)

    results = [tried(cloud, code.code) for _ in range(5)]

    assert results == ["allow"] * works + ["deny"] * (5 - works)


def test_a_bypass_code_of_three_uses_survives_no_rush(cloud: Cloud) -> None:
    (code,) = cloud.duo.bypass_codes.add("alice", count=1, reuse_count=3)
    with ThreadPoolExecutor(8) as pool:
        running = [pool.submit(tried, cloud, code.code) for _ in range(8)]
        results = [one.result(PATIENT_SECONDS) for one in running]

    assert sorted(results) == ["allow"] * 3 + ["deny"] * 5


def test_a_bypass_code_ends_with_its_validity(cloud: Cloud) -> None:
    (code,) = cloud.duo.bypass_codes.add("alice", count=1, reuse_count=0, valid_seconds=60)
    assert code.expires == cloud.clock.now() + 60
    cloud.clock.advance(59)
    assert tried(cloud, code.code) == "allow"
    cloud.clock.advance(1)

    assert tried(cloud, code.code) == "deny"
    assert cloud.duo.bypass_codes.of("alice") == ()


def test_new_bypass_codes_replace_the_old_ones_unless_they_are_preserved(cloud: Cloud) -> None:
    duo = cloud.duo
    (first,) = duo.bypass_codes.add("alice", codes=["111111111"])
    (second,) = duo.bypass_codes.add("alice", codes=["222222222"])
    (third,) = duo.bypass_codes.add("alice", codes=["333333333"], preserve_existing=True)

    assert set(duo.bypass_codes.of("alice")) == {second, third}
    assert tried(cloud, first.code) == "deny"
    duo.bypass_codes.remove(second.bypass_code_id)
    assert duo.bypass_codes.of("alice") == (third,)
    with pytest.raises(NotFoundError, match="no bypass code"):
        duo.bypass_codes.remove(second.bypass_code_id)


@pytest.mark.parametrize(
    "settings", [{"count": -1}, {"reuse_count": -1}, {"valid_seconds": -1}, {"codes": ["x"]}]
)
def test_bypass_codes_that_cannot_be_are_refused(cloud: Cloud, settings: dict[str, object]) -> None:
    with pytest.raises(BadEntryError, match="alice"):
        cloud.duo.bypass_codes.add("alice", **settings)  # type: ignore[arg-type]  # as given


# Text messages


def test_a_batch_of_text_messages_voids_the_older_one_on_that_phone_only(cloud: Cloud) -> None:
    other = cloud.duo.devices.add_phone("alice", "+12025550111", capabilities=[Capability.SMS])
    cloud.auth(factor="sms", device=cloud.duo.users.get("alice").devices[0].device)
    old = cloud.duo.passcodes.of("alice")
    cloud.auth(factor="sms", device=other.device)
    kept = cloud.duo.passcodes.of("alice")

    cloud.auth(factor="sms", device=cloud.duo.users.get("alice").devices[0].device)

    assert kept[:3] == old
    assert tried(cloud, old[0]) == "deny"
    assert tried(cloud, kept[3]) == "allow"
    assert len(cloud.duo.passcodes.of("alice")) == 5


def test_the_next_passcodes_first_digit_is_told(cloud: Cloud) -> None:
    assert "sms_nextcode" not in cloud.preauth(username="alice")["devices"][0]
    cloud.auth(factor="sms", device="auto")
    first, second, third = cloud.duo.passcodes.of("alice")
    assert [code[0] for code in (first, second, third)] == ["1", "2", "3"]

    def told() -> tuple[str | None, bool]:
        answer = cloud.preauth(username="alice", text_prompt="1")
        digit = answer["devices"][0].get("sms_nextcode")
        hint = f"SMS passcodes to XXX-XXX-0100 (next code starts with: {digit})"
        return digit, hint in answer["prompt"]["text"]

    assert told() == ("1", True)
    assert tried(cloud, first) == "allow"
    assert told() == ("2", True)
    assert tried(cloud, second) == tried(cloud, third) == "allow"
    assert told() == (None, False)


def test_passcodes_show_in_no_representation(cloud: Cloud) -> None:
    (code,) = cloud.duo.bypass_codes.add("alice", count=1)

    assert code.code not in repr(code)
