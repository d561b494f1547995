"""NinjaOne's API as a WSGI application, with errors in NinjaOne's shapes."""

from __future__ import annotations

import json
from http import HTTPStatus
from wsgiref.types import WSGIApplication, WSGIEnvironment

from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.wrappers import Request as WsgiRequest
from werkzeug.wrappers import Response

from failmode.simulator.edge.http.messages import DEFAULT_BODY_BYTES, BodyLimit, Request
from failmode.simulator.http_api.application import ApiApplication
from failmode.simulator.http_api.router import Match, Router
from failmode.simulator.ninjaone import automation, errors, oauth
from failmode.simulator.ninjaone.operation import NinjaOneEndpoint
from failmode.simulator.ninjaone.operations import ROUTER
from failmode.simulator.ninjaone.request import ApiRequest
from failmode.simulator.ninjaone.tenant import NinjaOneTenant
from failmode.simulator.ninjaone.transaction import Transaction


def create_app(
    tenant: NinjaOneTenant, router: Router[NinjaOneEndpoint] = ROUTER
) -> WSGIApplication:
    """Return the WSGI application of one tenant; what is no error of NinjaOne's is raised.

    Args:
        tenant: the tenant.
        router: leads to what its API can do.
    """

    def answer(match: Match[NinjaOneEndpoint], environ: WSGIEnvironment) -> Response:
        request = ApiRequest(WsgiRequest(environ), match.variables)
        body = match.operation.endpoint.answer(tenant, request)
        return marked(_empty() if body is None else _json(body, 200))

    def refuse(error: errors.NinjaOneError | HTTPException, _environ: WSGIEnvironment) -> Response:
        refusal = _as_ninjaone(error) if isinstance(error, HTTPException) else error
        return marked(_json(refusal.body(tenant.incident), refusal.status))

    def marked(response: Response) -> Response:
        response.headers["x-nj-request-id"] = tenant.request_id()
        response.headers["Server"] = "Grizzly"
        return response

    return ApiApplication(router, answer, error=errors.NinjaOneError, refuse=refuse)


def body_limit(tenant: NinjaOneTenant, router: Router[NinjaOneEndpoint] = ROUTER) -> BodyLimit:
    """Return what tells how large a request's body may be.

    Nobody without a token can make the tenant keep more than what any call may have.

    Args:
        tenant: knows the tokens.
        router: leads to what its API can do.
    """

    def limit(request: Request) -> int:
        allowed = router.max_body_bytes(request)
        if allowed <= DEFAULT_BODY_BYTES:
            return allowed
        authorization = request.header("authorization")

        def known(tx: Transaction) -> bool:
            return oauth.is_known(tx, authorization) or automation.is_agent(tx, authorization)

        return allowed if tenant.read(known) else DEFAULT_BODY_BYTES

    return limit


def _as_ninjaone(error: HTTPException) -> errors.NinjaOneError:
    if isinstance(error, NotFound):
        return errors.RouteNotFoundError()
    if isinstance(error, MethodNotAllowed):
        return errors.MethodNotAllowedError()
    if error.code is None or error.code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise error
    return errors.RefusedRequestError(f"HTTP {error.code} {error.name}", error.code)


def _json(body: object, status: int) -> Response:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Response(text, status, content_type="application/json")


def _empty() -> Response:
    response = Response(status=204)
    del response.headers["Content-Type"]
    return response
