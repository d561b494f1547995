"""What an exchange is about, as the vendor's package reads it from the request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Identified:
    """What a request asks for.

    Attributes:
        operation: the vendor's name of the call, such as `auth/v2/preauth`.
        stage: the stage of a login that the call belongs to (a value of `Stage`), or None.
        user: whom the call is about, as the vendor names users, or None.
    """

    operation: str
    stage: str | None = None
    user: str | None = None


Identify = Callable[[str, str, str, Mapping[str, str], bytes], Identified]
"""`identify(method, path, query, headers, body)`.

The path is percent-decoded, the query is as sent without the question mark, header names are
lower-case, the body is complete. It runs in a worker thread before the vendor's application.
"""


def unidentified(
    method: str, path: str, query: str, headers: Mapping[str, str], body: bytes
) -> Identified:
    """An `Identify` for applications without stages and users: method and path."""
    del query, headers, body
    return Identified(operation=f"{method} {path}")
