"""What is under way while the data are replaced leaves nothing in those that follow."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine, create_engine, text

from failmode.simulator.duo.auth.authentication import Authentication
from failmode.simulator.duo.auth.transaction_repository import TransactionRepository
from failmode.simulator.duo.directory.records import UserStatus
from failmode.simulator.network import Unreachable
from failmode.simulator.ninjaone.tenant import NinjaOneTenant
from failmode.simulator.runtime import ProxySettings, Simulator, SimulatorConfig
from failmode.simulator.state.store import Store
from failmode.terms import Failmode
from tests.patience import PATIENT_SECONDS, wait_until
from tests.real.postgres import postgres
from tests.simulator.authproxy.sender import RadiusSender
from tests.simulator.control.api import DescribedApi
from tests.simulator.duo.caller import DuoCaller

HELD_AT: dict[str, tuple[type, str]] = {
    "begun": (Authentication, "auth"),
    "with-its-id": (TransactionRepository, "add"),
}
"""Where a login can stand still between its beginning and its write."""


@pytest.fixture(scope="module")
def simulator_config() -> SimulatorConfig:
    """Configure the module's simulator: its proxy fails open, as the product does by default."""
    return SimulatorConfig(proxy=ProxySettings(enabled=True, failmode=Failmode.OPEN))


@pytest.fixture(params=["reset", "seed", "restore"])
def replace(request: pytest.FixtureRequest, simulator: Simulator) -> Callable[[], None]:
    """Return what replaces all data by those of the seed."""
    snapshot = simulator.control.snapshot()
    acts: dict[str, Callable[[], None]] = {
        "reset": simulator.reset,
        "seed": lambda: simulator.control.reseed(simulator.control.seed),
        "restore": lambda: simulator.control.restore(snapshot),
    }
    return acts[request.param]


class Pause:
    """A method that the first who calls it enters only once he may."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, owner: type, name: str) -> None:
        self._is_reached = threading.Event()
        self._may_go_on = threading.Event()
        right = getattr(owner, name)

        def held(*args: Any, **kwargs: Any) -> Any:
            if not self._is_reached.is_set():
                self._is_reached.set()
                assert self._may_go_on.wait(PATIENT_SECONDS)
            return right(*args, **kwargs)

        monkeypatch.setattr(owner, name, held)

    def wait(self) -> None:
        """Wait until somebody stands still."""
        assert self._is_reached.wait(PATIENT_SECONDS)

    def end(self) -> None:
        """Let him go on."""
        self._may_go_on.set()


@contextmanager
def under_way(act: Callable[[], object]) -> Iterator[Future[object]]:
    """Do something in another thread during the block."""
    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(act)


def nothing_of_it_is_left(simulator: Simulator) -> bool:
    """Whether the data are those of a simulator that nobody has asked anything."""
    return simulator.duo.transactions.all() == () and simulator.journal.query() == ()


@pytest.mark.parametrize("held_at", HELD_AT)
def test_a_login_under_way_gets_no_answer_and_leaves_nothing_in_the_data_that_follow(
    simulator: Simulator,
    monkeypatch: pytest.MonkeyPatch,
    replace: Callable[[], None],
    held_at: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caller, failures = DuoCaller(simulator), simulator.journal.failures.count
    replace()
    expected = caller.push("alice")
    replace()
    simulator.journal.clear()
    pause = Pause(monkeypatch, *HELD_AT[held_at])
    with under_way(lambda: caller.push("alice")) as login, caplog.at_level(logging.WARNING):
        pause.wait()
        replace()
        pause.end()
        with pytest.raises(Unreachable):
            login.result(PATIENT_SECONDS)

    assert nothing_of_it_is_left(simulator)
    assert caller.push("alice") == expected
    assert simulator.journal.failures.count == failures
    assert [one.message for one in caplog.records if one.name.startswith("failmode")] == []


def test_a_login_under_way_is_no_obstacle_to_one_that_begins_with_the_data_that_follow(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have drawn the same id, and the later one has written it first."""
    caller = DuoCaller(simulator)
    pause = Pause(monkeypatch, TransactionRepository, "add")
    with under_way(lambda: caller.push("alice")) as login:
        pause.wait()
        simulator.reset()
        txid = caller.push("bob")
        pause.end()
        with pytest.raises(Unreachable):
            login.result(PATIENT_SECONDS)

    assert [(one.txid, one.username) for one in simulator.duo.transactions.all()] == [(txid, "bob")]


