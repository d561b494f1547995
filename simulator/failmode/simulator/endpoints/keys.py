"""The keys of a Duo application, and what keys and host names can look like."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
_KEY = re.compile(r"[\x21-\x7e]+")

HOST_REMEDY = (
    "Give the API hostname of the Duo application, such as api-1234abcd.duosecurity.com, "
    "without https://"
)
"""What to do when `is_host` says no."""

KEY_REMEDY = "Copy the key from the application in the Duo Admin Panel"
"""What to do when `is_key` says no."""


@dataclass(frozen=True, slots=True)
class DuoKeys:
    """What the Duo application's page in the Admin Panel shows: two keys and the API hostname."""

    ikey: str
    skey: str = field(repr=False)
    host: str


def is_host(text: str) -> bool:
    """Tell whether this can be an application's API hostname: a name, no URL and no port."""
    return _HOST.fullmatch(text) is not None


def is_key(text: str) -> bool:
    """Tell whether this can be an integration or secret key: not empty, visible ASCII only.

    Lengths (20 and 40 characters) are left to Duo, which refuses a wrong key.
    """
    return _KEY.fullmatch(text) is not None
