"""The searches of a directory sync; each has its own connection and bind.

Source: the log of a real installation and the Duo Authentication Proxy
(`modules/drpc_plugins/ldap_directory_sync.py`, `ldap_base.py`): the control that is critical, the
size of a page, the time, the attributes, the ranges of members and the names of the errors.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sansldap import FilterEquality, LDAPFilter

from failmode.simulator.authproxy.ldap.binding import Binding
from failmode.simulator.authproxy.ldap.client import DirectoryAddress, Entry, LdapClient
from failmode.simulator.authproxy.ldap.errors import (
    BindError,
    ConnectError,
    LdapError,
    LdapTimeoutError,
    NtlmRefusedError,
    ResolveError,
    SearchError,
)
from failmode.simulator.errors import SimulatorError

PAGE_SIZE = 5000
TIMEOUT_SECONDS = 60.0
RANGE = 1500
"""Values of `member` that Active Directory gives at once unless it is told otherwise."""

NEVER_RETURNED = "userpassword"


class SyncErrorName(StrEnum):
    """The product's names of what went wrong."""

    BIND_FAILED = "LDAP bind failed"
    CONFIGURATION_FAILED = "LDAP configuration failed"
    CONNECTION_FAILED = "LDAP connection failed"
    RESOLUTION_FAILED = "Failed to resolve domain controller hostname"
    SEARCH_FAILED = "LDAP search failed"
    TIMEOUT = "LDAP timeout"


class DirectorySyncError(SimulatorError):
    """The directory could not be searched; nothing was changed at Duo.

    Args:
        name: the product's name of the error.
        reason: what happened, in words.
    """

    def __init__(self, name: SyncErrorName, reason: str) -> None:
        super().__init__(f"{name}: {reason}", remedy="Nothing was changed; mend it and run again")
        self.name = name


Progress = Callable[[int], None]
"""Is told how many entries have arrived so far."""


@dataclass(frozen=True, slots=True)
class DirectorySearches:
    """Searches one directory.

    Attributes:
        address: where it is.
        username: of the service account: what it is called in NTLM, or its distinguished name.
        password: of the service account.
        base_dn: below which is searched.
        binding: how the service account binds.
        page_size: entries of a page.
        progress: is told how many entries have arrived.
        connect: makes a connection.
    """

    address: DirectoryAddress
    username: str
    password: str
    base_dn: str
    binding: Binding
    page_size: int = PAGE_SIZE
    progress: Progress = lambda _: None
    connect: Callable[[DirectoryAddress], LdapClient] = LdapClient

    def find(self, wanted: LDAPFilter, attributes: Sequence[str]) -> tuple[Entry, ...]:
        """Find entries with all their values; `member` is fetched in ranges where it is long.

        Args:
            wanted: the filter.
            attributes: names of what is wanted of an entry.

        Raises:
            DirectorySyncError: when the directory cannot be searched.
        """
        if not self.username or not self.password:
            raise DirectorySyncError(
                SyncErrorName.CONFIGURATION_FAILED,
                "Missing service_account_username or service_account_password in [cloud]",
            )
        names = [name for name in attributes if name.lower() != NEVER_RETURNED]
        try:
            with self.connect(self.address) as client:
                self.binding.bind(client, self.username, self.username, self.password)
                found = []
                for entry in client.search(
                    self.base_dn, wanted, attributes=names, page_size=self.page_size
                ):
                    found.append(entry)
                    self.progress(len(found))
                return tuple(self._complete(client, entry) for entry in found)
        except LdapError as error:
            raise DirectorySyncError(_name_of(error), str(error)) from error

    def _complete(self, client: LdapClient, entry: Entry) -> Entry:
        """Return the entry with every member, where the directory gave a part or none of them."""
        ranged = any(name.startswith("member;range=") for name in entry.attributes)
        if not ranged and entry.attributes.get("member") != ():
            return entry
        members: list[bytes] = []
        while True:
            first = len(members)
            got, is_last = self._range(client, entry.dn, first, str(first + RANGE - 1))
            if not got and not is_last:
                got, is_last = self._range(client, entry.dn, first, "*")
            members += got
            if is_last or not got:
                return Entry(entry.dn, {**entry.attributes, "member": tuple(members)})

    def _range(
        self, client: LdapClient, dn: str, first: int, last: str
    ) -> tuple[tuple[bytes, ...], bool]:
        """Return some members, and whether they are the last ones."""
        wanted = FilterEquality("distinguishedname", dn.encode())
        asked = f"member;range={first}-{last}"
        try:
            entries = tuple(client.search(self.base_dn, wanted, attributes=[asked]))
        except SearchError:
            # What Active Directory answers to a range beyond the end.
            return (), last == "*"
        for entry in entries:
            for name, values in entry.attributes.items():
                if name.startswith("member;range="):
                    return values, name.endswith("-*")
        return (), True


def _name_of(error: LdapError) -> SyncErrorName:
    match error:
        case ResolveError():
            return SyncErrorName.RESOLUTION_FAILED
        case ConnectError():
            return SyncErrorName.CONNECTION_FAILED
        case BindError() | NtlmRefusedError():
            return SyncErrorName.BIND_FAILED
        case LdapTimeoutError():
            return SyncErrorName.TIMEOUT
        case _:
            return SyncErrorName.SEARCH_FAILED
