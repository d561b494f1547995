"""LDAP messages on the wire: where one ends, and what may be read without decoding it.

BER with the restrictions of RFC 4511, 5.1: definite lengths alone. More length octets than needed
are allowed, and Active Directory sends them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from failmode.simulator.authproxy.ldap.errors import BadPduError

MAX_ANONYMOUS_PDU = 262_143
"""Octets of a message before anybody has bound: the default of OpenLDAP's sockbuf_max_incoming."""

MAX_PDU = 4_194_303
"""Octets of a message after a bind: the default of OpenLDAP's sockbuf_max_incoming_auth."""

MAX_DEPTH = 100
"""How deep a message may be nested; a filter takes a level for each of its and, or and not."""

_SEQUENCE = 0x30
_INTEGER = 0x02
_CONSTRUCTED = 0x20
_LONG_TAG = 0x1F
_LONG_LENGTH = 0x80
_MAX_LENGTH_OCTETS = 4
_MAX_MESSAGE_ID = 2**31 - 1


class Operation(IntEnum):
    """The tags of the operations that are told apart here (RFC 4511, 4.2 to 4.12)."""

    BIND_REQUEST = 0x60
    BIND_RESPONSE = 0x61
    UNBIND_REQUEST = 0x42
    SEARCH_REQUEST = 0x63
    SEARCH_ENTRY = 0x64
    SEARCH_DONE = 0x65
    MODIFY_REQUEST = 0x66
    MODIFY_RESPONSE = 0x67
    ADD_REQUEST = 0x68
    ADD_RESPONSE = 0x69
    DELETE_REQUEST = 0x4A
    DELETE_RESPONSE = 0x6B
    MODIFY_DN_REQUEST = 0x6C
    MODIFY_DN_RESPONSE = 0x6D
    COMPARE_REQUEST = 0x6E
    COMPARE_RESPONSE = 0x6F
    ABANDON_REQUEST = 0x50
    SEARCH_REFERENCE = 0x73
    EXTENDED_REQUEST = 0x77
    EXTENDED_RESPONSE = 0x78


RESPONSE_OF = {
    Operation.BIND_REQUEST: Operation.BIND_RESPONSE,
    Operation.SEARCH_REQUEST: Operation.SEARCH_DONE,
    Operation.MODIFY_REQUEST: Operation.MODIFY_RESPONSE,
    Operation.ADD_REQUEST: Operation.ADD_RESPONSE,
    Operation.DELETE_REQUEST: Operation.DELETE_RESPONSE,
    Operation.MODIFY_DN_REQUEST: Operation.MODIFY_DN_RESPONSE,
    Operation.COMPARE_REQUEST: Operation.COMPARE_RESPONSE,
    Operation.EXTENDED_REQUEST: Operation.EXTENDED_RESPONSE,
}
"""The operation that ends each request that is answered."""


@dataclass(frozen=True, slots=True)
class Pdu:
    """One LDAP message as it came.

    Attributes:
        octets: all of it.
        message_id: its number.
        tag: the tag of its operation; one of `Operation`, or another.
    """

    octets: bytes
    message_id: int
    tag: int


class Framer:
    """Cuts a stream of octets into messages.

    Args:
        max_size: octets that one message may have.

    Attributes:
        max_size: the same; may be changed between two messages.
    """

    def __init__(self, max_size: int = MAX_PDU) -> None:
        self.max_size = max_size
        self._buffer = bytearray()

    @property
    def is_unfinished(self) -> bool:
        """Whether a message has begun and not ended."""
        return bool(self._buffer)

    def feed(self, data: bytes) -> None:
        """Add octets of the stream."""
        self._buffer += data

    def pdus(self) -> Iterator[Pdu]:
        """Yield the messages that are whole, and forget them.

        Raises:
            BadPduError: when what comes next is no message, or is too large. The stream cannot be
                used any more then.
        """
        while (pdu := self.next()) is not None:
            yield pdu

    def next(self) -> Pdu | None:
        """Return the next message, and forget it; None when none is whole.

        Raises:
            BadPduError: as `pdus`.
        """
        buffer = self._buffer
        if not buffer:
            return None
        if buffer[0] != _SEQUENCE:
            raise BadPduError(f"what begins with octet 0x{buffer[0]:02x} is no LDAP message")
        content = _content(buffer, 1, len(buffer))
        if content is None:
            return None
        start, length = content
        end = start + length
        if end > self.max_size:
            raise BadPduError(f"a message of {end} octets; {self.max_size} are the most")
        if end > len(buffer):
            return None
        octets = bytes(buffer[:end])
        del buffer[:end]
        return _read_envelope(octets, start)


def read_pdu(octets: bytes) -> Pdu:
    """Read one whole message.

    Raises:
        BadPduError: when it is none, or anything follows it.
    """
    framer = Framer(max(len(octets), 1))
    framer.feed(octets)
    pdu = framer.next()
    if pdu is None or framer.is_unfinished:
        raise BadPduError("no whole message, or more than one")
    return pdu


def check_nesting(octets: bytes, max_depth: int = MAX_DEPTH) -> None:
    """See that every element ends within its own, and that none is nested too deeply.

    Raises:
        BadPduError: when it is otherwise.
    """
    ends = [len(octets)]
    offset = 0
    while ends:
        if offset == ends[-1]:
            ends.pop()
            continue
        constructed = octets[offset] & _CONSTRUCTED
        if octets[offset] & _LONG_TAG == _LONG_TAG:
            raise BadPduError("an element has a tag of several octets, which LDAP has not")
        content = _content(octets, offset + 1, ends[-1])
        if content is None or sum(content) > ends[-1]:
            raise BadPduError("an element is longer than what it is part of")
        offset, length = content
        if not constructed:
            offset += length
        elif len(ends) > max_depth:
            raise BadPduError(f"a message that is nested more than {max_depth} deep")
        else:
            ends.append(offset + length)


def _content(octets: bytes | bytearray, offset: int, end: int) -> tuple[int, int] | None:
    """Read a length: where the content begins, and how many octets it has; None: not there yet."""
    if offset >= end:
        return None
    first = octets[offset]
    if first < _LONG_LENGTH:
        return offset + 1, first
    count = first - _LONG_LENGTH
    if not 1 <= count <= _MAX_LENGTH_OCTETS:
        raise BadPduError(f"a length of {count or 'unknown many'} octets")
    if offset + 1 + count > end:
        return None
    return offset + 1 + count, int.from_bytes(octets[offset + 1 : offset + 1 + count], "big")


def _read_envelope(octets: bytes, offset: int) -> Pdu:
    end = len(octets)
    if offset >= end or octets[offset] != _INTEGER:
        raise BadPduError("a message without a number")
    content = _content(octets, offset + 1, end)
    if content is None:
        raise BadPduError("a message whose number has no length")
    start, length = content
    if not 1 <= length <= _MAX_LENGTH_OCTETS or start + length >= end:
        raise BadPduError("a message without a number, or without an operation")
    message_id = int.from_bytes(octets[start : start + length], "big", signed=True)
    if not 0 <= message_id <= _MAX_MESSAGE_ID:
        raise BadPduError(f"a message with the number {message_id}")
    offset = start + length
    operation = _content(octets, offset + 1, end)
    if operation is None or sum(operation) > end:
        raise BadPduError("an operation that is longer than its message")
    return Pdu(octets, message_id, octets[offset])
