"""EAP-MD5 (RFC 3748, 5.4): both sides of a password that is proved by EAP, without a tunnel."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from failmode.simulator.authproxy.radius.eap import (
    EAP_MESSAGE_KEY,
    BadEapError,
    EapCode,
    EapPacket,
    EapType,
    decode_eap,
    joined_values,
    message_attributes,
)
from failmode.simulator.authproxy.radius.packets import AccessRequest, Code, Reply

_CHALLENGE_OCTETS = 16
_STATE_OCTETS = 16
_OPEN_AT_ONCE = 1000


def identity_response(username: str) -> EapPacket:
    """Return what a client begins with."""
    return EapPacket(EapCode.RESPONSE, 0, EapType.IDENTITY, username.encode("utf-8", "replace"))


def challenge_response(request: EapPacket, password: str) -> EapPacket | None:
    """Return what a client answers to the server's challenge; None: the request is none."""
    if (request.code, request.type) != (EapCode.REQUEST, EapType.MD5_CHALLENGE):
        return None
    challenge = _value(request.data)
    if challenge is None:
        return None
    proof = _proof(request.identifier, password, challenge)
    return EapPacket(
        EapCode.RESPONSE, request.identifier, EapType.MD5_CHALLENGE, bytes([len(proof)]) + proof
    )


class EapMd5Server:
    """The server's side: an identity is answered by a challenge, and its proof decides.

    It keeps what it asked until it is answered, of the last thousand logins.
    """

    def __init__(self) -> None:
        self._open: dict[bytes, EapPacket] = {}

    def answer(self, request: AccessRequest, password: str | None, *, is_let_in: bool) -> Reply:
        """Answer one message of a login.

        Args:
            request: has EAP-Message.
            password: the user's; None: there is no such user.
            is_let_in: whether who proves the password may get in.
        """
        try:
            received = decode_eap(joined_values(request.attributes.get(EAP_MESSAGE_KEY, ())))
        except BadEapError:
            return Reply(Code.ACCESS_REJECT)
        if received.code == EapCode.RESPONSE and received.type == EapType.IDENTITY:
            return self._challenge(received)
        asked = self._open.pop(request.raw("State") or b"", None)
        expected = None if asked is None else challenge_response(asked, password or "")
        is_right = (
            password is not None
            and expected is not None
            and hmac.compare_digest(received.encode(), expected.encode())
        )
        code, result = (
            (Code.ACCESS_ACCEPT, EapCode.SUCCESS)
            if is_right and is_let_in
            else (Code.ACCESS_REJECT, EapCode.FAILURE)
        )
        return Reply(
            code, None, message_attributes(EapPacket(result, received.identifier).encode())
        )

    def _challenge(self, received: EapPacket) -> Reply:
        challenge = secrets.token_bytes(_CHALLENGE_OCTETS)
        asked = EapPacket(
            EapCode.REQUEST,
            (received.identifier + 1) % 256,
            EapType.MD5_CHALLENGE,
            bytes([len(challenge)]) + challenge,
        )
        state = secrets.token_bytes(_STATE_OCTETS)
        if len(self._open) >= _OPEN_AT_ONCE:
            del self._open[next(iter(self._open))]
        self._open[state] = asked
        return Reply(Code.ACCESS_CHALLENGE, None, message_attributes(asked.encode()), state)


def _value(data: bytes) -> bytes | None:
    """Read the value of a challenge or a response, which begins with its length."""
    return data[1 : 1 + data[0]] if data and 0 < data[0] < len(data) else None


def _proof(identifier: int, password: str, challenge: bytes) -> bytes:
    """Compute the response: RFC 1994, 4.1."""
    secret = password.encode("utf-8", "surrogateescape")
    return hashlib.md5(bytes([identifier]) + secret + challenge, usedforsecurity=False).digest()
