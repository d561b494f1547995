"""The control API as a WSGI application, made from its operations."""

from __future__ import annotations

from flask import Flask, Response, jsonify, request

from failmode.simulator.control.controller import SimulatorController
from failmode.simulator.control.guard import ControlGuard
from failmode.simulator.control.operation import JSON, ControlEndpoint, ControlRequest
from failmode.simulator.control.refusals import protect
from failmode.simulator.control.request import read_request
from failmode.simulator.http_api.application import ApiFlask
from failmode.simulator.http_api.router import Match, Router


def create_app(
    controller: SimulatorController, guard: ControlGuard, router: Router[ControlEndpoint]
) -> Flask:
    """Return the control API of one simulator.

    Args:
        controller: what the API steers.
        guard: decides who may use it.
        router: leads to what it can do.
    """

    def answer(match: Match[ControlEndpoint]) -> tuple[Response, int]:
        endpoint = match.operation.endpoint
        checked = read_request(endpoint, request, match.variables)
        return _answer(endpoint, controller, checked), endpoint.status

    app = ApiFlask("failmode.simulator.control", router, answer)
    app.json.sort_keys = False  # type: ignore[attr-defined] # Flask types `json` as its base class
    protect(app, guard)
    return app


def _answer(
    endpoint: ControlEndpoint, controller: SimulatorController, checked: ControlRequest
) -> Response:
    if endpoint.media_type == JSON:
        answer = endpoint.handler(controller, checked)
        return Response() if endpoint.response is None else jsonify(answer)
    # Who only asks for the head must not take a subscriber's place.
    pieces = () if request.method == "HEAD" else endpoint.handler(controller, checked)
    response = Response(pieces, mimetype=endpoint.media_type)
    response.headers["Cache-Control"] = "no-store"
    return response
