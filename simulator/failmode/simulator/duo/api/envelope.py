"""Duo's envelope: how answers and errors are written down, in JSON or BSON.

Source: `duo_client/client.py` of https://github.com/duosecurity/duo_client_python.
"""

from __future__ import annotations

import json
from enum import StrEnum
from http import HTTPStatus
from typing import Any

from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from failmode.simulator.duo import bson_documents
from failmode.simulator.duo.errors import (
    DuoError,
    InvalidRequestParametersError,
    MethodNotAllowedError,
    ResourceNotFoundError,
    TooManyRequestsError,
)
from failmode.simulator.http_api.whole_answer import WholeAnswer

Json = dict[str, Any] | str
"""The `response` of an answer."""


class Encoding(StrEnum):
    """How an answer is written down, with its media type."""

    JSON = "application/json"
    BSON = "application/bson"


def encoding_of(path: str) -> Encoding:
    """Tell the encoding that a path asks for: BSON under `/rest/v1` with the suffix `.bson`."""
    if path.startswith("/rest/v1/") and path.endswith(".bson"):
        return Encoding.BSON
    return Encoding.JSON


def success(response: Json, encoding: Encoding = Encoding.JSON) -> bytes:
    """Write the envelope of an answer."""
    return _encoded({"stat": "OK", "response": response}, encoding)


def failure(error: DuoError, encoding: Encoding = Encoding.JSON) -> bytes:
    """Write the envelope of an error."""
    body: dict[str, Any] = {"stat": "FAIL", "code": error.code, "message": error.message}
    if error.detail is not None:
        body["message_detail"] = error.detail
    return _encoded(body, encoding)


def _encoded(envelope: dict[str, Any], encoding: Encoding) -> bytes:
    if encoding is Encoding.BSON:
        return bson_documents.encode(envelope)
    return json.dumps(envelope).encode("ascii")


def answer(response: Json, path: str) -> WholeAnswer:
    """Make a successful answer.

    Args:
        response: what it says.
        path: the request's path, which asks for an encoding.
    """
    encoding = encoding_of(path)
    return WholeAnswer(success(response, encoding), encoding.value)


def refusal(error: DuoError | HTTPException, path: str) -> Response:
    """Make Duo's answer to a request that it refuses.

    Args:
        error: why.
        path: the request's path, which asks for an encoding.

    Raises:
        HTTPException: the error, when it is a failure of ours and nothing that Duo refuses.
    """
    vendor = _as_vendor_error(error)
    encoding = encoding_of(path)
    response = Response(failure(vendor, encoding), vendor.status, content_type=encoding.value)
    if isinstance(vendor, TooManyRequestsError) and vendor.retry_after is not None:
        response.headers["Retry-After"] = str(vendor.retry_after)
    return response


def _as_vendor_error(error: DuoError | HTTPException) -> DuoError:
    if isinstance(error, DuoError):
        return error
    if error.code == HTTPStatus.NOT_FOUND:
        return ResourceNotFoundError()
    if error.code == HTTPStatus.METHOD_NOT_ALLOWED:
        return MethodNotAllowedError()
    if error.code is None or error.code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise error
    return InvalidRequestParametersError()
