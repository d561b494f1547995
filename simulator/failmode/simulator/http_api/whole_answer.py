"""An answer of which everything is known, as a WSGI application."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from wsgiref.types import StartResponse, WSGIEnvironment


@dataclass(frozen=True, slots=True)
class WholeAnswer:
    """A status 200 with a body and no headers but those that describe it.

    Werkzeug's `Response` can be changed until it is sent, which takes longer than most answers do.

    Attributes:
        body: the whole body.
        content_type: the `Content-Type` header.
    """

    body: bytes
    content_type: str

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer, as PEP 3333 has it."""
        start_response(
            _STATUS, [("Content-Type", self.content_type), ("Content-Length", str(len(self.body)))]
        )
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [self.body]


_STATUS = f"{HTTPStatus.OK.value} {HTTPStatus.OK.phrase}"
