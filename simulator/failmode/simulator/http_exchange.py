"""HTTP/1.1 as a client speaks it: the bytes of a request, and an answer read from bytes.

llhttp reads the answers, strictly but for what a client has to bear with: lines that end in LF
alone, folded lines, and `Transfer-Encoding` beside `Content-Length` (RFC 9112, sections 2.2, 5.2
and 6.3). Nothing here knows a connection.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from http import HTTPStatus

import httptools

from failmode.simulator.http_syntax import is_token

LONGEST_HEAD = 102_400
"""How many octets an answer's head may have, and what stands between two pieces of its body."""

_WITH_BODY = ("POST", "PUT", "PATCH")
_SWITCHING = HTTPStatus.SWITCHING_PROTOCOLS
_TARGET = re.compile(r"[!-~]+")
_VALUE = re.compile(r"(?:[^\x00\s]+(?:[ \t]+[^\x00\s]+)*)?", re.ASCII)
_STATUS_LINE = re.compile(rb"HTTP/[0-9]\.[0-9] [0-9]{3}(?: [\t -~\x80-\xff]*)?\r?\n")
_HEAD_END = re.compile(rb"\n\r?\n")
_LINE_END = re.compile(rb"\r?\n")
_FOLD = re.compile(rb"\r\n[ \t]+")
_SHOWN_OCTETS = 80


class UnsendableError(Exception):
    """A request that is no HTTP."""


class NoHttpError(Exception):
    """What came as an answer is no HTTP."""


def request_bytes(
    method: str, target: str, headers: Iterable[tuple[str, str]], body: bytes
) -> bytes:
    """Write a whole request.

    Args:
        method: the HTTP method.
        target: path with query.
        headers: names and values in order, without `Content-Length`.
        body: the body, whose length is said where there is one or the method has one.

    Raises:
        UnsendableError: when it would be no HTTP.
    """
    if not is_token(method):
        raise UnsendableError(f"illegal method {method!r}")
    if not _TARGET.fullmatch(target):
        raise UnsendableError(f"illegal target {target!r}")
    lines = [f"{method} {target} HTTP/1.1"]
    for name, value in headers:
        if not is_token(name) or not _VALUE.fullmatch(value):
            raise UnsendableError(f"illegal header {name!r}: {value!r}")
        lines.append(f"{name}: {value}")
    if body or method in _WITH_BODY:
        lines.append(f"Content-Length: {len(body)}")
    try:
        return "\r\n".join([*lines, "\r\n"]).encode("ascii") + body
    except UnicodeEncodeError as error:
        raise UnsendableError(f"a header is not ASCII: {error}") from error


