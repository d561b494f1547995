"""The custom fields that a deployment reads, and the setting of Duo that each of them feeds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from failmode.simulator.endpoints.product import AUTOPUSH, FAILOPEN
from failmode.simulator.errors import ConfigError
from failmode.terms import field_name

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
class Setting:
    """One setting of Duo that a custom field can feed.

    Attributes:
        name: by which deployments call it; each product has a name of its own for it.
        meaning: how an option becomes its value.
        numbers: the numbers that it may have.
        unset: the number that is deployed where the field is unset.
    """

    name: str
    meaning: Meaning = Meaning.PLATFORMS
    numbers: tuple[int, ...] = (0, 1)
    unset: int = 0


SETTINGS = (
    Setting(FAILOPEN),
    Setting(AUTOPUSH),
    Setting("RDPONLY"),
    Setting("SMARTCARD"),
    Setting("WRAPSMARTCARD"),
    Setting("ENABLEOFFLINE", unset=1),
    Setting("USERNAMEFORMAT", meaning=Meaning.NUMBER, numbers=(0, 1, 2), unset=1),
    Setting("UAC_PROTECTMODE", meaning=Meaning.NUMBER, numbers=(0, 1, 2)),
    Setting("UAC_OFFLINE", meaning=Meaning.NUMBER, unset=1),
    Setting("UAC_OFFLINE_ENROLL", meaning=Meaning.NUMBER, unset=1),
)
"""Every setting that a field can feed."""


def setting_named(name: str) -> Setting:
    """Find a setting.

    Raises:
        ConfigError: when Duo has no setting of that name.
    """
    for setting in SETTINGS:
        if setting.name == name:
            return setting
    raise ConfigError(
        f"{name!r} is no setting of Duo that a custom field can feed",
        f"Name one of: {', '.join(setting.name for setting in SETTINGS)}",
    )


@dataclass(frozen=True, slots=True)
class FieldSetting:
    """A custom field and the setting that it feeds.

    Attributes:
        field: the custom field's name.
        setting: what its option decides.
    """

    field: str
    setting: Setting


REFERENCE_FIELDS = tuple(
    FieldSetting(field_name(f"cPVAL DUO {setting.name}"), setting) for setting in SETTINGS
)
"""The fields of the reference deployment, whose labels end in the names of the settings."""
