"""The products that this simulator has."""

from __future__ import annotations

from failmode.simulator.endpoints.macos.product import MACOS
from failmode.simulator.endpoints.product import Products
from failmode.simulator.endpoints.windows_logon.product import WINDOWS_LOGON

ENDPOINT_PRODUCTS = Products(WINDOWS_LOGON, MACOS)
"""Adding a product is adding its package here."""
