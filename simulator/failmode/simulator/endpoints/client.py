"""The endpoint's client of Duo's Auth API: signs, calls, and tells what is wrong with an answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from failmode.simulator.duo.api.params import FORM_TYPE, JSON_TYPE, encode_json
from failmode.simulator.duo.api.signature import Digest, Version, canonical_params, rfc2822, sign
from failmode.simulator.endpoints.assumptions import SignatureVersion
from failmode.simulator.endpoints.failures import FailureKind
from failmode.simulator.endpoints.trace import Trace
from failmode.simulator.network import Network, Response, Timeouts, Unreachable, UnreachableKind
from failmode.simulator.state.clock import Clock
from failmode.terms import MASK, Stage

FAILURE_KINDS = {
    UnreachableKind.DNS: FailureKind.DNS_FAILURE,
    UnreachableKind.REFUSED: FailureKind.CONNECTION_REFUSED,
    UnreachableKind.NO_ROUTE: FailureKind.NO_ROUTE,
    UnreachableKind.CONNECT_TIMEOUT: FailureKind.CONNECT_TIMEOUT,
    UnreachableKind.TLS_TIMEOUT: FailureKind.TLS_TIMEOUT,
    UnreachableKind.TLS_FAILED: FailureKind.TLS_FAILURE,
    UnreachableKind.CERTIFICATE_UNTRUSTED: FailureKind.CERTIFICATE_UNTRUSTED,
    UnreachableKind.CERTIFICATE_WRONG_HOST: FailureKind.CERTIFICATE_WRONG_HOST,
    UnreachableKind.READ_TIMEOUT: FailureKind.NO_ANSWER,
    UnreachableKind.CLOSED: FailureKind.CLOSED_EARLY,
    UnreachableKind.RESET: FailureKind.RESET,
    UnreachableKind.PROTOCOL_ERROR: FailureKind.NOT_HTTP,
}
_STATUS_FAILURES = {
    401: FailureKind.HTTP_401,
    403: FailureKind.HTTP_403,
    429: FailureKind.HTTP_429,
}
_SECRET_PARAMETERS = frozenset({"passcode"})


class HttpsCall(Protocol):
    """One HTTPS request; `failmode.simulator.network.call` is the real one."""

    def __call__(
        self,
        network: Network,
        method: str,
        host: str,
        path: str,
        *,
        headers: Mapping[str, str],
        body: bytes = b"",
        timeouts: Timeouts,
        ca_file: Path | None,
    ) -> Response:
        """Return the answer; raises `Unreachable` when there is none."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a call brought no usable response.

    Attributes:
        kind: what happened, as the tables name it.
        detail: the particulars, in words.
    """

    kind: FailureKind
    detail: str


@dataclass(frozen=True, slots=True)
class AuthApiOperation:
    """One operation of the Auth API.

    Attributes:
        stage: the stage of a login that it is.
        method: HTTP method.
        path: path without query.
    """

    stage: Stage
    method: str
    path: str


PING = AuthApiOperation(Stage.PING, "GET", "/auth/v2/ping")
PREAUTH = AuthApiOperation(Stage.PREAUTH, "POST", "/auth/v2/preauth")
AUTH = AuthApiOperation(Stage.AUTH, "POST", "/auth/v2/auth")
AUTH_STATUS = AuthApiOperation(Stage.AUTH_STATUS, "GET", "/auth/v2/auth_status")


class AuthApiClient:
    """Asks one Duo application's API.

    Args:
        ikey: integration key.
        skey: secret key.
        host: API hostname.
        network: what resolves the hostname.
        clock: the endpoint's own clock, for the date that is signed.
        timeouts: how long a call waits.
        ca_file: the authority that the endpoint trusts; None for those of its operating system.
        signature: version of the signature.
        trace: where each exchange is written down.
        call: makes the request.

    Attributes:
        passed_over: how many of the name's addresses took no connection before one did.
    """

    def __init__(
        self,
        *,
        ikey: str,
        skey: str,
        host: str,
        network: Network,
        clock: Clock,
        timeouts: Timeouts,
        ca_file: Path | None,
        signature: SignatureVersion,
        trace: Trace,
        call: HttpsCall,
    ) -> None:
        self._ikey = ikey
        self._skey = skey
        self._host = host
        self._network = network
        self._clock = clock
        self._timeouts = timeouts
        self._ca_file = ca_file
        self._signature = signature
        self._trace = trace
        self._call = call
        self.passed_over = 0

    def ask(
        self, operation: AuthApiOperation, params: Mapping[str, str] | None = None
    ) -> Mapping[str, Any] | Failure:
        """Ask once.

        Args:
            operation: what to ask.
            params: the operation's parameters.

        Returns:
            The `response` object, or why there is none.
        """
        params = params or {}
        outcome, status = self._exchange(operation, params)
        shown = {k: MASK if k in _SECRET_PARAMETERS else v for k, v in params.items()}
        words = [f"{operation.method} {operation.path}", *(f"{k}={v}" for k, v in shown.items())]
        self._trace.add(
            str(operation.stage),
            peer=f"Duo at {self._host}",
            exchange=self._trace.sanitize(" ".join(words)),
            result=self._trace.sanitize(_summary(outcome, status)),
        )
        return outcome

    def _exchange(
        self, operation: AuthApiOperation, params: Mapping[str, str]
    ) -> tuple[Mapping[str, Any] | Failure, int | None]:
        headers, path, body = self._request(operation, params)
        try:
            answer = self._call(
                self._network,
                operation.method,
                self._host,
                path,
                headers=headers,
                body=body,
                timeouts=self._timeouts,
                ca_file=self._ca_file,
            )
        except Unreachable as error:
            return Failure(FAILURE_KINDS[error.kind], error.detail), None
        self.passed_over += answer.passed_over
        return read_answer(answer), answer.status

    def _request(
        self, operation: AuthApiOperation, params: Mapping[str, str]
    ) -> tuple[dict[str, str], str, bytes]:
        """Return headers, path with query, and body."""
        query = canonical_params(params.items())
        as_json = self._signature is SignatureVersion.V5
        headers: dict[str, str] = {}
        body = b""
        signed = params
        path = f"{operation.path}?{query}" if query else operation.path
        if operation.method == "POST":
            path = operation.path
            if as_json:
                body = encode_json(params)
                headers["Content-Type"] = JSON_TYPE
                signed = {}
            else:
                body = query.encode("ascii")
                headers["Content-Type"] = FORM_TYPE
        headers |= sign(
            Version.V5 if as_json else Version.V2,
            method=operation.method,
            host=self._host,
            path=operation.path,
            params=signed,
            ikey=self._ikey,
            skey=self._skey,
            date=rfc2822(self._clock.now()),
            digest=Digest.SHA512,
            body=body,
        )
        return headers, path, body


def read_answer(answer: Response) -> Mapping[str, Any] | Failure:
    """Read the `response` object of an answer in Duo's envelope, or what is wrong with the answer.

    Args:
        answer: any HTTP answer, whoever gave it.
    """
    if not answer.complete:
        detail = f"HTTP {answer.status}, {len(answer.body)} bytes of the body came"
        return Failure(FailureKind.CUT_OFF, detail)
    envelope = _json_object(answer.body)
    if answer.status != 200:
        kind = _STATUS_FAILURES.get(answer.status)
        if kind is None:
            server = 500 <= answer.status <= 599
            kind = FailureKind.HTTP_5XX if server else FailureKind.HTTP_OTHER
        return Failure(kind, f"HTTP {answer.status}{_error_words(envelope)}")
    if envelope is None or envelope.get("stat") not in ("OK", "FAIL"):
        return Failure(FailureKind.NOT_JSON, f"HTTP 200 with {len(answer.body)} bytes")
    if envelope["stat"] == "FAIL":
        return Failure(FailureKind.STAT_FAIL, f"HTTP 200{_error_words(envelope)}")
    response = envelope.get("response")
    if not isinstance(response, dict):
        return Failure(FailureKind.MALFORMED_RESPONSE, "the response is not an object")
    return response


def _json_object(body: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _error_words(envelope: Mapping[str, Any] | None) -> str:
    if envelope is None:
        return ""
    words = [str(envelope[key]) for key in ("code", "message", "message_detail") if key in envelope]
    return f": {' '.join(words)}" if words else ""


def _summary(outcome: Mapping[str, Any] | Failure, status: int | None) -> str:
    if isinstance(outcome, Failure):
        return f"{outcome.kind} ({outcome.detail})"
    words = [f"HTTP {status}"]
    result = outcome.get("result")
    if isinstance(result, str):
        words.append(f"result {result}")
    message = outcome.get("status_msg")
    if isinstance(message, str) and message:
        words.append(message)
    return ", ".join(words)