class AnswerReader:
    """Reads one answer, whose bytes may come in any pieces.

    Informational answers are passed over, but for a switch of the protocol that was offered.

    Args:
        method: of the request; what answers HEAD has no body.
        offers_switch: whether the request offers another protocol.

    Attributes:
        status: the HTTP status; 0 until the head is there.
        is_complete: whether the answer is there to its end.
        unread: after a switch, what came behind the head.
    """

    def __init__(self, method: str, *, offers_switch: bool = False) -> None:
        self.status = 0
        self.is_complete = False
        self.unread = b""
        self._has_body = method != "HEAD"
        self._offers_switch = offers_switch
        self._message = _Message()
        self._parser = httptools.HttpResponseParser(self._message)
        self._without_body = 0

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """Names and values in order, as sent."""
        return tuple(self._message.headers)

    @property
    def body(self) -> bytes:
        """What has come of the body."""
        return bytes(self._message.body)

    def feed(self, data: bytes) -> None:
        """Take what came next.

        Raises:
            NoHttpError: when that is no HTTP.
        """
        if self.status:
            self._read_body(data)
            return
        self.unread += data
        while (head := self._next_head()) is not None:
            if self._read_head(head):
                if not self.is_complete:
                    data, self.unread = self.unread, b""
                    self._read_body(data)
                return

    def end(self) -> None:
        """Take it that the connection has ended, which ends a body of no announced length."""
        self.is_complete = self.is_complete or (bool(self.status) and not self._message.is_framed)

    def _next_head(self) -> bytes | None:
        """Take the next head off what is unread, once it is there."""
        if self.unread and self.unread[0] <= ord(" "):
            raise NoHttpError(f"illegal status line {self.unread[:_SHOWN_OCTETS]!r}")
        found = _HEAD_END.search(self.unread)
        if (found.end() if found else len(self.unread)) > LONGEST_HEAD:
            raise NoHttpError(f"the head is longer than {LONGEST_HEAD} octets")
        if not found:
            return None
        head, self.unread = self.unread[: found.end()], self.unread[found.end() :]
        return head

    def _read_head(self, head: bytes) -> bool:
        """Read a head; tells whether it is the answer's own, and no information before it."""
        if not _STATUS_LINE.match(head):
            raise NoHttpError(f"illegal status line {head[:_SHOWN_OCTETS]!r}")
        self._message = message = _Message()
        self._parser = httptools.HttpResponseParser(message)
        self._parser.set_dangerous_leniencies(
            lenient_chunked_length=True, lenient_spaces_after_chunk_size=True
        )
        self._parse(_regular(head))
        status = self._parser.get_status_code()
        if status < HTTPStatus.CONTINUE or (status == _SWITCHING and not self._offers_switch):
            raise NoHttpError(f"unexpected status {status}")
        if HTTPStatus.CONTINUE <= status < HTTPStatus.OK and status != _SWITCHING:
            return False
        self.status = status
        self.is_complete = message.is_complete or not self._has_body or status == _SWITCHING
        return True

    def _read_body(self, data: bytes) -> None:
        message = self._message
        size = len(message.body)
        self._parse(data)
        if message.is_complete:
            self.is_complete = True
            return
        self._without_body = 0 if len(message.body) > size else self._without_body + len(data)
        if self._without_body > LONGEST_HEAD:
            raise NoHttpError(f"{LONGEST_HEAD} octets of a chunked body hold no data")

    def _parse(self, data: bytes) -> None:
        message = self._message
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            pass
        except httptools.HttpParserError as error:
            # What comes behind an answer does not concern it.
            if not message.is_complete:
                raise NoHttpError(str(error)) from error
        if message.codings not in ([], ["chunked"]):
            raise NoHttpError(f"unknown Transfer-Encoding {', '.join(message.codings)}")


class _Message:
    """One answer under way; llhttp calls its `on_` methods."""

    def __init__(self) -> None:
        self.headers: list[tuple[str, str]] = []
        self.codings: list[str] = []
        self.body = bytearray()
        self.is_framed = False
        self.is_complete = False
        self._has_head = False

    def on_header(self, name: bytes, value: bytes) -> None:
        if not self._has_head:  # else it is a trailer
            self.headers.append((name.decode("ascii"), value.strip(b" \t").decode("latin-1")))

    def on_headers_complete(self) -> None:
        if self._has_head:
            return
        self._has_head = True
        for name, value in self.headers:
            lower = name.lower()
            if lower == "transfer-encoding":
                self.codings.append(value.lower())
            if lower in ("transfer-encoding", "content-length"):
                self.is_framed = True

    def on_body(self, body: bytes) -> None:
        if not self.is_complete:
            self.body += body

    def on_message_complete(self) -> None:
        self.is_complete = True


def _regular(head: bytes) -> bytes:
    """Unfold the lines of a head, and end each in CRLF."""
    if head.count(b"\n") != head.count(b"\r\n"):
        head = _LINE_END.sub(b"\r\n", head)
    if b"\n " in head or b"\n\t" in head:
        status_line, end, fields = head.partition(b"\r\n")
        head = status_line + end + _FOLD.sub(b" ", fields)
    return head
