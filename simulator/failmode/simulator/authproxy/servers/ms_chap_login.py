"""MS-CHAPv2 at [radius_server_auto]: the primary server gets the attributes and decides.

A request to change the password goes to Duo first, and to the primary server only if Duo agrees:
the password is changed by the same request that proves the old one.

Source: the Duo Authentication Proxy 5.0.0 (`modules/radius_server_auto.py`,
`lib/radius/duo_server.py`).
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from failmode.simulator.authproxy.assumptions import MS_CHAP_NEEDS_RADIUS
from failmode.simulator.authproxy.cfg.sections.base import ClientSection, Factor, FactorOptions
from failmode.simulator.authproxy.cfg.sections.duo_only import DuoOnlyClientSection
from failmode.simulator.authproxy.cfg.sections.radius import RadiusClientSection
from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.core.events import AuthStage, AuthStatus
from failmode.simulator.authproxy.core.factors import UnusableFactorsError, choose_factor
from failmode.simulator.authproxy.core.failmode_decision import Action, FailmodeDecision
from failmode.simulator.authproxy.core.flow import (
    Accepted,
    Challenged,
    LoginFlow,
    Rejected,
    Unanswered,
)
from failmode.simulator.authproxy.core.primary import PrimaryResult
from failmode.simulator.authproxy.servers.radius_login import (
    Question,
    RadiusLogin,
    RadiusResult,
    RejectedWith,
    attributes_of,
    is_password_expired,
    ms_chap_error,
    with_ms_chap_error,
)


class MsChapLogin:
    """Logins and changes of passwords by MS-CHAPv2.

    Args:
        flow: decides about logins.
        client: the client section that the flow's primary authenticator is made from.
        factor_options: how the factor is found.
    """

    def __init__(
        self, flow: LoginFlow, client: ClientSection, factor_options: FactorOptions
    ) -> None:
        self._flow = flow
        self._client = client
        self._factor_options = factor_options

    def begin(self, login: RadiusLogin) -> RadiusResult:
        """Decide about a first request."""
        if not speaks_ms_chap(self._client):
            message = MS_CHAP_NEEDS_RADIUS.format(client=self._client.name)
            return with_ms_chap_error(self._flow.refuse(login.attempt, message, AuthStage.PRIMARY))
        if login.changes_password:
            return self._change_password(login)
        return self._log_in(login)

    def _log_in(self, login: RadiusLogin) -> RadiusResult:
        generation = self._flow.generation
        primary = self._flow.primary(login.attempt)
        if isinstance(primary, Unanswered):
            return primary
        if not primary.accepted:
            return self._rejected(login, primary, generation)
        result = self._flow.second_factor(login.attempt, primary, None, generation)
        match result:
            case Challenged():
                return self._ask(login)
            case Rejected(message) if message != messages.NO_USABLE_FACTOR:
                return with_ms_chap_error(result)
        return result

    def _rejected(
        self, login: RadiusLogin, primary: PrimaryResult, generation: int
    ) -> RadiusResult:
        attributes = {**ms_chap_error(), **attributes_of(primary)}
        if is_password_expired(primary):
            login.attempt.log(
                f"{login.attempt.credentials.username} Rejected due to password expiration"
            )
            decision = self._preauth(login, generation)
            if decision.action is Action.NO_REPLY:
                return Unanswered(decision.reason)
            if decision.action in (Action.REJECT, Action.ENROLL):
                # A user whom Duo refuses is not asked for a new password.
                attributes.update(ms_chap_error())
        return RejectedWith(primary.message, primary, attributes)

    def _change_password(self, login: RadiusLogin) -> RadiusResult:
        generation = self._flow.generation
        decision = self._preauth(login, generation)
        match decision.action:
            case Action.ACCEPT:
                return self._after_duo(login)
            case Action.REJECT | Action.ENROLL:
                return RejectedWith(None, attributes=ms_chap_error())
            case Action.NO_REPLY:
                return Unanswered(decision.reason)
        return self._second_factor(login, decision, generation)

    def _second_factor(
        self, login: RadiusLogin, decision: FailmodeDecision, generation: int
    ) -> RadiusResult:
        try:
            factor = choose_factor(self._factor_options.factors, decision.factors)
        except UnusableFactorsError as error:
            login.attempt.log(f"no reply: {error}")
            return Unanswered(str(error))
        if factor == Factor.PASSCODE:
            return self._ask(login)
        if factor is None:
            self._flow.refuse(
                login.attempt,
                messages.NO_USABLE_FACTOR,
                AuthStage.SECONDARY,
                status=AuthStatus.REJECT,
            )
            return RejectedWith(None, attributes=ms_chap_error())
        return self._auth(login, factor, generation)

    def _ask(self, login: RadiusLogin) -> Question:
        """Ask for a passcode, for a request that the primary server gets after it.

        It does also where it was asked before: so does the product.
        """
        return Question(messages.ENTER_PASSCODE, partial(self._passcode, login))

    def _passcode(self, first: RadiusLogin, login: RadiusLogin) -> RadiusResult:
        if not login.password:
            return with_ms_chap_error(
                self._flow.refuse(login.attempt, messages.NO_PASSWORD, AuthStage.SECONDARY)
            )
        return self._auth(first, login.password, self._flow.generation)

    def _preauth(self, login: RadiusLogin, generation: int) -> FailmodeDecision:
        decision = self._flow.preauth(login.attempt, generation)
        if decision.result in ("allow", "deny"):
            said = f"Duo preauth returned '{decision.result}': '{decision.message}'"
            decision = replace(decision, event_message=said)
        self._flow.record(login.attempt, decision)
        return decision

    def _auth(self, login: RadiusLogin, factor: str, generation: int) -> RadiusResult:
        decision = self._flow.auth(login.attempt, factor, generation)
        self._flow.record(login.attempt, decision)
        match decision.action:
            case Action.ACCEPT:
                return self._after_duo(login)
            case Action.NO_REPLY:
                return Unanswered(decision.reason)
        return RejectedWith(decision.message, attributes=ms_chap_error())

    def _after_duo(self, login: RadiusLogin) -> RadiusResult:
        """Have the primary server do what the request asks for."""
        primary = self._flow.primary(login.attempt)
        if isinstance(primary, Unanswered):
            return primary
        if primary.accepted:
            return Accepted(None, primary)
        return RejectedWith(None, primary, attributes_of(primary))


def speaks_ms_chap(client: ClientSection) -> bool:
    """Tell whether MS-CHAPv2 may go to the primary authenticator of a client section.

    Every other one gets a user name and a password, and here there is no password.
    """
    return isinstance(client, RadiusClientSection | DuoOnlyClientSection)
