"""Requests and answers, complete and as HTTP/1.1 carries them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

SMALL_BODY_BYTES = 16_384
"""Bytes of a body that any request may have, whatever it asks for and whoever sends it."""

DEFAULT_BODY_BYTES = 131_072
"""Bytes of a body at most where a call takes one; no vendor says how many it takes.

The largest that an honest client sends is Duo's `pushinfo` of 20,000 bytes (Auth API, "/auth"),
which Duo Unix percent-encodes twice.
"""


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

    def header(self, name: str) -> str | None:
        """Return the first value of a header, by its name in lower case; None when it is absent."""
        return next((value for one, value in self.headers if one == name), None)

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


BodyLimit = Callable[[Request], int]
"""Tells how many bytes of body a request may have, from its head; its body is empty then.

It is asked before more than `SMALL_BODY_BYTES` of a body are read, in the loop's thread.
"""


def default_body_limit(_: Request) -> int:
    """Allow every request the body that a vendor's call needs."""
    return DEFAULT_BODY_BYTES


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

    def with_header(self, name: str, value: str) -> Response:
        """Give the response with a further header."""
        # `dataclasses.replace` takes some times as long, and every answer gets a header here.
        headers = (*self.headers, (name, value))
        return Response(self.status, headers, self.body, self.header_lines, self.verbatim)
