"""How the Auth API's operations are answered, and whom they are about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from failmode.simulator.duo.api.access import Access
from failmode.simulator.duo.api.envelope import Json, answer
from failmode.simulator.duo.api.params import Params
from failmode.simulator.duo.api.request import DuoRequest
from failmode.simulator.duo.auth_api.logo import MEDIA_TYPE, logo
from failmode.simulator.duo.cloud import DuoCloud
from failmode.simulator.duo.directory.records import Integration
from failmode.simulator.duo.endpoint import directory_name
from failmode.simulator.duo.errors import MissingCredentialsError
from failmode.simulator.http_api.whole_answer import WholeAnswer

Handler = Callable[[DuoCloud, Integration, Params], Json]
"""Answers a signed request: integration and parameters in, `response` out."""


class _AuthApiEndpoint:
    def user(self, cloud: DuoCloud, request: DuoRequest) -> str | None:
        """See `DuoEndpoint`."""
        fields = request.readable_fields
        sent = fields.get("username") or fields.get("user")
        if sent:
            try:
                ikey = request.credentials.ikey
            except MissingCredentialsError:
                return sent
            return directory_name(cloud, ikey, sent)
        if user_id := fields.get("user_id"):
            user = cloud.users.find_by_id(user_id)
            return user.username if user else None
        txid = fields.get("txid")
        return cloud.transactions.user_of(txid) if txid else None


@dataclass(frozen=True, slots=True)
class SignedEndpoint(_AuthApiEndpoint):
    """A call that must be signed.

    Attributes:
        handler: answers it.
        access: how it must be signed, and by whom.
    """

    handler: Handler
    access: Access

    def answer(self, cloud: DuoCloud, request: DuoRequest) -> WholeAnswer:
        """See `DuoEndpoint`."""
        integration, params = cloud.authenticator.check(request, self.access)
        return answer(self.handler(cloud, integration, params), request.path)


@dataclass(frozen=True, slots=True)
class PingEndpoint(_AuthApiEndpoint):
    """A call that nobody need sign, by which clients see whether Duo is there.

    Attributes:
        pong: says what it answers.
    """

    pong: Callable[[DuoCloud], Json]

    def answer(self, cloud: DuoCloud, request: DuoRequest) -> WholeAnswer:
        """See `DuoEndpoint`."""
        return answer(self.pong(cloud), request.path)


@dataclass(frozen=True, slots=True)
class LogoEndpoint(_AuthApiEndpoint):
    """A signed call that answers the customer's logo.

    Attributes:
        access: how it must be signed, and by whom.
    """

    access: Access

    def answer(self, cloud: DuoCloud, request: DuoRequest) -> WholeAnswer:
        """See `DuoEndpoint`."""
        cloud.authenticator.check(request, self.access)
        return WholeAnswer(logo(), MEDIA_TYPE)
