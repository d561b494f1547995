"""HTTP routes of Duo's cloud: `/auth/v2` and `/rest/v1`."""

from __future__ import annotations

import logging
from collections.abc import Callable

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from simulator.duo import wire
from simulator.duo.assumptions import AUTH_V2_SIGNATURES, REST_V1_SIGNATURES
from simulator.duo.errors import (
    DuoError,
    InvalidRequestParametersError,
    MethodNotAllowedError,
    ResourceNotFoundError,
    ServerError,
)
from simulator.duo.records import Integration
from simulator.duo.service import DuoService
from simulator.duo.signature import DATE_HEADERS, BodyKind, SignedRequest, Version
from simulator.duo.wire import Json, Params

_log = logging.getLogger(__name__)

Call = Callable[[Integration, Params], Json]
"""A signed call: integration and parameters in, `response` out."""


def create_app(service: DuoService) -> Flask:
    """The cloud as a WSGI application.

    Every answer has Duo's JSON envelope, errors included.

    Args:
        service: the rules and the data.
    """
    app = Flask("simulator.duo", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = service.settings.max_body_bytes
    app.url_map.strict_slashes = True

    def route(method: str, path: str, view: Callable[[], Response]) -> None:
        app.add_url_rule(
            path, f"{method} {path}", view, methods=[method], provide_automatic_options=False
        )

    def signed(method: str, path: str, accepted: frozenset[Version], call: Call) -> None:
        def view() -> Response:
            received, params = _received(service.settings.max_fields)
            integration, _ = service.authenticate(
                request.headers.get("Authorization"), received, accepted
            )
            return _answer(call(integration, params()))

        route(method, path, view)

    def auth_v2(method: str, name: str, call: Call) -> None:
        signed(method, f"/auth/v2/{name}", AUTH_V2_SIGNATURES, call)

    def rest_v1(method: str, name: str, call: Call) -> None:
        for suffix in ("", ".json", ".bson"):
            signed(method, f"/rest/v1/{name}{suffix}", REST_V1_SIGNATURES, call)

    calls = _Calls(service)
    route("GET", "/auth/v2/ping", lambda: _answer({"time": service.time()}))
    auth_v2("GET", "check", calls.check_v2)
    auth_v2("POST", "preauth", calls.preauth_v2)
    auth_v2("POST", "auth", calls.auth_v2)
    auth_v2("GET", "auth_status", calls.auth_status_v2)

    for suffix in ("", ".json", ".bson"):
        route("GET", f"/rest/v1/ping{suffix}", lambda: _answer("pong"))
    rest_v1("GET", "check", calls.check_v1)
    rest_v1("POST", "preauth", calls.preauth_v1)
    rest_v1("POST", "auth", calls.auth_v1)
    rest_v1("GET", "status", calls.status_v1)

    app.register_error_handler(Exception, _failed)
    return app


class _Calls:
    """The signed calls, parameters to response."""

    def __init__(self, service: DuoService) -> None:
        self._service = service

    def check_v2(self, _integration: Integration, _params: Params) -> Json:
        return {"time": self._service.time()}

    def check_v1(self, _integration: Integration, _params: Params) -> Json:
        return "valid"

    def preauth_v2(self, integration: Integration, params: Params) -> Json:
        answer = self._service.preauth(integration, wire.preauth_v2(params))
        return wire.preauth_answer_v2(answer, with_prompt=params.optional("text_prompt") == "1")

    def preauth_v1(self, integration: Integration, params: Params) -> Json:
        answer = self._service.preauth(integration, wire.preauth_v1(params))
        return wire.preauth_answer_v1(answer)

    def auth_v2(self, integration: Integration, params: Params) -> Json:
        asked = wire.auth_v2(params, self._service.settings.max_pushinfo_bytes)
        outcome = self._service.auth(integration, asked)
        return {"txid": outcome} if isinstance(outcome, str) else wire.status_answer_v2(outcome)

    def auth_v1(self, integration: Integration, params: Params) -> Json:
        asked = wire.auth_v1(params, self._service.settings.max_pushinfo_bytes)
        outcome = self._service.auth(integration, asked)
        return {"txid": outcome} if isinstance(outcome, str) else wire.status_answer_v1(outcome)

    def auth_status_v2(self, integration: Integration, params: Params) -> Json:
        return wire.status_answer_v2(
            self._service.auth_status(integration, params.required("txid"))
        )

    def status_v1(self, integration: Integration, params: Params) -> Json:
        return wire.status_answer_v1(
            self._service.auth_status(integration, params.required("txid"))
        )


def _received(max_fields: int) -> tuple[SignedRequest, Callable[[], Params]]:
    """The present request as it is signed, and its parameters, to be read once it is trusted."""
    query = wire.decode_form(request.query_string, max_fields)
    body = request.get_data()
    kind = wire.body_kind(request.headers.get("Content-Type", ""), body)
    form = wire.decode_form(body, max_fields) if kind is BodyKind.FORM else ()
    received = SignedRequest(
        method=request.method,
        host=request.headers.get("Host", ""),
        path=request.path,
        pairs=query + form,
        body=body,
        body_kind=kind,
        date=next((v for h in DATE_HEADERS if (v := request.headers.get(h)) is not None), None),
        duo_headers={
            name.lower(): value
            for name, value in request.headers.items()
            if name.lower().startswith("x-duo-")
        },
    )

    def params() -> Params:
        return Params(query + (wire.decode_json(body) if kind is BodyKind.JSON else form))

    return received, params


def _answer(response: Json) -> Response:
    encoding = wire.encoding_of(request.path)
    return Response(wire.success(response, encoding), content_type=encoding.value)


def _failed(error: Exception) -> Response:
    """Duo's answer to whatever went wrong."""
    vendor = _as_vendor_error(error)
    if vendor is not error and isinstance(vendor, ServerError):
        _log.error("the simulated Duo cloud failed at %s", request.path, exc_info=error)
    encoding = wire.encoding_of(request.path)
    return Response(wire.failure(vendor, encoding), vendor.status, content_type=encoding.value)


def _as_vendor_error(error: Exception) -> DuoError:
    if isinstance(error, DuoError):
        return error
    if isinstance(error, HTTPException):
        if error.code == 404:
            return ResourceNotFoundError()
        if error.code == 405:
            return MethodNotAllowedError()
        return InvalidRequestParametersError()
    return ServerError()
