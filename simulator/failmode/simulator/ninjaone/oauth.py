"""OAuth 2.0 client credentials: applications, tokens, and the Authorization header's checks."""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import delete

from failmode.simulator.ninjaone.enums import OAuthScope
from failmode.simulator.ninjaone.errors import (
    ClientAppNotExistError,
    InvalidClientError,
    InvalidHeaderError,
    InvalidScopeError,
    InvalidTokenRequestError,
    MissingHeaderError,
    NotAuthenticatedError,
    PermissionDeniedError,
    UnsupportedGrantTypeError,
)
from failmode.simulator.ninjaone.tables import AccessToken, Application
from failmode.simulator.ninjaone.transaction import Transaction

TOKEN_SECONDS = 3600
"""Life of an access token in seconds: `expires_in` of every public example."""

_TOKEN_BYTES = 32
_KEPT_SECONDS = 24 * 60 * 60
"""How long expired tokens are kept, so that a clock set forward for a while ends none for good."""
_BEARER = re.compile(r"bearer ([A-Za-z0-9\-._~+/]+=*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Grant:
    """A granted token and its scopes."""

    token: str
    scopes: tuple[OAuthScope, ...]


def in_order(scopes: Iterable[str]) -> tuple[OAuthScope, ...]:
    """Return the known ones among `scopes`, in the order in which answers list them."""
    names = set(scopes)
    return tuple(scope for scope in OAuthScope if scope in names)


def grant(tx: Transaction, form: Mapping[str, str]) -> Grant:
    """Answer a token request.

    Args:
        tx: the current transaction.
        form: the decoded form body.

    Raises:
        UnsupportedGrantTypeError: for any grant but `client_credentials`.
        InvalidTokenRequestError: without `grant_type`, `client_id` or `client_secret`.
        ClientAppNotExistError: for an unknown `client_id`.
        InvalidClientError: for a wrong secret.
        InvalidScopeError: for a scope that the application lacks.
    """
    grant_type = _required(form, "grant_type")
    if grant_type != "client_credentials":
        raise UnsupportedGrantTypeError(
            f"the grant {grant_type!r} is not simulated; use client_credentials"
        )
    application = tx.session.get(Application, _required(form, "client_id"))
    if application is None:
        raise ClientAppNotExistError
    secret = _required(form, "client_secret")
    if not hmac.compare_digest(secret.encode(), application.client_secret.encode()):
        raise InvalidClientError("the client_secret is wrong", tx.switches.wrong_secret_status)
    scopes = _granted_scopes(tx, application, form.get("scope", ""))
    tx.session.execute(delete(AccessToken).where(AccessToken.expires <= tx.now - _KEPT_SECONDS))
    token = tx.new_token(_TOKEN_BYTES)
    tx.session.add(
        AccessToken(
            token=token,
            client_id=application.client_id,
            scopes=list(scopes),
            expires=tx.now + TOKEN_SECONDS,
        )
    )
    return Grant(token, scopes)


def authorize(tx: Transaction, header: str | None, scope: OAuthScope) -> None:
    """Check an API request's Authorization header.

    Args:
        tx: the current transaction.
        header: the header's value; None when it is absent.
        scope: the scope that the operation needs.

    Raises:
        MissingHeaderError: without the header.
        InvalidHeaderError: when it is no bearer token.
        NotAuthenticatedError: when the token is unknown or expired.
        PermissionDeniedError: when the token lacks the scope.
    """
    if header is None:
        raise MissingHeaderError
    match = _BEARER.fullmatch(header.strip())
    if match is None:
        raise InvalidHeaderError
    token = tx.session.get(AccessToken, match.group(1))
    if token is None or token.expires <= tx.now:
        raise NotAuthenticatedError
    if scope not in token.scopes:
        raise PermissionDeniedError(tx.switches.permission_denied_status)


def is_known(tx: Transaction, header: str | None) -> bool:
    """Tell whether an Authorization header has a token that was granted and counts.

    Args:
        tx: the current transaction.
        header: the header's value; None when it is absent.
    """
    match = None if header is None else _BEARER.fullmatch(header.strip())
    token = None if match is None else tx.session.get(AccessToken, match.group(1))
    return token is not None and token.expires > tx.now


def _required(form: Mapping[str, str], key: str) -> str:
    value = form.get(key)
    if not value:
        raise InvalidTokenRequestError(f"the form has no {key}")
    return value


def _granted_scopes(
    tx: Transaction, application: Application, asked: str
) -> tuple[OAuthScope, ...]:
    allowed = in_order(application.scopes)
    names = asked.split()
    if not names:
        return allowed
    refused = [name for name in names if name not in allowed]
    granted = in_order([name for name in names if name in allowed])
    if not granted or (refused and tx.switches.scope_not_allowed == "invalid_scope"):
        raise InvalidScopeError(
            f"the application may not have {' '.join(refused)}; it may have {' '.join(allowed)}"
        )
    return granted
