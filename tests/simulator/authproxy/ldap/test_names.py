"""Distinguished names are compared without case, by their parts, with what is escaped in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from failmode.simulator.authproxy.ldap.names import escaped, is_within, read_dn


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("uid=alice,ou=people,dc=example,dc=test", "UID=Alice, OU=People , dc=EXAMPLE,dc=test"),
        (r"cn=Doe\, Jane,dc=test", r"cn=Doe\2c Jane,dc=test"),
        ('cn="Doe, Jane",dc=test', r"cn=Doe\, Jane,dc=test"),
        ("cn=a+uid=b,dc=test", "uid=b+cn=a,dc=test"),
    ],
)
def test_two_spellings_of_a_name_are_the_same(one: str, other: str) -> None:
    assert read_dn(one) == read_dn(other) is not None


@pytest.mark.parametrize("text", ["alice", "alice@example.test", r"EXAMPLE\alice", "a=b,c", "=x"])
def test_what_is_no_name_is_known_as_such(text: str) -> None:
    assert read_dn(text) is None


@pytest.mark.parametrize(
    ("name", "base", "within"),
    [
        ("uid=a,ou=people,dc=test", "ou=people,dc=test", True),
        ("ou=people,dc=test", "ou=people,dc=test", True),
        ("uid=a,dc=test", "ou=people,dc=test", False),
        # A text that merely ends alike is not below it.
        ("uid=a,xou=people,dc=test", "ou=people,dc=test", False),
        (r"uid=a\,ou=people,dc=test", "ou=people,dc=test", False),
        ("uid=a", "", True),
    ],
)
def test_a_name_is_below_another_by_whole_parts(name: str, base: str, within: bool) -> None:
    read, above = read_dn(name), read_dn(base)
    assert read is not None
    assert above is not None
    assert is_within(read, above) is within


@given(st.text(min_size=1).filter(lambda text: text == text.strip()))
def test_an_escaped_value_stays_one_value(value: str) -> None:
    name = read_dn(f"uid={escaped(value)},dc=test")
    assert name is not None
    assert len(name) == 2
