"""Values in ranges, as Active Directory gives them."""

from __future__ import annotations

import pytest
from sansldap import FilterPresent

from failmode.simulator.authproxy.ldap.client import DirectoryAddress, LdapClient
from failmode.simulator.authproxy.ldap.directory_server import DirectoryServer
from failmode.simulator.authproxy.ldap.entries import DirectoryEntry, person
from failmode.simulator.authproxy.ldap.value_ranges import base_names, in_ranges
from tests.patience import PATIENT_SECONDS

VALUES = tuple(str(number).encode() for number in range(5))


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ((), {"member": (), "member;range=0-1": VALUES[:2]}),
        (("member",), {"member": (), "member;range=0-1": VALUES[:2]}),
        (("member;range=2-3",), {"member;range=2-3": VALUES[2:4]}),
        (("MEMBER;Range=2-9",), {"member;range=2-3": VALUES[2:4]}),
        (("member;range=2-2",), {"member;range=2-2": VALUES[2:3]}),
        (("member;range=3-9",), {"member;range=3-*": VALUES[3:]}),
        (("member;range=4-*",), {"member;range=4-*": VALUES[4:]}),
        (("member;range=0-*",), {"member;range=0-1": VALUES[:2]}),
        (("member;range=5-*",), {}),
        (("member;range=3-2",), {}),
        (("member;range=x-2",), {"member": (), "member;range=0-1": VALUES[:2]}),
    ],
)
def test_two_values_at_once_are_given_of_five(
    asked: tuple[str, ...], given: dict[str, tuple[bytes, ...]]
) -> None:
    assert dict(in_ranges({"member": VALUES}, asked, 2)) == given


def test_as_many_values_as_are_given_at_once_have_no_range() -> None:
    assert dict(in_ranges({"member": VALUES}, ("member",), 5)) == {"member": VALUES}
    assert dict(in_ranges({"member": VALUES}, ("member",), 4)) != {"member": VALUES}


def test_a_range_names_its_attribute() -> None:
    assert base_names(("Member;range=0-1", "CN", "member;binary")) == {
        *("member", "cn", "member;binary")
    }


@pytest.mark.parametrize(
    ("at_once", "given"),
    [(2, {"member;range=2-3": VALUES[2:4], "cn": (b"staff",)}), (None, {"cn": (b"staff",)})],
)
def test_a_directory_gives_ranges_where_it_was_told_to(
    at_once: int | None, given: dict[str, tuple[bytes, ...]]
) -> None:
    group = DirectoryEntry(
        "cn=staff,dc=x", {"objectClass": (b"group",), "cn": (b"staff",), "member": VALUES}
    )
    admin = person("admin", "dummy", "dc=x")
    server = DirectoryServer(lambda: (group, admin), values_at_once=at_once)
    server.start()
    try:
        host, port = server.address
        where = DirectoryAddress(host=host, port=port, timeout=PATIENT_SECONDS)
        with LdapClient(where) as client:
            client.bind(admin.dn, "dummy")
            (found,) = client.search(
                "cn=staff,dc=x", FilterPresent("objectClass"), attributes=["member;range=2-9", "cn"]
            )
    finally:
        server.stop()
    assert dict(found.attributes) == given
