"""Messages of LDAP as typed values: sansldap's, within limits that it does not have itself."""

from __future__ import annotations

from typing import TypeVar

from sansldap import LDAPMessage
from sansldap._messages import PackingOptions, unpack_ldap_message  # the codec without a session
from sansldap.asn1 import ASN1Reader, ASN1Tag, ASN1Writer, NotEnougData, TagClass

from failmode.simulator.authproxy.ldap.ber import (
    RESPONSE_OF,
    Operation,
    Pdu,
    check_nesting,
)
from failmode.simulator.authproxy.ldap.errors import BadPduError

Message = TypeVar("Message", bound=LDAPMessage)

UNBIND = b"\x30\x05\x02\x01\x00\x42\x00"
"""An unbind request with the number 0, which nobody answers."""

_TAG_NUMBER = 0x1F
_OPTIONS = PackingOptions()


def decode(pdu: Pdu, kind: type[Message]) -> Message:
    """Read a message as what its operation says it is.

    Args:
        pdu: the message.
        kind: what it must be.

    Raises:
        BadPduError: when it is nothing of the kind.
    """
    check_nesting(pdu.octets)
    try:
        message = unpack_ldap_message(ASN1Reader(pdu.octets), _OPTIONS)
    except (ValueError, NotImplementedError, NotEnougData, IndexError, TypeError) as error:
        raise BadPduError(f"no {kind.__name__} that can be read: {error}") from error
    if not isinstance(message, kind):
        raise BadPduError(f"a {type(message).__name__} where a {kind.__name__} is expected")
    return message


def encode(message: LDAPMessage) -> bytes:
    """Write a message."""
    return message.pack(_OPTIONS)


def encode_result(request: Pdu, code: int, diagnostic: str) -> bytes:
    """Write the answer to any request that is answered, with a result code and nothing else.

    Args:
        request: what is answered.
        code: the result code.
        diagnostic: words for who reads the answer.
    """
    number = RESPONSE_OF[Operation(request.tag)] & _TAG_NUMBER
    writer = ASN1Writer()
    with writer.push_sequence() as message:
        message.write_integer(request.message_id)
        with message.push_sequence(ASN1Tag(TagClass.APPLICATION, number, True)) as result:
            result.write_enumerated(code)
            result.write_octet_string(b"")
            result.write_octet_string(diagnostic.encode())
    return bytes(writer.get_data())
