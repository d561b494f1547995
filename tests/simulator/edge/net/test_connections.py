"""Faults before a request: refused, unanswered, and wrong in TLS; and their arming."""

from __future__ import annotations

import contextlib
import select
import socket
import ssl
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from failmode.simulator.edge.faults.answers import Http500, Http503
from failmode.simulator.edge.faults.catalogue import fault_catalogue
from failmode.simulator.edge.faults.delivery import NoAnswer
from failmode.simulator.edge.faults.fault import Fault, SocketFault
from failmode.simulator.edge.faults.resolver import DnsFailure, NoRoute, OneBadAddress
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused, ConnectTimeout
from failmode.simulator.edge.faults.tls import (
    TlsAlert,
    TlsOldVersion,
    TlsSilent,
    TlsUntrusted,
    TlsWrongHost,
)
from failmode.simulator.edge.net.stream import reset_on_close
from failmode.simulator.network import Unreachable, UnreachableKind
from failmode.terms.stages import Stage
from tests.patience import PATIENT_SECONDS
from tests.simulator.edge.stack import (
    HOST,
    NO_CONNECTION,
    PATIENT,
    VENDOR,
    EdgeStack,
    edge_stack,
    ending,
    send_get,
)

KINDS = {
    DnsFailure(): UnreachableKind.DNS,
    NoRoute(): UnreachableKind.NO_ROUTE,
    ConnectionRefused(): UnreachableKind.REFUSED,
    ConnectTimeout(): UnreachableKind.CONNECT_TIMEOUT,
    TlsSilent(): UnreachableKind.TLS_TIMEOUT,
    TlsUntrusted(): UnreachableKind.CERTIFICATE_UNTRUSTED,
    TlsWrongHost(): UnreachableKind.CERTIFICATE_WRONG_HOST,
    TlsOldVersion(): UnreachableKind.TLS_FAILED,
    TlsAlert(): UnreachableKind.TLS_FAILED,
}

_TRIES = 3
_PING = f"GET /login/ping HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()
_PREAUTH = (
    f"POST /login/preauth HTTP/1.1\r\nHost: {HOST}\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 14\r\n\r\nusername=alice"
).encode()


@pytest.fixture(scope="module")
def shared() -> Iterator[EdgeStack]:
    with edge_stack() as stack:
        yield stack


@pytest.fixture
def edge(shared: EdgeStack) -> Iterator[EdgeStack]:
    yield shared
    shared.rules.clear()


def failure(edge: EdgeStack, fault: Fault, path: str = "/login/preauth") -> UnreachableKind:
    endless = fault in (ConnectTimeout(), TlsSilent())
    with pytest.raises(Unreachable) as caught:
        edge.call(path, timeouts=NO_CONNECTION if endless else PATIENT)
    return caught.value.kind


def test_every_connection_fault_is_covered_here() -> None:
    # Behind one bad address there is a good one.
    assert {str(fault) for fault in KINDS} == {
        kind.name
        for kind in fault_catalogue()
        if kind.level.is_before_requests and not issubclass(kind, OneBadAddress)
    }


@pytest.mark.parametrize("fault", KINDS, ids=str)
def test_a_simulated_client_names_how_it_failed(edge: EdgeStack, fault: Fault) -> None:
    edge.rules.add(Rule(VENDOR, fault))
    assert failure(edge, fault) is KINDS[fault]
    edge.rules.clear()
    assert edge.call().status == 200


@pytest.mark.parametrize("fault", KINDS, ids=str)
@pytest.mark.parametrize("stage", [Stage.PING, Stage.PREAUTH])
def test_at_the_stages_that_begin_a_login_the_fault_is_there_at_once(
    edge: EdgeStack, fault: Fault, stage: Stage
) -> None:
    edge.rules.add(Rule(VENDOR, fault, stage=stage))
    assert failure(edge, fault, f"/login/{stage}") is KINDS[fault]


