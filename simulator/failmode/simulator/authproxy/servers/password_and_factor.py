"""The second factor of EAP logins: no Access-Challenge can ask the user for a passcode.

Source: the Duo Authentication Proxy 5.0.0 (`modules/radius_server_auto.py`) and 4.0.2
(`modules/radius_server_eap.py`).
"""

from __future__ import annotations

from dataclasses import replace

from failmode.simulator.authproxy.cfg.sections.base import FactorOptions
from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.core.events import AuthStage, AuthStatus
from failmode.simulator.authproxy.core.factors import UnusableFactorsError, choose_factor
from failmode.simulator.authproxy.core.failmode_decision import Action
from failmode.simulator.authproxy.core.flow import (
    FlowResult,
    LoginFlow,
    Rejected,
    Unanswered,
    result_of,
)
from failmode.simulator.authproxy.core.primary import (
    Credentials,
    PrimaryResult,
    UnexpectedAnswerError,
)
from failmode.simulator.authproxy.servers.radius_login import RadiusLogin


class PasswordAndFactor:
    """Decides about a password, and a factor that may follow it, of users whom nothing can ask.

    Args:
        flow: decides about logins.
        options: how the factor is found.
        without_factor: what the event says of a user who has no usable factor.
    """

    def __init__(self, flow: LoginFlow, options: FactorOptions, without_factor: AuthStatus) -> None:
        self._flow = flow
        self._options = options
        self._without_factor = without_factor

    def log_in(self, login: RadiusLogin, typed: str) -> FlowResult:
        """Decide from the start; the client is not told what the primary server says."""
        credentials: Credentials = replace(login.attempt.credentials, password=typed)
        attempt = replace(login.attempt, credentials=credentials)
        generation = self._flow.generation
        try:
            primary, factor = self._flow.primary_and_factor(attempt)
        except UnexpectedAnswerError as error:
            attempt.log(f"no reply: {error}")
            return Unanswered(str(error))
        if not primary.accepted:
            return Rejected(None, primary)
        return self.second_factor(login, primary, factor, generation)

    def second_factor(
        self, login: RadiusLogin, primary: PrimaryResult, factor: str | None, generation: int
    ) -> FlowResult:
        """Decide about a user whose password was right.

        Args:
            login: the request.
            primary: what primary authentication came to.
            factor: the factor or passcode to use; None to choose one, be it `passcode`, which Duo
                then takes for one.
            generation: of Duo's data when the request came.
        """
        decision = self._flow.preauth(login.attempt, generation)
        self._flow.record(login.attempt, decision)
        if decision.action is not Action.SECOND_FACTOR:
            return result_of(decision, primary)
        if factor is None:
            try:
                factor = choose_factor(self._options.factors, decision.factors)
            except UnusableFactorsError as error:
                login.attempt.log(f"no reply: {error}")
                return Unanswered(str(error))
        if factor is None:
            return self._flow.refuse(
                login.attempt,
                messages.NO_USABLE_FACTOR,
                AuthStage.SECONDARY,
                status=self._without_factor,
            )
        decision = self._flow.auth(login.attempt, factor, generation)
        self._flow.record(login.attempt, decision)
        return result_of(decision, primary)
