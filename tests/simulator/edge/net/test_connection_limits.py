"""How many connections a client may have, and all of them; one too many is no outage of Duo."""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest

from failmode.simulator.control.client import ControlClient
from failmode.simulator.edge.net.connection_limits import ConnectionGate, ConnectionLimits
from failmode.simulator.errors import ConfigError
from failmode.simulator.internal_failures import InternalFailureError
from failmode.simulator.logins.requests import LoginRequest
from failmode.simulator.runtime import ProxySettings, Simulator, SimulatorConfig
from failmode.terms import Failmode, Verdict
from tests.patience import PATIENT_SECONDS, wait_until
from tests.simulator.edge.stack import EdgeStack, edge_stack, send_get

LIMIT = 6


@pytest.fixture
def edge() -> Iterator[EdgeStack]:
    """Run an edge that takes two connections of an address, and three in all."""
    gate = ConnectionGate(ConnectionLimits(total=3, per_address=2))
    with edge_stack(tls=False, gate=gate) as stack:
        yield stack


def connect(stack: ExitStack, port: int, source: str) -> socket.socket:
    """Connect from one of the addresses of loopback; a reset may come as soon as that."""
    sock = stack.enter_context(socket.socket())
    sock.settimeout(PATIENT_SECONDS)
    sock.bind((source, 0))
    with suppress(ConnectionResetError):
        sock.connect(("127.0.0.1", port))
    return sock


def is_answered(sock: socket.socket) -> bool:
    """Tell whether a request on a connection is answered; False when it was reset."""
    try:
        send_get(sock)
        answer = sock.recv(65_536)
    except (ConnectionResetError, BrokenPipeError):
        return False
    assert answer.startswith(b"HTTP/1.1 200")
    return True


def test_an_address_with_as_many_connections_as_may_be_gets_no_more(edge: EdgeStack) -> None:
    with ExitStack() as stack:
        one, two, three = (connect(stack, edge.server.port, "127.0.0.1") for _ in range(3))
        other = connect(stack, edge.server.port, "127.0.0.2")

        assert [is_answered(sock) for sock in (one, two, three, other)] == [True, True, False, True]


def test_all_addresses_together_get_no_more_than_may_be_in_all(edge: EdgeStack) -> None:
    with ExitStack() as stack:
        sources = ("127.0.0.1", "127.0.0.1", "127.0.0.2", "127.0.0.3")
        socks = [connect(stack, edge.server.port, source) for source in sources]

        assert [is_answered(sock) for sock in socks] == [True, True, True, False]


def test_a_flood_is_told_once_and_again_only_when_somebody_was_let_in_a_while_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 1000.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    gate = ConnectionGate(ConnectionLimits(total=1, per_address=1))
    gate.enter("192.0.2.1")
    assert [gate.is_told() for _ in range(3)] == [True, False, False]
    now += 3600
    assert not gate.is_told(), "it is the same flood"
    gate.leave("192.0.2.1")
    gate.enter("192.0.2.1")
    assert [gate.is_told() for _ in range(3)] == [True, False, False]
    gate.leave("192.0.2.1")
    gate.enter("192.0.2.1")
    assert not gate.is_told(), "a line was written a moment ago"


def test_a_connection_that_ends_makes_room_for_another(edge: EdgeStack) -> None:
    for _ in range(10):
        with ExitStack() as stack:
            socks = [connect(stack, edge.server.port, "127.0.0.1") for _ in range(2)]
            assert all(is_answered(sock) for sock in socks)
        assert edge.server.wait_idle(PATIENT_SECONDS)


def test_a_connection_too_many_is_reset_and_recorded_as_the_simulators_own_failure(
    edge: EdgeStack, caplog: pytest.LogCaptureFixture
) -> None:
    with ExitStack() as stack:
        socks = [connect(stack, edge.server.port, "127.0.0.1") for _ in range(2)]
        assert all(is_answered(sock) for sock in socks)
        refused = connect(stack, edge.server.port, "127.0.0.1")
        client = refused.getsockname()
        end = is_answered(refused)
        again = is_answered(connect(stack, edge.server.port, "127.0.0.1"))

    found = edge.journal.failures.since(0, client=client)
    assert (end, again) == (False, False)
    assert len(found) == 1
    assert "127.0.0.1" in found[0].reason
    assert "--max-connections-per-address" in found[0].remedy
    assert edge.journal.failures.count == 2
    # A flood does not fill the log.
    told = [one for one in caplog.records if "too many connections" in one.getMessage()]
    assert [one.levelno for one in told] == [logging.ERROR]


@pytest.mark.parametrize("client", ["radius", "windows-server", "macos"])
def test_no_login_gets_a_verdict_from_a_connection_too_many(client: str) -> None:
    config = SimulatorConfig(
        connections=ConnectionLimits(LIMIT, LIMIT),
        proxy=ProxySettings(enabled=True, failmode=Failmode.OPEN),
    )
    with Simulator(config) as simulator:
        logins = simulator.logins
        password = simulator.credentials.user("bob").password
        failmode = None if client == "radius" else Failmode.OPEN
        request = LoginRequest(
            logins.clients.client(client, failmode), "bob", password, deadline_seconds=20
        )
        with ExitStack() as stack:
            for _ in range(LIMIT):
                connect(stack, simulator.addresses.duo.port, "127.0.0.1")
            with pytest.raises(InternalFailureError, match="as many as may be"):
                logins.driver.log_in(request)
            with ControlClient(simulator.addresses.control.url) as control:
                told = control.health()["connections"]

        assert (told["open"], told["limit"], told["limit_per_address"]) == (LIMIT, LIMIT, LIMIT)
        assert told["refused"] >= 1


def test_a_login_after_a_flood_has_its_verdict() -> None:
    config = SimulatorConfig(
        connections=ConnectionLimits(LIMIT, LIMIT), proxy=ProxySettings(enabled=True)
    )
    with Simulator(config) as simulator:
        with ControlClient(simulator.addresses.control.url) as control:

            def told(what: str) -> object:
                return control.health()["connections"][what]

            with ExitStack() as stack:
                for _ in range(LIMIT + 3):
                    connect(stack, simulator.addresses.duo.port, "127.0.0.1")
                # Before that, not all of them have been accepted.
                wait_until(lambda: told("refused") == 3, "nobody is refused")
            wait_until(lambda: told("open") == 0, "the connections are still counted")
        logins = simulator.logins
        password = simulator.credentials.user("bob").password
        result = logins.driver.log_in(
            LoginRequest(logins.clients.client("radius"), "bob", password)
        )

    assert result.verdict is Verdict.DENIED


def test_there_are_no_more_connections_than_the_process_has_open_files_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    resource = pytest.importorskip("resource")
    monkeypatch.setattr(resource, "getrlimit", lambda _: (400, 400))

    few = ConnectionLimits(2_000, 100).within_open_files()
    monkeypatch.setattr(resource, "getrlimit", lambda _: (resource.RLIM_INFINITY,) * 2)
    all_of_them = ConnectionLimits(2_000, 100).within_open_files()

    assert few == ConnectionLimits(300, 100)
    assert all_of_them == ConnectionLimits(2_000, 100)


@pytest.mark.parametrize("limits", [(0, 1), (1, 0), (-1, 1)])
def test_limits_that_let_nobody_in_are_refused(limits: tuple[int, int]) -> None:
    with pytest.raises(ConfigError, match="nobody may connect"):
        ConnectionLimits(*limits)