@pytest.mark.parametrize("fault", KINDS, ids=str)
def test_at_auth_the_fault_begins_once_a_preauth_went_well(edge: EdgeStack, fault: Fault) -> None:
    edge.rules.add(Rule(VENDOR, fault, stage=Stage.AUTH))
    assert edge.call("/login/ping").status == 200
    answer = edge.call("/login/preauth")
    assert (answer.status, answer.complete) == (200, True)
    assert failure(edge, fault, "/login/auth") is KINDS[fault]
    edge.rules.clear()
    assert edge.call("/login/auth").status == 200


@pytest.mark.parametrize("fault", [ConnectionRefused(), TlsWrongHost()])
def test_a_user_arms_the_fault_with_a_preauth_of_their_own(edge: EdgeStack, fault: Fault) -> None:
    edge.rules.add(Rule(VENDOR, fault, stage=Stage.AUTH, user="alice"))
    assert edge.login("preauth", "bob").status == 200
    assert edge.login("auth", "bob").status == 200
    assert edge.login("preauth", "alice").status == 200
    assert failure(edge, fault, "/login/auth") is KINDS[fault]


def test_a_preauth_that_failed_arms_nothing(edge: EdgeStack) -> None:
    edge.rules.add(Rule(VENDOR, ConnectionRefused(), stage=Stage.AUTH))
    edge.rules.add(Rule(VENDOR, Http500(), stage=Stage.PREAUTH, times=1))
    assert edge.call("/login/preauth").status == 500
    assert edge.call("/login/auth").status == 200
    assert edge.call("/login/preauth").status == 200
    assert failure(edge, ConnectionRefused(), "/login/auth") is UnreachableKind.REFUSED


def test_a_fault_at_preauth_can_wait_for_the_ping(edge: EdgeStack) -> None:
    rule = Rule(VENDOR, ConnectionRefused(), stage=Stage.PREAUTH, after=Stage.PING)
    edge.rules.add(rule)
    assert edge.call("/login/ping").status == 200
    assert failure(edge, ConnectionRefused(), "/login/preauth") is UnreachableKind.REFUSED


def test_a_fault_at_auth_status_waits_for_the_auth(edge: EdgeStack) -> None:
    edge.rules.add(Rule(VENDOR, ConnectionRefused(), stage=Stage.AUTH_STATUS, user="alice"))
    assert edge.login("preauth", "alice").status == 200
    assert edge.login("auth", "alice").status == 200
    assert failure(edge, ConnectionRefused(), "/login/auth-status") is UnreachableKind.REFUSED


@pytest.mark.parametrize(
    "fault", [fault for fault in KINDS if not isinstance(fault, SocketFault)], ids=str
)
def test_tls_and_name_faults_are_counted(edge: EdgeStack, fault: Fault) -> None:
    edge.rules.add(Rule(VENDOR, fault, times=2))
    assert [failure(edge, fault), failure(edge, fault)] == [KINDS[fault]] * 2
    assert edge.call().status == 200


def test_httpx_sees_each_connection_fault(edge: EdgeStack) -> None:
    context = ssl.create_default_context(cafile=edge.ca_file)
    expected = {
        ConnectionRefused(): (httpx.ConnectError, PATIENT_SECONDS),
        ConnectTimeout(): (httpx.ConnectTimeout, 0.2),
        TlsSilent(): (httpx.ConnectTimeout, 0.2),
        TlsUntrusted(): (httpx.ConnectError, PATIENT_SECONDS),
        TlsWrongHost(): (httpx.ConnectError, PATIENT_SECONDS),
        TlsOldVersion(): (httpx.ConnectError, PATIENT_SECONDS),
        TlsAlert(): (httpx.ConnectError, PATIENT_SECONDS),
    }
    for fault, (error, timeout) in expected.items():
        edge.rules.clear()
        edge.rules.add(Rule(VENDOR, fault))
        with httpx.Client(verify=context, timeout=timeout) as client, pytest.raises(error):
            client.get(f"https://localhost:{edge.server.port}/login/ping")


def test_refused_is_the_kernels_answer(edge: EdgeStack) -> None:
    edge.rules.add(Rule(VENDOR, ConnectionRefused()))
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", edge.server.port), PATIENT_SECONDS)


