"""A WSGI application, called in threads of this process."""

from __future__ import annotations

import contextvars
import functools
import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from wsgiref.types import WSGIApplication, WSGIEnvironment

from failmode.simulator.edge.apps.application import (
    ApplicationCall,
    ServerAddress,
    StreamedResponse,
)
from failmode.simulator.edge.apps.environ import environ_of
from failmode.simulator.edge.apps.thread_pool import DEFAULT_LIMIT, ThreadPool
from failmode.simulator.edge.http.messages import Response
from failmode.simulator.edge.identify import Identified, Identify
from failmode.simulator.state.clock import Clock

_logger = logging.getLogger(__name__)

_EVENT_STREAM = "text/event-stream"


def never(_path: str) -> bool:
    """No request is answered at once."""
    return False


class WsgiApplication:
    """An `Application` that calls a WSGI application in daemon threads, or at once.

    An answer is streamed when its length is not known beforehand or when it is an event stream.
    A thread for a request that only computes costs more than the request: both threads want the
    interpreter at the same time.

    Args:
        app: the WSGI application.
        identify: reads operation, stage and user from a request; called in such a thread as well.
        clock: the simulator's clock, skewed around the application where a call says so.
        threads: requests that are handled at the same time.
        at_once: whether a request to a path (percent-encoded) is answered without waiting for
            anything but the processor; it is then called, and identified, in the loop's thread.
    """

    def __init__(
        self,
        app: WSGIApplication,
        identify: Identify,
        clock: Clock,
        *,
        threads: int = DEFAULT_LIMIT,
        at_once: Callable[[str], bool] = never,
    ) -> None:
        self._at_once = at_once
        self._app = app
        self._identify = identify
        self._clock = clock
        self._threads = threads
        self._address = ServerAddress("", "http", "", 0)
        self._pool = ThreadPool("edge", threads)

    def start(self, address: ServerAddress) -> None:
        """See `Application`."""
        self._address = address
        self._pool = ThreadPool(f"edge-{address.vendor}", self._threads)

    def stop(self) -> None:
        """See `Application`."""
        self._pool.stop()

    async def identify(self, call: ApplicationCall) -> Identified:
        """See `Application`."""
        if self._at_once(call.request.raw_path):
            return self._identified(call)
        return await self._pool.run(functools.partial(self._identified, call))

    async def answer(self, call: ApplicationCall) -> Response | StreamedResponse:
        """See `Application`."""
        context = contextvars.copy_context()
        if self._at_once(call.request.raw_path):
            return context.run(self._answer, call, context)
        work = functools.partial(context.run, self._answer, call, context)
        return await self._pool.run(work, unwanted=_close)

    def _answer(
        self, call: ApplicationCall, context: contextvars.Context
    ) -> Response | StreamedResponse:
        if call.identified is None:
            call.identified = self._identified(call)
        with self._clock.skewed(call.skew_seconds):
            status, headers, chunks = _call(self._app, environ_of(call, self._address))
            if _is_whole(headers, chunks):
                try:
                    return Response(status, headers, b"".join(chunks))
                finally:
                    _close_iterable(chunks)
        skewed = functools.partial(self._clock.skewed, call.skew_seconds)
        return StreamedResponse(status, headers, _ThreadedBody(self._pool, context, skewed, chunks))

    def _identified(self, call: ApplicationCall) -> Identified:
        return self._identify(environ_of(call, self._address))


class _ThreadedBody:
    """A WSGI answer under way; each piece may come from another thread, in one context."""

    def __init__(
        self,
        pool: ThreadPool,
        context: contextvars.Context,
        skewed: Callable[[], AbstractContextManager[None]],
        chunks: Iterable[bytes],
    ) -> None:
        self._pool = pool
        self._context = context
        self._skewed = skewed
        self._chunks = chunks
        self._iterator = iter(chunks)
        self._state = threading.Lock()
        self._busy = False
        self._closing = False

    async def next(self) -> bytes | None:
        """See `BodyStream`."""
        with self._state:
            if self._closing:
                return None
            self._busy = True
        return await self._pool.run(self._take)

    def close(self) -> None:
        """See `BodyStream`."""
        with self._state:
            if self._closing:
                return
            self._closing = True
            busy = self._busy
        # An iterable that is at work cannot be closed; its thread does so afterwards.
        if not busy:
            self._pool.post(self._end)

    def _take(self) -> bytes | None:
        try:
            return None if self._closing else self._context.run(self._next_piece)
        finally:
            with self._state:
                self._busy = False
                closing = self._closing
            if closing:
                self._end()

    def _next_piece(self) -> bytes | None:
        with self._skewed():
            return next((piece for piece in self._iterator if piece), None)

    def _end(self) -> None:
        try:
            self._context.run(_close_iterable, self._chunks)
        except Exception:
            _logger.exception("the application failed as its answer was closed")


def _close(answer: Response | StreamedResponse) -> None:
    if isinstance(answer, StreamedResponse):
        answer.body.close()


def _close_iterable(chunks: Iterable[bytes]) -> None:
    close = getattr(chunks, "close", None)
    if close is not None:
        close()


def _is_whole(headers: tuple[tuple[str, str], ...], chunks: Iterable[bytes]) -> bool:
    named = {name.lower(): value for name, value in headers}
    if named.get("content-type", "").partition(";")[0].strip().lower() == _EVENT_STREAM:
        return False
    return "content-length" in named or isinstance(chunks, (list, tuple))


def _call(
    app: WSGIApplication, environ: WSGIEnvironment
) -> tuple[int, tuple[tuple[str, str], ...], Iterable[bytes]]:
    """Status, headers and body of a WSGI application's answer.

    Raises:
        Exception: whatever the application raises.
    """
    started: list[tuple[str, list[tuple[str, str]]]] = []
    written: list[bytes] = []

    def start_response(
        status: str, headers: list[tuple[str, str]], exc_info: object = None
    ) -> Callable[[bytes], None]:
        del exc_info
        started[:] = [(status, headers)]
        return written.append

    chunks = app(environ, start_response)
    if not started:
        # An application written as a generator starts its response with its first piece.
        iterator = iter(chunks)
        written.extend(chunk for chunk in [next(iterator, b"")] if chunk)
    if not started:
        _close_iterable(chunks)
        raise RuntimeError("the application did not call start_response")
    status, headers = started[0]
    body: Iterable[bytes] = _Chained(written, chunks) if written else chunks
    return int(status.split(" ", 1)[0]), tuple(headers), body


class _Chained:
    def __init__(self, first: list[bytes], rest: Iterable[bytes]) -> None:
        self._first = first
        self._rest = rest

    def __iter__(self) -> Iterator[bytes]:
        yield from self._first
        yield from self._rest

    def close(self) -> None:
        _close_iterable(self._rest)
