"""The control API as a WSGI application, made from its operations."""

from __future__ import annotations

from wsgiref.types import WSGIApplication, WSGIEnvironment

from werkzeug.datastructures import EnvironHeaders
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Request, Response

from failmode.simulator.control.controller import SimulatorController
from failmode.simulator.control.errors import ControlError
from failmode.simulator.control.guard import ControlGuard
from failmode.simulator.control.operation import JSON, ControlEndpoint, ControlRequest
from failmode.simulator.control.refusals import json_response, refusal
from failmode.simulator.control.request import read_request
from failmode.simulator.http_api.application import ApiApplication
from failmode.simulator.http_api.router import Match, Router


def create_app(
    controller: SimulatorController, guard: ControlGuard, router: Router[ControlEndpoint]
) -> WSGIApplication:
    """Return the control API of one simulator.

    Args:
        controller: what the API steers.
        guard: decides who may use it.
        router: leads to what it can do.
    """

    def answer(match: Match[ControlEndpoint], environ: WSGIEnvironment) -> Response:
        endpoint, request = match.operation.endpoint, Request(environ)
        checked = read_request(endpoint, request, match.variables)
        return _answer(endpoint, controller, checked, with_body=request.method != "HEAD")

    def refuse(error: ControlError | HTTPException, environ: WSGIEnvironment) -> Response:
        return refusal(error, Request(environ))

    return ApiApplication(
        router,
        answer,
        error=ControlError,
        refuse=refuse,
        check=lambda environ: guard.check(EnvironHeaders(environ).get),
    )


def _answer(
    endpoint: ControlEndpoint,
    controller: SimulatorController,
    checked: ControlRequest,
    *,
    with_body: bool,
) -> Response:
    if endpoint.media_type == JSON:
        answer = endpoint.answer(controller, checked)
        if endpoint.response is None:
            return Response(status=endpoint.status, mimetype="text/html")
        return json_response(answer, endpoint.status)
    # Who only asks for the head must not take a subscriber's place.
    pieces = endpoint.answer(controller, checked) if with_body else ()
    response = Response(pieces, endpoint.status, mimetype=endpoint.media_type)
    response.headers["Cache-Control"] = "no-store"
    return response
