"""Where a browser is sent back to."""

from __future__ import annotations

import re
from urllib.parse import urlencode, urlsplit

MAX_REDIRECT_URI = 256
"""Most characters of a redirect URI."""

CODE_NAMES = ("duo_code", "code")
"""Names of the parameter that brings the code back."""

_REDIRECT_URI = re.compile(
    r"https?://([a-z0-9][a-z0-9._-]*|\[[0-9a-f:.]+\])(:[0-9]{1,5})?([/?][!-~]*)?", re.IGNORECASE
)


def is_redirect_uri(text: str) -> bool:
    """Tell whether a text is an absolute http or https URL without a fragment."""
    return _REDIRECT_URI.fullmatch(text) is not None and "#" not in text


def with_query(redirect_uri: str, parameters: dict[str, str]) -> str:
    """Return the redirect URI with parameters added to its own."""
    parts = urlsplit(redirect_uri)
    query = "&".join(part for part in (parts.query, urlencode(parameters)) if part)
    return parts._replace(query=query).geturl()
