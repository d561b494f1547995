"""The operations of the Universal Prompt: the OIDC Auth API for clients, the prompt for people."""

from __future__ import annotations

from werkzeug.wrappers import Response

from failmode.simulator.duo.directory.records import Factor
from failmode.simulator.duo.endpoint import DuoOperation
from failmode.simulator.duo.universal import pages
from failmode.simulator.duo.universal.endpoint import (
    AssetEndpoint,
    PromptCall,
    PromptEndpoint,
    json_answer,
    page_answer,
    redirect,
)
from failmode.simulator.duo.universal.errors import (
    HEALTH_CHECK_CODE,
    InvalidRequestError,
    OAuthError,
    RefusedAuthorizationError,
)
from failmode.simulator.duo.universal.requests import AUTHORIZE, HEALTH_CHECK, TOKEN, required
from failmode.simulator.http_api.operation import Operation
from failmode.terms import Stage

_ASSETS = {"prompt.css": "text/css; charset=utf-8", "prompt.js": "text/javascript; charset=utf-8"}
_ASKING = {one.value: one for one in (Factor.PUSH, Factor.PHONE, Factor.SMS)}


# For clients


def _health_check(call: PromptCall) -> Response:
    timestamp = call.prompt.health_check(call.request.host, call.params)
    return json_answer({"stat": "OK", "response": {"timestamp": timestamp}})


def _refuse_health_check(call: PromptCall, error: OAuthError) -> Response:
    body = {
        "stat": "FAIL",
        "code": HEALTH_CHECK_CODE,
        "message": error.error,
        "message_detail": error.description,
        "timestamp": int(call.cloud.clock.now()),
    }
    return json_answer(body, error.status)


def _token(call: PromptCall) -> Response:
    tokens = call.prompt.token(call.request.host, call.params)
    return json_answer(
        {
            "access_token": tokens.access_token,
            "expires_in": tokens.expires_in,
            "id_token": tokens.id_token,
            "token_type": "Bearer",
        }
    )


def _refuse_token(_call: PromptCall, error: OAuthError) -> Response:
    return json_answer({"error": error.error, "error_description": error.description}, error.status)


# For browsers


def _authorize(call: PromptCall) -> Response:
    try:
        session_id = call.prompt.authorize(
            call.request.host, call.params, call.request.remote_address
        )
    except RefusedAuthorizationError as error:
        return redirect(error.location)
    return redirect(pages.page_of(session_id))


def _page(call: PromptCall) -> Response:
    return _show(call, required(call.params, pages.SESSION))


def _choose(call: PromptCall) -> Response:
    params = call.params
    session_id = required(params, pages.SESSION)
    choice, _, device = required(params, "choice").partition(" ")
    if choice == "cancel":
        return redirect(call.prompt.cancel(session_id))
    if choice == "again":
        call.prompt.choose_again(session_id)
        return redirect(pages.page_of(session_id))
    passcode = params.optional("passcode")
    if choice == Factor.PASSCODE and passcode is None:
        return _show(call, session_id, pages.NO_PASSCODE)
    factor = Factor.PASSCODE if choice == Factor.PASSCODE else _ASKING.get(choice)
    if factor is None:
        raise InvalidRequestError("The parameter choice is none of those on the page")
    done = call.prompt.choose(
        session_id,
        factor,
        device=device or None,
        passcode=passcode,
        ipaddr=call.request.remote_address,
    )
    if not done:
        return _show(call, session_id, pages.NO_SUCH_DEVICE)
    return redirect(pages.page_of(session_id))


def _status(call: PromptCall) -> Response:
    status = call.prompt.wait(required(call.params, pages.SESSION))
    waiting = status is not None and not status.final
    return json_answer({"waiting": waiting, "message": status.status_msg if status else ""})


def _refuse_status(_call: PromptCall, error: OAuthError) -> Response:
    return json_answer({"waiting": False, "message": error.description}, error.status)


def _return(call: PromptCall) -> Response:
    return redirect(call.prompt.complete(required(call.params, pages.SESSION)))


def _refuse_by_page(_call: PromptCall, error: OAuthError) -> Response:
    return page_answer(pages.error_page(error), error.status)


def _show(call: PromptCall, session_id: str, notice: pages.Notice | None = None) -> Response:
    state = call.prompt.state(session_id)
    if state.let_in:
        return redirect(pages.return_of(session_id))
    return page_answer(pages.session_page(session_id, state, notice))


def _asset(name: str, media_type: str) -> DuoOperation:
    path = f"{pages.PAGE}/{name}"
    return Operation("GET", path, f"GET {path}", AssetEndpoint(name, media_type))


_AUTHORIZE = PromptEndpoint(_authorize, _refuse_by_page)

OPERATIONS: tuple[DuoOperation, ...] = (
    Operation(
        "POST",
        HEALTH_CHECK,
        "health-check",
        PromptEndpoint(_health_check, _refuse_health_check),
        stage=Stage.PING,
    ),
    Operation("GET", AUTHORIZE, "authorize", _AUTHORIZE),
    Operation("POST", AUTHORIZE, "authorize", _AUTHORIZE),
    Operation("POST", TOKEN, "token", PromptEndpoint(_token, _refuse_token), stage=Stage.AUTH),
    Operation("GET", pages.PAGE, "prompt", PromptEndpoint(_page, _refuse_by_page)),
    Operation("POST", pages.PAGE, "prompt", PromptEndpoint(_choose, _refuse_by_page)),
    Operation("GET", pages.STATUS, "prompt-status", PromptEndpoint(_status, _refuse_status)),
    # What has to go well before a code can be exchanged, so it belongs to preauth.
    Operation(
        "GET",
        pages.RETURN,
        "prompt-return",
        PromptEndpoint(_return, _refuse_by_page),
        stage=Stage.PREAUTH,
    ),
    *(_asset(name, media_type) for name, media_type in _ASSETS.items()),
)
"""Every operation of the Universal Prompt."""