@pytest.mark.parametrize("reuse", [0, 1])
def test_a_refusing_port_can_be_taken_by_nobody_else(edge: EdgeStack, reuse: int) -> None:
    edge.rules.add(Rule(VENDOR, ConnectionRefused()))
    with socket.socket() as thief:
        thief.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, reuse)
        with pytest.raises(OSError, match="in use"):  # noqa: PT012  # either call may refuse
            thief.bind(("127.0.0.1", edge.server.port))
            thief.listen()
    edge.rules.clear()
    assert edge.call().status == 200


def test_a_connect_timeout_is_a_connect_that_never_completes(edge: EdgeStack) -> None:
    edge.rules.add(Rule(VENDOR, ConnectTimeout()))
    with ThreadPoolExecutor() as pool:
        attempts = [
            pool.submit(socket.create_connection, ("127.0.0.1", edge.server.port), 0.3)
            for _ in range(8)
        ]
        assert all(isinstance(attempt.exception(), TimeoutError) for attempt in attempts)


def test_a_client_whose_port_once_filled_the_queue_is_served(edge: EdgeStack) -> None:
    edge.rules.add(Rule(VENDOR, ConnectTimeout()))
    ports = [filler.getsockname()[1] for filler in edge.server._listener._fillers]
    edge.rules.clear()
    connected = answered = 0
    context = ssl.create_default_context(cafile=edge.ca_file)
    for port in ports:
        with socket.socket() as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            client.settimeout(PATIENT_SECONDS)
            # A filler that did get in still waits for the end of its connection.
            with contextlib.suppress(OSError):
                client.bind(("127.0.0.1", port))
                client.connect(("127.0.0.1", edge.server.port))
                connected += 1
                with context.wrap_socket(client, server_hostname=HOST) as sock:
                    send_get(sock)
                    answered += b"200" in sock.recv(100)
    assert connected, "no filler was left outside: the queue was not full"
    assert answered == connected


def test_who_waits_to_connect_gets_in_when_the_fault_is_over(edge: EdgeStack) -> None:
    edge.rules.add(Rule(VENDOR, ConnectTimeout()))
    address = ("127.0.0.1", edge.server.port)
    with socket.socket() as waiting:
        waiting.setblocking(False)
        waiting.connect_ex(address)
        edge.rules.clear()
        assert edge.call().status == 200
        # The kernel tries again a second after the first attempt.
        assert select.select([], [waiting], [], PATIENT_SECONDS)[1] == [waiting]
        waiting.settimeout(PATIENT_SECONDS)
        context = ssl.create_default_context(cafile=edge.ca_file)
        with context.wrap_socket(waiting, server_hostname=HOST) as sock:
            send_get(sock)
            assert sock.recv(12) == b"HTTP/1.1 200"


def test_faults_follow_each_other_without_a_gap(edge: EdgeStack) -> None:
    order = [
        ConnectTimeout(),
        ConnectionRefused(),
        ConnectTimeout(),
        TlsSilent(),
        ConnectionRefused(),
        TlsUntrusted(),
    ]
    for fault in order:
        old = edge.rules.list()
        edge.rules.add(Rule(VENDOR, fault))
        for rule in old:
            edge.rules.remove(rule.id)
        assert failure(edge, fault) is KINDS[fault]
    edge.rules.clear()
    assert edge.call().status == 200


