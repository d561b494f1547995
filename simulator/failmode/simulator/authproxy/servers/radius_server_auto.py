"""[radius_server_auto]: what becomes of one Access-Request.

Primary authentication first; its reject is final and Duo is never asked. Then Duo's preauth, then,
if Duo says so, auth with the factor that the password or the configuration names.

Source: the Duo Authentication Proxy 5.0.0 (`modules/radius_server_auto.py`,
`lib/radius/duo_server.py`, `lib/radius/server.py`, `lib/radius/challenge.py`).
"""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable

from failmode.simulator.authproxy.assumptions import CHALLENGE_NOT_OPEN, UNSUPPORTED_METHOD
from failmode.simulator.authproxy.cfg.settings import Factor, RadiusServerAutoSection
from failmode.simulator.authproxy.clients.radius import (
    PrimaryAuthenticator,
    PrimaryError,
    PrimaryResult,
    UnexpectedAnswerError,
    attributes_for_primary,
)
from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.core.duo_client import DuoClient
from failmode.simulator.authproxy.core.events import (
    AuthEvent,
    AuthEventLog,
    AuthStage,
    Status,
    timestamp,
)
from failmode.simulator.authproxy.core.factors import (
    UnusableFactorsError,
    choose_factor,
    split_password,
)
from failmode.simulator.authproxy.core.failmode_decision import (
    Action,
    ApiExchange,
    ApiStage,
    Decision,
    decide,
)
from failmode.simulator.authproxy.radius.packets import AccessRequest, Code, Reply
from failmode.simulator.authproxy.servers.challenges import ChallengeBook

_MS_CHAP = ("MS-CHAP-Challenge", "MS-CHAP2-Response", "MS-CHAP2-CPW", "MS-CHAP-NT-Enc-PW")


