"""What breaks inside a running simulator: no answer of Duo, no verdict, and never an accept."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import cast

import httpx
import pytest

from failmode.simulator.duo.auth.requests import PreauthAnswer, PreauthRequest
from failmode.simulator.duo.directory.records import Integration
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.journal.journal import Exchange
from failmode.simulator.endpoints.trace import Step
from failmode.simulator.internal_failures import InternalFailureError
from failmode.simulator.logins.client import ClientResult, LoginClient
from failmode.simulator.logins.errors import DataReplacedError
from failmode.simulator.logins.requests import LoginRequest
from failmode.simulator.network import Unreachable
from failmode.simulator.runtime import ProxySettings, Simulator, SimulatorConfig
from failmode.simulator.sockets import ClientLoop, Connection
from failmode.terms import Failmode, Stage, Verdict
from tests.patience import PATIENT_SECONDS, wait_until, with_time_enough
from tests.simulator.authproxy.sender import RadiusSender
from tests.simulator.control.api import DescribedApi
from tests.simulator.duo.caller import DuoCaller

COMPUTERS = ("windows-workstation", "windows-server", "macos")
CLIENTS = (*COMPUTERS, "radius", "ldap")
SECONDS = PATIENT_SECONDS


@pytest.fixture(scope="module")
def simulator_config() -> SimulatorConfig:
    """Configure the module's simulator: its proxy fails open, as the product does by default."""
    return SimulatorConfig(proxy=ProxySettings(enabled=True, failmode=Failmode.OPEN))


@pytest.fixture
def api(simulator: Simulator) -> Iterator[DescribedApi]:
    api = DescribedApi(simulator)
    yield api
    api.close()


