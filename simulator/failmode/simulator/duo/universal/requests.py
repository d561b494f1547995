"""What a client asks: its assertion, and the authorization request that the browser carries."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from failmode.simulator.duo.api.params import Params
from failmode.simulator.duo.directory.records import Integration
from failmode.simulator.duo.errors import MissingRequestParametersError
from failmode.simulator.duo.universal.assumptions import (
    AUTHORIZE_AUDIENCES,
    DEFAULT_CODE_NAME,
    HOST_IS_WHAT_THE_CLIENT_ASKED,
    UniversalSettings,
)
from failmode.simulator.duo.universal.errors import (
    UNUSABLE_ASSERTION,
    UNUSABLE_REDIRECT_URI,
    UNUSABLE_REQUEST,
    InvalidClientError,
    InvalidRequestError,
    RefusedAuthorizationError,
)
from failmode.simulator.duo.universal.redirect_uris import (
    MAX_REDIRECT_URI,
    is_redirect_uri,
    with_query,
)
from failmode.simulator.duo.universal.tokens import Checks, Claims, read

HEALTH_CHECK = "/oauth/v1/health_check"
AUTHORIZE = "/oauth/v1/authorize"
TOKEN = "/oauth/v1/token"  # noqa: S105 - an address, not a secret

MIN_STATE, MAX_STATE = 16, 1024
"""Characters of a state or nonce."""

_HOST = re.compile(r"([a-z0-9][a-z0-9._-]{0,252}|\[[0-9a-f:.]{2,45}\])(:[0-9]{1,5})?")
_TRUTH = (True, 1, "1", "true", "True")


@dataclass(frozen=True, slots=True)
class Assertion:
    """A client assertion that has been checked.

    Attributes:
        audience: the address of the endpoint as the client knows it.
        jti: its id.
        expires: seconds since the epoch.
    """

    audience: str
    jti: str
    expires: float


@dataclass(frozen=True, slots=True)
class Authorization:
    """An authorization request that has been checked.

    Attributes:
        username: the user as the application names her.
        redirect_uri: where to send the browser back to.
        state: what to give back unread.
        nonce: what to repeat in the `id_token`, or None.
        code_name: name of the parameter that brings the code back.
    """

    username: str
    redirect_uri: str
    state: str = field(repr=False)
    nonce: str | None = field(repr=False)
    code_name: str


def required(params: Params, name: str) -> str:
    """Return a parameter.

    Raises:
        InvalidRequestError: when it is missing or empty.
    """
    try:
        return params.required(name)
    except MissingRequestParametersError as error:
        raise InvalidRequestError(f"The parameter {name} is missing") from error


def check_assertion(
    token: str,
    integration: Integration,
    *,
    host: str,
    path: str,
    now: float,
    settings: UniversalSettings,
) -> Assertion:
    """Check a client assertion.

    Args:
        token: the JWT.
        integration: the client whose it must be.
        host: the `Host` header.
        path: of the endpoint.
        now: seconds since the epoch.
        settings: times and limits.

    Raises:
        InvalidClientError: naming the claim that is wrong.
    """
    checks = Checks(read(token, integration.skey, UNUSABLE_ASSERTION), "Client assertion")
    checks.match("iss", integration.ikey)
    checks.match("sub", integration.ikey)
    audience = checks.audience([base + path for base in _bases(host, integration)])
    expires = checks.expiry(
        now, at_most=settings.max_validity_seconds, leeway=settings.leeway_seconds
    )
    jti = checks.text("jti", at_most=settings.max_text_length)
    return Assertion(audience, jti, expires)


def check_authorization(
    params: Params,
    integration: Integration,
    *,
    host: str,
    now: float,
    settings: UniversalSettings,
) -> Authorization:
    """Check an authorization request.

    Args:
        params: `response_type`, `client_id` and `request`, perhaps `nonce`.
        integration: the client whose it must be.
        host: the `Host` header.
        now: seconds since the epoch.
        settings: times and limits.

    Raises:
        OAuthError: while nobody knows whether the redirect URI can be trusted.
        RefusedAuthorizationError: from then on.
    """
    claims = read(required(params, "request"), integration.skey, UNUSABLE_REQUEST)
    checks = Checks(claims, "request")
    checks.match("iss", integration.ikey)
    checks.match("client_id", integration.ikey)
    checks.audience([b + path for b in _bases(host, integration) for path in AUTHORIZE_AUDIENCES])
    checks.expiry(now, at_most=settings.max_validity_seconds, leeway=settings.leeway_seconds)
    given = claims.get("redirect_uri")
    if isinstance(given, str) and not 1 <= len(given) <= MAX_REDIRECT_URI:
        raise InvalidRequestError(UNUSABLE_REDIRECT_URI)
    redirect_uri = checks.text("redirect_uri", at_most=MAX_REDIRECT_URI)
    if not is_redirect_uri(redirect_uri):
        raise checks.failed(
            "The `redirect_uri` claim must be an absolute http or https URL without a fragment"
        )
    state = checks.text("state", at_least=MIN_STATE, at_most=MAX_STATE)

    def refused(error: str, description: str) -> RefusedAuthorizationError:
        answer = {"error": error, "error_description": description, "state": state}
        return RefusedAuthorizationError(error, description, with_query(redirect_uri, answer))

    types = {params.optional("response_type"), claims.get("response_type")}
    if types != {"code"}:
        raise refused("unsupported_response_type", "The response_type must be code")
    scope = claims.get("scope")
    if not isinstance(scope, str) or "openid" not in scope.split():
        raise refused("invalid_scope", "The scope must be openid")
    try:
        username = checks.text("duo_uname", at_most=settings.max_text_length)
        nonce = _nonce(params, claims, checks)
    except (InvalidRequestError, InvalidClientError) as error:
        raise refused("invalid_request", error.description) from error
    return Authorization(username, redirect_uri, state, nonce, _code_name(claims))


def _nonce(params: Params, claims: Claims, checks: Checks) -> str | None:
    # The Python SDK sends it beside the JWT, OpenID Connect would have it inside.
    beside = params.optional("nonce")
    inside = (
        checks.text("nonce", at_least=MIN_STATE, at_most=MAX_STATE) if "nonce" in claims else None
    )
    if beside is None:
        return inside
    if not MIN_STATE <= len(beside) <= MAX_STATE:
        raise InvalidRequestError(f"The nonce must have {MIN_STATE} to {MAX_STATE} characters")
    if inside not in (None, beside):
        raise InvalidRequestError("The nonce differs between the parameter and the claim")
    return beside


def _code_name(claims: Claims) -> str:
    if "use_duo_code_attribute" not in claims:
        return DEFAULT_CODE_NAME
    return "duo_code" if claims["use_duo_code_attribute"] in _TRUTH else "code"


def _bases(host: str, integration: Integration) -> list[str]:
    """Return `https://HOST` for every name by which the client may know the cloud."""
    names = {integration.api_host.lower()}
    if HOST_IS_WHAT_THE_CLIENT_ASKED and _HOST.fullmatch(host.lower()):
        names.add(host.lower())
    return [f"https://{name}" for name in sorted(names)]
