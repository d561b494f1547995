"""[ad_client]: a directory says whether the password is right.

The service account searches for the user; then the user's own name and password are bound with,
on the same connection. The directories are asked in the order of the file: the next one where one
cannot be spoken to, or fails before the user's bind; what that comes to is final.

Source: the Duo Authentication Proxy 5.0.0 (`modules/ad_client.py`, `lib/ldap/client.py`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import TypeVar

from sansldap import (
    FilterAnd,
    FilterEquality,
    FilterOr,
    LDAPFilter,
    LDAPResultCode,
    SearchScope,
)

from failmode.simulator.authproxy.cfg.sections.ad import AdClientSection
from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.core.primary import Credentials, PrimaryResult
from failmode.simulator.authproxy.ldap.binding import PRINCIPAL_NAME, principal_name
from failmode.simulator.authproxy.ldap.client import DirectoryAddress, Entry, LdapClient
from failmode.simulator.authproxy.ldap.errors import (
    BindError,
    ConnectError,
    LdapError,
    LdapTimeoutError,
    ResolveError,
    ResultError,
    SearchError,
)
from failmode.simulator.authproxy.ldap.names import read_dn

T = TypeVar("T")


_SAM_ACCOUNT_NAME = "sAMAccountName"
USER_FILTER = (
    "(|(&(objectClass=user)(objectCategory=person))"
    "(objectClass=inetOrgPerson)(objectClass=organizationalPerson))"
)
"""What an entry must be to be taken for a user."""

_GROUPS, _PRIMARY_GROUP, _SID = "memberOf", "primaryGroupID", "objectSid"
_SID_HEAD, _SID_PART = 8, 4


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
        try:
            return next(iter(self._search(dn, SearchScope.BASE)), None)
        except SearchError as error:
            if error.code == LDAPResultCode.NO_SUCH_OBJECT:
                return None
            raise

    def addresses(self) -> Iterator[DirectoryAddress]:
        """Yield the directories in the order in which they are tried."""
        section = self.section
        for host, port in section.addresses:
            yield DirectoryAddress(
                host=host,
                port=port,
                transport=section.transport,
                ca_file=section.ssl_ca_certs_file,
                verify_certificate=section.verifies_certificate,
                verify_hostname=section.ssl_verify_hostname,
                timeout=section.timeout,
            )

    def bind_as_service(self, client: LdapClient) -> None:
        """Bind as the service account.

        Raises:
            LdapError: when it is refused, or there is no answer.
        """
        section = self.section
        username, password = section.service_account_username, section.service_account_password
        section.binding.bind(client, section.bind_name, username, password)

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
        domain, username = principal_name(user) or (None, typed)
        self.section.binding.bind(client, user.dn, username, password, domain)

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
            filters.append(self._in_group(client))
        if section.ldap_filter is not None:
            filters.append(LDAPFilter.from_string(section.ldap_filter))
        attributes = (section.username_attribute, section.at_attribute, PRINCIPAL_NAME)
        return tuple(client.search(base, FilterAnd(filters), scope=scope, attributes=attributes))

    def _in_group(self, client: LdapClient) -> LDAPFilter:
        """Return what is true of the members of the security group; nested groups do not count.

        A primary group is not among the groups of a user, but its number is.
        """
        group = self.section.security_group_dn
        member = FilterEquality(_GROUPS, group.encode())
        there = LDAPFilter.from_string("(objectClass=*)")
        try:
            found = list(client.search(group, there, scope=SearchScope.BASE, attributes=(_SID,)))
        except SearchError as error:
            if error.code not in {LDAPResultCode.NO_SUCH_OBJECT, LDAPResultCode.REFERRAL}:
                raise
            found = []
        sids = found[0].values(_SID) if len(found) == 1 else ()
        if not sids or len(sids[0]) < _SID_HEAD + _SID_PART:
            return member
        number = int.from_bytes(sids[0][-_SID_PART:], "little")
        return FilterOr([member, FilterEquality(_PRIMARY_GROUP, str(number).encode())])

    def named(self, name: str) -> LDAPFilter:
        r"""Return what is true of the users of a name, with or without a domain.

        Args:
            name: such as `alice`, `alice@example.com` or `EXAMPLE\alice`.
        """
        section = self.section
        if name.count("@") == 1:
            attribute = section.at_attribute
        elif name.count("\\") == 1:
            # Only Active Directory has such names.
            attribute, name = _SAM_ACCOUNT_NAME, name.partition("\\")[2]
        else:
            attribute = section.username_attribute
        return FilterEquality(attribute, name.encode())

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
        logger: gets the lines of `authproxy.log`; None: they are dropped.
    """

    def __init__(self, section: AdClientSection, logger: logging.Logger | None = None) -> None:
        self._directory = AdDirectory(section)
        self._logger = logger

    def authenticate(self, credentials: Credentials) -> PrimaryResult:
        """Ask the directories in turn; see `PrimaryAuthenticator`."""
        # A bind without a password says nothing about who asks (RFC 4513, 5.1.2).
        if not credentials.password:
            return PrimaryResult(accepted=False, message=messages.AD_NO_PASSWORD)
        if not credentials.username:
            return PrimaryResult(accepted=False, message=messages.AD_INVALID_USER)
        for address in self._directory.addresses():
            self._log(
                f"Sending AD authentication request for '{credentials.username}' to "
                f"'{address.host}'"
            )
            try:
                return self._ask(address, credentials.username, credentials.password)
            except LdapError as error:
                self._log(_described(error))
                self._log(
                    f"Error sending AD auth request to '{address.host}'. Trying next fallback "
                    "host..."
                )
        self._log("No remaining AD fallback hosts; returning authentication failure...")
        return PrimaryResult(accepted=False, message=messages.AD_UNREACHABLE)

    def _ask(self, address: DirectoryAddress, username: str, password: str) -> PrimaryResult:
        directory, section = self._directory, self._directory.section
        with LdapClient(address) as client:
            directory.bind_as_service(client)
            found = directory.search(
                client, section.search_dn, SearchScope.SUBTREE, directory.named(username)
            )
            user = _only_one({read_dn(one.dn): one for one in found}.values(), username)
            # An entry without a name would make the bind an anonymous one, which succeeds.
            if user is None or not read_dn(user.dn):
                self._log(f"{len(found)} users were found with username: {username}")
                return PrimaryResult(accepted=False, message=messages.AD_INVALID_USER)
            try:
                directory.bind_as_user(client, user, username, password)
            except BindError as error:
                self._log(f"LDAP Authentication Failed: {_words(error)!r}")
                return PrimaryResult(accepted=False, message=messages.AD_REJECTED)
            return PrimaryResult(accepted=True, message=messages.AD_ACCEPTED)

    def _log(self, line: str) -> None:
        if self._logger is not None:
            self._logger.info(line)


