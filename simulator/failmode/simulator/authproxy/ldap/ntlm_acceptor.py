"""The directory's side of a bind by NTLM.

pyspnego's own acceptor takes users from a file that a variable of the environment names; this one
is made of the same parts of it, and takes them from whoever calls.
"""

from __future__ import annotations

import hmac
import os
import struct
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC

from spnego._ntlm_raw.crypto import (
    compute_response_v1,
    hmac_md5,
    ntowfv2,
    rc4k,
)
from spnego._ntlm_raw.messages import (
    Authenticate,
    AvFlags,
    AvId,
    Challenge,
    FileTime,
    Negotiate,
    NegotiateFlags,
    NTClientChallengeV2,
    TargetInfo,
    Version,
)

from failmode.simulator.authproxy.ldap.errors import BadPduError
from failmode.simulator.authproxy.ldap.ntlm import NtlmKind, read_ntlm
from failmode.simulator.authproxy.ldap.ntlm_keys import channel_binding
from failmode.simulator.authproxy.ldap.ntlm_sealing import Sealing
from failmode.simulator.authproxy.nt_hash import nt_hash

PasswordOf = Callable[[str], str | None]
"""Gives the password of a user by the name in a message; None: there is no such user."""

_UNDERSTOOD = (
    NegotiateFlags.unicode
    | NegotiateFlags.sign
    | NegotiateFlags.seal
    | NegotiateFlags.always_sign
    | NegotiateFlags.extended_session_security
    | NegotiateFlags.key_exch
    | NegotiateFlags.key_128
    | NegotiateFlags.key_56
)
_ALWAYS = (
    NegotiateFlags.request_target
    | NegotiateFlags.ntlm
    | NegotiateFlags.target_info
    | NegotiateFlags.target_type_domain
)
_VERSION = Version(6, 1, 7600)
_NONCE = 8
_PROOF = 16
_LONGEST_V1 = 24
_KEY = 16
_NO_MIC = bytes(16)


@dataclass(frozen=True, slots=True)
class NtlmBound:
    """A user whose password was proved.

    Attributes:
        username: as in the message.
        sealing: what seals the connection from here on; None: it stays as it is.
    """

    username: str
    sealing: Sealing | None


class NtlmAcceptor:
    """One bind.

    Args:
        domain: NetBIOS name of the domain; users of others are not known.
        negotiate: the client's first message.
        certificate: the one of the TLS connection in DER; None: there is no TLS.

    Raises:
        BadPduError: when the message cannot be read.
    """

    def __init__(self, domain: str, negotiate: bytes, certificate: bytes | None = None) -> None:
        self._domain = domain
        self._binding = None if certificate is None else channel_binding(certificate)
        self._negotiate = negotiate
        _check_kind(negotiate, NtlmKind.NEGOTIATE)
        try:
            asked = Negotiate.unpack(negotiate).flags
        except (ValueError, struct.error) as error:
            raise BadPduError(f"a first message of NTLM that cannot be read: {error}") from error
        if not asked & NegotiateFlags.unicode:
            raise BadPduError("NTLM without Unicode")
        self._offered = asked & _UNDERSTOOD | _ALWAYS
        self._nonce = os.urandom(_NONCE)
        info = TargetInfo()
        info[AvId.nb_domain_name] = domain
        info[AvId.timestamp] = FileTime.now(UTC)
        self._challenge: bytes = Challenge(
            self._offered, self._nonce, domain, info, _VERSION
        ).pack()

    def challenge(self) -> bytes:
        """Return the answer to the first message."""
        return self._challenge

    def accept(self, token: bytes, password_of: PasswordOf) -> NtlmBound | None:
        """Judge the last message.

        Args:
            token: the message.
            password_of: gives passwords.

        Returns:
            who has bound; None: it is not proved.

        Raises:
            BadPduError: when the message cannot be read.
        """
        _check_kind(token, NtlmKind.AUTHENTICATE)
        try:
            message = Authenticate.unpack(token)
            name, domain = message.user_name or "", message.domain_name or ""
            proof = message.nt_challenge_response or b""
            parts = None
            if len(proof) > _LONGEST_V1:
                parts = NTClientChallengeV2.unpack(proof[_PROOF:])
                parts.av_pairs.pack()
                parts.time_stamp.pack()
            key_octets = len(message.encrypted_random_session_key or b"")
        except (ValueError, struct.error, OverflowError, TypeError) as error:
            raise BadPduError(f"a last message of NTLM that cannot be read: {error}") from error
        if message.flags & NegotiateFlags.seal and (
            not message.flags & self._offered & NegotiateFlags.extended_session_security
            or not self._offered & NegotiateFlags.seal
            or (message.flags & NegotiateFlags.key_exch and key_octets != _KEY)
        ):
            raise BadPduError("NTLM that seals otherwise than was agreed")
        password = password_of(name) if name else None
        if not password or domain.upper() not in ("", self._domain.upper()):
            return None
        key = nt_hash(password)
        if parts is None:
            session_key = self._check_v1(message, key, proof)
        else:
            session_key = self._check_v2(message, ntowfv2(name, key, domain), proof, parts)
        if session_key is None:
            return None
        if not message.flags & NegotiateFlags.seal:
            return NtlmBound(name, None)
        return NtlmBound(name, Sealing(message.flags, session_key, is_client=False))

    def _check_v1(self, message: Authenticate, key: bytes, proof: bytes) -> bytes | None:
        nonce = (message.lm_challenge_response or b"")[:_NONCE]
        expected, _, session_key = compute_response_v1(
            message.flags, key, key, self._nonce, nonce.ljust(_NONCE, b"\0")
        )
        return _exported(message, session_key) if hmac.compare_digest(expected, proof) else None

    def _check_v2(
        self, message: Authenticate, key: bytes, proof: bytes, parts: NTClientChallengeV2
    ) -> bytes | None:
        info = parts.av_pairs
        if not hmac.compare_digest(hmac_md5(key, self._nonce + proof[_PROOF:]), proof[:_PROOF]):
            return None
        binding = info.get(AvId.channel_bindings)
        if self._binding is not None and binding not in (None, self._binding):
            return None
        session_key = _exported(message, hmac_md5(key, proof[:_PROOF]))
        if info.get(AvId.flags, 0) & AvFlags.mic:
            mic = message.mic
            if mic is None:
                return None
            message.mic = _NO_MIC
            octets = self._negotiate + self._challenge + message.pack()
            if not hmac.compare_digest(hmac_md5(session_key, octets), mic):
                return None
        return session_key


def _exported(message: Authenticate, session_key: bytes) -> bytes:
    """Return the key of the connection: the client's own where it has sent one."""
    sealed = NegotiateFlags.sign | NegotiateFlags.seal
    if message.flags & NegotiateFlags.key_exch and message.flags & sealed:
        return rc4k(session_key, message.encrypted_random_session_key or b"")
    return session_key


def _check_kind(token: bytes, kind: NtlmKind) -> None:
    read = read_ntlm(token)
    if read is None or read.kind is not kind or not token.startswith(b"NTLMSSP\0"):
        raise BadPduError(f"no message of NTLM of the kind {kind.name}")
