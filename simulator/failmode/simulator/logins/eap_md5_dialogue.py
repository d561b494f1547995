"""Logins by EAP-MD5, which a primary server decides that the proxy only hands them on to."""

from __future__ import annotations

from failmode.simulator.authproxy.radius.eap import (
    EAP_MESSAGE_KEY,
    BadEapError,
    decode_eap,
    joined_values,
    message_attributes,
)
from failmode.simulator.authproxy.radius.eap_md5 import (
    challenge_response,
    identity_response,
)
from failmode.simulator.authproxy.radius.packets import ServerReply
from failmode.simulator.logins.radius_dialogue import STATE_KEY, Sent


class EapMd5Dialogue:
    """One login.

    Args:
        username: who logs in.
        password: what is proved.
    """

    def __init__(self, username: str, password: str) -> None:
        self._username = username
        self._password = password

    def first(self) -> Sent:
        """See `Dialogue`."""
        identity = message_attributes(identity_response(self._username).encode())
        return Sent(None, identity, "EAP-Message=Identity")

    def after(self, challenge: ServerReply) -> Sent | None:
        """See `Dialogue`."""
        state = challenge.attributes.get(STATE_KEY)
        try:
            asked = decode_eap(joined_values(challenge.attributes.get(EAP_MESSAGE_KEY, ())))
        except BadEapError:
            return None
        answer = challenge_response(asked, self._password)
        if answer is None or state is None:
            return None
        attributes = {**message_attributes(answer.encode()), STATE_KEY: state}
        return Sent(None, attributes, "EAP-Message=MD5-Challenge")

    def objection(self, accept: ServerReply) -> str | None:
        """See `Dialogue`; EAP-MD5 has no keys that could be missing."""
        del accept
        return None
