"""[radius_server_auto]: the factor is chosen by the administrator or by the password.

Source: the Duo Authentication Proxy 5.0.0 (`modules/radius_server_auto.py`,
`lib/radius/duo_server.py`).
"""

from __future__ import annotations

from functools import partial

from failmode.simulator.authproxy.cfg.sections.radius import RadiusServerAutoSection
from failmode.simulator.authproxy.clients.radius import RadiusPrimaryClient
from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.core.events import AuthStage, AuthStatus
from failmode.simulator.authproxy.core.flow import Challenged, LoginFlow
from failmode.simulator.authproxy.core.primary import PrimaryResult
from failmode.simulator.authproxy.servers.challenges import ChallengeStore
from failmode.simulator.authproxy.servers.eap_pass_through import EapPassThrough
from failmode.simulator.authproxy.servers.ms_chap_login import MsChapLogin
from failmode.simulator.authproxy.servers.password_and_factor import PasswordAndFactor
from failmode.simulator.authproxy.servers.radius_login import (
    Question,
    RadiusLogin,
    RadiusResponder,
    RadiusResult,
)
from failmode.simulator.authproxy.servers.server import ServerContext


def automatic_factor_responder(
    section: RadiusServerAutoSection, context: ServerContext
) -> RadiusResponder:
    """Make the responder of a section."""
    primary = context.primary(section.client)
    flow = context.login_flow(
        section,
        section.factor_options,
        primary,
        exempt_usernames=section.exempt_usernames,
        can_challenge=True,
    )
    eap = EapPassThrough(
        flow,
        primary if isinstance(primary, RadiusPrimaryClient) else None,
        PasswordAndFactor(flow, section.factor_options, AuthStatus.REJECT),
    )
    method = AutomaticFactor(flow, MsChapLogin(flow, section.client, section.factor_options), eap)
    return RadiusResponder(section, flow, method, ChallengeStore(context.now), context.logger)


class AutomaticFactor:
    """The login method of [radius_server_auto].

    Args:
        flow: decides about logins.
        ms_chap: the logins by MS-CHAPv2.
        eap: the logins by EAP.
    """

    first_stage = AuthStage.PRIMARY

    def __init__(self, flow: LoginFlow, ms_chap: MsChapLogin, eap: EapPassThrough) -> None:
        self._flow = flow
        self._ms_chap = ms_chap
        self._eap = eap

    def begin(self, login: RadiusLogin) -> RadiusResult:
        """See `LoginMethod`."""
        if login.request.has("EAP-Message"):
            return self._eap.forward(login)
        if login.is_ms_chap:
            return self._ms_chap.begin(login)
        if not login.password:
            return self._flow.refuse(login.attempt, messages.NO_PASSWORD, AuthStage.PRIMARY)
        result = self._flow.log_in(login.attempt)
        if isinstance(result, Challenged):
            return Question(result.prompt, partial(self._passcode, result.primary))
        return result

    def _passcode(self, primary: PrimaryResult, login: RadiusLogin) -> RadiusResult:
        if not login.password:
            return self._flow.refuse(login.attempt, messages.NO_PASSWORD, AuthStage.SECONDARY)
        return self._flow.second_factor(login.attempt, primary, login.password)