def test_a_bypass_under_way_is_in_no_log_of_the_data_that_follow(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulator.duo.users.set_status("alice", UserStatus.BYPASS)
    pause = Pause(monkeypatch, Authentication, "preauth")
    snapshot = simulator.control.snapshot()
    with under_way(lambda: DuoCaller(simulator).preauth("alice")) as login:
        pause.wait()
        simulator.control.restore(snapshot)
        pause.end()
        with pytest.raises(Unreachable):
            login.result(PATIENT_SECONDS)

    assert simulator.duo.transaction_repository.preauth_ends() == ()


def test_radius_refuses_whose_request_to_duo_was_under_way(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is nobody's outage, so the failmode does not decide."""
    pause = Pause(monkeypatch, TransactionRepository, "add")
    sender = RadiusSender(simulator)
    with under_way(lambda: sender.send("bob", PATIENT_SECONDS)) as login:
        pause.wait()
        simulator.reset()
        pause.end()
        assert login.result(PATIENT_SECONDS) == "Access-Reject"

    assert nothing_of_it_is_left(simulator)


def test_a_change_at_ninjaone_that_was_under_way_is_not_made_in_the_data_that_follow(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys, url = simulator.keys, simulator.addresses.ninjaone.url
    before = simulator.control.snapshot()
    pause = Pause(monkeypatch, NinjaOneTenant, "write")
    form = {
        "grant_type": "client_credentials",
        "client_id": keys.client_id,
        "client_secret": keys.client_secret,
    }
    with (
        httpx.Client(verify=False, trust_env=False, timeout=PATIENT_SECONDS) as http,  # noqa: S501 - our own certificate
        under_way(lambda: http.post(f"{url}/ws/oauth/token", data=form)) as asked,
    ):
        pause.wait()
        simulator.reset()
        pause.end()
        with pytest.raises(httpx.RemoteProtocolError):
            asked.result(PATIENT_SECONDS)

    assert simulator.control.snapshot() == before


def test_a_control_call_that_was_under_way_says_so_and_the_next_is_done(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    organization = {"name": "Other Ltd", "locations": ["Here"]}
    api = DescribedApi(simulator)
    right = NinjaOneTenant.write

    def reading_first(self: NinjaOneTenant, work: Callable[[Any], Any]) -> Any:
        def read_and_work(tx: Any) -> Any:
            assert tx.switches
            Store.check_no_transaction(simulator.control.store)
            return work(tx)

        return right(self, read_and_work)

    monkeypatch.setattr(NinjaOneTenant, "write", reading_first)
    pause = Pause(monkeypatch, Store, "check_no_transaction")
    with under_way(lambda: api.refused("POST", "/_sim/organizations", json=organization)) as asked:
        pause.wait()
        simulator.reset()
        pause.end()
        refusal = asked.result(PATIENT_SECONDS)
    assert isinstance(refusal, dict)
    assert (refusal["status"], refusal["code"]) == ("409", "conflict")
    assert "replaced" in refusal["message"]

    api.ok("POST", "/_sim/organizations", json=organization)
    api.close()


def waiting_for_locks(engine: Engine) -> int:
    """How many connections of a PostgreSQL server wait for a lock."""
    with engine.connect() as connection:
        found = connection.scalar(
            text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        )
    return int(found)


@pytest.mark.real
def test_a_login_in_a_worker_leaves_nothing_in_the_data_that_follow() -> None:
    """The reset is held up at a table that no login uses, and the login begins meanwhile."""
    with (
        postgres() as url,
        Simulator(SimulatorConfig(workers=2, state_url=url)) as simulator,
        ThreadPoolExecutor(2) as pool,
    ):
        engine = create_engine(url)
        caller = DuoCaller(simulator)
        expected = caller.push("alice")
        simulator.reset()
        with engine.begin() as connection:
            connection.execute(text("LOCK TABLE duo_telephony IN SHARE MODE"))
            reset = pool.submit(simulator.reset)
            wait_until(lambda: waiting_for_locks(engine), "the reset does not come to the table")
            login = pool.submit(caller.push, "alice")
            wait_until(
                lambda: login.done() or waiting_for_locks(engine) > 1,
                "the login does neither end nor wait",
            )
        reset.result(PATIENT_SECONDS)
        with pytest.raises(Unreachable):
            login.result(PATIENT_SECONDS)
        engine.dispose()

        assert nothing_of_it_is_left(simulator)
        assert caller.push("alice") == expected
        assert simulator.journal.failures.count == 0
