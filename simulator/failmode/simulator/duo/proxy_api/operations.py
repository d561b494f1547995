"""The operations by which Authentication Proxies join, and what follows the answer 101.

Source: the published code of the Duo Authentication Proxy (`lib/duo_async.py`, `modules/cloud.py`,
`modules/sso.py`): paths, signatures, the answers that it understands, and the codes that stop it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from wsgiref.types import WSGIApplication, WSGIEnvironment

from werkzeug.datastructures import Headers
from werkzeug.wrappers import Response

from failmode.simulator.duo.api.access import Access
from failmode.simulator.duo.api.drpc import Signer
from failmode.simulator.duo.api.envelope import answer, success
from failmode.simulator.duo.api.params import JSON_TYPE
from failmode.simulator.duo.api.request import DuoRequest
from failmode.simulator.duo.api.signature import Version, credentials, verify
from failmode.simulator.duo.cloud import DuoCloud
from failmode.simulator.duo.directory.integration_types import Api
from failmode.simulator.duo.endpoint import DuoOperation
from failmode.simulator.duo.errors import InvalidRequestParametersError, ResourceNotFoundError
from failmode.simulator.duo.proxies.assumptions import (
    COMPRESSED_FROM,
    IDLE_RPC_SECONDS,
    JOIN_STATUS,
)
from failmode.simulator.duo.proxies.connections import JoinedProxy, ProxyService
from failmode.simulator.edge.http.messages import Request
from failmode.simulator.edge.net.stream import UpgradedStream
from failmode.simulator.http_api.operation import Operation

JOIN_SYNC = "/auth/v2/proxy_join"
JOIN_SSO = "/drpc/v1/join"
PING_SSO = "/drpc/v1/ping"

PATHS = (JOIN_SYNC, JOIN_SSO, PING_SSO)
"""Paths whose requests the process of the edge answers itself, since it keeps the connections."""

_SIGNED = frozenset({Version.V2})
_SYNC = Access(_SIGNED, Api.AUTH)
_ADMIN_SYNC = Access(_SIGNED, Api.ADMIN)


class _Switching(Response):
    """An answer 101 with a body, which the proxy reads by its length; HTTP knows no such thing."""

    def __init__(self, body: bytes) -> None:
        super().__init__(
            body,
            JOIN_STATUS,
            {"Upgrade": "drpc", "Connection": "upgrade"},
            content_type=JSON_TYPE,
        )
        self._body = body

    def get_wsgi_headers(self, environ: WSGIEnvironment) -> Headers:
        """Give the headers, with the length of the body."""
        headers = super().get_wsgi_headers(environ)
        headers["Content-Length"] = str(len(self._body))
        return headers

    def get_app_iter(self, environ: WSGIEnvironment) -> Iterable[bytes]:
        """Give the body."""
        del environ
        return [self._body]


@dataclass(frozen=True, slots=True)
class ProxyEndpoint:
    """A call that an Authentication Proxy makes; it is about no user.

    Attributes:
        handler: answers it.
    """

    handler: Callable[[DuoCloud, DuoRequest], WSGIApplication]

    def answer(self, cloud: DuoCloud, request: DuoRequest) -> WSGIApplication:
        """See `DuoEndpoint`."""
        return self.handler(cloud, request)

    def user(self, cloud: DuoCloud, request: DuoRequest) -> str | None:
        """See `DuoEndpoint`."""
        del cloud, request
        return None


def _ping(cloud: DuoCloud, request: DuoRequest) -> WSGIApplication:
    return answer({"time": int(cloud.clock.now())}, request.path)


def _join_sync(cloud: DuoCloud, request: DuoRequest) -> Response:
    ikey = request.credentials.ikey
    found = cloud.integrations.find(ikey)
    is_admin = found is not None and found.type.api is Api.ADMIN
    cloud.authenticator.check(request, _ADMIN_SYNC if is_admin else _SYNC)
    return _joined(cloud, request)


def _join_sso(cloud: DuoCloud, request: DuoRequest) -> Response:
    given = request.credentials
    proxy = cloud.authentication_proxies.find(given.ikey)
    if proxy is None:
        raise ResourceNotFoundError
    verify(
        request.signed(),
        given.signature,
        proxy.signing_skey,
        now=cloud.clock.now(),
        window=cloud.settings.current.clock_window_seconds,
        accepted=_SIGNED,
    )
    return _joined(cloud, request)


def _joined(cloud: DuoCloud, request: DuoRequest) -> Response:
    if request.upgrade.lower() != "drpc":
        raise InvalidRequestParametersError("upgrade")
    body = success(
        {
            "call_message_type": 0,
            "time": int(cloud.clock.now()),
            "auto_zlib_min_length": COMPRESSED_FROM,
            "idle_rpc_timeout": IDLE_RPC_SECONDS,
        }
    )
    return _Switching(body)


def upgrade(cloud: DuoCloud) -> Callable[[Request, UpgradedStream], Awaitable[None]]:
    """Return what goes on with the connection of a proxy that has joined a cloud."""

    async def go_on(request: Request, stream: UpgradedStream) -> None:
        # It asks the database, which must not hold up the loop.
        joined = await asyncio.to_thread(_who_joined, cloud, request)
        if joined is not None:
            await cloud.proxies.serve(joined, stream)

    return go_on


def _who_joined(cloud: DuoCloud, request: Request) -> JoinedProxy | None:
    """Return who sends a join that was answered well; None when he was forgotten meanwhile."""
    ikey = credentials(request.header("authorization")).ikey
    secret: str | None
    if request.raw_path == JOIN_SSO:
        proxy = cloud.authentication_proxies.find(ikey)
        service = ProxyService.SINGLE_SIGN_ON
        secret = None if proxy is None else proxy.signing_skey
    else:
        integration = cloud.integrations.find(ikey)
        service = ProxyService.DIRECTORY_SYNC
        secret = None if integration is None else integration.skey
    if secret is None:
        return None
    return JoinedProxy(service, ikey, Signer(secret.encode(), cloud.clock.now))


OPERATIONS: tuple[DuoOperation, ...] = (
    Operation("POST", JOIN_SYNC, "proxy-join", ProxyEndpoint(_join_sync)),
    Operation("GET", PING_SSO, "sso-ping", ProxyEndpoint(_ping)),
    Operation("POST", JOIN_SSO, "sso-join", ProxyEndpoint(_join_sso)),
)
"""Every operation by which proxies join."""
