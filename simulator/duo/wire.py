"""Shapes on the wire: parameters in form and JSON bodies, answers, and what a request is about.

Sources: `duo_client/auth.py` and `duo_client/auth_v1.py` of
https://github.com/duosecurity/duo_client_python, the Duo Authentication Proxy 5.0.0
(`/rest/v1`), and `examples/Auth/async_advanced_user_mfa.log` for the devices.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qsl, quote

import bson

from simulator.duo.calls import AuthRequest, PreauthAnswer, PreauthRequest, Who
from simulator.duo.errors import DuoError, InvalidRequestParametersError, MissingCredentialsError
from simulator.duo.prompt import text_prompt
from simulator.duo.records import Device, DeviceType, Factor
from simulator.duo.service import DuoService
from simulator.duo.signature import BodyKind, Pairs, credentials
from simulator.duo.statuses import Result, Status
from simulator.edge.identify import Identified

JSON_TYPE = "application/json"
FORM_TYPE = "application/x-www-form-urlencoded"

Json = dict[str, Any] | str
"""The `response` of an answer."""

_STAGES = {"ping": "ping", "preauth": "preauth", "auth": "auth", "auth-status": "auth-status"}
_OPERATIONS = {
    "/auth/v2/ping": "ping",
    "/auth/v2/check": "check",
    "/auth/v2/preauth": "preauth",
    "/auth/v2/auth": "auth",
    "/auth/v2/auth_status": "auth-status",
    "/rest/v1/ping": "ping",
    "/rest/v1/check": "check",
    "/rest/v1/preauth": "preauth",
    "/rest/v1/auth": "auth",
    "/rest/v1/status": "auth-status",
}
_PROMPT = "prompt"


# What clients send


def encode_form(params: Mapping[str, str]) -> bytes:
    """A form body (or query) as Duo's clients write it: sorted, percent-encoded by RFC 3986."""
    return "&".join(
        f"{quote(name, safe='~')}={quote(value, safe='~')}"
        for name, value in sorted(params.items())
    ).encode("ascii")


def encode_json(params: Mapping[str, str]) -> bytes:
    """A JSON body as `duo_client` writes it: sorted keys, no spaces."""
    return json.dumps(params, sort_keys=True, separators=(",", ":")).encode("utf-8")


# What the cloud reads


def body_kind(content_type: str, body: bytes) -> BodyKind:
    """How a body carries its parameters.

    Args:
        content_type: the `Content-Type` header; anything but JSON is read as a form.
        body: the body.
    """
    if not body:
        return BodyKind.NONE
    mimetype = content_type.partition(";")[0].strip().lower()
    return BodyKind.JSON if mimetype == JSON_TYPE else BodyKind.FORM


def decode_form(text: bytes, max_fields: int) -> Pairs:
    """Parameters of a query or form body; bytes that are not UTF-8 become lone surrogates.

    Raises:
        InvalidRequestParametersError: for more than `max_fields` parameters.
    """
    try:
        return tuple(
            parse_qsl(
                text.decode("utf-8", "surrogateescape"),
                keep_blank_values=True,
                errors="surrogateescape",
                max_num_fields=max_fields,
            )
        )
    except ValueError as error:
        raise InvalidRequestParametersError from error


def decode_json(body: bytes) -> Pairs:
    """Parameters of a JSON body; numbers and truth values become text.

    Raises:
        InvalidRequestParametersError: when it is no JSON object, or (naming the key) when a
            value is an array, an object, a fraction or null.
    """
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise InvalidRequestParametersError from error
    if not isinstance(value, dict):
        raise InvalidRequestParametersError
    return tuple((name, _json_text(name, one)) for name, one in value.items())


def _json_text(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, int)):
        return str(value)
    raise InvalidRequestParametersError(_printable(name))


def _printable(name: str) -> str | None:
    return name if name.isascii() and name.isprintable() and len(name) <= 100 else None


class Params:
    """Parameters of one request, checked as they are read.

    Args:
        pairs: names and values.

    Raises:
        InvalidRequestParametersError: for a name that is given twice, or a value that is not text.
    """

    def __init__(self, pairs: Pairs) -> None:
        self._values: dict[str, str] = {}
        for name, value in pairs:
            if name in self._values or not _is_text(value):
                raise InvalidRequestParametersError(_printable(name))
            self._values[name] = value

    def optional(self, name: str) -> str | None:
        """A value; None when it is missing or empty."""
        return self._values.get(name) or None

    def required(self, name: str) -> str:
        """A value.

        Raises:
            InvalidRequestParametersError: when it is missing or empty.
        """
        value = self.optional(name)
        if value is None:
            raise InvalidRequestParametersError(name)
        return value

    def flag(self, name: str) -> bool:
        """A value that is `0` or `1`; False when it is missing.

        Raises:
            InvalidRequestParametersError: for any other value.
        """
        value = self._values.get(name) or "0"
        if value not in {"0", "1"}:
            raise InvalidRequestParametersError(name)
        return value == "1"


