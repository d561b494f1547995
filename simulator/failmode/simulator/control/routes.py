"""The control API over HTTP: a Flask application made from the operations."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from importlib.metadata import version

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound

from failmode.simulator.control.errors import (
    ControlError,
    InternalError,
    InvalidRequestError,
    MethodNotAllowedError,
    UnknownPathError,
    UnsupportedMediaTypeError,
)
from failmode.simulator.control.guard import HostGuard
from failmode.simulator.control.openapi import DOCUMENT_PATH, describe
from failmode.simulator.control.operation import JSON, Call, Operation
from failmode.simulator.control.operations import OPERATIONS
from failmode.simulator.control.schemas import JsonObject
from failmode.simulator.control.service import ControlService
from failmode.simulator.dashboard.operations import Operations
from failmode.simulator.dashboard.routes import create_blueprint

_CONVERTERS = {"username": "path:", "id": "path:", "field": "path:"}
"""Variable parts, last in their paths, whose values may have slashes of their own."""

_log = logging.getLogger(__name__)


def create_app(service: ControlService, host: str) -> Flask:
    """The control API of one simulator, and the dashboard that uses it.

    Args:
        service: what the API steers.
        host: the address its port is bound to, for the check of the `Host` header.
    """
    app = Flask("failmode.simulator.control", static_folder=None)
    app.json.sort_keys = False  # type: ignore[attr-defined] # Flask types `json` as its base class
    guard = HostGuard(host)
    document = describe(OPERATIONS, version("failmode"))

    @app.before_request
    def refuse_foreign_sites() -> None:
        guard.check(request.headers.get("Host", ""), request.headers.get("Origin"))

    app.add_url_rule(DOCUMENT_PATH, "getDescription", lambda: jsonify(document), methods=["GET"])
    for operation in OPERATIONS:
        app.add_url_rule(
            _rule(operation.path),
            operation.name,
            _view(operation, service),
            methods=[operation.method],
            provide_automatic_options=False,
        )
    app.register_blueprint(create_blueprint(Operations(service, OPERATIONS)))
    app.register_error_handler(ControlError, _refuse)
    app.register_error_handler(HTTPException, lambda error: _refuse(_translate(error)))
    app.register_error_handler(Exception, _report)
    return app


def _rule(path: str) -> str:
    """The path in werkzeug's syntax."""
    return re.sub(r"\{(\w+)\}", lambda part: f"<{_CONVERTERS.get(part[1], '')}{part[1]}>", path)


def _view(operation: Operation, service: ControlService) -> Callable[..., tuple[Response, int]]:
    def view(**path: str) -> tuple[Response, int]:
        parts = {
            name: shape.parse_text(path[name], name) for name, shape in operation.parameters.items()
        }
        call = Call(
            path=parts,
            query=_query(operation),
            body=_body(operation),
            headers=_headers(operation),
        )
        return _answer(operation, service, call), operation.status

    return view


def _answer(operation: Operation, service: ControlService, call: Call) -> Response:
    if operation.media_type == JSON:
        answer = operation.handler(service, call)
        return Response() if operation.answer is None else jsonify(answer)
    # Who only asks for the head must not keep a reader's place.
    pieces = () if request.method == "HEAD" else operation.handler(service, call)
    response = Response(pieces, mimetype=operation.media_type)
    response.headers["Cache-Control"] = "no-store"
    return response


def _headers(operation: Operation) -> JsonObject:
    return {
        name: shape.parse_text(request.headers[name], f"header {name}")
        for name, shape in operation.headers.items()
        if name in request.headers
    }


def _query(operation: Operation) -> JsonObject:
    unknown = sorted(set(request.args) - set(operation.query))
    if unknown:
        known = ", ".join(operation.query) or "none"
        raise InvalidRequestError(
            f"unknown query parameter {unknown[0]!r}", f"This operation takes: {known}"
        )
    return {
        name: shape.parse_text(request.args[name], f"query parameter {name}")
        for name, shape in operation.query.items()
        if name in request.args
    }


def _body(operation: Operation) -> JsonObject:
    if operation.body is None or (not operation.body.required and not request.get_data()):
        return {}
    if request.mimetype != "application/json":
        raise UnsupportedMediaTypeError(
            f"the body is {request.mimetype or 'of no stated type'}",
            "Send JSON with the header Content-Type: application/json",
        )
    try:
        value = json.loads(request.get_data(), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise InvalidRequestError(
            f"the body is not JSON: {error}", "Send one JSON object, in UTF-8"
        ) from error
    operation.body.check(value, "body")
    return dict(value)


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")


def _refuse(error: ControlError) -> tuple[Response, int]:
    return jsonify(error.to_json()), error.status


def _translate(error: HTTPException) -> ControlError:
    if isinstance(error, NotFound):
        return UnknownPathError(
            f"the control API has no path {request.path}", f"See {DOCUMENT_PATH}"
        )
    if isinstance(error, MethodNotAllowed):
        allowed = ", ".join(sorted(error.valid_methods or ()))
        return MethodNotAllowedError(
            f"{request.method} is not possible on {request.path}", f"Use one of: {allowed}"
        )
    return InvalidRequestError(error.description or error.name, f"See {DOCUMENT_PATH}")


def _report(error: Exception) -> tuple[Response, int]:
    _log.error("the control API failed on %s %s", request.method, request.path, exc_info=error)
    return _refuse(
        InternalError(
            f"the simulator failed: {type(error).__name__}",
            "This is a defect of the simulator; its log has the details",
        )
    )
