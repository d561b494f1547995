"""An API as a WSGI application, led by the API's router."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.exceptions import HTTPException

from failmode.simulator.http_api.operation import Endpoint
from failmode.simulator.http_api.router import Match, Router

ApiError = TypeVar("ApiError", bound=Exception)


def _admit(_environ: WSGIEnvironment) -> None:
    return


class ApiApplication(Generic[Endpoint, ApiError]):
    """Answers the operations of a router, and nothing else.

    Flask's way to an answer (contexts, hooks, signals) takes longer than most answers do.

    What is no refusal is raised to the server: a page of ours would be an answer that the API does
    not have.

    Args:
        router: the operations.
        answer: answers a request for one of them.
        error: what the API raises to refuse a request.
        refuse: answers what is refused so, or by an `HTTPException` of werkzeug's, which the router
            raises as well.
        check: looks at each request before it is led anywhere, and may refuse it.
    """

    def __init__(
        self,
        router: Router[Endpoint],
        answer: Callable[[Match[Endpoint], WSGIEnvironment], WSGIApplication],
        *,
        error: type[ApiError],
        refuse: Callable[[ApiError | HTTPException, WSGIEnvironment], WSGIApplication],
        check: Callable[[WSGIEnvironment], None] = _admit,
    ) -> None:
        self._router = router
        self._answer = answer
        self._refusals = (error, HTTPException)
        self._refuse = refuse
        self._check = check

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request, as PEP 3333 has it."""
        try:
            self._check(environ)
            response = self._answer(self._router.match_request(environ), environ)
        except self._refusals as error:
            response = self._refuse(error, environ)
        return response(environ, start_response)
