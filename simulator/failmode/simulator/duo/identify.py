"""What a request to Duo's cloud is about: operation, stage of a login, and user."""

from __future__ import annotations

from collections.abc import Mapping
from wsgiref.types import WSGIEnvironment

from failmode.simulator.duo.admin import identify as admin
from failmode.simulator.duo.api.serialization import body_kind, decode_form, decode_json, is_text
from failmode.simulator.duo.api.signature import BodyKind, credentials
from failmode.simulator.duo.auth.service import DuoService
from failmode.simulator.duo.errors import InvalidRequestParametersError, MissingCredentialsError
from failmode.simulator.duo.universal.user_resolver import UserResolver
from failmode.simulator.edge.identify import Identified, Identify
from failmode.simulator.http_api.environ import body_of, path_of

_STAGES = {
    "ping": "ping",
    "preauth": "preauth",
    "auth": "auth",
    "auth-status": "auth-status",
    "health-check": "ping",
    # What has to go well before a code can be exchanged.
    "prompt-return": "preauth",
    "token": "auth",
}
_OPERATIONS = {
    "/auth/v2/ping": "ping",
    "/auth/v2/check": "check",
    "/auth/v2/logo": "logo",
    "/auth/v2/enroll": "enroll",
    "/auth/v2/enroll_status": "enroll-status",
    "/auth/v2/preauth": "preauth",
    "/auth/v2/auth": "auth",
    "/auth/v2/auth_status": "auth-status",
    "/rest/v1/ping": "ping",
    "/rest/v1/check": "check",
    "/rest/v1/logo": "logo",
    "/rest/v1/preauth": "preauth",
    "/rest/v1/auth": "auth",
    "/rest/v1/status": "auth-status",
    "/oauth/v1/health_check": "health-check",
    "/oauth/v1/authorize": "authorize",
    "/oauth/v1/token": "token",
    "/prompt": "prompt",
    "/prompt/status": "prompt-status",
    "/prompt/return": "prompt-return",
}
# No page is behind it. An operation is shown to anybody, and what follows is a credential.
_ACTIVATION = "/activate/"
_UNIVERSAL = frozenset(
    {"health-check", "authorize", "token", "prompt", "prompt-status", "prompt-return"}
)


_AT_ONCE = frozenset({"ping", "check", "preauth"})


def at_once(path: str) -> bool:
    """Whether a request to `path` is answered without waiting for people or for other requests."""
    return operation(path) in _AT_ONCE


def operation(path: str) -> str | None:
    """Name of the call at `path`, with or without a suffix for the encoding; None if unknown."""
    return _OPERATIONS.get(path.removesuffix(".json").removesuffix(".bson"))


def identifier(service: DuoService) -> Identify:
    """Return what tells what a request to a cloud asks for.

    Args:
        service: the cloud, which knows the users of transactions.

    Returns:
        An `Identify`. The user is named as the directory names her, or as she was sent when the
        directory does not know her. It raises nothing, whatever the request.
    """
    subjects = UserResolver(service)

    def identify(environ: WSGIEnvironment) -> Identified:
        method, path = environ["REQUEST_METHOD"], path_of(environ)
        if path.startswith(admin.PREFIX):
            return admin.identify(service, method, path)
        if path.startswith(_ACTIVATION):
            return Identified("activate")
        name = operation(path)
        if name is None:
            return Identified(operation=f"{method} {path}")
        stage = _STAGES.get(name)
        values = _lenient_values(
            environ.get("QUERY_STRING", ""),
            environ.get("CONTENT_TYPE", ""),
            body_of(environ),
            service.settings.max_fields,
        )
        if name in _UNIVERSAL:
            return Identified(name, stage, subjects.user(values))
        return Identified(name, stage, _user(service, values, environ.get("HTTP_AUTHORIZATION")))

    return identify


def _user(service: DuoService, values: Mapping[str, str], authorization: str | None) -> str | None:
    sent = values.get("username") or values.get("user")
    if sent and is_text(sent):
        try:
            ikey = credentials(authorization).ikey
        except MissingCredentialsError:
            return sent
        return service.directory_name(ikey, sent)
    user_id, txid = values.get("user_id"), values.get("txid")
    if user_id and is_text(user_id):
        user = service.find_user_by_id(user_id)
        return user.username if user else None
    return service.user_of(txid) if txid and is_text(txid) else None


def _lenient_values(query: str, content_type: str, body: bytes, max_fields: int) -> dict[str, str]:
    try:
        pairs = decode_form(query.encode("latin-1"), max_fields)
        kind = body_kind(content_type, body)
        if kind is BodyKind.JSON:
            pairs += decode_json(body)
        elif kind is BodyKind.FORM:
            pairs += decode_form(body, max_fields)
    except InvalidRequestParametersError:
        return {}
    return dict(pairs)
