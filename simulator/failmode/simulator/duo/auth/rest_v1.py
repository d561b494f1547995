"""`/rest/v1`: the Auth API of older clients, in JSON or BSON.

Sources: `duo_client/auth_v1.py` of https://github.com/duosecurity/duo_client_python, the Duo
Authentication Proxy 5.0.0, and the releases up to 2.1 of https://github.com/duosecurity/duo_unix.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask

from failmode.simulator.duo.api.access import REST_V1
from failmode.simulator.duo.api.http import add_route, answer, picture, signed_view
from failmode.simulator.duo.api.serialization import (
    Json,
    Params,
    factor_named,
    please_enroll,
    pushinfo,
)
from failmode.simulator.duo.auth.calls import AuthRequest, PreauthAnswer, PreauthRequest, UserRef
from failmode.simulator.duo.auth.service import DuoService
from failmode.simulator.duo.auth.statuses import Result, Status
from failmode.simulator.duo.auth.text_prompt import text_prompt
from failmode.simulator.duo.directory.records import Factor, Integration

_SUFFIXES = ("", ".json", ".bson")


def register(app: Flask, service: DuoService) -> None:
    """Add the routes of `/rest/v1`.

    Args:
        app: the application.
        service: the rules and the data.
    """
    calls = _Calls(service)

    def signed(method: str, name: str, call: Callable[[Integration, Params], Json]) -> None:
        view = signed_view(service, REST_V1, call)
        for suffix in _SUFFIXES:
            add_route(app, method, f"/rest/v1/{name}{suffix}", view)

    for suffix in _SUFFIXES:
        add_route(app, "GET", f"/rest/v1/ping{suffix}", lambda: answer("pong"))
        add_route(app, "GET", f"/rest/v1/logo{suffix}", lambda: picture(service, REST_V1))
    signed("GET", "check", calls.check)
    signed("POST", "preauth", calls.preauth)
    signed("POST", "auth", calls.auth)
    signed("GET", "status", calls.status)


class _Calls:
    """The signed calls: integration and parameters in, `response` out."""

    def __init__(self, service: DuoService) -> None:
        self._service = service

    def check(self, _integration: Integration, _params: Params) -> Json:
        return "valid"

    def preauth(self, integration: Integration, params: Params) -> Json:
        return _preauth_answer(self._service.preauth(integration, _preauth_request(params)))

    def auth(self, integration: Integration, params: Params) -> Json:
        asked = _auth_request(params, self._service.settings.max_pushinfo_bytes)
        outcome = self._service.auth(integration, asked)
        return {"txid": outcome} if isinstance(outcome, str) else _status_answer(outcome)

    def status(self, integration: Integration, params: Params) -> Json:
        return _status_answer(self._service.auth_status(integration, params.required("txid")))


def _preauth_request(params: Params) -> PreauthRequest:
    return PreauthRequest(
        UserRef(params.required("user")),
        failmode=params.optional("failmode"),
        ipaddr=params.optional("ipaddr"),
        hostname=params.optional("hostname"),
    )


def _auth_request(params: Params, max_pushinfo_bytes: int) -> AuthRequest:
    user = UserRef(params.required("user"))
    factor = factor_named(params.required("factor"))
    return AuthRequest(
        user,
        None if factor is Factor.AUTO else factor,
        choice=params.required("auto") if factor is Factor.AUTO else None,
        device=params.optional("phone"),
        passcode=params.optional("code"),
        asynchronous=params.flag("async"),
        ipaddr=params.optional("ipaddr"),
        hostname=params.optional("hostname"),
        pushinfo=pushinfo(params, max_pushinfo_bytes),
    )


def _preauth_answer(found: PreauthAnswer) -> Json:
    response: dict[str, Any] = {"result": found.status.result.value}
    if found.status.result is Result.AUTH and found.user is not None:
        prompt = text_prompt(found.user)
        return {**response, "factors": prompt.factors, "prompt": prompt.text}
    if found.enroll_portal_url is not None:
        return {**response, "status": please_enroll(found.enroll_portal_url)}
    return {**response, "status": found.status.status_msg}


def _status_answer(status: Status) -> Json:
    # Duo Unix 1.x takes an answer with `result` for the last one.
    if status.result is Result.WAITING:
        return {"status": status.status_msg}
    return {"result": status.result.value, "status": status.status_msg}
