"""What all kinds of RADIUS servers do with an Access-Request: read it, ask the kind, reply.

Source: the Duo Authentication Proxy 5.0.0 (`lib/radius/server.py`, `lib/radius/challenge.py`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from failmode.simulator.authproxy.assumptions import CHALLENGE_NOT_OPEN, UNREADABLE_USERNAME
from failmode.simulator.authproxy.cfg.sections.radius import RadiusServerSection
from failmode.simulator.authproxy.clients.radius import (
    RadiusCredentials,
    RadiusPrimaryResult,
    passed_through,
)
from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.core.events import AuthStage, AuthStatus
from failmode.simulator.authproxy.core.flow import (
    Accepted,
    FlowResult,
    LoginAttempt,
    LoginFlow,
    Rejected,
    Unanswered,
)
from failmode.simulator.authproxy.core.primary import PrimaryResult
from failmode.simulator.authproxy.radius import ms_chap
from failmode.simulator.authproxy.radius.packets import (
    AccessRequest,
    Attributes,
    Code,
    Reply,
)
from failmode.simulator.authproxy.servers.challenges import ChallengeStore
from failmode.simulator.state.values import is_storable


@dataclass(frozen=True, slots=True)
class RadiusLogin:
    """One Access-Request as a login.

    Attributes:
        request: the request.
        attempt: the login.
        password: of PAP; None where the request has no User-Password.
    """

    request: AccessRequest
    attempt: LoginAttempt
    password: str | None = field(repr=False)

    @property
    def is_ms_chap(self) -> bool:
        """Whether the password is proved by MS-CHAPv2."""
        return any(self.request.has(name) for name in ms_chap.REQUEST_ATTRIBUTES)

    @property
    def changes_password(self) -> bool:
        """Whether it asks the primary server to change the password."""
        return self.request.has(ms_chap.CHANGE_PASSWORD)


@dataclass(frozen=True, slots=True)
class AcceptedWith(Accepted):
    """The user is let in, and the client is told more than what the primary server hands on.

    Attributes:
        attributes: attributes of the Access-Accept, raw, MPPE keys in the clear.
    """

    attributes: Attributes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RejectedWith(Rejected):
    """The user is not let in, and the client is told more than a text.

    Attributes:
        attributes: attributes of the Access-Reject, raw, MPPE keys in the clear.
    """

    attributes: Attributes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """The user, or what logs in for the user, is asked something, by an Access-Challenge.

    Attributes:
        prompt: the question; None: the attributes say it.
        answered: decides about the request that has the answer.
        attributes: attributes of the Access-Challenge, raw.
        state: what the answer has to bring as State; None: something new.
    """

    prompt: str | None
    answered: Callable[[RadiusLogin], RadiusResult]
    attributes: Attributes = field(default_factory=dict)
    state: bytes | None = None


RadiusResult = FlowResult | Question


class LoginMethod(Protocol):
    """How a kind of RADIUS server finds the second factor of a login."""

    @property
    def first_stage(self) -> AuthStage:
        """The authentication that a request without a user name fails at."""
        ...

    def begin(self, login: RadiusLogin) -> RadiusResult:
        """Decide about a request that answers no question; its user name is text."""
        ...


class RadiusResponder:
    """Answers the requests of one section; every request may run in a thread of its own.

    Args:
        section: the section.
        flow: decides about logins.
        method: how the kind of server finds the second factor.
        challenges: keeps the questions that were sent; None: the kind of server asks none, and does
            not look at State.
        logger: gets the lines of `authproxy.log`.
    """

    def __init__(
        self,
        section: RadiusServerSection,
        flow: LoginFlow,
        method: LoginMethod,
        challenges: ChallengeStore[Question] | None,
        logger: logging.Logger,
    ) -> None:
        self._section = section
        self._flow = flow
        self._method = method
        self._challenges = challenges
        self._logger = logger

    def respond(self, request: AccessRequest) -> Reply | None:
        """Return the reply to a request; None when the product would not answer at all."""
        try:
            password = request.password(self._section.pw_codec)
        except UnicodeError:
            login = self._login(request, None)
            result: RadiusResult = self._flow.refuse(
                login.attempt, messages.UNDECODABLE_PASSWORD, AuthStage.UNKNOWN
            )
        else:
            login = self._login(request, password)
            result = self._log_in(login)
        reply = self._reply(login, result)
        if reply is not None:
            name = reply.code.spelling.replace("-", "")
            login.attempt.log(f"Returning response code {reply.code.value}: {name}")
        return reply

    def _login(self, request: AccessRequest, password: str | None) -> RadiusLogin:
        username = request.text("User-Name")

        def log(message: str) -> None:
            self._logger.info(
                "(%s, %s, %s): %s", request.source, username, request.identifier, message
            )

        names = (*self._section.pass_through_attr_names, *ms_chap.REQUEST_ATTRIBUTES)
        credentials = RadiusCredentials(
            username,
            password or "",
            request.text(self._section.client_ip_attr),
            passed_through(
                request.attributes, everything=self._section.pass_through_all, names=names
            ),
        )
        return RadiusLogin(request, LoginAttempt(credentials, log), password)

    def _log_in(self, login: RadiusLogin) -> RadiusResult:
        state = login.request.raw("State")
        if state is not None and self._challenges is not None:
            return self._after_challenge(login, self._challenges, state)
        username = login.attempt.credentials.username
        if username is None:
            return self._refuse(login, messages.NO_USERNAME)
        login.attempt.log(f"login attempt for username {username!r}")
        if not is_storable(username):
            return self._refuse(login, UNREADABLE_USERNAME)
        return self._method.begin(login)

    def _refuse(self, login: RadiusLogin, message: str) -> Rejected:
        refused = self._flow.refuse(login.attempt, message, self._method.first_stage)
        return with_ms_chap_error(refused) if login.is_ms_chap else refused

    def _after_challenge(
        self, login: RadiusLogin, challenges: ChallengeStore[Question], state: bytes
    ) -> RadiusResult:
        challenge = challenges.answer(
            login.request, state, login.attempt.credentials.username, self._flow.generation
        )
        if challenge is None:
            return self._flow.refuse(
                login.attempt,
                messages.UNKNOWN_CHALLENGE,
                AuthStage.UNKNOWN,
                status=AuthStatus.REJECT,
                event_message=CHALLENGE_NOT_OPEN,
            )
        login.attempt.log(f"Valid response to challenge issued at id {challenge.identifier}")
        answered = False
        try:
            result = challenge.question.answered(login)
            answered = not isinstance(result, Unanswered)
        finally:
            if not answered:
                # The client repeats its request, which is no answer to an unknown challenge.
                challenges.reopen(state, challenge)
        return result

    def _reply(self, login: RadiusLogin, result: RadiusResult) -> Reply | None:
        match result:
            case AcceptedWith(message, attributes=attributes):
                return Reply(Code.ACCESS_ACCEPT, message, attributes)
            case Accepted(message, primary):
                return Reply(Code.ACCESS_ACCEPT, message, attributes_of(primary))
            case RejectedWith(message, attributes=attributes):
                return Reply(Code.ACCESS_REJECT, message, attributes)
            case Rejected(message):
                return Reply(Code.ACCESS_REJECT, message)
            case Question() if self._challenges is not None:
                return self._challenge(login, self._challenges, result)
            case Unanswered():
                return None
        raise NotImplementedError(f"[{self._section.name}] asks no questions")

    def _challenge(
        self, login: RadiusLogin, challenges: ChallengeStore[Question], question: Question
    ) -> Reply:
        if question.prompt is not None:
            login.attempt.log("Sending authentication challenge packet")
        username = login.attempt.credentials.username or ""
        state = challenges.open(
            login.request, username, question, self._flow.generation, question.state
        )
        return Reply(Code.ACCESS_CHALLENGE, question.prompt, question.attributes, state)


def attributes_of(primary: PrimaryResult | None) -> Attributes:
    """Return the attributes that a primary server hands on to the RADIUS client."""
    return primary.attributes if isinstance(primary, RadiusPrimaryResult) else {}


def ms_chap_error() -> Attributes:
    """Return the product's own MS-CHAP-Error."""
    return {ms_chap.ERROR_KEY: (ms_chap.AUTHENTICATION_FAILED,)}


def with_ms_chap_error(rejected: Rejected) -> RejectedWith:
    """Tell an MS-CHAPv2 client that a login failed."""
    return RejectedWith(rejected.message, rejected.primary, ms_chap_error())


def is_password_expired(primary: PrimaryResult) -> bool:
    """Tell whether the primary server says that the password has to be changed."""
    values = attributes_of(primary).get(ms_chap.ERROR_KEY, ())
    return bool(values) and ms_chap.error_code(values[0]) == ms_chap.PASSWORD_EXPIRED
