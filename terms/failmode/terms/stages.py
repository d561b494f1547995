"""The stages of a login at Duo, at which something can go wrong."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """The stages of a login, in their order."""

    PING = "ping"
    PREAUTH = "preauth"
    AUTH = "auth"
    AUTH_STATUS = "auth-status"

    @property
    def position(self) -> int:
        """Where it stands in a login, 0 for the first stage."""
        return tuple(Stage).index(self)
