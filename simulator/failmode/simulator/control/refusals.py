"""How everything on the control port refuses: to foreign sites first, and in one schema."""

from __future__ import annotations

import logging

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound

from failmode.simulator.control.errors import (
    ControlError,
    InternalError,
    InvalidRequestError,
    MethodNotAllowedError,
    UnknownPathError,
)
from failmode.simulator.control.guard import HostGuard

_log = logging.getLogger(__name__)

_SEE_DESCRIPTION = "The description of this API lists what it has"


def protect(app: Flask, guard: HostGuard) -> None:
    """Let an application on the control port refuse foreign sites, and errors as the API does.

    Args:
        app: the application.
        guard: decides which requests come from foreign sites.
    """

    @app.before_request
    def refuse_foreign_sites() -> None:
        guard.check(request.headers.get("Host", ""), request.headers.get("Origin"))

    app.register_error_handler(ControlError, _refuse)
    app.register_error_handler(HTTPException, lambda error: _refuse(_translate(error)))
    app.register_error_handler(Exception, _report)


def _refuse(error: ControlError) -> tuple[Response, int]:
    return jsonify(error.to_json()), error.status


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
    return InvalidRequestError(error.description or error.name, _SEE_DESCRIPTION)


def _report(error: Exception) -> tuple[Response, int]:
    _log.error("the control API failed on %s %s", request.method, request.path, exc_info=error)
    return _refuse(
        InternalError(
            f"the simulator failed: {type(error).__name__}",
            "This is a defect of the simulator; its log has the details",
        )
    )
