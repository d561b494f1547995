"""The LDAP connection that a scenario is about, whoever listens at the other end."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from failmode.simulator import (
    BindError,
    ConnectError,
    LdapClient,
    LdapTimeoutError,
    SearchError,
    ldap_result_name,
)
from failmode.steps.errors import IncompleteScenarioError
from failmode.steps.targets.capabilities import LdapAnswer

_CLOSED, _NO_ANSWER, _NOT_AT_ALL = "connection closed", "no answer", "not at all"


class ScenarioConnection:
    """One connection at a time, and who binds by it.

    Args:
        connect: opens one.
        names: distinguished name and password by the words of scenarios.
        rights: searches by a connection, and tells by what is shown whose rights it has.
    """

    def __init__(
        self,
        connect: Callable[[], LdapClient],
        names: Mapping[str, tuple[str, str]],
        rights: Callable[[LdapClient], str],
    ) -> None:
        self._connect = connect
        self._names = names
        self._rights = rights
        self._client: LdapClient | None = None

    def bind(self, identity: str, *, anew: bool) -> LdapAnswer:
        """Bind by the open connection, or by a new one."""
        if anew:
            self.close()
            self._client = self._connect()
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
        """Search by the open connection; see `LdapLogins.search`."""
        try:
            return self._rights(self._open())
        except SearchError:
            return "nobody"
        except (ConnectError, LdapTimeoutError):
            return _NOT_AT_ALL

    def close(self) -> None:
        """End the connection."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _open(self) -> LdapClient:
        if self._client is None:
            raise IncompleteScenarioError(
                "no client has connected over LDAP",
                "Add a step such as: When a client connects over LDAP and binds as the user",
            )
        return self._client
