"""Duo's request signatures, versions 1, 2, 4 and 5: sign them, verify them, tell them apart.

Version 1 covers method, host, path and parameters; version 2 adds the date; version 4 adds the
SHA-512 of the body; version 5 adds the SHA-512 of the `X-Duo-*` headers. Versions 1 and 2 are
made with SHA-1 or SHA-512 and carry form bodies, versions 4 and 5 with SHA-512 and JSON bodies.

Source: `duo_client/client.py` of https://github.com/duosecurity/duo_client_python; version 1 with
SHA-1 also by the Duo Authentication Proxy 5.0.0, `X-Duo-Date` by https://github.com/duosecurity/duo_unix.
"""

from __future__ import annotations

import base64
import binascii
import functools
import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC
from email.utils import formatdate, parsedate_to_datetime
from enum import IntEnum, StrEnum
from urllib.parse import quote

from failmode.simulator.duo.errors import (
    BadTimestampError,
    InvalidSignatureError,
    MissingCredentialsError,
    MissingTimestampError,
)

Pairs = tuple[tuple[str, str], ...]
"""Decoded parameters in any order; bytes that are not UTF-8 are held as lone surrogates."""

DATE_HEADERS = ("X-Duo-Date", "Date")
"""Headers that may carry the signed date; the first one present counts."""


class Version(IntEnum):
    """Version of the signature."""

    V1 = 1
    V2 = 2
    V4 = 4
    V5 = 5

    @property
    def dated(self) -> bool:
        """Whether the date is signed."""
        return self is not Version.V1

    @property
    def hashes_body(self) -> bool:
        """Whether the body is signed as it stands, rather than as form parameters."""
        return self >= Version.V4


class Digest(StrEnum):
    """Hash function of the HMAC."""

    SHA1 = "sha1"
    SHA512 = "sha512"


class BodyKind(StrEnum):
    """How a request's body carries its parameters."""

    NONE = "none"
    FORM = "form"
    JSON = "json"
    MULTIPART = "multipart"


_WEEKDAYS = frozenset({"mon", "tue", "wed", "thu", "fri", "sat", "sun"})
_UNRESERVED = re.compile(r"[A-Za-z0-9\-._~]*")
_DIGEST_BY_LENGTH = {40: Digest.SHA1, 128: Digest.SHA512}
_VERSIONS_BY_DIGEST = {
    Digest.SHA1: (Version.V2, Version.V1),
    Digest.SHA512: (Version.V5, Version.V4, Version.V2, Version.V1),
}
_VERSIONS_BY_BODY = {
    BodyKind.NONE: frozenset(Version),
    BodyKind.FORM: frozenset({Version.V1, Version.V2}),
    BodyKind.JSON: frozenset({Version.V4, Version.V5}),
    BodyKind.MULTIPART: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Credentials:
    """What an `Authorization: Basic` header holds.

    Attributes:
        ikey: integration key.
        signature: HMAC in hexadecimal.
    """

    ikey: str
    signature: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SignedRequest:
    """The parts of a request that a signature covers.

    Attributes:
        method: HTTP method.
        host: value of the `Host` header, with or without port.
        path: path without query.
        pairs: parameters of the query and, with a form body, of the body.
        body: the body as it stands.
        body_kind: how the body carries its parameters.
        date: value of the date header; None: the request has none.
        duo_headers: the `X-Duo-*` headers.
    """

    method: str
    host: str
    path: str
    pairs: Pairs = ()
    body: bytes = field(default=b"", repr=False)
    body_kind: BodyKind = BodyKind.NONE
    date: str | None = None
    duo_headers: Mapping[str, str] = field(default_factory=dict)


def rfc2822(seconds: float) -> str:
    """Return the date of a signed request, such as `Sat, 21 Nov 2026 18:07:47 -0000`.

    Args:
        seconds: seconds since the epoch.
    """
    return formatdate(seconds)


def signed_host(host: str) -> str:
    """Return the host as it is signed: without port, in lower case."""
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdigit() else host).lower()


def canonical_params(pairs: Iterable[tuple[str, str]]) -> str:
    """Parameters percent-encoded by RFC 3986, sorted by name, then by value, joined by `&`."""
    return "&".join(
        f"{name}={value}"
        for name, value in sorted((_encoded(name), _encoded(value)) for name, value in pairs)
    )


def _encoded(text: str) -> str:
    # Most names and values need no look at each of their bytes.
    return text if _UNRESERVED.fullmatch(text) else quote(text, safe="~", errors="surrogateescape")


def canonical_headers(headers: Mapping[str, str]) -> str:
    """`X-Duo-*` headers by lower-case name: name, value, name, value, ... joined by NUL."""
    lowered = sorted((name.lower(), value) for name, value in headers.items())
    return "\0".join(part for pair in lowered for part in pair)


def canonicalize(version: Version, request: SignedRequest) -> bytes:
    """Return the bytes that are signed."""
    lines = [
        request.method.upper(),
        signed_host(request.host),
        request.path,
        canonical_params(request.pairs),
    ]
    if version.dated:
        lines.insert(0, request.date or "")
    if version.hashes_body:
        lines.append(hashlib.sha512(request.body).hexdigest())
    if version is Version.V5:
        headers = canonical_headers(request.duo_headers).encode("utf-8", "surrogateescape")
        lines.append(hashlib.sha512(headers).hexdigest())
    return "\n".join(lines).encode("utf-8", "surrogateescape")


