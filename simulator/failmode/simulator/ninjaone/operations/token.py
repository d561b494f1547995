"""The token endpoint."""

from __future__ import annotations

from failmode.simulator.http_api.operation import Operation
from failmode.simulator.ninjaone import oauth
from failmode.simulator.ninjaone.operation import (
    JsonValue,
    NinjaOneOperation,
    TransactionalEndpoint,
)
from failmode.simulator.ninjaone.request import ApiRequest
from failmode.simulator.ninjaone.serialization import grant_json
from failmode.simulator.ninjaone.transaction import Transaction


def _grant(tx: Transaction, request: ApiRequest) -> JsonValue:
    return grant_json(oauth.grant(tx, request.form))


OPERATIONS: tuple[NinjaOneOperation, ...] = (
    Operation(
        "POST",
        "/ws/oauth/token",
        "oauth-token",
        TransactionalEndpoint(_grant, changes=True),
        aliases=("/oauth/token",),
    ),
)
