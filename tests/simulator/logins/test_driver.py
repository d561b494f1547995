"""The one way of trying a login: deadlines, places, and what client and cloud say together."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import pytest

from failmode.simulator.edge.journal.journal import Journal
from failmode.simulator.endpoints.assumptions import Assumption
from failmode.simulator.endpoints.trace import Step
from failmode.simulator.errors import ConfigError
from failmode.simulator.logins.client import ClientResult
from failmode.simulator.logins.driver import MAX_CONCURRENT, LoginDriver
from failmode.simulator.logins.errors import (
    InvalidLoginRequestError,
    LostRecordError,
    TooManyLoginsError,
)
from failmode.simulator.logins.requests import LoginRequest, LoginResult
from failmode.simulator.runtime import Simulator, SimulatorConfig
from failmode.terms.logins import Admission, Failmode, Verdict
from tests.patience import PATIENT_SECONDS, wait_until, with_time_enough

KNOCK = Step("knock", "the door", "hello", "")


@dataclass(frozen=True)
class Client:
    """A client that does what it is told to."""

    result: ClientResult | Exception
    cloud_peer: str | None = None
    assumed_timeout: Assumption | None = None
    may_end: threading.Event = field(default_factory=threading.Event)
    began: threading.Event = field(default_factory=threading.Event)
    settings: Mapping[str, str] = field(default_factory=lambda: {"skey": "***"})

    def log_in(
        self,
        username: str,
        password: str,
        *,
        deadline_seconds: float,
        watch: Callable[[Step], None],
    ) -> ClientResult:
        """Knock, wait until it may end, and come to the result."""
        del username, password, deadline_seconds
        watch(KNOCK)
        self.began.set()
        self.may_end.wait()
        if isinstance(self.result, Exception):
            raise self.result
        return self.result


def client(result: ClientResult | Exception, *, ends: bool = True) -> Client:
    """Make a client, which hangs unless it `ends`."""
    made = Client(result)
    if ends:
        made.may_end.set()
    return made


LET_IN = ClientResult(
    Admission.BY_DUO, "it says so", second_factor=True, message="Hello", steps=(KNOCK,)
)


@pytest.fixture
def driver() -> LoginDriver:
    """Make a driver before which nobody ever asks Duo."""
    return LoginDriver(Journal(10))


def test_a_client_that_says_duo_let_in_while_duo_was_not_asked_has_failed_open(
    driver: LoginDriver,
) -> None:
    result = driver.log_in(LoginRequest(client(LET_IN), "alice", "secret"))
    assert (result.verdict, result.second_factor) == (Verdict.FAILED_OPEN, False)
    assert "Duo's cloud never let the user in" in result.reason


def test_the_result_tells_steps_settings_and_the_verdict_last(driver: LoginDriver) -> None:
    refused = replace(LET_IN, admission=Admission.REFUSED, reason="no", answer="Access-Reject")
    result = driver.log_in(LoginRequest(client(refused), "alice", "secret"))
    assert result.steps == (KNOCK, Step("verdict", "", "no", "denied"))
    assert (result.message, result.answer) == ("Hello", "Access-Reject")
    assert result.settings == {"skey": "***"}
    assert result.second_factor is False


def test_a_login_past_its_deadline_is_hung_and_tells_the_steps_so_far(driver: LoginDriver) -> None:
    def attempt(seconds: float) -> LoginResult:
        hanging = client(LET_IN, ends=False)
        request = LoginRequest(hanging, "alice", "secret", deadline_seconds=seconds)
        result = driver.log_in(request)
        hanging.may_end.set()
        return result

    result = with_time_enough(attempt, lambda one: KNOCK in one.steps, seconds=0.05)

    assert (result.verdict, result.message, result.answer) == (Verdict.HUNG, "", "")
    assert result.steps == (KNOCK, Step("verdict", "", result.reason, "hung"))
    assert re.fullmatch(r"no verdict within [\d.]+ s", result.reason)
    assert result.assumed is None


def test_an_assumed_verdict_says_so_before_the_reason(driver: LoginDriver) -> None:
    assumption = Assumption("what Knocker does on silence", "as doors do")
    refused = replace(LET_IN, admission=Admission.REFUSED, reason="no", assumed=assumption)
    result = driver.log_in(LoginRequest(client(refused), "alice", "secret"))
    assert result.assumed == assumption
    assert result.reason == "no"
    assert result.explanation == ("assumed: nobody has documented what Knocker does on silence; no")
    assert result.steps[-1] == Step("verdict", "", result.explanation, "denied")


def test_a_login_that_hangs_rests_on_how_long_the_client_waits(driver: LoginDriver) -> None:
    timeout = Assumption("how long Knocker waits", "as long as it is told")
    hanging = replace(client(LET_IN, ends=False), assumed_timeout=timeout)
    result = driver.log_in(LoginRequest(hanging, "alice", "secret", deadline_seconds=0.05))
    hanging.may_end.set()
    assert (result.verdict, result.assumed) == (Verdict.HUNG, timeout)


def test_a_client_without_an_answer_is_hung(driver: LoginDriver) -> None:
    unanswered = client(ClientResult(None, "no answer"))
    assert driver.log_in(LoginRequest(unanswered, "a", "b")).verdict is Verdict.HUNG


def test_a_hanging_login_keeps_its_place_until_it_lets_go() -> None:
    def attempt(seconds: float) -> tuple[LoginDriver, list[Client]]:
        driver = LoginDriver(Journal(10))
        hanging = [client(LET_IN, ends=False) for _ in range(MAX_CONCURRENT)]
        for one in hanging:
            request = LoginRequest(one, "alice", "secret", deadline_seconds=seconds)
            assert driver.log_in(request).verdict is Verdict.HUNG
        return driver, hanging

    def all_have_begun(came_to: tuple[LoginDriver, list[Client]]) -> bool:
        return all(one.began.is_set() for one in came_to[1])

    # A login whose time was up before its client began has let go.
    driver, hanging = with_time_enough(attempt, all_have_begun, seconds=0.05)

    def has_a_place() -> bool:
        try:
            result = driver.log_in(LoginRequest(client(LET_IN), "alice", "secret"))
        except TooManyLoginsError:
            return False
        assert result.verdict is Verdict.FAILED_OPEN
        return True

    with pytest.raises(TooManyLoginsError, match="8 logins are under way"):
        driver.log_in(LoginRequest(client(LET_IN), "alice", "secret"))
    hanging[0].may_end.set()
    wait_until(has_a_place, "no place came back")
    for one in hanging:
        one.may_end.set()


def test_what_goes_wrong_in_a_client_is_raised_and_its_place_comes_back(
    driver: LoginDriver,
) -> None:
    broken = client(ConfigError("the registry is empty", "Install first"))
    for _ in range(MAX_CONCURRENT + 1):
        with pytest.raises(ConfigError, match="the registry is empty"):
            driver.log_in(LoginRequest(broken, "alice", "secret"))


@pytest.mark.parametrize(
    ("username", "password", "complaint"),
    [
        ("", "secret", "username is empty"),
        ("\ud800", "secret", "username has half of a surrogate pair at character 1"),
        ("alice", "se\udfff", "password has half of a surrogate pair at character 3"),
    ],
)
def test_a_request_that_nobody_can_carry_out_is_refused(
    driver: LoginDriver, username: str, password: str, complaint: str
) -> None:
    with pytest.raises(InvalidLoginRequestError, match=complaint):
        driver.log_in(LoginRequest(client(LET_IN), username, password))


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    """One simulator, whose cloud alice's phone approves at."""
    with Simulator() as running:
        yield running


