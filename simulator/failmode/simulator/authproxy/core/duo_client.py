"""The proxy's own client to Duo: `/rest/v1/preauth` and `/rest/v1/auth`, signature version 1.

One connection a call; form bodies; no date is signed, so a wrong clock does no harm. Version 5.0.0
speaks HTTP/1.0; here it is HTTP/1.1 with `Connection: close`. A redirect is followed to any host,
also from HTTPS to plain HTTP, and body and `Authorization` header are repeated there: measured.
Through an HTTP proxy goes the first request alone; a redirect is followed without it: by reading.

Source: the Duo Authentication Proxy 5.0.0 (`lib/duo_async.py`, `lib/http.py`, `proxy.py`), and
`twisted/web/client.py` of https://github.com/twisted/twisted for redirects and timeouts.
"""

from __future__ import annotations

import functools
import ipaddress
import logging
import math
import platform
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from failmode.simulator.authproxy.assumptions import (
    ADDRESS_NOT_GIVEN,
    PLAIN_HTTP_REASON,
    PYTHON_VERSION_IN_USER_AGENT,
    REDIRECT_LIMIT,
)
from failmode.simulator.authproxy.cfg.sections.base import DuoApi
from failmode.simulator.authproxy.core.failmode_decision import (
    MAX_FACTOR_LENGTH,
    ApiExchange,
    ApiResponse,
    FactorTooLong,
    NetworkFailure,
    PrimaryOnly,
)
from failmode.simulator.duo.api.signature import Version, canonical_params, rfc2822, sign
from failmode.simulator.internal_failures import InternalFailures
from failmode.simulator.network import (
    Network,
    Response,
    Timeouts,
    Tunnel,
    Unreachable,
    UnreachableKind,
    call,
)
from failmode.terms import Failmode

AUTHPROXY_VERSION = "5.0.0"
"""The Authentication Proxy's version that is simulated."""

CONNECT_TIMEOUT_SECONDS = 30.0
"""How long a TCP connection may take without api_timeout."""

UNKNOWN_CLIENT_IP = "0.0.0.0"
"""`ipaddr` when the request does not name the user's machine."""

_HIDDEN = "xxxxxxxx"
"""Stands for the factor or passcode in the log."""

_NO_LOG = logging.Logger("no log", logging.CRITICAL + 1)  # noqa: LOG001 - nobody is to get at it

_REDIRECTS = (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.FOUND, HTTPStatus.SEE_OTHER)
_SENDABLE_PATH = re.compile(r"/[!-~]*")
_AFTER_CONNECTING = (
    UnreachableKind.TLS_TIMEOUT,
    UnreachableKind.READ_TIMEOUT,
)


def user_agent(section_names: tuple[str, ...]) -> str:
    """Return the User-Agent of a proxy with these sections."""
    sections = ",".join(sorted(set(section_names)))
    return (
        f"duoauthproxy/{AUTHPROXY_VERSION} "
        f"({platform.platform()}; Python{PYTHON_VERSION_IN_USER_AGENT}; {sections})"
    )


