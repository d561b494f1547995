"""An API as a WSGI application: Flask, led by the API's router."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic

from flask import Flask, Request, request
from flask.typing import ResponseReturnValue
from werkzeug.routing import MapAdapter

from failmode.simulator.http_api.operation import Endpoint
from failmode.simulator.http_api.router import Match, Router


class ApiFlask(Flask, Generic[Endpoint]):
    """Flask that asks a router of operations, and has no other routes.

    Making Flask's adapter for its routes takes longer than checking a request's signature.

    What no error handler of the API takes is raised to the server: Flask's own page would be an
    answer that the API does not have.

    Args:
        import_name: see `flask.Flask`.
        router: the operations.
        answer: answers a request for one of them.
    """

    def __init__(
        self,
        import_name: str,
        router: Router[Endpoint],
        answer: Callable[[Match[Endpoint]], ResponseReturnValue],
    ) -> None:
        super().__init__(import_name, static_folder=None)
        self.config["PROPAGATE_EXCEPTIONS"] = True
        self._router = router
        self._answer = answer

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """See `flask.Flask`; the router leads requests to their operations."""
        del request
        return None

    def dispatch_request(self) -> ResponseReturnValue:
        """See `flask.Flask`."""
        return self._answer(self._router.match_request(request.environ))