class AutomaticFactorServer:
    """Answers the requests of one section; every request may run in a thread of its own.

    Args:
        section: the section.
        primary: checks the primary password.
        duo: calls Duo.
        events: gets the authentication events.
        now: seconds since the epoch.
        logger: gets the lines of `authproxy.log`.
    """

    def __init__(
        self,
        section: RadiusServerAutoSection,
        primary: PrimaryAuthenticator,
        duo: DuoClient,
        *,
        events: AuthEventLog,
        now: Callable[[], float],
        logger: logging.Logger,
    ) -> None:
        self._section = section
        self._primary = primary
        self._duo = duo
        self._events = events
        self._now = now
        self._logger = logger
        self._challenges = ChallengeBook(now)

    def respond(self, request: AccessRequest) -> Reply | None:
        """The reply to a request; None when the product would not answer at all."""
        login = _Login(request, self._section)
        try:
            reply = self._respond(login)
        except (UnexpectedAnswerError, UnusableFactorsError) as error:
            self._log(login, f"no reply: {error}")
            return None
        if reply is not None:
            name = reply.code.name.title().replace("_", "")
            self._log(login, f"Returning response code {reply.code.value}: {name}")
        return reply

    def _respond(self, login: _Login) -> Reply | None:
        try:
            password = login.request.password(self._section.pw_codec)
        except UnicodeError:
            return self._refuse(login, messages.UNDECODABLE_PASSWORD, AuthStage.UNKNOWN)
        state = login.request.raw("State")
        if state is not None:
            return self._after_challenge(login, state, password)
        self._log(login, f"login attempt for username {login.username!r}")
        if problem := _problem(login, password):
            return self._refuse(login, problem, AuthStage.PRIMARY)
        primary, factor = self._primary_and_factor(login, password or "")
        if not primary.accepted:
            return Reply(Code.ACCESS_REJECT, primary.message)
        return self._secondary(login, primary, factor)

    def _primary_and_factor(self, login: _Login, password: str) -> tuple[PrimaryResult, str | None]:
        """Try what stands before a factor as the password first, then the whole."""
        section = self._section
        parts = split_password(
            password,
            allow_concat=section.allow_concat,
            delimiter=section.delimiter,
            delimited_password_length=section.delimited_password_length,
        )
        if parts is not None:
            primary = self._ask_primary(login, parts[0])
            if primary.accepted:
                return primary, parts[1]
        return self._ask_primary(login, password), None

    def _ask_primary(self, login: _Login, password: str) -> PrimaryResult:
        attributes = attributes_for_primary(self._section, login.request)
        try:
            result = self._primary.authenticate(
                login.username or "", password, login.client_ip, attributes
            )
        except PrimaryError as error:
            text = messages.PRIMARY_ERROR.format(reason=error)
            self._log(login, text)
            self._event(login, text, AuthStage.PRIMARY, Status.ERROR)
            return PrimaryResult(accepted=False, message=text)
        template = messages.PRIMARY_ACCEPTED if result.accepted else messages.PRIMARY_REJECTED
        text = template.format(message=result.message)
        if not result.accepted:
            self._log(login, text)
        status = Status.ALLOW if result.accepted else Status.REJECT
        self._event(login, text, AuthStage.PRIMARY, status)
        return result

    def _secondary(self, login: _Login, primary: PrimaryResult, factor: str | None) -> Reply | None:
        """Preauth, even when the factor is known, and then auth if Duo wants it."""
        username = login.username or ""
        if username in self._section.exempt_usernames:
            self._event(login, messages.EXEMPT, AuthStage.SECONDARY, Status.ALLOW)
            return Reply(Code.ACCESS_ACCEPT, messages.EXEMPT, primary.attributes)
        decision = self._decide(
            login,
            ApiStage.PREAUTH,
            self._duo.preauth(username, login.client_ip, self._section.failmode),
        )
        if decision.action is not Action.SECOND_FACTOR:
            return _reply(decision, primary)
        if factor is None:
            factor = choose_factor(self._section.factors, decision.factors)
            if factor == Factor.PASSCODE:
                self._log(login, "Sending authentication challenge packet")
                state = self._challenges.open(login.request, username, primary)
                return Reply(Code.ACCESS_CHALLENGE, messages.ENTER_PASSCODE, state=state)
            if factor is None:
                self._log(login, messages.NO_USABLE_FACTOR)
                self._event(login, messages.NO_USABLE_FACTOR, AuthStage.SECONDARY, Status.REJECT)
                return Reply(Code.ACCESS_REJECT, messages.NO_USABLE_FACTOR)
        exchange = self._duo.auth(username, factor, login.client_ip)
        return _reply(self._decide(login, ApiStage.AUTH, exchange), primary)

    def _after_challenge(self, login: _Login, state: bytes, passcode: str | None) -> Reply | None:
        challenge = self._challenges.answer(login.request, state, login.username)
        if challenge is None:
            self._log(login, CHALLENGE_NOT_OPEN)
            self._event(login, CHALLENGE_NOT_OPEN, AuthStage.UNKNOWN, Status.REJECT)
            return Reply(Code.ACCESS_REJECT, messages.UNKNOWN_CHALLENGE)
        if not passcode:
            return self._refuse(login, messages.NO_PASSWORD, AuthStage.SECONDARY)
        return self._secondary(login, challenge.primary, passcode)

    def _decide(self, login: _Login, stage: ApiStage, exchange: ApiExchange) -> Decision:
        decision = decide(stage, exchange, self._section.failmode)
        self._log(login, f"Duo {stage}: {decision.action}: {decision.reason}")
        if decision.message:
            self._log(login, decision.message)
        if decision.event is not None:
            self._event(login, decision.event_message, AuthStage.SECONDARY, decision.event)
        return decision

    def _refuse(self, login: _Login, text: str, stage: AuthStage) -> Reply:
        self._log(login, text)
        self._event(login, text, stage, Status.ERROR)
        return Reply(Code.ACCESS_REJECT, text)

    def _event(self, login: _Login, message: str | None, stage: AuthStage, status: Status) -> None:
        self._events.record(
            AuthEvent(
                timestamp=timestamp(self._now()),
                msg=message,
                username=login.username,
                auth_stage=stage,
                status=status,
                client_ip=login.client_ip,
                server_section=self._section.name,
                server_section_ikey=self._section.api.ikey,
                hostname=socket.gethostname(),
            )
        )

    def _log(self, login: _Login, message: str) -> None:
        request = login.request
        self._logger.info(
            "(%s, %s, %s): %s", request.source, login.username, request.identifier, message
        )


class _Login:
    """An Access-Request with what is read from it again and again."""

    __slots__ = ("client_ip", "request", "username")

    def __init__(self, request: AccessRequest, section: RadiusServerAutoSection) -> None:
        self.request = request
        self.username = request.text("User-Name")
        self.client_ip = request.text(section.client_ip_attr)


def _reply(decision: Decision, primary: PrimaryResult) -> Reply | None:
    match decision.action:
        case Action.ACCEPT:
            return Reply(Code.ACCESS_ACCEPT, decision.message, primary.attributes)
        case Action.REJECT:
            return Reply(Code.ACCESS_REJECT, decision.message)
        case _:
            return None


def _problem(login: _Login, password: str | None) -> str | None:
    """Why a first request cannot be handled at all; None when it can."""
    if login.username is None:
        return messages.NO_USERNAME
    if login.request.has("EAP-Message"):
        return UNSUPPORTED_METHOD.format(method="EAP")
    if any(login.request.has(name) for name in _MS_CHAP):
        return UNSUPPORTED_METHOD.format(method="MS-CHAPv2")
    return None if password else messages.NO_PASSWORD
