"""Enrolment over the Auth API, and the logo."""

from __future__ import annotations

import struct
import zlib
from typing import Any

import pytest

from failmode.simulator.duo.api.signature import Version
from failmode.simulator.duo.directory.records import Capability
from failmode.simulator.duo.errors import AlreadyActivatedError, BadEntryError, NotFoundError
from tests.simulator.duo.cloud import (
    HOST,
    IKEY,
    INVALID_PARAMETERS,
    MISSING_PARAMETERS,
    NOW,
    Cloud,
    failure,
)


def enrolled(cloud: Cloud, **params: str) -> dict[str, Any]:
    """Return the response of an enroll."""
    response: dict[str, Any] = cloud.ok("POST", "/auth/v2/enroll", params)
    return response


def status(cloud: Cloud, user_id: str, code: str) -> str:
    """Return the response of an enroll_status."""
    params = {"user_id": user_id, "activation_code": code}
    return str(cloud.ok("POST", "/auth/v2/enroll_status", params))


def test_an_enrolled_person_waits_activates_and_logs_in(cloud: Cloud) -> None:
    answer = enrolled(cloud, username="bob")
    user_id, code = answer["user_id"], answer["activation_code"]
    assert status(cloud, user_id, code) == "waiting"
    assert cloud.preauth(username="bob")["result"] == "enroll"

    cloud.duo.enrollments.activate(code, platform="Apple iOS")

    assert status(cloud, user_id, code) == "success"
    assert cloud.preauth(username="bob")["devices"] == [
        {
            "device": cloud.duo.users.get("bob").devices[0].device,
            "type": "phone",
            "number": "",
            "name": "",
            "display_name": "Apple iOS",
            "capabilities": ["auto", "push", "mobile_otp"],
        }
    ]
    assert cloud.auth(username="bob", factor="push", device="auto")["result"] == "allow"


def test_enroll_tells_what_the_person_needs(cloud: Cloud) -> None:
    answer = enrolled(cloud, username="bob", valid_secs="60", bypass_codes="2")

    assert set(answer) == {
        "activation_barcode",
        "activation_code",
        "activation_url",
        "bypass_codes",
        "expiration",
        "user_id",
        "username",
    }
    assert (answer["username"], answer["expiration"]) == ("bob", int(NOW) + 60)
    assert answer["user_id"] == cloud.duo.users.get("bob").user_id
    assert answer["activation_barcode"].startswith(f"https://{HOST}/")
    first, second = answer["bypass_codes"]
    assert cloud.auth(username="bob", factor="passcode", passcode=first)["result"] == "allow"
    assert cloud.auth(username="bob", factor="passcode", passcode=second)["result"] == "allow"


def test_a_person_without_a_name_gets_one(cloud: Cloud) -> None:
    names = {enrolled(cloud)["username"] for _ in range(3)}

    assert len(names) == 3
    assert all(cloud.duo.users.find_by_name(name) for name in names)


def test_an_activation_code_is_invalid_for_others_and_after_its_time(cloud: Cloud) -> None:
    answer = enrolled(cloud, username="bob", valid_secs="60")
    alice = cloud.duo.users.get("alice").user_id
    code = answer["activation_code"]

    assert status(cloud, alice, code) == "invalid"
    assert status(cloud, answer["user_id"], "duo://no-such") == "invalid"
    cloud.clock.advance(60)
    with pytest.raises(NotFoundError, match="its time is over"):
        cloud.duo.enrollments.activate(code)
    late = cloud.call(
        "POST",
        "/auth/v2/enroll_status",
        {"user_id": answer["user_id"], "activation_code": code},
        at=NOW + 60,
    )
    assert late.get_json()["response"] == "invalid"


def test_an_activation_code_works_once(cloud: Cloud) -> None:
    code = enrolled(cloud, username="bob")["activation_code"]
    phone = cloud.duo.enrollments.activate(code, number="+12025550199")

    assert Capability.SMS in phone.capabilities
    with pytest.raises(AlreadyActivatedError, match="'bob' has used"):
        cloud.duo.enrollments.activate(code)
    assert cloud.duo.users.get("bob").devices == (phone,)


def test_an_activation_that_is_refused_leaves_the_code_good(cloud: Cloud) -> None:
    answer = enrolled(cloud, username="bob")
    with pytest.raises(BadEntryError, match="platform"):
        cloud.duo.enrollments.activate(answer["activation_code"], platform="a\0b")
    assert status(cloud, answer["user_id"], answer["activation_code"]) == "waiting"

    cloud.duo.enrollments.activate(answer["activation_code"])

    assert status(cloud, answer["user_id"], answer["activation_code"]) == "success"


@pytest.mark.parametrize(
    ("params", "detail"),
    [
        ({"username": "ALICE"}, "username already exists"),
        ({"username": "line\nbreak"}, "username"),
        ({"valid_secs": "0"}, "valid_secs"),
        ({"valid_secs": "-1"}, "valid_secs"),
        ({"valid_secs": "1e9"}, "valid_secs"),
        ({"valid_secs": "9" * 400}, "valid_secs"),
        ({"bypass_codes": "11"}, "bypass_codes"),
        ({"bypass_codes": "many"}, "bypass_codes"),
    ],
)
def test_enroll_names_the_parameter_that_is_wrong_and_creates_nobody(
    cloud: Cloud, params: dict[str, str], detail: str
) -> None:
    answer = cloud.call("POST", "/auth/v2/enroll", params)

    assert failure(answer) == (*INVALID_PARAMETERS, detail)
    assert [user.username for user in cloud.duo.users.all()] == ["alice"]


@pytest.mark.parametrize("missing", ["user_id", "activation_code"])
def test_enroll_status_needs_user_and_code(cloud: Cloud, missing: str) -> None:
    params = {"user_id": "DU1", "activation_code": "duo://x"}
    del params[missing]

    answer = cloud.call("POST", "/auth/v2/enroll_status", params)

    assert failure(answer) == (*MISSING_PARAMETERS, missing)


@pytest.mark.parametrize(
    ("path", "version"), [("/auth/v2/logo", Version.V5), ("/rest/v1/logo", Version.V1)]
)
def test_the_logo_is_a_picture(cloud: Cloud, path: str, version: Version) -> None:
    answer = cloud.call("GET", path, version=version)

    assert (answer.status_code, answer.content_type) == (200, "image/png")
    assert answer.data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", answer.data[16:24])
    length = struct.unpack(">I", answer.data[33:37])[0]
    pixels = zlib.decompress(answer.data[41 : 41 + length])
    assert len(pixels) == height * (1 + 3 * width)


def test_the_logo_is_for_signed_requests_only(cloud: Cloud) -> None:
    assert failure(cloud.client.get("/auth/v2/logo"))[1] == 40101
    assert failure(cloud.call("GET", "/auth/v2/logo", ikey=IKEY, skey="wrong"))[1] == 40103
