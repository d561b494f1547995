"""Calls a WSGI application with a request."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes

from simulator.edge.http import Request

App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
"""A WSGI application (PEP 3333), such as a `flask.Flask`."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where an application is served: what its environment says.

    Attributes:
        scheme: `https` or `http`.
        host: the address it listens on.
        port: the port it listens on.
    """

    scheme: str
    host: str
    port: int


class AppAnswer:
    """What an application answered; the body may still be under way.

    Attributes:
        status: the HTTP status.
        headers: in order.
        body: the whole body once `read`, before that b"".
        is_stream: whether the length of the body is unknown until it ends.
    """

    def __init__(
        self, status: int, headers: tuple[tuple[str, str], ...], chunks: Iterable[bytes]
    ) -> None:
        self.status = status
        self.headers = headers
        self.body = b""
        self.is_stream = all(name.lower() != "content-length" for name, _ in headers)
        self._chunks = chunks
        self._iterator: Iterator[bytes] = iter(chunks)

    def next_chunk(self) -> bytes | None:
        """The next piece of the body, None at its end; blocks as long as the application does."""
        return next(self._iterator, None)

    def read(self) -> None:
        """Read the whole body; the application is told that it is done."""
        try:
            self.body = b"".join(self._iterator)
            self.is_stream = False
        finally:
            self.close()

    def close(self) -> None:
        """Tell the application that nobody reads any more."""
        close = getattr(self._chunks, "close", None)
        if close is not None:
            close()


def call_app(app: App, request: Request, server: Server, peer: str) -> AppAnswer:
    """Call `app` and return its answer.

    Args:
        app: the application.
        request: the request.
        server: where it came in.
        peer: the client's address.

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

    chunks = app(_environ(request, server, peer), start_response)
    if not started:
        # An application written as a generator starts its response with its first piece.
        iterator = iter(chunks)
        written.extend(chunk for chunk in [next(iterator, b"")] if chunk)
    if not started:
        raise RuntimeError("the application did not call start_response")
    status, headers = started[0]
    body: Iterable[bytes] = _Chained(written, chunks) if written else chunks
    return AppAnswer(int(status.split(" ", 1)[0]), tuple(headers), body)


class _Chained:
    def __init__(self, first: list[bytes], rest: Iterable[bytes]) -> None:
        self._first = first
        self._rest = rest

    def __iter__(self) -> Iterator[bytes]:
        yield from self._first
        yield from self._rest

    def close(self) -> None:
        close = getattr(self._rest, "close", None)
        if close is not None:
            close()


def _environ(request: Request, server: Server, peer: str) -> dict[str, Any]:
    environ: dict[str, Any] = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(request.raw_path).decode("latin-1"),
        "QUERY_STRING": request.query,
        "REQUEST_URI": request.target,
        "RAW_URI": request.target,
        "SERVER_NAME": server.host,
        "SERVER_PORT": str(server.port),
        "SERVER_PROTOCOL": f"HTTP/{request.version}",
        "REMOTE_ADDR": peer,
        "CONTENT_LENGTH": str(len(request.body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": server.scheme,
        "wsgi.input": io.BytesIO(request.body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.input_terminated": True,
    }
    for name, value in request.headers:
        if name == "content-type":
            environ["CONTENT_TYPE"] = value
        # A name with an underscore could pass itself off as another header.
        elif name not in ("content-length", "transfer-encoding") and "_" not in name:
            key = "HTTP_" + name.upper().replace("-", "_")
            joint = "; " if name == "cookie" else ", "
            environ[key] = environ[key] + joint + value if key in environ else value
    return environ
