"""The clients of a running simulator, by the names under which logins are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from failmode.simulator.endpoints.accounts import LoginInput
from failmode.simulator.endpoints.assumptions import WireAssumptions
from failmode.simulator.endpoints.keys import DuoKeys
from failmode.simulator.endpoints.product import Endpoint, Product, Products
from failmode.simulator.endpoints.products import ENDPOINT_PRODUCTS
from failmode.simulator.logins.client import LoginClient
from failmode.simulator.logins.endpoint_client import EndpointClient, EndpointContext
from failmode.simulator.logins.errors import InvalidLoginRequestError, NotRunningError
from failmode.simulator.logins.radius_client import RadiusLoginClient
from failmode.simulator.logins.requests import DEFAULT_TIMEOUT_SECONDS
from failmode.simulator.network import Timeouts
from failmode.terms import Failmode

RADIUS = "radius"
"""Under this name the Authentication Proxy is logged in through."""


def client_words(products: Products = ENDPOINT_PRODUCTS) -> dict[str, str]:
    """Return the name of every client with its words in running text.

    Args:
        products: the products of the simulated computers.
    """
    words = {kind.name: kind.words for kind in products.kinds}
    return {**words, RADIUS: "RADIUS through the Authentication Proxy"}


def client_default_failmodes(products: Products = ENDPOINT_PRODUCTS) -> dict[str, Failmode]:
    """Return the documented default failmode of every simulated computer, by name.

    The Authentication Proxy is not among them: a running one has the failmode of its file.

    Args:
        products: the products of the simulated computers.
    """
    return {kind.name: kind.product.default_failmode for kind in products.kinds}


@dataclass(frozen=True, slots=True)
class LoginClients:
    """Makes clients ready for a login.

    Attributes:
        keys: the Duo application that protects the computers.
        context: what the computers share.
        radius: the Authentication Proxy; None when none takes logins over RADIUS.
        products: the products that run on the computers.
    """

    keys: DuoKeys
    context: EndpointContext
    radius: RadiusLoginClient | None
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
            NotRunningError: when RADIUS is asked for and no Authentication Proxy takes it.
        """
        if name == RADIUS:
            return self._proxy(failmode)
        kinds = {kind.name: kind for kind in self.products.kinds}
        if name not in kinds:
            raise InvalidLoginRequestError(
                f"nobody can log in through {name!r}", f"Name one of: {', '.join((*kinds, RADIUS))}"
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

    def _proxy(self, failmode: Failmode | None) -> RadiusLoginClient:
        if self.radius is None:
            raise NotRunningError(
                "no Authentication Proxy runs", "Start the simulator with one, or choose a computer"
            )
        if failmode not in (None, self.radius.failmode):
            raise InvalidLoginRequestError(
                f"the running Authentication Proxy has failmode={self.radius.failmode.setting}",
                "Leave the failmode out, or start the simulator with another authproxy.cfg",
            )
        return self.radius
