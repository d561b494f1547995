"""[radius_server_eap]: PEAP, and in its tunnel EAP-GTC, which asks for the password.

With allow_concat the factor follows the password; otherwise a second question asks for it. A
request without EAP-Message is taken as one with the password, as at [radius_server_auto]. The user
is whoever User-Name says; an identity in the tunnel is not looked at.

Whoever logs in by EAP is told no reason, and the primary server's attributes are not handed on.

Source: the Duo Authentication Proxy 4.0.2 (`modules/radius_server_eap.py`), whose successor in
5.0.0 has the same options, and 5.0.0 (`lib/eap.py`, `lib/radius/challenge.py`).
"""

from __future__ import annotations

import string
from functools import partial

from failmode.simulator.authproxy.assumptions import EAP_SMS_PROMPT
from failmode.simulator.authproxy.cfg.sections.radius_server_kinds import RadiusServerEapSection
from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.core.events import AuthStage, AuthStatus
from failmode.simulator.authproxy.core.failmode_decision import Action, FailmodeDecision
from failmode.simulator.authproxy.core.flow import (
    Accepted,
    Challenged,
    FlowResult,
    LoginFlow,
    Rejected,
    Unanswered,
    result_of,
)
from failmode.simulator.authproxy.core.primary import (
    PrimaryResult,
)
from failmode.simulator.authproxy.radius.eap import (
    EAP_MESSAGE_KEY,
    joined_values,
    message_attributes,
)
from failmode.simulator.authproxy.radius.eap_tls import TlsError, TlsSettings
from failmode.simulator.authproxy.radius.packets import MPPE_RECEIVE_KEY, MPPE_SEND_KEY
from failmode.simulator.authproxy.servers.challenges import ChallengeStore
from failmode.simulator.authproxy.servers.eap_session import (
    Admitted,
    Decision,
    Denied,
    Destroyed,
    EapSession,
    Next,
    NoReply,
    Prompt,
    Succeeded,
)
from failmode.simulator.authproxy.servers.password_and_factor import PasswordAndFactor
from failmode.simulator.authproxy.servers.radius_login import (
    AcceptedWith,
    Question,
    RadiusLogin,
    RadiusResponder,
    RadiusResult,
    RejectedWith,
)
from failmode.simulator.authproxy.servers.radius_server_challenge import in_short
from failmode.simulator.authproxy.servers.server import ServerContext
from failmode.simulator.errors import ConfigError

_SMS = "sms"


def eap_responder(section: RadiusServerEapSection, context: ServerContext) -> RadiusResponder:
    """Make the responder of a section.

    Raises:
        ConfigError: when its key, its certificate or its ciphers cannot be used.
    """
    try:
        tls = TlsSettings.server(
            section.certs,
            section.pkey,
            minimum_version=section.minimum_tls_version,
            ciphers=section.cipher_list,
        )
    except TlsError as error:
        raise ConfigError(
            f"[{section.name}] cannot serve TLS: {error}",
            "Look at certs, pkey and cipher_list",
            where=context.source,
        ) from error
    flow = context.login_flow(section, section.factor_options, context.primary(section.client))
    return RadiusResponder(
        section, flow, Eap(section, flow, tls), ChallengeStore(context.now), context.logger
    )


