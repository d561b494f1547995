"""The platforms that the simulated endpoints run on."""

from __future__ import annotations

from enum import StrEnum

from failmode.simulator.errors import ConfigError

WORKSTATION_PRODUCT_TYPE = 1
"""`ProductType` of a workstation in Windows' Win32_OperatingSystem."""

SERVER_PRODUCT_TYPES = (2, 3)
"""`ProductType` of a domain controller and of any other server."""


class Platform(StrEnum):
    """A platform, by the name the command line uses."""

    WINDOWS_WORKSTATION = "windows-workstation"
    WINDOWS_SERVER = "windows-server"
    MACOS = "macos"

    @property
    def is_windows(self) -> bool:
        """Whether Duo for Windows Logon is the product there."""
        return self is not Platform.MACOS

    @property
    def words(self) -> str:
        """The platform in running text: `Windows workstation`, `Windows server`, `macOS`."""
        return _WORDS[self]


_WORDS = {
    Platform.WINDOWS_WORKSTATION: "Windows workstation",
    Platform.WINDOWS_SERVER: "Windows server",
    Platform.MACOS: "macOS",
}


def windows_platform(product_type: int) -> Platform:
    """The platform of a Windows computer.

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
