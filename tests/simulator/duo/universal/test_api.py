"""The OIDC Auth API: who may ask for a health check, an authorization and a token."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from html import unescape
from typing import Any

import jwt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from failmode.simulator.duo.directory.records import UserStatus
from failmode.simulator.duo.universal.errors import WRONG_CODE
from tests.simulator.duo.universal.client import (
    API_HOST,
    AUTH_API,
    FIRST,
    REDIRECT_URI,
    SECOND,
    STATE,
    PromptTestbed,
    at,
    brought_back,
    claims_of,
    open_testbed,
    text_of,
)


@pytest.fixture
def testbed() -> Iterator[PromptTestbed]:
    with open_testbed() as opened:
        opened.duo.users.add("alice")
        opened.duo.devices.add_phone("alice", "+12025550100", name="Phone")
        opened.duo.users.add("dave", status=UserStatus.BYPASS)
        yield opened


WRONG_ASSERTIONS: dict[str, dict[str, Any]] = {
    "iss of another client": {"iss": SECOND.client_id},
    "no iss": {"iss": None},
    "sub of another client": {"sub": SECOND.client_id},
    "no sub": {"sub": None},
    "aud of another endpoint": {"aud": f"https://{API_HOST}/oauth/v1/authorize"},
    "aud of another host": {"aud": "https://api-99999999.duosecurity.test/oauth/v1/health_check"},
    "aud with http": {"aud": f"http://{API_HOST}/oauth/v1/health_check"},
    "aud that is a number": {"aud": 1},
    "no aud": {"aud": None},
    "exp in the past": {"exp": 1},
    "exp too far ahead": {"exp": 4_102_444_800},
    "exp without end": {"exp": math.inf},
    "exp that is no number": {"exp": math.nan},
    "exp that is huge": {"exp": 10**400},
    "exp that is text": {"exp": "tomorrow"},
    "exp that is true": {"exp": True},
    "no exp": {"exp": None},
    "nbf in the future": {"nbf": 4_102_444_800},
    "no jti": {"jti": None},
    "jti that is a number": {"jti": 7},
    "empty jti": {"jti": ""},
    "oversized jti": {"jti": "j" * 1025},
    "jti that is no text": {"jti": "\ud800" * 36},
}


def test_a_right_health_check_tells_the_time(testbed: PromptTestbed) -> None:
    testbed.clock.freeze(time.time())

    answer = testbed.health_check()

    assert answer.status_code == 200
    assert answer.get_json() == {
        "stat": "OK",
        "response": {"timestamp": int(testbed.clock.now())},
    }


@pytest.mark.parametrize("wrong", WRONG_ASSERTIONS.values(), ids=WRONG_ASSERTIONS)
def test_a_health_check_with_a_wrong_claim_fails(
    testbed: PromptTestbed, wrong: dict[str, Any]
) -> None:
    answer = testbed.health_check(**wrong)

    body = answer.get_json()
    assert answer.status_code == 400
    assert (body["stat"], body["code"], body["message"]) == ("FAIL", 40002, "invalid_client")
    assert body["message_detail"]


@pytest.mark.parametrize("wrong", WRONG_ASSERTIONS.values(), ids=WRONG_ASSERTIONS)
def test_a_token_request_with_a_wrong_claim_fails_and_keeps_the_code(
    testbed: PromptTestbed, wrong: dict[str, Any]
) -> None:
    code = testbed.log_in()

    refused = testbed.exchange(code, **wrong)

    assert refused.status_code == 400
    assert refused.get_json()["error"] == "invalid_client"
    assert claims_of(testbed.exchange(code))["preferred_username"] == "alice"


@pytest.mark.parametrize("algorithm", ["HS256", "HS384", "none"])
def test_an_assertion_with_another_algorithm_is_refused(
    testbed: PromptTestbed, algorithm: str
) -> None:
    answer = testbed.health_check(algorithm=algorithm)

    assert answer.status_code == 400
    assert answer.get_json()["message_detail"] == "The provided client_assertion was invalid."


def test_an_assertion_signed_with_another_secret_is_refused(testbed: PromptTestbed) -> None:
    forged = at(FIRST, API_HOST)
    claims = forged.assertion_claims("/oauth/v1/health_check")
    answer = testbed.post(
        "/oauth/v1/health_check",
        {"client_id": FIRST.client_id, "client_assertion": SECOND.signed(claims)},
    )

    assert answer.get_json()["message_detail"] == "The provided client_assertion was invalid."


def test_an_assertion_works_once(testbed: PromptTestbed) -> None:
    assert testbed.health_check(jti="the-same-id").status_code == 200

    again = testbed.health_check(jti="the-same-id")

    assert again.status_code == 400
    assert "`jti`" in again.get_json()["message_detail"]
    assert testbed.health_check(SECOND, jti="the-same-id").status_code == 200


def test_an_assertion_is_used_even_when_there_is_no_code_to_exchange(
    testbed: PromptTestbed,
) -> None:
    first = testbed.exchange("no-such-code", jti="the-same-id").get_json()
    again = testbed.exchange("no-such-code", jti="the-same-id").get_json()

    assert first["error"] == "invalid_grant"
    assert again["error"] == "invalid_client"
    assert "`jti`" in again["error_description"]


def test_numbers_may_be_written_as_text_like_the_csharp_sdk_does(testbed: PromptTestbed) -> None:
    assert testbed.health_check(exp=str(int(time.time()) + 300)).status_code == 200


def test_one_of_several_audiences_is_enough(testbed: PromptTestbed) -> None:
    url = f"https://{API_HOST}/oauth/v1/health_check"

    assert testbed.health_check(aud=["https://elsewhere.test", url]).status_code == 200


@pytest.mark.parametrize("skew", [600.0, -600.0])
def test_a_clock_that_differs_by_ten_minutes_fails_the_health_check(
    testbed: PromptTestbed, skew: float
) -> None:
    testbed.clock.set_offset(skew)

    answer = testbed.health_check()

    assert answer.status_code == 400
    assert "`exp`" in answer.get_json()["message_detail"]


@pytest.mark.parametrize("client_id", [AUTH_API.client_id, "DI" + "Z" * 18])
def test_only_a_web_application_is_a_client(testbed: PromptTestbed, client_id: str) -> None:
    answer = testbed.post(
        "/oauth/v1/health_check",
        {
            "client_id": client_id,
            "client_assertion": AUTH_API.signed(
                AUTH_API.assertion_claims("/oauth/v1/health_check")
            ),
        },
    )

    assert answer.status_code == 400
    assert answer.get_json()["message"] == "invalid_client"


@pytest.mark.parametrize("missing", ["client_id", "client_assertion"])
def test_a_health_check_names_the_parameter_that_is_missing(
    testbed: PromptTestbed, missing: str
) -> None:
    sent = {"client_id": FIRST.client_id, "client_assertion": "x.y.z"}
    del sent[missing]

    body = testbed.post("/oauth/v1/health_check", sent).get_json()

    assert body["message"] == "invalid_request"
    assert missing in body["message_detail"]


@pytest.mark.parametrize(
    "host", ["localhost:8443", "127.0.0.1:8443", "[::1]:8443", "duo_sim:1", "LOCALHOST"]
)
def test_the_host_is_what_the_client_was_configured_with(testbed: PromptTestbed, host: str) -> None:
    app = at(FIRST, host)

    assert testbed.health_check(app).status_code == 200
    code = testbed.log_in("alice", app)
    assert claims_of(testbed.exchange(code, app))["iss"] == f"https://{host}/oauth/v1/token"


def test_the_official_host_counts_wherever_the_request_arrives(testbed: PromptTestbed) -> None:
    url = f"https://{API_HOST}/oauth/v1/health_check"

    assert testbed.health_check(at(FIRST, "localhost:8443"), aud=url).status_code == 200


# The token


def test_the_id_token_says_who_logged_in_and_how(testbed: PromptTestbed) -> None:
    testbed.clock.freeze(time.time())
    code = testbed.log_in(nonce="nonce-of-the-application")

    answer = testbed.exchange(code)

    body = answer.get_json()
    claims = claims_of(answer)
    now = int(testbed.clock.now())
    assert body["token_type"] == "Bearer"
    assert body["expires_in"] > 0
    assert body["access_token"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert claims["iss"] == f"https://{API_HOST}/oauth/v1/token"
    assert claims["aud"] == FIRST.client_id
    assert (claims["iat"], claims["auth_time"]) == (now, now)
    assert claims["exp"] > now
    assert claims["preferred_username"] == "alice"
    assert claims["nonce"] == "nonce-of-the-application"
    assert claims["auth_result"]["result"] == "allow"
    context = claims["auth_context"]
    (transaction,) = testbed.duo.transactions.all("alice")
    assert context["txid"] == transaction.txid
    assert context["application"]["key"] == FIRST.client_id
    assert (context["factor"], context["reason"], context["result"]) == (
        "duo_push",
        "user_approved",
        "success",
    )
    assert context["user"]["name"] == "alice"


def test_the_token_names_the_user_as_the_application_did_and_as_the_directory_does(
    testbed: PromptTestbed,
) -> None:
    page = testbed.visit("ACME\\Alice")
    code = brought_back(testbed.choose(page, f"push {testbed.device()}"))["duo_code"]

    claims = claims_of(testbed.exchange(code))

    assert claims["preferred_username"] == "ACME\\Alice"
    assert claims["sub"] == "alice"
    assert claims["auth_context"]["user"]["name"] == "alice"


def test_a_token_request_may_come_in_the_query_like_the_python_sdk_sends_it(
    testbed: PromptTestbed,
) -> None:
    assert claims_of(testbed.exchange(testbed.log_in(), in_query=True))


def test_a_code_works_once(testbed: PromptTestbed) -> None:
    code = testbed.log_in()
    assert claims_of(testbed.exchange(code))

    again = testbed.exchange(code)

    assert again.status_code == 400
    assert again.get_json() == {"error": "invalid_grant", "error_description": WRONG_CODE}


def test_a_code_is_of_no_use_to_another_client(testbed: PromptTestbed) -> None:
    code = testbed.log_in()

    assert testbed.exchange(code, SECOND).get_json()["error"] == "invalid_grant"
    assert claims_of(testbed.exchange(code))


def test_a_code_expires_by_the_cloud_s_clock(testbed: PromptTestbed) -> None:
    testbed.clock.freeze(time.time())
    code = testbed.log_in()

    testbed.clock.advance(61)

    assert (
        testbed.exchange(code, exp=testbed.clock.now() + 100).get_json()["error"] == "invalid_grant"
    )


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"code": "0" * 32}, "invalid_grant"),
        ({"code": None}, "invalid_request"),
        ({"redirect_uri": REDIRECT_URI + "/"}, "invalid_grant"),
        ({"redirect_uri": None}, "invalid_request"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": None}, "invalid_request"),
        ({"client_assertion_type": "urn:other"}, "invalid_request"),
        ({"client_assertion_type": None}, "invalid_request"),
        ({"client_assertion": None}, "invalid_request"),
        ({"client_assertion": "x"}, "invalid_client"),
        ({"client_id": None}, "invalid_request"),
        ({"client_id": SECOND.client_id}, "invalid_client"),
        ({"client_id": AUTH_API.client_id}, "invalid_client"),
    ],
)
def test_a_token_request_with_a_wrong_parameter_fails_and_keeps_the_code(
    testbed: PromptTestbed, changed: dict[str, str | None], error: str
) -> None:
    code = testbed.log_in()

    refused = testbed.exchange(code, changed=changed)

    assert refused.status_code == 400
    assert refused.get_json()["error"] == error
    assert refused.get_json()["error_description"]
    assert claims_of(testbed.exchange(code))


def test_a_parameter_given_twice_is_refused(testbed: PromptTestbed) -> None:
    answer = testbed.http.post(
        "/oauth/v1/token?code=1", data={"code": "1"}, base_url=f"https://{API_HOST}"
    )

    assert answer.status_code == 400
    assert answer.get_json()["error"] == "invalid_request"


def test_a_removed_client_gets_no_token(testbed: PromptTestbed) -> None:
    code = testbed.log_in()
    testbed.duo.integrations.remove(FIRST.client_id)

    assert testbed.exchange(code).get_json()["error"] == "invalid_client"


# The authorization request


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": SECOND.client_id},
        {"iss": None},
        {"client_id": SECOND.client_id},
        {"client_id": None},
        {"aud": "https://api-99999999.duosecurity.test"},
        {"aud": None},
        {"exp": 1},
        {"exp": 4_102_444_800},
        {"exp": None},
        {"redirect_uri": None},
        {"redirect_uri": "/relative"},
        {"redirect_uri": "javascript:alert(1)"},
        {"redirect_uri": "https://app.example/#fragment"},
        {"redirect_uri": "https://app.example/\r\nSet-Cookie: x=1"},
        {"redirect_uri": "https://" + "a" * 1100},
        {"state": None},
        {"state": "s" * 15},
        {"state": "s" * 1025},
        {"state": 12345678901234567890},
    ],
    ids=str,
)
def test_an_untrusted_request_gets_an_error_page_and_no_redirect(
    testbed: PromptTestbed, wrong: dict[str, Any]
) -> None:
    answer = testbed.authorize(**wrong)

    assert answer.status_code == 400
    assert "Location" not in answer.headers
    assert answer.mimetype == "text/html"
    assert next(iter(wrong)) in text_of(answer)
    assert FIRST.client_secret not in answer.text


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": None}, "unsupported_response_type"),
        ({"scope": "email"}, "invalid_scope"),
        ({"scope": None}, "invalid_scope"),
        ({"duo_uname": None}, "invalid_request"),
        ({"duo_uname": ""}, "invalid_request"),
        ({"duo_uname": 7}, "invalid_request"),
        ({"duo_uname": "a\0b"}, "invalid_request"),
        ({"duo_uname": "\ud800"}, "invalid_request"),
        ({"nonce": "short"}, "invalid_request"),
        ({"nonce": "n" * 1025}, "invalid_request"),
    ],
    ids=str,
)
def test_a_trusted_request_with_a_wrong_claim_goes_back_with_an_error(
    testbed: PromptTestbed, wrong: dict[str, Any], error: str
) -> None:
    back = brought_back(testbed.authorize(**wrong))

    assert back["error"] == error
    assert back["error_description"]
    assert back["state"] == STATE


@pytest.mark.parametrize(
    ("query", "what"),
    [
        ({"client_id": None}, "client_id"),
        ({"client_id": AUTH_API.client_id}, "client_id"),
        ({"client_id": SECOND.client_id}, "request"),
        ({"request": None}, "request"),
        ({"request": "a.b.c"}, "request"),
        ({"request": "é" * 300}, "request"),
    ],
    ids=str,
)
def test_a_request_with_a_wrong_parameter_gets_an_error_page(
    testbed: PromptTestbed, query: dict[str, str | None], what: str
) -> None:
    answer = testbed.authorize(query=query)

    assert answer.status_code == 400
    assert what in text_of(answer)


@pytest.mark.parametrize("algorithm", ["HS256", "none"])
def test_a_request_with_another_algorithm_gets_an_error_page(
    testbed: PromptTestbed, algorithm: str
) -> None:
    assert testbed.authorize(algorithm=algorithm).status_code == 400


def test_a_nonce_beside_the_request_reaches_the_token(testbed: PromptTestbed) -> None:
    answer = testbed.authorize(query={"nonce": "nonce-beside-the-request"})
    page = answer.headers["Location"]
    code = brought_back(testbed.choose(page, f"push {testbed.device()}"))["duo_code"]

    assert claims_of(testbed.exchange(code))["nonce"] == "nonce-beside-the-request"


def test_two_nonces_that_differ_go_back_with_an_error(testbed: PromptTestbed) -> None:
    answer = testbed.authorize(query={"nonce": "n" * 16}, nonce="m" * 16)

    assert brought_back(answer)["error"] == "invalid_request"


@pytest.mark.parametrize("audience", ["", "/oauth/v1/authorize"])
def test_a_request_may_be_for_the_host_or_the_endpoint(
    testbed: PromptTestbed, audience: str
) -> None:
    assert testbed.visit(aud=f"https://{API_HOST}{audience}")


@pytest.mark.parametrize(
    ("attribute", "name"),
    [(True, "duo_code"), ("true", "duo_code"), (1, "duo_code"), (False, "code"), (None, "code")],
)
def test_the_code_comes_back_under_the_name_that_was_asked_for(
    testbed: PromptTestbed, attribute: object, name: str
) -> None:
    page = testbed.visit("dave", use_duo_code_attribute=attribute)

    back = brought_back(testbed.get(page))

    assert set(back) == {name, "state"}
    assert claims_of(testbed.exchange(back[name]))


def test_a_redirect_uri_has_256_characters_at_most(testbed: PromptTestbed) -> None:
    longest = "https://app.example/".ljust(256, "a")

    assert testbed.authorize(redirect_uri=longest).status_code == 303
    for wrong in (longest + "a", ""):
        refused = testbed.authorize(redirect_uri=wrong)
        assert refused.status_code == 400
        assert "redirect_uri: ['Length must be between 1 and 256.']" in unescape(text_of(refused))


def test_parameters_of_the_redirect_uri_are_kept(testbed: PromptTestbed) -> None:
    page = testbed.visit("dave", redirect_uri=f"{REDIRECT_URI}?tenant=1&x=%20")

    back = brought_back(testbed.get(page))

    assert (back["tenant"], back["x"], back["state"]) == ("1", " ", STATE)


def test_a_request_may_be_posted(testbed: PromptTestbed) -> None:
    sent = {
        "response_type": "code",
        "client_id": FIRST.client_id,
        "request": FIRST.signed(FIRST.request_claims("alice")),
    }

    assert testbed.post("/oauth/v1/authorize", sent).status_code == 303


# Whatever is sent


@pytest.fixture(scope="module")
def quiet_world() -> Iterator[PromptTestbed]:
    with open_testbed() as opened:
        yield opened


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
CLAIMS = st.sampled_from(["iss", "sub", "aud", "exp", "nbf", "jti", "iat"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(claim=CLAIMS, value=JSON)
def test_no_claim_of_an_assertion_breaks_the_cloud(
    quiet_world: PromptTestbed, claim: str, value: Any
) -> None:
    claims: dict[str, Any] = {claim: value}
    answer = quiet_world.health_check(**claims)

    assert answer.status_code in (200, 400), answer.text
    assert answer.get_json()["stat"] == ("OK" if answer.status_code == 200 else "FAIL")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(text=st.text(max_size=60), body=st.binary(max_size=60))
def test_no_text_instead_of_a_jwt_breaks_the_cloud(
    quiet_world: PromptTestbed, text: str, body: bytes
) -> None:
    for token in (text, jwt.utils.base64url_encode(body).decode() + "." + text + ".x"):
        answer = quiet_world.post(
            "/oauth/v1/token",
            {
                "client_id": FIRST.client_id,
                "client_assertion": token.encode("utf-8", "replace").decode(),
                "grant_type": "authorization_code",
            },
        )
        assert answer.status_code == 400
        assert answer.get_json()["error"] in ("invalid_request", "invalid_client")


def test_a_deeply_nested_jwt_is_refused(testbed: PromptTestbed) -> None:
    header = jwt.utils.base64url_encode(b"[" * 30_000).decode()

    answer = testbed.post(
        "/oauth/v1/health_check",
        {"client_id": FIRST.client_id, "client_assertion": f"{header}.e30.x"},
    )

    assert answer.status_code == 400
    assert answer.get_json()["message"] == "invalid_client"