class Eap:
    """The login method of [radius_server_eap].

    Args:
        section: the section.
        flow: decides about logins.
        tls: what the tunnels are made with.
    """

    first_stage = AuthStage.PRIMARY

    def __init__(self, section: RadiusServerEapSection, flow: LoginFlow, tls: TlsSettings) -> None:
        self._section = section
        self._flow = flow
        self._tls = tls

    def begin(self, login: RadiusLogin) -> RadiusResult:
        """See `LoginMethod`."""
        whole = PasswordAndFactor(self._flow, self._section.factor_options, AuthStatus.ERROR)
        if EAP_MESSAGE_KEY not in login.request.attributes:
            if not login.password:
                return self._flow.refuse(login.attempt, messages.NO_PASSWORD, AuthStage.PRIMARY)
            return whole.log_in(login, login.password)
        username = login.attempt.credentials.username
        login.attempt.log(f"Creating EAP session for user {username}")
        if self._section.factor_options.allow_concat:
            conversation: OneQuestion | TwoQuestions = OneQuestion(whole)
        else:
            conversation = TwoQuestions(self._flow, whole)
        return self._go_on(EapSession(self._tls, self._section.prompt, conversation), login)

    def _go_on(self, session: EapSession, login: RadiusLogin) -> RadiusResult:
        message = joined_values(login.request.attributes.get(EAP_MESSAGE_KEY, ()))
        match session.handle(login, message):
            case Next(answer):
                return Question(None, partial(self._go_on, session), message_attributes(answer))
            case Succeeded(answer, receive_key, send_key):
                login.attempt.log("Destroying EAP session: Success")
                login.attempt.log("Authentication successful")
                keys = {MPPE_RECEIVE_KEY: (receive_key,), MPPE_SEND_KEY: (send_key,)}
                attributes = {**message_attributes(answer), **keys}
                return AcceptedWith(None, PrimaryResult(accepted=True, message=""), attributes)
            case Destroyed(reason, is_error):
                if is_error:
                    self._flow.note(login.attempt, reason, AuthStage.UNKNOWN, AuthStatus.ERROR)
                login.attempt.log(f"Destroying EAP session: {reason}")
                return RejectedWith(None)
            case NoReply(reason, is_told):
                if not is_told:
                    login.attempt.log(f"no reply: {reason}")
                return Unanswered(reason)


class OneQuestion:
    """The user types password and factor as one.

    Args:
        whole: decides about both.
    """

    def __init__(self, whole: PasswordAndFactor) -> None:
        self._whole = whole

    def answer(self, login: RadiusLogin, typed: str) -> Decision:
        """See `Conversation`."""
        return _decision(self._whole.log_in(login, typed))


class TwoQuestions:
    """The user types the password, and then a factor or a passcode.

    Args:
        flow: decides about logins.
        whole: decides about the factor.
    """

    def __init__(self, flow: LoginFlow, whole: PasswordAndFactor) -> None:
        self._flow = flow
        self._whole = whole
        self._primary: PrimaryResult | None = None
        self._must_enroll = False
        self._prompt = ""

    def answer(self, login: RadiusLogin, typed: str) -> Decision:
        """See `Conversation`."""
        if not typed:
            return Prompt(None)
        if self._primary is None:
            return self._after_password(login, typed)
        if self._must_enroll:
            return Denied()
        return self._after_factor(login, self._primary, typed)

    def _after_password(self, login: RadiusLogin, typed: str) -> Decision:
        generation = self._flow.generation
        primary = self._flow.primary(login.attempt, typed)
        if isinstance(primary, Unanswered):
            return NoReply(primary.reason, is_told=True)
        if not primary.accepted:
            return Denied()
        self._primary = primary
        decision = self._flow.preauth(login.attempt, generation)
        self._flow.record(login.attempt, decision)
        match decision.action:
            case Action.SECOND_FACTOR:
                self._prompt = in_short(decision.factors, without="1")
                return Prompt(self._prompt)
            case Action.ENROLL:
                return self._enroll(decision)
        return _decision(result_of(decision, primary))

    def _enroll(self, decision: FailmodeDecision) -> Decision:
        self._must_enroll = True
        return Prompt(messages.EAP_ENROLL.format(status=decision.message))

    def _after_factor(self, login: RadiusLogin, primary: PrimaryResult, typed: str) -> Decision:
        result = self._whole.second_factor(login, primary, typed, self._flow.generation)
        if not isinstance(result, Rejected):
            return _decision(result)
        if typed.rstrip(string.digits) != _SMS:
            self._note(login, messages.EAP_UNRECOGNIZED_FACTOR)
        elif result.message:
            self._prompt = EAP_SMS_PROMPT.format(status=result.message, prompt=self._prompt)
            return Prompt(self._prompt)
        else:
            self._note(login, messages.EAP_SECOND_FACTOR_FAILED)
        return Denied()

    def _note(self, login: RadiusLogin, text: str) -> None:
        self._flow.note(login.attempt, text, AuthStage.SECONDARY, AuthStatus.REJECT)


def _decision(result: FlowResult) -> Decision:
    match result:
        case Accepted():
            return Admitted()
        case Rejected():
            return Denied()
        case Unanswered(reason):
            return NoReply(reason, is_told=True)
        case Challenged():
            raise NotImplementedError("nobody is asked by an Access-Challenge in a tunnel")
