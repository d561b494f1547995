"""Reads HTTP/1.1 requests as they arrive, on llhttp, and refuses what two readers could take apart.

Stricter than llhttp alone: a line ends in CRLF, single spaces part the request line, a message has
one `Host`, `Transfer-Encoding` is `chunked` or refused, and HTTP/1.0 has none (RFC 9112).
"""

from __future__ import annotations

import functools
import re
from http import HTTPStatus
from urllib.parse import urlsplit

import httptools

from failmode.simulator.edge.http.messages import SMALL_BODY_BYTES, BodyLimit, Request

MAX_HEADER_BYTES = 65_536
"""Bytes of a request's head at most, and of its trailers; more is answered with 431."""

MAX_HEADERS = 256
"""Headers of a request at most; more are answered with 431."""

_REQUEST_LINE = re.compile(
    rb"([!#$%&'*+\-.^_`|~0-9A-Za-z]+) ([\x21-\x7e]+) HTTP/([0-9])\.([0-9])\r\n"
)
_TOKEN_START = re.compile(rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]")
# llhttp takes what follows an offer to change the protocol for that protocol, a body included. We
# accept no offer, so it is not to see one.
_UPGRADE = re.compile(rb"(?<=\r\n)upgrade(?=:)", re.IGNORECASE)
_NO_UPGRADE = b"!upgrade"
# llhttp knows the registered methods only. Framing does not depend on the method, and whether it is
# allowed is for the application to say.
_KNOWN_METHOD = b"POST"
_BLANK_LINES = re.compile(rb"(?:\r\n)+")
_HEAD_END = b"\r\n\r\n"
_ABSOLUTE = ("http://", "https://")


class BadRequestError(Exception):
    """What the peer sent is no acceptable request.

    Args:
        status: the HTTP status to refuse it with.
    """

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(f"refused with {status}")


