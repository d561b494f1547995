"""HTTP for the adapters: NinjaOne's own answers and nothing else, secrets masked in what is kept.

What stands between a client and NinjaOne answers too: a gateway that is unwell, a page that asks
for patience with status 200, a captive portal. None of that is an answer of the tenant, so that it
is repeated within limits and then told as an unreachable target.
"""

from __future__ import annotations

import json
import socket
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import httpx

from failmode.steps.errors import Refused, TargetError
from failmode.steps.targets.masking import Masking
from failmode.steps.targets.retry import RetryPolicy

Json = dict[str, object] | list[object] | str | int | float | bool | None

_LONGEST_BODY = 2000
_LONGEST_REFUSAL = 200
_RENEWED_BEFORE_END_SECONDS = 60.0
_USUAL_LIFE_SECONDS = 600.0
_PERMISSION_DENIED = "permission_denied"


@dataclass(frozen=True, slots=True)
class _Trouble:
    """Why there is no answer of NinjaOne's.

    Attributes:
        what: in words.
        retry_after: the header of that name.
        is_lasting: whether it is no use to ask again.
        was_refused: whether the request was turned away, so that even a write may be repeated.
    """

    what: str
    retry_after: str | None = None
    is_lasting: bool = False
    was_refused: bool = False


@dataclass(frozen=True, slots=True)
class HttpSession:
    """What a client knows beside how to reach NinjaOne; nothing, before its first request.

    Attributes:
        token: the access token; None before one was asked for.
        token_until: until when it is used, in monotonic seconds.
        exchanges: what went over the wire, one text each, secrets masked.
    """

    token: str | None = None
    token_until: float = 0.0
    exchanges: tuple[str, ...] = ()


