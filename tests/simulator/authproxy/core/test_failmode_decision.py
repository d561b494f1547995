"""The proxy's failmode as a table: stage, what came of the call, failmode, decision."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.core.events import AuthStatus
from failmode.simulator.authproxy.core.failmode_decision import (
    Action,
    ApiExchange,
    ApiResponse,
    FactorTooLong,
    NetworkFailure,
    decide,
)
from failmode.terms.logins import Failmode
from failmode.terms.stages import Stage

ACCEPT, REJECT, NO_REPLY = Action.ACCEPT, Action.REJECT, Action.NO_REPLY
OPEN = (ACCEPT, messages.FAIL_OPEN, AuthStatus.ALLOW)
PREAUTH_DENIED = (REJECT, messages.PREAUTH_FAILED, AuthStatus.REJECT)
AUTH_DENIED = (REJECT, messages.AUTH_FAILED, AuthStatus.ERROR)
AUTH_TIMEOUT = (REJECT, messages.AUTH_TIMED_OUT, AuthStatus.ERROR)
SILENT = (NO_REPLY, None, None)
STAGES = (Stage.PREAUTH, Stage.AUTH)
Expected = tuple[Action, str | None, AuthStatus | None]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what came of the call, and what it leads to in safe mode at each stage."""

    name: str
    exchange: ApiExchange
    preauth: Expected
    auth: Expected


def answer(body: object, status: int = 200) -> ApiResponse:
    """Make a response with a JSON body."""
    return ApiResponse(status, json.dumps(body).encode())


def fail(status: int) -> ApiResponse:
    """Duo's error envelope with that HTTP status."""
    return answer({"stat": "FAIL", "code": status * 100 + 1, "message": "text"}, status)


def ok(response: object, status: int = 200) -> ApiResponse:
    """Duo's envelope around a response."""
    return answer({"stat": "OK", "response": response}, status)


TABLE = [
    Row("DNS failure", NetworkFailure("dns"), OPEN, AUTH_DENIED),
    Row("connection refused", NetworkFailure("refused"), OPEN, AUTH_DENIED),
    Row("connection timed out", NetworkFailure("connect-timeout"), OPEN, AUTH_DENIED),
    Row("api_timeout ran out", NetworkFailure("slow", timed_out=True), OPEN, AUTH_TIMEOUT),
    Row("certificate untrusted", NetworkFailure("tls"), OPEN, AUTH_DENIED),
    Row("closed before an answer", NetworkFailure("closed"), OPEN, AUTH_DENIED),
    Row("body cut", ApiResponse(200, b'{"stat": "OK", "resp'), PREAUTH_DENIED, AUTH_DENIED),
    Row("HTTP 500, HTML", ApiResponse(500, b"<html>"), OPEN, OPEN),
    Row("HTTP 502, empty", ApiResponse(502, b""), OPEN, OPEN),
    Row("HTTP 503, Duo's envelope", fail(503), OPEN, OPEN),
    Row("HTTP 400, Duo's envelope", fail(400), PREAUTH_DENIED, AUTH_DENIED),
    Row("HTTP 401, Duo's envelope", fail(401), PREAUTH_DENIED, AUTH_DENIED),
    Row("HTTP 403, HTML", ApiResponse(403, b"<html>"), PREAUTH_DENIED, AUTH_DENIED),
    Row("HTTP 404, Duo's envelope", fail(404), PREAUTH_DENIED, AUTH_DENIED),
    Row("HTTP 429, empty", ApiResponse(429, b""), PREAUTH_DENIED, AUTH_DENIED),
    Row("HTTP 302 without Location", ApiResponse(302, b""), PREAUTH_DENIED, AUTH_DENIED),
    Row("not JSON", ApiResponse(200, b"<html>"), PREAUTH_DENIED, AUTH_DENIED),
    Row("not even text", ApiResponse(200, b"\xff\xfe\x00"), PREAUTH_DENIED, AUTH_DENIED),
    Row("empty body", ApiResponse(200, b""), PREAUTH_DENIED, AUTH_DENIED),
    Row("no stat", answer({"response": {"result": "allow"}}), PREAUTH_DENIED, AUTH_DENIED),
    Row("stat FAIL in a 200", fail(200), PREAUTH_DENIED, AUTH_DENIED),
    Row("stat FAIL without code", answer({"stat": "FAIL"}), PREAUTH_DENIED, AUTH_DENIED),
    Row("stat FAIL without code, 500", answer({"stat": "FAIL"}, 500), OPEN, OPEN),
    Row("stat OK without response", answer({"stat": "OK"}), PREAUTH_DENIED, AUTH_DENIED),
    Row("empty response", ok({}), OPEN, OPEN),
    Row("response is no object", ok("pong"), OPEN, OPEN),
    Row("unknown result", ok({"result": "perhaps", "status": "?"}), OPEN, OPEN),
    Row("no result", ok({"status": "?"}), OPEN, OPEN),
    Row("allow without status", ok({"result": "allow"}), OPEN, OPEN),
    Row("deny without status", ok({"result": "deny"}), OPEN, OPEN),
    Row("auth without factors", ok({"result": "auth", "prompt": ""}), OPEN, OPEN),
    Row("auth without prompt", ok({"result": "auth", "factors": {}}), OPEN, OPEN),
    Row("another stat", answer({"stat": "MAYBE", "response": {}}), SILENT, SILENT),
    Row("stat is no text", answer({"stat": 1}), SILENT, SILENT),
    Row("JSON is no object", answer(["OK"]), SILENT, SILENT),
    Row("JSON is nested too deeply", ApiResponse(200, b"[" * 100_000), SILENT, SILENT),
    Row("status is no text", ok({"result": "deny", "status": 1}), SILENT, SILENT),
    Row(
        "allow",
        ok({"result": "allow", "status": "Hello"}),
        (ACCEPT, "Hello", AuthStatus.ALLOW),
        (ACCEPT, "Hello", AuthStatus.ALLOW),
    ),
    Row(
        "deny",
        ok({"result": "deny", "status": "Go away"}),
        (REJECT, "Go away", AuthStatus.REJECT),
        (REJECT, "Go away", AuthStatus.REJECT),
    ),
    Row(
        "enroll, which auth never answers",
        ok({"result": "enroll", "status": "Enroll"}),
        (Action.ENROLL, "Enroll", AuthStatus.REJECT),
        OPEN,
    ),
    Row(
        "a result in spite of HTTP 403",
        ok({"result": "allow", "status": "Hello"}, 403),
        (ACCEPT, "Hello", AuthStatus.ALLOW),
        (ACCEPT, "Hello", AuthStatus.ALLOW),
    ),
    Row(
        "auth, which auth never answers",
        ok({"result": "auth", "factors": {"default": "push1"}, "prompt": "Choose"}),
        (Action.SECOND_FACTOR, None, None),
        OPEN,
    ),
]


