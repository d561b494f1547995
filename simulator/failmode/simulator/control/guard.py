"""Keeps web pages away from the control port.

A page in a browser can send requests to a loopback port: by a name of its own that resolves
to 127.0.0.1 (DNS rebinding), or by a cross-site form. The first shows in `Host`, the second
in `Origin`.
"""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from failmode.simulator.control.errors import ForeignHostError


class HostGuard:
    """Decides under which names the control API may be reached.

    Args:
        host: the address or name that the port is bound to. Under a wildcard address every
            address literal is allowed as well, since rebinding needs a name.
    """

    def __init__(self, host: str) -> None:
        self._names = {"localhost", host.lower().strip("[]")}
        address = _address(host)
        self._wildcard = address is not None and address.is_unspecified

    def check(self, host: str, origin: str | None) -> None:
        """Refuse a request whose `Host` or `Origin` header is foreign.

        Raises:
            ForeignHostError: names the header.
        """
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

    def _allows(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname
        except ValueError:
            return False
        if not name:
            return False
        address = _address(name)
        if address is not None and (address.is_loopback or self._wildcard):
            return True
        return name in self._names


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
