"""RADIUS packets, typed: the only module that touches pyrad.

pyrad encodes and decodes; here are its requests and replies as values that the rest of the
package can pass around. Attributes are kept raw, so that what is not in the dictionary passes
through unharmed. The exception are the keys of MPPE, which only the two ends of one hop can read:
they are in the clear between two packets.
"""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache, partial
from importlib import resources
from io import StringIO
from typing import Any

from pyrad.dictionary import Dictionary
from pyrad.packet import AuthPacket

from failmode.simulator.authproxy.radius import ms_chap
from failmode.simulator.errors import SimulatorError

MAX_DATAGRAM = 4096
"""Longest RADIUS packet in octets (RFC 2865 section 3)."""

MAX_VALUE = 253
"""Longest attribute value in octets (RFC 2865 section 5)."""

AttributeKey = int | tuple[int, int]
"""An attribute's number, or (vendor, number) inside Vendor-Specific."""

Attributes = Mapping[AttributeKey, tuple[bytes, ...]]
"""Raw attribute values by key, in the order of the packet."""

MPPE_SEND_KEY: AttributeKey = (311, 16)
"""The key of MS-MPPE-Send-Key (RFC 2548, 2.4.2)."""

MPPE_RECEIVE_KEY: AttributeKey = (311, 17)
"""The key of MS-MPPE-Recv-Key (RFC 2548, 2.4.3)."""

_ADDRESS_OCTETS = {"ipaddr": 4, "ipv6addr": 16}
_REPLY_MESSAGE = 18
_STATE = 24
_STATUS_SERVER = 12


class Code(IntEnum):
    """Packet codes that concern authentication, by their names in RFC 2865."""

    ACCESS_REQUEST = 1
    ACCESS_ACCEPT = 2
    ACCESS_REJECT = 3
    ACCESS_CHALLENGE = 11

    @property
    def spelling(self) -> str:
        """The name as RFC 2865 spells it, such as `Access-Accept`."""
        return self.name.title().replace("_", "-")


class BadPacketError(SimulatorError):
    """A datagram that is dropped without an answer; the text says why."""


class EncodingError(SimulatorError):
    """A value that does not fit into a RADIUS attribute; the text says which."""


@lru_cache(maxsize=1)
def _dictionary() -> Any:
    text = resources.files(__package__).joinpath("radius.dictionary").read_text(encoding="utf-8")
    return Dictionary(StringIO(text))


@lru_cache(maxsize=1024)
def attribute_key(name: str) -> AttributeKey | None:
    """Return the key of an attribute such as `Calling-Station-Id`; None when it is unknown."""
    attribute = _dictionary().attributes.get(name)
    if attribute is None:
        return None
    if attribute.vendor:
        return int(_dictionary().vendors.GetForward(attribute.vendor)), int(attribute.code)
    return int(attribute.code)


def attribute_names() -> tuple[str, ...]:
    """Return the names of all attributes in the dictionary."""
    return tuple(_dictionary().attributes)


def without(attributes: Attributes, names: Iterable[str]) -> dict[AttributeKey, tuple[bytes, ...]]:
    """Return the attributes except those named."""
    keys = {attribute_key(name) for name in names}
    return {key: values for key, values in attributes.items() if key not in keys}


@dataclass(frozen=True, slots=True)
class AccessRequest:
    """An Access-Request as it was received.

    Attributes:
        source: address and port it came from.
        identifier: 0 to 255.
        authenticator: the 16 octets that make the request unique.
        attributes: all attributes, raw.
        secret: the secret shared with the client.
    """

    source: tuple[str, int]
    identifier: int
    authenticator: bytes
    attributes: Attributes
    secret: bytes = field(repr=False)
    _packet: Any = field(repr=False, compare=False)

    def raw(self, name: str) -> bytes | None:
        """Return the first value of the named attribute, raw."""
        key = attribute_key(name)
        values = self.attributes.get(key) if key is not None else None
        return values[0] if values else None

    def text(self, name: str) -> str | None:
        """Return the first value of the named attribute as text.

        Addresses and numbers come in their usual form.
        Octets that are not UTF-8 become surrogates, so that encoding gives them back.
        """
        value = self.raw(name)
        if value is None:
            return None
        kind = _dictionary().attributes[name].type
        if kind == "integer":
            return str(int.from_bytes(value, "big"))
        if _ADDRESS_OCTETS.get(kind) == len(value):
            return str(ipaddress.ip_address(value))
        return value.decode("utf-8", "surrogateescape")

    def has(self, name: str) -> bool:
        """Tell whether the named attribute is present."""
        return self.raw(name) is not None

    def password(self, codec: str) -> str | None:
        """Return the PAP password.

        Args:
            codec: name of the text encoding (the proxy's `pw_codec`).

        Returns:
            None when there is no User-Password.

        Raises:
            UnicodeDecodeError: when the decrypted octets are not text in that encoding, which is
                what a differing secret looks like.
        """
        hidden = self.raw("User-Password")
        if not hidden:
            return None
        return _reveal(hidden, self.authenticator, self.secret).decode(codec)


