"""HTTP/1.1 over a stream: requests in, answers out, on h11."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import unquote, urlsplit

import h11

from simulator.edge.answers import page
from simulator.edge.stream import Stream

_logger = logging.getLogger(__name__)

MAX_HEADER_BYTES = 65_536
"""Bytes of a request's head at most; more is answered with 431."""

MAX_BODY_BYTES = 16 * 1024 * 1024
"""Bytes of a request's body at most; more is answered with 413."""


class BadRequestError(Exception):
    """What the peer sent is no acceptable request.

    Args:
        status: the HTTP status to refuse it with.
    """

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(f"refused with {status}")


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
        lines: further lines of the head, sent after the headers whether HTTP allows them or not.
        verbatim: whether headers that HTTP does not allow are sent nevertheless.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    lines: tuple[str, ...] = ()
    verbatim: bool = False


class HttpPeer:
    """The server's side of one HTTP connection.

    Args:
        stream: the connection.
        max_body_bytes: bytes of a request's body at most.
    """

    def __init__(self, stream: Stream, max_body_bytes: int = MAX_BODY_BYTES) -> None:
        self._stream = stream
        self._max_body_bytes = max_body_bytes
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=MAX_HEADER_BYTES)
        self._bypassed = False

    async def read_request(self) -> Request | None:
        """The next request, or None when the peer has ended the connection.

        Raises:
            BadRequestError: for anything that is no request or exceeds a limit.
            OSError: when the connection breaks.
        """
        event = await self._next_event()
        if not isinstance(event, h11.Request):
            return None
        if not event.http_version.startswith(b"1."):
            raise BadRequestError(HTTPStatus.HTTP_VERSION_NOT_SUPPORTED)
        # h11 limits a head only as long as it is incomplete.
        size = len(event.target) + sum(len(name) + len(value) for name, value in event.headers)
        if size > MAX_HEADER_BYTES:
            raise BadRequestError(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        headers = tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in event.headers)
        announced = next((int(v) for k, v in headers if k == "content-length"), 0)
        if announced > self._max_body_bytes:
            raise BadRequestError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return Request(
            method=event.method.decode("latin-1"),
            target=_origin_form(event.target.decode("latin-1")),
            version=event.http_version.decode("latin-1"),
            headers=headers,
            body=await self._read_body(),
        )

    async def _read_body(self) -> bytes:
        if self._http.they_are_waiting_for_100_continue:
            go_on = h11.InformationalResponse(status_code=100, headers=[], reason=b"Continue")
            await self._stream.write(self._http.send(go_on))
        body = bytearray()
        while isinstance(event := await self._next_event(), h11.Data):
            body += event.data
            if len(body) > self._max_body_bytes:
                raise BadRequestError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if not isinstance(event, h11.EndOfMessage):
            raise BadRequestError(HTTPStatus.BAD_REQUEST)
        return bytes(body)

    async def _next_event(self) -> object:
        while True:
            try:
                event = self._http.next_event()
                if event is not h11.NEED_DATA:
                    return event
                self._http.receive_data(await self._stream.read())
            except h11.RemoteProtocolError as error:
                raise BadRequestError(error.error_status_hint) from error

    def encode(self, response: Response, method: str) -> tuple[bytes, bytes]:
        """A response as the bytes of its head and of its body; it counts as sent.

        Args:
            response: what to say; `Content-Length` is added unless it is given.
            method: of the request that is answered, or "" when it could not be read.
        """
        bodiless = method == "HEAD" or response.status in (204, 304)
        headers = list(response.headers)
        if _is_unmeasured(response):
            if not bodiless or method == "HEAD":
                headers.append(("Content-Length", str(len(response.body))))
        elif not bodiless and not _lengths_agree(response):
            return self._encode_raw(response.status, headers, response.lines), response.body
        if response.lines:
            head = self._encode_raw(response.status, headers, response.lines)
            return head, b"" if bodiless else response.body
        try:
            head = self._http.send(_h11_response(response.status, headers))
            body = b"" if bodiless else response.body
            data = self._http.send(h11.Data(body)) if body else b""
            end = self._http.send(h11.EndOfMessage())
        except h11.LocalProtocolError:
            if response.verbatim:
                head = self._encode_raw(response.status, headers)
                return head, b"" if bodiless else response.body
            _logger.exception("the answer %s %s cannot be sent", response.status, headers)
            broken = page(500)
            return self._encode_raw(500, [*broken.headers, ("Connection", "close")]), broken.body
        return head or b"", (data or b"") + (end or b"")

    def encode_stream_head(self, status: int, headers: Iterable[tuple[str, str]]) -> bytes | None:
        """The head of an answer whose length is not known; None when it cannot be sent."""
        try:
            return self._http.send(_h11_response(status, headers)) or b""
        except h11.LocalProtocolError:
            _logger.exception("the answer %s %s cannot be sent", status, headers)
            return None

    def encode_chunk(self, data: bytes) -> bytes:
        """A piece of an answer whose length is not known."""
        return self._http.send(h11.Data(data)) or b""

    def encode_stream_end(self) -> bytes:
        """The end of an answer whose length is not known."""
        return self._http.send(h11.EndOfMessage()) or b""

    def begin_next(self) -> bool:
        """Make ready for the next request; False when the connection must end instead."""
        if self._bypassed or self._http.our_state is not h11.DONE:
            return False
        if self._http.their_state is not h11.DONE:
            return False
        self._http.start_next_cycle()
        return True

    def _encode_raw(
        self, status: int, headers: Iterable[tuple[str, str]], more: Iterable[str] = ()
    ) -> bytes:
        # h11 rightly refuses to send an answer that contradicts its own length.
        self._bypassed = True
        lines = [f"HTTP/1.1 {status} {_reason(status).decode()}"]
        lines += [f"{name}: {value}" for name, value in headers]
        lines += more
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def _h11_response(status: int, headers: Iterable[tuple[str, str]]) -> h11.Response:
    return h11.Response(status_code=status, headers=list(headers), reason=_reason(status))


def _is_unmeasured(response: Response) -> bool:
    return not any(
        k.lower() in ("content-length", "transfer-encoding") for k, _ in response.headers
    )


def _lengths_agree(response: Response) -> bool:
    measures = [
        v for k, v in response.headers if k.lower() in ("content-length", "transfer-encoding")
    ]
    return measures == [str(len(response.body))]


def _reason(status: int) -> bytes:
    try:
        return HTTPStatus(status).phrase.encode()
    except ValueError:
        return b""


def _origin_form(target: str) -> str:
    if target.startswith("/") or "://" not in target:
        return target
    parts = urlsplit(target)
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
