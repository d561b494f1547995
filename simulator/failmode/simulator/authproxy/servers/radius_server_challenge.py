"""[radius_server_challenge]: after the password an Access-Challenge asks for the factor.

It differs from the other kinds in what is told of a failure after preauth: the text is that of
preauth, and there is none of a timeout.

Source: the Duo Authentication Proxy 4.0.2 (`modules/radius_server_challenge.py`) and 5.0.0 (its
lines 575 to 625 on failures of auth).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from html import escape

from failmode.simulator.authproxy.assumptions import MS_CHAP_NEEDS_RADIUS
from failmode.simulator.authproxy.cfg.sections.base import Factor, FactorOptions
from failmode.simulator.authproxy.cfg.sections.radius_server_kinds import (
    PromptFormat,
    RadiusServerChallengeSection,
)
from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.core.events import AuthStage, AuthStatus
from failmode.simulator.authproxy.core.factors import without_number
from failmode.simulator.authproxy.core.failmode_decision import (
    Action,
    FailmodeDecision,
    Refusal,
    Refusals,
)
from failmode.simulator.authproxy.core.flow import (
    Accepted,
    LoginFlow,
    Rejected,
    Unanswered,
)
from failmode.simulator.authproxy.core.primary import PrimaryResult
from failmode.simulator.authproxy.radius.packets import MAX_VALUE
from failmode.simulator.authproxy.servers.challenges import ChallengeStore
from failmode.simulator.authproxy.servers.ms_chap_login import speaks_ms_chap
from failmode.simulator.authproxy.servers.radius_login import (
    Question,
    RadiusLogin,
    RadiusResponder,
    RadiusResult,
    RejectedWith,
    attributes_of,
    is_password_expired,
    ms_chap_error,
    with_ms_chap_error,
)
from failmode.simulator.authproxy.servers.server import ServerContext

REFUSALS = Refusals(
    preauth=Refusal(messages.PREAUTH_FAILED, AuthStatus.ERROR),
    auth=Refusal(messages.PREAUTH_FAILED, AuthStatus.REJECT),
    auth_timeout=Refusal(messages.PREAUTH_FAILED, AuthStatus.REJECT),
)
"""How this kind of server refuses where a call to Duo failed."""

_SMS_REFRESH = re.compile(r"sms\d+")


def challenging_responder(
    section: RadiusServerChallengeSection, context: ServerContext
) -> RadiusResponder:
    """Make the responder of a section."""
    flow = context.login_flow(
        section,
        FactorOptions(),
        context.primary(section.client),
        exempt_usernames=section.exempt_usernames,
        can_challenge=True,
        refusals=REFUSALS,
    )
    method = ChallengedFactor(section, flow)
    return RadiusResponder(section, flow, method, ChallengeStore(context.now), context.logger)


@dataclass(frozen=True, slots=True)
class FactorChoice:
    """The challenge that asks for a factor or a passcode.

    Attributes:
        first: the request that it answers.
        primary: what primary authentication came to; None: it comes after Duo, to change the
            password.
        factors: what a number means.
        prompt: the question.
    """

    first: RadiusLogin
    primary: PrimaryResult | None
    factors: Mapping[str, object]
    prompt: str


class ChallengedFactor:
    """The login method of [radius_server_challenge].

    Args:
        section: how the questions are worded.
        flow: decides about logins.
    """

    first_stage = AuthStage.PRIMARY

    def __init__(self, section: RadiusServerChallengeSection, flow: LoginFlow) -> None:
        self._section = section
        self._flow = flow

    def begin(self, login: RadiusLogin) -> RadiusResult:
        """See `LoginMethod`."""
        if login.is_ms_chap and not speaks_ms_chap(self._section.client):
            message = MS_CHAP_NEEDS_RADIUS.format(client=self._section.client.name)
            return with_ms_chap_error(self._flow.refuse(login.attempt, message, AuthStage.PRIMARY))
        if login.changes_password:
            decision = self._flow.preauth(login.attempt, self._flow.generation)
            return self._before_primary(login, decision)
        if login.password is None and not login.is_ms_chap:
            return self._flow.refuse(
                login.attempt, messages.NO_PASSWORD_OR_CHAP2, AuthStage.PRIMARY
            )
        return self._log_in(login)

    def _log_in(self, login: RadiusLogin) -> RadiusResult:
        generation = self._flow.generation
        primary = self._flow.primary(login.attempt)
        if isinstance(primary, Unanswered):
            return primary
        if primary.accepted:
            decision = self._flow.preauth(login.attempt, generation)
            return self._after_primary(login, decision, primary)
        if is_password_expired(primary):
            decision = self._flow.preauth(login.attempt, generation)
            return self._after_expired(login, decision, primary)
        return RejectedWith(primary.message, primary, attributes_of(primary))

    def _after_primary(
        self, login: RadiusLogin, decision: FailmodeDecision, primary: PrimaryResult
    ) -> RadiusResult:
        match decision.action:
            case Action.SECOND_FACTOR:
                return self._ask(login, decision, primary)
            case Action.ENROLL if self._section.enroll_challenge:
                return Question(decision.message or "", self._enroll)
        self._flow.record(login.attempt, decision)
        match decision.action:
            case Action.ACCEPT:
                return Accepted(decision.message, primary)
            case Action.NO_REPLY:
                return Unanswered(decision.reason)
        refused = Rejected(decision.message)
        return with_ms_chap_error(refused) if login.is_ms_chap else refused

    def _after_expired(
        self, login: RadiusLogin, decision: FailmodeDecision, primary: PrimaryResult
    ) -> RadiusResult:
        """Keep a user whom Duo refuses from being asked for a new password."""
        if decision.action in (Action.ACCEPT, Action.SECOND_FACTOR):
            return RejectedWith(primary.message, primary, attributes_of(primary))
        if decision.action is Action.REJECT:
            decision = replace(decision, event=AuthStatus.REJECT)
            self._flow.record(login.attempt, decision)
            return RejectedWith(None, attributes=ms_chap_error())
        return self._before_primary(login, decision)

    def _before_primary(self, login: RadiusLogin, decision: FailmodeDecision) -> RadiusResult:
        """Go on with a request to change the password."""
        match decision.action:
            case Action.ACCEPT:
                return self._proxied(login)
            case Action.SECOND_FACTOR:
                return self._ask(login, decision, None)
            case Action.NO_REPLY:
                self._flow.record(login.attempt, decision)
                return Unanswered(decision.reason)
        self._flow.record(login.attempt, replace(decision, event=AuthStatus.REJECT))
        if decision.action is Action.ENROLL and self._section.enroll_challenge:
            return Question(decision.message or "", self._enroll)
        return RejectedWith(decision.message, attributes=ms_chap_error())

    def _ask(
        self, login: RadiusLogin, decision: FailmodeDecision, primary: PrimaryResult | None
    ) -> RadiusResult:
        if not isinstance(decision.prompt, str):
            login.attempt.log("no reply: Duo's prompt is no text")
            return Unanswered("Duo's prompt is no text")
        prompt = worded(self._section.prompt_format, decision.prompt, decision.factors)
        question = FactorChoice(login, primary, decision.factors, prompt)
        return Question(prompt, partial(self._answered, question))

    def _enroll(self, login: RadiusLogin) -> RadiusResult:
        """Refuse whatever is answered to a user who has to enroll."""
        refused = self._flow.refuse(
            login.attempt,
            messages.ENROLL_AND_LOG_IN_AGAIN,
            AuthStage.SECONDARY,
            status=AuthStatus.REJECT,
        )
        return with_ms_chap_error(refused) if login.is_ms_chap else refused

    def _answered(self, question: FactorChoice, login: RadiusLogin) -> RadiusResult:
        typed = login.password or ""
        choice = str(question.factors.get(typed, typed))
        decision = self._flow.auth(login.attempt, choice, self._flow.generation)
        if decision.action is Action.NO_REPLY:
            self._flow.record(login.attempt, decision)
            return Unanswered(decision.reason)
        if decision.result and _SMS_REFRESH.match(choice):
            login.attempt.log("Re-sending challenge after sms refresh")
            return Question(question.prompt, partial(self._answered, question))
        if decision.result or question.primary is not None or decision.action is Action.REJECT:
            self._flow.record(login.attempt, decision, choice if _is_factor(choice) else None)
        if decision.action is Action.ACCEPT:
            if question.primary is None:
                return self._proxied(question.first)
            return Accepted(decision.message, question.primary)
        attributes = {} if decision.result else dict(attributes_of(question.primary))
        if question.first.is_ms_chap:
            attributes.update(ms_chap_error())
        return RejectedWith(decision.message, attributes=attributes)

    def _proxied(self, login: RadiusLogin) -> RadiusResult:
        """Have the primary server decide, after Duo."""
        primary = self._flow.primary(login.attempt)
        if isinstance(primary, Unanswered):
            return primary
        if primary.accepted:
            return Accepted(primary.message, primary)
        return RejectedWith(primary.message, primary, attributes_of(primary))


def worded(prompt_format: PromptFormat, prompt: str, factors: Mapping[str, object]) -> str:
    """Word the question for a factor; what does not fit into one attribute is put in short.

    Args:
        prompt_format: the section's.
        prompt: Duo's own words.
        factors: what the user can use, by number.
    """
    text = prompt
    if prompt_format is PromptFormat.HTML:
        text = "<br>".join(escape(line.strip(), quote=False) for line in prompt.splitlines())
    if prompt_format is PromptFormat.SHORT or len(text) > MAX_VALUE:
        return in_short(factors)
    return text


def in_short(factors: Mapping[str, object], *, without: str = "") -> str:
    """Word the question for a factor in the product's short form.

    Args:
        factors: what the user can use, by number.
        without: characters that the end of a factor's name is told without.
    """
    if not factors:
        return messages.ENTER_PASSCODE
    names = ", ".join(
        f"'{str(factors[key]).rstrip(without)}'" for key in sorted(factors) if key != "default"
    )
    text = messages.CHOOSE_FACTOR.format(factors=names)
    return messages.CHOOSE_ANY_FACTOR if len(text) > MAX_VALUE else text


def _is_factor(choice: str) -> bool:
    """Tell a factor, which may be logged, from a passcode, which may not."""
    return without_number(choice) in set(Factor)
