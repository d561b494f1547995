"""What a call to Duo leads to: the failmode, as pure functions.

First `read` says what the call came to: a result, an error that failmode may turn into a login
(`fail_open`), an error that it may not, or an answer that breaks the proxy's handling of the
request. Then `decide` applies the failmode. The traps, all of them the product's:

- failmode decides also at auth, when Duo answers 5xx or a malformed response there;
- a 4xx, an HTML page or a body cut off is refused at either stage, whatever the failmode;
- a `stat` that is neither OK nor FAIL leaves the client without any answer.

Source: the Duo Authentication Proxy 5.0.0 (`lib/duo_async.py`, `lib/radius/duo_server.py`,
`lib/radius/api_error_handling.py`), whose API client was also run against each of these answers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from http import HTTPStatus
from typing import Any

from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.core.events import AuthStatus
from failmode.terms import Failmode, Stage

MAX_FACTOR_LENGTH = 2000
"""Longest factor or passcode in characters; a longer one is refused without asking Duo."""


@dataclass(frozen=True, slots=True)
class ApiResponse:
    """Duo, or something in its place, answered; a body that was cut off counts as it is.

    Attributes:
        status: HTTP status.
        body: what came of the body.
    """

    status: int
    body: bytes


@dataclass(frozen=True, slots=True)
class NetworkFailure:
    """No answer was had.

    Attributes:
        reason: what happened, for the log.
        timed_out: whether api_timeout ran out on a connection that stood; a connection that never
            came about is no timeout in this sense.
    """

    reason: str
    timed_out: bool = False


@dataclass(frozen=True, slots=True)
class FactorTooLong:
    """The call was not made because the factor or passcode is too long."""


@dataclass(frozen=True, slots=True)
class PrimaryOnly:
    """The call was not made because the proxy runs in primary-only mode."""


ApiExchange = ApiResponse | NetworkFailure | FactorTooLong | PrimaryOnly


@dataclass(frozen=True, slots=True)
class ApiResult:
    """A well-formed result of Duo.

    Attributes:
        result: allow, deny, enroll or auth.
        status: Duo's text for the user; None for auth.
        factors: with auth, what the user can use, by the names of `/rest/v1/preauth`.
        prompt: with auth, Duo's question to the user, whatever Duo takes for one.
    """

    result: str
    status: object = None
    factors: Mapping[str, object] = field(default_factory=dict)
    prompt: object = None


@dataclass(frozen=True, slots=True)
class ApiError:
    """The call failed in a way that the proxy handles.

    Attributes:
        reason: what was wrong, for the log.
        fail_open: whether failmode `safe` lets the user in.
        timed_out: as in `NetworkFailure`.
        opened: what the client is told where failmode lets the user in.
    """

    reason: str
    fail_open: bool
    timed_out: bool = False
    opened: str = messages.FAIL_OPEN


@dataclass(frozen=True, slots=True)
class Unhandled:
    """The answer breaks the proxy's handling of the request, which then goes unanswered."""

    reason: str


class Action(StrEnum):
    """What to do with the login."""

    ACCEPT = "accept"
    REJECT = "reject"
    ENROLL = "enroll"
    SECOND_FACTOR = "second factor"
    NO_REPLY = "no reply"


@dataclass(frozen=True, slots=True)
class FailmodeDecision:
    """What a call to Duo leads to.

    Attributes:
        action: what to do.
        message: what the client is told; None for nothing.
        event: the line's `status` in authevents.log; None: no line is written.
        event_message: the line's `msg`.
        reason: why, for the log.
        factors: with SECOND_FACTOR, what the user can use.
        prompt: with SECOND_FACTOR, Duo's question to the user.
        result: what Duo said; empty where it gave no answer that can be used.
    """

    action: Action
    message: str | None
    event: AuthStatus | None
    event_message: str | None
    reason: str
    factors: Mapping[str, object] = field(default_factory=dict)
    prompt: object = None
    result: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """How a kind of server refuses a login because a call to Duo failed.

    Attributes:
        message: what the client is told.
        event: the line's `status` in authevents.log.
    """

    message: str
    event: AuthStatus


@dataclass(frozen=True, slots=True)
class Refusals:
    """The refusals of a kind of server, by what failed.

    Attributes:
        preauth: preauth failed.
        auth: auth failed.
        auth_timeout: auth was not answered within api_timeout.
    """

    preauth: Refusal = Refusal(messages.PREAUTH_FAILED, AuthStatus.REJECT)
    auth: Refusal = Refusal(messages.AUTH_FAILED, AuthStatus.ERROR)
    auth_timeout: Refusal = Refusal(messages.AUTH_TIMED_OUT, AuthStatus.ERROR)


USUAL_REFUSALS = Refusals()
"""Those of every kind of RADIUS server but [radius_server_challenge]."""