@dataclass(frozen=True, slots=True)
class DuoClient:
    """Calls Duo on behalf of one server section.

    Attributes:
        api: the integration.
        network: how names lead to Duo; None: as this machine's own resolver says, at api_port.
        agent: the User-Agent.
        connect_timeout: seconds for TCP when the section has no api_timeout.
        ca_file: PEM bundle that Duo's certificate must lead to where the integration names none;
            None: what the system trusts.
        failures: what broke inside the simulator, should its own servers answer.
        primary_only: whether the proxy runs in primary-only mode, so that Duo is never asked.
        logger: gets the lines of `authproxy.log`; what is sent stands there at level DEBUG alone.
    """

    api: DuoApi
    network: Network | None
    agent: str
    connect_timeout: float = CONNECT_TIMEOUT_SECONDS
    ca_file: Path | None = None
    failures: InternalFailures = field(default_factory=InternalFailures)
    primary_only: bool = False
    logger: logging.Logger = _NO_LOG

    def preauth(self, username: str, client_ip: str | None, failmode: Failmode) -> ApiExchange:
        """Ask what the user has to do, and tell Duo which failmode is set.

        Args:
            username: as received.
            client_ip: address of the user's machine as received, or None.
            failmode: the section's failmode.

        Raises:
            InternalFailureError: when the simulator failed, and not Duo.
        """
        return self._post(
            "/rest/v1/preauth",
            {
                "failmode": failmode.setting,
                "ipaddr": UNKNOWN_CLIENT_IP if client_ip is None else client_ip,
                "user": username,
            },
        )

    def auth(self, username: str, factor: str, client_ip: str | None) -> ApiExchange:
        """Have Duo authenticate the user; this takes as long as the user does.

        Args:
            username: as received.
            factor: a factor such as `push` or `phone2`, or a passcode.
            client_ip: address of the user's machine; left out when it is not an address.

        Raises:
            InternalFailureError: when the simulator failed, and not Duo.
        """
        if len(factor) > MAX_FACTOR_LENGTH:
            return FactorTooLong()
        ip = client_ip
        if ip is not None and not _is_address(ip):
            self.logger.info("Invalid single ip: %s.", ip)
            ip = None
        if ip is None:
            ip = UNKNOWN_CLIENT_IP
            self.logger.info(ADDRESS_NOT_GIVEN, ip)
        return self._post(
            "/rest/v1/auth", {"auto": factor, "factor": "auto", "ipaddr": ip, "user": username}
        )

    def ping(self, timeout_seconds: float) -> ApiExchange:
        """Ask whether Duo answers, and what time it is there.

        Args:
            timeout_seconds: for the whole call.

        Raises:
            InternalFailureError: when the simulator failed, and not Duo.
        """
        return self._get("/auth/v2/ping", {}, timeout_seconds)

    def check(self, timeout_seconds: float, now: float) -> ApiExchange:
        """Ask whether the integration's keys are right.

        Args:
            timeout_seconds: for the whole call.
            now: the time to sign, in seconds since the epoch.

        Raises:
            InternalFailureError: when the simulator failed, and not Duo.
        """
        path = "/auth/v2/check"
        headers = sign(
            Version.V2,
            method="GET",
            host=self.api.api_host,
            path=path,
            ikey=self.api.ikey,
            skey=self.api.skey,
            params={},
            date=rfc2822(now),
        )
        return self._get(path, headers, timeout_seconds)

    def _get(self, path: str, headers: Mapping[str, str], timeout_seconds: float) -> ApiExchange:
        host, port = self.api.api_host, self.api.api_port
        sent = {"User-Agent": self.agent, **headers}
        answer = self._send(
            _Request("GET", host, port, path, sent, b""), time.monotonic() + timeout_seconds
        )
        if isinstance(answer, NetworkFailure):
            return answer
        return ApiResponse(answer.status, answer.body)

    def _post(self, path: str, params: dict[str, str]) -> ApiExchange:
        if self.primary_only:
            return PrimaryOnly()
        self._log_post(path, params)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "User-Agent": self.agent,
            **sign(
                Version.V1,
                method="POST",
                host=self.api.api_host,
                path=path,
                ikey=self.api.ikey,
                skey=self.api.skey,
                params=params,
            ),
        }
        request = _Request(
            "POST",
            self.api.api_host,
            self.api.api_port,
            path,
            headers,
            canonical_params(tuple(params.items())).encode("ascii"),
        )
        end = time.monotonic() + self.api.api_timeout if self.api.api_timeout else None
        for _ in range(REDIRECT_LIMIT):
            answer = self._send(request, end)
            if isinstance(answer, NetworkFailure):
                return answer
            location = answer.header("Location")
            if answer.status not in _REDIRECTS or not location:
                return ApiResponse(answer.status, answer.body)
            followed = request.redirected(location, answer.status)
            if isinstance(followed, NetworkFailure):
                return followed
            request = followed
        return ApiResponse(HTTPStatus.FOUND, b"")

    def _log_post(self, path: str, params: Mapping[str, str]) -> None:
        sent = ""
        if self.logger.isEnabledFor(logging.DEBUG):
            masked = {name: _HIDDEN if name == "auto" else value for name, value in params.items()}
            sent = f": {canonical_params(tuple(masked.items()))}"
        api = self.api
        self.logger.info("http POST to https://%s:%s%s%s", api.api_host, api.api_port, path, sent)

    def _send(self, request: _Request, end: float | None) -> Response | NetworkFailure:
        if end is None:
            timeouts = Timeouts(connect=self.connect_timeout, handshake=math.inf)
        else:
            left = end - time.monotonic()
            if left <= 0:
                return NetworkFailure("api_timeout ran out", timed_out=True)
            timeouts = Timeouts(total=left)
        network = self.network
        tunnel = None
        if self.api.http_proxy is not None and not request.is_redirected:
            network = network or Network({}, failures=self.failures)
            tunnel = Tunnel(self.api.http_proxy, request.port, self.agent)
        elif network is None or _is_loopback(request.host):
            network = Network({request.host: (request.host, request.port)}, failures=self.failures)
        elif not request.tls:
            return NetworkFailure(PLAIN_HTTP_REASON.format(host=request.host))
        try:
            return call(
                network,
                request.method,
                request.host,
                request.path,
                headers=request.headers,
                body=request.body,
                timeouts=timeouts,
                ca_file=self.api.http_ca_certs_file or self.ca_file,
                plain_http_port=None if request.tls else request.port,
                tunnel=tunnel,
            )
        except Unreachable as failure:
            return NetworkFailure(str(failure), timed_out=failure.kind in _AFTER_CONNECTING)


@dataclass(frozen=True, slots=True)
class _Request:
    method: str
    host: str
    port: int
    path: str
    headers: dict[str, str]
    body: bytes
    tls: bool = True
    is_redirected: bool = False

    def redirected(self, location: str, status: int) -> _Request | NetworkFailure:
        """Return the request that follows a redirect: same headers and body, whatever the host."""
        try:
            url = urlsplit(location.strip())
            port = url.port
        except ValueError:
            return NetworkFailure(f"the Location {location!r} is not a URL")
        tls = self.tls if url.scheme == "" else url.scheme == "https"
        stays_on_host = url.hostname is None and tls is self.tls
        path = (url.path or "/") + (f"?{url.query}" if url.query else "")
        followable = url.scheme in ("", "http", "https") and (url.hostname or stays_on_host)
        if not followable or not _SENDABLE_PATH.fullmatch(path):
            return NetworkFailure(f"the Location {location!r} cannot be followed")
        return _Request(
            "GET" if status == HTTPStatus.SEE_OTHER else self.method,
            url.hostname or self.host,
            (port or (443 if tls else 80)) if url.hostname else self.port,
            path,
            self.headers,
            self.body,
            tls,
            is_redirected=True,
        )


@functools.lru_cache(maxsize=64)
def _is_loopback(host: str) -> bool:
    return _is_address(host) and ipaddress.ip_address(host).is_loopback


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