@pytest.mark.parametrize("row", TABLE, ids=[row.name for row in TABLE])
def test_safe_mode_leads_where_the_table_says(row: Row) -> None:
    for stage, expected in ((Stage.PREAUTH, row.preauth), (Stage.AUTH, row.auth)):
        decision = decide(stage, row.exchange, Failmode.OPEN)
        assert (decision.action, decision.message, decision.event) == expected


@pytest.mark.parametrize("row", TABLE, ids=[row.name for row in TABLE])
def test_secure_mode_differs_only_where_safe_mode_lets_in_without_duo(row: Row) -> None:
    for stage, safe, denied in (
        (Stage.PREAUTH, row.preauth, (PREAUTH_DENIED,)),
        (Stage.AUTH, row.auth, (AUTH_DENIED, AUTH_TIMEOUT)),
    ):
        decision = decide(stage, row.exchange, Failmode.CLOSED)
        found = (decision.action, decision.message, decision.event)
        assert found in denied if safe == OPEN else found == safe


@pytest.mark.parametrize("failmode", Failmode)
def test_a_factor_that_is_too_long_is_refused_at_auth(failmode: Failmode) -> None:
    decision = decide(Stage.AUTH, FactorTooLong(), failmode)
    assert (decision.action, decision.message, decision.event) == AUTH_DENIED


def test_the_event_of_an_unenrolled_user_has_its_own_text() -> None:
    decision = decide(Stage.PREAUTH, ok({"result": "enroll", "status": "Enroll"}), Failmode.OPEN)
    assert decision.event_message == messages.NOT_ENROLLED


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(
    st.sampled_from(STAGES),
    st.integers(100, 599),
    st.binary()
    | _JSON.map(lambda value: json.dumps(value).encode())
    | st.builds(
        lambda stat, response: json.dumps({"stat": stat, "response": response}).encode(),
        st.sampled_from(["OK", "FAIL", "?"]),
        _JSON,
    ),
)
def test_secure_mode_lets_nobody_in_unless_duo_said_allow(
    stage: Stage, status: int, body: bytes
) -> None:
    decision = decide(stage, ApiResponse(status, body), Failmode.CLOSED)
    assert decision.action is not Action.ACCEPT or b'"allow"' in body


@given(st.sampled_from(STAGES), st.integers(400, 499), st.binary())
def test_no_4xx_lets_anybody_in_without_a_result(stage: Stage, status: int, body: bytes) -> None:
    decision = decide(stage, ApiResponse(status, b"<" + body), Failmode.OPEN)
    assert decision.action is Action.REJECT
