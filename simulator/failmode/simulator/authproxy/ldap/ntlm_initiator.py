"""The client's side of a bind by NTLM.

Source: the Duo Authentication Proxy 5.0.0 (`lib/ldap/client.py`, `lib/ldap/bind_context.py`) and
4.0.2 (`lib/ntlm.py`): flags, names and their case, the domain that stands in for a missing one, the
MIC, channel binding. Without extended session security, which every directory of this century has,
the product sends a response for LAN Manager too; here NTLM's stands in its place.
"""

from __future__ import annotations

import os
import socket
import struct
from datetime import UTC

from spnego._ntlm_raw.crypto import compute_response_v1, compute_response_v2, hmac_md5, ntowfv2
from spnego._ntlm_raw.messages import (
    Authenticate,
    AvId,
    Challenge,
    FileTime,
    Negotiate,
    NegotiateFlags,
    TargetInfo,
    Version,
)

from failmode.simulator.authproxy.ldap.errors import BadPduError, NtlmRefusedError
from failmode.simulator.authproxy.ldap.ntlm import NtlmAccount, NtlmKind, NtlmVersion, read_ntlm
from failmode.simulator.authproxy.ldap.ntlm_keys import SEALING, channel_binding
from failmode.simulator.authproxy.ldap.ntlm_sealing import Sealing
from failmode.simulator.authproxy.nt_hash import nt_hash

_FLAGS = (
    NegotiateFlags.unicode
    | NegotiateFlags.request_target
    | NegotiateFlags.ntlm
    | NegotiateFlags.always_sign
    | NegotiateFlags.extended_session_security
)
_VERSION = Version(6, 1, 7600)
_MAX_CHALLENGE = 16_384
_NONCE = 8
_NO_LM = bytes(24)


class NtlmInitiator:
    """One bind.

    Args:
        account: who binds.
        seals: whether the connection is to be sealed afterwards.
        certificate: the directory's in DER, to which NTLMv2 binds; None: there is no TLS.
    """

    def __init__(
        self, account: NtlmAccount, *, seals: bool = False, certificate: bytes | None = None
    ) -> None:
        self._account = account
        self._seals = seals
        self._flags = _FLAGS | (SEALING if seals else 0)
        if account.version is NtlmVersion.V2:
            self._flags |= NegotiateFlags.target_info
        self._binding = None if certificate is None else channel_binding(certificate)
        asked = self._flags & ~NegotiateFlags.target_info
        self._negotiate: bytes = Negotiate(asked, version=_VERSION).pack()
        self._session_key = b""

    def negotiate(self) -> bytes:
        """Return the first message."""
        return self._negotiate

    def authenticate(self, token: bytes) -> bytes:
        """Return the last message.

        Args:
            token: the directory's challenge.

        Raises:
            BadPduError: when the challenge cannot be read.
            NtlmRefusedError: when the directory does not seal.
        """
        challenge, info = _read(token)
        if self._seals and challenge.flags & SEALING != SEALING:
            raise NtlmRefusedError(
                "the directory does not sign and encrypt, as ntlm2 without TLS demands",
                remedy="Set transport=ldaps or transport=starttls",
            )
        account = self._account
        domain = (account.domain or info.get(AvId.nb_domain_name, "")).upper()
        nt, lm, self._session_key = self._response(challenge, info, domain)
        message = Authenticate(
            self._flags,
            lm,
            nt,
            domain,
            account.username,
            (account.workstation or socket.gethostname()).upper(),
            version=_VERSION,
        )
        if account.version is NtlmVersion.V2:
            octets = self._negotiate + token + message.pack()
            message.mic = hmac_md5(self._session_key, octets)
        return message.pack()

    def sealing(self) -> Sealing | None:
        """Return what seals the connection once the directory has taken the last message."""
        if not self._seals:
            return None
        return Sealing(self._flags, self._session_key, is_client=True)

    def _response(
        self, challenge: Challenge, info: TargetInfo, domain: str
    ) -> tuple[bytes, bytes, bytes]:
        """Return NTLM's proof of the password, LAN Manager's, and the key that comes of it."""
        key, nonce = nt_hash(self._account.password), os.urandom(_NONCE)
        server_nonce = challenge.server_challenge
        if self._account.version is NtlmVersion.V1:
            return compute_response_v1(challenge.flags, key, key, server_nonce, nonce)
        pairs = TargetInfo(info)
        if self._binding is not None:
            pairs[AvId.channel_bindings] = self._binding
        now = info.get(AvId.timestamp) or FileTime.now(UTC)
        user_key = ntowfv2(self._account.username, key, domain)
        nt, lm, session_key = compute_response_v2(user_key, server_nonce, nonce, now, pairs)
        return nt, _NO_LM if info else lm, session_key


def _read(token: bytes) -> tuple[Challenge, TargetInfo]:
    """Read all of a challenge that is used; what cannot be read is the directory's fault."""
    if len(token) > _MAX_CHALLENGE:
        raise BadPduError(f"the directory's challenge has {len(token)} octets")
    read = read_ntlm(token)
    if read is None or read.kind is not NtlmKind.CHALLENGE or not token.startswith(b"NTLMSSP\0"):
        raise BadPduError("the directory's answer to NTLM is no challenge")
    try:
        challenge = Challenge.unpack(token)
        info = challenge.target_info or TargetInfo()
        info.pack()
    except (ValueError, struct.error, OverflowError, TypeError) as error:
        raise BadPduError(f"the directory's challenge cannot be read: {error}") from error
    return challenge, info
