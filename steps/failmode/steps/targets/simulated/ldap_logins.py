"""LDAP at the Authentication Proxy of the scenarios."""

from __future__ import annotations

from collections.abc import Mapping

from sansldap import FilterPresent

from failmode.simulator import (
    OWN_ATTRIBUTE,
    USER_LIST_BASE,
    USER_LIST_PEOPLE,
    USER_LIST_SERVICE,
    DirectoryAddress,
    LdapClient,
)
from failmode.steps.targets.capabilities import LdapAnswer, LdapLogin
from failmode.steps.targets.ldap_connection import ScenarioConnection
from failmode.steps.targets.simulated.proxy import SERVICE_PASSWORD, SimulatedProxy


class SimulatedLdapLogins:
    """Binds and searches at a proxy.

    Args:
        proxy: the proxy of the scenario.
        username: who logs in.
        password: the right one.
        deadline_seconds: after this long without an answer a request counts as hung.
    """

    def __init__(
        self, proxy: SimulatedProxy, username: str, password: str, *, deadline_seconds: float
    ) -> None:
        self._proxy = proxy
        self._deadline_seconds = deadline_seconds
        names = {
            "user": (f"uid={username},{USER_LIST_PEOPLE}", password),
            "service account": (USER_LIST_SERVICE, SERVICE_PASSWORD),
            "nobody": ("", ""),
        }
        self._connection = ScenarioConnection(self._connect, names, _rights)

    def configure(self, failmode: str | None, options: Mapping[str, str]) -> None:
        """Start the directory and the proxy, with further options."""
        self._proxy.configure(failmode, server="ldap_server_auto", options=options)

    def login(self, *, right_password: bool) -> LdapLogin:
        """Log in by a connection of its own."""
        return self._proxy.ldap_login(right_password=right_password)

    def bind(self, identity: str, *, anew: bool) -> LdapAnswer:
        """Bind by the open connection, or by a new one."""
        return self._connection.bind(identity, anew=anew)

    def search(self) -> str:
        """Search for users, and tell by what is shown whose rights the connection has."""
        return self._connection.search()

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def _connect(self) -> LdapClient:
        host, port = self._proxy.ldap_address
        return LdapClient(DirectoryAddress(host=host, port=port, timeout=self._deadline_seconds))


def _rights(client: LdapClient) -> str:
    found = list(client.search(USER_LIST_BASE, FilterPresent("uid")))
    return "user" if any(one.values(OWN_ATTRIBUTE) for one in found) else "service account"
