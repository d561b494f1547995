"""The searches of a sync: ranges of members, what is never asked for, and names of errors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Self, cast

import pytest
from sansldap import FilterEquality, FilterPresent

from failmode.simulator.authproxy.clients.directory_search import (
    PAGE_SIZE,
    RANGE,
    DirectorySearches,
    DirectorySyncError,
    SyncErrorName,
)
from failmode.simulator.authproxy.ldap.binding import AuthType, Binding
from failmode.simulator.authproxy.ldap.client import DirectoryAddress, Entry, LdapClient
from failmode.simulator.authproxy.ldap.directory_server import DirectoryServer
from failmode.simulator.authproxy.ldap.entries import (
    USER_LIST_BASE,
    USER_LIST_SERVICE,
    USER_LIST_SERVICE_NAME,
    user_list_entries,
)
from failmode.simulator.authproxy.ldap.errors import (
    BadPduError,
    BindError,
    ConnectError,
    LdapError,
    LdapTimeoutError,
    NtlmRefusedError,
    Phase,
    ResolveError,
    SearchError,
)
from tests.ports import free_port

BASE, GROUP = "dc=example,dc=test", "cn=staff,dc=example,dc=test"
ADDRESS = DirectoryAddress(host="127.0.0.1", port=389)


class ActiveDirectory:
    """A directory that gives long values of `member` in ranges, as Active Directory does."""

    def __init__(
        self,
        members: int,
        failure: LdapError | None = None,
        *,
        beside_range: bool = True,
        range_at_once: bool = True,
    ) -> None:
        self.members = [f"cn={number},{BASE}".encode() for number in range(members)]
        self.asked: list[Sequence[str]] = []
        self.pages: list[int | None] = []
        self._failure = failure
        self._empty: dict[str, tuple[bytes, ...]] = {"member": ()} if beside_range else {}
        self._range_at_once = range_at_once

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def bind(self, name: str, password: str) -> None:
        """Fail where that is wanted."""
        assert (name, password) == ("service", "dummy")
        if self._failure is not None:
            raise self._failure

    def search(
        self,
        base: str,
        wanted: object,
        *,
        attributes: Sequence[str],
        page_size: int | None = None,
    ) -> Iterator[Entry]:
        """Give the group, or the range of its members that is asked for."""
        assert base == BASE
        self.asked.append(attributes)
        self.pages.append(page_size)
        asked = next((name for name in attributes if name.startswith("member;range=")), None)
        if asked is None:
            values = {"member": tuple(self.members)}
            if len(self.members) > RANGE:
                part = tuple(self.members[:RANGE])
                ranged = {f"member;range=0-{RANGE - 1}": part} if self._range_at_once else {}
                values = {**self._empty, **ranged}
            yield Entry(GROUP, values)
            return
        assert wanted == FilterEquality("distinguishedname", GROUP.encode())
        first, last = asked.removeprefix("member;range=").split("-")
        if int(first) >= len(self.members):
            raise SearchError("no such range", 1, "000020EF")
        end = len(self.members) if last == "*" else int(last) + 1
        said = "*" if end >= len(self.members) else last
        part = tuple(self.members[int(first) : end])
        yield Entry(GROUP, {"member": (), f"member;range={first}-{said}": part})


PLAIN = Binding(AuthType.PLAIN)


def searches(directory: ActiveDirectory, **options: Any) -> DirectorySearches:
    """Make the searches of a directory that is not there."""
    connect = cast("Any", lambda _address: directory)
    return DirectorySearches(ADDRESS, "service", "dummy", BASE, PLAIN, connect=connect, **options)


@pytest.mark.parametrize(("beside_range", "range_at_once"), [(False, True), (True, False)])
def test_a_large_group_is_complete_whatever_stands_beside_its_first_range(
    beside_range: bool, range_at_once: bool
) -> None:
    directory = ActiveDirectory(3001, beside_range=beside_range, range_at_once=range_at_once)
    (group,) = searches(directory).find(FilterPresent("cn"), ["member"])
    assert group.values("member") == tuple(directory.members)


@pytest.mark.parametrize("members", [0, 1, 1500, 1501, 3000, 4501])
def test_every_member_of_a_large_group_is_fetched_in_ranges(members: int) -> None:
    directory = ActiveDirectory(members)
    (group,) = searches(directory).find(FilterPresent("cn"), ["member"])
    assert group.values("member") == tuple(directory.members)


def test_the_first_search_is_paged_by_5000() -> None:
    directory = ActiveDirectory(1)
    searches(directory).find(FilterPresent("cn"), ["member"])
    assert directory.pages == [5000] == [PAGE_SIZE]


def test_passwords_are_never_asked_for() -> None:
    directory = ActiveDirectory(1)
    searches(directory).find(FilterPresent("cn"), ["cn", "userPassword"])
    assert directory.asked == [["cn"]]


def test_progress_is_told() -> None:
    told: list[int] = []
    searches(ActiveDirectory(1), progress=told.append).find(FilterPresent("cn"), ["cn"])
    assert told == [1]


@pytest.mark.parametrize(
    ("failure", "name"),
    [
        (ResolveError("x"), "Failed to resolve domain controller hostname"),
        (ConnectError("x"), "LDAP connection failed"),
        (BindError("x", 49, ""), "LDAP bind failed"),
        (SearchError("x", 32, ""), "LDAP search failed"),
        (LdapTimeoutError(Phase.SEARCH, "x"), "LDAP timeout"),
        (BadPduError("x"), "LDAP search failed"),
        (NtlmRefusedError("x"), "LDAP bind failed"),
    ],
)
def test_what_goes_wrong_has_the_products_name(failure: LdapError, name: str) -> None:
    with pytest.raises(DirectorySyncError) as caught:
        searches(ActiveDirectory(1, failure)).find(FilterPresent("cn"), ["cn"])
    assert caught.value.name == name
    assert str(caught.value).startswith(name)
    assert "Nothing was changed" in str(caught.value)


def test_a_service_account_that_is_missing_is_a_mistake_of_the_configuration() -> None:
    with pytest.raises(DirectorySyncError) as caught:
        DirectorySearches(ADDRESS, "", "", BASE, PLAIN).find(FilterPresent("cn"), ["cn"])
    assert caught.value.name is SyncErrorName.CONFIGURATION_FAILED


def test_nobody_at_the_address_is_a_failed_connection() -> None:
    address = DirectoryAddress(host="127.0.0.1", port=free_port())
    with pytest.raises(DirectorySyncError, match="LDAP connection failed"):
        DirectorySearches(address, "x", "y", BASE, PLAIN, connect=LdapClient).find(
            FilterPresent("cn"), ["cn"]
        )


@pytest.mark.parametrize(
    ("binding", "name"),
    [
        (PLAIN, USER_LIST_SERVICE),
        (Binding(AuthType.NTLM1), USER_LIST_SERVICE_NAME),
        (Binding(AuthType.NTLM2, "EXAMPLE", "HERE"), USER_LIST_SERVICE_NAME),
    ],
)
def test_the_service_account_binds_as_the_settings_say(binding: Binding, name: str) -> None:
    server = DirectoryServer(user_list_entries({"alice": "x", "bob": "y"}, "dummy"))
    server.start()
    try:
        address = DirectoryAddress(host="127.0.0.1", port=server.address[1])
        asked = DirectorySearches(address, name, "dummy", USER_LIST_BASE, binding)
        assert len(asked.find(FilterPresent("sAMAccountName"), ["uid"])) == 2
        wrong = replace(asked, password="wrong")
        with pytest.raises(DirectorySyncError, match="LDAP bind failed"):
            wrong.find(FilterPresent("uid"), ["uid"])
    finally:
        server.stop()
