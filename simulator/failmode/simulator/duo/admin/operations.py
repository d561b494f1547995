"""The operations of the Admin API: each with the permission that it needs and what answers it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Response

from failmode.simulator.duo.admin import devices, integrations, reports, users
from failmode.simulator.duo.admin.context import AdminCall, AdminContext, Reply
from failmode.simulator.duo.admin.permissions import Permission
from failmode.simulator.duo.admin.query import LISTS
from failmode.simulator.duo.api.access import ADMIN
from failmode.simulator.duo.api.params import JSON_TYPE
from failmode.simulator.duo.api.request import DuoRequest
from failmode.simulator.duo.cloud import DuoCloud
from failmode.simulator.duo.endpoint import DuoOperation
from failmode.simulator.duo.errors import AccessForbiddenError
from failmode.simulator.http_api.operation import Operation

Handler = Callable[[AdminContext, AdminCall], Reply]
"""Answers a call, in one transaction of the database."""


@dataclass(frozen=True, slots=True)
class AdminEndpoint:
    """A call of the Admin API.

    Attributes:
        permission: what the integration must be allowed.
        handler: answers it.
        writes: whether that may change anything.
    """

    permission: Permission
    handler: Handler
    writes: bool

    def answer(self, cloud: DuoCloud, request: DuoRequest) -> Response:
        """See `DuoEndpoint`."""
        actor, params = cloud.authenticator.check(request, ADMIN, LISTS)
        context = AdminContext(cloud)
        with cloud.store.transaction(exclusive=self.writes):
            if self.permission not in context.permissions.of(actor.ikey):
                raise AccessForbiddenError
            reply = self.handler(context, AdminCall(actor, params, request.variables))
        body: dict[str, Any] = {"stat": "OK", "response": reply.response}
        if reply.metadata is not None:
            body["metadata"] = dict(reply.metadata)
        return Response(json.dumps(body).encode("ascii"), content_type=JSON_TYPE)

    def user(self, cloud: DuoCloud, request: DuoRequest) -> str | None:
        """See `DuoEndpoint`."""
        user_id = request.variables.get("user_id", "")
        user = cloud.users.find_by_id(user_id) if user_id and "\0" not in user_id else None
        return user.username if user else None


def _operation(method: str, path: str, permission: Permission, handler: Handler) -> DuoOperation:
    """Declare an operation, which is named by its method and path, not by the ids in the path."""
    endpoint = AdminEndpoint(permission, handler, writes=method != "GET")
    return Operation(method, path, f"{method} {path}", endpoint)


OPERATIONS: tuple[DuoOperation, ...] = (
    _operation("GET", "/admin/v1/users", Permission.READ_RESOURCE, users.list_users),
    _operation("POST", "/admin/v1/users", Permission.WRITE_RESOURCE, users.create_user),
    _operation("GET", "/admin/v1/users/{user_id}", Permission.READ_RESOURCE, users.get_user),
    _operation("POST", "/admin/v1/users/{user_id}", Permission.WRITE_RESOURCE, users.update_user),
    _operation("DELETE", "/admin/v1/users/{user_id}", Permission.WRITE_RESOURCE, users.delete_user),
    _operation(
        "GET", "/admin/v1/users/{user_id}/phones", Permission.READ_RESOURCE, users.list_user_phones
    ),
    _operation(
        "POST", "/admin/v1/users/{user_id}/phones", Permission.WRITE_RESOURCE, users.assign_phone
    ),
    _operation(
        "DELETE",
        "/admin/v1/users/{user_id}/phones/{phone_id}",
        Permission.WRITE_RESOURCE,
        users.unassign_phone,
    ),
    _operation(
        "GET", "/admin/v1/users/{user_id}/tokens", Permission.READ_RESOURCE, users.list_user_tokens
    ),
    _operation(
        "POST", "/admin/v1/users/{user_id}/tokens", Permission.WRITE_RESOURCE, users.assign_token
    ),
    _operation(
        "DELETE",
        "/admin/v1/users/{user_id}/tokens/{token_id}",
        Permission.WRITE_RESOURCE,
        users.unassign_token,
    ),
    _operation(
        "GET",
        "/admin/v1/users/{user_id}/bypass_codes",
        Permission.READ_RESOURCE,
        users.list_user_bypass_codes,
    ),
    _operation(
        "POST",
        "/admin/v1/users/{user_id}/bypass_codes",
        Permission.WRITE_RESOURCE,
        users.create_bypass_codes,
    ),
    _operation("GET", "/admin/v1/bypass_codes", Permission.READ_RESOURCE, users.list_bypass_codes),
    _operation(
        "GET",
        "/admin/v1/bypass_codes/{bypass_code_id}",
        Permission.READ_RESOURCE,
        users.get_bypass_code,
    ),
    _operation(
        "DELETE",
        "/admin/v1/bypass_codes/{bypass_code_id}",
        Permission.WRITE_RESOURCE,
        users.delete_bypass_code,
    ),
    _operation("GET", "/admin/v1/phones", Permission.READ_RESOURCE, devices.list_phones),
    _operation("POST", "/admin/v1/phones", Permission.WRITE_RESOURCE, devices.create_phone),
    _operation("GET", "/admin/v1/phones/{phone_id}", Permission.READ_RESOURCE, devices.get_phone),
    _operation(
        "POST", "/admin/v1/phones/{phone_id}", Permission.WRITE_RESOURCE, devices.update_phone
    ),
    _operation(
        "DELETE", "/admin/v1/phones/{phone_id}", Permission.WRITE_RESOURCE, devices.delete_phone
    ),
    _operation("GET", "/admin/v1/tokens", Permission.READ_RESOURCE, devices.list_tokens),
    _operation("POST", "/admin/v1/tokens", Permission.WRITE_RESOURCE, devices.create_token),
    _operation("GET", "/admin/v1/tokens/{token_id}", Permission.READ_RESOURCE, devices.get_token),
    _operation(
        "DELETE", "/admin/v1/tokens/{token_id}", Permission.WRITE_RESOURCE, devices.delete_token
    ),
    *(
        _operation(method, f"/admin/{version}/integrations{path}", Permission.INTEGRATIONS, handler)
        for version in ("v1", "v2", "v3")
        for method, path, handler in (
            ("GET", "", integrations.list_integrations),
            ("POST", "", integrations.create_integration),
            ("GET", "/{integration_key}", integrations.get_integration),
            ("POST", "/{integration_key}", integrations.update_integration),
            ("DELETE", "/{integration_key}", integrations.delete_integration),
        )
    ),
    _operation(
        "GET",
        "/admin/v1/integrations/{integration_key}/skey",
        Permission.INTEGRATIONS,
        integrations.get_secret_key,
    ),
    _operation(
        "GET", "/admin/v1/logs/authentication", Permission.READ_LOG, reports.authentication_log_v1
    ),
    _operation(
        "GET", "/admin/v2/logs/authentication", Permission.READ_LOG, reports.authentication_log_v2
    ),
    _operation(
        "GET", "/admin/v1/logs/administrator", Permission.READ_LOG, reports.administrator_log
    ),
    _operation("GET", "/admin/v1/info/summary", Permission.INFO, reports.summary),
    _operation(
        "GET",
        "/admin/v1/info/authentication_attempts",
        Permission.INFO,
        reports.authentication_attempts,
    ),
    _operation(
        "GET",
        "/admin/v1/info/user_authentication_attempts",
        Permission.INFO,
        reports.user_authentication_attempts,
    ),
)
"""Every operation of the Admin API."""
