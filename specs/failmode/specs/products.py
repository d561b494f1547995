"""The products of Duo that documents speak of, and the platforms that they run on."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from failmode.terms.platforms import Platform


class Product(StrEnum):
    """A product, by the name that the documents use."""

    DUO_UNIX = "Duo Unix"
    AUTHENTICATION_PROXY = "Authentication Proxy"
    UNIVERSAL_PROMPT = "Universal Prompt"
    WINDOWS_LOGON = "Windows Logon"
    MACOS = "macOS"


PRODUCT_ON: Mapping[Platform, Product] = {
    Platform.WINDOWS_WORKSTATION: Product.WINDOWS_LOGON,
    Platform.WINDOWS_SERVER: Product.WINDOWS_LOGON,
    Platform.MACOS: Product.MACOS,
}
"""The product that guards the logins of each platform."""


def product_name(text: str) -> str:
    """Return the product's usual name when a text contains it, else the text itself."""
    known = (product.value for product in Product if product.casefold() in text.casefold())
    return max(known, key=len, default=text)
