"""What [cloud] and [sso] have in common at directories whose settings come with a call of Duo.

Source: the published code of the Duo Authentication Proxy (`modules/drpc_plugins/ldap_base.py`):
arguments, their defaults, and the names of errors.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from failmode.simulator.authproxy.drpc.procedures import Arguments
from failmode.simulator.authproxy.ldap.binding import (
    PRINCIPAL_NAME,
    AuthType,
    Binding,
    principal_name,
)
from failmode.simulator.authproxy.ldap.client import DirectoryAddress, Entry, LdapClient
from failmode.simulator.authproxy.ldap.errors import (
    BindError,
    ConnectError,
    LdapError,
    LdapTimeoutError,
    NtlmRefusedError,
    ResolveError,
)
from failmode.simulator.authproxy.ldap.transport import Transport
from failmode.simulator.duo.api.drpc import CallError

T = TypeVar("T")

BIND_FAILED = "LDAP bind failed"
CONFIGURATION_FAILED = "LDAP configuration failed"
CONNECTION_FAILED = "LDAP connection failed"
RESOLUTION_FAILED = "Failed to resolve domain controller hostname"
SEARCH_FAILED = "LDAP search failed"
LDAP_TIMEOUT = "LDAP timeout"
MISSING_ATTRIBUTE = "Required attribute is missing"
INVALID_ATTRIBUTE = "Invalid attribute value"
"""The product's names of errors."""

NO_PRINCIPAL_NAME = "Required attribute msDS-PrincipalName is missing for user {}"
INVALID_PRINCIPAL_NAME = (
    "Invalid msDS-PrincipalName for user {}. msDS-PrincipalName must have a value of form "
    "domain\\sAMAccountName"
)

_SSPI = "sspi"


@dataclass(frozen=True, slots=True)
class ServiceAccount:
    """Who searches a directory; both empty: not given."""

    username: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class DirectoryCall:
    """The settings of a directory that come with a call.

    Attributes:
        arguments: of the call.
        account: who searches.
    """

    arguments: Arguments
    account: ServiceAccount

    @classmethod
    def of(cls, arguments: Arguments, account: ServiceAccount) -> DirectoryCall:
        """Check the settings before anybody is asked.

        Raises:
            CallError: when they cannot be used.
        """
        auth_type = arguments.text("auth_type", "ntlm2")
        if auth_type not in (*AuthType, _SSPI):
            raise arguments.bad("auth_type")
        if arguments.text("transport_type", "starttls") not in tuple(Transport):
            raise arguments.bad("transport_type")
        arguments.number("timeout", 60)
        arguments.flag("ssl_verify_hostname", default=True)
        if not (account.username and account.password):
            raise CallError(
                CONFIGURATION_FAILED,
                {
                    "authproxy_configuration_error": "Missing service_account_username or "
                    "service_account_password"
                },
            )
        if auth_type == _SSPI:
            raise CallError(
                CONFIGURATION_FAILED,
                {"error": f"auth_type is {_SSPI}, which needs Windows; it is not simulated"},
            )
        return cls(arguments, account)

    def address(self, host: str, port: int) -> DirectoryAddress:
        """Return where a directory is, and how it is spoken to.

        Raises:
            CallError: when TLS lacks what the product asks for.
        """
        arguments = self.arguments
        transport = Transport(arguments.text("transport_type", "starttls"))
        verifies = arguments.flag("ssl_verify_hostname", default=True)
        certificates = arguments.text("ssl_ca_certs") or None
        if transport is not Transport.CLEAR and verifies and certificates is None:
            raise CallError(CONFIGURATION_FAILED)
        return DirectoryAddress(
            host=host,
            port=port,
            transport=transport,
            ca_data=certificates,
            verify_certificate=certificates is not None,
            verify_hostname=verifies,
            timeout=arguments.number("timeout", 60),
        )

    def bound(self, client: LdapClient) -> None:
        """Bind as the service account."""
        name = self.account.username
        self.binding.bind(client, name, name, self.account.password)

    def bind_as_user(self, client: LdapClient, user: Entry, typed: str, password: str) -> None:
        """Bind as a user, by NTLM by the name that Active Directory has for the user.

        Raises:
            CallError: when it has none.
            LdapError: when it is refused, or there is no answer.
        """
        binding = self.binding
        if binding.auth_type is AuthType.PLAIN:
            binding.bind(client, user.dn, typed, password)
            return
        if not user.values(PRINCIPAL_NAME):
            raise CallError(MISSING_ATTRIBUTE, {"error": NO_PRINCIPAL_NAME.format(typed)})
        name = principal_name(user)
        if name is None:
            raise CallError(INVALID_ATTRIBUTE, {"error": INVALID_PRINCIPAL_NAME.format(typed)})
        domain, username = name
        binding.bind(client, user.dn, username, password, domain)

    @property
    def binding(self) -> Binding:
        """How names and passwords are given to the directory."""
        arguments = self.arguments
        return Binding(
            AuthType(arguments.text("auth_type", AuthType.NTLM2)),
            arguments.text("ntlm_domain"),
            arguments.text("ntlm_workstation"),
        )


def asked(address: DirectoryAddress, ask: Callable[[LdapClient], T]) -> T:
    """Ask a directory over a connection of its own.

    Raises:
        CallError: by the product's name of what went wrong.
    """
    try:
        with LdapClient(address) as client:
            return ask(client)
    except LdapError as error:
        args = {"error": error.what}
        if isinstance(error, LdapTimeoutError):
            args = {"during": str(error.phase), **args}
        raise CallError(_name_of(error), args) from error


def _name_of(error: LdapError) -> str:
    match error:
        case ResolveError():
            return RESOLUTION_FAILED
        case ConnectError():
            return CONNECTION_FAILED
        case BindError() | NtlmRefusedError():
            return BIND_FAILED
        case LdapTimeoutError():
            return LDAP_TIMEOUT
        case _:
            return SEARCH_FAILED
