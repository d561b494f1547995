"""NTLM inside SASL credentials: who binds by it, and what a relay has to read (MS-NLMP, 2.2.1)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

SPNEGO = "GSS-SPNEGO"
"""The SASL mechanism by which Active Directory takes NTLM; its messages may come bare."""

_SIGNATURE = b"NTLMSSP\0"
_UNICODE, _SIGN, _SEAL = 0x00000001, 0x00000010, 0x00000020
_NEGOTIATE_FLAGS, _AUTHENTICATE_FLAGS = 12, 60
_USER_NAME = 36
_FIELD = 8


class NtlmVersion(IntEnum):
    """How a password is proved."""

    V1 = 1
    V2 = 2


@dataclass(frozen=True, slots=True)
class NtlmAccount:
    """Who binds, and how.

    Attributes:
        username: without a domain, or one with an @.
        password: of that user.
        version: how it is proved.
        domain: NetBIOS name of the user's domain; empty: the one that the directory names.
        workstation: name of this machine; empty: its host name.
    """

    username: str
    password: str = field(repr=False)
    version: NtlmVersion = NtlmVersion.V2
    domain: str = ""
    workstation: str = ""


class NtlmKind(IntEnum):
    """The messages of NTLM."""

    NEGOTIATE = 1
    CHALLENGE = 2
    AUTHENTICATE = 3


@dataclass(frozen=True, slots=True)
class NtlmMessage:
    """What a relay reads of one message.

    Attributes:
        kind: which one.
        signs_and_seals: whether it asks to sign and to encrypt what follows.
        user: the user name of the last message; None: none, or one that cannot be read.
    """

    kind: NtlmKind
    signs_and_seals: bool
    user: str | None = None


def read_ntlm(credentials: bytes) -> NtlmMessage | None:
    """Find the NTLM message in SASL credentials, bare or inside SPNEGO; None: there is none."""
    start = credentials.find(_SIGNATURE)
    if start < 0:
        return None
    message = credentials[start:]
    kind = int.from_bytes(message[8:12], "little")
    if kind not in list(NtlmKind):
        return None
    at = _AUTHENTICATE_FLAGS if kind == NtlmKind.AUTHENTICATE else _NEGOTIATE_FLAGS
    flags = int.from_bytes(message[at : at + 4], "little")
    user = _user(message, flags) if kind == NtlmKind.AUTHENTICATE else None
    return NtlmMessage(NtlmKind(kind), flags & (_SIGN | _SEAL) == _SIGN | _SEAL, user)


def _user(message: bytes, flags: int) -> str | None:
    field = message[_USER_NAME : _USER_NAME + _FIELD]
    length, start = int.from_bytes(field[:2], "little"), int.from_bytes(field[4:], "little")
    value = message[start : start + length]
    if len(field) < _FIELD or len(value) < length or not value:
        return None
    try:
        return value.decode("utf-16-le" if flags & _UNICODE else "latin-1")
    except UnicodeDecodeError:
        return None
