"""The authentication events that the proxy writes to `authevents.log`, one JSON object a line."""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from logging import Handler, makeLogRecord


class AuthStage(StrEnum):
    """`auth_stage`: which of the two authentications an event is about."""

    PRIMARY = "Primary authentication"
    SECONDARY = "Secondary authentication"
    UNKNOWN = "Unknown"


class AuthStatus(StrEnum):
    """`status`: what came of it."""

    ALLOW = "Allow"
    REJECT = "Reject"
    ERROR = "Error"
    CHALLENGE = "Challenge"


@dataclass(frozen=True, slots=True)
class AuthEvent:
    """One line of `authevents.log`; the attributes are the keys of the product.

    Attributes:
        timestamp: UTC in ISO 8601 with a Z.
        msg: what happened; never a secret.
        username: as received, or None.
        auth_stage: which authentication.
        status: what came of it.
        client_ip: address of the user's machine as the request gives it, or None.
        server_section: name of the server section.
        server_section_ikey: its integration key.
        hostname: name of the proxy's machine.
        factor: the factor, where [radius_server_challenge] asked for it; else None in 5.0.0.
        msg_type: always AUTH.
        details: further keys, which the protocol of the server adds.
    """

    timestamp: str
    msg: str | None
    username: str | None
    auth_stage: AuthStage
    status: AuthStatus
    client_ip: str | None
    server_section: str
    server_section_ikey: str
    hostname: str
    factor: str | None = None
    msg_type: str = "AUTH"
    details: Mapping[str, str | None] = field(default_factory=dict)

    def to_json(self) -> str:
        """Return the line, without its end."""
        values = {name: getattr(self, name) for name in self.__slots__ if name != "details"}
        return json.dumps({**values, **self.details}, sort_keys=True)


def timestamp(seconds: float) -> str:
    """Spell a point in time as the events do.

    Args:
        seconds: since the epoch.
    """
    return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None).isoformat() + "Z"


class AuthEventLog:
    """The last events in memory, and all of them in a file when there is one.

    Args:
        capacity: how many events are kept in memory.
    """

    def __init__(self, capacity: int = 1000) -> None:
        self._events: deque[AuthEvent] = deque(maxlen=capacity)
        self._handler: Handler | None = None
        self._lock = threading.Lock()

    def write_to(self, handler: Handler | None) -> None:
        """Send further lines to `handler` as well; None: to memory alone."""
        with self._lock:
            self._handler = handler

    def record(self, event: AuthEvent) -> None:
        """Add an event."""
        with self._lock:
            self._events.append(event)
            if self._handler is not None:
                self._handler.handle(makeLogRecord({"msg": event.to_json()}))

    def events(self) -> tuple[AuthEvent, ...]:
        """Return the events in memory, oldest first."""
        with self._lock:
            return tuple(self._events)
