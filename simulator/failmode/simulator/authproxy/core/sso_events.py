"""The events of [sso] that the proxy writes to `ssoevents.log`, one JSON object a line.

Source: the published code of the Duo Authentication Proxy (`lib/log.py`): names and keys.
"""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from logging import Handler, makeLogRecord

CONNECTED = "sso connection established"
DISCONNECTED = "sso connection disconnected"
SUCCEEDED = "succeeded"
FAILED = "failed"
AUTHENTICATION = "Primary authentication"
ATTRIBUTE_FETCH = "Fetching user attributes"

_CONNECTIVITY = "connectivity"
_LDAP_QUERY = "ldap_query"


@dataclass(frozen=True, slots=True)
class SsoEvent:
    """One line of `ssoevents.log`.

    Attributes:
        keys: the product's keys with their values; never a secret.
    """

    keys: Mapping[str, str | int | None] = field(default_factory=dict)

    def to_json(self) -> str:
        """Return the line, without its end."""
        return json.dumps(dict(self.keys), sort_keys=True)


def connectivity_event(msg: str, proxy_key: str, timestamp: str, hostname: str) -> SsoEvent:
    """Return the event of a connection that was made or lost."""
    return SsoEvent(
        {
            "timestamp": timestamp,
            "msg_type": "SSO",
            "msg": msg,
            "event_type": _CONNECTIVITY,
            "proxy_key": proxy_key,
            "hostname": hostname,
        }
    )


def ldap_event(
    *,
    msg: str,
    query_type: str,
    status: str,
    server: str,
    port: int,
    username: str,
    reason: str | None,
    proxy_key: str,
    timestamp: str,
    hostname: str,
) -> SsoEvent:
    """Return the event of one directory that was asked."""
    return SsoEvent(
        {
            "timestamp": timestamp,
            "msg_type": "SSO",
            "msg": msg,
            "event_type": _LDAP_QUERY,
            "query_type": query_type,
            "status": status,
            "server": server,
            "port": port,
            "username": username,
            "proxy_key": proxy_key,
            "reason": reason,
            "hostname": hostname,
        }
    )


class SsoEventLog:
    """The last events in memory, and all of them in a file when there is one.

    Args:
        capacity: how many events are kept in memory.
    """

    def __init__(self, capacity: int = 1000) -> None:
        self._events: deque[SsoEvent] = deque(maxlen=capacity)
        self._handler: Handler | None = None
        self._lock = threading.Lock()

    def write_to(self, handler: Handler | None) -> None:
        """Send further lines to `handler` as well; None: to memory alone."""
        with self._lock:
            self._handler = handler

    def record(self, event: SsoEvent) -> None:
        """Add an event."""
        with self._lock:
            self._events.append(event)
            if self._handler is not None:
                self._handler.handle(makeLogRecord({"msg": event.to_json()}))

    def events(self) -> tuple[SsoEvent, ...]:
        """Return the events in memory, oldest first."""
        with self._lock:
            return tuple(self._events)
