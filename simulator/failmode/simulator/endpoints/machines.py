"""Computers with Duo on them: what an installation left behind, and logins at them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from failmode.simulator.endpoints.macos import MacSettings
from failmode.simulator.endpoints.platforms import windows_platform
from failmode.simulator.endpoints.windows import (
    LOCAL_KEY,
    InstallerDefaults,
    Registry,
    WindowsSettings,
    registry_from_properties,
)
from failmode.terms.platforms import Platform
from failmode.terms.secrets import MASK


@dataclass(frozen=True, slots=True)
class WindowsEndpoint:
    """A Windows computer with Duo for Windows Logon.

    Attributes:
        product_type: Win32_OperatingSystem.ProductType: 1 workstation, 2 domain controller,
            3 server.
        registry: the values under the product's keys.
    """

    product_type: int
    registry: Registry = field(repr=False)

    @classmethod
    def install(
        cls,
        product_type: int,
        properties: Mapping[str, str] | str,
        defaults: InstallerDefaults | None = None,
    ) -> WindowsEndpoint:
        """Run the installer; arguments as for `registry_from_properties`.

        Raises:
            ConfigError: when the installer cannot work with the properties.
        """
        return cls(product_type, registry_from_properties(properties, defaults))

    @property
    def platform(self) -> Platform:
        """Workstation or server."""
        return windows_platform(self.product_type)

    def settings(self) -> WindowsSettings:
        """The settings in force.

        Raises:
            ConfigError: when the registry holds something the product cannot use.
        """
        return WindowsSettings.from_registry(self.registry)

    def shown(self) -> dict[str, str]:
        """Registry value name to value in force, as text, the secret key masked."""
        values = self.settings().registry()[LOCAL_KEY]
        return {name: MASK if name == "SKey" else str(value) for name, value in values.items()}


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
        """The settings in force.

        Raises:
            ConfigError: when the file holds something the product cannot use.
        """
        return MacSettings.from_plist(self.plist)

    def shown(self) -> dict[str, str]:
        """Key to value in force, as text, the secret key masked."""
        shown = {}
        for key, value in self.settings().to_mapping().items():
            text = str(value).lower() if isinstance(value, bool) else value
            shown[key] = MASK if key == "skey" else text
        return shown
