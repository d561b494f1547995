"""Requests to the control API, checked against what their operation takes."""

from __future__ import annotations

import json
from collections.abc import Mapping

from werkzeug.wrappers import Request

from failmode.simulator.control.errors import InvalidRequestError, UnsupportedMediaTypeError
from failmode.simulator.control.operation import JSON, ControlEndpoint, ControlRequest
from failmode.simulator.control.schemas import JsonObject


def read_request(
    endpoint: ControlEndpoint, request: Request, variables: Mapping[str, str]
) -> ControlRequest:
    """Return a request, checked.

    Args:
        endpoint: what it takes.
        request: the request.
        variables: the variable parts of its path.

    Raises:
        InvalidRequestError: names what does not fit.
        UnsupportedMediaTypeError: for a body that is not announced as JSON.
    """
    return ControlRequest(
        path={
            name: schema.parse_text(variables[name], name)
            for name, schema in endpoint.parameters.items()
        },
        query=_query(endpoint, request),
        body=_body(endpoint, request),
        headers=_headers(endpoint, request),
    )


def _headers(endpoint: ControlEndpoint, request: Request) -> JsonObject:
    return {
        name: schema.parse_text(request.headers[name], f"header {name}")
        for name, schema in endpoint.headers.items()
        if name in request.headers
    }


def _query(endpoint: ControlEndpoint, request: Request) -> JsonObject:
    unknown = sorted(set(request.args) - set(endpoint.query))
    if unknown:
        known = ", ".join(endpoint.query) or "none"
        raise InvalidRequestError(
            f"unknown query parameter {unknown[0]!r}", f"This operation takes: {known}"
        )
    return {
        name: schema.parse_text(request.args[name], f"query parameter {name}")
        for name, schema in endpoint.query.items()
        if name in request.args
    }


def _body(endpoint: ControlEndpoint, request: Request) -> JsonObject:
    if endpoint.body is None or (not endpoint.body.required and not request.get_data()):
        return {}
    if request.mimetype != JSON:
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
    endpoint.body.check(value, "body")
    return dict(value)


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")