class RequestReader:
    """Takes bytes, gives requests; one for each connection.

    Args:
        body_limit: tells how large a request's body may be; a larger one is answered with 413.
    """

    def __init__(self, body_limit: BodyLimit) -> None:
        self._body_limit = body_limit
        self._buffer = b""
        self._message: _Message | None = None

    @property
    def expects_continue(self) -> bool:
        """Whether the client waits to be told to send the body; true once for each request."""
        message = self._message
        if message is None or self._buffer or not message.expects_continue:
            return False
        message.expects_continue = False
        return True

    @property
    def unread(self) -> bytes:
        """What was fed and is no part of a request that was given."""
        return self._buffer

    def feed(self, data: bytes) -> None:
        """Take what has arrived."""
        self._buffer = self._buffer + data if self._buffer else data

    def next(self) -> Request | None:
        """Give the next request; None as long as it is not complete.

        Raises:
            BadRequestError: for anything that is no request or exceeds a limit.
        """
        if self._message is None and not self._read_head():
            return None
        message = self._message
        if message is None or not self._read_body(message):
            return None
        self._message = None
        return message.request()

    def end(self) -> None:
        """Take the end of what arrives.

        Raises:
            BadRequestError: when a request has begun and is not complete.
        """
        if self._buffer.strip(b"\r\n") or self._message is not None:
            raise BadRequestError(HTTPStatus.BAD_REQUEST)

    def _read_head(self) -> bool:
        # Empty lines before a request are to be ignored (RFC 9112, section 2.2).
        if blank := _BLANK_LINES.match(self._buffer):
            self._buffer = self._buffer[blank.end() :]
        buffer = self._buffer
        if not buffer or buffer == b"\r":
            return False
        end = buffer.find(_HEAD_END)
        line = _REQUEST_LINE.match(buffer)
        if line is None and (b"\n" in buffer or not _TOKEN_START.match(buffer)):
            raise BadRequestError(HTTPStatus.BAD_REQUEST)
        if (end < 0 and len(buffer) > MAX_HEADER_BYTES) or end > MAX_HEADER_BYTES:
            raise BadRequestError(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        if line is None or end < 0:
            return False
        if line[3] != b"1":
            raise BadRequestError(HTTPStatus.HTTP_VERSION_NOT_SUPPORTED)
        if line[1] == b"CONNECT":
            raise BadRequestError(HTTPStatus.NOT_IMPLEMENTED)
        if buffer.count(b"\n", 0, end) > MAX_HEADERS:
            raise BadRequestError(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        end += len(_HEAD_END)
        message = _Message(line[1].decode("ascii"), line[4].decode("ascii"))
        head = _KNOWN_METHOD + buffer[len(line[1]) : end]
        message.feed(_UPGRADE.sub(_NO_UPGRADE, head))
        self._limit_body(message)
        self._message = message
        self._buffer = buffer[end:]
        return True

    def _limit_body(self, message: _Message) -> None:
        """Find out how large a message's body may be, and refuse one that says it is larger."""
        if message.content_length > SMALL_BODY_BYTES or message.chunked:
            message.max_body_bytes = self._body_limit(message.request())
            if message.content_length > message.max_body_bytes:
                raise BadRequestError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)

    def _read_body(self, message: _Message) -> bool:
        buffer, at = self._buffer, 0
        while at < len(buffer) and not message.complete:
            end = message.part_end(buffer, at)
            message.feed(buffer[at:end])
            at = end
            if message.body_size > message.max_body_bytes:
                raise BadRequestError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        self._buffer = buffer[at:]
        return message.complete


class _Message:
    """One request under way; llhttp calls its `on_` methods."""

    def __init__(self, method: str, minor: str) -> None:
        self._method = method
        self._version = f"1.{minor}"
        self._parser = httptools.HttpRequestParser(self)
        self._target = b""
        self._headers: list[tuple[str, str]] = []
        self._body = bytearray()
        self._head_complete = False
        self._trailer_bytes = 0
        self._tail = b""
        self._refusal: int | None = None
        self.chunked = False
        self.content_length = 0
        self.max_body_bytes = SMALL_BODY_BYTES
        self.body_size = 0
        self.expects_continue = False
        self.complete = False

    def part_end(self, data: bytes, start: int) -> int:
        """Up to where `data` from `start` on cannot reach beyond the end of this message."""
        if not self.chunked:
            return min(len(data), start + self.content_length - self.body_size)
        # A chunked message ends in an empty line. What comes after one may be the next request.
        tail, self._tail = self._tail, b""
        if tail:
            at = (tail + data[start : start + 3]).find(_HEAD_END)
            if at >= 0:
                return start + at + len(_HEAD_END) - len(tail)
        at = data.find(_HEAD_END, start)
        if at >= 0:
            return at + len(_HEAD_END)
        self._tail = (tail + data[start:][-3:])[-3:]
        return len(data)

    def feed(self, data: bytes) -> None:
        """Take a part of the message.

        Raises:
            BadRequestError: for anything that is no HTTP.
        """
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError as error:
            raise BadRequestError(self._refusal or HTTPStatus.BAD_REQUEST) from error
        if self._refusal is not None:
            raise BadRequestError(self._refusal)

    def request(self) -> Request:
        """Give the request, as far as it has come."""
        target, host = _origin_form(self._target.decode("ascii"))
        headers = tuple(self._headers)
        if host is not None:
            headers = tuple(("host", host) if one[0] == "host" else one for one in headers)
        return Request(self._method, target, self._version, headers, bytes(self._body))

    def on_url(self, url: bytes) -> None:
        self._target += url

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._head_complete:
            self._trailer_bytes += len(name) + len(value)
            if self._trailer_bytes > MAX_HEADER_BYTES:
                self._refusal = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
            return
        if name == _NO_UPGRADE:
            name = b"upgrade"
        self._headers.append((_lower(name), value.strip(b" \t").decode("latin-1")))

    def on_headers_complete(self) -> None:
        self._head_complete = True
        hosts = 0
        for name, value in self._headers:
            if name == "host":
                hosts += 1
            elif name == "content-length":
                self.content_length = int(value)
            elif name == "transfer-encoding":
                self.chunked = True
                if value.lower() != "chunked":
                    self._refusal = HTTPStatus.NOT_IMPLEMENTED
            elif name == "expect" and value.lower() == "100-continue":
                self.expects_continue = self._version != "1.0"
        if hosts > 1 or (hosts == 0 and self._version != "1.0"):
            self._refusal = HTTPStatus.BAD_REQUEST
        if self.chunked and self._version == "1.0":
            self._refusal = HTTPStatus.BAD_REQUEST

    def on_body(self, body: bytes) -> None:
        self._body += body
        self.body_size += len(body)

    def on_message_complete(self) -> None:
        self.complete = True


@functools.lru_cache(maxsize=1024)
def _lower(name: bytes) -> str:
    return name.decode("ascii").lower()


def _origin_form(target: str) -> tuple[str, str | None]:
    """Give the path and query of any form of target that a server has to understand.

    Returns:
        them, and the host of an absolute target, which counts in the place of the header `Host`
        (RFC 9112, section 3.2.2); None for another target.

    Raises:
        BadRequestError: for a target that has neither.
    """
    if target.startswith("/") or target == "*":
        return target, None
    if not target.lower().startswith(_ABSOLUTE):
        raise BadRequestError(HTTPStatus.BAD_REQUEST)
    try:
        parts = urlsplit(target)
    except ValueError as error:
        raise BadRequestError(HTTPStatus.BAD_REQUEST) from error
    path = parts.path or "/"
    return f"{path}?{parts.query}" if parts.query else path, parts.netloc
