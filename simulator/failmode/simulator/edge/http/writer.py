"""Writes HTTP/1.1 answers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from http import HTTPStatus

from failmode.simulator.http_syntax import is_token

CHUNKED_END = b"0\r\n\r\n"
"""The end of a chunked body, without trailers."""

_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_FRAMING_HEADERS = frozenset({"content-length", "transfer-encoding"})

Headers = Iterable[tuple[str, str]]


class UnsendableError(Exception):
    """An answer that is no HTTP."""


def head(status: int, headers: Headers, lines: Iterable[str] = ()) -> bytes:
    """Status line and headers, with the empty line that ends them, as they are.

    Args:
        status: the HTTP status.
        headers: in order; Latin-1.
        lines: further lines; Latin-1.
    """
    text = [f"HTTP/1.1 {status} {_REASONS.get(status, '')}"]
    text += [f"{name}: {value}" for name, value in headers]
    text += lines
    return ("\r\n".join(text) + "\r\n\r\n").encode("latin-1")


def checked_head(status: int, headers: Headers) -> bytes:
    """As `head`, when it is good HTTP.

    Raises:
        UnsendableError: for a status that is none, or a header that cannot be sent.
    """
    headers = tuple(headers)
    if status != HTTPStatus.SWITCHING_PROTOCOLS and not 200 <= status <= 999:
        raise UnsendableError(f"{status} is no final status")
    for name, value in headers:
        if not is_token(name) or _CONTROL.search(value):
            raise UnsendableError(f"the header {name!r}: {value!r} cannot be sent")
    try:
        return head(status, headers)
    except UnicodeEncodeError as error:
        raise UnsendableError(f"a header is not Latin-1: {error}") from error


def has_no_body(status: int, method: str) -> bool:
    """Tell whether the answer to such a request ends with its head, whatever the head says."""
    return method == "HEAD" or status in _BODILESS


def framing(headers: Headers) -> list[str]:
    """Give the values of the headers that say how long the body is (RFC 9112, section 6.3)."""
    return [value for name, value in headers if name.lower() in _FRAMING_HEADERS]


def chunk(data: bytes) -> bytes:
    """Give a piece of a chunked body; nothing for no data, which would be the end."""
    return b"%x\r\n%b\r\n" % (len(data), data) if data else b""


def says_close(headers: Headers) -> bool:
    """Tell whether the `Connection` headers ask for the end of the connection."""
    return any(
        "close" in (word.strip() for word in value.lower().split(","))
        for name, value in headers
        if name.lower() == "connection"
    )


def with_close(headers: Headers) -> list[tuple[str, str]]:
    """Give the headers, with a `Connection` header that says that the connection ends."""
    kept = [(name, value) for name, value in headers if name.lower() != "connection"]
    return [*kept, ("Connection", "close")]


_BODILESS = frozenset({HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED})
_REASONS = {status.value: status.phrase for status in HTTPStatus}