def _is_text(value: str) -> bool:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\0" not in value


def who(params: Params) -> Who:
    """The user of an `/auth/v2` request.

    Raises:
        InvalidRequestParametersError: unless exactly one of `username` and `user_id` is given.
    """
    username, user_id = params.optional("username"), params.optional("user_id")
    if (username is None) == (user_id is None):
        raise InvalidRequestParametersError("username")
    return Who(username, user_id)


def preauth_v2(params: Params) -> PreauthRequest:
    """Read `/auth/v2/preauth`."""
    return _preauth(params, who(params))


def preauth_v1(params: Params) -> PreauthRequest:
    """Read `/rest/v1/preauth`."""
    return _preauth(params, Who(params.required("user")))


def _preauth(params: Params, user: Who) -> PreauthRequest:
    return PreauthRequest(
        user,
        failmode=params.optional("failmode"),
        ipaddr=params.optional("ipaddr"),
        hostname=params.optional("hostname"),
    )


def auth_v2(params: Params, max_pushinfo_bytes: int) -> AuthRequest:
    """Read `/auth/v2/auth`.

    Raises:
        InvalidRequestParametersError: naming the parameter that is missing or wrong.
    """
    user = who(params)
    name = params.required("factor")
    return _auth(
        params,
        user,
        None if name == _PROMPT else _factor(name),
        choice=params.required(_PROMPT) if name == _PROMPT else None,
        device=params.optional("device"),
        passcode=params.optional("passcode"),
        max_pushinfo_bytes=max_pushinfo_bytes,
    )


def auth_v1(params: Params, max_pushinfo_bytes: int) -> AuthRequest:
    """Read `/rest/v1/auth`.

    Raises:
        InvalidRequestParametersError: naming the parameter that is missing or wrong.
    """
    user = Who(params.required("user"))
    factor = _factor(params.required("factor"))
    return _auth(
        params,
        user,
        None if factor is Factor.AUTO else factor,
        choice=params.required("auto") if factor is Factor.AUTO else None,
        device=params.optional("phone"),
        passcode=params.optional("code"),
        max_pushinfo_bytes=max_pushinfo_bytes,
    )


def _factor(name: str) -> Factor:
    try:
        return Factor(name)
    except ValueError as error:
        raise InvalidRequestParametersError("factor") from error


def _auth(
    params: Params,
    user: Who,
    factor: Factor | None,
    *,
    choice: str | None,
    device: str | None,
    passcode: str | None,
    max_pushinfo_bytes: int,
) -> AuthRequest:
    pushinfo = params.optional("pushinfo")
    if pushinfo is not None and len(pushinfo.encode("utf-8")) >= max_pushinfo_bytes:
        raise InvalidRequestParametersError("pushinfo")
    return AuthRequest(
        user,
        factor,
        choice,
        device,
        passcode,
        asynchronous=params.flag("async"),
        ipaddr=params.optional("ipaddr"),
        hostname=params.optional("hostname"),
        pushinfo=pushinfo,
    )


# What the cloud answers


class Encoding(StrEnum):
    """How an answer is written down, with its media type."""

    JSON = "application/json"
    BSON = "application/bson"


def encoding_of(path: str) -> Encoding:
    """The encoding that a path asks for: BSON under `/rest/v1` with the suffix `.bson`."""
    if path.startswith("/rest/v1/") and path.endswith(".bson"):
        return Encoding.BSON
    return Encoding.JSON


def success(response: Json, encoding: Encoding = Encoding.JSON) -> bytes:
    """The envelope of an answer."""
    return _encoded({"stat": "OK", "response": response}, encoding)


def failure(error: DuoError, encoding: Encoding = Encoding.JSON) -> bytes:
    """The envelope of an error."""
    body: dict[str, Any] = {"stat": "FAIL", "code": error.code, "message": error.message}
    if error.detail is not None:
        body["message_detail"] = error.detail
    return _encoded(body, encoding)


def _encoded(envelope: dict[str, Any], encoding: Encoding) -> bytes:
    if encoding is Encoding.BSON:
        return bson.encode(envelope)
    return json.dumps(envelope).encode("ascii")


