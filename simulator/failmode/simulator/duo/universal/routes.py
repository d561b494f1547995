"""HTTP routes of the Universal Prompt: the OIDC Auth API for clients, the prompt for people."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from flask import Flask, Response, request

from failmode.simulator.duo.api import serialization
from failmode.simulator.duo.api.http import add_route
from failmode.simulator.duo.api.serialization import Params
from failmode.simulator.duo.auth.service import DuoService
from failmode.simulator.duo.directory.records import Factor
from failmode.simulator.duo.errors import InvalidRequestParametersError
from failmode.simulator.duo.universal import pages
from failmode.simulator.duo.universal.assumptions import UniversalSettings
from failmode.simulator.duo.universal.errors import (
    HEALTH_CHECK_CODE,
    InvalidRequestError,
    OAuthError,
    RefusedAuthorizationError,
)
from failmode.simulator.duo.universal.requests import AUTHORIZE, HEALTH_CHECK, TOKEN, required
from failmode.simulator.duo.universal.service import UniversalPrompt

_NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}
_ASSETS = {"prompt.css": "text/css; charset=utf-8", "prompt.js": "text/javascript; charset=utf-8"}
_ASKING = {one.value: one for one in (Factor.PUSH, Factor.PHONE, Factor.SMS)}


def register(app: Flask, service: DuoService, settings: UniversalSettings | None = None) -> None:
    """Add the routes.

    Args:
        app: the application of Duo's cloud.
        service: the cloud.
        settings: times and limits; left out: the documented assumptions.
    """
    prompt = UniversalPrompt(service, settings)
    views = _Views(prompt, service)
    add_route(app, "POST", HEALTH_CHECK, views.health_check)
    add_route(app, "GET", AUTHORIZE, views.authorize)
    add_route(app, "POST", AUTHORIZE, views.authorize)
    add_route(app, "POST", TOKEN, views.token)
    add_route(app, "GET", pages.PAGE, views.page)
    add_route(app, "POST", pages.PAGE, views.choose)
    add_route(app, "GET", pages.FOLLOW, views.follow)
    add_route(app, "GET", pages.RETURN, views.go_back)
    for name, media_type in _ASSETS.items():
        add_route(app, "GET", f"{pages.PAGE}/{name}", _asset(name, media_type))


class _Views:
    """The views, request to response."""

    def __init__(self, prompt: UniversalPrompt, service: DuoService) -> None:
        self._prompt = prompt
        self._service = service

    # For clients

    def health_check(self) -> Response:
        try:
            timestamp = self._prompt.health_check(_host(), self._params())
        except OAuthError as error:
            body = {
                "stat": "FAIL",
                "code": HEALTH_CHECK_CODE,
                "message": error.error,
                "message_detail": error.description,
                "timestamp": self._service.time(),
            }
            return _json(body, error.status)
        return _json({"stat": "OK", "response": {"timestamp": timestamp}})

    def token(self) -> Response:
        try:
            tokens = self._prompt.token(_host(), self._params())
        except OAuthError as error:
            body = {"error": error.error, "error_description": error.description}
            return _json(body, error.status)
        return _json(
            {
                "access_token": tokens.access_token,
                "expires_in": tokens.expires_in,
                "id_token": tokens.id_token,
                "token_type": "Bearer",
            }
        )

    # For browsers

    def authorize(self) -> Response:
        try:
            session = self._prompt.authorize(_host(), self._params(), request.remote_addr)
        except OAuthError as error:
            return _page(pages.error_page(error), error.status)
        except RefusedAuthorizationError as error:
            return _redirect(error.location)
        return _redirect(pages.page_of(session))

    def page(self) -> Response:
        try:
            return self._show(required(self._params(), pages.SESSION))
        except OAuthError as error:
            return _page(pages.error_page(error), error.status)

    def choose(self) -> Response:
        try:
            params = self._params()
            session = required(params, pages.SESSION)
            choice, _, device = required(params, "choice").partition(" ")
            if choice == "cancel":
                return _redirect(self._prompt.cancel(session))
            if choice == "again":
                self._prompt.choose_again(session)
                return _redirect(pages.page_of(session))
            passcode = params.optional("passcode")
            if choice == Factor.PASSCODE and passcode is None:
                return self._show(session, pages.NO_PASSCODE)
            factor = Factor.PASSCODE if choice == Factor.PASSCODE else _ASKING.get(choice)
            if factor is None:
                raise InvalidRequestError("The parameter choice is none of those on the page")
            done = self._prompt.choose(
                session,
                factor,
                device=device or None,
                passcode=passcode,
                ipaddr=request.remote_addr,
            )
            if not done:
                return self._show(session, pages.NO_SUCH_DEVICE)
        except OAuthError as error:
            return _page(pages.error_page(error), error.status)
        return _redirect(pages.page_of(session))

    def go_back(self) -> Response:
        try:
            return _redirect(self._prompt.go_back(required(self._params(), pages.SESSION)))
        except OAuthError as error:
            return _page(pages.error_page(error), error.status)

    def follow(self) -> Response:
        try:
            status = self._prompt.wait(required(self._params(), pages.SESSION))
        except OAuthError as error:
            return _json({"waiting": False, "message": error.description}, error.status)
        waiting = status is not None and not status.final
        return _json({"waiting": waiting, "message": status.status_msg if status else ""})

    def _show(self, session: str, notice: pages.Notice | None = None) -> Response:
        standing = self._prompt.standing(session)
        if standing.let_in:
            return _redirect(pages.return_of(session))
        return _page(pages.visit_page(session, standing, notice))

    def _params(self) -> Params:
        """The parameters of query and form: the Python SDK sends a token request in the query."""
        limit = self._service.settings.max_fields
        try:
            pairs = serialization.decode_form(request.query_string, limit)
            if request.method == "POST":
                pairs += serialization.decode_form(request.get_data(), limit)
            return Params(pairs)
        except InvalidRequestParametersError as error:
            named = f" {error.detail}" if error.detail else "s"
            raise InvalidRequestError(
                f"The parameter{named} cannot be read, or given twice"
            ) from error


def _host() -> str:
    return request.headers.get("Host", "")


def _asset(name: str, media_type: str) -> Callable[[], Response]:
    def view() -> Response:
        headers = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
        return Response(pages.asset(name), headers=headers, content_type=media_type)

    return view


def _json(body: Mapping[str, object], status: int = 200) -> Response:
    return Response(json.dumps(body), status, _NO_STORE, content_type=serialization.JSON_TYPE)


def _page(text: str, status: int = 200) -> Response:
    return Response(text, status, pages.HEADERS, content_type="text/html; charset=utf-8")


def _redirect(location: str) -> Response:
    # 303, so that the browser never repeats what was posted.
    headers = {**pages.HEADERS, "Location": location}
    return Response(b"", 303, headers, content_type="text/html; charset=utf-8")
