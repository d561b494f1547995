"""What an exchange is about, as the vendor's package reads it from the request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self
from wsgiref.types import WSGIEnvironment

from failmode.terms import Stage


@dataclass(frozen=True, slots=True)
class Identified:
    """What a request asks for.

    Attributes:
        operation: the vendor's name of the call, such as `preauth`.
        stage: the stage of a login that the call belongs to, or None.
        user: whom the call is about, as the vendor names users, or None.
    """

    operation: str
    stage: Stage | None = None
    user: str | None = None

    @classmethod
    def by_path(cls, method: str, path: str) -> Self:
        """Name a request of which nothing else is known.

        Args:
            method: HTTP method.
            path: the path, percent-decoded.
        """
        return cls(f"{method} {path}")


Identify = Callable[[WSGIEnvironment], Identified]
"""Tells what a request is about, from its WSGI environ.

An application in this process gets the same environ, with everything that was read there. The body
must still be readable afterwards. It runs before the vendor's application, where that runs.
"""


def path_of(environ: WSGIEnvironment) -> str:
    """Return the request's path, percent-decoded; bytes that are not UTF-8 are replaced."""
    path: str = environ.get("PATH_INFO", "")
    return path if path.isascii() else path.encode("latin-1").decode("utf-8", "replace")


def unidentified(environ: WSGIEnvironment) -> Identified:
    """Name a request by method and path, for applications without stages and users."""
    return Identified.by_path(environ["REQUEST_METHOD"], path_of(environ))
