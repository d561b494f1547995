"""What an administrator sends to people, the settings, and what the account has none of."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from failmode.simulator.duo.api.params import JSON_TYPE
from failmode.simulator.duo.api.signature import Version, rfc2822, sign
from tests.simulator.duo.admin.administrator import Administrator
from tests.simulator.duo.cloud import HOST, NOW

SETTINGS, ENROLL = "/admin/v1/settings", "/admin/v1/users/enroll"


def phone_path(admin: Administrator) -> str:
    phone = admin.cloud.duo.users.get("alice").devices[0]
    return f"/admin/v1/phones/{phone.device}"


def new_phone(admin: Administrator, number: str) -> str:
    made: str = admin.response("POST", "/admin/v1/phones", {"number": number, "type": "mobile"})[
        "phone_id"
    ]
    user = f"/admin/v1/users/{admin.user_id('alice')}/phones"
    admin.response("POST", user, {"phone_id": made})
    return made


def test_an_activation_code_activates_the_phone_that_it_was_made_for(
    admin: Administrator,
) -> None:
    made = new_phone(admin, "+12025550199")
    path = f"/admin/v1/phones/{made}"
    answer = admin.response("POST", f"{path}/activation_url", {"valid_secs": "60"})
    assert answer["valid_secs"] == 60
    (code,) = parse_qs(urlsplit(answer["activation_barcode"]).query)["value"]

    admin.cloud.duo.enrollments.activate(code, platform="Google Android")

    assert admin.response("GET", path)["activated"] is True
    assert [one.device for one in admin.cloud.duo.users.get("alice").devices][1:] == [made]
    assert admin.cloud.duo.otps.press(made)


def test_passcodes_that_an_administrator_sends_log_in(admin: Administrator) -> None:
    assert admin.response("POST", f"{phone_path(admin)}/send_sms_passcodes") == ""
    code = admin.cloud.duo.passcodes.of("alice")[0]
    assert admin.cloud.auth(factor="passcode", passcode=code)["result"] == "allow"
    answer = admin.response("POST", f"{phone_path(admin)}/send_sms_activation")
    assert "https://" in answer["activation_msg"]
    sent = admin.response("GET", "/admin/v1/logs/telephony")
    assert [one["context"] for one in sent] == ["administrator"] * 2


def test_nothing_is_sent_to_a_phone_that_is_not_there_or_has_no_number(
    admin: Administrator,
) -> None:
    for call in ("activation_url", "send_sms_activation", "send_sms_passcodes"):
        assert admin.refused("POST", f"/admin/v1/phones/DPNONE/{call}") == (40401, None)
    numberless = f"/admin/v1/phones/{new_phone(admin, '')}"
    refused = (40002, "no capable device")
    assert admin.refused("POST", f"{numberless}/send_sms_passcodes") == refused
    assert admin.refused("POST", f"{phone_path(admin)}/activation_url", {"install": "1"}) == (
        40002,
        "install",
    )


def test_a_user_is_invited_once_she_has_no_device(admin: Administrator) -> None:
    invited = {"username": "bob", "email": "bob@example.com", "valid_secs": "0"}
    code = admin.response("POST", ENROLL, invited)
    admin.cloud.clock.freeze(NOW + 400 * 86_400)
    admin.cloud.duo.enrollments.activate(code)
    assert admin.cloud.duo.users.get("bob").email == "bob@example.com"
    assert admin.refused("POST", ENROLL, invited) == (40002, "username")
    assert admin.refused("POST", ENROLL, {"username": "zoe"}) == (40001, "email")


def test_settings_are_those_that_the_cloud_has(admin: Administrator) -> None:
    before = admin.response("GET", SETTINGS)
    assert before == {"lockout_threshold": 10, "lockout_expire_duration": 0, "sms_batch": 3}
    changed = {"lockout_threshold": "5", "lockout_expire_duration": "90"}
    assert admin.response("POST", SETTINGS, changed)["lockout_expire_duration"] == 90
    assert admin.cloud.duo.settings.current.lockout_threshold == 5


@pytest.mark.parametrize(
    ("name", "value"), [("caller_id", "1"), ("sms_batch", "11"), ("lockout_threshold", "")]
)
def test_a_setting_that_cannot_be_is_refused(admin: Administrator, name: str, value: str) -> None:
    assert admin.refused("POST", SETTINGS, {name: value}) == (40002, name)


def test_the_account_has_no_administrators_and_no_keys(admin: Administrator) -> None:
    of_alice = f"/admin/v1/users/{admin.user_id('alice')}"
    for path in (
        "/admin/v1/admins",
        "/admin/v1/u2ftokens",
        "/admin/v1/webauthncredentials",
        f"{of_alice}/u2ftokens",
        f"{of_alice}/webauthncredentials",
    ):
        body = admin.ok("GET", path)
        assert (body["response"], body["metadata"]) == ([], {"total_objects": 0})
    assert admin.refused("GET", "/admin/v1/users/DUNONE/u2ftokens") == (40401, None)


def test_a_list_may_be_given_as_json_where_one_is_meant(admin: Administrator) -> None:
    body = b'{"codes":["1234567","7654321"],"count":null}'
    path = f"/admin/v1/users/{admin.user_id('alice')}/bypass_codes"
    headers = sign(
        Version.V5,
        method="POST",
        host=HOST,
        path=path,
        ikey=admin.ikey,
        skey=admin.skey,
        date=rfc2822(NOW),
        body=body,
    )
    answer = admin.cloud.client.post(
        path, data=body, content_type=JSON_TYPE, headers={**headers, "Host": HOST}
    )
    assert answer.get_json()["response"] == ["1234567", "7654321"]
