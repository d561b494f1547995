"""Passes requests on to an application in other processes, over a Unix socket."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import httptools

from simulator.edge.application import Call, Place
from simulator.edge.http import Request, Response
from simulator.edge.identify import Identified, Identify

PEER_HEADER = "X-Failmode-Peer"
"""Header by which the edge tells the application who the client is."""

SCHEME_HEADER = "X-Failmode-Scheme"
"""Header by which the edge tells the application whether it serves `https` or `http`."""

SKEW_HEADER = "X-Failmode-Skew"
"""Header by which the edge tells the application to run ahead, in seconds."""

IDENTIFIED_HEADER = "X-Failmode-Identified"
"""Header by which the application tells the edge what a request was about; see `named`."""

WORKER_HEADER = "X-Failmode-Worker"
"""Header by which the application tells the edge the id of the process that answered."""

_OURS = "x-failmode-"
# Of one connection each (RFC 9110, section 7.6.1).
_HOP_BY_HOP = frozenset(
    {
        "connection",
        "content-length",
        "expect",
        "keep-alive",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)
_SAID_BY_THE_EDGE = _HOP_BY_HOP | {"date", "server"}
_BYTES = 65_536
_IDENTIFIED = IDENTIFIED_HEADER.lower()


class UpstreamError(Exception):
    """The processes behind the edge gave no answer.

    Args:
        reason: what happened.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(f"no answer from the workers: {reason}")


def named(identified: Identified) -> str:
    """The value of `IDENTIFIED_HEADER`; `identified_by` reads it."""
    return json.dumps([identified.operation, identified.stage, identified.user])


def identified_by(value: str) -> Identified:
    """What the value of `IDENTIFIED_HEADER` says."""
    operation, stage, user = json.loads(value)
    return Identified(operation, stage, user)


class ForwardedApplication:
    """An `Application` in other processes, which identify their requests themselves.

    Args:
        socket: the Unix socket where they listen.
        identify: reads operation, stage and user from a request, for rules that depend on it.
    """

    def __init__(self, socket: Path, identify: Identify) -> None:
        self._upstream = Upstream(socket)
        self._identify = identify
        self._scheme = "http"

    def start(self, place: Place) -> None:
        """See `Application`."""
        self._scheme = place.scheme

    def stop(self) -> None:
        """See `Application`."""
        self._upstream.close()

    async def identify(self, request: Request) -> Identified:
        """See `Application`."""
        # It may ask the database, which must not hold up the loop.
        return await asyncio.to_thread(
            self._identify,
            request.method,
            request.path,
            request.query,
            dict(request.headers),
            request.body,
        )

    async def answer(self, call: Call) -> Response:
        """See `Application`."""
        answer = await self._upstream.exchange(
            call.request, peer=call.peer, scheme=self._scheme, skew_seconds=call.skew_seconds
        )
        told = {name.lower(): value for name, value in answer.headers}.get(_IDENTIFIED)
        if told is not None and call.identified is None:
            call.identified = identified_by(told)
        headers = tuple(pair for pair in answer.headers if not pair[0].lower().startswith(_OURS))
        return Response(answer.status, headers, answer.body)


class Upstream:
    """Connections to the processes that listen on one Unix socket; for one asyncio loop.

    Args:
        socket: where they listen.
    """

    def __init__(self, socket: Path) -> None:
        self._socket = socket
        self._idle: list[_Connection] = []
        self._open: set[_Connection] = set()

    async def exchange(
        self, request: Request, *, peer: str, scheme: str, skew_seconds: float = 0.0
    ) -> Response:
        """Pass a request on and return the answer.

        Args:
            request: the request as it came in.
            peer: the client's address.
            scheme: `https` or `http`, as the client sees it.
            skew_seconds: how far ahead the application's clock is for this request.

        Raises:
            UpstreamError: when nobody answers.
        """
        data = _head(request, peer, scheme, skew_seconds) + request.body
        while self._idle:
            connection = self._idle.pop()
            # A connection that was closed while it lay idle has not seen the request.
            if (answer := await self._try(connection, data, request.method)) is not None:
                return answer
        try:
            reader, writer = await asyncio.open_unix_connection(str(self._socket))
        except OSError as error:
            raise UpstreamError(str(error)) from error
        answer = await self._try(_Connection(reader, writer), data, request.method)
        if answer is None:
            raise UpstreamError("the connection was closed")
        return answer

    def close(self) -> None:
        """End all connections; who still waits for an answer gets an `UpstreamError`."""
        for connection in tuple(self._open):
            connection.abort()
        self._open.clear()
        self._idle.clear()

    async def _try(self, connection: _Connection, data: bytes, method: str) -> Response | None:
        """The answer on one connection; None when it ended before a byte of it."""
        self._open.add(connection)
        kept = False
        try:
            answer, kept = await connection.exchange(data, method)
        finally:
            if kept:
                self._idle.append(connection)
            else:
                self._open.discard(connection)
                connection.abort()
        return answer


class _Connection:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def exchange(self, data: bytes, method: str) -> tuple[Response | None, bool]:
        """The answer, and whether the connection can carry another; None: it had ended."""
        answer = _Answer(is_head=method == "HEAD")
        parser = httptools.HttpResponseParser(answer)
        read = 0
        try:
            self._writer.write(data)
            while not answer.complete:
                part = await self._reader.read(_BYTES)
                if not part:
                    break
                read += len(part)
                parser.feed_data(part)
        except (OSError, httptools.HttpParserError) as error:
            if read:
                raise UpstreamError(str(error)) from error
        if not read:
            return None, False
        if not answer.complete:
            raise UpstreamError("the answer was cut off")
        response = Response(parser.get_status_code(), tuple(answer.headers), b"".join(answer.body))
        return response, parser.should_keep_alive() and not answer.is_head

    def abort(self) -> None:
        self._writer.transport.abort()


class _Answer:
    """What the parser calls back."""

    def __init__(self, *, is_head: bool) -> None:
        self.is_head = is_head
        self.headers: list[tuple[str, str]] = []
        self.body: list[bytes] = []
        self.complete = False

    def on_header(self, name: bytes, value: bytes) -> None:
        text = name.decode("latin-1")
        if text.lower() not in _SAID_BY_THE_EDGE:
            self.headers.append((text, value.decode("latin-1")))

    def on_headers_complete(self) -> None:
        # The parser cannot know that the answer to HEAD has no body.
        self.complete = self.is_head

    def on_body(self, body: bytes) -> None:
        self.body.append(body)

    def on_message_complete(self) -> None:
        self.complete = True


def _head(request: Request, peer: str, scheme: str, skew_seconds: float) -> bytes:
    lines = [f"{request.method} {request.target} HTTP/1.1"]
    lines += [
        f"{name}: {value}"
        for name, value in request.headers
        # A name with an underscore could pass itself off as another header.
        if name not in _HOP_BY_HOP and not name.startswith(_OURS) and "_" not in name
    ]
    lines += [f"{PEER_HEADER}: {peer}", f"{SCHEME_HEADER}: {scheme}"]
    if skew_seconds:
        lines.append(f"{SKEW_HEADER}: {skew_seconds!r}")
    lines.append(f"Content-Length: {len(request.body)}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1")