def test_a_port_that_opens_and_closes_under_load_stays_ours(edge: EdgeStack) -> None:
    stop = threading.Event()
    outcomes: list[str] = []

    def knock() -> None:
        while not stop.is_set():
            try:
                outcomes.append(str(edge.call().status))
            except Unreachable as error:
                outcomes.append(error.kind)

    threads = [threading.Thread(target=knock) for _ in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(40):
        rule = edge.rules.add(Rule(VENDOR, ConnectionRefused()))
        edge.rules.remove(rule.id)
    stop.set()
    for thread in threads:
        thread.join(PATIENT_SECONDS)
    assert set(outcomes) <= {"200", "refused", "reset", "closed", "tls-failed"}
    assert edge.call().status == 200


@pytest.mark.parametrize(
    ("fault", "end"),
    [
        (ConnectionRefused(), "RST"),
        (TlsUntrusted(), "RST"),
        (TlsWrongHost(), "RST"),
        (TlsOldVersion(), "RST"),
        (TlsAlert(), "RST"),
        (ConnectTimeout(), "silence"),
        (TlsSilent(), "silence"),
    ],
)
@pytest.mark.parametrize("stage", [None, Stage.AUTH])
def test_an_open_connection_is_ended_or_held_too(
    edge: EdgeStack, fault: Fault, end: str, stage: Stage | None
) -> None:
    sock = edge.connect()
    if stage is None:
        send_get(sock, "/login/preauth")
        assert sock.recv(65_536).startswith(b"HTTP/1.1 200")
        edge.rules.add(Rule(VENDOR, fault))
    else:
        edge.rules.add(Rule(VENDOR, fault, stage=stage))
        send_get(sock, "/login/preauth")
        # The answer that arms the fault arrives whole, also when a reset follows at once.
        whole = b""
        while not whole.endswith(b"}\n"):
            whole += sock.recv(65_536)
        assert whole.startswith(b"HTTP/1.1 200")
    if end == "silence":
        send_get(sock, "/login/auth")
        sock.settimeout(0.2)
    assert ending(sock)[1] == end


@pytest.mark.parametrize(
    ("fault", "end"),
    [
        (ConnectionRefused(), "RST"),
        (TlsUntrusted(), "RST"),
        (TlsWrongHost(), "RST"),
        (TlsOldVersion(), "RST"),
        (TlsAlert(), "RST"),
        (ConnectTimeout(), "silence"),
        (TlsSilent(), "silence"),
    ],
)
@pytest.mark.parametrize("is_pipelined", [False, True], ids=["at once", "pipelined"])
def test_a_request_that_is_already_there_when_a_fault_begins_is_struck(
    edge: EdgeStack, fault: Fault, end: str, is_pipelined: bool
) -> None:
    before = edge.journal.last_number
    # Of a race each try is lost only sometimes.
    for _ in range(_TRIES):
        edge.rules.add(Rule(VENDOR, fault, stage=Stage.PREAUTH, after=Stage.PING))
        sock = edge.connect()
        sock.sendall(_PING + (_PREAUTH if is_pipelined else b""))
        answer = b""
        while not answer.endswith(b"}\n"):
            answer += sock.recv(65_536)
        assert answer.count(b"HTTP/1.1 200") == 1
        if not is_pipelined:
            sock.sendall(_PREAUTH)
        if end == "silence":
            sock.settimeout(0.3)
        assert ending(sock) == (b"", end)
        edge.rules.clear()
    asked = edge.journal.query(since=before)
    assert [one.operation for one in asked] == ["login/ping"] * _TRIES


def test_a_name_that_no_longer_resolves_harms_no_open_connection(edge: EdgeStack) -> None:
    with edge.connect() as sock:
        edge.rules.add(Rule(VENDOR, DnsFailure()))
        send_get(sock)
        assert sock.recv(12) == b"HTTP/1.1 200"


@pytest.mark.parametrize("fault", [ConnectTimeout(), TlsSilent()])
def test_a_silenced_connection_is_closed_when_the_fault_is_over(
    edge: EdgeStack, fault: Fault
) -> None:
    sock = edge.connect()
    edge.rules.add(Rule(VENDOR, fault))
    send_get(sock)
    edge.rules.clear()
    assert ending(sock)[1] in ("FIN", "RST")


def test_a_client_that_resets_right_after_its_request_is_seen_to_have_gone() -> None:
    with edge_stack(tls=False) as edge:
        edge.rules.add(Rule(VENDOR, NoAnswer()))
        sock = edge.connect()
        send_get(sock)
        assert edge.journal.wait(0, PATIENT_SECONDS)

        async def send_and_reset() -> None:
            # On the edge's loop, which comes to look only after both.
            sock.sendall(b"more")
            reset_on_close(sock)
            sock.close()

        edge.loop.run(send_and_reset())
        assert edge.server.wait_idle(PATIENT_SECONDS)


@pytest.mark.parametrize("fault", [ConnectionRefused(), ConnectTimeout()])
def test_a_request_under_way_is_ended_and_journalled(edge: EdgeStack, fault: Fault) -> None:
    sock = edge.connect()
    send_get(sock, "/poll")
    assert edge.gate.entered.acquire(timeout=PATIENT_SECONDS)
    last = edge.journal.last_number
    edge.rules.add(Rule(VENDOR, fault))
    edge.gate.opened.set()
    end = "RST" if fault == ConnectionRefused() else "silence"
    if end == "silence":
        sock.settimeout(0.3)
    assert ending(sock)[1] == end
    assert edge.journal.wait(last, PATIENT_SECONDS)
    (entry,) = edge.journal.query(since=last)
    assert (entry.operation, entry.status, entry.fault) == ("poll", None, fault.name)
    edge.gate.opened.clear()


def test_a_client_that_ignores_the_wrong_certificate_is_served(edge: EdgeStack) -> None:
    edge.rules.add(Rule(VENDOR, TlsUntrusted()))
    context = ssl._create_unverified_context()  # noqa: S323  # such clients exist
    address = ("127.0.0.1", edge.server.port)
    with context.wrap_socket(socket.create_connection(address, PATIENT_SECONDS)) as sock:
        for _ in range(2):
            send_get(sock)
            assert sock.recv(65_536).startswith(b"HTTP/1.1 200")
        edge.rules.add(Rule(VENDOR, Http503()))
        send_get(sock)
        assert sock.recv(12) == b"HTTP/1.1 503"


def test_a_connection_that_a_fault_ended_is_journalled(edge: EdgeStack) -> None:
    last = edge.journal.last_number
    edge.rules.add(Rule(VENDOR, TlsWrongHost()))
    failure(edge, TlsWrongHost())
    (entry,) = edge.journal.query(since=last)
    assert (entry.operation, entry.fault, entry.method) == ("connect", "tls-wrong-host", "")


def test_rules_in_force_at_the_start_act_on_the_first_connection() -> None:
    with edge_stack() as first:
        first.rules.add(Rule(VENDOR, ConnectionRefused()))
        first.server.stop()
        first.server.start()
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", first.server.port), PATIENT_SECONDS)


def test_an_alert_is_what_the_client_is_told(edge: EdgeStack) -> None:
    edge.rules.add(Rule(VENDOR, TlsAlert()))
    with pytest.raises(ssl.SSLError, match="HANDSHAKE_FAILURE"):
        edge.connect()
    with socket.create_connection(("127.0.0.1", edge.server.port), PATIENT_SECONDS):
        pass  # a client that goes before it says anything leaves nothing behind
    assert edge.server.wait_idle(PATIENT_SECONDS)


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1:DeprecationWarning")
def test_a_server_of_old_versions_serves_who_still_takes_them(edge: EdgeStack) -> None:
    edge.rules.add(Rule(VENDOR, TlsOldVersion()))
    context = ssl.create_default_context(cafile=edge.ca_file)
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.set_ciphers("ALL:@SECLEVEL=0")
    address = ("127.0.0.1", edge.server.port)
    # Also by a name of its own, for which another certificate is chosen.
    for name in ("localhost", HOST):
        with context.wrap_socket(
            socket.create_connection(address, PATIENT_SECONDS), server_hostname=name
        ) as sock:
            assert sock.version() == "TLSv1.1"
            send_get(sock)
            assert sock.recv(12) == b"HTTP/1.1 200"


def test_without_old_versions_in_openssl_the_alert_of_such_a_server_is_sent(
    edge: EdgeStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ssl, "HAS_TLSv1", False)
    monkeypatch.setattr(ssl, "HAS_TLSv1_1", False)
    edge.rules.add(Rule(VENDOR, TlsOldVersion()))
    with pytest.raises(ssl.SSLError, match=r"(?i)alert protocol version"):
        edge.connect()
