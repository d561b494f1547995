"""Which product settings belong to."""

from __future__ import annotations

from failmode.simulator.endpoints.macos.product import MACOS
from failmode.simulator.endpoints.macos.settings import MacSettings
from failmode.simulator.endpoints.product import EndpointSettings, Product
from failmode.simulator.endpoints.windows_logon.product import WINDOWS_LOGON


def product_of(settings: EndpointSettings) -> Product:
    """Find the product that has such settings."""
    return MACOS if isinstance(settings, MacSettings) else WINDOWS_LOGON
