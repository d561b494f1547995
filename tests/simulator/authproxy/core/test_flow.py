"""The flow of a login without any wire protocol before it: what it comes to, and what is noted."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest

from failmode.simulator.authproxy.cfg.sections.base import (
    DuoApi,
    Factor,
    FactorOptions,
    LoginServerSection,
)
from failmode.simulator.authproxy.cfg.sections.duo_only import DuoOnlyClientSection
from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.core.duo_client import DuoClient
from failmode.simulator.authproxy.core.events import AuthEventLog, AuthStage, AuthStatus
from failmode.simulator.authproxy.core.flow import (
    Accepted,
    Challenged,
    FlowResult,
    LoginAttempt,
    LoginFlow,
    Rejected,
    Unanswered,
)
from failmode.simulator.authproxy.core.primary import (
    Credentials,
    PrimaryError,
    PrimaryResult,
    UnexpectedAnswerError,
)
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.terms.logins import Failmode
from failmode.terms.stages import Stage
from tests.simulator.authproxy.stack import API_HOST, IKEY, PASSWORD, SKEY, Stack, running

RIGHT = PrimaryResult(accepted=True, message="right")
WRONG = PrimaryResult(accepted=False, message="wrong")
SECTION = LoginServerSection(
    name="some_server",
    api=DuoApi(ikey=IKEY, skey=SKEY, api_host=API_HOST),
    client=DuoOnlyClientSection(name="some_client"),
)


@dataclass(frozen=True, slots=True)
class Primary:
    """A primary authenticator with one password, or one that fails."""

    failure: Exception | None = None

    def authenticate(self, credentials: Credentials) -> PrimaryResult:
        """Compare the password, unless the primary server is to fail."""
        if self.failure is not None:
            raise self.failure
        return RIGHT if credentials.password == PASSWORD else WRONG


@dataclass(frozen=True, slots=True)
class Flow:
    """A flow, and what it notes."""

    flow: LoginFlow
    events: AuthEventLog
    log: list[str]

    def attempt(self, username: str | None = "alice", password: str = PASSWORD) -> LoginAttempt:
        """Make an attempt to log in."""
        return LoginAttempt(Credentials(username, password, "192.0.2.7"), self.log.append)

    def log_in(self, username: str = "alice", password: str = PASSWORD) -> FlowResult:
        """Log in from the start."""
        return self.flow.log_in(self.attempt(username, password))

    def recorded(self) -> list[tuple[AuthStage, AuthStatus]]:
        """Return stage and status of each event."""
        return [(event.auth_stage, event.status) for event in self.events.events()]


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Start the stack once for this module."""
    with running(tmp_path_factory.mktemp("ca")) as stack:
        yield stack


@pytest.fixture
def stack(started: Stack) -> Iterator[Stack]:
    """Give the stack, without faults before and after."""
    started.reset()
    yield started
    started.reset()


def flow(
    stack: Stack,
    options: FactorOptions | None = None,
    *,
    primary: Primary | None = None,
    failmode: Failmode = Failmode.OPEN,
    exempt: tuple[str, ...] = (),
    can_challenge: bool = True,
    generation: Callable[[], int] = int,
) -> Flow:
    """Make a flow that asks the stack's Duo."""
    events = AuthEventLog()
    section = replace(SECTION, failmode=failmode)
    duo = DuoClient(section.api, stack.network, "test", ca_file=stack.ca_file)
    made = LoginFlow(
        section,
        options or FactorOptions(),
        primary or Primary(),
        duo,
        events=events,
        now=stack.clock.now,
        exempt_usernames=exempt,
        generation=generation,
        can_challenge=can_challenge,
    )
    return Flow(made, events, [])


def test_a_user_is_let_in_with_what_the_primary_server_said(stack: Stack) -> None:
    tried = flow(stack)
    assert tried.log_in() == Accepted("Success. Logging you in...", RIGHT)
    assert tried.recorded() == [
        (AuthStage.PRIMARY, AuthStatus.ALLOW),
        (AuthStage.SECONDARY, AuthStatus.ALLOW),
    ]
    assert {event.server_section for event in tried.events.events()} == {"some_server"}


@pytest.mark.parametrize(("replaced_at", "asked"), [(1, []), (2, ["preauth"])])
def test_a_login_does_not_go_on_in_data_that_have_replaced_its_own(
    stack: Stack, replaced_at: int, asked: list[str]
) -> None:
    looks = itertools.count()

    def generation() -> int:
        return int(next(looks) >= replaced_at)

    result = flow(stack, generation=generation).log_in()

    assert isinstance(result, Unanswered)
    assert "replaced" in result.reason
    assert [one.operation for one in stack.journal.query()] == asked


