"""`/auth/v2`: Duo's Auth API.

Sources: `duo_client/auth.py` of https://github.com/duosecurity/duo_client_python and its
`examples/Auth/async_advanced_user_mfa.log` for the devices; `sms_nextcode`, verified pushes and
enrolment: https://github.com/orionstudt/DuoSecurity.Auth.Http. The forms of the addresses in an
enrolment's answer are unconfirmed.
"""

from __future__ import annotations

from typing import Any

from failmode.simulator.duo.api.access import AUTH_V2
from failmode.simulator.duo.api.envelope import Json
from failmode.simulator.duo.api.params import MAX_STORED_NUMBER, Params
from failmode.simulator.duo.auth.assumptions import MAX_BYPASS_CODES
from failmode.simulator.duo.auth.enrollment import (
    DEFAULT_VALID_SECONDS,
    activation_path,
    barcode_path,
)
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
from failmode.simulator.duo.directory.records import (
    BypassCode,
    Capability,
    Device,
    DeviceType,
    Enrollment,
    Factor,
    Integration,
)
from failmode.simulator.duo.endpoint import DuoOperation
from failmode.simulator.duo.errors import (
    InvalidRequestParametersError,
    MissingRequestParametersError,
)
from failmode.simulator.http_api.operation import Operation
from failmode.terms import Stage

_PROMPT = "prompt"
_NEED_DEVICE = frozenset({Factor.AUTO, Factor.PUSH})
"""Factors for which a request must name a device, or `auto`; for phone calls and text messages that
is unconfirmed."""


def _ping(cloud: DuoCloud) -> Json:
    return {"time": int(cloud.clock.now())}


def _check(cloud: DuoCloud, _integration: Integration, _params: Params) -> Json:
    return {"time": int(cloud.clock.now())}


def _enroll(cloud: DuoCloud, integration: Integration, params: Params) -> Json:
    enrollment, codes = cloud.enrollments.enroll(
        integration,
        params.optional("username"),
        valid_seconds=params.number("valid_secs", minimum=1, maximum=MAX_STORED_NUMBER)
        or DEFAULT_VALID_SECONDS,
        bypass_codes=params.number("bypass_codes", maximum=MAX_BYPASS_CODES) or 0,
    )
    return _enroll_answer(integration, enrollment, codes)


def _enroll_status(cloud: DuoCloud, _integration: Integration, params: Params) -> Json:
    user_id, code = params.required("user_id"), params.required("activation_code")
    return cloud.enrollments.status(user_id, code).value


def _preauth(cloud: DuoCloud, integration: Integration, params: Params) -> Json:
    found = cloud.authentication.preauth(integration, _preauth_request(params))
    return _preauth_answer(found, with_prompt=params.optional("text_prompt") == "1")


def _auth(cloud: DuoCloud, integration: Integration, params: Params) -> Json:
    asked = _auth_request(params, cloud.settings.current.max_pushinfo_bytes)
    outcome = cloud.authentication.auth(integration, asked)
    return {"txid": outcome} if isinstance(outcome, str) else _status_answer(outcome)


def _auth_status(cloud: DuoCloud, integration: Integration, params: Params) -> Json:
    return _status_answer(cloud.authentication.status(integration, params.required("txid")))


def _user(params: Params) -> UserRef:
    username, user_id = params.optional("username"), params.optional("user_id")
    if username is None and user_id is None:
        raise MissingRequestParametersError("username")
    if username is not None and user_id is not None:
        raise InvalidRequestParametersError("username")
    return UserRef(username, user_id)


def _preauth_request(params: Params) -> PreauthRequest:
    return PreauthRequest(
        _user(params),
        ipaddr=params.optional("ipaddr"),
        hostname=params.optional("hostname"),
        trusted_device_token=params.optional("trusted_device_token"),
        client_supports_verified_push=params.flag("client_supports_verified_push"),
    )


