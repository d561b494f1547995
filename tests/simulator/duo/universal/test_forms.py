"""In which forms a client may post its parameters to the OIDC Auth API."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from failmode.simulator.duo.api.signature import Version, rfc2822, sign
from tests.simulator.duo.universal.client import (
    API_HOST,
    ASSERTION_TYPE,
    AUTH_API,
    FIRST,
    REDIRECT_URI,
    PromptTestbed,
    claims_of,
    open_testbed,
)

HEALTH_CHECK = "/oauth/v1/health_check"
TOKEN = "/oauth/v1/token"
BOUNDARY = "------------------------d74496d66958873e"


@pytest.fixture
def testbed() -> Iterator[PromptTestbed]:
    with open_testbed() as opened:
        opened.duo.users.add("alice")
        opened.duo.devices.add_phone("alice", "+12025550100", name="Phone")
        yield opened


def multipart(fields: dict[str, str]) -> bytes:
    """Return a body as curl writes it for an array."""
    parts = "".join(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    return f"{parts}--{BOUNDARY}--\r\n".encode()


def post(testbed: PromptTestbed, path: str, body: bytes, content_type: str = "") -> TestResponse:
    return testbed.http.post(
        path,
        data=body,
        content_type=content_type or f"multipart/form-data; boundary={BOUNDARY}",
        base_url=f"https://{API_HOST}",
    )


def health_check() -> dict[str, str]:
    assertion = FIRST.signed(FIRST.assertion_claims(HEALTH_CHECK))
    return {"client_id": FIRST.client_id, "client_assertion": assertion}


def test_a_health_check_may_be_multipart_as_the_php_sdk_posts_it(testbed: PromptTestbed) -> None:
    answer = post(testbed, HEALTH_CHECK, multipart(health_check()))
    assert answer.status_code == 200, answer.text
    assert answer.get_json()["stat"] == "OK"


def test_a_token_request_may_be_multipart_as_the_php_sdk_posts_it(testbed: PromptTestbed) -> None:
    body = multipart(
        {
            "grant_type": "authorization_code",
            "code": testbed.log_in(),
            "redirect_uri": REDIRECT_URI,
            "client_id": FIRST.client_id,
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": FIRST.signed(FIRST.assertion_claims(TOKEN)),
        }
    )
    assert claims_of(post(testbed, TOKEN, body))["preferred_username"] == "alice"


def test_a_parameter_of_a_multipart_form_is_unicode(testbed: PromptTestbed) -> None:
    answer = post(testbed, HEALTH_CHECK, multipart({**health_check(), "client_id": "ü"}))
    assert answer.get_json()["message_detail"] == "The provided client_assertion was invalid."
    broken = multipart(health_check()).replace(FIRST.client_id.encode(), b"\xff")
    assert "client_id cannot be read" in post(testbed, HEALTH_CHECK, broken).text


WHOLE = multipart({"client_id": FIRST.client_id, "client_assertion": "x"})
NO_FORMS = {
    "without a boundary": (WHOLE, "multipart/form-data"),
    "with another boundary": (WHOLE, "multipart/form-data; boundary=other"),
    "with an oversized boundary": (WHOLE, "multipart/form-data; boundary=" + "b" * 71),
    "cut off": (WHOLE[:-10], ""),
    "cut off in a part's head": (WHOLE[:60], ""),
    "with text before it": (b"hello\r\n" + WHOLE, ""),
    "with text after it": (WHOLE + b"hello", ""),
    "with a file": (WHOLE.replace(b'"client_id"', b'"client_id"; filename="a"'), ""),
    "with a part without a name": (WHOLE.replace(b'; name="client_id"', b""), ""),
    "with a part that says nothing of itself": (
        WHOLE.replace(b"Content-Disposition", b"Content-Type"),
        "",
    ),
    "with a name that is not UTF-8": (WHOLE.replace(b"client_id", b"\xff"), ""),
    "with a name twice": (multipart({"client_id": "a"})[:-46] + WHOLE, ""),
    "with too many parts": (multipart({str(n): "" for n in range(201)}), ""),
    "that is JSON": (b'{"client_id": "a"}', "application/json"),
    "that is text": (b"client_id=a", "text/plain"),
    "of no type": (b"client_id=a", " "),
}


@pytest.mark.parametrize(("body", "content_type"), NO_FORMS.values(), ids=list(NO_FORMS))
def test_what_is_no_form_is_refused_in_duos_shape(
    testbed: PromptTestbed, body: bytes, content_type: str
) -> None:
    answer = post(testbed, HEALTH_CHECK, body, content_type)
    assert answer.status_code == 400
    refusal = answer.get_json()
    assert (refusal["stat"], refusal["code"]) == ("FAIL", 40002)
    assert refusal["message"] == "invalid_request"
    answer = post(testbed, TOKEN, body, content_type)
    assert (answer.status_code, answer.get_json()["error"]) == (400, "invalid_request")


@given(st.binary(max_size=300), st.binary(max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
def test_no_multipart_body_breaks_the_cloud(
    testbed: PromptTestbed, middle: bytes, after: bytes
) -> None:
    lines = b"--" + BOUNDARY.encode() + middle + b"\r\n--" + BOUNDARY.encode() + after
    assert post(testbed, HEALTH_CHECK, lines).status_code == 400


@pytest.mark.parametrize("version", [Version.V2, Version.V5])
def test_a_signed_call_is_never_multipart(testbed: PromptTestbed, version: Version) -> None:
    params = {"username": "alice"}
    body = multipart(params)
    headers = sign(
        version,
        method="POST",
        host=API_HOST,
        path="/auth/v2/preauth",
        ikey=AUTH_API.client_id,
        skey=AUTH_API.client_secret,
        params={} if version.hashes_body else params,
        date=rfc2822(testbed.clock.now()),
        body=body if version.hashes_body else b"",
    )
    answer = testbed.http.post(
        "/auth/v2/preauth",
        data=body,
        content_type=f"multipart/form-data; boundary={BOUNDARY}",
        headers=headers,
        base_url=f"https://{API_HOST}",
    )
    assert (answer.status_code, answer.get_json()["code"]) == (401, 40103)
