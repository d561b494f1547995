"""Calls the simulated Duo as its clients do: signed, over TLS, through the edge."""

from __future__ import annotations

import json
from email.utils import formatdate
from typing import Any

from failmode.simulator.duo.api.signature import Version, sign
from failmode.simulator.network import Response, Timeouts, call
from failmode.simulator.runtime import Simulator
from tests.patience import PATIENT_SECONDS

_TIMEOUTS = Timeouts(connect=PATIENT_SECONDS, read=PATIENT_SECONDS)


class DuoCaller:
    """A client of the Auth API with the simulator's own integration.

    Args:
        simulator: a running simulator.
    """

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator

    def ping(self) -> Response:
        """GET /auth/v2/ping."""
        return self._call("GET", "/auth/v2/ping", {})

    def preauth_answer(self, username: str) -> Response:
        """POST /auth/v2/preauth, whatever comes of it."""
        return self._call("POST", "/auth/v2/preauth", {"username": username})

    def preauth(self, username: str) -> dict[str, Any]:
        """Return the `response` of a preauth."""
        return _response(self.preauth_answer(username))

    def auth(self, username: str) -> dict[str, Any]:
        """Return the `response` of a synchronous push."""
        return _response(self._auth(username, asynchronous=False))

    def push(self, username: str) -> str:
        """Start a push; returns its transaction's id."""
        return str(_response(self._auth(username, asynchronous=True))["txid"])

    def final_status(self, txid: str) -> dict[str, Any]:
        """Poll until the transaction has ended."""
        while True:
            response = _response(self.status_answer(txid))
            if response["result"] != "waiting":
                return response

    def status_answer(self, txid: str) -> Response:
        """GET /auth/v2/auth_status, whatever comes of it."""
        return self._call("GET", "/auth/v2/auth_status", {"txid": txid})

    def _auth(self, username: str, *, asynchronous: bool) -> Response:
        params = {"username": username, "factor": "push", "device": "auto"}
        return self._call("POST", "/auth/v2/auth", {**params, "async": str(int(asynchronous))})

    def _call(self, method: str, path: str, params: dict[str, str]) -> Response:
        keys = self._simulator.keys
        now = formatdate(self._simulator.clock.now())
        is_post = method == "POST"
        body = (
            json.dumps(params, sort_keys=True, separators=(",", ":")).encode() if is_post else b""
        )
        headers = sign(
            Version.V5,
            method=method,
            host=keys.api_host,
            path=path,
            ikey=keys.ikey,
            skey=keys.skey,
            params={} if is_post else params,
            date=now,
            body=body,
        )
        if is_post:
            headers["Content-Type"] = "application/json"
        query = "&".join(f"{name}={value}" for name, value in params.items())
        target = path if is_post or not params else f"{path}?{query}"
        return call(
            self._simulator.network,
            method,
            keys.api_host,
            target,
            headers=headers,
            body=body,
            timeouts=_TIMEOUTS,
            ca_file=self._simulator.ca_file,
        )


def _response(answer: Response) -> dict[str, Any]:
    assert answer.status == 200, answer.body
    response: dict[str, Any] = json.loads(answer.body)["response"]
    return response
