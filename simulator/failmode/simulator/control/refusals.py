"""How everything on the control port refuses: strangers first, and in one schema."""

from __future__ import annotations

import json
from http import HTTPStatus

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound

from failmode.simulator.control.errors import (
    ControlError,
    InternalError,
    InvalidRequestError,
    MethodNotAllowedError,
    TokenError,
    UnknownPathError,
)
from failmode.simulator.control.guard import ControlGuard
from failmode.simulator.control.operation import JSON
from failmode.simulator.edge.http.canned_responses import CannedResponse
from failmode.simulator.internal_failures import InternalFailure

_SEE_DESCRIPTION = "The description of this API lists what it has"


def protect(app: Flask, guard: ControlGuard) -> None:
    """Let an application on the control port refuse strangers, and errors as the API does.

    What is no refusal is raised to the server, which says so by `internal_error`.

    Args:
        app: the application.
        guard: decides who may use the port.
    """

    @app.before_request
    def refuse_strangers() -> None:
        guard.check(request.headers.get)

    app.register_error_handler(ControlError, _refuse)
    app.register_error_handler(HTTPException, lambda error: _refuse(_translate(error)))
    app.config["PROPAGATE_EXCEPTIONS"] = True


def internal_error(failure: InternalFailure) -> CannedResponse:
    """Answer a request in which the simulator itself failed."""
    error = InternalError(f"the simulator failed: {failure.reason}", failure.remedy)
    body = json.dumps(error.to_json()).encode("ascii")
    return CannedResponse(error.status, (("Content-Type", JSON),), body)


def _refuse(error: ControlError) -> tuple[Response, int]:
    answer = jsonify(error.to_json())
    if isinstance(error, TokenError):
        # So a browser asks the person for it, and sends it with whatever the dashboard asks for.
        answer.headers["WWW-Authenticate"] = 'Basic realm="failmode", charset="UTF-8"'
    return answer, error.status


def _translate(error: HTTPException) -> ControlError:
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
