"""`/auth/v2`: Duo's Auth API.

Sources: `duo_client/auth.py` of https://github.com/duosecurity/duo_client_python and its
`examples/Auth/async_advanced_user_mfa.log` for the devices; `sms_nextcode`, verified pushes and
enrolment: https://github.com/orionstudt/DuoSecurity.Auth.Http. The forms of the addresses in an
enrolment's answer are unconfirmed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from flask import Flask

from failmode.simulator.duo.api.access import AUTH_V2
from failmode.simulator.duo.api.http import add_route, answer, picture, signed_view
from failmode.simulator.duo.api.serialization import (
    Json,
    Params,
    factor_named,
    please_enroll,
    pushinfo,
)
from failmode.simulator.duo.assumptions import MAX_BYPASS_CODES
from failmode.simulator.duo.auth.calls import AuthRequest, PreauthAnswer, PreauthRequest, UserRef
from failmode.simulator.duo.auth.enrollment import DEFAULT_VALID_SECONDS
from failmode.simulator.duo.auth.service import DuoService
from failmode.simulator.duo.auth.statuses import Result, Status
from failmode.simulator.duo.auth.text_prompt import text_prompt
from failmode.simulator.duo.directory.records import (
    BypassCode,
    Capability,
    Device,
    DeviceType,
    Enrollment,
    Integration,
)
from failmode.simulator.duo.errors import InvalidRequestParametersError

_PROMPT = "prompt"


def register(app: Flask, service: DuoService) -> None:
    """Add the routes of `/auth/v2`.

    Args:
        app: the application.
        service: the rules and the data.
    """
    calls = _Calls(service)

    def signed(method: str, name: str, call: Callable[[Integration, Params], Json]) -> None:
        add_route(app, method, f"/auth/v2/{name}", signed_view(service, AUTH_V2, call))

    add_route(app, "GET", "/auth/v2/ping", lambda: answer({"time": service.time()}))
    signed("GET", "check", calls.check)
    add_route(app, "GET", "/auth/v2/logo", lambda: picture(service, AUTH_V2))
    signed("POST", "enroll", calls.enroll)
    signed("POST", "enroll_status", calls.enroll_status)
    signed("POST", "preauth", calls.preauth)
    signed("POST", "auth", calls.auth)
    signed("GET", "auth_status", calls.auth_status)


class _Calls:
    """The signed calls: integration and parameters in, `response` out."""

    def __init__(self, service: DuoService) -> None:
        self._service = service

    def check(self, _integration: Integration, _params: Params) -> Json:
        return {"time": self._service.time()}

    def enroll(self, integration: Integration, params: Params) -> Json:
        enrollment, codes = self._service.enroll(
            integration,
            params.optional("username"),
            valid_seconds=params.count("valid_secs", DEFAULT_VALID_SECONDS, minimum=1),
            bypass_codes=params.count("bypass_codes", 0, maximum=MAX_BYPASS_CODES),
        )
        return _enroll_answer(integration, enrollment, codes)

    def enroll_status(self, _integration: Integration, params: Params) -> Json:
        user_id, code = params.required("user_id"), params.required("activation_code")
        return self._service.enrollments.status(user_id, code).value

    def preauth(self, integration: Integration, params: Params) -> Json:
        found = self._service.preauth(integration, _preauth_request(params))
        return _preauth_answer(found, with_prompt=params.optional("text_prompt") == "1")

    def auth(self, integration: Integration, params: Params) -> Json:
        asked = _auth_request(params, self._service.settings.max_pushinfo_bytes)
        outcome = self._service.auth(integration, asked)
        return {"txid": outcome} if isinstance(outcome, str) else _status_answer(outcome)

    def auth_status(self, integration: Integration, params: Params) -> Json:
        return _status_answer(self._service.auth_status(integration, params.required("txid")))


def _who(params: Params) -> UserRef:
    username, user_id = params.optional("username"), params.optional("user_id")
    if (username is None) == (user_id is None):
        raise InvalidRequestParametersError("username")
    return UserRef(username, user_id)


def _preauth_request(params: Params) -> PreauthRequest:
    return PreauthRequest(
        _who(params),
        failmode=params.optional("failmode"),
        ipaddr=params.optional("ipaddr"),
        hostname=params.optional("hostname"),
        trusted_device_token=params.optional("trusted_device_token"),
        client_supports_verified_push=params.flag("client_supports_verified_push"),
    )


def _auth_request(params: Params, max_pushinfo_bytes: int) -> AuthRequest:
    user = _who(params)
    name = params.required("factor")
    return AuthRequest(
        user,
        None if name == _PROMPT else factor_named(name),
        choice=params.required(_PROMPT) if name == _PROMPT else None,
        device=params.optional("device"),
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
        "activation_barcode": f"https://{integration.api_host}/frame/qr?value={quote(code)}",
        "activation_code": code,
        "activation_url": f"https://{integration.api_host}/activate/{code.rpartition('/')[2]}",
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
