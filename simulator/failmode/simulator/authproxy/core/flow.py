"""What becomes of one login, whatever protocol it came by.

Primary authentication first; its reject is final and Duo is never asked. Then Duo's preauth, then,
if Duo says so, auth with the factor that the password or the configuration names.

Source: the Duo Authentication Proxy 5.0.0 (`modules/radius_server_auto.py`,
`lib/radius/duo_server.py`).
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace

from failmode.simulator.authproxy.cfg.sections.base import (
    Factor,
    FactorOptions,
    LoginServerSection,
)
from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.core.duo_client import DuoClient
from failmode.simulator.authproxy.core.events import (
    RADIUS_EVENTS,
    AuthEvent,
    AuthEventLog,
    AuthStage,
    AuthStatus,
    EventForm,
    timestamp,
)
from failmode.simulator.authproxy.core.factors import (
    UnusableFactorsError,
    choose_factor,
    split_password,
)
from failmode.simulator.authproxy.core.failmode_decision import (
    USUAL_REFUSALS,
    Action,
    ApiExchange,
    FailmodeDecision,
    Refusals,
    decide,
)
from failmode.simulator.authproxy.core.primary import (
    Credentials,
    PrimaryAuthenticator,
    PrimaryError,
    PrimaryResult,
    UnexpectedAnswerError,
)
from failmode.terms import Stage


@dataclass(frozen=True, slots=True)
class LoginAttempt:
    """One attempt to log in, as a server has read it.

    Attributes:
        credentials: what the user gave.
        log: writes a line about the attempt to `authproxy.log`.
        event_details: keys that the server's protocol adds to the authentication events.
    """

    credentials: Credentials
    log: Callable[[str], None]
    event_details: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Accepted:
    """The user is let in.

    Attributes:
        message: what the client is told; None for nothing.
        primary: what primary authentication came to, to hand on.
    """

    message: str | None
    primary: PrimaryResult


@dataclass(frozen=True, slots=True)
class Rejected:
    """The user is not let in.

    Attributes:
        message: what the client is told; None for nothing.
        primary: what primary authentication came to, where it is what rejects.
    """

    message: str | None
    primary: PrimaryResult | None = None


@dataclass(frozen=True, slots=True)
class Challenged:
    """The user is asked for a passcode; `LoginFlow.second_factor` takes it.

    Attributes:
        prompt: the question.
        primary: what primary authentication came to.
    """

    prompt: str
    primary: PrimaryResult


@dataclass(frozen=True, slots=True)
class Unanswered:
    """The client gets no answer, because the product, or the simulator, cannot handle the login.

    Attributes:
        reason: why there is none.
    """

    reason: str


FlowResult = Accepted | Rejected | Challenged | Unanswered


class LoginFlow:
    """Decides about the logins of one server section; any number at the same time.

    Args:
        section: the server section.
        factor_options: how it finds the factor.
        primary: checks the primary password.
        duo: calls Duo.
        events: gets the authentication events.
        now: seconds since the epoch.
        exempt_usernames: users for whom Duo is not asked.
        generation: number of the generation of Duo's data; a login asks data of one generation
            alone, so that none under way reaches what a reset has made.
        can_challenge: whether the section's clients can be asked for a passcode. Where they cannot,
            a user who has nothing else has no usable factor.
        refusals: how it refuses where a call to Duo failed.
        event_form: how the events are worded.
    """

    def __init__(
        self,
        section: LoginServerSection,
        factor_options: FactorOptions,
        primary: PrimaryAuthenticator,
        duo: DuoClient,
        *,
        events: AuthEventLog,
        now: Callable[[], float],
        exempt_usernames: Collection[str] = (),
        generation: Callable[[], int],
        can_challenge: bool,
        refusals: Refusals = USUAL_REFUSALS,
        event_form: EventForm = RADIUS_EVENTS,
    ) -> None:
        self._generation = generation
        self._section = section
        self._factor_options = factor_options
        self._primary = primary
        self._duo = duo
        self._events = events
        self._now = now
        self._exempt_usernames = exempt_usernames
        self._can_challenge = can_challenge
        self._refusals = refusals
        self._form = event_form
        self._hostname = socket.gethostname()

    @property
    def generation(self) -> int:
        """Number of the generation of Duo's data."""
        return self._generation()

    def log_in(self, attempt: LoginAttempt) -> FlowResult:
        """Authenticate a user from the start; takes as long as primary server and user do."""
        generation = self._generation()
        try:
            primary, factor = self.primary_and_factor(attempt)
        except UnexpectedAnswerError as error:
            return _unanswered(attempt, error)
        if not primary.accepted:
            return Rejected(primary.message, primary)
        return self.second_factor(attempt, primary, factor, generation)

    def primary(
        self, attempt: LoginAttempt, password: str | None = None
    ) -> PrimaryResult | Unanswered:
        """Have the primary server check the password, and record what it says.

        Args:
            attempt: who logs in.
            password: the password alone; that of the attempt when left out.
        """
        credentials = attempt.credentials
        if password is not None:
            credentials = replace(credentials, password=password)
        try:
            return self._ask_primary(attempt, credentials)
        except UnexpectedAnswerError as error:
            return _unanswered(attempt, error)

    def second_factor(
        self,
        attempt: LoginAttempt,
        primary: PrimaryResult,
        factor: str | None,
        generation: int | None = None,
    ) -> FlowResult:
        """Authenticate a user whose primary password was right.

        Duo's preauth is asked even when the factor is known, and then auth if Duo wants it.

        Args:
            attempt: who logs in.
            primary: what primary authentication came to.
            factor: the factor or passcode to use; None to choose one.
            generation: of Duo's data when the login began; left out: it begins here.
        """
        generation = self._generation() if generation is None else generation
        decision = self.preauth(attempt, generation)
        self.record(attempt, decision)
        if decision.action is not Action.SECOND_FACTOR:
            return result_of(decision, primary)
        if factor is None:
            try:
                factor = choose_factor(self._factor_options.factors, decision.factors)
            except UnusableFactorsError as error:
                return _unanswered(attempt, error)
            if factor == Factor.PASSCODE and self._can_challenge:
                return Challenged(messages.ENTER_PASSCODE, primary)
            if factor in (None, Factor.PASSCODE):
                return self.refuse(
                    attempt,
                    messages.NO_USABLE_FACTOR,
                    AuthStage.SECONDARY,
                    status=AuthStatus.REJECT,
                )
        decision = self.auth(attempt, factor, generation)
        names_factor = self._form.names_factor and decision.result
        self.record(attempt, decision, factor if names_factor else None)
        return result_of(decision, primary)

    def preauth(self, attempt: LoginAttempt, generation: int) -> FailmodeDecision:
        """Ask Duo what the user has to do, and apply the failmode; nothing is recorded.

        Args:
            attempt: who logs in.
            generation: of Duo's data when the login began.
        """
        username = attempt.credentials.username or ""
        if username in self._exempt_usernames:
            return FailmodeDecision(
                Action.ACCEPT,
                messages.EXEMPT,
                AuthStatus.ALLOW,
                messages.EXEMPT,
                "exempt_username_N",
                result="allow",
            )
        if self._generation() != generation:
            return _replaced()
        client_ip = attempt.credentials.client_ip
        exchange = self._duo.preauth(username, client_ip, self._section.failmode)
        return self._decide(attempt, Stage.PREAUTH, exchange)

    def auth(self, attempt: LoginAttempt, factor: str, generation: int) -> FailmodeDecision:
        """Have Duo authenticate the user, and apply the failmode; nothing is recorded.

        Args:
            attempt: who logs in.
            factor: a factor or a passcode.
            generation: of Duo's data when the login began.
        """
        if self._generation() != generation:
            return _replaced()
        credentials = attempt.credentials
        exchange = self._duo.auth(credentials.username or "", factor, credentials.client_ip)
        return self._decide(attempt, Stage.AUTH, exchange)

    def record(
        self, attempt: LoginAttempt, decision: FailmodeDecision, factor: str | None = None
    ) -> None:
        """Write what a decision says to the log and to the events.

        Args:
            attempt: who logs in.
            decision: what a call to Duo led to.
            factor: the factor that the event names; None: none.
        """
        if decision.action is Action.NO_REPLY:
            attempt.log(f"no reply: {decision.reason}")
        elif decision.message:
            attempt.log(decision.message)
        if decision.event is not None:
            self._record(
                attempt, decision.event_message, AuthStage.SECONDARY, decision.event, factor
            )

    def refuse(
        self,
        attempt: LoginAttempt,
        message: str,
        stage: AuthStage,
        *,
        status: AuthStatus = AuthStatus.ERROR,
        event_message: str | None = None,
    ) -> Rejected:
        """Refuse a login, and say so in the log and in the events.

        Args:
            attempt: the login.
            message: what the client is told.
            stage: the authentication that the login ended at.
            status: what the event says.
            event_message: what log and event say; the client's message when left out.
        """
        self.note(attempt, message if event_message is None else event_message, stage, status)
        return Rejected(message)

    def note(self, attempt: LoginAttempt, text: str, stage: AuthStage, status: AuthStatus) -> None:
        """Write something about a login to the log and to the events.

        Args:
            attempt: the login.
            text: what is said.
            stage: the authentication that it is about.
            status: what came of it.
        """
        attempt.log(text)
        self._record(attempt, text, stage, status)

    def primary_and_factor(self, attempt: LoginAttempt) -> tuple[PrimaryResult, str | None]:
        """Try what stands before a factor as the password first, then the whole.

        Returns:
            what primary authentication came to, and the factor that was given.

        Raises:
            UnexpectedAnswerError: when the primary server says neither yes nor no.
        """
        options = self._factor_options
        parts = split_password(
            attempt.credentials.password,
            allow_concat=options.allow_concat,
            delimiter=options.delimiter,
            delimited_password_length=options.delimited_password_length,
        )
        if parts is not None:
            password, factor = parts
            primary = self._ask_primary(attempt, replace(attempt.credentials, password=password))
            if primary.accepted:
                return primary, factor
        return self._ask_primary(attempt, attempt.credentials), None

    def _ask_primary(self, attempt: LoginAttempt, credentials: Credentials) -> PrimaryResult:
        try:
            result = self._primary.authenticate(credentials)
        except PrimaryError as error:
            text = self._form.primary_error.format(reason=error)
            attempt.log(text)
            self._record(attempt, text, AuthStage.PRIMARY, AuthStatus.ERROR)
            return PrimaryResult(accepted=False, message=text)
        form = self._form
        template = form.primary_accepted if result.accepted else form.primary_rejected
        text = template.format(message=result.message)
        if not result.accepted:
            attempt.log(text)
        status = AuthStatus.ALLOW if result.accepted else AuthStatus.REJECT
        self._record(attempt, text, AuthStage.PRIMARY, status)
        return result

    def _decide(
        self, attempt: LoginAttempt, stage: Stage, exchange: ApiExchange
    ) -> FailmodeDecision:
        decision = decide(stage, exchange, self._section.failmode, self._refusals)
        if not decision.result:
            attempt.log(f"Duo {stage} call failed: {decision.reason}")
        elif stage is Stage.PREAUTH:
            attempt.log(f"Got preauth result for: {decision.result!r}")
        else:
            attempt.log(f"Duo authentication returned {decision.result!r}: {decision.message!r}")
        return self._worded(stage, decision)

    def _worded(self, stage: Stage, decision: FailmodeDecision) -> FailmodeDecision:
        form, preauth = self._form, stage is Stage.PREAUTH
        match decision.result:
            case "allow":
                template = form.preauth_allowed if preauth else form.allowed
            case "deny":
                template = form.preauth_denied if preauth else form.denied
            case _:
                return decision
        if template == "{status}":
            return decision
        return replace(decision, event_message=template.format(status=decision.message or ""))

    def _record(
        self,
        attempt: LoginAttempt,
        message: str | None,
        stage: AuthStage,
        status: AuthStatus,
        factor: str | None = None,
    ) -> None:
        self._events.record(
            AuthEvent(
                timestamp=timestamp(self._now()),
                msg=message,
                username=attempt.credentials.username,
                auth_stage=stage,
                status=status,
                client_ip=attempt.credentials.client_ip,
                server_section=self._section.name,
                server_section_ikey=self._section.api.ikey,
                hostname=self._hostname,
                factor=factor,
                details=attempt.event_details,
                omits_unknown=self._form.omits_unknown,
            )
        )


def result_of(decision: FailmodeDecision, primary: PrimaryResult) -> FlowResult:
    """Return what a decision that ends the login comes to.

    Args:
        decision: what a call to Duo led to.
        primary: what primary authentication came to.
    """
    match decision.action:
        case Action.ACCEPT:
            return Accepted(decision.message, primary)
        case Action.REJECT | Action.ENROLL:
            return Rejected(decision.message)
        case _:
            return Unanswered(decision.reason)


def _replaced() -> FailmodeDecision:
    """Decide about a login whose user and keys were replaced meanwhile, as by a reset."""
    return FailmodeDecision(
        Action.NO_REPLY,
        None,
        None,
        None,
        "the simulator's data were replaced while the login was under way",
    )


def _unanswered(attempt: LoginAttempt, error: Exception) -> Unanswered:
    attempt.log(f"no reply: {error}")
    return Unanswered(str(error))
