"""How the operations of the Admin API are answered, and how they are declared."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from failmode.simulator.duo.admin.context import AdminCall, AdminContext, Reply
from failmode.simulator.duo.admin.query import DOCUMENTS, LISTS
from failmode.simulator.duo.admin.words import CallKind, Permission
from failmode.simulator.duo.api.access import ADMIN
from failmode.simulator.duo.api.params import JSON_TYPE, Params
from failmode.simulator.duo.api.request import DuoRequest
from failmode.simulator.duo.cloud import DuoCloud
from failmode.simulator.duo.endpoint import DuoOperation
from failmode.simulator.duo.errors import AccessForbiddenError
from failmode.simulator.http_api.operation import Operation
from failmode.simulator.http_api.whole_answer import WholeAnswer

Handler = Callable[[AdminContext, AdminCall], Reply]
"""Answers a call, in one transaction of the database."""


@dataclass(frozen=True, slots=True)
class AdminEndpoint:
    """A call of the Admin API.

    Attributes:
        permissions: of what the integration must be allowed one.
        handler: answers it.
        kind: which limit it counts against; None: none that is known.
        writes: whether it may change anything.
    """

    permissions: tuple[Permission, ...]
    handler: Handler
    kind: CallKind | None
    writes: bool

    def answer(self, cloud: DuoCloud, request: DuoRequest) -> WholeAnswer:
        """See `DuoEndpoint`."""
        actor, params = cloud.authenticator.check(request, ADMIN, LISTS, DOCUMENTS)
        context = AdminContext(cloud)
        kind = _limited_kind(self.kind, params)
        if kind is not None:
            context.call_limits.count(actor, kind, cloud.clock.now())
        cloud.lockouts.release_due()
        with cloud.store.transaction(exclusive=self.writes):
            if context.permissions.of(actor.ikey).isdisjoint(self.permissions):
                raise AccessForbiddenError
            reply = self.handler(context, AdminCall(actor, params, request.variables))
        body: dict[str, Any] = {"stat": "OK", "response": reply.response}
        if reply.metadata is not None:
            body["metadata"] = dict(reply.metadata)
        return WholeAnswer(json.dumps(body).encode("ascii"), JSON_TYPE)

    def user(self, cloud: DuoCloud, request: DuoRequest) -> str | None:
        """See `DuoEndpoint`."""
        user_id = request.variables.get("user_id", "")
        user = cloud.users.find_by_id(user_id) if user_id and "\0" not in user_id else None
        return user.username if user else None


def _limited_kind(kind: CallKind | None, params: Params) -> CallKind | None:
    if kind is CallKind.PAGE and "limit" not in params and "offset" not in params:
        return CallKind.UNPAGED
    return kind


Needed = Permission | tuple[Permission, ...]
"""The permission that a call needs, or those of which it needs one."""


def listing(path: str, permission: Needed, handler: Handler) -> DuoOperation:
    """Declare a call that answers a page of a list."""
    return _operation("GET", path, permission, handler, CallKind.PAGE)


def reading(
    path: str,
    permission: Needed,
    handler: Handler,
    kind: CallKind | None = CallKind.OBJECT,
) -> DuoOperation:
    """Declare a call that answers one object, or a log, which has a limit of its own."""
    return _operation("GET", path, permission, handler, kind)


def changing(method: str, path: str, permission: Needed, handler: Handler) -> DuoOperation:
    """Declare a call that changes something."""
    return _operation(method, path, permission, handler, CallKind.CHANGE)


def _operation(
    method: str, path: str, permission: Needed, handler: Handler, kind: CallKind | None
) -> DuoOperation:
    """Declare an operation, which is named by its method and path, not by the ids in the path."""
    needed = (permission,) if isinstance(permission, Permission) else permission
    endpoint = AdminEndpoint(needed, handler, kind, writes=method != "GET")
    summary = handler.__name__.replace("_", " ").capitalize()
    return Operation(method, path, f"{method} {path}", endpoint, summary=summary)
