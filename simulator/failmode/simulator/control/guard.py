"""Keeps web pages, and whoever has no business with it, away from the control port.

A page in a browser can send requests to a loopback port: by a name of its own that resolves
to 127.0.0.1 (DNS rebinding), or by a cross-site form, link or picture. The first shows in `Host`,
the second in `Origin` and `Sec-Fetch-Site`. A port that others reach needs a token as well.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import ipaddress
import re
from collections.abc import Callable
from urllib.parse import urlsplit

from failmode.simulator.control.errors import ControlError, ForeignHostError, TokenError

Header = Callable[[str], str | None]
"""Gives a header of a request by its name in lower case; None when it is absent."""

_HOST = re.compile(r"(?P<name>[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::(?P<port>[0-9]{1,5}))?")
"""A host as RFC 9110, section 7.2 has it; of names only those that DNS has."""

_OWN_PAGES = frozenset({"same-origin", "none"})
# What browsers say of a request that comes from the page itself, or from the person: see
# https://www.w3.org/TR/fetch-metadata/, section 2.2.


class ControlGuard:
    """Decides who may use the control port.

    Args:
        host: the address or name that the port is bound to. Under a wildcard address every
            address literal is allowed as well, since rebinding needs a name.
        token: what a request has to present; None where it has to present nothing.
    """

    def __init__(self, host: str, token: str | None = None) -> None:
        self._names = {"localhost", host.lower().strip("[]")}
        address = _address(host)
        self._wildcard = address is not None and address.is_unspecified
        self._token = None if token is None else token.encode()

    def check(self, header: Header) -> None:
        """Refuse a request of another site, or one without the token.

        Raises:
            ForeignHostError: names the header.
            TokenError: when the token is missing or wrong.
        """
        host, origin, site = header("host") or "", header("origin"), header("sec-fetch-site")
        if not self._allows(host):
            raise ForeignHostError(
                f"the Host header {host!r} is not this simulator's",
                "Call the control API by the address it printed when it started",
            )
        if origin is not None and _network_location(origin) != host.lower():
            raise ForeignHostError(
                f"the Origin header {origin!r} belongs to another site",
                "Call the control API from a program, or from a page it served itself",
            )
        if site is not None and site.strip().lower() not in _OWN_PAGES:
            raise ForeignHostError(
                f"the browser says that another site sends this (Sec-Fetch-Site: {site})",
                "Type the address into the browser, or call the control API from a program",
            )
        if self._token is not None:
            _check_token(self._token, header("authorization"))

    def admits(self, header: Header) -> bool:
        """Tell whether `check` lets a request pass."""
        try:
            self.check(header)
        except ControlError:
            return False
        return True

    def _allows(self, host: str) -> bool:
        found = _HOST.fullmatch(host)
        if found is None or int(found["port"] or 0) > 65_535:
            return False
        name = found["name"].lower()
        address = _address(name)
        if address is not None and (address.is_loopback or self._wildcard):
            return True
        return name.strip("[]") in self._names


def _check_token(token: bytes, authorization: str | None) -> None:
    presented = _presented(authorization or "")
    if presented is None:
        raise TokenError(
            "the control API of this simulator needs a token",
            "Set FAILMODE_CONTROL_TOKEN to the token that `failmode serve` printed; in a browser, "
            "it is the password, and the user name does not matter",
        )
    if not hmac.compare_digest(presented, token):
        raise TokenError(
            "the token is not this simulator's",
            "Set FAILMODE_CONTROL_TOKEN to the token that this `failmode serve` printed",
        )


def _presented(authorization: str) -> bytes | None:
    """Return the token of a program (Bearer), or of a browser (the password of Basic)."""
    scheme, _, value = authorization.strip().partition(" ")
    match scheme.lower():
        case "bearer":
            return value.strip().encode("utf-8", "surrogateescape")
        case "basic":
            try:
                decoded = base64.b64decode(value.strip(), validate=True)
            except (ValueError, binascii.Error):
                return None
            return decoded.partition(b":")[2]
    return None


def _network_location(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return None


def _address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return None
