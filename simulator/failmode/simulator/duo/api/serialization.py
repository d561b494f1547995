"""Shapes on the wire that Duo's APIs share: parameters in form and JSON bodies, and the envelope.

Source: `duo_client/client.py` of https://github.com/duosecurity/duo_client_python.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qsl, quote

import bson

from failmode.simulator.duo.api.signature import BodyKind, Pairs
from failmode.simulator.duo.directory.records import Factor
from failmode.simulator.duo.errors import DuoError, InvalidRequestParametersError

JSON_TYPE = "application/json"
FORM_TYPE = "application/x-www-form-urlencoded"

_FLAGS = {"0": False, "false": False, "1": True, "true": True}

Json = dict[str, Any] | str
"""The `response` of an answer."""


# What clients send


def encode_form(params: Mapping[str, str]) -> bytes:
    """A form body (or query) as Duo's clients write it: sorted, percent-encoded by RFC 3986."""
    return "&".join(
        f"{quote(name, safe='~')}={quote(value, safe='~')}"
        for name, value in sorted(params.items())
    ).encode("ascii")


def encode_json(params: Mapping[str, str]) -> bytes:
    """A JSON body as `duo_client` writes it: sorted keys, no spaces."""
    return json.dumps(params, sort_keys=True, separators=(",", ":")).encode("utf-8")


# What the cloud reads


def body_kind(content_type: str, body: bytes) -> BodyKind:
    """How a body carries its parameters.

    Args:
        content_type: the `Content-Type` header; anything but JSON is read as a form.
        body: the body.
    """
    if not body:
        return BodyKind.NONE
    mimetype = content_type.partition(";")[0].strip().lower()
    return BodyKind.JSON if mimetype == JSON_TYPE else BodyKind.FORM


def decode_form(text: bytes, max_fields: int) -> Pairs:
    """Parameters of a query or form body; bytes that are not UTF-8 become lone surrogates.

    Raises:
        InvalidRequestParametersError: for more than `max_fields` parameters.
    """
    return _decoded(text, max_fields) if text else ()


# A request is read twice in a row: to tell what it is about, and to answer it.
@functools.lru_cache(maxsize=1)
def _decoded(text: bytes, max_fields: int) -> Pairs:
    try:
        return tuple(
            parse_qsl(
                text.decode("utf-8", "surrogateescape"),
                keep_blank_values=True,
                errors="surrogateescape",
                max_num_fields=max_fields,
            )
        )
    except ValueError as error:
        raise InvalidRequestParametersError from error


def decode_json(body: bytes) -> Pairs:
    """Parameters of a JSON body; numbers and truth values become text.

    Raises:
        InvalidRequestParametersError: when it is no JSON object, or (naming the key) when a
            value is an array, an object, a fraction or null.
    """
    try:
        # Objects come as tuples of pairs, so that a name that is given twice is not lost.
        value = json.loads(body, object_pairs_hook=tuple)
    except (ValueError, RecursionError) as error:
        raise InvalidRequestParametersError from error
    if not isinstance(value, tuple):
        raise InvalidRequestParametersError
    return tuple((name, _json_text(name, one)) for name, one in value)


def _json_text(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, int)):
        return str(value)
    raise InvalidRequestParametersError(_printable(name))


def _printable(name: str) -> str | None:
    return name if name.isascii() and name.isprintable() and len(name) <= 100 else None


class Params:
    """Parameters of one request, checked as they are read.

    Args:
        pairs: names and values.
        lists: names that may be given several times; their values are joined by commas.

    Raises:
        InvalidRequestParametersError: for another name that is given twice, or a value that is not
            text.
    """

    def __init__(self, pairs: Pairs, lists: frozenset[str] = frozenset()) -> None:
        self._values: dict[str, str] = {}
        for name, value in pairs:
            twice = name in self._values and name not in lists
            if twice or not (is_text(name) and is_text(value)):
                raise InvalidRequestParametersError(_printable(name))
            self._values[name] = f"{self._values[name]},{value}" if name in self._values else value

    def __contains__(self, name: str) -> bool:
        """Whether a parameter is given, if only empty."""
        return name in self._values

    def optional(self, name: str) -> str | None:
        """A value; None when it is missing or empty."""
        return self._values.get(name) or None

    def required(self, name: str) -> str:
        """A value.

        Raises:
            InvalidRequestParametersError: when it is missing or empty.
        """
        value = self.optional(name)
        if value is None:
            raise InvalidRequestParametersError(name)
        return value

    def count(
        self, name: str, missing: int, *, minimum: int = 0, maximum: int = 2_147_483_647
    ) -> int:
        """A whole number without sign; `missing` when it is missing.

        Raises:
            InvalidRequestParametersError: when it is none, or outside of the limits.
        """
        value = self.optional(name)
        if value is None:
            return missing
        if not (value.isascii() and value.isdigit() and len(value) <= len(str(maximum))):
            raise InvalidRequestParametersError(name)
        if not minimum <= int(value) <= maximum:
            raise InvalidRequestParametersError(name)
        return int(value)

    def flag(self, name: str) -> bool:
        """A value that is `0`, `1`, `false` or `true`; False when it is missing.

        Raises:
            InvalidRequestParametersError: for any other value.
        """
        value = self._values.get(name) or "0"
        if value not in _FLAGS:
            raise InvalidRequestParametersError(name)
        return _FLAGS[value]


def is_text(value: str) -> bool:
    """Whether a decoded value is Unicode without NUL."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\0" not in value


def factor_named(name: str) -> Factor:
    """A factor by its name.

    Raises:
        InvalidRequestParametersError: when there is none of that name.
    """
    try:
        return Factor(name)
    except ValueError as error:
        raise InvalidRequestParametersError("factor") from error


def pushinfo(params: Params, max_bytes: int) -> str | None:
    """What a push shows.

    Raises:
        InvalidRequestParametersError: when it has `max_bytes` bytes or more.
    """
    value = params.optional("pushinfo")
    if value is not None and len(value.encode("utf-8")) >= max_bytes:
        raise InvalidRequestParametersError("pushinfo")
    return value


# What the cloud answers


class Encoding(StrEnum):
    """How an answer is written down, with its media type."""

    JSON = "application/json"
    BSON = "application/bson"


def encoding_of(path: str) -> Encoding:
    """The encoding that a path asks for: BSON under `/rest/v1` with the suffix `.bson`."""
    if path.startswith("/rest/v1/") and path.endswith(".bson"):
        return Encoding.BSON
    return Encoding.JSON


def success(response: Json, encoding: Encoding = Encoding.JSON) -> bytes:
    """The envelope of an answer."""
    return _encoded({"stat": "OK", "response": response}, encoding)


def failure(error: DuoError, encoding: Encoding = Encoding.JSON) -> bytes:
    """The envelope of an error."""
    body: dict[str, Any] = {"stat": "FAIL", "code": error.code, "message": error.message}
    if error.detail is not None:
        body["message_detail"] = error.detail
    return _encoded(body, encoding)


def _encoded(envelope: dict[str, Any], encoding: Encoding) -> bytes:
    if encoding is Encoding.BSON:
        return bson.encode(envelope)
    return json.dumps(envelope).encode("ascii")


def please_enroll(url: str) -> str:
    """The text that sends a user to the enrolment page."""
    return f"Please enroll at {url}"
