"""[radius_server_auto]: what is answered to an Access-Request.

Source: the Duo Authentication Proxy 5.0.0 (`modules/radius_server_auto.py`,
`lib/radius/duo_server.py`, `lib/radius/server.py`, `lib/radius/challenge.py`).
"""

from __future__ import annotations

import logging

from failmode.simulator.authproxy.assumptions import (
    CHALLENGE_NOT_OPEN,
    UNREADABLE_USERNAME,
    UNSUPPORTED_METHOD,
)
from failmode.simulator.authproxy.cfg.sections.radius import (
    RadiusServerAutoSection,
    RadiusServerSection,
)
from failmode.simulator.authproxy.clients.radius import (
    RadiusCredentials,
    RadiusPrimaryResult,
    passed_through,
)
from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.core.events import AuthStage, AuthStatus
from failmode.simulator.authproxy.core.flow import (
    Accepted,
    Challenged,
    FlowResult,
    LoginAttempt,
    LoginFlow,
    Rejected,
    Unanswered,
)
from failmode.simulator.authproxy.core.primary import Credentials
from failmode.simulator.authproxy.radius.packets import AccessRequest, Code, Reply
from failmode.simulator.authproxy.servers.challenges import ChallengeStore
from failmode.simulator.authproxy.servers.server import ServerContext
from failmode.simulator.state.values import is_storable

_MS_CHAP = ("MS-CHAP-Challenge", "MS-CHAP2-Response", "MS-CHAP2-CPW", "MS-CHAP-NT-Enc-PW")


def automatic_factor_responder(
    section: RadiusServerAutoSection, context: ServerContext
) -> AutomaticFactorResponder:
    """Make the responder of a section."""
    flow = context.login_flow(
        section,
        section.factor_options,
        context.primary(section.client),
        exempt_usernames=section.exempt_usernames,
        can_challenge=True,
    )
    return AutomaticFactorResponder(section, flow, ChallengeStore(context.now), context.logger)


class AutomaticFactorResponder:
    """Answers the requests of one section; every request may run in a thread of its own.

    Args:
        section: the section.
        flow: decides about logins.
        challenges: keeps the questions that were sent.
        logger: gets the lines of `authproxy.log`.
    """

    def __init__(
        self,
        section: RadiusServerSection,
        flow: LoginFlow,
        challenges: ChallengeStore,
        logger: logging.Logger,
    ) -> None:
        self._section = section
        self._flow = flow
        self._challenges = challenges
        self._logger = logger

    def respond(self, request: AccessRequest) -> Reply | None:
        """Return the reply to a request; None when the product would not answer at all."""
        try:
            password = request.password(self._section.pw_codec)
        except UnicodeError:
            attempt = self._attempt(request, "")
            result: FlowResult = self._flow.refuse(
                attempt, messages.UNDECODABLE_PASSWORD, AuthStage.UNKNOWN
            )
        else:
            attempt = self._attempt(request, password or "")
            result = self._log_in(request, attempt)
        reply = self._reply(request, attempt, result)
        if reply is not None:
            name = reply.code.spelling.replace("-", "")
            attempt.log(f"Returning response code {reply.code.value}: {name}")
        return reply

    def _attempt(self, request: AccessRequest, password: str) -> LoginAttempt:
        username = request.text("User-Name")

        def log(message: str) -> None:
            self._logger.info(
                "(%s, %s, %s): %s", request.source, username, request.identifier, message
            )

        return LoginAttempt(
            RadiusCredentials(
                username,
                password,
                request.text(self._section.client_ip_attr),
                passed_through(
                    request.attributes,
                    everything=self._section.pass_through_all,
                    names=self._section.pass_through_attr_names,
                ),
            ),
            log,
        )

    def _log_in(self, request: AccessRequest, attempt: LoginAttempt) -> FlowResult:
        state = request.raw("State")
        if state is not None:
            return self._after_challenge(request, state, attempt)
        attempt.log(f"login attempt for username {attempt.credentials.username!r}")
        if problem := _problem(request, attempt.credentials):
            return self._flow.refuse(attempt, problem, AuthStage.PRIMARY)
        return self._flow.log_in(attempt)

    def _after_challenge(
        self, request: AccessRequest, state: bytes, attempt: LoginAttempt
    ) -> FlowResult:
        challenge = self._challenges.answer(request, state, attempt.credentials.username)
        if challenge is None:
            return self._flow.refuse(
                attempt,
                messages.UNKNOWN_CHALLENGE,
                AuthStage.UNKNOWN,
                status=AuthStatus.REJECT,
                event_message=CHALLENGE_NOT_OPEN,
            )
        passcode = attempt.credentials.password
        if not passcode:
            return self._flow.refuse(attempt, messages.NO_PASSWORD, AuthStage.SECONDARY)
        return self._flow.second_factor(attempt, challenge.primary, passcode)

    def _reply(
        self, request: AccessRequest, attempt: LoginAttempt, result: FlowResult
    ) -> Reply | None:
        match result:
            case Accepted(message, primary):
                attributes = primary.attributes if isinstance(primary, RadiusPrimaryResult) else {}
                return Reply(Code.ACCESS_ACCEPT, message, attributes)
            case Rejected(message):
                return Reply(Code.ACCESS_REJECT, message)
            case Challenged(prompt, primary):
                attempt.log("Sending authentication challenge packet")
                username = attempt.credentials.username or ""
                state = self._challenges.open(request, username, primary)
                return Reply(Code.ACCESS_CHALLENGE, prompt, state=state)
            case Unanswered():
                return None


def _problem(request: AccessRequest, credentials: Credentials) -> str | None:
    """Return why a first request cannot be handled at all; None when it can."""
    if credentials.username is None:
        return messages.NO_USERNAME
    if not is_storable(credentials.username):
        return UNREADABLE_USERNAME
    if request.has("EAP-Message"):
        return UNSUPPORTED_METHOD.format(method="EAP")
    if any(request.has(name) for name in _MS_CHAP):
        return UNSUPPORTED_METHOD.format(method="MS-CHAPv2")
    return None if credentials.password else messages.NO_PASSWORD
