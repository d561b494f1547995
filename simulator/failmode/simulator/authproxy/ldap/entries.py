"""The entries of a small directory: who may bind, and who may read what."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from failmode.simulator.authproxy.ldap.names import Rdns, escaped, read_dn


@dataclass(frozen=True, slots=True)
class DirectoryEntry:
    """One entry.

    Attributes:
        dn: its distinguished name.
        attributes: values by attribute name, as the directory spells it.
        password: with which somebody may bind as it; None: nobody may.
        private: names in lower case of attributes that nobody but the entry itself may read.
    """

    dn: str
    attributes: Mapping[str, tuple[bytes, ...]] = field(default_factory=dict)
    password: str | None = field(default=None, repr=False)
    private: frozenset[str] = frozenset()

    def values(self, name: str) -> tuple[bytes, ...]:
        """Return the values of an attribute, whose case does not matter."""
        wanted = name.lower()
        for known, values in self.attributes.items():
            if known.lower() == wanted:
                return values
        return ()

    def has_password(self, password: str) -> bool:
        """Tell whether this is the entry's password; the empty one never is."""
        if not self.password or not password:
            return False
        return hmac.compare_digest(self.password.encode(), password.encode())

    def readable_by(self, reader: Rdns) -> Mapping[str, tuple[bytes, ...]]:
        """Return what somebody may read of it.

        Args:
            reader: as whom the connection is bound.
        """
        if reader == read_dn(self.dn):
            return self.attributes
        return {
            name: values
            for name, values in self.attributes.items()
            if name.lower() not in self.private
        }


DOMAIN = "EXAMPLE"
"""NetBIOS name of the domain that a directory of these entries is."""

Entries = Callable[[], Iterable[DirectoryEntry]]
"""Gives the entries as they are at present."""


def person(
    name: str,
    password: str | None,
    base: str,
    attributes: Mapping[str, Sequence[str]] | None = None,
) -> DirectoryEntry:
    """Make the entry of a person.

    Args:
        name: the user name, which uid and cn repeat.
        password: the person's; None: nobody may bind as the person.
        base: the entry above.
        attributes: further ones.
    """
    texts: dict[str, Sequence[str]] = {
        "objectClass": ("top", "person", "organizationalPerson", "inetOrgPerson"),
        "uid": (name,),
        "cn": (name,),
        "sn": (name,),
        **(attributes or {}),
    }
    return DirectoryEntry(
        f"uid={escaped(name)},{base}",
        {key: tuple(value.encode() for value in values) for key, values in texts.items()},
        password,
    )


USER_LIST_BASE = "dc=example,dc=test"
"""Above everything in a directory that is made of a list of users."""

USER_LIST_PEOPLE = f"ou=people,{USER_LIST_BASE}"
"""Above the users of a list."""

USER_LIST_SERVICE_NAME = "service"
"""User name of the service account beside a list of users."""

USER_LIST_SERVICE = f"cn={USER_LIST_SERVICE_NAME},{USER_LIST_BASE}"
"""The service account beside a list of users."""

OWN_ATTRIBUTE = "homePhone"
"""The attribute of a user of a list that the user alone may read."""


def user_list_entries(users: Mapping[str, str], service_password: str) -> Entries:
    """Make a directory of a list of users; changes of the list are seen at the next request.

    Args:
        users: password by user name.
        service_password: password of the service account.
    """
    top = (
        DirectoryEntry(USER_LIST_BASE, {"objectClass": (b"organization",)}),
        DirectoryEntry(USER_LIST_PEOPLE, {"objectClass": (b"organizationalUnit",)}),
        DirectoryEntry(
            USER_LIST_SERVICE,
            {"objectClass": (b"organizationalRole",), "cn": (USER_LIST_SERVICE_NAME.encode(),)},
            service_password,
        ),
    )

    def entries() -> Iterable[DirectoryEntry]:
        yield from top
        for name, password in users.items():
            attributes = {
                OWN_ATTRIBUTE: ("555-0100",),
                "sAMAccountName": (name,),
                "msDS-PrincipalName": (f"{DOMAIN}\\{name}",),
            }
            entry = person(name, password, USER_LIST_PEOPLE, attributes)
            yield replace(entry, private=frozenset({OWN_ATTRIBUTE.lower()}))

    return entries


def find_account(entries: Iterable[DirectoryEntry], name: str) -> DirectoryEntry | None:
    """Return the entry of an account, as Active Directory names accounts.

    An entry that says neither is taken by its `uid` or `cn`.

    Args:
        entries: where to look.
        name: value of `sAMAccountName`, or of `userPrincipalName`.
    """
    wanted = folded(name.encode("utf-8", "surrogatepass"))
    known = tuple(entries)
    for attribute in ("sAMAccountName", "userPrincipalName", "uid", "cn"):
        for one in known:
            if wanted in map(folded, one.values(attribute)):
                return one
    return None


def find(entries: Iterable[DirectoryEntry], name: Rdns) -> DirectoryEntry | None:
    """Return the entry of that name."""
    return next((one for one in entries if read_dn(one.dn) == name), None)


def folded(value: bytes) -> bytes:
    """Return a value as it is compared: without the case of ASCII letters."""
    return bytes(value).lower()
