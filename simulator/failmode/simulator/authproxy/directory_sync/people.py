"""Who is in the groups of a sync, as the directory says.

Filters and attributes of Active Directory are those that the log of a real installation shows;
those of OpenLDAP are assumed.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from sansldap import FilterAnd, FilterEquality, FilterOr, LDAPFilter

from failmode.simulator.authproxy.clients.directory_search import (
    DirectorySyncError,
    SyncErrorName,
)
from failmode.simulator.authproxy.directory_sync.assumptions import (
    ACCOUNT_DISABLED,
    GROUP_NAME,
    MEMBERS_A_SEARCH,
    NESTED_GROUPS,
    OPENLDAP_GROUP,
    OPENLDAP_PERSON,
)
from failmode.simulator.authproxy.directory_sync.model import (
    DirectoryKind,
    DirectorySettings,
    People,
    Person,
)
from failmode.simulator.authproxy.ldap.client import Entry
from failmode.simulator.authproxy.ldap.names import Rdns, read_dn

GROUP_ATTRIBUTES = ("cn", "distinguishedname", "objectguid", "objectclass", "member")
MEMBER_ATTRIBUTES = (
    "distinguishedname",
    "objectguid",
    "objectclass",
    "member",
    "displayname",
    "sn",
    "mail",
    "cn",
    "useraccountcontrol",
    "mobile",
    "samaccountname",
    "givenname",
    "telephonenumber",
)


class Searches(Protocol):
    """Finds entries of a directory."""

    def find(self, wanted: LDAPFilter, attributes: Sequence[str]) -> tuple[Entry, ...]:
        """Find entries; raises `DirectorySyncError`."""
        ...


def find_people(settings: DirectorySettings, searches: Searches) -> People:
    """Find everybody in the groups of a sync, and in the groups that are their members.

    Args:
        settings: the sync.
        searches: searches the directory.

    Raises:
        DirectorySyncError: when the directory cannot be searched, or has not all of the groups.
    """
    finder = _Finder(settings, searches)
    for group in settings.groups:
        finder.add_group(group)
    return People(finder.persons, tuple(finder.skipped))


@dataclass(slots=True)
class _Finder:
    settings: DirectorySettings
    searches: Searches
    persons: dict[str, Person] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    _names: dict[str, Rdns] = field(default_factory=dict)

    @property
    def _is_ad(self) -> bool:
        return self.settings.kind is DirectoryKind.ACTIVE_DIRECTORY

    def add_group(self, group: str) -> None:
        wanted = self._group_filter(group)
        found = self.searches.find(wanted, GROUP_ATTRIBUTES)
        if len(found) != 1:
            raise DirectorySyncError(
                SyncErrorName.SEARCH_FAILED,
                f"the directory has {len(found)} groups {group}; members of a group that is not "
                "found would all be taken for gone",
            )
        (entry,) = found
        name = GROUP_NAME.format(group=entry.text("cn") or group, sync=self.settings.name)
        seen = {read_dn(entry.dn)}
        for member in self._members(entry, seen):
            self._add(member, name)

    def _group_filter(self, group: str) -> LDAPFilter:
        if self._is_ad:
            guid = uuid.UUID(group).bytes_le
            return FilterAnd(
                [FilterEquality("objectcategory", b"group"), FilterEquality("objectguid", guid)]
            )
        return FilterAnd(
            [
                FilterEquality("objectclass", OPENLDAP_GROUP.encode()),
                FilterEquality("entrydn", group.encode()),
            ]
        )

    def _members(self, group: Entry, seen: set[Rdns | None]) -> Iterator[Entry]:
        """Yield the people in a group and in the groups below it, each group once."""
        waiting = [group]
        while waiting:
            names = [value.decode("utf-8", "replace") for value in waiting.pop().values("member")]
            new = [name for name in names if read_dn(name) not in seen]
            seen.update(read_dn(name) for name in new)
            for start in range(0, len(new), MEMBERS_A_SEARCH):
                asked = new[start : start + MEMBERS_A_SEARCH]
                names_asked = {read_dn(name) for name in asked}
                found = self.searches.find(self._member_filter(asked), self._member_attributes())
                for entry in found:
                    # Where attributes have subtypes, what refers to a member is found as well.
                    if read_dn(entry.dn) not in names_asked:
                        continue
                    if self._is_group(entry):
                        waiting += [entry] if NESTED_GROUPS else []
                    else:
                        yield entry

    def _member_attributes(self) -> tuple[str, ...]:
        settings = self.settings
        own = (settings.username, settings.realname, settings.email, settings.phone)
        return tuple(dict.fromkeys((*MEMBER_ATTRIBUTES, *(name.lower() for name in own))))

    def _member_filter(self, names: list[str]) -> LDAPFilter:
        if self._is_ad:
            kinds: LDAPFilter = FilterOr(
                [
                    FilterEquality("objectclass", b"group"),
                    FilterAnd(
                        [
                            FilterEquality("objectcategory", b"person"),
                            FilterOr(
                                [
                                    FilterEquality("objectclass", b"user"),
                                    FilterEquality("objectclass", b"userproxyfull"),
                                ]
                            ),
                        ]
                    ),
                ]
            )
            attribute = "distinguishedname"
        else:
            kinds = FilterOr(
                [
                    FilterEquality("objectclass", OPENLDAP_GROUP.encode()),
                    FilterEquality("objectclass", OPENLDAP_PERSON.encode()),
                ]
            )
            attribute = "entrydn"
        each: list[LDAPFilter] = [FilterEquality(attribute, name.encode()) for name in names]
        return FilterAnd([kinds, FilterOr(each)])

    def _is_group(self, entry: Entry) -> bool:
        classes = {value.lower() for value in entry.values("objectclass")}
        return (b"group" if self._is_ad else OPENLDAP_GROUP.lower().encode()) in classes

    def _add(self, entry: Entry, group: str) -> None:
        settings = self.settings
        username = (entry.text(settings.username) or "").strip()
        if not username:
            self._skip(f"{entry.dn} has no {settings.username}")
            return
        key = username.casefold()
        before = self.persons.get(key)
        if before is None:
            self._names[key] = read_dn(entry.dn) or ()
            self.persons[key] = Person(
                username=username,
                realname=entry.text(settings.realname) or "",
                email=entry.text(settings.email) or "",
                phones=tuple(v.decode("utf-8", "replace") for v in entry.values(settings.phone)),
                groups=frozenset({group}),
                enabled=_is_enabled(entry),
            )
        elif self._names[key] == (read_dn(entry.dn) or ()):
            self.persons[key] = replace(before, groups=before.groups | {group})
        else:
            self._skip(f"{entry.dn} has the user name {username} of somebody else")

    def _skip(self, reason: str) -> None:
        if reason not in self.skipped:
            self.skipped.append(reason)


def _is_enabled(entry: Entry) -> bool:
    value = entry.text("useraccountcontrol") or "0"
    return not (value.lstrip("-").isdecimal() and int(value) & ACCOUNT_DISABLED)
