"""Hides secrets of requests and answers, so that a journal can be shown to anybody."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote_plus

from failmode.simulator.edge.journal.secrets import Secrets, comparable
from failmode.terms import MASK

BODY_LIMIT = 65_536
"""Bytes of a body that are kept; a longer one is replaced by a note of its length."""

_SECRET_HEADER_WORDS = ("token", "secret", "password", "passcode", "apikey", "credential")
"""What the name of a header has that some client means to be one of credentials."""

_URL_HEADERS = frozenset({"location", "referer"})


def too_long(body: bytes) -> str:
    """Give the note in the place of a body of more than `BODY_LIMIT` bytes."""
    return f"[{len(body)} bytes, more than the {BODY_LIMIT} that are kept]"


class Masker:
    """Masks by the names of fields and headers.

    Args:
        secrets: what to hide.
    """

    def __init__(self, secrets: Secrets) -> None:
        self._fields = frozenset(map(comparable, secrets.fields))
        self._request_fields = frozenset(map(comparable, secrets.request_fields))
        self._headers = frozenset(map(comparable, secrets.headers))
        self._code_fields = frozenset(map(comparable, secrets.code_fields))
        self._code_lists = frozenset(map(comparable, secrets.code_lists))
        self._code = re.compile("|".join(sorted(secrets.codes)) or r"(?!)")
        self._prefixes = tuple(secrets.prefixes)
        self._path_parts = tuple(re.compile(one, re.IGNORECASE) for one in secrets.path_parts)
        self._readers = secrets.readers
        # Where a request that cannot be taken apart may carry one of these.
        named = "|".join(sorted(self._request_fields | self._code_fields)) or r"(?!)"
        self._named = re.compile(rf"(?<![a-z0-9])({named})[\"'\s]*[=:]", re.IGNORECASE)

    def headers(self, headers: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        """Give the headers with credentials hidden; an authorization keeps its scheme."""
        return tuple((name, self._header(comparable(name), value)) for name, value in headers)

    def _header(self, name: str, value: str) -> str:
        if name in self._headers or any(word in name for word in _SECRET_HEADER_WORDS):
            scheme, space, _ = value.partition(" ")
            known = space and scheme.lower() in ("basic", "bearer", "digest", "negotiate")
            return f"{scheme} {MASK}" if known else MASK
        return self.target(value) if name in _URL_HEADERS else value

    def target(self, target: str) -> str:
        """Give a request target or URL with the secrets of its path, query and fragment hidden."""
        parts = re.split(r"([?#])", target)
        path = parts[0]
        for one in self._path_parts:
            path = one.sub(rf"\g<1>{MASK}", path)
        rest = (part if part in "?#" else self._form(part, request=True) for part in parts[1:])
        return path + "".join(rest)

    def body(self, body: bytes, content_type: str, *, request: bool) -> str:
        """Give a body as text, with the secrets of its fields hidden.

        Args:
            body: the whole body.
            content_type: the `Content-Type` header, or "".
            request: whether it is a request's body; there, codes are credentials as well.

        Returns:
            the text, other encodings as their readers give them; a note in brackets for a body
            that is too long or not text. A body that cannot be taken apart but may hold a
            secret field is hidden as a whole.
        """
        if len(body) > BODY_LIMIT:
            return too_long(body)
        kind = content_type.partition(";")[0].strip().lower()
        try:
            read = self._readers.get(kind)
            text = body.decode("utf-8") if read is None else read(body)
        except (ValueError, RecursionError):
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
        return self._unreadable(text, request=request, is_xml=kind.endswith("xml"))

    def _is_secret(self, name: str, value: object, *, request: bool) -> bool:
        key = comparable(name)
        if key in self._fields or (request and key in self._request_fields):
            return True
        if isinstance(value, str) and value.startswith(self._prefixes):
            return True
        if not request and key in self._code_lists:
            return self._is_code_list(value)
        return (
            request
            and key in self._code_fields
            and isinstance(value, (str, int))
            and self._code.fullmatch(comparable(str(value))) is not None
        )

    def _is_code_list(self, value: object) -> bool:
        """Tell whether a value is a list of one-time codes and of nothing else."""
        return (
            isinstance(value, list)
            and bool(value)
            and all(isinstance(one, str) and self._code.fullmatch(one) for one in value)
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

    def _unreadable(self, text: str, *, request: bool, is_xml: bool = False) -> str:
        if request and (is_xml or text.lstrip()[:1] == "<"):
            # Any element may hold a secret, and no client of these vendors sends XML.
            return f"[{len(text)} characters of XML, which may hold a secret]"
        flat = comparable(text)
        named = any(key in flat for key in self._fields) or (request and self._named.search(text))
        if named or "%" in text or "\\" in text:
            return f"[{len(text)} characters that cannot be taken apart and may hold a secret]"
        return text
