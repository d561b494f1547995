"""MS-CHAPv2 over RADIUS: its attributes, and the keys that are encrypted anew at every hop.

Source: RFC 2548, and the Duo Authentication Proxy 5.0.0 (`lib/radius/base.py`,
`lib/radius/server.py`, `lib/mppe.py`).
"""

from __future__ import annotations

import hashlib
import re
import secrets

REQUEST_ATTRIBUTES = (
    "MS-CHAP-Challenge",
    "MS-CHAP2-Response",
    "MS-CHAP2-CPW",
    "MS-CHAP-NT-Enc-PW",
)
"""What an MS-CHAPv2 client sends; the primary server gets it as it is."""

KEY_ATTRIBUTES = ("MS-MPPE-Send-Key", "MS-MPPE-Recv-Key")
"""Keys that only the two ends of one hop can read (RFC 2548 section 2.4.2)."""

RESPONSE_ATTRIBUTES = (
    "MS-CHAP2-Success",
    "MS-CHAP-Error",
    "MS-CHAP-Domain",
    "MS-MPPE-Encryption-Policy",
    "MS-MPPE-Encryption-Types",
    *KEY_ATTRIBUTES,
)
"""What the primary server answers, and an MS-CHAPv2 client needs."""

CHANGE_PASSWORD = "MS-CHAP2-CPW"  # noqa: S105 - the name of an attribute
"""The attribute of a request to change the password."""

RESPONSE = "MS-CHAP2-Response"
"""The attribute of a request to log in."""

ERROR_KEY = (311, 2)
"""The key of MS-CHAP-Error: Microsoft's vendor number, and its own."""

AUTHENTICATION_FAILED = b"\0E=691 R=0 V=3"
"""The product's own MS-CHAP-Error: authentication failure, no retry, version 3."""

WRONG_PASSWORD = 691
"""The error of a name or a password that is wrong (RFC 2759 section 6)."""

PASSWORD_EXPIRED = 648
"""The error of a password that has to be changed (RFC 2759 section 6)."""

_ERROR = re.compile(rb"\0E=(?P<code>[0-9]+)")
_BLOCK = 16
_SALT = 2


def error_code(value: bytes) -> int | None:
    """Return the number of an MS-CHAP-Error; None where its first octet is not 0.

    The product reads no other: a server that puts the Ident there, as RFC 2548 section 2.1.5 has
    it, tells it nothing.
    """
    match = _ERROR.match(value)
    return int(match["code"]) if match else None


def encrypt_key(key: bytes, secret: bytes, authenticator: bytes) -> bytes:
    """Encrypt a key for one hop, with a fresh salt.

    Args:
        key: at most 255 octets.
        secret: shared by both ends of the hop.
        authenticator: of the Access-Request that is answered.
    """
    salt = bytes([0x80 | secrets.randbelow(0x80), secrets.randbelow(0x100)])
    plain = bytes([len(key)]) + key
    plain += bytes(-len(plain) % _BLOCK)
    encrypted = b""
    seed = authenticator + salt
    for start in range(0, len(plain), _BLOCK):
        seed = _xor(plain[start : start + _BLOCK], secret, seed)
        encrypted += seed
    return salt + encrypted


def decrypt_key(value: bytes, secret: bytes, authenticator: bytes) -> bytes:
    """Decrypt a key of one hop.

    Args:
        value: the attribute's value: salt and encrypted key.
        secret: shared by both ends of the hop.
        authenticator: of the Access-Request that was answered.

    Raises:
        ValueError: when it is no such value.
    """
    salt, encrypted = value[:_SALT], value[_SALT:]
    if not encrypted or len(encrypted) % _BLOCK:
        raise ValueError(f"an encrypted key of {len(encrypted)} octets")
    plain = b""
    seed = authenticator + salt
    for start in range(0, len(encrypted), _BLOCK):
        block = encrypted[start : start + _BLOCK]
        plain += _xor(block, secret, seed)
        seed = block
    length = plain[0]
    if length > len(plain) - 1:
        raise ValueError(f"a key of {length} octets in {len(plain) - 1}")
    return plain[1 : length + 1]


def _xor(block: bytes, secret: bytes, seed: bytes) -> bytes:
    pad = hashlib.md5(secret + seed, usedforsecurity=False).digest()
    return bytes(a ^ b for a, b in zip(block, pad, strict=True))
