"""Whether Duo answers, whether its clock and ours agree, and whether the keys are right.

Source: the Duo Authentication Proxy 5.0.0 (`lib/validation/connectivity/connect/duo.py`,
`lib/validation/connectivity/check/base_duo_check.py`): `GET /auth/v2/ping` and
`GET /auth/v2/check`, 10 s for each, and a warning from 60 s of drift.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from failmode.simulator.authproxy.connectivity.results import (
    ConnectivityResult,
    Outcome,
    Subject,
)
from failmode.simulator.authproxy.core.duo_client import DuoClient
from failmode.simulator.authproxy.core.failmode_decision import ApiExchange, ApiResponse

TIMEOUT_SECONDS = 10.0
DRIFT_SECONDS = 60.0
"""From so much on a wrong clock is told."""

_REMEDIES = {
    40102: "Give the ikey of an integration that this Duo account has",
    40103: "Give the skey that belongs to the ikey",
    40301: "Use the keys of an integration that may call the Auth API, such as RADIUS",
}


@dataclass(frozen=True, slots=True)
class _Answer:
    """What Duo said.

    Attributes:
        failure: what is wrong with it; empty: Duo said OK.
        code: Duo's code of an error; 0: none.
        response: the `response` of an answer that is OK.
    """

    failure: str = ""
    code: int = 0
    response: Any = None


def try_duo(
    section: str, client: DuoClient, now: Callable[[], float]
) -> Iterator[ConnectivityResult]:
    """Ping Duo, compare the clocks, and have the keys checked.

    Args:
        section: the name of the section, whose integration it is.
        client: calls Duo for it.
        now: the time of this machine, in seconds since the epoch.

    Raises:
        InternalFailureError: when the simulator failed, and not Duo.
    """
    host = f"{client.api.api_host}:{client.api.api_port}"
    before = now()
    answer = _read(client.ping(TIMEOUT_SECONDS))
    after = now()
    if answer.failure:
        yield ConnectivityResult(
            section,
            Subject.PING,
            Outcome.PROBLEM,
            f"Duo at {host} does not answer the ping: {answer.failure}",
            "Look at api_host, the name server, the firewall and http_ca_certs_file",
        )
        what = "the clock and the keys were not tested, since Duo does not answer"
        yield ConnectivityResult(section, Subject.KEYS, Outcome.UNTESTED, what)
        return
    yield ConnectivityResult(
        section,
        Subject.PING,
        Outcome.FINE,
        f"Duo at {host} answers the ping after {after - before:.2f} s",
    )
    drift = _drift(answer.response, (before + after) / 2)
    yield _clock(section, drift)
    # Signed with Duo's time, so that a wrong clock here does not look like a wrong key.
    yield _keys(section, _read(client.check(TIMEOUT_SECONDS, now() + (drift or 0.0))))


def _drift(response: Any, here: float) -> float | None:
    """Return by how many seconds Duo's clock is before ours; None: Duo did not tell its time."""
    time = response.get("time") if isinstance(response, dict) else None
    return time - here if isinstance(time, int | float) and not isinstance(time, bool) else None


def _clock(section: str, drift: float | None) -> ConnectivityResult:
    if drift is None:
        what = "Duo's answer to the ping does not tell its time"
        return ConnectivityResult(section, Subject.CLOCK, Outcome.WARNING, what)
    way = "behind" if drift > 0 else "ahead of"
    if abs(drift) < DRIFT_SECONDS:
        what = f"the clocks here and at Duo differ by less than {DRIFT_SECONDS:.0f} s"
        return ConnectivityResult(section, Subject.CLOCK, Outcome.FINE, what)
    return ConnectivityResult(
        section,
        Subject.CLOCK,
        Outcome.WARNING,
        f"the clock here is {abs(drift):.0f} s {way} Duo's",
        "Set it by NTP: Duo refuses signatures with a date that is too far away",
    )


def _keys(section: str, answer: _Answer) -> ConnectivityResult:
    if not answer.failure:
        what = "Duo takes ikey and skey"
        return ConnectivityResult(section, Subject.KEYS, Outcome.FINE, what)
    what = f"Duo does not take ikey and skey: {answer.failure}"
    remedy = _REMEDIES.get(answer.code, "Look at ikey, skey and api_host in Duo's Admin Panel")
    return ConnectivityResult(section, Subject.KEYS, Outcome.PROBLEM, what, remedy)


def _read(exchange: ApiExchange) -> _Answer:
    if not isinstance(exchange, ApiResponse):
        return _Answer(failure=getattr(exchange, "reason", "no call was made"))
    try:
        body = json.loads(exchange.body)
    except ValueError:
        body = None
    if not isinstance(body, dict):
        return _Answer(failure=f"HTTP {exchange.status} without JSON, which is not Duo's answer")
    if exchange.status == HTTPStatus.OK and body.get("stat") == "OK":
        return _Answer(response=body.get("response"))
    code, message = body.get("code"), body.get("message")
    said = f", {code} {message}" if isinstance(code, int) and isinstance(message, str) else ""
    return _Answer(
        failure=f"HTTP {exchange.status}{said}", code=code if isinstance(code, int) else 0
    )
