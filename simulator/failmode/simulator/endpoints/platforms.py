"""The platforms that the simulated endpoints run on."""

from __future__ import annotations

from failmode.simulator.errors import ConfigError
from failmode.terms.platforms import Platform

WORKSTATION_PRODUCT_TYPE = 1
"""`ProductType` of a workstation in Windows' Win32_OperatingSystem."""

SERVER_PRODUCT_TYPES = (2, 3)
"""`ProductType` of a domain controller and of any other server."""


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
