"""Passes requests on to an application in other processes, over Unix sockets."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import httptools

from failmode.simulator.edge.apps.application import ApplicationCall, ServerAddress
from failmode.simulator.edge.apps.envelope import (
    ANSWERED,
    FAILED,
    REPLACED,
    WorkerAnswer,
    read_answer,
    read_failure,
    write_call,
)
from failmode.simulator.edge.apps.environ import environ_of
from failmode.simulator.edge.http.messages import Response
from failmode.simulator.edge.identify import Identified, Identify
from failmode.simulator.errors import RowsReplacedError, SimulatorError

_UNREAD = (BrokenPipeError, ConnectionResetError)
# What Linux says on a Unix socket whose peer has gone and had not read everything; one that had is
# told as the end of the stream (unix(7)). A worker begins once it has read a whole request.


class UpstreamError(SimulatorError):
    """The processes behind the edge gave no answer.

    Args:
        reason: what happened.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"no answer from the workers: {reason}",
            remedy="Ask the simulator for its health, which tells how each of them is",
        )


class WorkerFailedError(SimulatorError):
    """A process behind the edge says what broke in it.

    Args:
        reason: what happened.
        remedy: what to do about it.
    """

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"in a worker: {reason}", remedy=remedy)


class NotTakenError(UpstreamError):
    """One process has certainly not begun with a request, so that another one may have it."""


class ForwardedApplication:
    """An `Application` in other processes, which identify their requests themselves.

    A process that is not there is passed over. A request that one may have begun with is given to
    no other: it may have changed something, such as who has answered a push.

    Args:
        sockets: the Unix sockets where they listen, one for each process.
        identify: reads operation, stage and user from a request, for rules that depend on it.
    """

    def __init__(self, sockets: Sequence[Path], identify: Identify) -> None:
        self._upstreams = tuple(Upstream(socket) for socket in sockets)
        self._identify = identify
        self._address = ServerAddress("", "http", "", 0)

    def start(self, address: ServerAddress) -> None:
        """See `Application`."""
        self._address = address

    def stop(self) -> None:
        """See `Application`."""
        for upstream in self._upstreams:
            upstream.close()

    async def identify(self, call: ApplicationCall) -> Identified:
        """See `Application`."""
        # It may ask the database, which must not hold up the loop.
        return await asyncio.to_thread(self._identify, environ_of(call, self._address))

    async def answer(self, call: ApplicationCall) -> Response:
        """See `Application`.

        Raises:
            UpstreamError: when no process answers.
            WorkerFailedError: when one says what broke in it.
            RowsReplacedError: when one says that the rows were replaced meanwhile.
        """
        answered = await self._exchange(call)
        if call.identified is None:
            call.identified = answered.identified
        return answered.response

    async def _exchange(self, call: ApplicationCall) -> WorkerAnswer:
        missing: NotTakenError | None = None
        for upstream in sorted(self._upstreams, key=lambda one: one.busy):
            try:
                return await upstream.exchange(call)
            except NotTakenError as error:
                missing = error
        raise UpstreamError("none is there") from missing


class Upstream:
    """Connections to the process that listens on one Unix socket; for one asyncio loop.

    Args:
        socket: where it listens.
    """

    def __init__(self, socket: Path) -> None:
        self._socket = socket
        self._idle: list[_Connection] = []
        self._open: set[_Connection] = set()

    @property
    def busy(self) -> int:
        """How many calls are under way."""
        return len(self._open)

    async def exchange(self, call: ApplicationCall) -> WorkerAnswer:
        """Pass a call on and return what a worker says.

        Raises:
            NotTakenError: when nobody is there.
            UpstreamError: when somebody was there, and gives no answer.
            WorkerFailedError: when a worker says what broke in it.
            RowsReplacedError: when it says that the rows were replaced meanwhile.
        """
        body = write_call(call)
        data = b"POST / HTTP/1.1\r\nHost: worker\r\nContent-Length: %d\r\n\r\n" % len(body) + body
        while self._idle:
            try:
                return await self._exchange_on(self._idle.pop(), data)
            except NotTakenError:
                continue  # it was closed while it lay idle
        loop = asyncio.get_running_loop()
        try:
            _, protocol = await loop.create_unix_connection(_Connection, str(self._socket))
        except OSError as error:
            raise NotTakenError(str(error)) from error
        return await self._exchange_on(protocol, data)

    def close(self) -> None:
        """End all connections; who still waits for an answer gets an `UpstreamError`."""
        for connection in tuple(self._open):
            connection.abort()
        for connection in self._idle:
            connection.abort()
        self._open.clear()
        self._idle.clear()

    async def _exchange_on(self, connection: _Connection, data: bytes) -> WorkerAnswer:
        self._open.add(connection)
        try:
            status, body = await connection.exchange(data)
        except BaseException:
            connection.abort()
            raise
        finally:
            self._open.discard(connection)
        if connection.reusable:
            self._idle.append(connection)
        else:
            connection.abort()
        return _parsed(status, body)


def _parsed(status: int, body: bytes) -> WorkerAnswer:
    if status == REPLACED:
        raise RowsReplacedError
    try:
        if status == FAILED:
            raise WorkerFailedError(*read_failure(body))
        if status == ANSWERED:
            return read_answer(body)
    except ValueError as error:
        raise UpstreamError(str(error)) from error
    raise UpstreamError(f"HTTP {status}")


class _Connection(asyncio.Protocol):
    """One connection to a worker, with one exchange at a time."""

    def __init__(self) -> None:
        self.reusable = True
        self._transport: asyncio.Transport | None = None
        self._parser = httptools.HttpResponseParser(self)
        self._body: list[bytes] = []
        self._begun = False
        self._waiting: asyncio.Future[tuple[int, bytes]] | None = None

    async def exchange(self, data: bytes) -> tuple[int, bytes]:
        """Return status and body.

        Raises:
            NotTakenError: when the worker has certainly not read all of `data`.
            UpstreamError: when the connection ended otherwise.
        """
        if self._transport is None or self._transport.is_closing():
            raise NotTakenError("the connection was closed")
        self._begun = False
        self._body = []
        self._parser = httptools.HttpResponseParser(self)
        self._waiting = asyncio.get_running_loop().create_future()
        self._transport.write(data)
        return await self._waiting

    def abort(self) -> None:
        """End the connection."""
        if self._transport is not None:
            self._transport.abort()

    # What asyncio calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._begun = True
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError as error:
            self._fail(UpstreamError(str(error)))

    def connection_lost(self, exc: Exception | None) -> None:
        self.reusable = False
        if self._begun:
            self._fail(UpstreamError("the answer was cut off" if exc is None else str(exc)))
        elif isinstance(exc, _UNREAD):
            self._fail(NotTakenError(str(exc)))
        else:
            self._fail(UpstreamError("one ended before it had answered"))

    # What the parser calls

    def on_body(self, body: bytes) -> None:
        self._body.append(body)

    def on_message_complete(self) -> None:
        self.reusable = self.reusable and self._parser.should_keep_alive()
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result((self._parser.get_status_code(), b"".join(self._body)))

    def _fail(self, error: UpstreamError) -> None:
        self.reusable = False
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(error)
