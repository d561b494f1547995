"""EAP packets (RFC 3748), PEAP version 0 inside them, and their way through RADIUS (RFC 3579).

Source for PEAP: draft-kamath-pppext-peapv0 and, for its fragments, RFC 5216 section 3.1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from failmode.simulator.authproxy.radius.packets import MAX_VALUE, Attributes
from failmode.simulator.errors import SimulatorError

EAP_MESSAGE_KEY = 79
"""The key of EAP-Message: one EAP packet, in as many attributes as it needs."""

_HEADER = 4
_LENGTH_INCLUDED, _MORE, _START = 0x80, 0x40, 0x20
_LENGTH_OCTETS = 4


class EapCode(IntEnum):
    """What kind of packet it is."""

    REQUEST = 1
    RESPONSE = 2
    SUCCESS = 3
    FAILURE = 4


class EapType(IntEnum):
    """What a request or response is about, as far as it matters here."""

    IDENTITY = 1
    NOTIFICATION = 2
    NAK = 3
    MD5_CHALLENGE = 4
    GTC = 6
    PEAP = 25
    EXTENSIONS = 33


RESULT_SUCCESS = b"\x80\x03\x00\x02\x00\x01"
"""The data of the type EXTENSIONS that ends PEAP well: a mandatory Result TLV."""

RESULT_FAILURE = b"\x80\x03\x00\x02\x00\x02"
"""The data that ends it badly."""


class BadEapError(SimulatorError):
    """Octets that are no EAP packet; the text says why."""


@dataclass(frozen=True, slots=True)
class EapPacket:
    """One EAP packet.

    Attributes:
        code: what kind of packet it is; one that is not in `EapCode` stays a number.
        identifier: 0 to 255, by which a response belongs to a request.
        type: what a request or response is about; None: the packet has no type.
        data: what follows.
    """

    code: int
    identifier: int
    type: int | None = None
    data: bytes = b""

    def encode(self) -> bytes:
        """Return the packet's octets."""
        rest = (b"" if self.type is None else bytes([self.type])) + self.data
        return bytes([self.code, self.identifier]) + (_HEADER + len(rest)).to_bytes(2, "big") + rest

    def encode_tunnelled(self) -> bytes:
        """Return what PEAP version 0 sends of a packet in its tunnel: all but the header."""
        return self.encode()[_HEADER:]


def decode_eap(octets: bytes) -> EapPacket:
    """Read an EAP packet.

    Raises:
        BadEapError: when the octets are none.
    """
    if len(octets) < _HEADER:
        raise BadEapError(f"an EAP packet of {len(octets)} octets")
    length = int.from_bytes(octets[2:_HEADER], "big")
    if length != len(octets):
        # The product's own words.
        raise BadEapError(
            f"Malformed EAP packet: length ({length}) does not match actual length ({len(octets)})"
        )
    rest = octets[_HEADER:]
    if not rest:
        return EapPacket(octets[0], octets[1])
    return EapPacket(octets[0], octets[1], rest[0], rest[1:])


def attribute_values(packet: bytes) -> tuple[bytes, ...]:
    """Take an EAP packet apart for EAP-Message."""
    return tuple(
        packet[start : start + MAX_VALUE] for start in range(0, max(len(packet), 1), MAX_VALUE)
    )


def message_attributes(packet: bytes) -> Attributes:
    """Return the attributes that carry an EAP packet."""
    return {EAP_MESSAGE_KEY: attribute_values(packet)}


def joined_values(values: Iterable[bytes]) -> bytes:
    """Put an EAP packet together from the values of EAP-Message."""
    return b"".join(values)


@dataclass(frozen=True, slots=True)
class PeapData:
    """The data of a packet of the type PEAP: a piece of TLS, or the start of it.

    Attributes:
        tls: octets of TLS.
        more: whether another piece of the same message follows.
        start: whether TLS begins.
        total: octets of the whole message, where the packet says so.
    """

    tls: bytes = b""
    more: bool = False
    start: bool = False
    total: int | None = None

    def encode(self) -> bytes:
        """Return the data's octets; the version of PEAP in them is 0."""
        flags = (
            (_LENGTH_INCLUDED if self.total is not None else 0)
            | (_MORE if self.more else 0)
            | (_START if self.start else 0)
        )
        length = b"" if self.total is None else self.total.to_bytes(_LENGTH_OCTETS, "big")
        return bytes([flags]) + length + self.tls


def decode_peap(data: bytes) -> PeapData:
    """Read the data of a packet of the type PEAP, of whatever version.

    Raises:
        BadEapError: when it has no flags, or not the length that they promise.
    """
    if not data:
        raise BadEapError("a PEAP packet without flags")
    flags, rest, total = data[0], data[1:], None
    if flags & _LENGTH_INCLUDED:
        if len(rest) < _LENGTH_OCTETS:
            raise BadEapError("a PEAP packet that ends in its length")
        total, rest = int.from_bytes(rest[:_LENGTH_OCTETS], "big"), rest[_LENGTH_OCTETS:]
    return PeapData(rest, bool(flags & _MORE), bool(flags & _START), total)


def fragments(tls: bytes, largest: int) -> Iterator[PeapData]:
    """Take a message of TLS apart; one that fits is one piece without a length.

    Args:
        tls: the whole message.
        largest: octets of TLS in one piece at most.
    """
    if len(tls) <= largest:
        yield PeapData(tls)
        return
    for start in range(0, len(tls), largest):
        piece = tls[start : start + largest]
        yield PeapData(
            piece, more=start + largest < len(tls), total=len(tls) if start == 0 else None
        )


class Reassembly:
    """Puts messages of TLS together from their pieces.

    Args:
        largest: octets of a whole message at most.
    """

    def __init__(self, largest: int) -> None:
        self._largest = largest
        self._pieces = bytearray()

    def add(self, piece: PeapData) -> bytes | None:
        """Take the next piece; returns the whole message with the last one, else None.

        Raises:
            BadEapError: when the message gets too long.
        """
        if piece.total is not None and piece.total > self._largest:
            self._pieces.clear()
            raise BadEapError(f"a message of TLS of {piece.total} octets")
        self._pieces += piece.tls
        if len(self._pieces) > self._largest:
            self._pieces.clear()
            raise BadEapError(f"a message of TLS of more than {self._largest} octets")
        if piece.more:
            return None
        whole = bytes(self._pieces)
        self._pieces.clear()
        return whole