@pytest.mark.parametrize("typed", ["alice", r"EXAMPLE\alice", "alice@example.test", "ALICE"])
def test_the_cloud_is_asked_about_the_user_in_whatever_form_the_name_is_typed(
    simulator: Simulator, typed: str
) -> None:
    clients = simulator.logins.clients
    computer = clients.client("windows-server", Failmode.CLOSED)
    request = LoginRequest(computer, typed, clients.password(typed))
    assert simulator.logins.driver.log_in(request).verdict is Verdict.ALLOWED


def test_what_the_journal_has_lost_is_never_taken_for_a_login_without_duo() -> None:
    with Simulator(SimulatorConfig(journal_capacity=1)) as simulator:
        clients, driver = simulator.logins.clients, simulator.logins.driver
        pretending = client(LET_IN, ends=False)
        with ThreadPoolExecutor(1) as pool:
            pretended = pool.submit(driver.log_in, LoginRequest(pretending, "bob", "secret"))
            assert pretending.began.wait(PATIENT_SECONDS)
            computer = clients.client("macos", Failmode.CLOSED)
            driver.log_in(LoginRequest(computer, "alice", clients.password("alice")))
            pretending.may_end.set()
            with pytest.raises(LostRecordError, match="larger journal"):
                pretended.result()


def test_what_the_cloud_says_about_another_user_meanwhile_does_not_count(
    simulator: Simulator,
) -> None:
    clients, driver = simulator.logins.clients, simulator.logins.driver
    pretending = client(LET_IN, ends=False)
    with ThreadPoolExecutor(1) as pool:
        pretended = pool.submit(driver.log_in, LoginRequest(pretending, "bob", "secret"))
        assert pretending.began.wait(PATIENT_SECONDS)
        computer = clients.client("macos", Failmode.CLOSED)
        request = LoginRequest(computer, "alice", clients.password("alice"))
        assert driver.log_in(request).verdict is Verdict.ALLOWED
        pretending.may_end.set()
        assert pretended.result().verdict is Verdict.FAILED_OPEN
