"""An EAP login at a proxy, message by message."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.authproxy.radius.eap import (
    EAP_MESSAGE_KEY,
    EapPacket,
    EapType,
    attribute_values,
    decode_eap,
    joined_values,
)
from failmode.simulator.authproxy.radius.eap_peer import PeapGtcPeer
from failmode.simulator.authproxy.radius.eap_tls import TlsSettings
from failmode.simulator.authproxy.radius.packets import Attributes, Code, ServerReply
from tests.patience import PATIENT_SECONDS
from tests.simulator.authproxy.stack import authenticate

STATE_KEY = 24
_MOST_ROUNDS = 60


@dataclass(frozen=True, slots=True)
class EapLogin:
    """How a login ended.

    Attributes:
        reply: the last answer; None: there was none.
        prompts: what the user was asked.
        rounds: requests that were sent.
        peer: the client.
    """

    reply: ServerReply | None
    prompts: tuple[str, ...]
    rounds: int
    peer: PeapGtcPeer

    @property
    def code(self) -> str:
        """The name of the answer's code, or `no answer`."""
        return "no answer" if self.reply is None else Code(self.reply.code).name


def send_eap(
    proxy: AuthProxy,
    message: bytes,
    state: bytes | None = None,
    *,
    username: str = "alice",
    more: Attributes | None = None,
    wait: float = PATIENT_SECONDS,
) -> ServerReply | None:
    """Send one EAP packet in an Access-Request without a password."""
    attributes: dict[int | tuple[int, int], tuple[bytes, ...]] = {**(more or {})}
    attributes[EAP_MESSAGE_KEY] = attribute_values(message)
    if state is not None:
        attributes[STATE_KEY] = (state,)
    return authenticate(proxy, username, None, attributes=attributes, wait=wait)


def eap_of(reply: ServerReply | None) -> EapPacket:
    """Return the EAP packet of an answer."""
    assert reply is not None, "there was no answer"
    return decode_eap(joined_values(reply.attributes[EAP_MESSAGE_KEY]))


def state_of(reply: ServerReply | None) -> bytes:
    """Return the State of an answer."""
    assert reply is not None, "there was no answer"
    return reply.attributes[STATE_KEY][0]


def nak(identifier: int, wanted: int = EapType.PEAP) -> bytes:
    """Return a Legacy Nak."""
    return EapPacket(2, identifier, EapType.NAK, bytes([wanted])).encode()


def log_in_by_eap(
    proxy: AuthProxy,
    *answers: str,
    ca_file: Path | None,
    username: str = "alice",
    identity: str | None = None,
    asked: Callable[[int], None] = lambda _prompts: None,
    through: Callable[[bytes], bytes] = bytes,
    wait: float = PATIENT_SECONDS,
) -> EapLogin:
    """Log in by PEAP and EAP-GTC.

    Args:
        proxy: the proxy.
        answers: what the user types, as for `PeapGtcPeer`.
        ca_file: the CA that the client trusts; None: all of them.
        username: User-Name.
        identity: what the client calls itself by EAP; left out: the same.
        asked: called before each response is sent, with the number of prompts so far.
        through: what becomes of each response on its way.
        wait: seconds for each answer.
    """
    peer = PeapGtcPeer(identity or username, answers, TlsSettings.client(ca_file))
    message, state = peer.begin(), None
    for rounds in range(1, _MOST_ROUNDS):
        reply = send_eap(proxy, through(message), state, username=username, wait=wait)
        if reply is None or reply.code != Code.ACCESS_CHALLENGE:
            return EapLogin(reply, peer.heard.prompts, rounds, peer)
        message, state = peer.respond(eap_of(reply).encode()), state_of(reply)
        asked(len(peer.heard.prompts))
    raise AssertionError(f"no end after {_MOST_ROUNDS} rounds")
