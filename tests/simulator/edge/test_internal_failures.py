"""What breaks behind an edge: no answer of any vendor, and told as the simulator's own failure."""

from __future__ import annotations

import errno
import logging
import os
import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from failmode.simulator.edge.apps.wsgi import WsgiApplication
from failmode.simulator.edge.faults.answers import Http500
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.rule_book import RuleBook
from failmode.simulator.edge.http.canned_responses import CannedResponse
from failmode.simulator.edge.identify import Identified
from failmode.simulator.edge.journal.explain import explain
from failmode.simulator.edge.journal.journal import Exchange, Journal
from failmode.simulator.edge.journal.near_routes import Routes
from failmode.simulator.edge.net.loop import EdgeLoop
from failmode.simulator.edge.server import EdgeServer
from failmode.simulator.edge.vendor import SimulatedVendor
from failmode.simulator.internal_failures import (
    InternalFailure,
    InternalFailureError,
    InternalFailures,
)
from failmode.simulator.network import Network, Timeouts, Unreachable, call
from failmode.simulator.state.clock import Clock
from tests.patience import PATIENT_SECONDS
from tests.simulator.edge.stack import (
    HOST,
    PATIENT,
    VENDOR,
    ending,
    send_get,
)

App = Callable[..., Iterable[bytes]]
ALICE = Identified("preauth", None, "alice")


def broken(*_: object) -> Iterable[bytes]:
    raise ArithmeticError("the application's own mistake")


def silent(*_: object) -> Iterable[bytes]:
    return []


