"""OAuth 2.0 client credentials: applications, tokens, and the Authorization header's checks."""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, insert, select

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
from failmode.simulator.ninjaone.tables import ACCESS_TOKENS, APPLICATIONS
from failmode.simulator.ninjaone.transaction import Transaction

TOKEN_SECONDS = 3600
"""Life of an access token in seconds: `expires_in` of every public example."""

_TOKEN_BYTES = 32
_KEPT_SECONDS = 24 * 60 * 60
"""How long expired tokens are kept, so that a clock set forward for a while ends none for good."""
# Statements are built once: building one takes longer than running it.
_APPLICATION = select(
    APPLICATIONS.c.client_id, APPLICATIONS.c.client_secret, APPLICATIONS.c.scopes
).where(APPLICATIONS.c.client_id == bindparam("client_id"))
_TOKEN = select(ACCESS_TOKENS.c.scopes, ACCESS_TOKENS.c.expires).where(
    ACCESS_TOKENS.c.token == bindparam("token")
)
_ADD_TOKEN = insert(ACCESS_TOKENS)
_FORGET_EXPIRED = delete(ACCESS_TOKENS).where(ACCESS_TOKENS.c.expires <= bindparam("before"))
_BEARER = re.compile(r"bearer ([A-Za-z0-9\-._~+/]+=*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Application:
    """An API application: client credentials and the scopes it may have."""

    client_id: str
    client_secret: str
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grant:
    """A granted token and its scopes."""

    token: str
    scopes: tuple[OAuthScope, ...]


def in_order(scopes: Iterable[str]) -> tuple[OAuthScope, ...]:
    """Return the known ones among `scopes`, in the order in which answers list them."""
    names = set(scopes)
    return tuple(scope for scope in OAuthScope if scope in names)


def find_application(tx: Transaction, client_id: str) -> Application | None:
    """Return the API application of a client id; None when there is none."""
    row = tx.connection.execute(_APPLICATION, {"client_id": client_id}).first()
    return None if row is None else Application(row[0], row[1], tuple(row[2]))


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
    application = find_application(tx, _required(form, "client_id"))
    if application is None:
        raise ClientAppNotExistError
    secret = _required(form, "client_secret")
    if not hmac.compare_digest(secret.encode(), application.client_secret.encode()):
        raise InvalidClientError("the client_secret is wrong", tx.switches.wrong_secret_status)
    scopes = _granted_scopes(tx, application, form.get("scope", ""))
    tx.connection.execute(_FORGET_EXPIRED, {"before": tx.now - _KEPT_SECONDS})
    token = tx.new_token(_TOKEN_BYTES)
    tx.connection.execute(
        _ADD_TOKEN,
        {
            "token": token,
            "client_id": application.client_id,
            "scopes": list(scopes),
            "expires": tx.now + TOKEN_SECONDS,
        },
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
    scopes = _scopes_of(tx, match.group(1))
    if scopes is None:
        raise NotAuthenticatedError
    if scope not in scopes:
        raise PermissionDeniedError(tx.switches.permission_denied_status)


def is_known(tx: Transaction, header: str | None) -> bool:
    """Tell whether an Authorization header has a token that was granted and counts.

    Args:
        tx: the current transaction.
        header: the header's value; None when it is absent.
    """
    match = None if header is None else _BEARER.fullmatch(header.strip())
    return match is not None and _scopes_of(tx, match.group(1)) is not None


def _scopes_of(tx: Transaction, token: str) -> Sequence[str] | None:
    """Return the scopes of a token that was granted and has not expired; None for any other."""
    row = tx.connection.execute(_TOKEN, {"token": token}).first()
    return None if row is None or row.expires <= tx.now else row.scopes


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
