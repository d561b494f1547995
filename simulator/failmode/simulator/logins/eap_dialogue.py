"""Logins by PEAP and EAP-GTC, as an access point and its client together send them."""

from __future__ import annotations

from failmode.simulator.authproxy.radius.eap import (
    EAP_MESSAGE_KEY,
    BadEapError,
    EapType,
    decode_eap,
    joined_values,
    message_attributes,
)
from failmode.simulator.authproxy.radius.eap_peer import NothingToTypeError, PeapGtcPeer
from failmode.simulator.authproxy.radius.eap_tls import TlsSettings
from failmode.simulator.authproxy.radius.packets import (
    MPPE_RECEIVE_KEY,
    MPPE_SEND_KEY,
    ServerReply,
)
from failmode.simulator.logins.radius_dialogue import STATE_KEY, Sent


class EapDialogue:
    """One login; the client trusts any certificate.

    Args:
        username: who logs in.
        answers: what the user types, a prompt after the other.
    """

    def __init__(self, username: str, answers: tuple[str, ...]) -> None:
        self._peer = PeapGtcPeer(username, answers, TlsSettings.client(None))

    def first(self) -> Sent:
        """See `Dialogue`."""
        return _sent(self._peer.begin())

    def after(self, challenge: ServerReply) -> Sent | None:
        """See `Dialogue`."""
        state = challenge.attributes.get(STATE_KEY)
        if state is None:
            return None
        try:
            answer = self._peer.respond(
                joined_values(challenge.attributes.get(EAP_MESSAGE_KEY, ()))
            )
        except (BadEapError, NothingToTypeError):
            return None
        return _sent(answer, state)

    def objection(self, accept: ServerReply) -> str | None:
        """See `Dialogue`."""
        try:
            receive_key, send_key = self._peer.mppe_keys()
        except BadEapError as error:
            return f"the proxy lets in, but {error}"
        found = (accept.attributes.get(MPPE_RECEIVE_KEY), accept.attributes.get(MPPE_SEND_KEY))
        if found != ((receive_key,), (send_key,)):
            return "the proxy lets in, but its keys are not those of the tunnel"
        return None


def _sent(message: bytes, state: tuple[bytes, ...] | None = None) -> Sent:
    attributes = dict(message_attributes(message))
    if state is not None:
        attributes[STATE_KEY] = state
    kind = decode_eap(message).type
    name = EapType(kind).name.capitalize() if kind in set(EapType) else str(kind)
    return Sent(None, attributes, f"EAP-Message={name}")