@dataclass(frozen=True, slots=True)
class Reply:
    """What to answer to an Access-Request.

    Attributes:
        code: Accept, Reject or Challenge.
        message: Reply-Message, in several attributes where one is too short; None or empty: none.
        attributes: further attributes, raw, MPPE keys in the clear; a Reply-Message among them
            gives way to `message`.
        state: State of an Access-Challenge.
    """

    code: Code
    message: str | None = None
    attributes: Attributes = field(default_factory=dict)
    state: bytes | None = None


@dataclass(frozen=True, slots=True)
class ServerReply:
    """A verified answer of a RADIUS server.

    Attributes:
        code: the packet code; one that is not in `Code` stays a number.
        messages: all Reply-Messages.
        attributes: all attributes, raw, MPPE keys in the clear.
    """

    code: int
    messages: tuple[str, ...]
    attributes: Attributes

    @property
    def code_name(self) -> str:
        """The packet code as RFC 2865 spells it; its number when it is not in `Code`."""
        return Code(self.code).spelling if self.code in set(Code) else str(self.code)


def decode_request(
    datagram: bytes,
    source: tuple[str, int],
    secret: bytes,
    *,
    require_message_authenticator: bool = False,
) -> AccessRequest:
    """Read an Access-Request.

    Args:
        datagram: what was received.
        source: address and port it came from.
        secret: the secret shared with that client.
        require_message_authenticator: drop requests without one; a wrong one is always dropped.

    Raises:
        BadPacketError: when it is not an Access-Request that may be answered.
    """
    packet = _decode(datagram, secret)
    if packet.code != Code.ACCESS_REQUEST:
        raise BadPacketError(f"packet code {packet.code} is not an Access-Request")
    if packet.message_authenticator:
        if not packet.verify_message_authenticator():
            raise BadPacketError("the Message-Authenticator is wrong (does the secret differ?)")
    elif require_message_authenticator:
        raise BadPacketError("the Message-Authenticator is missing and is required")
    return AccessRequest(
        source=source,
        identifier=packet.id,
        authenticator=packet.authenticator,
        attributes=_attributes(packet),
        secret=secret,
        _packet=packet,
    )


def encode_reply(request: AccessRequest, reply: Reply) -> bytes:
    """Encode the datagram that answers `request`.

    The Message-Authenticator comes first and the Proxy-State of the request is returned.

    Raises:
        EncodingError: when a value does not fit.
    """
    packet = request._packet.CreateReply()  # noqa: SLF001 - this module owns the wrapper
    packet.code = int(reply.code)
    encrypt = partial(
        ms_chap.encrypt_key, secret=request.secret, authenticator=request.authenticator
    )
    for key, values in _with_keys(reply.attributes, encrypt).items():
        packet[key] = list(values)
    if reply.message:
        packet[_REPLY_MESSAGE] = _split(reply.message)
    if reply.state is not None:
        packet[_STATE] = [reply.state]
    return _encoded(packet.ReplyPacket)


def is_status_server(datagram: bytes) -> bool:
    """Tell whether a datagram asks whether the server is there (RFC 5997)."""
    return datagram[:1] == bytes([_STATUS_SERVER])


def answer_status_server(datagram: bytes, secret: bytes) -> bytes:
    """Return the Access-Accept that answers a Status-Server.

    Args:
        datagram: what was received.
        secret: the secret shared with the client.

    Raises:
        BadPacketError: when it is malformed, or its Message-Authenticator is missing or wrong.
    """
    packet = _decode(datagram, secret)
    if not packet.message_authenticator or not packet.verify_message_authenticator():
        raise BadPacketError("the Message-Authenticator of a Status-Server is missing or wrong")
    reply = packet.CreateReply()
    reply.code = int(Code.ACCESS_ACCEPT)
    return _encoded(reply.ReplyPacket)


