"""[radius_server_concat]: the password always ends with a factor or a passcode.

Source: the Duo Authentication Proxy 4.0.2 (`modules/radius_server_concat.py`), whose successor
in 5.0.0 has the same options, and 5.0.0 (`lib/radius/duo_server.py`).
"""

from __future__ import annotations

from failmode.simulator.authproxy.cfg.sections.base import FactorOptions
from failmode.simulator.authproxy.cfg.sections.radius_server_kinds import (
    RadiusServerConcatSection,
)
from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.core.events import AuthStage
from failmode.simulator.authproxy.core.factors import split_password
from failmode.simulator.authproxy.core.flow import FlowResult, LoginFlow, Rejected, Unanswered
from failmode.simulator.authproxy.servers.radius_login import RadiusLogin, RadiusResponder
from failmode.simulator.authproxy.servers.server import ServerContext


def concatenated_factor_responder(
    section: RadiusServerConcatSection, context: ServerContext
) -> RadiusResponder:
    """Make the responder of a section."""
    flow = context.login_flow(
        section,
        FactorOptions(),
        context.primary(section.client),
        exempt_usernames=section.exempt_usernames,
    )
    return RadiusResponder(section, flow, ConcatenatedFactor(section, flow), None, context.logger)


class ConcatenatedFactor:
    """The login method of [radius_server_concat].

    Args:
        section: how the password is taken apart.
        flow: decides about logins.
    """

    first_stage = AuthStage.UNKNOWN

    def __init__(self, section: RadiusServerConcatSection, flow: LoginFlow) -> None:
        self._section = section
        self._flow = flow

    def begin(self, login: RadiusLogin) -> FlowResult:
        """See `LoginMethod`."""
        if not login.password:
            return self._refuse(login, messages.PASSWORD_ABSENT)
        parts = split_password(
            login.password,
            allow_concat=True,
            delimiter=self._section.delimiter,
            delimited_password_length=self._section.delimited_password_length,
        )
        if parts is None or not all(parts):
            return self._refuse(login, messages.PASSWORD_WITHOUT_FACTOR)
        password, factor = parts
        generation = self._flow.generation
        primary = self._flow.primary(login.attempt, password)
        if isinstance(primary, Unanswered):
            return primary
        if not primary.accepted:
            return Rejected(primary.message, primary)
        return self._flow.second_factor(login.attempt, primary, factor, generation)

    def _refuse(self, login: RadiusLogin, message: str) -> FlowResult:
        event = messages.CONCAT_EVENT.format(reason=message)
        return self._flow.refuse(login.attempt, message, AuthStage.PRIMARY, event_message=event)
