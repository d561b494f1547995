"""A connection whose messages are signed and encrypted after a bind by NTLM (MS-NLMP, 3.4).

Each piece is preceded by its length (RFC 4422, 3.7). The keys are not exchanged, as with the
Authentication Proxy 5.0.0 (`lib/ldap/bind_context.py`, `lib/ldap/sign_seal_transport.py`).
"""

from __future__ import annotations

from spnego._ntlm_raw.crypto import rc4init, sealkey, signkey
from spnego._ntlm_raw.security import seal, sign

from failmode.simulator.authproxy.ldap.errors import BadPduError

MAX_SEALED = 0xFFFFFF
"""Octets of one sealed piece: as much as the mechanisms of GSS-API can announce (RFC 4752, 3.1)."""

_LENGTH = 4
_SIGNATURE = 16


class Sealing:
    """Both directions of one connection.

    Args:
        flags: what was negotiated.
        session_key: what both sides know.
        is_client: whether this side has bound.
    """

    def __init__(self, flags: int, session_key: bytes, *, is_client: bool) -> None:
        own, other = ("initiate", "accept") if is_client else ("accept", "initiate")
        self._flags = flags
        self._sign_key, self._verify_key = (
            signkey(flags, session_key, one) for one in (own, other)
        )
        self._seal, self._unseal = (
            rc4init(sealkey(flags, session_key, one)) for one in (own, other)
        )
        self._sent = self._received = 0
        self._buffer = bytearray()

    def wrap(self, octets: bytes) -> bytes:
        """Seal what is to be sent."""
        sealed, signature = seal(self._flags, self._seal, self._sign_key, self._sent, octets)
        self._sent += 1
        return (_SIGNATURE + len(sealed)).to_bytes(_LENGTH, "big") + signature + sealed

    def unwrap(self, octets: bytes) -> bytes:
        """Take what has arrived, and return what is whole.

        Raises:
            BadPduError: when it is not what the other side has sealed, or is too long.
        """
        self._buffer += octets
        opened = bytearray()
        while len(self._buffer) >= _LENGTH:
            length = int.from_bytes(self._buffer[:_LENGTH], "big")
            if not _SIGNATURE <= length <= MAX_SEALED:
                raise BadPduError(f"a sealed message of {length} octets")
            end = _LENGTH + length
            if len(self._buffer) < end:
                break
            opened += self._open(bytes(self._buffer[_LENGTH:end]))
            del self._buffer[:end]
        return bytes(opened)

    def _open(self, piece: bytes) -> bytes:
        signature, sealed = piece[:_SIGNATURE], piece[_SIGNATURE:]
        octets = self._unseal.update(sealed)
        expected = sign(self._flags, self._unseal, self._verify_key, self._received, octets)
        if signature != expected:
            raise BadPduError("a sealed message whose signature is wrong")
        self._received += 1
        return octets
