"""What is secret in requests and answers: what HTTP and OAuth say, and what a vendor adds."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import reduce
from operator import or_
from typing import Any

Reader = Callable[[bytes], str]
"""Gives a body as the text that is shown; ValueError for one that is not of its kind."""


def comparable(name: str) -> str:
    """Reduce a name to what counts when names are compared: letters and digits, no case."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


@dataclass(frozen=True, slots=True)
class Secrets:
    """What to hide; names are compared by letters and digits only.

    Attributes:
        fields: names of form, JSON and query fields, in requests and answers.
        request_fields: names of fields in requests only.
        headers: names of headers.
        code_fields: names of fields in requests that hold a one-time code or a harmless word.
        code_lists: names of fields in answers that are secret when they list nothing but codes.
        codes: what one-time codes look like, as regular expressions.
        prefixes: how texts begin that are secret whatever their field is called.
        path_parts: regular expressions of paths: what follows their first group is secret.
        readers: how to read bodies that are no text, by media type.
    """

    fields: frozenset[str] = frozenset()
    request_fields: frozenset[str] = frozenset()
    headers: frozenset[str] = frozenset()
    code_fields: frozenset[str] = frozenset()
    code_lists: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    prefixes: frozenset[str] = frozenset()
    path_parts: frozenset[str] = frozenset()
    readers: Mapping[str, Reader] = field(default_factory=dict)

    def __or__(self, other: Secrets) -> Secrets:
        """Hide what either hides."""
        both: dict[str, Any] = {
            one.name: reduce(or_, (getattr(self, one.name), getattr(other, one.name)))
            for one in fields(self)
            if one.name != "readers"
        }
        return Secrets(**both, readers={**self.readers, **other.readers})


_LONG_PART = (
    r"(/)(?![0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:/|$))"
    r"(?=[a-z.~+=_-]*[0-9])(?=[0-9.~+=_-]*[a-z])[a-z0-9.~+=_-]{32,}(?=/|$)"
)

COMMON = Secrets(
    fields=frozenset(
        {
            "access_token",
            "assertion",
            "client_assertion",
            "client_secret",
            "code_verifier",
            "id_token",
            "passcode",
            "password",
            "refresh_token",
            "secret",
            "secret_key",
            "session_key",
            "signature",
            "token",
        }
    ),
    request_fields=frozenset({"code", "request"}),
    headers=frozenset(
        {"Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "X-Api-Key"}
    ),
    # As long as a key or a token, and no UUID: whoever puts one into a path has mistaken its place.
    path_parts=frozenset({_LONG_PART}),
)
"""What HTTP, OAuth 2.0 (RFC 6749, 7521, 7636, 9101) and OpenID Connect keep secret, and words that
say of themselves that they are."""
