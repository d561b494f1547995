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

from failmode.simulator.authproxy.core import messages


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
        omits_unknown: whether user name, address and factor are left out where they are None.
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
    omits_unknown: bool = False

    @property
    def keys(self) -> Mapping[str, str | None]:
        """The keys of the line with their values."""
        values = {name: getattr(self, name) for name in self.__slots__ if name not in _NO_KEYS}
        if self.omits_unknown:
            values = {
                name: value
                for name, value in values.items()
                if value is not None or name not in _MAY_BE_UNKNOWN
            }
        return {**values, **self.details}

    def to_json(self) -> str:
        """Return the line, without its end."""
        return json.dumps(dict(self.keys), sort_keys=True)


@dataclass(frozen=True, slots=True)
class EventForm:
    """How a kind of server words its events; what Duo said stands in for `{status}`.

    Attributes:
        primary_accepted: the primary password was right; `{message}`: what was said of it.
        primary_rejected: it was not.
        primary_error: it could not be checked; `{reason}`: why.
        preauth_allowed: Duo lets the user in without a second factor.
        preauth_denied: Duo lets the user in with none.
        allowed: Duo lets the user in after the second factor.
        denied: Duo does not.
        names_factor: whether the last two name the factor.
        omits_unknown: see `AuthEvent`.
    """

    primary_accepted: str = messages.PRIMARY_ACCEPTED
    primary_rejected: str = messages.PRIMARY_REJECTED
    primary_error: str = messages.PRIMARY_ERROR
    preauth_allowed: str = "{status}"
    preauth_denied: str = "{status}"
    allowed: str = "{status}"
    denied: str = "{status}"
    names_factor: bool = False
    omits_unknown: bool = False


RADIUS_EVENTS = EventForm()
"""The events of RADIUS servers, in which the user's client reads the same words."""

_NO_KEYS = frozenset({"details", "omits_unknown"})
_MAY_BE_UNKNOWN = frozenset({"username", "client_ip", "factor"})


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
