"""Duo's cloud as one WSGI application: each API registers its own routes."""

from __future__ import annotations

from flask import Flask, request

from simulator.duo import auth_v2, rest_v1
from simulator.duo.admin import routes as admin
from simulator.duo.errors import ResourceNotFoundError
from simulator.duo.http import failed
from simulator.duo.routing import RoutingFlask
from simulator.duo.service import DuoService
from simulator.duo.universal import routes as universal


def create_app(service: DuoService) -> Flask:
    """The cloud as a WSGI application.

    Every answer has Duo's JSON envelope, errors included, unless an API has a shape of its own.

    Args:
        service: the rules and the data.
    """
    app = RoutingFlask("simulator.duo")
    app.config["MAX_CONTENT_LENGTH"] = service.settings.max_body_bytes
    app.url_map.strict_slashes = True
    app.url_map.merge_slashes = False
    app.before_request(_refuse_doubled_slash)
    app.register_error_handler(Exception, failed)
    auth_v2.register(app, service)
    rest_v1.register(app, service)
    admin.register(app, service)
    universal.register(app, service)
    return app


def _refuse_doubled_slash() -> None:
    # Werkzeug would take a path that begins with several for one that begins with one, and rules
    # for a stage would not know it.
    if request.environ.get("PATH_INFO", "").startswith("//"):
        raise ResourceNotFoundError
