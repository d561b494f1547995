"""Duo's cloud as one WSGI application: each API registers its own routes."""

from __future__ import annotations

from flask import Flask, request

from failmode.simulator.duo.admin import routes as admin
from failmode.simulator.duo.api.http import failed
from failmode.simulator.duo.api.routing import RoutingFlask
from failmode.simulator.duo.auth import auth_v2, rest_v1
from failmode.simulator.duo.auth.service import DuoService
from failmode.simulator.duo.errors import ResourceNotFoundError
from failmode.simulator.duo.universal import routes as universal


def create_app(service: DuoService) -> Flask:
    """The cloud as a WSGI application.

    Every answer has Duo's JSON envelope, errors included, unless an API has a shape of its own.

    Args:
        service: the rules and the data.
    """
    app = RoutingFlask("failmode.simulator.duo")
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
