"""The declaration of one HTTP operation, whatever API it belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Generic, TypeVar

from failmode.simulator.edge.http.messages import DEFAULT_BODY_BYTES, SMALL_BODY_BYTES
from failmode.terms import Stage

Endpoint = TypeVar("Endpoint")

_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})

VARIABLE = re.compile(r"\{(\w+)(?::(\w+))?\}")
"""A variable part of a path template: its name, and its converter where it has one."""


@dataclass(frozen=True, eq=False)
class Operation(Generic[Endpoint]):
    """One HTTP operation: where it stands, what it is called, and what answers it.

    A path is an OpenAPI path template whose variable parts may name a converter of the router:
    `/v2/device/{device_id:int32}`, `/_sim/faults/{id:path}`.

    Attributes:
        method: HTTP method. GET answers HEAD too.
        path: the path under which it is documented.
        name: stable name, by which fault rules, the journal and documents know it.
        endpoint: what answers it and what that needs, in the terms of its API.
        aliases: further paths under which it stands.
        stage: the stage of a login that it belongs to, where it belongs to one.
        at_once: whether it is answered without waiting for people or for other requests; only for
            operations whose paths have no variable parts.
        summary: what it does, in one line; empty where nothing documents the API.
        body_bytes: bytes of body at most where its method has one; more is answered with 413.
    """

    method: str
    path: str
    name: str
    endpoint: Endpoint
    aliases: tuple[str, ...] = ()
    stage: Stage | None = None
    at_once: bool = False
    summary: str = ""
    body_bytes: int = DEFAULT_BODY_BYTES

    @property
    def max_body_bytes(self) -> int:
        """Bytes of body at most; methods without one may have a small one that nobody reads."""
        return self.body_bytes if self.method in _WITH_BODY else SMALL_BODY_BYTES

    @property
    def openapi_path(self) -> str:
        """The documented path as OpenAPI writes it."""
        return openapi_path(self.path)

    @property
    def paths(self) -> tuple[str, ...]:
        """Every path under which it stands, the documented one first."""
        return (self.path, *self.aliases)


def openapi_path(path: str) -> str:
    """Return a path template as OpenAPI writes it: without the converters of its parts."""
    return VARIABLE.sub(r"{\1}", path)
