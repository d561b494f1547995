"""What a method and a name of a header are made of, for whoever writes HTTP."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")


def is_token(text: str) -> bool:
    """Tell whether a text is a token (RFC 9110, section 5.6.2)."""
    return _TOKEN.fullmatch(text) is not None
