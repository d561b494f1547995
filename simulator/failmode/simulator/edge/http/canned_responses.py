"""Answers that the edge gives in the application's place."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from failmode.simulator.edge.errors import RuleError
from failmode.simulator.http_syntax import is_token

_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")
_LINE = re.compile(r"[\t\x20-\x7e\x80-\xff]+")
_REGISTERED = frozenset(HTTPStatus)
_KEYS = ("status", "headers", "header_lines", "body", "body_base64")


@dataclass(frozen=True, slots=True)
class CannedResponse:
    """A complete answer.

    `Content-Length` is added where the headers have none; one that is given is sent as it stands,
    right or wrong. After an answer that is no good HTTP the connection is closed.

    Attributes:
        status: 200 to 599.
        headers: names and values in order; a name may come again.
        body: raw bytes.
        header_lines: further lines of the head, sent after the headers as they are: for lines
            that are no header at all.
    """

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    header_lines: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if isinstance(self.status, bool) or not 200 <= self.status <= 599:
            raise RuleError("answer.status", f"is {self.status!r}", "Give a status, 200 to 599")
        for name, value in self.headers:
            if not is_token(name) or not _VALUE.fullmatch(value):
                raise RuleError(
                    "answer.headers",
                    f"{name!r}: {value!r} cannot be sent",
                    "Names are HTTP tokens, values Latin-1 without line ends",
                )
        for line in self.header_lines:
            if not _LINE.fullmatch(line):
                raise RuleError(
                    "answer.header_lines",
                    f"{line!r} cannot be sent",
                    "Lines are Latin-1 without line ends, and not empty",
                )

    @classmethod
    def from_json(cls, value: object) -> CannedResponse:
        """Read the JSON of an answer; every key but `status` may be left out.

        Args:
            value: `status`; `headers` as `[[name, value], ...]` or as an object; `header_lines`,
                a list of texts; the body as text in `body` or as bytes in `body_base64`.

        Raises:
            RuleError: for an unknown key, a wrong type or a header that cannot be sent.
        """
        if not isinstance(value, Mapping):
            raise RuleError("answer", "is not an object", f"Its keys are {', '.join(_KEYS)}")
        unknown = [key for key in value if key not in _KEYS]
        if unknown:
            raise RuleError(f"answer.{unknown[0]}", "is unknown", f"Known: {', '.join(_KEYS)}")
        status = value.get("status")
        if not isinstance(status, int):
            raise RuleError("answer.status", f"is {status!r}", "Give a status, 200 to 599")
        headers, lines = _headers(value.get("headers", ())), _lines(value.get("header_lines", ()))
        return cls(status, headers, _body(value), lines)

    def to_json(self) -> dict[str, Any]:
        """Give the same shape that `from_json` reads."""
        shape: dict[str, Any] = {
            "status": self.status,
            "headers": [[name, value] for name, value in self.headers],
        }
        try:
            shape["body"] = self.body.decode("utf-8")
        except UnicodeDecodeError:
            shape["body_base64"] = base64.b64encode(self.body).decode("ascii")
        if self.header_lines:
            shape["header_lines"] = list(self.header_lines)
        return shape


def _headers(value: object) -> tuple[tuple[str, str], ...]:
    pairs = list(value.items()) if isinstance(value, Mapping) else value
    expected = 'Give {"name": "value"} or [["name", "value"], ...]'
    if not isinstance(pairs, (list, tuple)):
        raise RuleError("answer.headers", f"is {value!r}", expected)
    headers = []
    for pair in pairs:
        if (
            not isinstance(pair, (list, tuple))
            or len(pair) != 2
            or not all(isinstance(part, str) for part in pair)
        ):
            raise RuleError("answer.headers", f"{pair!r} is not a name and a value", expected)
        headers.append((pair[0], pair[1]))
    return tuple(headers)


def _lines(value: object) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)) or not all(isinstance(line, str) for line in value):
        raise RuleError("answer.header_lines", f"is {value!r}", "Give a list of texts")
    return tuple(value)


def _body(value: Mapping[Any, Any]) -> bytes:
    if "body" in value and "body_base64" in value:
        raise RuleError("answer.body", "is given twice", "Give body or body_base64")
    if "body_base64" in value:
        try:
            return base64.b64decode(value["body_base64"], validate=True)
        except (binascii.Error, TypeError, ValueError) as error:
            raise RuleError("answer.body_base64", "is not base64", "Encode the bytes") from error
    text = value.get("body", "")
    if not isinstance(text, str):
        raise RuleError("answer.body", f"is {text!r}", "Give text, or bytes as body_base64")
    return text.encode("utf-8")


def status_page(status: int, retry_after: str | None = None) -> CannedResponse:
    """Make a plain HTML page for `status`, as a gateway or proxy sends it.

    Args:
        status: the HTTP status.
        retry_after: value of a `Retry-After` header: seconds or an HTTP date.
    """
    phrase = HTTPStatus(status).phrase if status in _REGISTERED else "Unassigned"
    headers = [("Content-Type", "text/html; charset=utf-8")]
    if retry_after is not None:
        headers.append(("Retry-After", retry_after))
    text = (
        f"<!doctype html>\n<html><head><title>{status} {phrase}</title></head>"
        f"<body><h1>{status} {phrase}</h1></body></html>\n"
    )
    return CannedResponse(status, tuple(headers), text.encode())


_CAPTIVE_PORTAL = (
    "<!doctype html>\n<html><head><title>Sign in to this network</title></head><body>"
    '<h1>Sign in to this network</h1><form method="post"><input name="room">'
    "<button>Connect</button></form></body></html>\n"
)


def captive_portal_page(status: int, headers: tuple[tuple[str, str], ...] = ()) -> CannedResponse:
    """Make the page of a captive portal, in the vendor's place.

    Args:
        status: the HTTP status.
        headers: headers beside `Content-Type`.
    """
    content_type = ("Content-Type", "text/html; charset=utf-8")
    return CannedResponse(status, (content_type, *headers), _CAPTIVE_PORTAL.encode())