def preauth_answer_v2(answer: PreauthAnswer, *, with_prompt: bool) -> Json:
    """`response` of `/auth/v2/preauth`; `with_prompt`: the client sent `text_prompt`."""
    response: dict[str, Any] = {
        "result": answer.status.result.value,
        "status_msg": answer.status.status_msg,
    }
    if answer.status.result is Result.AUTH and answer.user is not None:
        response["devices"] = [_device(device) for device in answer.user.devices]
        if with_prompt:
            prompt = text_prompt(answer.user)
            response["prompt"] = {"text": prompt.text, "factors": prompt.factors}
    if answer.enroll_portal_url is not None:
        response["enroll_portal_url"] = answer.enroll_portal_url
        if with_prompt:
            response["prompt"] = {"text": _please_enroll(answer.enroll_portal_url)}
    return response


def preauth_answer_v1(answer: PreauthAnswer) -> Json:
    """`response` of `/rest/v1/preauth`."""
    response: dict[str, Any] = {"result": answer.status.result.value}
    if answer.status.result is Result.AUTH and answer.user is not None:
        prompt = text_prompt(answer.user)
        return {**response, "factors": prompt.factors, "prompt": prompt.text}
    if answer.enroll_portal_url is not None:
        return {**response, "status": _please_enroll(answer.enroll_portal_url)}
    return {**response, "status": answer.status.status_msg}


def _please_enroll(url: str) -> str:
    return f"Please enroll at {url}"


def _device(device: Device) -> Json:
    if device.type is DeviceType.TOKEN:
        return {"device": device.device, "name": device.name, "type": device.type.value}
    title = device.name or device.platform
    return {
        "device": device.device,
        "type": device.type.value,
        "number": device.masked_number,
        "name": device.name,
        "display_name": f"{title} ({device.masked_number})" if title else device.masked_number,
        "capabilities": [capability.value for capability in device.capabilities],
    }


def status_answer_v2(status: Status) -> Json:
    """`response` of `/auth/v2/auth` (synchronous) and `/auth/v2/auth_status`."""
    return {
        "result": status.result.value,
        "status": status.status,
        "status_msg": status.status_msg,
    }


def status_answer_v1(status: Status) -> Json:
    """`response` of `/rest/v1/auth` and `/rest/v1/status`: no `result` while waiting."""
    if status.result is Result.WAITING:
        return {"status": status.status_msg}
    return {"result": status.result.value, "status": status.status_msg}


# What a request is about


def operation(path: str) -> str | None:
    """Name of the call at `path`, with or without a suffix for the encoding; None if unknown."""
    return _OPERATIONS.get(path.removesuffix(".json").removesuffix(".bson"))


def identifier(
    service: DuoService,
) -> Callable[[str, str, str, Mapping[str, str], bytes], Identified]:
    """What a request to a cloud asks for.

    Args:
        service: the cloud, which knows the users of transactions.

    Returns:
        `identify(method, path, query, headers, body)` with lower-case header names. The user is
        named as the directory names her, or as she was sent when the directory does not know
        her. It raises nothing, whatever the request.
    """

    def identify(
        method: str, path: str, query: str, headers: Mapping[str, str], body: bytes
    ) -> Identified:
        name = operation(path)
        if name is None:
            return Identified(operation=f"{method} {path}")
        stage = _STAGES.get(name)
        lowered = {key.lower(): value for key, value in headers.items()}
        values = _lenient_values(query, lowered.get("content-type", ""), body)
        return Identified(name, stage, _user(service, values, lowered.get("authorization")))

    return identify


def _user(service: DuoService, values: Mapping[str, str], authorization: str | None) -> str | None:
    sent = values.get("username") or values.get("user")
    if sent and _is_text(sent):
        try:
            ikey = credentials(authorization).ikey
        except MissingCredentialsError:
            return sent
        return service.directory_name(ikey, sent)
    user_id, txid = values.get("user_id"), values.get("txid")
    if user_id and _is_text(user_id):
        user = service.find_user_by_id(user_id)
        return user.username if user else None
    return service.user_of(txid) if txid and _is_text(txid) else None


def _lenient_values(query: str, content_type: str, body: bytes) -> dict[str, str]:
    max_fields = 200
    try:
        pairs = decode_form(query.encode("utf-8", "surrogateescape"), max_fields)
        kind = body_kind(content_type, body)
        if kind is BodyKind.JSON:
            pairs += decode_json(body)
        elif kind is BodyKind.FORM:
            pairs += decode_form(body, max_fields)
    except InvalidRequestParametersError:
        return {}
    return dict(pairs)
