"""LDAP at the Authentication Proxy of the scenarios: the connection that a scenario is about."""

from __future__ import annotations

from collections.abc import Mapping

from sansldap import FilterPresent

from failmode.simulator import (
    OWN_ATTRIBUTE,
    USER_LIST_BASE,
    USER_LIST_PEOPLE,
    USER_LIST_SERVICE,
    BindError,
    ConnectError,
    DirectoryAddress,
    LdapClient,
    LdapTimeoutError,
    SearchError,
    ldap_result_name,
)
from failmode.steps.errors import IncompleteScenarioError
from failmode.steps.targets.capabilities import LdapAnswer, LdapLogin
from failmode.steps.targets.simulated.proxy import SERVICE_PASSWORD, SimulatedProxy

_CLOSED, _NO_ANSWER, _NOT_AT_ALL = "connection closed", "no answer", "not at all"


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
        self._client: LdapClient | None = None
        self._names = {
            "user": (f"uid={username},{USER_LIST_PEOPLE}", password),
            "service account": (USER_LIST_SERVICE, SERVICE_PASSWORD),
            "nobody": ("", ""),
        }

    def configure(self, failmode: str | None, options: Mapping[str, str]) -> None:
        """Start the directory and the proxy, with further options."""
        self._proxy.configure(failmode, server="ldap_server_auto", options=options)

    def login(self, *, right_password: bool) -> LdapLogin:
        """Log in by a connection of its own."""
        return self._proxy.ldap_login(right_password=right_password)

    def bind(self, identity: str, *, anew: bool) -> LdapAnswer:
        """Bind by the open connection, or by a new one."""
        if anew:
            self._connect()
        name, password = self._names[identity]
        try:
            said = self._open().bind(name, password)
        except BindError as error:
            return LdapAnswer(ldap_result_name(error.code), error.diagnostic)
        except LdapTimeoutError:
            return LdapAnswer(_NO_ANSWER, "")
        except ConnectError:
            return LdapAnswer(_CLOSED, "")
        return LdapAnswer("success", said)

    def search(self) -> str:
        """Search for users, and tell by what is shown whose rights the connection has."""
        try:
            found = list(self._open().search(USER_LIST_BASE, FilterPresent("uid")))
        except SearchError:
            return "nobody"
        except (ConnectError, LdapTimeoutError):
            return _NOT_AT_ALL
        return "user" if any(one.values(OWN_ATTRIBUTE) for one in found) else "service account"

    def close(self) -> None:
        """End the connection."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _connect(self) -> None:
        self.close()
        host, port = self._proxy.ldap_address
        self._client = LdapClient(
            DirectoryAddress(host=host, port=port, timeout=self._deadline_seconds)
        )

    def _open(self) -> LdapClient:
        if self._client is None:
            raise IncompleteScenarioError(
                "no client has connected over LDAP",
                "Add a step such as: When a client connects over LDAP and binds as the user",
            )
        return self._client
