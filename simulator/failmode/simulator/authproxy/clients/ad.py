"""[ad_client]: a directory says whether the password is right.

The service account searches for the user; then the user's own name and password are bound with,
on the same connection. The directories are asked in the order of the file, the next one where one
cannot be spoken to.

Source: the Duo Authentication Proxy 5.0.0 (`modules/ad_client.py`, `lib/ldap/client.py`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from sansldap import (
    FilterAnd,
    FilterEquality,
    LDAPFilter,
    LDAPResultCode,
    SearchScope,
)

from failmode.simulator.authproxy.assumptions import (
    AD_ACCEPTED,
    AD_BIND_FAILED,
    AD_CONNECTION_FAILED,
    AD_NO_SUCH_USER,
    AD_REJECTED,
    AD_RESOLVE_FAILED,
    AD_SEARCH_FAILED,
    AD_SEVERAL_USERS,
    AD_TIMED_OUT,
    GROUP_ATTRIBUTE,
    USER_FILTER,
)
from failmode.simulator.authproxy.cfg.sections.ad import AdClientSection, AuthType
from failmode.simulator.authproxy.core.primary import Credentials, PrimaryError, PrimaryResult
from failmode.simulator.authproxy.ldap.client import DirectoryAddress, Entry, LdapClient
from failmode.simulator.authproxy.ldap.errors import (
    BindError,
    ConnectError,
    LdapError,
    LdapTimeoutError,
    ResolveError,
    SearchError,
)
from failmode.simulator.authproxy.ldap.names import read_dn
from failmode.simulator.authproxy.ldap.ntlm import NtlmAccount, NtlmVersion

T = TypeVar("T")

_PRINCIPAL_NAME = "msDS-PrincipalName"
_NTLM_VERSIONS = {AuthType.NTLM1: NtlmVersion.V1, AuthType.NTLM2: NtlmVersion.V2}

_DIRECTORY_UNWELL = frozenset(
    {LDAPResultCode.BUSY, LDAPResultCode.UNAVAILABLE, LDAPResultCode.OTHER}
)


@dataclass(frozen=True, slots=True)
class AdDirectory:
    """The directories of a section, as the service account sees them.

    Attributes:
        section: where they are, and who searches.
    """

    section: AdClientSection

    def users_by(self, attribute: str, value: str) -> tuple[Entry, ...]:
        """Find the users with that value of an attribute.

        Raises:
            LdapError: when no directory gives an answer.
        """
        wanted = FilterEquality(attribute, value.encode())
        return self._search(self.section.search_dn, SearchScope.SUBTREE, wanted)

    def user_at(self, dn: str) -> Entry | None:
        """Return the entry of that distinguished name if it is one of the users.

        Raises:
            LdapError: when no directory gives an answer.
        """
        return next(iter(self._search(dn, SearchScope.BASE)), None)

    def addresses(self) -> Iterator[DirectoryAddress]:
        """Yield the directories in the order in which they are tried."""
        section = self.section
        for host, port in section.addresses:
            yield DirectoryAddress(
                host=host,
                port=port,
                transport=section.transport,
                ca_file=section.ssl_ca_certs_file,
                verify_hostname=section.ssl_verify_hostname,
                timeout=section.timeout,
            )

    def bind_as_service(self, client: LdapClient) -> None:
        """Bind as the service account.

        Raises:
            LdapError: when it is refused, or there is no answer.
        """
        section = self.section
        self._bind(
            client,
            section.bind_name,
            section.service_account_username,
            section.ntlm_domain,
            section.service_account_password,
        )

    def bind_as_user(self, client: LdapClient, user: Entry, typed: str, password: str) -> None:
        r"""Bind as a user.

        By NTLM it is done by the name that Active Directory has for the user, `DOMAIN\name`; where
        the directory has none, by what was typed, with the domain of the section.

        Args:
            client: the connection.
            user: the user's entry.
            typed: the name that the user typed.
            password: the user's.

        Raises:
            LdapError: when it is refused, or there is no answer.
        """
        domain, sign, username = (user.text(_PRINCIPAL_NAME) or "").partition("\\")
        if not sign:
            domain, username = self.section.ntlm_domain, typed
        self._bind(client, user.dn, username, domain, password)

    def _bind(self, client: LdapClient, dn: str, username: str, domain: str, password: str) -> None:
        section = self.section
        version = _NTLM_VERSIONS.get(section.auth_type)
        if version is None:
            client.bind(dn, password)
        else:
            workstation = section.ntlm_workstation
            client.bind_ntlm(NtlmAccount(username, password, version, domain, workstation))

    def search(
        self,
        client: LdapClient,
        base: str,
        scope: SearchScope,
        *wanted: LDAPFilter,
    ) -> tuple[Entry, ...]:
        """Search for users on a connection of the service account.

        Args:
            client: the connection.
            base: where the search begins.
            scope: how far it goes.
            wanted: what must be true of them besides what the section demands of users.

        Raises:
            LdapError: when it is refused, or there is no answer.
        """
        section = self.section
        filters = [LDAPFilter.from_string(USER_FILTER), *wanted]
        if section.security_group_dn:
            group = section.security_group_dn.encode()
            filters.append(FilterEquality(GROUP_ATTRIBUTE, group))
        if section.ldap_filter is not None:
            filters.append(section.ldap_filter)
        attributes = (section.username_attribute, section.at_attribute, _PRINCIPAL_NAME)
        try:
            found = client.search(base, FilterAnd(filters), scope=scope, attributes=attributes)
            return tuple(found)
        except SearchError as error:
            if error.code == LDAPResultCode.NO_SUCH_OBJECT:
                return ()
            raise

    def named(self, name: str) -> LDAPFilter:
        r"""Return what is true of the users of a name, with or without a domain.

        Args:
            name: such as `alice`, `alice@example.com` or `EXAMPLE\alice`.
        """
        section = self.section
        if "@" in name:
            return FilterEquality(section.at_attribute, name.encode())
        return FilterEquality(section.username_attribute, name.rpartition("\\")[2].encode())

    def _search(self, base: str, scope: SearchScope, *wanted: LDAPFilter) -> tuple[Entry, ...]:
        def ask(address: DirectoryAddress) -> tuple[Entry, ...]:
            with LdapClient(address) as client:
                self.bind_as_service(client)
                return self.search(client, base, scope, *wanted)

        return self.first(ask)

    def first(self, ask: Callable[[DirectoryAddress], T]) -> T:
        """Return what the first directory says that can be spoken to.

        Raises:
            LdapError: of the last directory when none can be spoken to; of the first that refuses.
        """
        failure: LdapError = ConnectError("there is no directory")
        for address in self.addresses():
            try:
                return ask(address)
            except (ConnectError, LdapTimeoutError, ResolveError) as error:
                failure = error
        raise failure


class AdPrimaryClient:
    """A primary authenticator that asks directories in turn.

    Args:
        section: where they are, and whom they let in.
        logger: gets the lines of `authproxy.log`; there are none.
    """

    def __init__(self, section: AdClientSection, logger: logging.Logger | None = None) -> None:
        del logger
        self._directory = AdDirectory(section)

    def authenticate(self, credentials: Credentials) -> PrimaryResult:
        """Ask the directories in turn; see `PrimaryAuthenticator`."""
        # A bind without a password says nothing about who asks (RFC 4513, 5.1.2).
        if not credentials.username or not credentials.password:
            return PrimaryResult(accepted=False, message=AD_REJECTED)
        try:
            return self._directory.first(lambda address: self._ask(address, credentials))
        except LdapError as error:
            raise PrimaryError(f"{_name_of(error)}: {error.what}") from error

    def _ask(self, address: DirectoryAddress, credentials: Credentials) -> PrimaryResult:
        directory, section = self._directory, self._directory.section
        with LdapClient(address) as client:
            directory.bind_as_service(client)
            found = directory.search(
                client,
                section.search_dn,
                SearchScope.SUBTREE,
                directory.named(credentials.username or ""),
            )
            users = {read_dn(one.dn): one for one in found}
            if len(users) != 1:
                said = AD_SEVERAL_USERS if users else AD_NO_SUCH_USER
                return PrimaryResult(accepted=False, message=said)
            [user] = users.values()
            # An entry without a name would make the bind an anonymous one, which succeeds.
            if not read_dn(user.dn):
                return PrimaryResult(accepted=False, message=AD_NO_SUCH_USER)
            try:
                directory.bind_as_user(
                    client, user, credentials.username or "", credentials.password
                )
            except BindError as error:
                if error.code in _DIRECTORY_UNWELL:
                    raise
                return PrimaryResult(accepted=False, message=error.diagnostic or AD_REJECTED)
            return PrimaryResult(accepted=True, message=AD_ACCEPTED)


def _name_of(error: LdapError) -> str:
    match error:
        case BindError():
            return AD_BIND_FAILED
        case SearchError():
            return AD_SEARCH_FAILED
        case ResolveError():
            return AD_RESOLVE_FAILED
        case LdapTimeoutError():
            return AD_TIMED_OUT
        case _:
            return AD_CONNECTION_FAILED
