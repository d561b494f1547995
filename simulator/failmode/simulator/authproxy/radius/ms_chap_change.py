"""Changes of a password by MS-CHAPv2 (RFC 2759, section 7), and their way through RADIUS."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field

from spnego._ntlm_raw.crypto import des, rc4k

from failmode.simulator.authproxy.nt_hash import nt_hash
from failmode.simulator.authproxy.radius.ms_chap_v2 import CHALLENGE_KEY, Challenges, Proof
from failmode.simulator.authproxy.radius.packets import AccessRequest, Attributes

CHANGE_KEY, NEW_PASSWORD_KEY = (311, 27), (311, 6)
"""The keys of MS-CHAP2-CPW and MS-CHAP-NT-Enc-PW."""

_BLOCK_OCTETS = 512
_LENGTH_OCTETS = 4
_CHUNK_OCTETS = 243
_CHUNK_HEADER = 4
_CHALLENGE_OCTETS = 16
_CHANGE_OCTETS = 68
_CHANGE_CODE, _NEW_PASSWORD_CODE = 7, 6


@dataclass(frozen=True, slots=True)
class Change:
    """What a client asks for.

    Attributes:
        challenges: of the exchange.
        hidden: the new password, encrypted with the old one.
        old: the old one, encrypted with the new one.
        response: the proof of the new one.
    """

    challenges: Challenges
    hidden: bytes = field(repr=False)
    old: bytes = field(repr=False)
    response: bytes = field(repr=False)

    def new_password(self, old: str) -> str | None:
        """Read the new password.

        Args:
            old: the password until then.

        Returns:
            None where the client does not know the old one, or does not prove the new one.
        """
        block = rc4k(nt_hash(old), self.hidden)
        length = int.from_bytes(block[_BLOCK_OCTETS:], "little")
        if length > _BLOCK_OCTETS:
            return None
        try:
            new = block[_BLOCK_OCTETS - length : _BLOCK_OCTETS].decode("utf-16-le")
        except UnicodeDecodeError:
            return None
        proof = Proof.of_password(self.challenges, new)
        is_right = hmac.compare_digest(_locked(old, new), self.old)
        return new if is_right and hmac.compare_digest(proof.response, self.response) else None


def change_attributes(challenges: Challenges, old: str, new: str) -> Attributes:
    """Return what a client sends to change a password: RFC 2548, 2.1.6 and 2.3.4.

    Args:
        challenges: of the exchange.
        old: the password until then.
        new: the password from then on.
    """
    identifier = challenges.identifier
    encoded = new.encode("utf-16-le")
    block = secrets.token_bytes(_BLOCK_OCTETS - len(encoded)) + encoded
    hidden = rc4k(nt_hash(old), block + len(encoded).to_bytes(_LENGTH_OCTETS, "little"))
    chunks = (hidden[at : at + _CHUNK_OCTETS] for at in range(0, len(hidden), _CHUNK_OCTETS))
    response = Proof.of_password(challenges, new).response
    change = _locked(old, new) + challenges.peer + bytes(8) + response + bytes(2)
    return {
        CHALLENGE_KEY: (challenges.authenticator,),
        CHANGE_KEY: (bytes([_CHANGE_CODE, identifier]) + change,),
        NEW_PASSWORD_KEY: tuple(
            bytes([_NEW_PASSWORD_CODE, identifier]) + number.to_bytes(2, "big") + chunk
            for number, chunk in enumerate(chunks, start=1)
        ),
    }


def read_change(request: AccessRequest) -> Change | None:
    """Read what a client asks for; None when the request has no readable change."""
    challenge, sent = request.raw("MS-CHAP-Challenge"), request.raw("MS-CHAP2-CPW")
    chunks = sorted(
        request.attributes.get(NEW_PASSWORD_KEY, ()), key=lambda one: one[2:_CHUNK_HEADER]
    )
    hidden = b"".join(one[_CHUNK_HEADER:] for one in chunks)
    if challenge is None or sent is None:
        return None
    if (len(challenge), len(sent), len(hidden)) != (
        _CHALLENGE_OCTETS,
        _CHANGE_OCTETS,
        _BLOCK_OCTETS + _LENGTH_OCTETS,
    ):
        return None
    username = request.text("User-Name") or ""
    challenges = Challenges(username, challenge, sent[18:34], sent[1])
    return Change(challenges, hidden, sent[2:18], sent[42:66])


def _locked(old: str, new: str) -> bytes:
    """Encrypt the old password with the new one: RFC 2759, 8.12."""
    hashed, key = nt_hash(old), nt_hash(new)
    return des(key[:7], hashed[:8]) + des(key[7:14], hashed[8:])
