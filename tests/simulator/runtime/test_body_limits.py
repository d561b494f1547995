"""How large a body each route takes, and that nobody's larger one is read."""

from __future__ import annotations

import gzip
import json
import socket
import ssl
from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pytest

from failmode.simulator.edge.http.messages import DEFAULT_BODY_BYTES, SMALL_BODY_BYTES
from failmode.simulator.ninjaone.operation import VALUES_BODY_BYTES
from failmode.simulator.runtime import Simulator, SimulatorConfig
from tests.patience import PATIENT_SECONDS
from tests.simulator.duo.caller import DuoCaller

MEBIBYTE = 1024 * 1024
VALUES = "PATCH /v2/organization/1/custom-fields"


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    """Run a simulator."""
    with Simulator() as running:
        yield running


def connect(simulator: Simulator, name: str) -> socket.socket:
    """Connect to a port of the simulator, with TLS where it has it."""
    address = getattr(simulator.addresses, name)
    sock = socket.create_connection((address.host, address.port), timeout=PATIENT_SECONDS)
    if address.scheme == "http":
        return sock
    context = ssl.create_default_context(cafile=simulator.ca_file)
    return context.wrap_socket(sock, server_hostname=address.host)


def status_of(sock: socket.socket) -> int:
    """Read the status of an answer."""
    return int(sock.recv(65_536).split(b" ")[1])


def announced(simulator: Simulator, name: str, line: str, length: int, extra: str = "") -> int:
    """Announce a body and send none of it; 100: the simulator waits for it."""
    with connect(simulator, name) as sock:
        sock.sendall(
            f"{line} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n"
            f"Expect: 100-continue\r\n{extra}\r\n".encode()
        )
        return status_of(sock)


def ninjaone_token(simulator: Simulator) -> str:
    """Ask NinjaOne for a token."""
    keys = simulator.keys
    answer = httpx.post(
        f"{simulator.addresses.ninjaone.url}/ws/oauth/token",
        data={
            "grant_type": "client_credentials",
            "client_id": keys.client_id,
            "client_secret": keys.client_secret,
            "scope": "monitoring management",
        },
        verify=ssl.create_default_context(cafile=simulator.ca_file),
        trust_env=False,
        timeout=PATIENT_SECONDS,
    )
    return f"Authorization: Bearer {answer.json()['access_token']}\r\n"


@pytest.mark.parametrize(
    ("name", "line", "limit"),
    [
        ("duo", "GET /auth/v2/ping", SMALL_BODY_BYTES),
        ("duo", "POST /auth/v2/auth", DEFAULT_BODY_BYTES),
        ("duo", "POST /no/such/path", SMALL_BODY_BYTES),
        ("ninjaone", "POST /ws/oauth/token", DEFAULT_BODY_BYTES),
        ("ninjaone", VALUES, DEFAULT_BODY_BYTES),
        ("ninjaone", "PUT /_agent/v1/field?name=x", DEFAULT_BODY_BYTES),
        ("control", "POST /_sim/users", DEFAULT_BODY_BYTES),
        ("control", "POST /_sim/restore", 16 * MEBIBYTE),
        ("control", "POST /_dashboard/operations/reset", DEFAULT_BODY_BYTES),
        ("control", "POST /nothing", SMALL_BODY_BYTES),
    ],
)
def test_a_larger_body_than_a_route_takes_is_refused_before_it_is_sent(
    simulator: Simulator, name: str, line: str, limit: int
) -> None:
    assert announced(simulator, name, line, limit) == 100
    assert announced(simulator, name, line, limit + 1) == 413


def test_a_large_body_needs_credentials_before_it_is_read(simulator: Simulator) -> None:
    token = ninjaone_token(simulator)
    agent = simulator.credentials.agents[0].token
    field = "PUT /_agent/v1/field?name=x"

    assert announced(simulator, "ninjaone", VALUES, VALUES_BODY_BYTES, token) == 100
    assert announced(simulator, "ninjaone", VALUES, VALUES_BODY_BYTES + 1, token) == 413
    assert announced(simulator, "ninjaone", VALUES, MEBIBYTE, "Authorization: Bearer x\r\n") == 413
    as_agent = f"Authorization: Bearer {agent}\r\n"
    assert announced(simulator, "ninjaone", field, MEBIBYTE, as_agent) == 100
    foreign = "Origin: http://evil.example\r\n"
    assert announced(simulator, "control", "POST /_sim/restore", MEBIBYTE, foreign) == 413


def test_a_port_that_others_reach_takes_no_large_body_without_the_token() -> None:
    with Simulator(SimulatorConfig(host="0.0.0.0")) as simulator:
        token = f"Authorization: Bearer {simulator.control_token}\r\n"
        restore = "POST /_sim/restore"

        assert announced(simulator, "control", restore, MEBIBYTE) == 413
        assert announced(simulator, "control", restore, MEBIBYTE, token) == 100


def test_a_chunked_body_is_refused_once_it_is_larger_than_the_route_takes(
    simulator: Simulator,
) -> None:
    chunk = b"1000\r\n" + b"x" * 0x1000 + b"\r\n"
    with connect(simulator, "duo") as sock:
        sock.sendall(
            b"POST /auth/v2/auth HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        for _ in range(DEFAULT_BODY_BYTES // 0x1000 + 1):
            sock.sendall(chunk)

        assert status_of(sock) == 413


def test_a_packed_body_is_never_unpacked(simulator: Simulator) -> None:
    bomb = gzip.compress(bytes(64 * MEBIBYTE))
    assert len(bomb) < DEFAULT_BODY_BYTES
    with connect(simulator, "control") as sock:
        sock.sendall(
            b"PUT /_sim/clock/offset HTTP/1.1\r\nHost: localhost\r\n"
            b"Content-Type: application/json\r\nContent-Encoding: gzip\r\n"
            b"Content-Length: %d\r\n\r\n" % len(bomb) + bomb
        )

        assert status_of(sock) == 400


def test_the_largest_bodies_that_honest_clients_send_are_taken(simulator: Simulator) -> None:
    pushinfo = quote(quote("\u00e9" * 9_999, safe=""), safe="")
    assert len(f"pushinfo={pushinfo}") < DEFAULT_BODY_BYTES
    value = json.dumps({"name": "\u00e9" * 200_000}).encode()
    assert len(value) < VALUES_BODY_BYTES
    snapshot = json.dumps(simulator.control.snapshot()).encode()

    url = f"{simulator.addresses.control.url}/_sim/restore"
    headers = {"Content-Type": "application/json"}
    restored = httpx.post(
        url, content=snapshot, headers=headers, trust_env=False, timeout=PATIENT_SECONDS
    )

    assert restored.status_code == 204
    assert DuoCaller(simulator).preauth_answer("alice").status == 200
