"""Requests and answers, complete and as HTTP/1.1 carries them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote

MAX_BODY_BYTES = 16 * 1024 * 1024
"""Bytes of a request's body at most; more is answered with 413."""


@dataclass(frozen=True, slots=True)
class Request:
    """A complete request.

    Attributes:
        method: as sent.
        target: path with query, as sent; an absolute target is reduced to these.
        version: `1.0` or `1.1`.
        headers: in order, names in lower case.
        body: the whole body, transfer coding removed.
    """

    method: str
    target: str
    version: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def raw_path(self) -> str:
        """The path as sent."""
        return self.target.partition("?")[0]

    @property
    def path(self) -> str:
        """The path, percent-decoded."""
        return unquote(self.raw_path)

    @property
    def query(self) -> str:
        """The query as sent, without the question mark."""
        return self.target.partition("?")[2]


@dataclass(frozen=True, slots=True)
class Response:
    """A complete response.

    Attributes:
        status: the HTTP status.
        headers: in order.
        body: the whole body.
        header_lines: further lines of the head, sent after the headers; HTTP need not allow them.
        verbatim: whether headers that HTTP does not allow are sent nevertheless.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    header_lines: tuple[str, ...] = ()
    verbatim: bool = False