class NinjaOneHttp:
    """NinjaOne's API over HTTPS with client credentials; a live tenant or the simulator.

    Args:
        base_url: for example `https://eu.ninjarmm.com`.
        client_id, client_secret: of an API application (client credentials).
        scope: OAuth scopes, separated by spaces.
        ca_file: CA that signed the server's certificate; None: the machine's own store.
        timeout_seconds: for each wait on the network.
        target: name of the target, for messages.
        retry_policy: how often a request is repeated, and after how long.

    Raises:
        TargetError: when the address is no URL, or the CA file holds no certificate.
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
        retry_policy: RetryPolicy | None = None,
    ) -> None:
        self._credentials = {"client_id": client_id, "client_secret": client_secret}
        self._masking = Masking(client_secret)
        self._scope = scope
        self._where = f"target {target!r}"
        self._retries = retry_policy or RetryPolicy()
        self._timeout_seconds = timeout_seconds
        self._token: str | None = None
        self._token_until = 0.0
        self._exchanges: list[str] = []
        try:
            verify = ssl.create_default_context(cafile=ca_file) if ca_file else True
            self._client = httpx.Client(base_url=base_url, verify=verify, timeout=timeout_seconds)
        except httpx.InvalidURL as error:
            raise TargetError(
                f"{self._where}: {base_url!r} is no URL: {error}",
                "Write it as https://eu.ninjarmm.com",
            ) from error
        except ssl.SSLError as error:
            raise TargetError(
                f"{self._where}: {ca_file} holds no certificate: {error.reason}",
                "Name a PEM file with ca_file",
            ) from error

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

    def session(self) -> HttpSession:
        """Give what the client knows now, to go on from it with `resume`."""
        return HttpSession(self._token, self._token_until, tuple(self._exchanges))

    def resume(self, session: HttpSession) -> None:
        """Go on from what the client knew at another time; connections stay as they are."""
        self._token, self._token_until = session.token, session.token_until
        self._exchanges = list(session.exchanges)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def get(self, path: str, params: Mapping[str, str | int] | None = None) -> Json:
        """GET a JSON answer.

        Raises:
            Refused: when NinjaOne refuses.
            TargetError: when it cannot be reached, or something else answers.
        """
        response = self._request("GET", path, may_repeat=True, params=dict(params or {}))
        if response.status_code != httpx.codes.OK:
            raise Refused(self._refusal(response), status=response.status_code)
        return _parsed(response)

    def send(self, method: str, path: str, body: Json) -> Json:
        """Send JSON; it is sent again only where NinjaOne turned it away unread.

        Raises:
            Refused: when NinjaOne refuses.
            TargetError: when it cannot be reached, or something else answers.
        """
        response = self._request(method, path, may_repeat=False, json=body)
        if not response.is_success:
            raise Refused(self._refusal(response), status=response.status_code)
        return _parsed(response)

    def _request(
        self, method: str, path: str, *, may_repeat: bool, **arguments: object
    ) -> httpx.Response:
        def request() -> httpx.Request:
            headers = {"Authorization": f"Bearer {self._access_token()}"}
            return self._client.build_request(method, path, headers=headers, **arguments)  # type: ignore[arg-type]  # json= or params=

        response = self._answer(request, may_repeat=may_repeat)
        if response.status_code == httpx.codes.UNAUTHORIZED:
            # A token may end before the time that was promised.
            self._token = None
            response = self._answer(request, may_repeat=may_repeat)
        if response.status_code == httpx.codes.UNAUTHORIZED:
            raise TargetError(
                f"{self._where}: {method} {path}: a new access token is not taken: "
                f"{self._refusal(response)}",
                "Check the region's URL, and that the API application is still there",
            )
        return response

    def _access_token(self) -> str:
        if self._token is None or time.monotonic() > self._token_until:
            form = {"grant_type": "client_credentials", **self._credentials, "scope": self._scope}
            response = self._answer(
                lambda: self._client.build_request("POST", "/ws/oauth/token", data=form),
                may_repeat=True,
            )
            answer = _parsed(response) if response.is_success else None
            token = answer.get("access_token") if isinstance(answer, dict) else None
            if not isinstance(token, str) or not token:
                raise TargetError(
                    f"{self._where}: no access token from {response.request.url}: "
                    f"{self._refusal(response)}",
                    "Check the region's URL, the client id and secret, and the scopes",
                )
            lifetime = answer.get("expires_in") if isinstance(answer, dict) else None
            self._masking.add(token)
            self._token = token
            self._token_until = time.monotonic() + (
                lifetime - _RENEWED_BEFORE_END_SECONDS
                if isinstance(lifetime, int | float)
                else _USUAL_LIFE_SECONDS
            )
        return self._token

    def _answer(self, make: Callable[[], httpx.Request], *, may_repeat: bool) -> httpx.Response:
        """Send a request until NinjaOne itself answers, within the limits of its retry policy."""
        attempt = 0
        while True:
            attempt += 1
            request = make()
            try:
                response = self._exchange(request)
            except httpx.RequestError as error:
                trouble = self._unreachable(error)
            else:
                found = _trouble(response)
                if found is None:
                    return response
                trouble = found
            repeats = not trouble.is_lasting and (may_repeat or trouble.was_refused)
            wait = self._retries.wait_seconds(attempt, trouble.retry_after) if repeats else None
            if wait is None:
                raise self._gives_up(request, trouble, attempt)
            self._retries.sleep(wait)

    def _exchange(self, request: httpx.Request) -> httpx.Response:
        text = f"{request.method} {request.url.path}"
        if request.url.query:
            text += f"?{self._masking.mask(request.url.query.decode())}"
        if request.content:
            text += f"\n  sent: {self._printable(request.content, _LONGEST_BODY)}"
        try:
            response = self._client.send(request)
        except httpx.RequestError as error:
            self._exchanges.append(self._masking.mask(f"{text}\n  no answer: {error}"))
            raise
        answer = self._printable(response.content, _LONGEST_BODY)
        self._exchanges.append(f"{text}\n  answer: {response.status_code} {answer}".rstrip())
        return response

    def _unreachable(self, error: httpx.RequestError) -> _Trouble:
        if isinstance(error, httpx.TimeoutException):
            return _Trouble(f"no answer within {self._timeout_seconds:g} s", is_lasting=True)
        text = self._masking.mask(" ".join(str(error).split())) or type(error).__name__
        return _Trouble(f"cannot be reached: {text}", is_lasting=_is_lasting(error))

    def _gives_up(self, request: httpx.Request, trouble: _Trouble, attempt: int) -> TargetError:
        tried = "" if attempt == 1 else f", {attempt} times in a row"
        remedy = "Check the URL, the network and the CA file"
        if trouble.retry_after and attempt < self._retries.attempts:
            tried = f"{tried}; it asks to wait {trouble.retry_after[:40]}"
        if trouble.was_refused or trouble.retry_after:
            remedy = "Run it again later"
        return TargetError(
            f"{self._where}: {request.method} {request.url.copy_with(query=None)}: "
            f"{trouble.what}{tried}",
            remedy,
        )

    def _refusal(self, response: httpx.Response) -> str:
        text = " ".join(self._printable(response.content, _LONGEST_REFUSAL).split())
        return f"HTTP {response.status_code} {text}".rstrip()

    def _printable(self, content: bytes, longest: int) -> str:
        text = self._masking.mask(content.decode("utf-8", "replace"))
        if len(text) > longest:
            return f"{text[:longest]}... ({len(content)} bytes)"
        return text


def _trouble(response: httpx.Response) -> _Trouble | None:
    """Say why a response is no answer of NinjaOne's; None when it is one.

    Errors of NinjaOne's API are JSON, or empty; one that says `permission_denied` may have the
    status 500.
    """
    status, retry_after = response.status_code, response.headers.get("Retry-After")
    if status == httpx.codes.TOO_MANY_REQUESTS:
        return _Trouble("asked for fewer requests (HTTP 429)", retry_after, was_refused=True)
    answer = _json(response)
    if response.is_server_error:
        is_answer = isinstance(answer, dict) and answer.get("resultCode") == _PERMISSION_DENIED
        return None if is_answer else _Trouble(f"unwell (HTTP {status})", retry_after)
    if response.is_redirect:
        return _Trouble(f"redirects elsewhere (HTTP {status})", is_lasting=True)
    if response.content:
        usual = status in (httpx.codes.UNAUTHORIZED, httpx.codes.NOT_FOUND)
        is_foreign = answer is _NO_JSON and not usual
    else:
        is_foreign = response.is_success and response.request.method == "GET"
    if not is_foreign:
        return None
    is_lasting = not response.is_success
    return _Trouble(
        f"something that is no JSON in place of NinjaOne's answer (HTTP {status})",
        retry_after,
        is_lasting=is_lasting,
    )


def _is_lasting(error: httpx.RequestError) -> bool:
    """Whether asking again helps nothing: no such name, a certificate that nobody trusts."""
    if isinstance(error, httpx.UnsupportedProtocol | httpx.LocalProtocolError):
        return True
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError | socket.gaierror):
            return True
        cause = cause.__cause__ or cause.__context__
    return False


_NO_JSON = object()


def _json(response: httpx.Response) -> object:
    try:
        found: object = json.loads(response.content)
    except ValueError:
        return _NO_JSON
    return found


def _parsed(response: httpx.Response) -> Json:
    answer = _json(response)
    return None if answer is _NO_JSON else cast(Json, answer)
