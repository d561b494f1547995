"""Routes of the Admin API: each call, the permission it needs, and what answers it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from flask import Flask, Response

from failmode.simulator.duo.admin.applications import Applications
from failmode.simulator.duo.admin.calls import CALLS, AdminCall, Name
from failmode.simulator.duo.admin.context import AdminContext, Call, Reply
from failmode.simulator.duo.admin.devices import HardwareTokens, PhoneHandlers
from failmode.simulator.duo.admin.query import LISTS
from failmode.simulator.duo.admin.reports import Reports
from failmode.simulator.duo.admin.users import Users
from failmode.simulator.duo.api import access
from failmode.simulator.duo.api.http import add_route, authenticated
from failmode.simulator.duo.api.serialization import JSON_TYPE
from failmode.simulator.duo.auth.service import DuoService
from failmode.simulator.duo.errors import AccessForbiddenError

Handler = Callable[..., Reply]
"""Answers a call; gets the `Call`, and the variable parts of the path by name."""


def register(app: Flask, service: DuoService) -> None:
    """Add the Admin API.

    Args:
        app: the cloud's application.
        service: the cloud.
    """
    office = AdminContext(service)
    handlers = _handlers(office)
    for call in CALLS:
        add_route(app, call.method, call.flask_path, _view(office, call, handlers[call.name]))


def _view(office: AdminContext, admin_call: AdminCall, handler: Handler) -> Callable[..., Response]:
    def view(**variables: str) -> Response:
        actor, params = authenticated(office.service, access.ADMIN, LISTS)
        if admin_call.permission not in office.grants.of(actor.ikey):
            raise AccessForbiddenError
        return _answer(handler(Call(actor, params), **variables))

    return view


def _answer(reply: Reply) -> Response:
    body: dict[str, Any] = {"stat": "OK", "response": reply.response}
    if reply.metadata is not None:
        body["metadata"] = dict(reply.metadata)
    return Response(json.dumps(body).encode("ascii"), content_type=JSON_TYPE)


def _handlers(office: AdminContext) -> dict[Name, Handler]:
    users, phones, tokens = Users(office), PhoneHandlers(office), HardwareTokens(office)
    applications, reports = Applications(office), Reports(office)
    return {
        Name.USERS: users.list,
        Name.CREATE_USER: users.create,
        Name.USER: users.get,
        Name.CHANGE_USER: users.change,
        Name.DELETE_USER: users.delete,
        Name.USER_PHONES: users.phones,
        Name.ADD_USER_PHONE: users.add_phone,
        Name.TAKE_USER_PHONE: users.take_phone,
        Name.USER_TOKENS: users.tokens,
        Name.ADD_USER_TOKEN: users.add_token,
        Name.TAKE_USER_TOKEN: users.take_token,
        Name.USER_BYPASS_CODES: users.bypass_codes,
        Name.ADD_USER_BYPASS_CODES: users.add_bypass_codes,
        Name.BYPASS_CODES: users.all_bypass_codes,
        Name.BYPASS_CODE: users.bypass_code,
        Name.DELETE_BYPASS_CODE: users.delete_bypass_code,
        Name.PHONES: phones.list,
        Name.CREATE_PHONE: phones.create,
        Name.PHONE: phones.get,
        Name.CHANGE_PHONE: phones.change,
        Name.DELETE_PHONE: phones.delete,
        Name.TOKENS: tokens.list,
        Name.CREATE_TOKEN: tokens.create,
        Name.TOKEN: tokens.get,
        Name.DELETE_TOKEN: tokens.delete,
        Name.INTEGRATIONS: applications.list,
        Name.CREATE_INTEGRATION: applications.create,
        Name.INTEGRATION: applications.get,
        Name.CHANGE_INTEGRATION: applications.change,
        Name.DELETE_INTEGRATION: applications.delete,
        Name.SECRET_KEY: applications.secret_key,
        Name.AUTHENTICATION_LOG_V1: reports.authentication_v1,
        Name.AUTHENTICATION_LOG_V2: reports.authentication_v2,
        Name.ADMINISTRATOR_LOG: reports.administrator,
        Name.SUMMARY: reports.summary,
        Name.ATTEMPTS: reports.attempts,
        Name.USER_ATTEMPTS: reports.user_attempts,
    }
