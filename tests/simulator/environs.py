"""Requests as an edge hands them to what identifies them."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote
from wsgiref.types import WSGIEnvironment

from failmode.simulator.edge.apps.application import ApplicationCall, ServerAddress
from failmode.simulator.edge.apps.environ import environ_of
from failmode.simulator.edge.http.messages import Request


def environ(
    method: str,
    path: str,
    query: str = "",
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
) -> WSGIEnvironment:
    """Return the WSGI environ of a request.

    Args:
        method: HTTP method.
        path: the path, not percent-encoded.
        query: the query without its question mark; what is not ASCII is sent as UTF-8.
        headers: names in lower case.
        body: the body.
    """
    raw_query = query.encode().decode("latin-1")
    request = Request(
        method, f"{quote(path)}?{raw_query}", "1.1", tuple((headers or {}).items()), body
    )
    return environ_of(
        ApplicationCall(request, "127.0.0.1"), ServerAddress("vendor", "https", "localhost", 443)
    )
