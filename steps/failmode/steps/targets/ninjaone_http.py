"""HTTP for the adapters: every exchange is kept for the failure report, secrets masked."""

from __future__ import annotations

import json
import re
import ssl
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import httpx

from failmode.steps.errors import Refused, TargetError
from failmode.terms import MASK

Json = dict[str, object] | list[object] | str | int | float | bool | None

_MASKED_KEYS = (
    "client_secret|access_token|refresh_token|authorization|password|passcode|skey|secret|token"
)
_IN_JSON = re.compile(rf'("(?:{_MASKED_KEYS})"\s*:\s*)"[^"]*"', re.IGNORECASE)
_IN_FORM = re.compile(rf"\b((?:{_MASKED_KEYS})=)[^&\s]+", re.IGNORECASE)
_MAX_BODY_CHARACTERS = 2000


def mask(text: str) -> str:
    """Replace the values of secret keys, in JSON and in forms."""
    return _IN_FORM.sub(rf"\1{MASK}", _IN_JSON.sub(rf'\1"{MASK}"', text))


def _printable(content: bytes) -> str:
    text = mask(content.decode("utf-8", "replace"))
    if len(text) > _MAX_BODY_CHARACTERS:
        return f"{text[:_MAX_BODY_CHARACTERS]}... ({len(content)} bytes)"
    return text


class NinjaOneHttp:
    """NinjaOne's API over HTTPS with client credentials; a live tenant or the simulator.

    Args:
        base_url: for example `https://eu.ninjarmm.com`.
        client_id, client_secret: of an API application (client credentials).
        scope: OAuth scopes, separated by spaces.
        ca_file: CA that signed the server's certificate; None: the machine's own store.
        timeout_seconds: for each wait on the network.
        target: name of the target, for messages.
    """

    def __init__(
        self,
        base_url: str,
        client_id: str,
        client_secret: str,
        *,
        scope: str,
        ca_file: Path | None,
        timeout_seconds: float,
        target: str,
    ) -> None:
        self._credentials = {"client_id": client_id, "client_secret": client_secret}
        self._scope = scope
        self._target = target
        self._token: str | None = None
        self._token_until = 0.0
        self._exchanges: list[str] = []
        verify = ssl.create_default_context(cafile=ca_file) if ca_file else True
        self._client = httpx.Client(base_url=base_url, verify=verify, timeout=timeout_seconds)

    def authenticate(self) -> None:
        """Get an access token now, so that wrong credentials show before anything runs.

        Raises:
            TargetError: when none is given.
        """
        self._access_token()

    def texts(self) -> Sequence[str]:
        """Give the exchanges so far, one text each, secrets masked."""
        return tuple(self._exchanges)

    def forget(self) -> None:
        """Drop the exchanges so far."""
        self._exchanges.clear()

    def drop_token(self) -> None:
        """Ask for a new access token before the next request."""
        self._token = None

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def get(self, path: str, params: Mapping[str, str | int] | None = None) -> Json:
        """GET a JSON answer; raises `Refused` for any status but 200."""
        response = self._request("GET", path, params=dict(params or {}))
        if response.status_code != httpx.codes.OK:
            raise Refused(_refusal(response))
        return _parsed(response)

    def send(self, method: str, path: str, body: Json) -> Json:
        """Send JSON; raises `Refused` for any status that is not a success."""
        response = self._request(method, path, json=body)
        if not response.is_success:
            raise Refused(_refusal(response))
        return _parsed(response) if response.content else None

    def _request(self, method: str, path: str, **arguments: object) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self._access_token()}"}
        return self._exchange(
            self._client.build_request(method, path, headers=headers, **arguments)  # type: ignore[arg-type]  # json= or params=
        )

    def _access_token(self) -> str:
        if self._token is None or time.monotonic() > self._token_until:
            response = self._exchange(
                self._client.build_request(
                    "POST",
                    "/ws/oauth/token",
                    data={
                        "grant_type": "client_credentials",
                        **self._credentials,
                        "scope": self._scope,
                    },
                )
            )
            answer = _parsed(response) if response.is_success else None
            token = answer.get("access_token") if isinstance(answer, dict) else None
            if not isinstance(token, str):
                raise TargetError(
                    f"target {self._target!r}: no access token from {response.request.url}: "
                    f"{_refusal(response)}",
                    "Check the region's URL, the client id and secret, and the scopes",
                )
            lifetime = answer.get("expires_in") if isinstance(answer, dict) else None
            self._token = token
            self._token_until = time.monotonic() + (
                lifetime - 60 if isinstance(lifetime, int | float) else 600
            )
        return self._token

    def _exchange(self, request: httpx.Request) -> httpx.Response:
        text = f"{request.method} {request.url.path}"
        if request.url.query:
            text += f"?{mask(request.url.query.decode())}"
        if request.content:
            text += f"\n  sent: {_printable(request.content)}"
        try:
            response = self._client.send(request)
        except httpx.HTTPError as error:
            self._exchanges.append(f"{text}\n  no answer: {error}")
            raise TargetError(
                f"target {self._target!r}: {request.url} cannot be reached: {error}",
                "Check the URL, the network and the CA file",
            ) from error
        self._exchanges.append(
            f"{text}\n  answer: {response.status_code} {_printable(response.content)}".rstrip()
        )
        return response


def _refusal(response: httpx.Response) -> str:
    return f"HTTP {response.status_code} {_printable(response.content)}".rstrip()


def _parsed(response: httpx.Response) -> Json:
    try:
        return json.loads(response.content)  # type: ignore[no-any-return]  # any JSON is Json
    except ValueError:
        raise Refused(f"an answer that is not JSON: {_refusal(response)}") from None
