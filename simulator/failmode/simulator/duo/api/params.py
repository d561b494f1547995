"""Parameters on the wire, in form and JSON bodies, as all of Duo's APIs have them.

Source: `duo_client/client.py` of https://github.com/duosecurity/duo_client_python.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from urllib.parse import parse_qsl, quote

from failmode.simulator.duo.api.signature import BodyKind, Pairs
from failmode.simulator.duo.errors import (
    InvalidRequestParametersError,
    MissingRequestParametersError,
)

JSON_TYPE = "application/json"
MULTIPART_TYPE = "multipart/form-data"
FORM_TYPE = "application/x-www-form-urlencoded"

MAX_DIGITS = 18
MAX_NUMBER = 10**MAX_DIGITS - 1
"""Largest number that is read, and its digits."""

MAX_STORED_NUMBER = 2**31 - 1
"""Largest number that every database keeps."""

_BODY_KINDS = {JSON_TYPE: BodyKind.JSON, MULTIPART_TYPE: BodyKind.MULTIPART}
_FLAGS = {"0": False, "false": False, "1": True, "true": True}

# What clients send


def encode_form(params: Mapping[str, str]) -> bytes:
    """Encode a form body, or a query, as Duo's clients write it: sorted, encoded by RFC 3986."""
    return "&".join(
        f"{quote(name, safe='~')}={quote(value, safe='~')}"
        for name, value in sorted(params.items())
    ).encode("ascii")


def encode_json(params: Mapping[str, str]) -> bytes:
    """Encode a JSON body as `duo_client` writes it: sorted keys, no spaces."""
    return json.dumps(dict(params), sort_keys=True, separators=(",", ":")).encode("utf-8")


# What the cloud reads


def body_kind(content_type: str, body: bytes) -> BodyKind:
    """Tell how a body carries its parameters.

    Args:
        content_type: the `Content-Type` header; what is neither JSON nor multipart is read as a
            form.
        body: the body.
    """
    if not body:
        return BodyKind.NONE
    return _BODY_KINDS.get(media_type(content_type), BodyKind.FORM)


def media_type(content_type: str) -> str:
    """Return the media type that a `Content-Type` header names, in lower case."""
    return content_type.partition(";")[0].strip().lower()


def decode_form(text: bytes, max_fields: int) -> Pairs:
    """Read the parameters of a query or form body; bytes that are not UTF-8 become lone surrogates.

    Raises:
        InvalidRequestParametersError: for more than `max_fields` parameters.
    """
    if not text:
        return ()
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
    """Read the parameters of a JSON body; numbers and truth values become text, null is left out.

    Arrays, objects and fractions become their own JSON text, which `Params` takes only where it is
    told to.

    Raises:
        InvalidRequestParametersError: when it is no JSON object, or (naming the key) when an object
            has a name twice.
    """
    try:
        # Objects come as tuples of pairs, so that a name that is given twice is not lost.
        value = json.loads(body, object_pairs_hook=tuple, parse_constant=_no_number)
        if not isinstance(value, tuple):
            raise InvalidRequestParametersError
        return tuple((name, _json_text(name, one)) for name, one in value if one is not None)
    except (ValueError, RecursionError) as error:
        raise InvalidRequestParametersError from error


class _Document(str):
    """A value that is not text, as JSON."""

    __slots__ = ()


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no JSON number")


def _json_text(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, int)):
        return str(value)
    return _Document(json.dumps(_plain(name, value), ensure_ascii=False))


def _plain(name: str, value: object) -> object:
    """Turn tuples of pairs into objects."""
    if isinstance(value, list):
        return [_plain(name, one) for one in value]
    if not isinstance(value, tuple):
        return value
    found = {key: _plain(name, one) for key, one in value}
    if len(found) < len(value):
        raise InvalidRequestParametersError(_printable(name))
    return found