def decide(
    stage: Stage,
    exchange: ApiExchange,
    failmode: Failmode,
    refusals: Refusals = USUAL_REFUSALS,
) -> FailmodeDecision:
    """Decide what the call leads to.

    Args:
        stage: which call it was.
        exchange: what came of it.
        failmode: the server section's failmode.
        refusals: how the kind of server refuses.
    """
    outcome = read(stage, exchange)
    match outcome:
        case Unhandled():
            return FailmodeDecision(Action.NO_REPLY, None, None, None, outcome.reason)
        case ApiError():
            return _after_error(stage, outcome, failmode, refusals)
        case ApiResult():
            return _after_result(outcome)


def read(stage: Stage, exchange: ApiExchange) -> ApiResult | ApiError | Unhandled:
    """Read what the call came to, before any failmode."""
    match exchange:
        case NetworkFailure() if stage is Stage.PREAUTH:
            return ApiError(exchange.reason, fail_open=True, timed_out=exchange.timed_out)
        case NetworkFailure():
            return ApiError(exchange.reason, fail_open=False, timed_out=exchange.timed_out)
        case PrimaryOnly():
            return ApiError(
                "The proxy is operating in primary-only mode",
                fail_open=True,
                opened=messages.PRIMARY_ONLY,
            )
        case FactorTooLong():
            return ApiError(
                f"the factor or passcode is longer than {MAX_FACTOR_LENGTH} characters",
                fail_open=False,
            )
        case ApiResponse():
            return _read_http_response(stage, exchange)


def _read_http_response(stage: Stage, answer: ApiResponse) -> ApiResult | ApiError | Unhandled:
    server_error = str(answer.status).startswith("5")
    envelope = _envelope(answer)
    if isinstance(envelope, Unhandled):
        return envelope
    stat = envelope.get("stat")
    if stat == "OK" and "response" in envelope:
        return _read_response(stage, envelope["response"])
    if stat == "FAIL" and "code" in envelope and "message" in envelope:
        return ApiError(f"{envelope['code']}: {envelope['message']}", fail_open=server_error)
    if stat in ("OK", "FAIL") or "stat" not in envelope:
        return ApiError(_not_of_duo(answer.status), fail_open=server_error)
    return Unhandled(f"stat is {stat!r}")


def _envelope(answer: ApiResponse) -> Mapping[str, Any] | Unhandled:
    """Return the JSON object of the answer; empty when the body is not JSON."""
    try:
        envelope = json.loads(answer.body)
    except RecursionError:
        return Unhandled("the JSON is nested too deeply")
    except ValueError:
        return {}
    return envelope if isinstance(envelope, dict) else Unhandled("the JSON is not an object")


def _not_of_duo(status: int) -> str:
    if status == HTTPStatus.OK:
        return "the answer is not an answer of Duo's API"
    return f"HTTP status {status}"


def _read_response(stage: Stage, response: object) -> ApiResult | ApiError | Unhandled:
    if not response or not isinstance(response, dict):
        return _malformed("response")
    result = response.get("result")
    final = ("allow", "deny", "enroll") if stage is Stage.PREAUTH else ("allow", "deny")
    if result in final:
        return _read_final(str(result), response)
    if stage is Stage.PREAUTH and result == "auth":
        if not isinstance(response.get("factors"), dict):
            return _malformed("factors")
        if "prompt" not in response:
            return _malformed("prompt")
        return ApiResult("auth", factors=response["factors"], prompt=response["prompt"])
    return _malformed("result")


def _read_final(result: str, response: Mapping[str, Any]) -> ApiResult | ApiError | Unhandled:
    if "status" not in response:
        return _malformed("status")
    status = response["status"]
    if status and not isinstance(status, str):
        return Unhandled(f"status is not text but {type(status).__name__}")
    return ApiResult(result, status=status)


def _malformed(key: str) -> ApiError:
    return ApiError(f"Malformed API Response - invalid or missing '{key}'", fail_open=True)


def _after_error(
    stage: Stage, error: ApiError, failmode: Failmode, refusals: Refusals
) -> FailmodeDecision:
    if failmode is Failmode.OPEN and error.fail_open:
        return _with_text(Action.ACCEPT, error.opened, AuthStatus.ALLOW, error.reason)
    if stage is Stage.PREAUTH:
        refusal = refusals.preauth
    else:
        refusal = refusals.auth_timeout if error.timed_out else refusals.auth
    return _with_text(Action.REJECT, refusal.message, refusal.event, error.reason)


def _with_text(action: Action, text: str, event: AuthStatus, reason: str) -> FailmodeDecision:
    return FailmodeDecision(action, text, event, text, reason)


def _after_result(result: ApiResult) -> FailmodeDecision:
    message = str(result.status) if result.status else None
    decided = partial(FailmodeDecision, reason=f"Duo said {result.result}", result=result.result)
    match result.result:
        case "auth":
            return decided(
                Action.SECOND_FACTOR,
                None,
                None,
                None,
                factors=result.factors,
                prompt=result.prompt,
            )
        case "allow":
            return decided(Action.ACCEPT, message, AuthStatus.ALLOW, message)
        case "enroll":
            return decided(Action.ENROLL, message, AuthStatus.REJECT, messages.NOT_ENROLLED)
        case _:
            return decided(Action.REJECT, message, AuthStatus.REJECT, message)