class OutgoingRequest:
    """An Access-Request of our own, to be sent to a RADIUS server.

    Args:
        secret: the secret shared with the server.
        username: User-Name.
        password: PAP password, encoded; None: the request has none, as those of MS-CHAPv2.
        attributes: further attributes by key, raw.
        message_authenticator: whether to send one, as the first attribute.

    Raises:
        EncodingError: when a value does not fit.
    """

    def __init__(
        self,
        secret: bytes,
        username: str,
        password: bytes | None,
        attributes: Attributes | None = None,
        *,
        message_authenticator: bool = True,
    ) -> None:
        self._packet: Any = AuthPacket(
            code=int(Code.ACCESS_REQUEST),
            id=secrets.randbelow(256),
            secret=secret,
            authenticator=secrets.token_bytes(16),
            dict=_dictionary(),
            message_authenticator=message_authenticator,
        )
        for key, values in (attributes or {}).items():
            self._packet[key] = list(values)
        self._packet[1] = [username.encode("utf-8", "surrogateescape")]
        try:
            if password is not None:
                self._packet[2] = [self._packet.PwCrypt(password)]
        except ValueError as error:
            raise EncodingError(str(error)) from error
        self.datagram: bytes = _encoded(self._packet.RequestPacket)
        self.identifier: int = self._packet.id

    def read_reply(
        self, datagram: bytes, *, require_message_authenticator: bool = False
    ) -> ServerReply:
        """Read the server's answer and verify it against this request.

        Raises:
            BadPacketError: when it is not a valid answer to this request.
        """
        packet = _decode(datagram, self._packet.secret)
        if not self._packet.VerifyReply(packet, datagram, enforce_ma=require_message_authenticator):
            raise BadPacketError("the answer does not belong to the request, or the secret differs")
        decrypt = partial(
            ms_chap.decrypt_key,
            secret=self._packet.secret,
            authenticator=self._packet.authenticator,
        )
        try:
            attributes = _with_keys(_attributes(packet), decrypt)
        except ValueError as error:
            raise BadPacketError(f"an MPPE key cannot be decrypted: {error}") from error
        messages = attributes.get(_REPLY_MESSAGE, ())
        return ServerReply(
            code=packet.code,
            messages=tuple(value.decode("utf-8", "replace") for value in messages),
            attributes=attributes,
        )


class StatusServerRequest:
    """A Status-Server packet (RFC 5997): asks a RADIUS server whether it is there, of nobody.

    Args:
        secret: the secret shared with the server.
        attributes: attributes by key, raw.
    """

    def __init__(self, secret: bytes, attributes: Attributes) -> None:
        self._packet: Any = AuthPacket(
            code=_STATUS_SERVER,
            id=secrets.randbelow(256),
            secret=secret,
            authenticator=secrets.token_bytes(16),
            dict=_dictionary(),
            message_authenticator=True,
        )
        for key, values in attributes.items():
            self._packet[key] = list(values)
        self.datagram: bytes = _encoded(self._packet.RequestPacket)

    def is_answered_by(self, datagram: bytes) -> bool:
        """Tell whether this is the answer of a server that has the same secret."""
        try:
            packet = _decode(datagram, self._packet.secret)
        except BadPacketError:
            return False
        return bool(self._packet.VerifyReply(packet, datagram))


def _decode(datagram: bytes, secret: bytes) -> Any:
    try:
        return AuthPacket(packet=datagram, secret=secret, dict=_dictionary())
    except Exception as error:
        # pyrad raises more than its own PacketError on crafted packets.
        raise BadPacketError(f"not a RADIUS packet: {error}") from error


def _attributes(packet: Any) -> dict[AttributeKey, tuple[bytes, ...]]:
    return {key: tuple(values) for key, values in packet.items()}


@lru_cache(maxsize=1)
def _mppe_keys() -> frozenset[AttributeKey | None]:
    return frozenset(map(attribute_key, ms_chap.KEY_ATTRIBUTES))


def _with_keys(
    attributes: Attributes, convert: Callable[[bytes], bytes]
) -> dict[AttributeKey, tuple[bytes, ...]]:
    """Encrypt or decrypt the MPPE keys among attributes."""
    keys = _mppe_keys()
    return {
        key: tuple(map(convert, values)) if key in keys else tuple(values)
        for key, values in attributes.items()
    }


def _split(message: str) -> list[bytes]:
    """Split the text into as many values as it needs, never inside a character."""
    pieces = [b""]
    try:
        for character in message:
            octets = character.encode("utf-8")
            if len(pieces[-1]) + len(octets) > MAX_VALUE:
                pieces.append(b"")
            pieces[-1] += octets
    except UnicodeEncodeError as error:
        raise EncodingError(f"the Reply-Message cannot be encoded: {error}") from error
    return pieces


def _encoded(encode: Any) -> bytes:
    try:
        datagram = bytes(encode())
    except ValueError as error:
        raise EncodingError(str(error)) from error
    if len(datagram) > MAX_DATAGRAM:
        raise EncodingError(f"the packet has {len(datagram)} octets, at most {MAX_DATAGRAM} fit")
    return datagram


def _reveal(hidden: bytes, authenticator: bytes, secret: bytes) -> bytes:
    """Undo the password hiding of RFC 2865 section 5.2, keeping octets that are not UTF-8."""
    revealed = bytearray()
    previous = authenticator
    for start in range(0, len(hidden), 16):
        block = hidden[start : start + 16]
        pad = hashlib.md5(secret + previous, usedforsecurity=False).digest()
        size = len(block)
        value = int.from_bytes(block, "big") ^ int.from_bytes(pad[:size], "big")
        revealed += value.to_bytes(size, "big")
        previous = block
    return bytes(revealed).rstrip(b"\0")
