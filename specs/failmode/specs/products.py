"""The products of Duo that documents speak of."""

from __future__ import annotations

from enum import StrEnum


class Product(StrEnum):
    """A product, by the name that the documents use."""

    DUO_UNIX = "Duo Unix"
    AUTHENTICATION_PROXY = "Authentication Proxy"
    UNIVERSAL_PROMPT = "Universal Prompt"
    WINDOWS_LOGON = "Windows Logon"
    MACOS = "macOS"


def product_name(text: str) -> str:
    """Return the product's usual name when a text contains it, else the text itself."""
    known = (product.value for product in Product if product.casefold() in text.casefold())
    return max(known, key=len, default=text)
