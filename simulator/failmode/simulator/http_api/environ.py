"""What is read of a request once, and kept with it in its WSGI environ (PEP 3333).

The edge identifies a request before the application answers it. Both get the same environ, so what
the first has read there, the second finds there.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Generic, TypeVar, cast
from wsgiref.types import WSGIEnvironment

Value = TypeVar("Value")


class RequestValue(Generic[Value]):
    """A value that is read of each request at most once.

    Args:
        key: the environ's key for it, such as `failmode.duo.parameters`.
        read: reads it; what it raises is raised to whoever asks, each time.
    """

    def __init__(self, key: str, read: Callable[[WSGIEnvironment], Value]) -> None:
        self._key = key
        self._read = read

    def of(self, environ: WSGIEnvironment) -> Value:
        """Return the request's value."""
        try:
            return cast("Value", environ[self._key])
        except KeyError:
            value = environ[self._key] = self._read(environ)
            return value


def body_of(environ: WSGIEnvironment) -> bytes:
    """Return the request's whole body, which can still be read by others afterwards."""
    return _BODY.of(environ)


def _read_body(environ: WSGIEnvironment) -> bytes:
    body: bytes = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    environ["wsgi.input"] = io.BytesIO(body)
    return body


_BODY = RequestValue("failmode.body", _read_body)
