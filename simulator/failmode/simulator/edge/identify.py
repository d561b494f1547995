"""What an exchange is about, as the vendor's package reads it from the request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from wsgiref.types import WSGIEnvironment


@dataclass(frozen=True, slots=True)
class Identified:
    """What a request asks for.

    Attributes:
        operation: the vendor's name of the call, such as `preauth`.
        stage: the stage of a login that the call belongs to (a value of `Stage`), or None.
        user: whom the call is about, as the vendor names users, or None.
    """

    operation: str
    stage: str | None = None
    user: str | None = None


Identify = Callable[[WSGIEnvironment], Identified]
"""Tells what a request is about, from its WSGI environ.

An application in this process gets the same environ, with everything that was read there. The body
must still be readable afterwards. It runs before the vendor's application, where that runs.
"""


def unidentified(environ: WSGIEnvironment) -> Identified:
    """Name a request by method and path, for applications without stages and users."""
    path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
    return Identified(f"{environ['REQUEST_METHOD']} {path}")
