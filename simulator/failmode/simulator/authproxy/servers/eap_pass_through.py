"""EAP at [radius_server_auto]: the primary RADIUS server holds the dialogue, and then Duo is asked.

Every message goes on as it is, and so does the answer, until the primary server accepts or rejects.
An Access-Accept is held back until Duo has decided; where it is not let through, the client is told
so by an Access-Reject without EAP-Message.

Source: the Duo Authentication Proxy 5.0.0 (`modules/radius_server_auto.py`).
"""

from __future__ import annotations

from failmode.simulator.authproxy.assumptions import EAP_ACCEPT_LEAVES_OUT
from failmode.simulator.authproxy.clients.radius import RadiusPrimaryClient, RadiusPrimaryResult
from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.core.events import AuthStage, AuthStatus
from failmode.simulator.authproxy.core.flow import LoginFlow
from failmode.simulator.authproxy.core.primary import PrimaryError
from failmode.simulator.authproxy.radius.packets import Code, ServerReply, without
from failmode.simulator.authproxy.servers.password_and_factor import PasswordAndFactor
from failmode.simulator.authproxy.servers.radius_login import (
    Question,
    RadiusLogin,
    RadiusResult,
    RejectedWith,
)

_STATE, _STATE_KEY = "State", 24


class EapPassThrough:
    """EAP logins that the primary server decides.

    Args:
        flow: decides about logins.
        primary: the primary server; None: the primary speaks no RADIUS.
        second_factor: decides about a user whom it accepts.
    """

    def __init__(
        self,
        flow: LoginFlow,
        primary: RadiusPrimaryClient | None,
        second_factor: PasswordAndFactor,
    ) -> None:
        self._flow = flow
        self._primary = primary
        self._second_factor = second_factor

    def forward(self, login: RadiusLogin) -> RadiusResult:
        """Decide about one message of the dialogue."""
        if self._primary is None:
            login.attempt.log(messages.CANNOT_FORWARD_LOG)
            return self._flow.refuse(login.attempt, messages.CANNOT_FORWARD, AuthStage.PRIMARY)
        generation = self._flow.generation
        try:
            answer = self._primary.forward(login.request)
        except PrimaryError as error:
            message = messages.PRIMARY_ERROR.format(reason=error)
            return self._flow.refuse(login.attempt, message, AuthStage.PRIMARY)
        said = answer.messages[0] if answer.messages else messages.PRIMARY_SAID_NOTHING
        match answer.code:
            case Code.ACCESS_REJECT:
                text = messages.PRIMARY_REJECTED.format(message=said)
                self._flow.note(login.attempt, text, AuthStage.PRIMARY, AuthStatus.REJECT)
                return RejectedWith(None, attributes=answer.attributes)
            case Code.ACCESS_ACCEPT:
                return self._accepted(login, answer, said, generation)
        states = answer.attributes.get(_STATE_KEY, ())
        if answer.code == Code.ACCESS_CHALLENGE and states:
            attributes = without(answer.attributes, (_STATE,))
            return Question(None, self.forward, attributes, states[0])
        login.attempt.log(messages.UNEXPECTED_PRIMARY_CODE.format(code=answer.code))
        return self._flow.refuse(
            login.attempt, messages.UNEXPECTED_PRIMARY_ANSWER, AuthStage.PRIMARY
        )

    def _accepted(
        self, login: RadiusLogin, answer: ServerReply, said: str, generation: int
    ) -> RadiusResult:
        text = messages.PRIMARY_ACCEPTED.format(message=said)
        self._flow.note(login.attempt, text, AuthStage.PRIMARY, AuthStatus.ALLOW)
        attributes = without(answer.attributes, EAP_ACCEPT_LEAVES_OUT)
        primary = RadiusPrimaryResult(accepted=True, message=said, attributes=attributes)
        return self._second_factor.second_factor(login, primary, None, generation)
