"""EAP packets and the pieces of TLS in them: what is read is what was written, within bounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from failmode.simulator.authproxy.radius.eap import (
    BadEapError,
    EapPacket,
    EapType,
    PeapData,
    Reassembly,
    attribute_values,
    decode_eap,
    decode_peap,
    fragments,
    joined_values,
)

octet = st.integers(0, 255)
packets = st.builds(EapPacket, octet, octet, octet, st.binary(max_size=4000)) | st.builds(
    EapPacket, octet, octet
)


@given(packets)
def test_a_packet_survives_the_way(packet: EapPacket) -> None:
    values = attribute_values(packet.encode())
    assert all(0 < len(value) <= 253 for value in values)
    assert decode_eap(joined_values(values)) == packet


@given(st.binary(max_size=300))
def test_rubbish_is_read_as_what_it_encodes_to_or_not_at_all(octets: bytes) -> None:
    try:
        packet = decode_eap(octets)
    except BadEapError:
        return
    assert packet.encode() == octets


@pytest.mark.parametrize(
    "octets", [b"", b"\x02", b"\x02\x00\x00", b"\x02\x00\x00\x05", b"\x02\x00\xff\xff\x01"]
)
def test_an_unfinished_packet_is_refused(octets: bytes) -> None:
    with pytest.raises(BadEapError):
        decode_eap(octets)


@given(
    st.builds(
        PeapData,
        st.binary(max_size=50),
        st.booleans(),
        st.booleans(),
        st.none() | st.integers(0, 2**32 - 1),
    )
)
def test_a_piece_of_tls_survives_the_way(piece: PeapData) -> None:
    assert decode_peap(piece.encode()) == piece


@given(st.binary(max_size=20))
def test_rubbish_in_peap_breaks_nothing(data: bytes) -> None:
    try:
        piece = decode_peap(data)
    except BadEapError:
        assert len(data) < 5
        return
    assert len(piece.tls) < len(data)


@given(st.binary(min_size=1, max_size=400), st.integers(1, 90))
def test_a_message_in_fragments_is_put_together_again(tls: bytes, largest: int) -> None:
    pieces = list(fragments(tls, largest))
    assert all(len(piece.tls) <= largest for piece in pieces)
    assert [piece.more for piece in pieces] == [True] * (len(pieces) - 1) + [False]
    assert pieces[0].total in (None, len(tls))
    whole = Reassembly(400)
    assert [whole.add(piece) for piece in pieces] == [None] * (len(pieces) - 1) + [tls]


@given(st.lists(st.binary(max_size=30), max_size=60))
def test_fragments_without_end_are_never_kept(pieces: list[bytes]) -> None:
    whole, kept = Reassembly(100), 0
    for piece in pieces:
        kept += len(piece)
        if kept > 100:
            with pytest.raises(BadEapError, match="more than 100 octets"):
                whole.add(PeapData(piece, more=True))
            kept = 0
        else:
            assert whole.add(PeapData(piece, more=True)) is None


def test_a_message_that_says_that_it_is_too_long_is_refused_at_once() -> None:
    with pytest.raises(BadEapError, match="of 101 octets"):
        Reassembly(100).add(PeapData(b"", more=True, total=101))


def test_the_header_stays_outside_of_the_tunnel() -> None:
    packet = EapPacket(1, 7, EapType.GTC, b"Password:")
    assert packet.encode() == b"\x01\x07\x00\x0e\x06Password:"
    assert packet.encode_tunnelled() == b"\x06Password:"
