"""Several worker processes answer for one Duo cloud."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from failmode.simulator.control.client import ControlClient
from failmode.simulator.duo.api.signature import Version, rfc2822, sign
from failmode.simulator.duo.directory.records import UserStatus
from failmode.simulator.edge.apps.application import ApplicationCall
from failmode.simulator.edge.apps.envelope import read_answer, write_call
from failmode.simulator.edge.faults.answers import Http503
from failmode.simulator.edge.faults.conditions import ClockSkew
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.http.messages import Request
from failmode.simulator.errors import ConfigError
from failmode.simulator.runtime import Simulator, SimulatorConfig
from failmode.simulator.runtime.worker_processes import WorkerProcesses
from failmode.terms.stages import Stage
from tests.patience import PATIENT_SECONDS
from tests.simulator.duo.caller import DuoCaller

FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def simulator(state_url: str) -> Iterator[Simulator]:
    """Run a simulator with two workers for the module."""
    with Simulator(SimulatorConfig(workers=2, state_url=state_url)) as running:
        yield running


@pytest.fixture
def caller(simulator: Simulator) -> DuoCaller:
    simulator.reset()
    return DuoCaller(simulator)


class UnixConnection(http.client.HTTPConnection):
    """A connection to one worker, past the edge."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost")
        self._path = path

    def connect(self) -> None:
        """Connect to the socket."""
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(PATIENT_SECONDS)
        self.sock.connect(str(self._path))


class Worker:
    """One worker process, spoken to as the edge does."""

    def __init__(self, simulator: Simulator, connection: UnixConnection) -> None:
        self._simulator = simulator
        self._connection = connection
        self.pid = 0

    def call(self, method: str, path: str, params: dict[str, str]) -> dict[str, Any]:
        """Make a signed call and give its `response`."""
        keys = self._simulator.keys
        headers = {
            **sign(
                Version.V2,
                method=method,
                host=keys.api_host,
                path=path,
                ikey=keys.ikey,
                skey=keys.skey,
                params=params,
                date=rfc2822(self._simulator.clock.now()),
            ),
            "Host": keys.api_host,
            "Content-Type": FORM,
        }
        query = urlencode(params)
        target, body = (path, query) if method == "POST" else (f"{path}?{query}", "")
        request = Request(
            method,
            target,
            "1.1",
            tuple((name.lower(), value) for name, value in headers.items()),
            body.encode(),
        )
        self._connection.request("POST", "/", write_call(ApplicationCall(request, "127.0.0.1")))
        answered = read_answer(self._connection.getresponse().read())
        self.pid = answered.worker
        envelope = json.loads(answered.response.body)
        assert envelope["stat"] == "OK", envelope
        return dict(envelope["response"])


@pytest.fixture(scope="module")
def processes(simulator: Simulator) -> Iterator[WorkerProcesses]:
    """Two more workers on the simulator's database, whose socket is known."""
    with ExitStack() as stack:
        started = WorkerProcesses(2, str(simulator.config.state_url)).start()
        stack.callback(started.stop)
        yield started


@pytest.fixture
def workers(
    simulator: Simulator, caller: DuoCaller, processes: WorkerProcesses
) -> Iterator[tuple[Simulator, Worker, Worker]]:
    del caller
    with ExitStack() as stack:
        first, second = (
            Worker(simulator, stack.enter_context(closing(UnixConnection(path))))
            for path in processes.sockets
        )
        yield simulator, first, second


def test_a_push_started_on_one_worker_is_answered_on_another(
    workers: tuple[Simulator, Worker, Worker],
) -> None:
    simulator, first, second = workers
    started = first.call(
        "POST",
        "/auth/v2/auth",
        {"username": "carol", "factor": "push", "device": "auto", "async": "1"},
    )
    txid = started["txid"]
    pushed = second.call("GET", "/auth/v2/auth_status", {"txid": txid})
    answers: list[dict[str, Any]] = []
    waiting = threading.Thread(
        target=lambda: answers.append(second.call("GET", "/auth/v2/auth_status", {"txid": txid}))
    )
    waiting.start()

    simulator.duo.transactions.approve(txid)
    waiting.join(PATIENT_SECONDS)

    assert pushed["result"] == "waiting"
    assert [answer["result"] for answer in answers] == ["allow"]
    assert first.pid != second.pid


