"""Messages on the wire: cut by their lengths, within limits, whatever is sent."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sansldap import (
    BindRequest,
    DereferencingPolicy,
    FilterEquality,
    FilterNot,
    LDAPFilter,
    LDAPMessage,
    SearchRequest,
    SearchScope,
    SimpleCredential,
)

from failmode.simulator.authproxy.ldap.ber import (
    MAX_DEPTH,
    Framer,
    Operation,
    Pdu,
    check_nesting,
    read_pdu,
)
from failmode.simulator.authproxy.ldap.codec import UNBIND, decode, encode
from failmode.simulator.authproxy.ldap.errors import BadPduError

BIND = encode(BindRequest(7, [], 3, "cn=service", SimpleCredential("dummy-password")))
MESSAGES = (BIND, UNBIND, encode(BindRequest(2**31 - 1, [], 3, "x" * 300, SimpleCredential(""))))


@given(st.lists(st.sampled_from(MESSAGES)), st.integers(min_value=1, max_value=40))
def test_messages_are_the_same_however_the_stream_is_cut(messages: list[bytes], step: int) -> None:
    stream = b"".join(messages)
    framer = Framer()
    found: list[Pdu] = []
    for start in range(0, len(stream), step):
        framer.feed(stream[start : start + step])
        found += framer.pdus()
    assert [pdu.octets for pdu in found] == messages
    assert not framer.is_unfinished


def test_a_message_tells_its_number_and_operation_without_being_decoded() -> None:
    pdu = read_pdu(BIND)
    assert (pdu.message_id, pdu.tag) == (7, Operation.BIND_REQUEST)


def test_a_message_with_more_length_octets_than_needed_is_read_as_active_directory_sends_it() -> (
    None
):
    padded = b"\x30\x84\x00\x00\x00\x05" + UNBIND[2:]
    assert read_pdu(padded).tag == Operation.UNBIND_REQUEST


@pytest.mark.parametrize(
    "octets",
    [
        b"\x31\x05\x02\x01\x00\x42\x00",
        b"GET / HTTP/1.1\r\n\r\n",
        b"\x30\x80\x02\x01\x00\x42\x00\x00\x00",
        b"\x30\x85\x01\x00\x00\x00\x00",
        b"\x30\x00",
        b"\x30\x02\x02\x00",
        b"\x30\x05\x04\x01\x00\x42\x00",
        b"\x30\x03\x02\x01\x01",
        b"\x30\x05\x02\x01\xff\x42\x00",
        b"\x30\x05\x02\x01\x01\x60\x05",
        b"\x30\x09\x02\x05\x01\x00\x00\x00\x00\x42\x00",
    ],
)
def test_what_is_no_message_is_refused(octets: bytes) -> None:
    framer = Framer()
    framer.feed(octets)
    with pytest.raises(BadPduError):
        framer.next()


def test_a_message_that_announces_more_than_allowed_is_refused_before_it_is_kept() -> None:
    framer = Framer(1000)
    framer.feed(b"\x30\x84\x7f\xff\xff\xff\x02")
    with pytest.raises(BadPduError, match="1000 are the most"):
        framer.next()


def test_an_unfinished_message_is_known_as_such() -> None:
    framer = Framer()
    framer.feed(BIND[:-1])
    assert framer.next() is None
    assert framer.is_unfinished


@given(st.binary(max_size=200))
def test_any_octets_are_cut_or_refused(octets: bytes) -> None:
    framer = Framer(150)
    framer.feed(octets)
    try:
        for pdu in framer.pdus():
            assert len(pdu.octets) <= 150
    except BadPduError:
        pass


def search(wanted: LDAPFilter) -> SearchRequest:
    return SearchRequest(
        1,
        [],
        base_object="",
        scope=SearchScope.BASE,
        deref_aliases=DereferencingPolicy.NEVER,
        size_limit=0,
        time_limit=0,
        types_only=False,
        filter=wanted,
        attributes=[],
    )


def nested(depth: int) -> bytes:
    """Write a search whose filter is a `not` of a `not`, and so on."""
    wanted: LDAPFilter = FilterEquality("cn", b"x")
    for _ in range(depth):
        wanted = FilterNot(wanted)
    return encode(search(wanted))


def test_a_filter_as_deep_as_allowed_is_decoded() -> None:
    assert isinstance(decode(read_pdu(nested(MAX_DEPTH - 4)), SearchRequest), SearchRequest)


def test_a_ber_bomb_is_refused_before_anything_is_decoded() -> None:
    depth = 20_000
    parts, length = [], 0
    for _ in range(depth):
        parts.append(b"\xa2\x84" + length.to_bytes(4, "big"))
        length += 6
    filters = b"".join(reversed(parts))
    operation = b"\x63\x84" + len(filters).to_bytes(4, "big") + filters
    body = b"\x02\x01\x01" + operation
    pdu = read_pdu(b"\x30\x84" + len(body).to_bytes(4, "big") + body)
    with pytest.raises(BadPduError, match="nested"):
        decode(pdu, SearchRequest)


@pytest.mark.parametrize(
    "octets",
    [b"\x30\x05\x02\x06abc", b"\x30\x03\x1f\x81\x00", b"\x30\x02\x30\x05", b"\x30\x01\x04"],
)
def test_elements_that_leave_their_own_are_refused(octets: bytes) -> None:
    with pytest.raises(BadPduError):
        check_nesting(octets)


@given(st.binary(max_size=120), st.integers(min_value=0, max_value=2**31 - 1))
def test_any_content_of_an_operation_is_decoded_or_refused(content: bytes, number: int) -> None:
    """No octets of a client make the decoder fail in a way that nobody expects."""
    numbered = number.to_bytes(5, "big").lstrip(b"\0") or b"\0"
    if numbered[0] & 0x80:
        numbered = b"\0" + numbered
    for tag in (0x60, 0x61, 0x63, 0x64, 0x65, 0x77, 0x78, 0x66):
        operation = bytes([tag, len(content)]) if len(content) < 128 else b""
        body = b"\x02" + bytes([len(numbered)]) + numbered + operation + content
        octets = b"\x30\x84" + len(body).to_bytes(4, "big") + body
        try:
            decode(read_pdu(octets), LDAPMessage)
        except BadPduError:
            continue


@given(st.data())
def test_a_message_with_octets_changed_is_decoded_or_refused(data: st.DataObject) -> None:
    octets = bytearray(data.draw(st.sampled_from((BIND, nested(3)))))
    for _ in range(data.draw(st.integers(min_value=1, max_value=4))):
        octets[data.draw(st.integers(0, len(octets) - 1))] = data.draw(st.integers(0, 255))
    with suppress(BadPduError):
        decode(read_pdu(bytes(octets)), LDAPMessage)
