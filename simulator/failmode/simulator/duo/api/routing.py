"""Flask that works out only once where requests lead that are routed alike."""

from __future__ import annotations

from flask import Flask, Request
from werkzeug.routing import MapAdapter

from failmode.simulator.state.cache import Cache

_MAX_ADAPTERS = 256


class RoutingFlask(Flask):
    """Flask that keeps the URL adapters of requests that differ in nothing it routes by.

    A new one for every request takes longer than checking the request's signature.
    """

    def __init__(self, import_name: str) -> None:
        super().__init__(import_name, static_folder=None)
        self._adapters: Cache[tuple[str | None, ...], MapAdapter | None] = Cache(
            lambda: None, _MAX_ADAPTERS
        )

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """See `flask.Flask`; requests with a query or an upgrade are not worth keeping."""
        make = super().create_url_adapter
        if request is None:
            return None
        environ = request.environ
        if environ.get("QUERY_STRING") or "HTTP_UPGRADE" in environ:
            return make(request)
        key = (
            environ["wsgi.url_scheme"],
            environ.get("HTTP_HOST"),
            environ["REQUEST_METHOD"],
            environ["PATH_INFO"],
        )
        return self._adapters.get(key, lambda: make(request))
