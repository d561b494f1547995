"""How the proxy joins: a ping that tells Duo's time, then a signed request that changes to drpc.

Source: the published code of the Duo Authentication Proxy (`lib/duo_async.py`): the request, which
answers are understood, and what is said of the others.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

from failmode.simulator.authproxy.assumptions import IDLE_RPC_DEFAULT_SECONDS
from failmode.simulator.duo.api.drpc import Signer
from failmode.simulator.duo.api.signature import Digest, Version, rfc2822, sign
from failmode.simulator.errors import SimulatorError
from failmode.simulator.network import (
    Network,
    Response,
    Timeouts,
    Tunnel,
    UpgradedConnection,
    call,
    upgrade,
)

FATAL_CODES = (40102, 40103, 40112, 40113, 40401)
"""Duo's codes after which the product stops: wrong keys, keys that are over, no such proxy."""

_FORM = "application/x-www-form-urlencoded"
_UNDERSTOOD = (
    HTTPStatus.SWITCHING_PROTOCOLS,
    HTTPStatus.OK,
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.NOT_FOUND,
)


class JoinError(SimulatorError):
    """Duo was reached and did not take the proxy.

    Args:
        what: the product's words.
        code: Duo's code; None: none was read.
    """

    def __init__(self, what: str, code: int | None = None) -> None:
        super().__init__(what)
        self.code = code

    @property
    def is_fatal(self) -> bool:
        """Whether it is of no use to try again."""
        return self.code in FATAL_CODES


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinTarget:
    """Where the proxy joins, and as whom.

    Attributes:
        host: Duo's API host.
        port: its TCP port.
        ping_path: tells Duo's time.
        join_path: is joined.
        identity: integration key, or key of the proxy.
        secret: signs the request, and the messages that follow.
        digest: hash function of the request's signature.
        http_proxy: name or address, and port, of the HTTP proxy to reach Duo through; None: none.
        ca_file: PEM bundle that Duo's certificate must lead to; None: what the system trusts.
    """

    host: str
    port: int
    ping_path: str
    join_path: str
    identity: str
    secret: str = field(repr=False)
    digest: Digest
    http_proxy: tuple[str, int] | None
    ca_file: Path | None


@dataclass(frozen=True, slots=True)
class Joined:
    """A connection that Duo calls over.

    Attributes:
        connection: the connection.
        signer: signs the messages.
        compress_from: octets from which on an answer is compressed; None: never.
        idle_seconds: after so long without a call the proxy connects anew; None: never.
    """

    connection: UpgradedConnection
    signer: Signer
    compress_from: int | None
    idle_seconds: float | None


@dataclass(frozen=True, slots=True)
class Joiner:
    """Joins at Duo.

    Attributes:
        target: where, and as whom.
        network: how names lead to Duo; None: by this machine's own resolver.
        agent: the User-Agent.
        connect_seconds: how long TCP may take; an answer is waited for without end.
        now: this machine's time in seconds since the epoch.
        no_network: makes the network that knows one host alone.
    """

    target: JoinTarget
    network: Network | None
    agent: str
    connect_seconds: float
    now: Callable[[], float]
    no_network: Callable[[Mapping[str, tuple[str, int]]], Network]

    def join(self) -> Joined:
        """Ping and join.

        Raises:
            JoinError: when Duo does not take the proxy.
            Unreachable: when Duo cannot be reached.
            InternalFailureError: when the simulator failed, and not Duo.
        """
        offset = self._time_offset()
        target = self.target
        headers = {
            "User-Agent": self.agent,
            **sign(
                Version.V2,
                method="POST",
                host=target.host,
                path=target.join_path,
                ikey=target.identity,
                skey=target.secret,
                date=rfc2822(self.now() + offset),
                digest=target.digest,
            ),
            "Content-Type": _FORM,
        }
        answered = upgrade(
            self._network(),
            "POST",
            target.host,
            target.join_path,
            protocol="drpc",
            headers=headers,
            timeouts=self._timeouts,
            ca_file=target.ca_file,
            tunnel=self._tunnel(),
        )
        if isinstance(answered, Response):
            _read(answered.status, answered.body)
            raise JoinError(f"Unexpected HTTP status {answered.status}. Error message: no drpc")
        try:
            response = _read(answered.response.status, answered.response.body)
        except JoinError:
            answered.close()
            raise
        time = response.get("time")
        if isinstance(time, int | float) and time:
            offset = time - int(self.now())
        return Joined(
            answered,
            Signer(target.secret.encode(), lambda: self.now() + offset),
            _number(response.get("auto_zlib_min_length")),
            _number(response.get("idle_rpc_timeout", IDLE_RPC_DEFAULT_SECONDS)),
        )

    def _time_offset(self) -> float:
        start = int(self.now())
        target = self.target
        answer = call(
            self._network(),
            "GET",
            target.host,
            target.ping_path,
            headers={"User-Agent": self.agent},
            timeouts=self._timeouts,
            ca_file=target.ca_file,
            tunnel=self._tunnel(),
        )
        time = _ping(answer).get("time")
        if not isinstance(time, int | float) or not time:
            raise JoinError("Malformed API Response - invalid or missing 'time'")
        return time - start

    @property
    def _timeouts(self) -> Timeouts:
        return Timeouts(connect=self.connect_seconds, handshake=math.inf)

    def _network(self) -> Network:
        target = self.target
        if self.network is not None:
            return self.network
        return self.no_network({target.host: (target.host, target.port)})

    def _tunnel(self) -> Tunnel | None:
        target = self.target
        if target.http_proxy is None:
            return None
        return Tunnel(target.http_proxy, target.port, self.agent)


def _ping(answer: Response) -> Mapping[str, Any]:
    body = _object(answer.body)
    if body is None:
        raise JoinError(
            f"Invalid Remote API Response: {answer.body!r:.80}"
            if answer.status == HTTPStatus.OK
            else f"API request failed: HTTP Error {answer.status}"
        )
    response = body.get("response")
    if body.get("stat") != "OK":
        code = body.get("code")
        raise JoinError(f"{code}: {body.get('message')}", code if isinstance(code, int) else None)
    if not isinstance(response, dict):
        raise JoinError("Malformed API Response")
    return response


def _read(status: int, body: bytes) -> Mapping[str, Any]:
    """Return the `response` of an answer to a join."""
    found = _object(body)
    if status not in _UNDERSTOOD:
        raise JoinError(_unexpected(status, found or {}))
    if found is None:
        raise JoinError("Malformed HTTP response")
    code = found.get("code")
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND):
        raise JoinError(_unexpected(status, found), code if isinstance(code, int) else None)
    if found.get("stat") != "OK":
        raise JoinError("Failed HTTP response")
    response = found.get("response")
    if not isinstance(response, dict):
        raise JoinError("Malformed HTTP response")
    if response.get("call_message_type") != 0:
        raise JoinError("Unknown protocol version")
    if response.get("not_upgraded") == "rotate":
        raise JoinError("Duo asks for new keys (/drpc/v1/rotate), which is not simulated")
    return response


def _unexpected(status: int, body: Mapping[str, Any]) -> str:
    message = body.get("message", "Error not available")
    return f"Unexpected HTTP status {status}. Error message: {message}"


def _object(body: bytes) -> Mapping[str, Any] | None:
    try:
        found = json.loads(body)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None
