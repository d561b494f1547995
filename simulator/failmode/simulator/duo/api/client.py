"""A client of Duo's signed APIs, which asks as somebody else's program would."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlencode

from failmode.simulator.duo.api.params import JSON_TYPE, encode_json
from failmode.simulator.duo.api.signature import Version, rfc2822, sign
from failmode.simulator.network import Network, Timeouts, call

_TIMEOUTS = Timeouts(connect=5.0, read=5.0, total=10.0)


@dataclass(frozen=True, slots=True)
class SignedAnswer:
    """An answer.

    Attributes:
        status: of HTTP.
        text: the body.
    """

    status: int
    text: str

    @property
    def envelope(self) -> Mapping[str, Any]:
        """The body's JSON object; empty when it is none."""
        try:
            found = json.loads(self.text)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


class SignedCaller(Protocol):
    """Makes signed calls."""

    def call(self, method: str, path: str, params: Mapping[str, str]) -> SignedAnswer:
        """Make one call; see `SignedClient`."""
        ...


@dataclass(frozen=True, slots=True)
class SignedClient:
    """Makes calls with the signature of version 5.

    Attributes:
        network: what resolves the hostname.
        host: API hostname.
        ikey: integration key.
        skey: its secret key.
        now: the time that is signed, in seconds since the epoch.
        ca_file: the authority that is trusted; None for those of the operating system.
    """

    network: Network
    host: str
    ikey: str
    skey: str
    now: Callable[[], float]
    ca_file: Path | None

    def call(self, method: str, path: str, params: Mapping[str, str]) -> SignedAnswer:
        """Make one call.

        Args:
            method: `GET`, with the parameters in the query, or `POST`, with them as JSON.
            path: of the call, such as `/auth/v2/preauth`.
            params: its parameters.

        Raises:
            Unreachable: when the API cannot be reached.
        """
        request = signed_request(
            method, self.host, path, params, ikey=self.ikey, skey=self.skey, now=self.now()
        )
        answer = call(
            self.network,
            method,
            self.host,
            request.target,
            headers=request.headers,
            body=request.body,
            timeouts=_TIMEOUTS,
            ca_file=self.ca_file,
        )
        return SignedAnswer(answer.status, answer.body.decode("utf-8", "replace"))


@dataclass(frozen=True, slots=True)
class PreparedRequest:
    """A signed request: path with query, headers, and the body."""

    target: str
    headers: Mapping[str, str]
    body: bytes


def signed_request(
    method: str,
    host: str,
    path: str,
    params: Mapping[str, str],
    *,
    ikey: str,
    skey: str,
    now: float,
) -> PreparedRequest:
    """Return a request with the signature of version 5.

    Args:
        method: `POST` with the parameters as JSON, any other with them in the query.
        host: API hostname.
        path: of the call.
        params: its parameters.
        ikey: integration key.
        skey: secret key.
        now: the time that is signed, in seconds since the epoch.
    """
    posted = method == "POST"
    body = encode_json(params) if posted else b""
    headers = sign(
        Version.V5,
        method=method,
        host=host,
        path=path,
        ikey=ikey,
        skey=skey,
        params={} if posted else params,
        date=rfc2822(now),
        body=body,
    )
    if posted:
        return PreparedRequest(path, {**headers, "Content-Type": JSON_TYPE}, body)
    return PreparedRequest(f"{path}?{urlencode(params)}", headers, body)
