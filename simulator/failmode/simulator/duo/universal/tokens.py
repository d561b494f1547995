"""JSON Web Tokens between a client and Duo, signed with the client secret."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from failmode.simulator.duo.api.params import is_text
from failmode.simulator.duo.universal.errors import InvalidClientError

if TYPE_CHECKING:
    # What reads and writes them is loaded for the first of them.
    from jwt.types import Options

ALGORITHM = "HS512"
"""The one algorithm of the OIDC Auth API."""

Claims = Mapping[str, object]
"""The payload of a JWT whose signature is right."""

_SIGNATURE_ONLY: Options = {
    "verify_exp": False,
    "verify_nbf": False,
    "verify_iat": False,
    "verify_aud": False,
    "verify_iss": False,
    "verify_sub": False,
    "verify_jti": False,
}
_DIGITS = re.compile(r"[0-9]{1,15}(\.[0-9]{1,9})?")
_KEY_BYTES = 64


def sign(claims: Mapping[str, Any], secret: str) -> str:
    """Make a JWT signed with a client secret."""
    import jwt  # noqa: PLC0415

    return jwt.encode(dict(claims), _key(secret), algorithm=ALGORITHM)


def read(token: str, secret: str, refusal: str) -> Claims:
    """Return the claims of a JWT, once its signature is found right; the claims are not looked at.

    Args:
        token: the JWT.
        secret: the client secret.
        refusal: what to tell the client when it is not acceptable.

    Raises:
        InvalidClientError: when it is no JWT, or not signed with HS512 and this secret.
    """
    import jwt  # noqa: PLC0415

    try:
        claims: Claims = jwt.decode(
            token, _key(secret), algorithms=[ALGORITHM], options=_SIGNATURE_ONLY
        )
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError) as error:
        raise InvalidClientError(refusal) from error
    return claims


def unverified_claim(token: str, claim: str) -> str | None:
    """Return a claim of a JWT that nobody has checked, for a log; None when it cannot be read."""
    import jwt  # noqa: PLC0415

    try:
        value = jwt.decode(token, options={"verify_signature": False, **_SIGNATURE_ONLY}).get(claim)
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError):
        return None
    return value if isinstance(value, str) else None


class Checks:
    """What must be right in the claims of a client's JWT.

    Args:
        claims: the claims.
        what: what the JWT is, as errors name it.

    Raises:
        InvalidClientError: by each check, when it fails.
    """

    def __init__(self, claims: Claims, what: str) -> None:
        self._claims = claims
        self._what = what

    def match(self, claim: str, client_id: str) -> None:
        """See that a claim is the client's id."""
        if self._claims.get(claim) != client_id:
            raise self.failed(f"The `{claim}` claim must match the supplied client_id")

    def audience(self, accepted: Collection[str]) -> str:
        """See for whom it is; host names are compared without regard to case.

        Returns:
            The audience as the client wrote it.
        """
        given = self._claims.get("aud")
        lowered = {one.lower() for one in accepted}
        for one in given if isinstance(given, list) else [given]:
            if isinstance(one, str) and one.lower() in lowered:
                return one
        raise self.failed("The `aud` claim must be the URL that the request was sent to")

    def expiry(self, now: float, *, at_most: float, leeway: float) -> float:
        """See that it is valid now, and not for too long.

        Returns:
            When it expires, seconds since the epoch.
        """
        expires = self._seconds("exp")
        if expires is None:
            raise self.failed("The `exp` claim must be a time in seconds since the epoch")
        if expires + leeway <= now:
            raise self.failed("The `exp` claim is in the past")
        if expires > now + at_most + leeway:
            raise self.failed(f"The `exp` claim must be at most {at_most:.0f} seconds ahead")
        if "nbf" in self._claims:
            begins = self._seconds("nbf")
            if begins is None or begins > now + leeway:
                raise self.failed("The `nbf` claim is in the future")
        return expires

    def text(self, claim: str, *, at_least: int = 1, at_most: int) -> str:
        """Return a claim that must be text of a certain length."""
        value = self._claims.get(claim)
        if not isinstance(value, str) or not at_least <= len(value) <= at_most:
            raise self.failed(
                f"The `{claim}` claim must be text of {at_least} to {at_most} characters"
            )
        if not is_text(value):
            raise self.failed(f"The `{claim}` claim has characters that are not text")
        return value

    def failed(self, reason: str) -> InvalidClientError:
        """Make the error for a check that failed."""
        return InvalidClientError(f"Invalid {self._what}: {reason}")

    def _seconds(self, claim: str) -> float | None:
        # The C# SDK writes numbers as text.
        value = self._claims.get(claim)
        if isinstance(value, str) and _DIGITS.fullmatch(value):
            return float(value)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return None
        if isinstance(value, float) and not math.isfinite(value):
            return None
        return float(value) if abs(value) < 1e15 else None


def _key(secret: str) -> bytes:
    # HMAC fills a short key with zero bytes itself; the C# SDK does it beforehand, and so do we,
    # because the libraries on both sides complain of keys shorter than the hash.
    return secret.encode("utf-8").ljust(_KEY_BYTES, b"\0")
