"""`/rest/v1`: the Auth API of older clients, in JSON or BSON.

Sources: `duo_client/auth_v1.py` of https://github.com/duosecurity/duo_client_python, the Duo
Authentication Proxy 5.0.0, and the releases up to 2.1 of https://github.com/duosecurity/duo_unix.
"""

from __future__ import annotations

from typing import Any

from failmode.simulator.duo.api.access import REST_V1
from failmode.simulator.duo.api.envelope import Json
from failmode.simulator.duo.api.params import Params
from failmode.simulator.duo.auth.requests import (
    AuthRequest,
    PreauthAnswer,
    PreauthRequest,
    UserRef,
)
from failmode.simulator.duo.auth.statuses import Result, Status
from failmode.simulator.duo.auth.text_prompt import text_prompt
from failmode.simulator.duo.auth_api.common import factor_named, please_enroll, pushinfo
from failmode.simulator.duo.auth_api.endpoint import LogoEndpoint, PingEndpoint, SignedEndpoint
from failmode.simulator.duo.cloud import DuoCloud
from failmode.simulator.duo.directory.records import Factor, Integration
from failmode.simulator.duo.endpoint import DuoEndpoint, DuoOperation
from failmode.simulator.http_api.operation import Operation
from failmode.terms import Stage


def _pong(_cloud: DuoCloud) -> Json:
    return "pong"


def _check(_cloud: DuoCloud, _integration: Integration, _params: Params) -> Json:
    return "valid"


def _preauth(cloud: DuoCloud, integration: Integration, params: Params) -> Json:
    return _preauth_answer(cloud.authentication.preauth(integration, _preauth_request(params)))


def _auth(cloud: DuoCloud, integration: Integration, params: Params) -> Json:
    asked = _auth_request(params, cloud.settings.current.max_pushinfo_bytes)
    outcome = cloud.authentication.auth(integration, asked)
    return {"txid": outcome} if isinstance(outcome, str) else _status_answer(outcome)


def _status(cloud: DuoCloud, integration: Integration, params: Params) -> Json:
    return _status_answer(cloud.authentication.status(integration, params.required("txid")))


def _preauth_request(params: Params) -> PreauthRequest:
    return PreauthRequest(
        UserRef(params.required("user")),
        ipaddr=params.optional("ipaddr"),
        hostname=params.optional("hostname"),
    )


def _auth_request(params: Params, max_pushinfo_bytes: int) -> AuthRequest:
    user = UserRef(params.required("user"))
    factor = factor_named(params.required("factor"))
    return AuthRequest(
        user,
        None if factor is Factor.AUTO else factor,
        choice=params.required("auto") if factor is Factor.AUTO else None,
        device=params.optional("phone"),
        passcode=params.optional("code"),
        asynchronous=params.flag("async"),
        ipaddr=params.optional("ipaddr"),
        hostname=params.optional("hostname"),
        pushinfo=pushinfo(params, max_pushinfo_bytes),
    )


def _preauth_answer(found: PreauthAnswer) -> Json:
    response: dict[str, Any] = {"result": found.status.result.value}
    if found.status.result is Result.AUTH and found.user is not None:
        prompt = text_prompt(found.user)
        return {**response, "factors": prompt.factors, "prompt": prompt.text}
    if found.enroll_portal_url is not None:
        return {**response, "status": please_enroll(found.enroll_portal_url)}
    return {**response, "status": found.status.status_msg}


def _status_answer(status: Status) -> Json:
    # Duo Unix 1.x takes an answer with `result` for the last one.
    if status.result is Result.WAITING:
        return {"status": status.status_msg}
    return {"result": status.result.value, "status": status.status_msg}


def _operation(
    method: str,
    path: str,
    name: str,
    endpoint: DuoEndpoint,
    *,
    stage: Stage | None = None,
    at_once: bool = False,
) -> DuoOperation:
    """Declare an operation that stands under its path with each suffix for an encoding as well."""
    aliases = (f"{path}.json", f"{path}.bson")
    return Operation(method, path, name, endpoint, aliases, stage, at_once)


OPERATIONS: tuple[DuoOperation, ...] = (
    _operation("GET", "/rest/v1/ping", "ping", PingEndpoint(_pong), stage=Stage.PING, at_once=True),
    _operation("GET", "/rest/v1/check", "check", SignedEndpoint(_check, REST_V1), at_once=True),
    _operation("GET", "/rest/v1/logo", "logo", LogoEndpoint(REST_V1)),
    _operation(
        "POST",
        "/rest/v1/preauth",
        "preauth",
        SignedEndpoint(_preauth, REST_V1),
        stage=Stage.PREAUTH,
        at_once=True,
    ),
    _operation("POST", "/rest/v1/auth", "auth", SignedEndpoint(_auth, REST_V1), stage=Stage.AUTH),
    _operation(
        "GET",
        "/rest/v1/status",
        "auth-status",
        SignedEndpoint(_status, REST_V1),
        stage=Stage.AUTH_STATUS,
    ),
)
"""The operations of `/rest/v1`."""
