"""How a name and a password are given to a directory, by the words of the product."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from failmode.simulator.authproxy.ldap.ntlm import NtlmAccount, NtlmVersion

if TYPE_CHECKING:
    # A configuration names what it wants, and need not speak LDAP.
    from failmode.simulator.authproxy.ldap.client import Entry, LdapClient

PRINCIPAL_NAME = "msDS-PrincipalName"
"""The attribute with the name that Active Directory has for a user, `DOMAIN\\name`."""


class AuthType(StrEnum):
    """How a name and a password are given to the directory."""

    NTLM1 = "ntlm1"
    NTLM2 = "ntlm2"
    PLAIN = "plain"


_NTLM_VERSIONS = {AuthType.NTLM1: NtlmVersion.V1, AuthType.NTLM2: NtlmVersion.V2}


@dataclass(frozen=True, slots=True)
class Binding:
    """How somebody binds.

    Attributes:
        auth_type: the way.
        domain: NetBIOS name of the domain for NTLM; empty: the one that the directory names.
        workstation: this machine's name in NTLM; empty: its host name.
    """

    auth_type: AuthType
    domain: str = ""
    workstation: str = ""

    def bind(
        self, client: LdapClient, dn: str, username: str, password: str, domain: str | None = None
    ) -> None:
        """Bind.

        Args:
            client: the connection.
            dn: distinguished name, for a simple bind.
            username: for NTLM.
            password: for both.
            domain: the user's own; None: that of this binding.

        Raises:
            LdapError: when it is refused, or there is no answer.
        """
        version = _NTLM_VERSIONS.get(self.auth_type)
        if version is None:
            client.bind(dn, password)
            return
        domain = self.domain if domain is None else domain
        client.bind_ntlm(NtlmAccount(username, password, version, domain, self.workstation))


def principal_name(user: Entry) -> tuple[str, str] | None:
    """Return domain and name that Active Directory has for a user; None: it has none."""
    domain, sign, name = (user.text(PRINCIPAL_NAME) or "").partition("\\")
    return (domain, name) if sign else None