def _elements(text: str) -> tuple[str, ...] | None:
    """Return the elements of a JSON list of texts, numbers and truth values; None for another.

    So do clients for Ruby and Java, and PyPI duo_hmac, write what has several values.
    """
    values = json.loads(text)
    if not isinstance(values, list) or not all(isinstance(one, (str, int)) for one in values):
        return None
    return tuple(_json_text("", one) for one in values)


def _texts(value: object) -> Iterator[str]:
    """Yield every text of a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            yield name
            yield from _texts(one)


def _printable(name: str) -> str | None:
    return name if name.isascii() and name.isprintable() and len(name) <= 100 else None


class Params:
    """Parameters of one request, checked as they are read.

    Args:
        pairs: names and values.
        lists: names that may be given several times; their values are joined by commas.
        documents: names whose values are JSON, in a JSON body as they are, elsewhere as text.

    Raises:
        InvalidRequestParametersError: for another name that is given twice, or as a list, and for a
            value that is not text.
    """

    def __init__(
        self,
        pairs: Pairs,
        lists: frozenset[str] = frozenset(),
        documents: frozenset[str] = frozenset(),
    ) -> None:
        self._values: dict[str, str] = {}
        for name, value in pairs:
            elements: tuple[str, ...] | None = (value,)
            if isinstance(value, _Document) and name not in documents:
                elements = _elements(value) if name in lists else None
            if elements is None:
                raise InvalidRequestParametersError(_printable(name))
            for element in elements:
                self._add(name, element, several=name in lists)

    def _add(self, name: str, value: str, *, several: bool) -> None:
        known = name in self._values
        if (known and not several) or not (is_text(name) and is_text(value)):
            raise InvalidRequestParametersError(_printable(name))
        self._values[name] = f"{self._values[name]},{value}" if known else value

    def __contains__(self, name: str) -> bool:
        """Whether a parameter is given, if only empty."""
        return name in self._values

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parameters that are given."""
        return tuple(self._values)

    def optional(self, name: str) -> str | None:
        """Return a value; None when it is missing or empty."""
        return self._values.get(name) or None

    def required(self, name: str) -> str:
        """Return a value.

        Raises:
            MissingRequestParametersError: when it is missing or empty.
        """
        value = self.optional(name)
        if value is None:
            raise MissingRequestParametersError(name)
        return value

    def document(self, name: str) -> object:
        """Return a value that is JSON; None when it is missing, or null.

        Raises:
            InvalidRequestParametersError: when it is no JSON, or holds what is not text.
        """
        value = self.optional(name)
        if value is None:
            return None
        try:
            found = json.loads(value, object_pairs_hook=tuple, parse_constant=_no_number)
            plain = _plain(name, found)
            if not all(map(is_text, _texts(plain))):
                raise InvalidRequestParametersError(name)
        except (ValueError, RecursionError) as error:
            raise InvalidRequestParametersError(name) from error
        return plain

    def number(self, name: str, *, minimum: int = 0, maximum: int = MAX_NUMBER) -> int | None:
        """Return a whole number without sign; None when it is missing.

        Raises:
            InvalidRequestParametersError: when it is none, or outside of the limits.
        """
        value = self.optional(name)
        if value is None:
            return None
        if not (value.isascii() and value.isdigit()) or len(value) > MAX_DIGITS:
            raise InvalidRequestParametersError(name)
        if not minimum <= int(value) <= maximum:
            raise InvalidRequestParametersError(name)
        return int(value)

    def flag(self, name: str) -> bool:
        """Return a value that is `0`, `1`, `false` or `true`; False when it is missing.

        Raises:
            InvalidRequestParametersError: for any other value.
        """
        value = self._values.get(name) or "0"
        if value not in _FLAGS:
            raise InvalidRequestParametersError(name)
        return _FLAGS[value]


def is_text(value: str) -> bool:
    """Tell whether a decoded value is Unicode without NUL."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\0" not in value
