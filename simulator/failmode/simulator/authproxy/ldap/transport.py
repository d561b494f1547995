"""How a connection to a directory is protected."""

from __future__ import annotations

from enum import StrEnum


class Transport(StrEnum):
    """How the connection to a directory is protected; the words of the product."""

    CLEAR = "clear"
    LDAPS = "ldaps"
    STARTTLS = "starttls"
