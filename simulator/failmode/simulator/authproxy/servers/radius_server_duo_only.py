"""[radius_server_duo_only]: no primary authentication; the password is a factor or a passcode.

So failmode safe lets in whoever knows a user name while Duo cannot be asked.

Source: the Duo Authentication Proxy 5.0.0 (`modules/radius_server_duo_only.py`).
"""

from __future__ import annotations

from failmode.simulator.authproxy.cfg.sections.base import FactorOptions
from failmode.simulator.authproxy.cfg.sections.duo_only import DuoOnlyClientSection
from failmode.simulator.authproxy.cfg.sections.radius_server_kinds import (
    RadiusServerDuoOnlySection,
)
from failmode.simulator.authproxy.clients.duo_only import DuoOnly
from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.core.events import AuthStage
from failmode.simulator.authproxy.core.flow import FlowResult, LoginFlow
from failmode.simulator.authproxy.core.primary import PrimaryResult
from failmode.simulator.authproxy.servers.radius_login import RadiusLogin, RadiusResponder
from failmode.simulator.authproxy.servers.server import ServerContext


def second_factor_only_responder(
    section: RadiusServerDuoOnlySection, context: ServerContext
) -> RadiusResponder:
    """Make the responder of a section."""
    flow = context.login_flow(
        section,
        FactorOptions(),
        DuoOnly(DuoOnlyClientSection(name=section.client.name)),
        exempt_usernames=section.exempt_usernames,
    )
    return RadiusResponder(section, flow, SecondFactorOnly(flow), None, context.logger)


class SecondFactorOnly:
    """The login method of [radius_server_duo_only].

    Args:
        flow: decides about logins.
    """

    first_stage = AuthStage.SECONDARY

    def __init__(self, flow: LoginFlow) -> None:
        self._flow = flow

    def begin(self, login: RadiusLogin) -> FlowResult:
        """See `LoginMethod`."""
        if not login.password:
            return self._flow.refuse(login.attempt, messages.NO_PASSWORD, AuthStage.SECONDARY)
        primary = PrimaryResult(accepted=True, message=messages.DUO_ONLY_PRIMARY)
        return self._flow.second_factor(login.attempt, primary, login.password)
