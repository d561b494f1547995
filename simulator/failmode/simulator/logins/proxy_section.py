"""A server section of the Authentication Proxy as its clients see it, in whatever protocol."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from failmode.simulator.authproxy.cfg.parser import ProxyConfig
from failmode.simulator.authproxy.cfg.sections.base import LoginServerSection, ServerSection
from failmode.simulator.authproxy.cfg.sections.ldap import LdapServerAutoSection
from failmode.simulator.authproxy.cfg.sections.radius import RadiusServerSection
from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.logins.errors import NotRunningError
from failmode.terms import MASK

PROXY_PEER = "Authentication Proxy"
"""What the steps of a login call the proxy."""

CLOUD_PEER = "the proxy asks Duo"
"""Peer of the proxy's own requests to Duo, which its clients do not see."""


class Listens(Protocol):
    """What knows where a server section listens, such as a running proxy."""

    def find_address(self, section: ServerSection) -> tuple[str, int] | None:
        """Return address and port of a server section; None once it has stopped."""
        ...


def radius_section(proxy: AuthProxy) -> RadiusServerSection | None:
    """Return the server section of a proxy that takes logins over RADIUS; None when it has none."""
    return radius_section_of(proxy.config)


def radius_section_of(config: ProxyConfig) -> RadiusServerSection | None:
    """Return the first server section of a configuration that speaks RADIUS; None without one."""
    return next((one for one in config.servers if isinstance(one, RadiusServerSection)), None)


def ldap_section(proxy: AuthProxy) -> LdapServerAutoSection | None:
    """Return the server section of a proxy that takes logins over LDAP; None when it has none."""
    sections = (one for one in proxy.config.servers if isinstance(one, LdapServerAutoSection))
    return next(sections, None)


def port_of(proxy: Listens, section: ServerSection) -> int:
    """Return the port at which a server section listens.

    Raises:
        NotRunningError: when the proxy has stopped.
    """
    address = proxy.find_address(section)
    if address is None:
        raise NotRunningError(
            "the Authentication Proxy has stopped", "Start it again, or the whole simulator"
        )
    return address[1]


def settings_of(section: LoginServerSection) -> Mapping[str, str]:
    """Return what decides a login at any server section, by the names of `authproxy.cfg`."""
    return {
        "ikey": section.api.ikey,
        "skey": MASK,
        "api_host": section.api.api_host,
        "failmode": section.failmode.setting,
        "client": section.client.name,
    }


def not_sent(error: Exception) -> NotRunningError:
    """Make the error of a login that did not get as far as the proxy.

    Args:
        error: why.
    """
    return NotRunningError(
        f"nothing can be sent to the proxy: {error}", "Look at the proxy's address"
    )
