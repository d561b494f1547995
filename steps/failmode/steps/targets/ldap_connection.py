"""The LDAP connection that a scenario is about, whoever listens at the other end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from sansldap import FilterPresent

from failmode.simulator import (
    BindError,
    ConnectError,
    ExtendedError,
    LdapClient,
    LdapTimeoutError,
    NtlmAccount,
    SearchError,
    ldap_result_name,
)
from failmode.steps.errors import IncompleteScenarioError
from failmode.steps.targets.capabilities import LdapAnswer
from failmode.steps.targets.wrong_values import WRONG_PASSWORD

_CLOSED, _NO_ANSWER, _NOT_AT_ALL = "connection closed", "no answer", "not at all"
_NO_RIGHTS = frozenset({"insufficientAccessRights", "noSuchObject"})
"""What directories say to a search by nobody."""

_SILENCE_SECONDS = 2.0
_ANSWER_SECONDS = 30.0
"""For what must come, on a machine that may be busy."""


def identities(
    user: str, password: str, service: str, service_password: str
) -> Mapping[str, tuple[str, str]]:
    """Return distinguished name and password by the words of scenarios.

    Args:
        user: distinguished name of the user.
        password: the right one.
        service: distinguished name of the service account.
        service_password: its password.
    """
    return {
        "user": (user, password),
        "user with a wrong password": (user, WRONG_PASSWORD),
        "user without a password": (user, ""),
        "user with a factor alone": (user, ",push"),
        "service account": (service, service_password),
        "nobody": ("", ""),
    }


class ScenarioConnection:
    """One connection at a time, and who binds by it.

    Args:
        connect: opens one.
        names: as `identities` returns them.
        base: above everything in the directory.
        rights: searches by a connection, and tells by what is shown whose rights it has.
    """

    def __init__(
        self,
        connect: Callable[[], LdapClient],
        names: Mapping[str, tuple[str, str]],
        base: str,
        rights: Callable[[LdapClient], str],
    ) -> None:
        self._connect = connect
        self._names = names
        self._base = base
        self._rights = rights
        self._client: LdapClient | None = None

    def connect(self) -> None:
        """Open a connection, and end the one before."""
        self.close()
        self._client = self._connect()

    def bind(self, identity: str, *, anew: bool) -> LdapAnswer:
        """Bind by the open connection, or by a new one."""
        if anew:
            self.connect()
        name, password = self._names[identity]
        return _answer(lambda: self._open().bind(name, password))

    def bind_sasl(self, mechanism: str, credentials: bytes) -> LdapAnswer:
        """Make a SASL bind of one step by a new connection."""
        self.connect()
        return _answer(lambda: self._open().bind_sasl(mechanism, credentials))

    def bind_ntlm(self, account: NtlmAccount) -> LdapAnswer:
        """Bind by NTLM, by a new connection."""
        self.connect()
        return _answer(lambda: self._open().bind_ntlm(account))

    def search(self, *, must_answer: bool) -> str:
        """Search by the open connection; see `LdapLogins.search`."""
        client = self._open()
        seconds = _ANSWER_SECONDS if must_answer else _SILENCE_SECONDS
        client.address = replace(client.address, timeout=seconds)
        try:
            return self._rights(client)
        except SearchError as error:
            name = ldap_result_name(error.code)
            return "nobody" if name in _NO_RIGHTS else name
        except (ConnectError, LdapTimeoutError):
            return _NOT_AT_ALL

    def is_paged(self, size: int) -> bool:
        """Compare a search in pages with one without; see `LdapLogins.is_paged`."""
        pages: list[None] = []
        client, wanted = self._open(), FilterPresent("objectClass")
        at_once = [one.dn for one in client.search(self._base, wanted)]
        in_pages = [
            one.dn
            for one in client.search(
                self._base, wanted, page_size=size, on_page=lambda: pages.append(None)
            )
        ]
        return in_pages == at_once and len(pages) == -(-len(at_once) // size)

    def start_tls(self) -> LdapAnswer:
        """Ask for StartTLS by the open connection."""
        return _answer(lambda: self._open().start_tls())

    def is_ended(self) -> bool:
        """Wait for the other side to end the open connection."""
        return self._open().is_ended(_ANSWER_SECONDS)

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


def _answer(ask: Callable[[], str | None]) -> LdapAnswer:
    """Ask, and tell what came of it; what is returned are the words of a success."""
    try:
        said = ask()
    except (BindError, ExtendedError) as error:
        return LdapAnswer(ldap_result_name(error.code), error.diagnostic)
    except LdapTimeoutError:
        return LdapAnswer(_NO_ANSWER, "")
    except ConnectError:
        return LdapAnswer(_CLOSED, "")
    return LdapAnswer("success", said or "")
