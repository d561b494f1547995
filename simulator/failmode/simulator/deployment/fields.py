"""The custom fields that a deployment reads, and what each of them becomes on the endpoint."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

FAILOPEN_FIELD = "cpvalDuoFailopen"
"""Drop-down with the platforms that fail open."""

IKEY_FIELD = "cpvalDuoIkey"
"""Text with the integration key."""

SKEY_FIELD = "cpvalDuoSkey"
"""Text with the secret key."""

HKEY_FIELD = "cpvalDuoHkey"
"""Text with the API hostname."""


class Meaning(Enum):
    """How an option becomes a value."""

    PLATFORMS = "the option names the platforms on which the setting is on"
    NUMBER = "the option is the number itself"


@dataclass(frozen=True, slots=True)
class CarriedField:
    """One drop-down besides the fail-open one.

    Attributes:
        name: the custom field.
        installer_property: what it becomes on Windows.
        plist_key: what it becomes on a Mac; None when there is no such setting.
        meaning: how its option becomes a value.
        numbers: the numbers it may have.
    """

    name: str
    installer_property: str
    plist_key: str | None = None
    meaning: Meaning = Meaning.PLATFORMS
    numbers: tuple[int, ...] = (0, 1)


CARRIED_FIELDS = (
    CarriedField("cpvalDuoAutopush", "AUTOPUSH", "auto_push"),
    CarriedField("cpvalDuoRdponly", "RDPONLY"),
    CarriedField("cpvalDuoSmartcard", "SMARTCARD", "smartcard_bypass"),
    CarriedField("cpvalDuoWrapsmartcard", "WRAPSMARTCARD"),
    CarriedField("cpvalDuoEnableoffline", "ENABLEOFFLINE"),
    CarriedField(
        "cpvalDuoUsernameformat", "USERNAMEFORMAT", meaning=Meaning.NUMBER, numbers=(0, 1, 2)
    ),
    CarriedField(
        "cpvalDuoUacprotectmode", "UAC_PROTECTMODE", meaning=Meaning.NUMBER, numbers=(0, 1, 2)
    ),
    CarriedField("cpvalDuoUacoffline", "UAC_OFFLINE", meaning=Meaning.NUMBER),
    CarriedField("cpvalDuoUacofflineenroll", "UAC_OFFLINE_ENROLL", meaning=Meaning.NUMBER),
)
"""What the deployment carries besides the keys and the fail-open setting, where it is defined."""
