"""What stands behind an operation of NinjaOne's API, and how such an operation is declared.

Public operations stand under `/v2`, as in NinjaOne's OpenAPI document, and under `/api/v2`, which
its staff's scripts call.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from failmode.simulator.edge.http.messages import DEFAULT_BODY_BYTES
from failmode.simulator.http_api.operation import Operation, openapi_path
from failmode.simulator.ninjaone import errors, oauth
from failmode.simulator.ninjaone.enums import OAuthScope
from failmode.simulator.ninjaone.request import ApiRequest
from failmode.simulator.ninjaone.tenant import NinjaOneTenant
from failmode.simulator.ninjaone.transaction import Transaction

JsonValue = dict[str, Any] | list[Any] | None
"""The body of an answer; None for an answer without one (status 204)."""

Handler = Callable[[Transaction, ApiRequest], JsonValue]
"""Answers a request within its transaction."""


class NinjaOneEndpoint(Protocol):
    """What answers the requests for one operation."""

    def answer(self, tenant: NinjaOneTenant, request: ApiRequest) -> JsonValue:
        """Return the answer's body.

        Raises:
            NinjaOneError: when the request is refused.
        """


NinjaOneOperation = Operation[NinjaOneEndpoint]

VALUES_BODY_BYTES = 2 * 1024 * 1024
"""Bytes of a body at most that sets values of fields.

NinjaOne's own limit is not known. Its PowerShell function refuses values from 200,000 characters
on, which JSON may escape as six bytes each.
"""


@dataclass(frozen=True, slots=True)
class TransactionalEndpoint:
    """An endpoint that works in one transaction.

    Attributes:
        handler: does the work.
        changes: whether it may change rows.
        scope: the OAuth scope that it needs; None where it has another kind of authorization.
    """

    handler: Handler
    changes: bool = False
    scope: OAuthScope | None = None

    def answer(self, tenant: NinjaOneTenant, request: ApiRequest) -> JsonValue:
        """See `NinjaOneEndpoint`."""

        def work(tx: Transaction) -> JsonValue:
            if self.scope is not None:
                oauth.authorize(tx, request.authorization, self.scope)
            return self.handler(tx, request)

        return tenant.write(work) if self.changes else tenant.read(work)


class UnsimulatedEndpoint:
    """An endpoint that this simulator does not have, and says so."""

    def answer(self, tenant: NinjaOneTenant, request: ApiRequest) -> JsonValue:
        """See `NinjaOneEndpoint`."""
        del tenant
        raise errors.NotSimulatedError(f"{request.method} {request.path}")


def read_operation(path: str, name: str, handler: Handler) -> NinjaOneOperation:
    """Declare a public operation that only reads: GET, with the scope `monitoring`.

    Args:
        path: the path template behind `/v2`.
        name: the operation's name.
        handler: answers it.
    """
    endpoint = TransactionalEndpoint(handler, scope=OAuthScope.MONITORING)
    return _public("GET", path, name, endpoint)


def write_operation(
    method: str, path: str, name: str, handler: Handler, *, body_bytes: int = DEFAULT_BODY_BYTES
) -> NinjaOneOperation:
    """Declare a public operation that changes rows, with the scope `management`.

    Args:
        method: HTTP method.
        path: the path template behind `/v2`.
        name: the operation's name.
        handler: answers it.
        body_bytes: bytes of body at most.
    """
    endpoint = TransactionalEndpoint(handler, changes=True, scope=OAuthScope.MANAGEMENT)
    return _public(method, path, name, endpoint, body_bytes)


def unsimulated_operation(method: str, path: str, *aliases: str) -> NinjaOneOperation:
    """Declare an operation of NinjaOne's OpenAPI document that is refused by name.

    Args:
        method: HTTP method.
        path: the whole path template.
        aliases: further paths under which it stands.
    """
    name = f"not-simulated {method} {openapi_path(path)}"
    return Operation(method, path, name, UnsimulatedEndpoint(), aliases)


def _public(
    method: str,
    path: str,
    name: str,
    endpoint: NinjaOneEndpoint,
    body_bytes: int = DEFAULT_BODY_BYTES,
) -> NinjaOneOperation:
    aliases = (f"/api/v2{path}",)
    return Operation(method, f"/v2{path}", name, endpoint, aliases, body_bytes=body_bytes)