@pytest.fixture(params=["preauth", "auth"])
def broken_stage(
    request: pytest.FixtureRequest, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> str:
    """Let the simulated cloud break at a stage of every login."""

    def breaks(*_: object) -> None:
        raise ArithmeticError("the cloud's own mistake")

    monkeypatch.setattr(simulator.duo.authentication, request.param, breaks)
    return str(request.param)


def send(simulator: Simulator, username: str, seconds: float = 1.0) -> str | None:
    """Send one Access-Request; return the code of the reply."""
    return RadiusSender(simulator).send(username, seconds)


@pytest.mark.usefixtures("broken_stage")
@pytest.mark.parametrize("username", ["alice", "bob"])
@pytest.mark.parametrize("client", CLIENTS)
def test_there_is_no_verdict_where_the_simulator_itself_failed(
    api: DescribedApi, client: str, username: str
) -> None:
    failmode = {"failmode": "open"} if client in COMPUTERS else {}

    refusal = api.refused(
        "POST", "/_sim/logins", json={"client": client, "username": username, **failmode}
    )

    assert (refusal["status"], refusal["code"]) == ("500", "internal-failure")
    assert refusal["message"].startswith("no verdict: the simulator itself failed, duo: ")


@pytest.mark.parametrize("username", ["alice", "bob"])
def test_the_proxy_sends_nothing_and_logs_whose_failure_it_was(
    simulator: Simulator,
    broken_stage: str,
    username: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert send(simulator, username) is None

    told = f"no reply: the simulator itself failed, duo: {broken_stage}"
    wait_until(lambda: told in caplog.text, "the log does not tell it")
    lines = [one.message for one in caplog.records if one.name == "failmode.simulator.authproxy"]
    assert told in lines[-1]


def test_the_exchange_and_health_tell_an_internal_failure(
    simulator: Simulator, api: DescribedApi, broken_stage: str
) -> None:
    before = api.ok("GET", "/_sim/health")["internal_failures"]["count"]
    send(simulator, "alice")

    def broken() -> list[Exchange]:
        return [one for one in simulator.journal.query() if one.internal_failure]

    wait_until(lambda: bool(broken()), "no exchange tells it")
    (exchange,) = broken()
    assert (exchange.stage, exchange.user, exchange.status) == (broken_stage, "alice", None)
    told = api.ok("GET", "/_sim/health")
    assert told["status"] == "ok"
    assert told["internal_failures"]["count"] == before + 1
    last = told["internal_failures"]["last"]
    assert (last["where"], last["reason"]) == (f"duo: {broken_stage}", "ArithmeticError")


@pytest.mark.parametrize("client", COMPUTERS)
def test_a_computer_that_has_no_descriptors_left_does_not_fail_open(
    simulator: Simulator, client: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> Connection:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    logins = simulator.logins
    request = LoginRequest(
        logins.clients.client(client, Failmode.OPEN), "bob", password(simulator, "bob")
    )
    monkeypatch.setattr(ClientLoop, "connect", fail)

    with pytest.raises(InternalFailureError, match="ulimit -n"):
        logins.driver.log_in(request)


def test_a_proxy_that_has_no_descriptors_left_sends_nothing(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> Connection:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    monkeypatch.setattr(ClientLoop, "connect", fail)

    assert send(simulator, "bob") is None


def test_a_primary_server_that_cannot_read_its_users_rejects_nobody(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> str:
        raise LookupError

    password_of_alice = simulator.credentials.user("alice").password
    request = LoginRequest(simulator.logins.clients.client("radius"), "alice", password_of_alice)
    monkeypatch.setattr(type(simulator.primary), "__getitem__", broken)

    with pytest.raises(InternalFailureError, match="the built-in primary server"):
        simulator.logins.driver.log_in(request)


def test_ninjaone_s_edge_closes_the_connection_of_a_request_that_broke(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise ArithmeticError

    monkeypatch.setattr(simulator.ninjaone, "read", breaks)
    monkeypatch.setattr(simulator.ninjaone, "write", breaks, raising=False)
    url = f"{simulator.addresses.ninjaone.url}/v2/organizations"
    with (
        httpx.Client(verify=False, timeout=PATIENT_SECONDS) as client,  # noqa: S501 - our own certificate
        pytest.raises(httpx.RemoteProtocolError),
    ):
        client.get(url, headers={"Authorization": "Bearer x"})


def password(simulator: Simulator, username: str) -> str:
    return simulator.credentials.user(username).password


@pytest.mark.parametrize("act", ["reset", "seed", "restore"])
@pytest.mark.parametrize("client", CLIENTS)
def test_a_login_that_waits_while_the_data_are_replaced_has_no_verdict(
    simulator: Simulator, api: DescribedApi, client: str, act: str
) -> None:
    body = {"client": client, "username": "carol"}
    with ThreadPoolExecutor(1) as pool:
        login = pool.submit(api.refused, "POST", "/_sim/logins", json=body)
        wait_for_push(simulator, "carol")
        replace_data(simulator, act)
        refusal = login.result(SECONDS)

    assert (refusal["status"], refusal["code"]) == ("409", "conflict")
    assert "the simulator's data were replaced" in refusal["message"]


@pytest.mark.parametrize("act", ["reset", "seed", "restore"])
def test_radius_refuses_whom_it_waited_for_while_the_data_are_replaced(
    simulator: Simulator, act: str
) -> None:
    with ThreadPoolExecutor(1) as pool:
        login = pool.submit(send, simulator, "carol", SECONDS)
        wait_for_push(simulator, "carol")
        replace_data(simulator, act)
        assert login.result(SECONDS) == "Access-Reject"


class HeldClient:
    """A client whose login stands still before one of its steps, until it is let go."""

    def __init__(self, client: LoginClient, before: str) -> None:
        self._client = client
        self._before = before
        self.stands_still = threading.Event()
        self.may_go_on = threading.Event()
        self.has_ended = threading.Event()

    def __getattr__(self, name: str) -> object:
        return getattr(self._client, name)

    def log_in(
        self,
        username: str,
        password: str,
        *,
        deadline_seconds: float,
        watch: Callable[[Step], None],
    ) -> ClientResult:
        """Log in as the client does, but for the pause."""

        def held(step: Step) -> None:
            if self._before in str(step) and not self.stands_still.is_set():
                self.stands_still.set()
                self.may_go_on.wait(2 * SECONDS)
            watch(step)

        try:
            return self._client.log_in(
                username, password, deadline_seconds=deadline_seconds, watch=held
            )
        finally:
            self.has_ended.set()


BEFORE_A_REQUEST = (
    *((client, "primary password") for client in COMPUTERS),
    *((client, "preauth") for client in COMPUTERS),
    ("radius", "Access-Request"),
    ("ldap", "bind as uid=alice"),
)


def replaced_after_it_was_given_up(simulator: Simulator, client: str, step: str) -> HeldClient:
    def attempt(seconds: float) -> HeldClient:
        held = HeldClient(simulator.logins.clients.client(client), step)
        request = LoginRequest(
            cast("LoginClient", held), "alice", password(simulator, "alice"), seconds
        )
        assert simulator.logins.driver.log_in(request).verdict is Verdict.HUNG
        return held

    held = with_time_enough(attempt, lambda one: one.stands_still.is_set(), seconds=0.2)
    assert held.stands_still.is_set()
    simulator.reset()
    return held


def replaced_while_it_was_waited_for(simulator: Simulator, client: str, step: str) -> HeldClient:
    held = HeldClient(simulator.logins.clients.client(client), step)
    request = LoginRequest(
        cast("LoginClient", held), "alice", password(simulator, "alice"), 2 * SECONDS
    )
    with ThreadPoolExecutor(1) as pool:
        login = pool.submit(simulator.logins.driver.log_in, request)
        assert held.stands_still.wait(SECONDS)
        simulator.reset()
        with pytest.raises(DataReplacedError):
            login.result(SECONDS)
    return held


@pytest.mark.parametrize(
    "replaced", [replaced_after_it_was_given_up, replaced_while_it_was_waited_for]
)
@pytest.mark.parametrize(("client", "step"), BEFORE_A_REQUEST)
def test_a_login_of_earlier_data_writes_nothing_into_those_that_follow(
    simulator: Simulator,
    client: str,
    step: str,
    replaced: Callable[[Simulator, str, str], HeldClient],
) -> None:
    held = replaced(simulator, client, step)
    held.may_go_on.set()
    assert held.has_ended.wait(SECONDS)

    assert simulator.journal.query() == ()
    assert simulator.duo.transactions.all() == ()


@pytest.mark.parametrize(
    ("client", "step"), [("macos", "primary password"), ("radius", "Access-Request")]
)
def test_a_login_of_another_user_has_its_verdict_all_the_same(
    simulator: Simulator, client: str, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = simulator.duo.authentication.preauth

    def breaks_for_bob(integration: Integration, request: PreauthRequest) -> PreauthAnswer:
        if getattr(request.user, "username", None) == "bob":
            raise ArithmeticError
        return right(integration, request)

    monkeypatch.setattr(simulator.duo.authentication, "preauth", breaks_for_bob)
    held = HeldClient(simulator.logins.clients.client(client), step)
    request = LoginRequest(
        cast("LoginClient", held), "alice", password(simulator, "alice"), SECONDS
    )
    with ThreadPoolExecutor(1) as pool:
        login = pool.submit(simulator.logins.driver.log_in, request)
        assert held.stands_still.wait(SECONDS)
        before = simulator.journal.failures.count
        assert send(simulator, "bob") is None
        wait_until(lambda: simulator.journal.failures.count > before, "no failure is recorded")
        held.may_go_on.set()
        assert login.result(SECONDS).verdict is Verdict.ALLOWED


def test_a_request_that_a_rule_delayed_does_not_reach_data_that_followed(
    simulator: Simulator,
) -> None:
    snapshot = simulator.control.snapshot()
    rule = simulator.rules.add(Rule(vendor="duo", delay_seconds=SECONDS, stage=Stage.AUTH))
    with ThreadPoolExecutor(1) as pool:
        login = pool.submit(send, simulator, "alice", SECONDS)
        wait_until(lambda: simulator.rules.states()[0].hits > 0, "the request comes")
        # The other data are there before the request can go on.
        simulator.control.restore(snapshot)
        simulator.rules.remove(rule.id)
        assert login.result(SECONDS) == "Access-Reject"

    assert simulator.duo.transactions.all() == ()
    assert simulator.journal.query(operation="auth") == ()


def test_a_request_that_a_rule_delayed_ends_with_the_reset_that_removes_the_rule(
    simulator: Simulator,
) -> None:
    simulator.rules.add(Rule(vendor="duo", delay_seconds=SECONDS, stage=Stage.AUTH))
    with ThreadPoolExecutor(1) as pool:
        login = pool.submit(send, simulator, "alice", SECONDS)
        wait_until(lambda: simulator.rules.states()[0].hits > 0, "the request comes")
        simulator.reset()
        assert login.result(SECONDS) == "Access-Reject"

    assert simulator.duo.transactions.all() == ()
    assert simulator.journal.query() == ()


def test_nobody_is_let_in_because_the_simulator_stops() -> None:
    config = SimulatorConfig(proxy=ProxySettings(enabled=True, failmode=Failmode.OPEN))
    with ThreadPoolExecutor(2) as pool:
        with Simulator(config) as simulator:
            by_radius = pool.submit(send, simulator, "carol", 3.0)
            by_https = pool.submit(DuoCaller(simulator).auth, "carol")
            wait_until(
                lambda: len(simulator.duo.transactions.all("carol")) == 2, "no pushes were sent"
            )
        assert by_radius.result(SECONDS) is None
        with pytest.raises(Unreachable):
            by_https.result(SECONDS)


def wait_for_push(simulator: Simulator, username: str) -> None:
    wait_until(lambda: bool(simulator.duo.transactions.all(username)), "no push was sent")


def replace_data(simulator: Simulator, act: str) -> None:
    snapshot = simulator.control.snapshot()
    acts: dict[str, Callable[[], None]] = {
        "reset": simulator.reset,
        "seed": lambda: simulator.control.reseed(simulator.control.seed),
        "restore": lambda: simulator.control.restore(snapshot),
    }
    acts[act]()
