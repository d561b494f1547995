"""The clients of a running simulator, by the names under which logins are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.endpoints.accounts import LoginInput
from failmode.simulator.endpoints.assumptions import WireAssumptions
from failmode.simulator.endpoints.keys import DuoKeys
from failmode.simulator.endpoints.product import Endpoint, Product, Products
from failmode.simulator.endpoints.products import ENDPOINT_PRODUCTS
from failmode.simulator.logins.client import LoginClient
from failmode.simulator.logins.endpoint_client import EndpointClient, EndpointContext
from failmode.simulator.logins.errors import InvalidLoginRequestError, NotRunningError
from failmode.simulator.logins.ldap_client import LdapLoginClient
from failmode.simulator.logins.proxy_section import ldap_section, radius_section
from failmode.simulator.logins.radius_client import RadiusLoginClient
from failmode.simulator.logins.requests import DEFAULT_TIMEOUT_SECONDS
from failmode.simulator.network import Timeouts
from failmode.terms import Failmode

RADIUS = "radius"
"""Under this name the Authentication Proxy is logged in through over RADIUS."""

LDAP = "ldap"
"""Under this name it is logged in through over LDAP, as most applications do: by a bind as the
service account, a search, and a bind as the user."""

LDAP_DIRECT = "ldap-direct"
"""Under this name it is logged in through over LDAP by a client that binds as the user at once."""

PROXY_CLIENTS: Mapping[str, str] = {
    RADIUS: "RADIUS through the Authentication Proxy",
    LDAP: "LDAP through the Authentication Proxy",
    LDAP_DIRECT: "LDAP through the Authentication Proxy, without a service account",
}
"""The names under which the Authentication Proxy is logged in through, in running text."""

PROXY_PROTOCOLS: Mapping[str, str] = {RADIUS: "RADIUS", LDAP: "LDAP", LDAP_DIRECT: "LDAP"}
"""What is spoken under these names."""


def client_words(products: Products = ENDPOINT_PRODUCTS) -> dict[str, str]:
    """Return the name of every client with its words in running text.

    Args:
        products: the products of the simulated computers.
    """
    words = {kind.name: kind.words for kind in products.kinds}
    return {**words, **PROXY_CLIENTS}


def client_default_failmodes(products: Products = ENDPOINT_PRODUCTS) -> dict[str, Failmode]:
    """Return the documented default failmode of every simulated computer, by name.

    The Authentication Proxy is not among them: a running one has the failmode of its file.

    Args:
        products: the products of the simulated computers.
    """
    return {kind.name: kind.product.default_failmode for kind in products.kinds}


class ProxyLoginClient(LoginClient, Protocol):
    """Something that people log in through at the running Authentication Proxy."""

    @property
    def failmode(self) -> Failmode:
        """What the proxy does while Duo cannot be reached."""


def proxy_clients(proxy: AuthProxy, hosts: Mapping[str, str]) -> dict[str, ProxyLoginClient]:
    """Make what a proxy is logged in through, by name; only what it has a server for.

    Args:
        proxy: the proxy.
        hosts: the address at which clients on this machine reach a server section, by its name.
    """
    made: dict[str, ProxyLoginClient] = {}
    radius, ldap = radius_section(proxy), ldap_section(proxy)
    if radius is not None:
        made[RADIUS] = RadiusLoginClient(proxy, radius, hosts[radius.name])
    if ldap is not None:
        host = hosts[ldap.name]
        made[LDAP] = LdapLoginClient(proxy, ldap, host)
        made[LDAP_DIRECT] = LdapLoginClient(proxy, ldap, host, binds_directly=True)
    return made


@dataclass(frozen=True, slots=True)
class LoginClients:
    """Makes clients ready for a login.

    Attributes:
        keys: the Duo application that protects the computers.
        context: what the computers share.
        proxy: what the running Authentication Proxy is logged in through, by name.
        products: the products that run on the computers.
    """

    keys: DuoKeys
    context: EndpointContext
    proxy: Mapping[str, ProxyLoginClient]
    products: Products = ENDPOINT_PRODUCTS

    def client(
        self,
        name: str,
        failmode: Failmode | None = None,
        *,
        timeout_seconds: float = DEFAULT_TIMEOUT_SECONDS,
    ) -> LoginClient:
        """Make a client ready: a computer on which Duo was just installed, or the proxy.

        Args:
            name: one of `client_words`.
            failmode: what it does while Duo cannot be reached; None for the documented default of
                the product, or for what the running Authentication Proxy is configured with, which
                is the only choice there.
            timeout_seconds: how long a computer waits for Duo, for a connection and for an answer.

        Raises:
            InvalidLoginRequestError: when there is no such client, or not with this failmode.
            NotRunningError: when no Authentication Proxy takes logins over what is asked for.
        """
        if name in PROXY_CLIENTS:
            return self._proxy_client(name, failmode)
        kinds = {kind.name: kind for kind in self.products.kinds}
        if name not in kinds:
            raise InvalidLoginRequestError(
                f"nobody can log in through {name!r}",
                f"Name one of: {', '.join((*kinds, *PROXY_CLIENTS))}",
            )
        kind = kinds[name]
        chosen = failmode or kind.product.default_failmode
        endpoint = kind.install(self.keys, fail_open=chosen is Failmode.OPEN)
        timeouts = Timeouts(
            connect=timeout_seconds, read=timeout_seconds, total=2 * timeout_seconds
        )
        return self.endpoint_client(kind.product, endpoint, timeouts=timeouts)

    def endpoint_client(
        self,
        product: Product,
        endpoint: Endpoint,
        *,
        timeouts: Timeouts,
        wire: WireAssumptions | None = None,
        brings: LoginInput | None = None,
        offline_passcodes: Mapping[str, str] | None = None,
    ) -> EndpointClient:
        """Return the client of a computer on which Duo is installed already.

        Args:
            product: the product on it.
            endpoint: what its installation left behind.
            timeouts: how long a call to Duo waits.
            wire: how Duo is spoken to; the assumed way when left out.
            brings: what people bring besides name and password; nothing when left out.
            offline_passcodes: offline passcode by user name, of those enrolled on the computer.
        """
        return EndpointClient(
            product,
            endpoint,
            replace(self.context, offline_passcodes=offline_passcodes or {}),
            timeouts=timeouts,
            wire=wire,
            brings=brings,
        )

    def password(self, username: str) -> str:
        """Return the right password of a user name in any form; "" when nobody is called so."""
        account = self.context.accounts.find(username)
        return "" if account is None else account.password

    def _proxy_client(self, name: str, failmode: Failmode | None) -> ProxyLoginClient:
        client = self.proxy.get(name)
        if client is None:
            raise NotRunningError(
                f"no Authentication Proxy runs that takes logins over {PROXY_PROTOCOLS[name]}",
                "Start the simulator with one, or choose a computer",
            )
        if failmode not in (None, client.failmode):
            raise InvalidLoginRequestError(
                f"the running Authentication Proxy has failmode={client.failmode.setting}",
                "Leave the failmode out, or start the simulator with another authproxy.cfg",
            )
        return client
