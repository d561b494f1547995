"""Duo Mobile is activated with a code, and its passcodes log in from then on."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest
from werkzeug.test import Client, TestResponse

from failmode.simulator.duo.application import create_app, identifier
from failmode.simulator.duo.cloud import create_cloud
from failmode.simulator.edge.identify import Identified
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.store import Store
from tests.simulator.duo.cloud import HOST, Cloud, failure

MOBILE = {"platform": "Android", "pkpush": "rsa-sha512", "pubkey": "-----BEGIN PUBLIC KEY-----"}
UNKNOWN = (404, 40403, "Unknown activation code", None)


def enroll(cloud: Cloud, **params: str) -> dict[str, Any]:
    answer: dict[str, Any] = cloud.ok("POST", "/auth/v2/enroll", {"username": "bob", **params})
    return answer


def parts(code: str) -> tuple[str, str]:
    """Return the identifier and the host of an activation code, as clients part them."""
    first, second = code.removeprefix("duo://").split("-")
    return first, base64.b64decode(second + "=" * (-len(second) % 4)).decode()


def activate(cloud: Cloud, code: str, **changed: str) -> TestResponse:
    sent = {name: value for name, value in {**MOBILE, **changed}.items() if value}
    path = f"/push/v2/activation/{parts(code)[0]}?customer_protocol=1"
    return cloud.client.post(path, data=sent, headers={"Host": HOST})


def activated(cloud: Cloud, code: str) -> dict[str, Any]:
    answer = activate(cloud, code)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.get_json()
    assert body["stat"] == "OK"
    response: dict[str, Any] = body["response"]
    return response


def logs_in(cloud: Cloud, passcode: str) -> bool:
    answer = cloud.auth(username="bob", factor="passcode", passcode=passcode)
    return bool(answer["result"] == "allow")


def test_an_activation_code_names_the_host_after_one_hyphen(cloud: Cloud) -> None:
    for number in range(50):
        code = enroll(cloud, username=f"u{number}")["activation_code"]
        identified, host = parts(code)
        assert re.fullmatch("[A-Za-z0-9]{20}", identified)
        assert host == HOST


def test_a_person_without_a_name_is_called_by_32_hexadecimal_digits(cloud: Cloud) -> None:
    answer = cloud.ok("POST", "/auth/v2/enroll")
    assert re.fullmatch("[0-9a-f]{32}", answer["username"])


def test_passcodes_of_an_activated_duo_mobile_log_in(cloud: Cloud) -> None:
    answer = activated(cloud, enroll(cloud)["activation_code"])

    assert re.fullmatch("[0-9a-f]{32}", answer["hotp_secret"])
    (phone,) = cloud.duo.users.get("bob").devices
    assert (phone.device, phone.platform) == (answer["pkey"], "Google Android")
    hotp = pyotp.HOTP(base64.b32encode(answer["hotp_secret"].encode()).decode())
    assert logs_in(cloud, hotp.at(0))
    assert logs_in(cloud, hotp.at(1))
    assert not logs_in(cloud, hotp.at(1))
    assert cloud.auth(username="bob", factor="push", device="auto")["result"] == "allow"


def test_the_secret_can_be_told_in_base32(cloud: Cloud) -> None:
    settings = cloud.duo.settings
    settings.replace(replace(settings.current, hotp_secret_in_base32=1))
    answer = activated(cloud, enroll(cloud)["activation_code"])
    assert logs_in(cloud, pyotp.HOTP(answer["hotp_secret"]).at(0))


def test_a_code_activates_once(cloud: Cloud) -> None:
    answer = enroll(cloud)
    code = answer["activation_code"]
    activated(cloud, code)
    assert failure(activate(cloud, code)) == UNKNOWN
    status = {"user_id": answer["user_id"], "activation_code": code}
    assert cloud.ok("POST", "/auth/v2/enroll_status", status) == "success"


@pytest.mark.parametrize("identified", ["none", "%25", "_" * 20, "a/b", "%C3%BC"])
def test_an_unknown_code_is_refused(cloud: Cloud, identified: str) -> None:
    enroll(cloud)
    answer = cloud.client.post(f"/push/v2/activation/{identified}", data=MOBILE)
    assert failure(answer) == UNKNOWN


def test_a_code_whose_time_is_over_is_refused(cloud: Cloud) -> None:
    code = enroll(cloud, valid_secs="60")["activation_code"]
    cloud.clock.advance(60)
    assert failure(activate(cloud, code)) == UNKNOWN


def test_an_unsupported_platform_is_refused_and_uses_the_code_up(cloud: Cloud) -> None:
    code = enroll(cloud)["activation_code"]
    for platform, refusal in (
        ("", (400, 40002, "Unsupported platform", None)),
        ("Android", UNKNOWN),
    ):
        assert failure(activate(cloud, code, platform=platform)) == refusal
    assert cloud.duo.users.get("bob").devices == ()


@pytest.mark.parametrize("changed", [{"pubkey": ""}, {"pkpush": ""}, {"pkpush": "rsa-md5"}])
def test_another_signature_is_refused_and_the_code_stays(
    cloud: Cloud, changed: dict[str, str]
) -> None:
    code = enroll(cloud)["activation_code"]
    refusal = (401, 40112, "Signature type is not supported", None)
    assert failure(activate(cloud, code, **changed)) == refusal
    activated(cloud, code)


def test_the_barcode_is_a_picture_of_the_code(cloud: Cloud) -> None:
    answer = enroll(cloud)
    barcode = urlsplit(answer["activation_barcode"])
    assert (barcode.netloc, barcode.path) == (HOST, "/frame/qr")
    assert barcode.query.startswith("value=duo%3A%2F%2F")
    assert parse_qs(barcode.query) == {"value": [answer["activation_code"]]}

    picture = cloud.client.get(f"{barcode.path}?{barcode.query}")

    assert (picture.status_code, picture.content_type) == (200, "image/png")
    assert picture.data.startswith(b"\x89PNG\r\n\x1a\n")
    other = cloud.client.get(f"{barcode.path}?value=another")
    assert other.data != picture.data


@pytest.mark.parametrize(
    ("query", "refusal"), [("", (400, 40001)), ("?value=" + "a" * 501, (400, 40002))]
)
def test_a_picture_of_nothing_or_too_much_is_refused(
    cloud: Cloud, query: str, refusal: tuple[int, int]
) -> None:
    assert failure(cloud.client.get(f"/frame/qr{query}"))[:2] == refusal


def test_the_activation_page_shows_the_code_until_it_is_used(cloud: Cloud) -> None:
    answer = enroll(cloud, username="<b>ob")
    page = urlsplit(answer["activation_url"])
    assert page.path == f"/activate/{parts(answer['activation_code'])[0]}"

    shown = cloud.client.get(page.path)

    assert shown.status_code == 200
    assert answer["activation_code"] in shown.text
    assert "<b>ob" not in shown.text
    source = re.search(r'src="([^"]*)"', shown.text)
    assert source is not None
    assert cloud.client.get(source[1]).content_type == "image/png"
    activated(cloud, answer["activation_code"])
    assert cloud.client.get(page.path).status_code == 404


def test_a_request_of_duo_mobile_is_about_the_invited_user(cloud: Cloud) -> None:
    code = enroll(cloud)["activation_code"]
    environ = cloud.client.post(f"/push/v2/activation/{parts(code)[0]}").request.environ
    assert identifier(cloud.duo)(environ) == Identified("mobile-activation", None, "bob")


def test_an_activation_survives_a_snapshot(cloud: Cloud) -> None:
    code = enroll(cloud)["activation_code"]
    store = Store()
    store.restore(cloud.store.snapshot())
    clock = Clock()
    clock.freeze(cloud.clock.now())
    again = create_cloud(store, clock)
    activated(replace(cloud, duo=again, client=Client(create_app(again))), code)
    assert again.users.get("bob").devices
    again.close()
    store.close()
