"""Hides secrets of requests and answers, so that a journal can be shown to anybody."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote_plus

import bson

from failmode.terms.secrets import MASK

BODY_LIMIT = 65_536
"""Bytes of a body that are kept; a longer one is replaced by a note of its length."""

SECRET_KEYS = frozenset(
    {
        "access_token",
        "activation_barcode",
        "activation_code",
        "activation_url",
        "assertion",
        "bypass_codes",
        "client_assertion",
        "client_secret",
        "code_verifier",
        "duo_code",
        "id_token",
        "passcode",
        "password",
        "prompt_session",
        "refresh_token",
        "secret",
        "secret_key",
        "session_key",
        "sig_request",
        "sig_response",
        "signature",
        "skey",
        "token",
        "trusted_device_token",
    }
)
"""Names of form, JSON and query fields to hide; case and punctuation are ignored."""

_REQUEST_KEYS = frozenset({"code", "code1", "code2", "code3", "codes", "request", "sig"})
_PASSCODES_ANSWERED = "response"
_PASSCODE_CARRIERS = frozenset({"auto", "factor", "prompt"})
_PASSCODE = re.compile(r"[0-9]{4,}|[cbdefghijklnrtuv]{32,}")
# Where a request that cannot be taken apart may carry one of these.
_NAMED = re.compile(
    rf"(?<![a-z0-9])({'|'.join(sorted(_REQUEST_KEYS | _PASSCODE_CARRIERS))})[\"'\s]*[=:]",
    re.IGNORECASE,
)
_ACTIVATION_PATH = re.compile(r"(/activate/)[^/]+", re.IGNORECASE)
_ACTIVATION_CODE = "duo://"
_SECRET_HEADERS = frozenset(
    {"authorization", "proxyauthorization", "cookie", "setcookie", "sessionkey", "xapikey"}
)
_URL_HEADERS = frozenset({"location", "referer"})


def _bson_as_json(body: bytes) -> str:
    return json.dumps(bson.decode(body), ensure_ascii=False, default=str)


def too_long(body: bytes) -> str:
    """The note in the place of a body of more than `BODY_LIMIT` bytes."""
    return f"[{len(body)} bytes, more than the {BODY_LIMIT} that are kept]"


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


class Masker:
    """Masks by the names of fields and headers.

    Args:
        secret_keys: names of further fields to hide, such as those of secure custom fields.
    """

    def __init__(self, secret_keys: Iterable[str] = ()) -> None:
        self._keys = frozenset(_plain(key) for key in SECRET_KEYS | set(secret_keys))

    def headers(self, headers: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        """The headers with credentials hidden; an authorization keeps its scheme."""
        return tuple((name, self._header(_plain(name), value)) for name, value in headers)

    def _header(self, name: str, value: str) -> str:
        if name in _SECRET_HEADERS:
            scheme, space, _ = value.partition(" ")
            known = space and scheme.lower() in ("basic", "bearer", "digest", "negotiate")
            return f"{scheme} {MASK}" if known else MASK
        return self.target(value) if name in _URL_HEADERS else value

    def target(self, target: str) -> str:
        """A request target or URL with the secrets of its path, query and fragment hidden."""
        parts = re.split(r"([?#])", target)
        return _ACTIVATION_PATH.sub(rf"\1{MASK}", parts[0]) + "".join(
            part if part in "?#" else self._form(part, request=True) for part in parts[1:]
        )

    def body(self, body: bytes, content_type: str, *, request: bool) -> str:
        """A body as text, with the secrets of its fields hidden.

        Args:
            body: the whole body.
            content_type: the `Content-Type` header, or "".
            request: whether it is a request's body; there, codes are credentials as well.

        Returns:
            the text, BSON as JSON; a note in brackets for a body that is too long or not text. A
            body that cannot be taken apart but may hold a secret field is hidden as a whole.
        """
        if len(body) > BODY_LIMIT:
            return too_long(body)
        kind = content_type.partition(";")[0].strip().lower()
        try:
            text = _bson_as_json(body) if kind == "application/bson" else body.decode("utf-8")
        except (UnicodeDecodeError, bson.errors.BSONError, RecursionError):
            text = "\0"
        if "\0" in text:
            return f"[{len(body)} bytes of {content_type or 'an unnamed type'}]"
        if text.lstrip()[:1] in ("{", "["):
            try:
                value = json.loads(text)
                hidden = self._json(value, request=request)
                return text if hidden == value else json.dumps(hidden, ensure_ascii=False)
            except (ValueError, RecursionError):
                return self._unreadable(text, request=request)
        if kind == "application/x-www-form-urlencoded":
            return self._form(text, request=request)
        return self._unreadable(text, request=request)

    def _is_secret(self, name: str, value: object, *, request: bool) -> bool:
        plain = _plain(name)
        if plain in self._keys or (request and plain in _REQUEST_KEYS):
            return True
        if isinstance(value, str) and value.startswith(_ACTIVATION_CODE):
            return True
        if not request and plain == _PASSCODES_ANSWERED:
            return _is_passcodes(value)
        return (
            request
            and plain in _PASSCODE_CARRIERS
            and isinstance(value, (str, int))
            and _PASSCODE.fullmatch(_plain(str(value))) is not None
        )

    def _form(self, text: str, *, request: bool) -> str:
        parts = []
        for part in text.split("&"):
            name, equals, value = part.partition("=")
            secret = self._is_secret(unquote_plus(name), unquote_plus(value), request=request)
            parts.append(f"{name}={MASK}" if equals and secret else part)
        return "&".join(parts)

    def _json(self, value: Any, *, request: bool) -> Any:
        if isinstance(value, dict):
            return {
                key: MASK
                if self._is_secret(key, item, request=request)
                else self._json(item, request=request)
                for key, item in value.items()
            }
        if isinstance(value, list):
            return [self._json(item, request=request) for item in value]
        return value

    def _unreadable(self, text: str, *, request: bool) -> str:
        flat = _plain(text)
        named = any(key in flat for key in self._keys) or (request and _NAMED.search(text))
        if named or "%" in text or "\\" in text:
            return f"[{len(text)} characters that cannot be taken apart and may hold a secret]"
        return text


def _is_passcodes(value: object) -> bool:
    """Whether an answer is nothing but passcodes, as Duo's is to a request for bypass codes."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(one, str) and _PASSCODE.fullmatch(one) for one in value)
    )
