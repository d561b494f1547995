"""What the routes of every API of Duo share: signed requests in, Duo's envelope out."""

from __future__ import annotations

import logging
from collections.abc import Callable

from flask import Flask, Response, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from failmode.simulator.duo.api import serialization
from failmode.simulator.duo.api.access import Access
from failmode.simulator.duo.api.serialization import Json, Params
from failmode.simulator.duo.api.signature import DATE_HEADERS, BodyKind, SignedRequest
from failmode.simulator.duo.assumptions import DuoSettings
from failmode.simulator.duo.auth.logo import MEDIA_TYPE, logo
from failmode.simulator.duo.auth.service import DuoService
from failmode.simulator.duo.directory.records import Integration
from failmode.simulator.duo.errors import (
    DuoError,
    InvalidRequestParametersError,
    MethodNotAllowedError,
    ResourceNotFoundError,
    ServerError,
    TooManyRequestsError,
)

_log = logging.getLogger(__name__)

_DATE_KEYS = tuple("HTTP_" + name.upper().replace("-", "_") for name in DATE_HEADERS)


def add_route(app: Flask, method: str, path: str, view: Callable[..., ResponseReturnValue]) -> None:
    """Answer `method` at `path`, and nothing else there, not even OPTIONS.

    Args:
        app: the application.
        method: HTTP method.
        path: Flask's path, variable parts included.
        view: gets the variable parts by name.
    """
    app.add_url_rule(
        path, f"{method} {path}", view, methods=[method], provide_automatic_options=False
    )


def signed_view(
    service: DuoService, access: Access, call: Callable[[Integration, Params], Json]
) -> Callable[[], Response]:
    """The view of a signed call.

    Args:
        service: the cloud.
        access: what the call needs.
        call: integration and parameters in, `response` out.
    """
    return lambda: answer(call(*authenticated(service, access)))


def authenticated(
    service: DuoService, access: Access, lists: frozenset[str] = frozenset()
) -> tuple[Integration, Params]:
    """The integration that sends the present request, and the parameters.

    Args:
        service: the cloud.
        access: what the call needs.
        lists: parameters that may be given several times.

    Raises:
        DuoError: when the request is not signed as it must be, or its parameters are malformed.
    """
    received, params = _received(service.settings)
    integration, _ = service.authenticate(
        request.environ.get("HTTP_AUTHORIZATION"), received, access
    )
    return integration, params(lists)


def answer(response: Json) -> Response:
    """A successful answer, in the encoding that the path asks for."""
    encoding = serialization.encoding_of(request.path)
    return Response(serialization.success(response, encoding), content_type=encoding.value)


def picture(service: DuoService, access: Access) -> Response:
    """The customer's logo, for an integration that signs its request."""
    authenticated(service, access)
    return Response(logo(), content_type=MEDIA_TYPE)


def failed(error: Exception) -> Response:
    """Duo's answer to whatever went wrong."""
    vendor = _as_vendor_error(error)
    if vendor is not error and isinstance(vendor, ServerError):
        _log.error("the simulated Duo cloud failed at %s", request.path, exc_info=error)
    encoding = serialization.encoding_of(request.path)
    response = Response(
        serialization.failure(vendor, encoding), vendor.status, content_type=encoding.value
    )
    if isinstance(vendor, TooManyRequestsError) and vendor.retry_after is not None:
        response.headers["Retry-After"] = str(vendor.retry_after)
    return response


def _received(settings: DuoSettings) -> tuple[SignedRequest, Callable[[frozenset[str]], Params]]:
    """The present request as it is signed, and its parameters, to be read once it is trusted."""
    # Flask's view of the headers is built anew for every look at it, and its view of the body is a
    # stream in a stream, though the body is at hand.
    environ = request.environ
    size = request.content_length or 0
    if size > settings.max_body_bytes:
        raise InvalidRequestParametersError
    body = environ["wsgi.input"].read(size)
    max_fields = settings.max_fields
    query = serialization.decode_form(environ.get("QUERY_STRING", "").encode("latin-1"), max_fields)
    kind = serialization.body_kind(environ.get("CONTENT_TYPE", ""), body)
    form = serialization.decode_form(body, max_fields) if kind is BodyKind.FORM else ()
    received = SignedRequest(
        method=environ["REQUEST_METHOD"],
        host=environ.get("HTTP_HOST", ""),
        path=request.path,
        pairs=query + form,
        body=body,
        body_kind=kind,
        date=next((environ[key] for key in _DATE_KEYS if key in environ), None),
        duo_headers={
            key.removeprefix("HTTP_").replace("_", "-").lower(): value
            for key, value in environ.items()
            if key.startswith("HTTP_X_DUO_")
        },
    )

    def params(lists: frozenset[str]) -> Params:
        return Params(
            query + (serialization.decode_json(body) if kind is BodyKind.JSON else form), lists
        )

    return received, params


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