def test_what_the_administrator_changes_counts_in_every_worker_at_once(
    workers: tuple[Simulator, Worker, Worker],
) -> None:
    simulator, first, second = workers

    def results() -> list[str]:
        asked = {"username": "alice"}
        return [w.call("POST", "/auth/v2/preauth", asked)["result"] for w in (first, second)]

    before = results()
    simulator.duo.users.set_status("alice", UserStatus.BYPASS)

    assert before == ["auth", "auth"]
    assert results() == ["allow", "allow"]


def test_a_switch_counts_in_every_worker_at_once_and_until_the_reset(
    workers: tuple[Simulator, Worker, Worker],
) -> None:
    simulator, first, second = workers

    def sent(worker: Worker) -> int:
        before = set(simulator.duo.passcodes.of("alice"))
        worker.call(
            "POST", "/auth/v2/auth", {"username": "alice", "factor": "sms", "device": "auto"}
        )
        return len(set(simulator.duo.passcodes.of("alice")) - before)

    with ControlClient(simulator.addresses.control.url) as control:
        control.set_switches(duo={"sms_batch_size": 3})
        switched = [sent(first), sent(second)]
        control.reset()

    assert switched == [3, 3]
    assert [sent(first), sent(second)] == [10, 10]


def test_a_login_through_the_workers_is_in_the_journal_as_any_other(
    simulator: Simulator, caller: DuoCaller
) -> None:
    caller.preauth("ACME\\alice")
    caller.auth("alice")

    seen = [(e.operation, e.stage, e.user, e.status) for e in simulator.journal.query()]

    assert seen == [("preauth", "preauth", "alice", 200), ("auth", "auth", "alice", 200)]


def test_the_workers_keep_what_they_tell_the_edge_from_clients(
    simulator: Simulator, caller: DuoCaller
) -> None:
    caller.preauth("alice")

    names = {name.lower() for name, _ in simulator.journal.query()[-1].response_headers}

    assert not {name for name in names if name.startswith("x-failmode") or name == "server"}


def test_faults_act_before_the_workers_by_stage_and_user(
    simulator: Simulator, caller: DuoCaller
) -> None:
    simulator.rules.add(Rule("duo", fault=Http503(), stage=Stage.PREAUTH, user="alice", times=1))

    statuses = [caller.preauth_answer(user).status for user in ("bob", "alice", "alice")]

    assert statuses == [200, 503, 200]


def test_a_skewed_clock_is_skewed_in_the_workers(simulator: Simulator, caller: DuoCaller) -> None:
    before = json.loads(caller.ping().body)["response"]["time"]
    simulator.rules.add(Rule("duo", fault=ClockSkew(skew_seconds=4000)))

    after = json.loads(caller.ping().body)["response"]["time"]

    assert 4000 <= after - before < 4060


def test_the_settable_clock_is_the_workers_clock_too(
    simulator: Simulator, caller: DuoCaller
) -> None:
    simulator.clock.freeze(1_900_000_000)

    assert json.loads(caller.ping().body)["response"]["time"] == 1_900_000_000


def test_a_reset_ends_what_waits_in_the_workers(simulator: Simulator, caller: DuoCaller) -> None:
    txid = caller.push("carol")
    simulator.reset()

    answer = caller.status_answer(txid)

    assert answer.status == 400


def test_a_negative_number_of_workers_is_refused_by_name() -> None:
    with pytest.raises(ConfigError, match="workers"):
        SimulatorConfig(workers=-1)


def test_workers_end_with_the_simulator(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'state.sqlite'}"
    with Simulator(SimulatorConfig(workers=1, state_url=url)) as simulator:
        DuoCaller(simulator).ping()
        processes = WorkerProcesses(1, url).start()
        with closing(UnixConnection(processes.sockets[0])) as connection:
            worker = Worker(simulator, connection)
            worker.call("GET", "/auth/v2/check", {})
        processes.stop()

    deadline = time.monotonic() + PATIENT_SECONDS
    while Path(f"/proc/{worker.pid}").exists():
        assert time.monotonic() < deadline, "a worker outlived the simulator"