def _only_one(users: Collection[Entry], username: str) -> Entry | None:
    """Return the user; of several the one whom Active Directory calls as was typed."""
    if len(users) > 1 and username.count("\\") == 1:
        users = [
            one for one in users if (one.text(PRINCIPAL_NAME) or "").lower() == username.lower()
        ]
    return next(iter(users)) if len(users) == 1 else None


def _described(error: LdapError) -> str:
    match error:
        case BindError(code=LDAPResultCode.STRONG_AUTH_REQUIRED):
            return (
                f"Initial LDAP bind to AD failed: {_words(error)}. To correct this you must enable "
                "SSL on this connection using 'ssl_ca_certs_file' in the [ad_client] section. Or "
                "switch to an authentication type that allows for Windows sign and seal (NTLMv2 "
                "or SSPI)."
            )
        case BindError():
            return f"Initial LDAP bind to AD failed: {_words(error)!r}"
        case SearchError():
            return f"LDAP search on AD service failed: {_words(error)}"
        case LdapTimeoutError():
            return f"AD connection timed out: {error.what}"
        case _:
            return f"AD Connection failed: {error.what}"


def _words(error: ResultError) -> str:
    first, *others = LDAPResultCode(error.code).name.lower().split("_")
    name = "".join([first, *(one.capitalize() for one in others)])
    return f"{name}: {error.diagnostic}" if error.diagnostic else name
