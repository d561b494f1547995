"""The server's side of an HTTP/1.1 connection: requests in, answers out."""

from __future__ import annotations

from collections.abc import Iterable

from failmode.simulator.edge.http import writer
from failmode.simulator.edge.http.messages import BodyLimit, Request, Response
from failmode.simulator.edge.http.reader import RequestReader
from failmode.simulator.edge.net.stream import Stream

_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class HttpConnection:
    """The server's side of one HTTP connection.

    Args:
        stream: the connection.
        body_limit: tells how large a request's body may be.
    """

    def __init__(self, stream: Stream, body_limit: BodyLimit) -> None:
        self._stream = stream
        self._reader = RequestReader(body_limit)
        self._version = "1.1"
        self._last = False
        self._chunked = False
        self._remaining: int | None = None

    async def read_request(self) -> Request | None:
        """Give the next request, or None when the peer has ended the connection.

        Raises:
            BadRequestError: for anything that is no request or exceeds a limit.
            OSError: when the connection breaks.
        """
        reader = self._reader
        while (request := reader.next()) is None:
            if reader.expects_continue:
                await self._stream.write(_CONTINUE)
            data = await self._stream.read()
            if not data:
                reader.end()
                return None
            reader.feed(data)
        self._version = request.version
        # Nobody agreed on how HTTP/1.0 connections are kept.
        self._last = request.version == "1.0" or writer.says_close(request.headers)
        return request

    def encode(self, response: Response, method: str) -> tuple[bytes, bytes]:
        """Give a response as the bytes of its head and of its body; it counts as sent.

        Args:
            response: what to say; `Content-Length` is added unless it is given.
            method: of the request that is answered, or "" when it could not be read.

        Raises:
            UnsendableError: when it is no HTTP, and nobody wants it to be sent all the same.
        """
        bodiless = writer.has_no_body(response.status, method)
        body = b"" if bodiless else response.body
        headers = list(response.headers)
        framing = writer.framing(headers)
        if not framing and (not bodiless or method == "HEAD"):
            headers.append(("Content-Length", str(len(response.body))))
        # Whoever reads an answer that contradicts itself cannot tell where the next one begins.
        contradictory = bool(framing) and not bodiless and framing != [str(len(body))]
        if contradictory or response.header_lines:
            self._last = True
            return writer.head(response.status, headers, response.header_lines), body
        self._last = self._last or writer.says_close(headers)
        try:
            return writer.checked_head(response.status, self._closing_if_last(headers)), body
        except writer.UnsendableError:
            self._last = True
            if response.verbatim:
                return writer.head(response.status, headers), body
            raise

    def encode_stream_head(
        self, status: int, headers: tuple[tuple[str, str], ...], method: str
    ) -> bytes:
        """Give the head of an answer that comes piece by piece.

        Args:
            status: the HTTP status.
            headers: in order; with a `Content-Length` the pieces have to come to that.
            method: of the request that is answered.

        Raises:
            UnsendableError: when it is no HTTP.
        """
        framing = writer.framing(headers)
        bodiless = writer.has_no_body(status, method)
        self._chunked = not framing and not bodiless and self._version != "1.0"
        self._remaining = None
        self._last = (
            self._last or writer.says_close(headers) or not (framing or bodiless or self._chunked)
        )
        sent = self._closing_if_last(headers)
        if self._chunked:
            sent.append(("Transfer-Encoding", "chunked"))
        if framing and not bodiless:
            self._remaining = _length(framing)
        return writer.checked_head(status, sent)

    def encode_chunk(self, data: bytes) -> bytes:
        """Give a piece of an answer that comes piece by piece.

        Raises:
            UnsendableError: when the pieces come to more than the head says.
        """
        if self._chunked:
            return writer.chunk(data)
        if self._remaining is not None:
            self._remaining -= len(data)
            if self._remaining < 0:
                raise writer.UnsendableError("the body is longer than its Content-Length")
        return data

    def encode_stream_end(self) -> bytes:
        """Give the end of an answer that comes piece by piece.

        Raises:
            UnsendableError: when the pieces come to less than the head says.
        """
        if self._remaining:
            raise writer.UnsendableError("the body is shorter than its Content-Length")
        return writer.CHUNKED_END if self._chunked else b""

    @property
    def unread(self) -> bytes:
        """What has arrived behind the last request."""
        return self._reader.unread

    @property
    def persistent(self) -> bool:
        """Whether another request may follow (RFC 9112, section 9.3)."""
        return not self._last

    def _closing_if_last(self, headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        return writer.with_close(headers) if self._last else list(headers)


def _length(framing: list[str]) -> int:
    if len(framing) != 1 or not (framing[0].isascii() and framing[0].isdigit()):
        raise writer.UnsendableError(f"{framing} is no Content-Length")
    return int(framing[0])