def test_a_wrong_password_ends_the_login_before_duo(stack: Stack) -> None:
    tried = flow(stack)
    assert tried.log_in(password="other") == Rejected("wrong", WRONG)
    assert tried.recorded() == [(AuthStage.PRIMARY, AuthStatus.REJECT)]
    assert stack.stages() == []


def test_the_factor_behind_the_password_is_used(stack: Stack) -> None:
    assert flow(stack).log_in(password=f"{PASSWORD},phone") == Accepted(
        "Success. Logging you in...", RIGHT
    )
    _, auth = stack.journal.query(vendor="duo")
    assert "auto=phone" in auth.request_body


@pytest.mark.parametrize(
    ("failmode", "expected"),
    [
        (Failmode.OPEN, Accepted(messages.FAIL_OPEN, RIGHT)),
        (Failmode.CLOSED, Rejected(messages.PREAUTH_FAILED)),
    ],
)
def test_failmode_decides_when_preauth_cannot_be_asked(
    stack: Stack, failmode: Failmode, expected: FlowResult
) -> None:
    stack.rules.add(Rule("duo", ConnectionRefused(), stage=Stage.PREAUTH))
    assert flow(stack, failmode=failmode).log_in() == expected


def test_failmode_does_not_decide_when_auth_cannot_be_asked(stack: Stack) -> None:
    stack.rules.add(Rule("duo", ConnectionRefused(), stage=Stage.AUTH))
    assert flow(stack).log_in() == Rejected(messages.AUTH_FAILED)


def test_an_exempt_user_is_let_in_without_duo(stack: Stack) -> None:
    assert flow(stack, exempt=("alice",)).log_in() == Accepted(messages.EXEMPT, RIGHT)
    refused = flow(stack, exempt=("alice",)).log_in(password="other")
    assert refused == Rejected("wrong", WRONG)
    assert stack.stages() == []


def test_who_is_exempt_is_known_by_the_very_name(stack: Stack) -> None:
    for exempt, username in (("Alice", "alice"), ("alice", "ALICE"), ("ali", "alice")):
        flow(stack, exempt=(exempt,)).log_in(username)
    assert stack.stages() == ["preauth", "auth"] * 3


def test_a_passcode_is_asked_for_where_the_clients_can_be_asked(stack: Stack) -> None:
    only_passcodes = FactorOptions(factors=(Factor.PASSCODE,))
    asked = flow(stack, only_passcodes)
    assert asked.log_in() == Challenged(messages.ENTER_PASSCODE, RIGHT)
    refused = flow(stack, only_passcodes, can_challenge=False)
    assert refused.log_in() == Rejected(messages.NO_USABLE_FACTOR)
    assert stack.stages() == ["preauth", "preauth"]


def test_the_answer_to_a_challenge_needs_no_primary_server(stack: Stack) -> None:
    tried = flow(stack, primary=Primary(AssertionError("the primary server was asked")))
    result = tried.flow.second_factor(tried.attempt(), RIGHT, "000000")
    assert isinstance(result, Rejected)
    assert stack.stages() == ["preauth", "auth"]


def test_a_primary_server_that_cannot_be_asked_is_a_reject_that_says_so(stack: Stack) -> None:
    tried = flow(stack, primary=Primary(PrimaryError("no route")))
    text = messages.PRIMARY_ERROR.format(reason="no route")
    assert tried.log_in() == Rejected(text, PrimaryResult(accepted=False, message=text))
    assert tried.recorded() == [(AuthStage.PRIMARY, AuthStatus.ERROR)]


def test_what_the_product_cannot_handle_is_unanswered_and_logged(stack: Stack) -> None:
    tried = flow(stack, primary=Primary(UnexpectedAnswerError("neither yes nor no")))
    assert tried.log_in() == Unanswered("neither yes nor no")
    assert tried.log == ["no reply: neither yes nor no"]
    assert tried.recorded() == []


def test_a_failure_of_our_own_is_never_an_answer(stack: Stack) -> None:
    with pytest.raises(ZeroDivisionError):
        flow(stack, primary=Primary(ZeroDivisionError())).log_in()


def test_a_refusal_is_logged_and_recorded_once(stack: Stack) -> None:
    tried = flow(stack)
    refused = tried.flow.refuse(
        tried.attempt(None), messages.NO_USERNAME, AuthStage.PRIMARY, event_message="nobody"
    )
    assert refused == Rejected(messages.NO_USERNAME)
    assert tried.log == ["nobody"]
    (event,) = tried.events.events()
    assert (event.msg, event.username, event.status) == ("nobody", None, AuthStatus.ERROR)
