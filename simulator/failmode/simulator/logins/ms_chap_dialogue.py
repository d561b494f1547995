"""Logins and changes of passwords by MS-CHAPv2, as a VPN server and its client send them."""

from __future__ import annotations

from collections.abc import Iterable

from failmode.simulator.authproxy.radius.ms_chap_change import change_attributes
from failmode.simulator.authproxy.radius.ms_chap_v2 import (
    Challenges,
    Proof,
    accepted_attributes,
    login_attributes,
)
from failmode.simulator.authproxy.radius.packets import ServerReply
from failmode.simulator.logins.radius_dialogue import Sent, TypedAnswers
from failmode.terms import MASK


class MsChapDialogue:
    """One login; the client wants the server to prove the password too, and the session's keys.

    Attributes:
        wanted: what an Access-Accept has to have for it, raw, MPPE keys in the clear.

    Args:
        username: who logs in.
        password: what is proved.
        others: what is typed in answer to each Access-Challenge.
        new_password: to be changed to; None: the password is not changed.
    """

    def __init__(
        self,
        username: str,
        password: str,
        others: Iterable[str] = (),
        new_password: str | None = None,
    ) -> None:
        challenges = Challenges.fresh(username)
        proof = Proof.of_password(challenges, password if new_password is None else new_password)
        self._first = (
            Sent(None, login_attributes(proof), f"MS-CHAP2-Response={MASK}")
            if new_password is None
            else Sent(
                None,
                change_attributes(challenges, password, new_password),
                f"MS-CHAP2-CPW={MASK}",
            )
        )
        self.wanted = accepted_attributes(proof)
        self._typed = TypedAnswers(None, others)

    def first(self) -> Sent:
        """See `Dialogue`."""
        return self._first

    def after(self, challenge: ServerReply) -> Sent | None:
        """See `Dialogue`."""
        return self._typed.after(challenge)

    def objection(self, accept: ServerReply) -> str | None:
        """See `Dialogue`."""
        if self.wanted.items() <= accept.attributes.items():
            return None
        return "the proxy lets in, but its answer does not prove the password or lacks its keys"
