"""Macs with Duo for macOS: what an installation left behind."""

from __future__ import annotations

from dataclasses import dataclass, field

from failmode.simulator.endpoints.macos.settings import MacSettings
from failmode.terms import MASK, Platform


@dataclass(frozen=True, slots=True)
class MacEndpoint:
    """A Mac with Duo for macOS.

    Attributes:
        plist: the bytes of its settings file.
    """

    plist: bytes = field(repr=False)

    @property
    def platform(self) -> Platform:
        """Always macOS."""
        return Platform.MACOS

    def settings(self) -> MacSettings:
        """Read the settings in force.

        Raises:
            ConfigError: when the file holds something the product cannot use.
        """
        return MacSettings.from_plist(self.plist)

    def masked_settings(self) -> dict[str, str]:
        """Return key to value in force, as text, the secret key masked."""
        shown = {}
        for key, value in self.settings().to_mapping().items():
            text = str(value).lower() if isinstance(value, bool) else value
            shown[key] = MASK if key == "skey" else text
        return shown
