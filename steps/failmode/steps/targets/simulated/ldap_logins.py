"""LDAP at the Authentication Proxy of the scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sansldap import FilterPresent

from failmode.simulator import (
    OWN_ATTRIBUTE,
    USER_LIST_BASE,
    USER_LIST_PEOPLE,
    USER_LIST_SERVICE,
    DirectoryAddress,
    LdapClient,
    NtlmAccount,
    NtlmVersion,
)
from failmode.steps.targets.capabilities import LdapAnswer, LdapLogin
from failmode.steps.targets.ldap_connection import ScenarioConnection, identities
from failmode.steps.targets.simulated.proxy import SERVICE_PASSWORD, SimulatedProxy
from failmode.steps.targets.wrong_values import WRONG_PASSWORD

_KERBEROS = b"\x60\x0d\x06\x0b\x2a\x86\x48\x86\xf7\x12\x01\x02\x02\x01\x00"
"""The beginning of a token of Kerberos (RFC 4121, 4.1): nothing in it names a user of NTLM."""


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
        self._account = NtlmAccount(username, password, NtlmVersion.V1)
        user = f"uid={username},{USER_LIST_PEOPLE}"
        names = identities(user, password, USER_LIST_SERVICE, SERVICE_PASSWORD)
        self._connection = ScenarioConnection(self._connect, names, USER_LIST_BASE, _rights)

    def configure(self, failmode: str | None, options: Mapping[str, str]) -> None:
        """Start the directory and the proxy, with further options."""
        self._proxy.configure(failmode, server="ldap_server_auto", options=options)

    def login(self, *, right_password: bool, behind: str = "") -> LdapLogin:
        """Log in by a connection of its own."""
        return self._proxy.ldap_login(right_password=right_password, behind=behind)

    def connect(self) -> None:
        """Open a connection without any bind."""
        self._connection.connect()

    def bind(self, identity: str, *, anew: bool) -> LdapAnswer:
        """Bind by the open connection, or by a new one."""
        return self._connection.bind(identity, anew=anew)

    def search(self, *, must_answer: bool) -> str:
        """Search for users, and tell by what is shown whose rights the connection has."""
        return self._connection.search(must_answer=must_answer)

    def is_paged(self, size: int) -> bool:
        """Search for all entries in pages."""
        return self._connection.is_paged(size)

    def is_ended(self) -> bool:
        """Wait until the proxy ends the open connection."""
        return self._connection.is_ended()

    def start_tls(self) -> LdapAnswer:
        """Ask for StartTLS by the open connection."""
        return self._connection.start_tls()

    def bind_sasl(self, mechanism: str) -> LdapAnswer:
        """Bind by SASL and a new connection; see `LdapSasl.bind`."""
        match mechanism:
            case "NTLM":
                return self._connection.bind_ntlm(self._account)
            case "NTLM and a wrong password":
                account = replace(self._account, password=WRONG_PASSWORD)
                return self._connection.bind_ntlm(account)
            case "NTLM that signs and seals":
                # As version 2 does in clear text.
                account = replace(self._account, version=NtlmVersion.V2)
                return self._connection.bind_ntlm(account)
            case "Kerberos":
                return self._connection.bind_sasl("GSS-SPNEGO", _KERBEROS)
        return self._connection.bind_sasl(mechanism, b"")

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def _connect(self) -> LdapClient:
        host, port = self._proxy.ldap_address
        return LdapClient(
            DirectoryAddress(
                host=host,
                port=port,
                ca_file=self._proxy.ldap_ca_file,
                timeout=self._deadline_seconds,
            )
        )


class SimulatedLdapTls:
    """StartTLS at the proxy of the scenario.

    Args:
        proxy: the proxy of the scenario.
        logins: who has the connection.
    """

    def __init__(self, proxy: SimulatedProxy, logins: SimulatedLdapLogins) -> None:
        self._proxy = proxy
        self._logins = logins

    def configure(self, failmode: str | None) -> None:
        """Start the directory and the proxy, with a certificate."""
        self._proxy.configure(failmode, server="ldap_server_auto", with_certificate=True)

    def start_tls(self) -> LdapAnswer:
        """Ask for StartTLS by the open connection."""
        return self._logins.start_tls()


class SimulatedLdapSasl:
    """SASL binds at the proxy of the scenario.

    Args:
        logins: who has the connection.
    """

    def __init__(self, logins: SimulatedLdapLogins) -> None:
        self._logins = logins

    def bind(self, mechanism: str) -> LdapAnswer:
        """Bind as the user by a new connection."""
        return self._logins.bind_sasl(mechanism)


class SimulatedDirectoryOutages:
    """The directory of the scenario, which can be taken away.

    Args:
        proxy: the proxy of the scenario.
    """

    def __init__(self, proxy: SimulatedProxy) -> None:
        self._proxy = proxy

    def stop(self) -> None:
        """Let nobody connect to it any more."""
        self._proxy.stop_directory()

    def silence(self) -> None:
        """Let it take connections, and answer nothing."""
        self._proxy.stop_directory(silent=True)


def _rights(client: LdapClient) -> str:
    found = list(client.search(USER_LIST_BASE, FilterPresent("uid")))
    return "user" if any(one.values(OWN_ATTRIBUTE) for one in found) else "service account"
