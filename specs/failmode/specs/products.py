"""The products that ask Duo: any name, and a few that scenarios speak of in words of their own."""

from __future__ import annotations

import re
from enum import StrEnum


class Product(StrEnum):
    """A product that scenarios have steps of their own for, by the name that documents use.

    Every other product is declared by its name in a document: by the heading of its verdict table,
    or by its row in a table of products.
    """

    DUO_UNIX = "Duo Unix"
    AUTHENTICATION_PROXY = "Authentication Proxy"
    UNIVERSAL_PROMPT = "Universal Prompt"
    WINDOWS_LOGON = "Windows Logon"
    MACOS = "macOS"


_BEFORE_NAME = re.compile(r"(?:Duo )?(?:Authentication for )?", re.IGNORECASE)


def product_name(text: str) -> str:
    """Return the product's usual name when a text contains it, else the text itself."""
    known = (product.value for product in Product if product.casefold() in text.casefold())
    return max(known, key=len, default=text)


def headed_product(heading: str) -> str:
    """Return the product that a heading names.

    Args:
        heading: such as `Duo Unix 2.2.3`, `Duo Authentication for Windows Logon`, `AD FS`.

    Returns:
        The usual name of a product with steps of its own when the heading begins with it; else the
        heading itself, so that `Jamf for macOS` is another product than macOS.
    """
    for product in Product:
        pattern = rf"{_BEFORE_NAME.pattern}{re.escape(product)}\b.*"
        if re.fullmatch(pattern, heading, re.IGNORECASE):
            return product.value
    return heading