def _auth_request(params: Params, max_pushinfo_bytes: int) -> AuthRequest:
    user = _user(params)
    name = params.required("factor")
    factor = None if name == _PROMPT else factor_named(name)
    device = params.required("device") if factor in _NEED_DEVICE else params.optional("device")
    return AuthRequest(
        user,
        factor,
        choice=params.required(_PROMPT) if name == _PROMPT else None,
        device=device,
        passcode=params.optional("passcode"),
        asynchronous=params.flag("async"),
        ipaddr=params.optional("ipaddr"),
        hostname=params.optional("hostname"),
        pushinfo=pushinfo(params, max_pushinfo_bytes),
        type=params.optional("type"),
        display_username=params.optional("display_username"),
        txid=params.optional("txid"),
    )


def _enroll_answer(
    integration: Integration, enrollment: Enrollment, codes: tuple[BypassCode, ...]
) -> Json:
    code = enrollment.activation_code
    response: dict[str, Any] = {
        "activation_barcode": f"https://{integration.api_host}{barcode_path(code)}",
        "activation_code": code,
        "activation_url": f"https://{integration.api_host}{activation_path(code)}",
        "expiration": int(enrollment.expires),
        "user_id": enrollment.user_id,
        "username": enrollment.username,
    }
    if codes:
        response["bypass_codes"] = [one.code for one in codes]
    return response


def _preauth_answer(found: PreauthAnswer, *, with_prompt: bool) -> Json:
    response: dict[str, Any] = {
        "result": found.status.result.value,
        "status_msg": found.status.status_msg,
    }
    if found.status.result is Result.AUTH and found.user is not None:
        response["devices"] = [_device(device) for device in found.user.devices]
        if with_prompt:
            prompt = text_prompt(found.user, verified=found.verified_push is not None)
            response["prompt"] = {"text": prompt.text, "factors": prompt.factors}
        if found.verified_push is not None:
            response["txid"] = found.verified_push.txid
            response["verification_code"] = found.verified_push.code
            response["expiration"] = int(found.verified_push.expires)
    if found.enroll_portal_url is not None:
        response["enroll_portal_url"] = found.enroll_portal_url
        if with_prompt:
            response["prompt"] = {"text": please_enroll(found.enroll_portal_url)}
    return response


def _device(device: Device) -> Json:
    if device.type is DeviceType.TOKEN:
        return {"device": device.device, "name": device.name, "type": device.type.value}
    title, number = device.name or device.platform, device.masked_number
    described: dict[str, Any] = {
        "device": device.device,
        "type": device.type.value,
        "number": number,
        "name": device.name,
        "display_name": f"{title} ({number})" if title and number else device.label,
        "capabilities": [capability.value for capability in device.capabilities],
    }
    if device.sms_nextcode is not None and Capability.SMS in device.capabilities:
        described["sms_nextcode"] = device.sms_nextcode
    return described


def _status_answer(status: Status) -> Json:
    response: dict[str, Any] = {
        "result": status.result.value,
        "status": status.status,
        "status_msg": status.status_msg,
    }
    if status.trusted_device_token is not None:
        response["trusted_device_token"] = status.trusted_device_token
    return response


OPERATIONS: tuple[DuoOperation, ...] = (
    Operation("GET", "/auth/v2/ping", "ping", PingEndpoint(_ping), stage=Stage.PING, at_once=True),
    Operation("GET", "/auth/v2/check", "check", SignedEndpoint(_check, AUTH_V2), at_once=True),
    Operation("GET", "/auth/v2/logo", "logo", LogoEndpoint(AUTH_V2)),
    Operation("POST", "/auth/v2/enroll", "enroll", SignedEndpoint(_enroll, AUTH_V2)),
    Operation(
        "POST", "/auth/v2/enroll_status", "enroll-status", SignedEndpoint(_enroll_status, AUTH_V2)
    ),
    Operation(
        "POST",
        "/auth/v2/preauth",
        "preauth",
        SignedEndpoint(_preauth, AUTH_V2),
        stage=Stage.PREAUTH,
        at_once=True,
    ),
    Operation("POST", "/auth/v2/auth", "auth", SignedEndpoint(_auth, AUTH_V2), stage=Stage.AUTH),
    Operation(
        "GET",
        "/auth/v2/auth_status",
        "auth-status",
        SignedEndpoint(_auth_status, AUTH_V2),
        stage=Stage.AUTH_STATUS,
    ),
)
"""The operations of `/auth/v2`."""
