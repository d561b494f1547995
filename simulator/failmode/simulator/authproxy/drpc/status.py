"""How a section that Duo calls is connected to it, as the proxy knows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LinkState(StrEnum):
    """What there is of a connection to Duo."""

    CONNECTED = "connected"
    CONNECTING = "connecting"
    """There is none; it is tried for again and again."""
    STOPPED = "stopped"
    """There is none, and none is tried for."""


@dataclass(frozen=True, slots=True)
class LinkStatus:
    """A connection to Duo at one moment.

    Attributes:
        state: what there is of it.
        reason: why it was lost or not made, in the product's words; empty: no attempt has failed.
    """

    state: LinkState
    reason: str = ""
