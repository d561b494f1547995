"""The keys of MPPE: encrypted anew at every hop."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from failmode.simulator.authproxy.radius import ms_chap

SECRETS = st.binary(min_size=1, max_size=64)
AUTHENTICATORS = st.binary(min_size=16, max_size=16)


@given(st.binary(max_size=255), SECRETS, AUTHENTICATORS)
def test_a_key_is_read_again_by_who_knows_the_secret(
    key: bytes, secret: bytes, authenticator: bytes
) -> None:
    value = ms_chap.encrypt_key(key, secret, authenticator)
    assert ms_chap.decrypt_key(value, secret, authenticator) == key
    # RFC 2548 section 2.4.2: the leftmost bit of the salt is set.
    assert value[0] & 0x80
    assert (len(value) - 2) % 16 == 0


@given(st.binary(max_size=300), SECRETS, AUTHENTICATORS)
def test_whatever_stands_in_the_attribute_is_a_key_or_a_clear_error(
    value: bytes, secret: bytes, authenticator: bytes
) -> None:
    key = b""
    with suppress(ValueError):
        key = ms_chap.decrypt_key(value, secret, authenticator)
    assert len(key) <= max(len(value) - 3, 0)


def test_no_two_salts_are_alike() -> None:
    values = {ms_chap.encrypt_key(b"k" * 16, b"s", bytes(16)) for _ in range(20)}
    assert len(values) > 10


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (b"\0E=648 R=0 V=3", 648),
        (b"\0E=691 R=1 C=0011 V=3 M=no", 691),
        (b"\x07E=648 R=0 V=3", None),
        (b"E=648", None),
        (b"", None),
    ],
)
def test_only_an_error_whose_first_octet_is_0_is_read(value: bytes, code: int | None) -> None:
    assert ms_chap.error_code(value) == code
