"""Duo's cloud as one WSGI application, and what its requests are about."""

from __future__ import annotations

from wsgiref.types import WSGIApplication, WSGIEnvironment

from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from failmode.simulator.duo.admin.operations import OPERATIONS as ADMIN_API
from failmode.simulator.duo.api.envelope import refusal
from failmode.simulator.duo.api.request import DuoRequest
from failmode.simulator.duo.auth_api.auth_v2 import OPERATIONS as AUTH_V2
from failmode.simulator.duo.auth_api.rest_v1 import OPERATIONS as REST_V1
from failmode.simulator.duo.cloud import DuoCloud
from failmode.simulator.duo.endpoint import DuoEndpoint, DuoOperation
from failmode.simulator.duo.errors import DuoError
from failmode.simulator.duo.mobile.operations import OPERATIONS as DUO_MOBILE
from failmode.simulator.duo.proxy_api.operations import OPERATIONS as PROXY_API
from failmode.simulator.duo.proxy_api.operations import PATHS as PROXY_PATHS
from failmode.simulator.duo.sso.operations import OPERATIONS as SINGLE_SIGN_ON
from failmode.simulator.duo.sso.operations import PATHS as SINGLE_SIGN_ON_PATHS
from failmode.simulator.duo.universal.operations import OPERATIONS as UNIVERSAL_PROMPT
from failmode.simulator.edge.identify import Identify, path_of
from failmode.simulator.http_api.application import ApiApplication
from failmode.simulator.http_api.router import Match, Router
from failmode.terms import Vendor

OPERATIONS: tuple[DuoOperation, ...] = (
    *AUTH_V2,
    *REST_V1,
    *ADMIN_API,
    *UNIVERSAL_PROMPT,
    *DUO_MOBILE,
    *PROXY_API,
    *SINGLE_SIGN_ON,
)
"""Every operation of Duo's cloud."""


def duo_operations() -> tuple[DuoOperation, ...]:
    """Return every operation of Duo's cloud."""
    return OPERATIONS


AT_THE_EDGE = frozenset((*PROXY_PATHS, *SINGLE_SIGN_ON_PATHS))
"""Paths that the process of the edge answers, which keeps the connections of proxies."""

ROUTER: Router[DuoEndpoint] = Router(OPERATIONS)
"""Leads requests to their operations."""

REQUEST_NAMES = ROUTER.request_names(
    Vendor.DUO.spelling,
    name_users=True,
    nameless=(
        "ping",
        "check",
        "logo",
        "health-check",
        "qr-code",
        "proxy-join",
        "sso-ping",
        "sso-join",
        "sso-form",
        "sso-return",
    ),
)
"""How requests to Duo are named."""


def create_app(cloud: DuoCloud) -> WSGIApplication:
    """Make the WSGI application of a cloud.

    Every answer has Duo's JSON envelope, errors included, unless an API has a shape of its own.
    What is no error of Duo's is raised to the server.
    """

    def answer(match: Match[DuoEndpoint], environ: WSGIEnvironment) -> WSGIApplication:
        received = DuoRequest(environ, match.variables, cloud.settings.current)
        return match.operation.endpoint.answer(cloud, received)

    def refuse(error: DuoError | HTTPException, environ: WSGIEnvironment) -> Response:
        return refusal(error, path_of(environ))

    return ApiApplication(ROUTER, answer, error=DuoError, refuse=refuse)


def identifier(cloud: DuoCloud) -> Identify:
    """Return what tells what a request to a cloud asks for.

    The user is named as the directory names her, or as she was sent when the directory does not
    know her.
    """

    def user(match: Match[DuoEndpoint], environ: WSGIEnvironment) -> str | None:
        received = DuoRequest(environ, match.variables, cloud.settings.current)
        return match.operation.endpoint.user(cloud, received)

    return ROUTER.identifier(user)
