"""A worker process that dies is passed over, started anew and told, and lets nobody in."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from failmode.simulator.control.client import ControlClient
from failmode.simulator.control.health import WorkerHealth, WorkerState
from failmode.simulator.internal_failures import InternalFailureError
from failmode.simulator.logins.requests import LoginRequest, LoginResult
from failmode.simulator.runtime import ProxySettings, Simulator, SimulatorConfig, supervised_worker
from failmode.simulator.runtime.supervised_worker import Backoff, SupervisedWorker
from failmode.simulator.runtime.worker_processes import WorkerProcesses
from failmode.terms import Answer, Failmode, Verdict
from tests.patience import PATIENT_SECONDS, wait_until
from tests.simulator.duo.caller import DuoCaller


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    """Run a simulator with two workers and a proxy that lets in while Duo cannot be reached."""
    proxy = ProxySettings(enabled=True, failmode=Failmode.OPEN)
    with Simulator(SimulatorConfig(workers=2, proxy=proxy)) as running:
        yield running


def health(simulator: Simulator) -> dict[str, object]:
    """Ask the control API."""
    with ControlClient(simulator.addresses.control.url) as control:
        return control.health()


def workers_of(simulator: Simulator) -> list[dict[str, object]]:
    """Return the workers as the control API tells them."""
    workers = health(simulator)["workers"]
    assert isinstance(workers, list)
    return workers


def kill(pid: object) -> None:
    """Kill a process as the system does when memory is short."""
    assert isinstance(pid, int)
    os.kill(pid, signal.SIGKILL)


def children_of(pid: object) -> list[int]:
    """Return the processes that a process has started."""
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def log_in(simulator: Simulator, username: str) -> LoginResult:
    """Log in at the proxy, over RADIUS."""
    logins = simulator.logins
    client = logins.clients.client("radius")
    password = simulator.credentials.user(username).password
    return logins.driver.log_in(LoginRequest(client, username, password))


@pytest.fixture
def new_workers_may_start(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> Iterator[threading.Event]:
    """Start no dead worker anew until this is set, so that it is missing however slow a test is."""
    del simulator  # It starts its first workers before this, and ends after it.
    may_start = threading.Event()
    begin = SupervisedWorker._begin

    def held(self: SupervisedWorker, restarts: int = 0) -> subprocess.Popen[bytes] | None:
        if restarts:
            assert may_start.wait(3 * PATIENT_SECONDS)
        return begin(self, restarts)

    monkeypatch.setattr(SupervisedWorker, "_begin", held)
    yield may_start
    may_start.set()


def test_a_simulator_without_workers_misses_none() -> None:
    with Simulator() as simulator:
        told = health(simulator)
    assert (told["status"], told["workers"]) == ("ok", [])


@pytest.mark.parametrize("victim", ["its first process", "the process that does the work"])
def test_a_dead_worker_is_passed_over_started_anew_and_told(
    simulator: Simulator,
    new_workers_may_start: threading.Event,
    caplog: pytest.LogCaptureFixture,
    victim: str,
) -> None:
    caller = DuoCaller(simulator)
    before = workers_of(simulator)
    first = before[0]["pid"]

    kill(first if victim == "its first process" else children_of(first)[0])
    wait_until(lambda: health(simulator)["status"] == "degraded", "nobody has seen the death")
    statuses = {caller.ping().status for _ in range(16)}
    new_workers_may_start.set()
    wait_until(lambda: health(simulator)["status"] == "ok", "it was not started anew")
    after = workers_of(simulator)

    assert statuses == {200}
    assert [one["state"] for one in before] == ["running", "running"]
    assert [one["restarts"] for one in before] == [0, 0]
    assert [one["restarts"] for one in after] == [1, 0]
    assert after[0]["pid"] != first
    assert after[1] == before[1]
    said = [one.getMessage() for one in caplog.records if one.levelno >= logging.WARNING]
    assert any("worker 1" in one and str(first) in one and "anew" in one for one in said)
    assert {caller.ping().status for _ in range(16)} == {200}


def test_nobody_is_let_in_because_the_workers_died_under_a_login(simulator: Simulator) -> None:
    simulator.duo.users.set_answer("bob", Answer.DENY, after_seconds=PATIENT_SECONDS)
    failures: list[InternalFailureError] = []

    def attempt() -> None:
        with pytest.raises(InternalFailureError) as raised:
            log_in(simulator, "bob")
        failures.append(raised.value)

    login = threading.Thread(target=attempt)
    login.start()
    wait_until(lambda: bool(simulator.duo.transactions.all("bob")), "no push was sent")

    for worker in workers_of(simulator):
        kill(worker["pid"])
    login.join(PATIENT_SECONDS)
    wait_until(lambda: health(simulator)["status"] == "ok", "they were not started anew")
    simulator.duo.users.set_answer("bob", Answer.DENY)

    assert [one.failure.where for one in failures] == ["duo: auth"]
    assert log_in(simulator, "bob").verdict is Verdict.DENIED
    assert log_in(simulator, "alice").verdict is Verdict.ALLOWED


@pytest.mark.usefixtures("new_workers_may_start")
def test_nobody_is_let_in_while_one_worker_is_missing(simulator: Simulator) -> None:
    kill(workers_of(simulator)[0]["pid"])
    wait_until(lambda: health(simulator)["status"] == "degraded", "nobody has seen the death")

    verdicts = {log_in(simulator, "bob").verdict for _ in range(6)}

    assert verdicts == {Verdict.DENIED}


def test_what_a_dead_worker_had_stored_is_there_for_the_next(simulator: Simulator) -> None:
    caller = DuoCaller(simulator)
    txid = caller.push("carol")

    for worker in workers_of(simulator):
        kill(worker["pid"])
    wait_until(
        lambda: all(
            one["restarts"] == 1 and one["state"] == "running" for one in workers_of(simulator)
        ),
        "they were not started anew",
    )
    simulator.duo.transactions.approve(txid)

    assert caller.final_status(txid)["result"] == "allow"


def test_a_worker_that_dies_again_and_again_is_started_more_and_more_rarely(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    url = f"sqlite:///{tmp_path / 'state.sqlite'}"
    processes = WorkerProcesses(1, url, backoff=Backoff(first_seconds=3600, longest_seconds=7200))

    def runs_anew(health: tuple[WorkerHealth, ...]) -> bool:
        return health[0].state is WorkerState.RUNNING and health[0].restarts == 1

    def waits(health: tuple[WorkerHealth, ...]) -> bool:
        return health[0].state is WorkerState.WAITING and "succession" in caplog.text

    processes.start()
    try:
        kill(processes.health()[0].pid)
        restarted = processes.wait_for(runs_anew, PATIENT_SECONDS)
        kill(processes.health()[0].pid)
        waiting = processes.wait_for(waits, PATIENT_SECONDS)
        last = processes.health()
    finally:
        processes.stop()

    assert (restarted, waiting) == (True, True)
    assert last == (WorkerHealth(None, WorkerState.WAITING, 1),)
    assert "anew in 3600 s" in caplog.text


def test_a_worker_that_is_stopped_the_moment_it_answers_again_ends_without_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = supervised_worker._answers
    answered = threading.Event()

    def answers_for_the_last_time(path: Path) -> bool:
        found = answers(path)
        if found and processes.health()[0].restarts:
            answered.set()
            wait_until(lambda: not path.exists(), "it was not ended")
        return found

    monkeypatch.setattr(supervised_worker, "_answers", answers_for_the_last_time)
    processes = WorkerProcesses(1, f"sqlite:///{tmp_path / 'state.sqlite'}")
    processes.start()
    try:
        kill(processes.health()[0].pid)
        assert answered.wait(PATIENT_SECONDS)
    finally:
        processes.stop()

    # An error of the thread that watches it would be one of this test.
    assert processes.health()[0].state is WorkerState.STARTING


def test_the_wait_for_a_worker_that_dies_is_doubled_up_to_a_bound() -> None:
    backoff = Backoff()

    waits = [backoff.seconds(deaths) for deaths in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10_000)]

    assert waits == [0, 1, 2, 4, 8, 16, 32, 60, 60, 60]
