"""How everything on the control port refuses: strangers first, and in one schema."""

from __future__ import annotations

import json
from http import HTTPStatus

from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.wrappers import Request, Response

from failmode.simulator.control.errors import (
    BadHttpError,
    BodyTooLargeError,
    ControlError,
    InternalError,
    InvalidRequestError,
    MethodNotAllowedError,
    TokenError,
    UnknownPathError,
)
from failmode.simulator.control.operation import JSON
from failmode.simulator.edge.http.canned_responses import CannedResponse
from failmode.simulator.internal_failures import InternalFailure

_SEE_DESCRIPTION = "The description of this API lists what it has"


def internal_error(failure: InternalFailure) -> CannedResponse:
    """Answer a request in which the simulator itself failed."""
    error = InternalError(f"the simulator failed: {failure.reason}", failure.remedy)
    return _canned(error, error.status)


def bad_request(status: int) -> CannedResponse:
    """Refuse what no path has seen, with that status: no acceptable HTTP, or too large a body."""
    error: ControlError
    if status == BodyTooLargeError.status:
        error = BodyTooLargeError("the body is larger than this path takes", "Send less")
    else:
        what = f"this is no request that can be read: {HTTPStatus(status).phrase}"
        error = BadHttpError(what, "Send HTTP/1.1")
    return _canned(error, status)


def _canned(error: ControlError, status: int) -> CannedResponse:
    body = json.dumps(error.to_json()).encode("ascii")
    return CannedResponse(status, (("Content-Type", JSON),), body)


def refusal(error: ControlError | HTTPException, refused: Request) -> Response:
    """Make the answer to a request that is refused.

    Args:
        error: why.
        refused: the request.

    Raises:
        HTTPException: the error, when it is a failure of ours.
    """
    told = error if isinstance(error, ControlError) else _translate(error, refused)
    answer = json_response(told.to_json(), told.status)
    if isinstance(told, TokenError):
        # So a browser asks the person for it, and sends it with whatever the dashboard asks for.
        answer.headers["WWW-Authenticate"] = 'Basic realm="failmode", charset="UTF-8"'
    return answer


def json_response(value: object, status: int) -> Response:
    """Make an answer of a JSON value, on one line."""
    text = json.dumps(value, separators=(",", ":"))
    return Response(f"{text}\n", status, mimetype=JSON)


def _translate(error: HTTPException, request: Request) -> ControlError:
    if isinstance(error, NotFound):
        return UnknownPathError(
            f"the control API has no path {request.path}",
            _SEE_DESCRIPTION,
        )
    if isinstance(error, MethodNotAllowed):
        allowed = ", ".join(sorted(error.valid_methods or ()))
        return MethodNotAllowedError(
            f"{request.method} is not possible on {request.path}", f"Use one of: {allowed}"
        )
    if error.code is None or error.code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise error
    return InvalidRequestError(error.description or error.name, _SEE_DESCRIPTION)