def unsendable(_: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("200 OK", [("X-Bad", "line\r\nend"), ("Content-Length", "0")])
    return []


def unsendable_stream(_: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("200 OK", [("X-Bad", "line\r\nend"), ("Content-Type", "text/event-stream")])
    return iter([b"data"])


def good(_: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]


@contextmanager
def serving(
    app: App,
    *,
    identify: Callable[..., Identified] = lambda _: ALICE,
    internal_error: Callable[[InternalFailure], CannedResponse] | None = None,
) -> Iterator[tuple[EdgeServer, Journal, RuleBook]]:
    journal, rules, clock = Journal(10), RuleBook(), Clock()
    vendor = SimulatedVendor(
        VENDOR, HOST, WsgiApplication(app, identify, clock), internal_error=internal_error
    )
    with EdgeLoop() as loop:
        server = EdgeServer(
            loop=loop, vendor=vendor, rules=rules, journal=journal, clock=clock, certificates=None
        ).start()
        try:
            yield server, journal, rules
        finally:
            server.stop()
            rules.close()


def raw(server: EdgeServer) -> tuple[bytes, str]:
    """Send one request, the last of its connection; return what came and how that ended."""
    with socket.create_connection(("127.0.0.1", server.port), PATIENT_SECONDS) as sock:
        send_get(sock, extra="Connection: close\r\n")
        return ending(sock)


def ask(server: EdgeServer, journal: Journal) -> None:
    """Make one call as the simulated machines do."""
    network = Network({HOST: ("127.0.0.1", server.port)}, failures=journal.failures)
    call(network, "GET", HOST, "/", timeouts=PATIENT, plain_http_port=server.port)


def only(journal: Journal) -> Exchange:
    (exchange,) = journal.query()
    return exchange


@pytest.mark.parametrize("app", [broken, silent, unsendable, unsendable_stream])
def test_what_breaks_behind_an_edge_closes_the_connection_without_an_answer(app: App) -> None:
    with serving(app) as (server, journal, _):
        assert raw(server) == (b"", "FIN")

        exchange = only(journal)
        assert exchange.status is None
        assert exchange.internal_failure
        assert (exchange.operation, exchange.user) == ("preauth", "alice")


def test_what_breaks_as_a_request_is_identified_closes_the_connection_too() -> None:
    def lost(_: object) -> Identified:
        raise LookupError("no such transaction")

    with serving(good, identify=lost) as (server, journal, _):
        assert raw(server) == (b"", "FIN")
        assert only(journal).internal_failure == "LookupError"


def test_a_failure_is_recorded_before_its_connection_is_closed() -> None:
    with serving(broken) as (server, journal, _):
        for number in range(1, 30):
            raw(server)
            assert journal.failures.count == journal.last_number == number


def test_a_failure_says_where_why_whom_it_concerns_and_what_to_do() -> None:
    with serving(broken) as (server, journal, _):
        raw(server)

        failure = journal.failures.last
        assert failure is not None
        assert failure.where == f"{VENDOR}: preauth"
        assert failure.reason == "ArithmeticError"
        assert "defect of the simulator" in failure.remedy
        assert (failure.vendor, failure.user) == (VENDOR, "alice")


def test_the_text_of_a_defect_stands_in_the_log_alone(caplog: pytest.LogCaptureFixture) -> None:
    with serving(broken) as (server, journal, _), caplog.at_level(logging.ERROR):
        raw(server)
        assert "mistake" not in str(only(journal).to_json())
    assert "the application's own mistake" in caplog.text
    assert f"internal failure 1: {VENDOR}: preauth: ArithmeticError" in caplog.text


def test_a_simulated_machine_tells_a_failure_of_the_simulator_from_a_vendor_who_hangs_up() -> None:
    with serving(broken) as (server, journal, _), pytest.raises(InternalFailureError) as raised:
        ask(server, journal)

    assert str(raised.value).startswith(f"the simulator itself failed, {VENDOR}: preauth")
    assert raised.value.internal


def test_a_vendor_who_hangs_up_is_no_failure_of_the_simulator() -> None:
    with serving(good) as (server, journal, rules):
        rules.add(Rule.from_json({"vendor": VENDOR, "fault": "closed-early"}))
        network = Network({HOST: ("127.0.0.1", server.port)}, failures=journal.failures)

        with pytest.raises(Unreachable):
            call(network, "GET", HOST, "/", timeouts=PATIENT, plain_http_port=server.port)


def test_a_status_that_somebody_scripted_stays_an_answer_of_the_vendor() -> None:
    with serving(good) as (server, journal, rules):
        rules.add(Rule(VENDOR, Http500()))

        answered = raw(server)[0]

        assert answered.startswith(b"HTTP/1.1 500 ")
        assert only(journal).internal_failure is None
        assert journal.failures.count == 0


def test_an_application_s_own_500_stays_its_answer() -> None:
    def refuse(_: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response("500 Internal Server Error", [("Content-Length", "2")])
        return [b"{}"]

    with serving(refuse) as (server, journal, _):
        assert raw(server)[0].startswith(b"HTTP/1.1 500 ")
        assert journal.failures.count == 0


def test_an_edge_of_our_own_says_what_broke() -> None:
    def say(failure: InternalFailure) -> CannedResponse:
        return CannedResponse(500, (("Content-Type", "text/plain"),), failure.where.encode())

    with serving(broken, internal_error=say) as (server, journal, _):
        answered, _ = raw(server)

        assert answered.endswith(f"{VENDOR}: preauth".encode())
        assert journal.failures.count == 1


def test_the_explanation_of_an_exchange_says_that_the_simulator_failed() -> None:
    with serving(broken) as (server, journal, _):
        raw(server)
        summary = explain(only(journal), Routes({})).summary
    assert summary == "The simulator itself failed: ArithmeticError"


def test_an_edge_that_cannot_accept_connections_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    exhausted = OSError(errno.EMFILE, os.strerror(errno.EMFILE))
    accept, left = socket.socket.accept, [exhausted]

    def accept_once_failing(sock: socket.socket) -> Any:
        if left:
            raise left.pop()
        return accept(sock)

    monkeypatch.setattr(socket.socket, "accept", accept_once_failing)

    with serving(good) as (server, journal, _):
        # It is accepted half a second later.
        assert raw(server)[0].startswith(b"HTTP/1.1 200 ")

        failure = journal.failures.last
    assert failure is not None
    assert failure.where == f"{VENDOR}: connections cannot be accepted"
    assert "ulimit -n" in failure.remedy


@pytest.mark.parametrize("on_loop", [False, True])
@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.EPERM])
def test_a_machine_that_lacks_what_a_call_needs_says_nothing_of_its_peer(
    number: int, on_loop: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> socket.socket:
        raise OSError(number, os.strerror(number))

    with EdgeLoop() as loop:
        network = Network({HOST: ("127.0.0.1", 1)}, loop=loop.clients if on_loop else None)
        with monkeypatch.context() as patched:
            patched.setattr(socket, "create_connection", fail)
            patched.setattr(socket, "socket", fail)
            with pytest.raises(InternalFailureError):
                call(network, "GET", HOST, "/", timeouts=Timeouts(total=1.0))
    assert network.failures.count == 1


def test_failures_of_other_connections_users_and_vendors_concern_nobody_else() -> None:
    failures = InternalFailures()
    mark = failures.count
    failures.record(OSError(), "duo: auth", vendor="duo", user="bob", client=("127.0.0.1", 7))

    assert not failures.since(mark, client=("127.0.0.1", 8))
    assert failures.since(mark, client=("::ffff:127.0.0.1", 7))
    assert not failures.since(mark, vendor="ninjaone")
    assert not failures.since(mark, vendor="duo", is_user="alice".__eq__)
    assert failures.since(mark, vendor="duo", is_user="bob".__eq__)
    assert not failures.since(failures.count)


def test_a_failure_of_nobody_in_particular_may_concern_everybody() -> None:
    failures = InternalFailures()
    failures.record(OSError(), "the state database")

    assert failures.since(0, vendor="duo", is_user="alice".__eq__, client=("127.0.0.1", 7))


def test_more_failures_than_are_kept_concern_everybody() -> None:
    failures = InternalFailures()
    for _ in range(1_001):
        failures.record(OSError(), "duo: auth", vendor="duo", user="bob")

    assert failures.count == 1_001
    assert failures.since(0, is_user="alice".__eq__)
    assert not failures.since(1, is_user="alice".__eq__)


def test_nobody_at_the_other_end_is_no_failure_of_the_simulator() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        network = Network({HOST: unused.getsockname()})
        with pytest.raises(Unreachable):
            call(network, "GET", HOST, "/", timeouts=PATIENT)
    assert network.failures.count == 0
