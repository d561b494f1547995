"""MS-CHAPv2 (RFC 2759): how both sides prove a password, and the keys of the session (RFC 3079).

The Authentication Proxy hands all of it on and looks into none; this is what its client and its
primary server do.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

from spnego._ntlm_raw.crypto import desl
from spnego._ntlm_raw.md4 import md4

from failmode.simulator.authproxy.nt_hash import nt_hash
from failmode.simulator.authproxy.radius import ms_chap
from failmode.simulator.authproxy.radius.packets import (
    MPPE_RECEIVE_KEY,
    MPPE_SEND_KEY,
    AccessRequest,
    Attributes,
)

CHALLENGE_KEY, RESPONSE_KEY, SUCCESS_KEY = (311, 11), (311, 25), (311, 26)
"""The keys of MS-CHAP-Challenge, MS-CHAP2-Response and MS-CHAP2-Success."""

_CHALLENGE_OCTETS = 16
_RESPONSE_OCTETS = 50
_SERVER_PROOF = (
    b"Magic server to client signing constant",
    b"Pad to make it do more than one iteration",
)
_MASTER_KEY = b"This is the MPPE Master Key"
_CLIENT_SENDS = (
    b"On the client side, this is the send key; on the server side, it is the receive key."
)
_CLIENT_RECEIVES = (
    b"On the client side, this is the receive key; on the server side, it is the send key."
)
_KEY_OCTETS = 16
_PADS = (bytes(40), b"\xf2" * 40)


@dataclass(frozen=True, slots=True)
class Challenges:
    """What one exchange is about, without the password.

    Attributes:
        username: User-Name, with a domain or without.
        authenticator: the server's challenge, 16 octets.
        peer: the client's, 16 octets.
        identifier: of the exchange, 0 to 255.
    """

    username: str
    authenticator: bytes
    peer: bytes
    identifier: int = 0

    @classmethod
    def fresh(cls, username: str) -> Challenges:
        """Make up challenges; the exchange has the identifier 0, as with most clients."""
        first, second = (secrets.token_bytes(_CHALLENGE_OCTETS) for _ in range(2))
        return cls(username, first, second)

    @property
    def hash(self) -> bytes:
        """What the response encrypts: RFC 2759, 8.2."""
        name = self.username.rpartition("\\")[2].encode("utf-8", "surrogateescape")
        return _sha1(self.peer, self.authenticator, name)[:8]


@dataclass(frozen=True, slots=True)
class Proof:
    """What follows from a password for one exchange.

    Attributes:
        challenges: of the exchange.
        password_hash: of the password, by `nt_hash`.
    """

    challenges: Challenges
    password_hash: bytes = field(repr=False)

    @classmethod
    def of_password(cls, challenges: Challenges, password: str) -> Proof:
        """Prove that password."""
        return cls(challenges, nt_hash(password))

    @property
    def response(self) -> bytes:
        """The client's proof: RFC 2759, 8.1, 24 octets."""
        return desl(self.password_hash, self.challenges.hash)

    @property
    def success(self) -> bytes:
        """The server's proof, as MS-CHAP2-Success has it: RFC 2759, 8.7, and RFC 2548, 2.3.3."""
        first, second = _SERVER_PROOF
        digest = _sha1(md4(self.password_hash), self.response, first)
        proof = _sha1(digest, self.challenges.hash, second)
        return bytes([self.challenges.identifier]) + b"S=" + proof.hex().upper().encode()

    @property
    def mppe_keys(self) -> tuple[bytes, bytes]:
        """The send key and the receive key of the server's side: RFC 3079, 3.3, of 128 bits."""
        master = _sha1(md4(self.password_hash), self.response, _MASTER_KEY)[:_KEY_OCTETS]
        send, receive = (
            _sha1(master, _PADS[0], said, _PADS[1])[:_KEY_OCTETS]
            for said in (_CLIENT_RECEIVES, _CLIENT_SENDS)
        )
        return send, receive


def login_attributes(proof: Proof) -> Attributes:
    """Return what a client sends to log in: RFC 2548, 2.1.1 and 2.3.2."""
    challenges = proof.challenges
    response = bytes([challenges.identifier, 0]) + challenges.peer + bytes(8) + proof.response
    return {
        CHALLENGE_KEY: (challenges.authenticator,),
        RESPONSE_KEY: (response,),
    }


def read_login(request: AccessRequest) -> tuple[Challenges, bytes] | None:
    """Read what a client sent to log in.

    Returns:
        the challenges, and the response to them; None when the request has no readable ones.
    """
    challenge, sent = request.raw("MS-CHAP-Challenge"), request.raw("MS-CHAP2-Response")
    if challenge is None or sent is None:
        return None
    if len(challenge) != _CHALLENGE_OCTETS or len(sent) != _RESPONSE_OCTETS:
        return None
    username = request.text("User-Name") or ""
    return Challenges(username, challenge, sent[2:18], sent[0]), sent[26:]


def is_proved(proof: Proof, response: bytes) -> bool:
    """Tell whether a response proves the password."""
    return hmac.compare_digest(proof.response, response)


def accepted_attributes(proof: Proof) -> Attributes:
    """Return what a server answers whose user has proved the password, keys in the clear."""
    send, receive = proof.mppe_keys
    return {
        SUCCESS_KEY: (proof.success,),
        MPPE_SEND_KEY: (send,),
        MPPE_RECEIVE_KEY: (receive,),
    }


def error_attributes(identifier: int, code: int) -> Attributes:
    """Return what a server answers whose user is rejected: RFC 2548, 2.1.5.

    Args:
        identifier: of the exchange.
        code: the error, such as 691 (RFC 2759, section 6).
    """
    return {ms_chap.ERROR_KEY: (bytes([identifier]) + f"E={code} R=0 V=3".encode(),)}


def _sha1(*parts: bytes) -> bytes:
    return hashlib.sha1(b"".join(parts), usedforsecurity=False).digest()