def _mac(version: Version, digest: Digest, request: SignedRequest, skey: str) -> str:
    return hmac.digest(skey.encode(), canonicalize(version, request), digest.value).hex()


def sign(
    version: Version,
    *,
    method: str,
    host: str,
    path: str,
    ikey: str,
    skey: str,
    params: Mapping[str, str] | Pairs = (),
    date: str | None = None,
    digest: Digest | None = None,
    body: bytes = b"",
    duo_headers: Mapping[str, str] | None = None,
    date_header: str = "Date",
) -> dict[str, str]:
    """Headers that sign a request.

    Args:
        version: version of the signature.
        method: HTTP method.
        host: API host name; a port is left out of the signature.
        path: path without query.
        ikey: integration key.
        skey: secret key.
        params: parameters of the query and, for versions 1 and 2, of the form body.
        date: the date to sign (see `rfc2822`); version 1 has none.
        digest: hash function; left out: SHA-1 for version 1, else SHA-512.
        body: for versions 4 and 5, the JSON body as it is sent.
        duo_headers: for version 5, further `X-Duo-*` headers, signed and returned.
        date_header: `Date` or `X-Duo-Date` (which version 5 also signs as a header).

    Returns:
        `Authorization`, the date header, and `duo_headers`.

    Raises:
        ValueError: for a dated version without a date, or a digest that the version has not.
    """
    chosen = digest or (Digest.SHA1 if version is Version.V1 else Digest.SHA512)
    if version not in _VERSIONS_BY_DIGEST[chosen]:
        raise ValueError(f"signature version {version} is not made with {chosen}")
    if version.dated and date is None:
        raise ValueError(f"signature version {version} signs a date, and none was given")
    headers = dict(duo_headers or {})
    if version.dated and date is not None:
        headers[date_header] = date
    pairs = tuple(params.items()) if isinstance(params, Mapping) else tuple(params)
    request = SignedRequest(
        method=method,
        host=host,
        path=path,
        pairs=pairs,
        body=body,
        date=date,
        duo_headers={k: v for k, v in headers.items() if k.lower().startswith("x-duo-")},
    )
    signature = _mac(version, chosen, request, skey)
    token = base64.b64encode(f"{ikey}:{signature}".encode()).decode("ascii")
    return {"Authorization": f"Basic {token}", **headers}


def credentials(authorization: str | None) -> Credentials:
    """Integration key and signature of an `Authorization` header.

    Raises:
        MissingCredentialsError: when it is absent or is not `Basic base64(ikey:signature)`.
    """
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "basic":
        raise MissingCredentialsError
    try:
        text = base64.b64decode(token.strip(), validate=True).decode("utf-8")
    except (binascii.Error, ValueError) as error:
        raise MissingCredentialsError from error
    ikey, colon, signature = text.partition(":")
    if not (ikey and colon and signature) or not (ikey.isascii() and ikey.isprintable()):
        raise MissingCredentialsError
    return Credentials(ikey, signature)


def verify(
    request: SignedRequest,
    signature: str,
    skey: str,
    *,
    now: float,
    window: float,
    accepted: frozenset[Version] = frozenset(Version),
) -> Version:
    """Find out by which version a request is signed.

    A form body is covered by versions 1 and 2 only, a JSON body by versions 4 and 5 only, a
    multipart body by none, so a body that the signature would leave out is never accepted.

    Args:
        request: the request as received.
        signature: HMAC in hexadecimal, as received.
        skey: the integration's secret key.
        now: seconds since the epoch.
        window: seconds by which the date may differ from `now`, either way.
        accepted: versions that may be used.

    Returns:
        The version that fits.

    Raises:
        InvalidSignatureError: when no accepted version fits.
        MissingTimestampError: when the date is missing where one must be signed, or cannot be read.
        BadTimestampError: when the date is outside of the window.
    """
    digest = _DIGEST_BY_LENGTH.get(len(signature))
    if digest is None:
        raise InvalidSignatureError
    allowed = accepted & _VERSIONS_BY_BODY[request.body_kind]
    candidates = [version for version in _VERSIONS_BY_DIGEST[digest] if version in allowed]
    if request.date is None:
        if candidates and all(version.dated for version in candidates):
            raise MissingTimestampError
        candidates = [version for version in candidates if not version.dated]
    given = signature.encode("utf-8", "surrogateescape")
    for version in candidates:
        if hmac.compare_digest(_mac(version, digest, request, skey).encode(), given):
            if version.dated:
                _check_date(request.date or "", now, window)
            return version
    raise InvalidSignatureError


def _check_date(date: str, now: float, window: float) -> None:
    seconds = _seconds(date)
    if seconds is None:
        raise MissingTimestampError
    if abs(seconds - now) > window:
        raise BadTimestampError


# Under load the same second is sent again and again.
@functools.lru_cache(maxsize=64)
def _seconds(date: str) -> float | None:
    """Seconds since the epoch of a date header; None when it cannot be read.

    A day of the week in another language makes a date unreadable, which `email.utils` overlooks:
    https://github.com/JohnDuprey/DuoSecurity/issues/32.
    """
    weekday, comma, _ = date.partition(",")
    if comma and weekday.strip().lower() not in _WEEKDAYS:
        return None
    try:
        moment = parsedate_to_datetime(date)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return moment.timestamp()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
