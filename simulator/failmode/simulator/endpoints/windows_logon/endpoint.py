"""Windows computers with Duo for Windows Logon: what an installation left behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from failmode.simulator.endpoints.product import InstallerDefaults
from failmode.simulator.endpoints.windows_logon.settings import (
    LOCAL_KEY,
    Registry,
    WindowsSettings,
    registry_from_properties,
)
from failmode.simulator.errors import ConfigError
from failmode.terms import MASK, Platform

WORKSTATION_PRODUCT_TYPE = 1
"""`ProductType` of a workstation in Windows' Win32_OperatingSystem."""

SERVER_PRODUCT_TYPES = (2, 3)
"""`ProductType` of a domain controller and of any other server."""


def windows_platform(product_type: int) -> Platform:
    """Return the platform of a Windows computer.

    Args:
        product_type: Win32_OperatingSystem.ProductType: 1 workstation, 2 domain controller,
            3 server.

    Raises:
        ConfigError: for any other number.
    """
    if product_type == WORKSTATION_PRODUCT_TYPE:
        return Platform.WINDOWS_WORKSTATION
    if product_type in SERVER_PRODUCT_TYPES:
        return Platform.WINDOWS_SERVER
    raise ConfigError(
        f"ProductType {product_type!r} is not one that Windows has",
        "Use 1 (workstation), 2 (domain controller) or 3 (server)",
    )


def product_type(platform: Platform) -> int:
    """Return a `ProductType` that a Windows computer of this platform has."""
    if platform is Platform.WINDOWS_SERVER:
        return SERVER_PRODUCT_TYPES[-1]
    return WORKSTATION_PRODUCT_TYPE


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
        """Read the settings in force.

        Raises:
            ConfigError: when the registry holds something the product cannot use.
        """
        return WindowsSettings.from_registry(self.registry)

    def masked_settings(self) -> dict[str, str]:
        """Return registry value name to value in force, as text, the secret key masked."""
        values = self.settings().registry()[LOCAL_KEY]
        return {name: MASK if name == "SKey" else str(value) for name, value in values.items()}
