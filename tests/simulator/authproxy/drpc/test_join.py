"""Joining Duo: which answers are understood, which stop the proxy, and what it says of the rest."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import trustme

from failmode.simulator.authproxy.drpc.join import Joiner, JoinError, JoinTarget
from failmode.simulator.duo.api.drpc import CallError, Signer, call_message, error_message
from failmode.simulator.duo.api.signature import Digest
from failmode.simulator.internal_failures import InternalFailures
from failmode.simulator.network import Network, Unreachable
from tests.patience import PATIENT_SECONDS

HOST = "api.example.test"
SECRET = "dummy-secret"
NOW = 1_700_000_000
PONG = {"stat": "OK", "response": {"time": NOW + 100}}
WELL = {"stat": "OK", "response": {"call_message_type": 0, "time": NOW + 100}}


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@contextmanager
def duo(
    authority: trustme.CA, folder: Path, *answers: bytes
) -> Iterator[tuple[Joiner, list[bytes]]]:
    """Run a server that gives one of the answers to each connection, and what joins it."""
    certificate = authority.issue_cert(HOST)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    ca_file = folder / "ca.pem"
    authority.cert_pem.write_to_path(str(ca_file))
    listening = socket.create_server(("127.0.0.1", 0))
    asked: list[bytes] = []

    def serve() -> None:
        for answer in answers:
            sock, _ = listening.accept()
            with context.wrap_socket(sock, server_side=True) as connection:
                head = b""
                while b"\r\n\r\n" not in head:
                    head += connection.recv(65_536)
                asked.append(head)
                connection.sendall(answer)
                connection.settimeout(PATIENT_SECONDS)
                try:
                    connection.recv(1)
                except OSError:
                    continue

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    target = JoinTarget(
        host=HOST,
        port=443,
        ping_path="/drpc/v1/ping",
        join_path="/drpc/v1/join",
        identity="DPXXX",
        secret=SECRET,
        digest=Digest.SHA512,
        http_proxy=None,
        ca_file=ca_file,
    )
    failures = InternalFailures()
    network = Network({HOST: listening.getsockname()[:2]}, failures=failures)
    yield (
        Joiner(target, network, "agent", 5.0, lambda: float(NOW), lambda _: network),
        asked,
    )
    listening.close()


def answer(status: int, body: object, *, length: int | None = None) -> bytes:
    text = body if isinstance(body, bytes) else json.dumps(body).encode()
    size = len(text) if length is None else length
    return f"HTTP/1.1 {status} X\r\nContent-Length: {size}\r\n\r\n".encode() + text


def test_the_request_is_signed_with_duos_time_and_the_connection_goes_on(
    authority: trustme.CA, tmp_path: Path
) -> None:
    call = Signer(SECRET.encode(), lambda: NOW + 100.0).encode(call_message("1", "ping", {}))
    with duo(authority, tmp_path, answer(200, PONG), answer(101, WELL) + call) as (joiner, asked):
        joined = joiner.join()
        assert joined.connection.read(5) == call
        joined.connection.close()
    head = asked[1].decode().lower()
    assert head.startswith("post /drpc/v1/join http/1.1\r\n")
    for line in ("connection: upgrade", "upgrade: drpc", "content-length: 0", "22:15:00 -0000"):
        assert line in head
    assert joined.signer.now() == NOW + 100
    assert (joined.compress_from, joined.idle_seconds) == (None, 600)


@pytest.mark.parametrize(
    ("status", "body", "said", "fatal"),
    [
        (
            404,
            {"code": 40401, "message": "m"},
            "Unexpected HTTP status 404. Error message: m",
            True,
        ),
        (
            401,
            {"code": 40103, "message": "m"},
            "Unexpected HTTP status 401. Error message: m",
            True,
        ),
        (
            401,
            {"code": 40102, "message": "m"},
            "Unexpected HTTP status 401. Error message: m",
            True,
        ),
        (401, {"code": 40105}, "Error message: Error not available", False),
        (503, b"busy", "Unexpected HTTP status 503. Error message: Error not available", False),
        (200, b"<html>", "Malformed HTTP response", False),
        (101, b"[]", "Malformed HTTP response", False),
        (101, {"stat": "FAIL"}, "Failed HTTP response", False),
        (101, {"stat": "OK", "response": []}, "Malformed HTTP response", False),
        (101, {"stat": "OK", "response": {}}, "Unknown protocol version", False),
        (200, WELL, "no drpc", False),
        (
            101,
            {"stat": "OK", "response": {"call_message_type": 0, "not_upgraded": "rotate"}},
            "asks for new keys",
            False,
        ),
    ],
)
def test_an_answer_that_lets_nobody_join_is_told_in_the_products_words(
    authority: trustme.CA, tmp_path: Path, status: int, body: object, said: str, *, fatal: bool
) -> None:
    with (
        duo(authority, tmp_path, answer(200, PONG), answer(status, body)) as (joiner, _),
        pytest.raises(JoinError) as caught,
    ):
        joiner.join()
    assert said in caught.value.what
    assert caught.value.is_fatal is fatal


@pytest.mark.parametrize("body", [b"no JSON", {"stat": "OK"}, {"stat": "OK", "response": {}}])
def test_without_duos_time_there_is_no_join(
    authority: trustme.CA, tmp_path: Path, body: object
) -> None:
    with duo(authority, tmp_path, answer(200, body)) as (joiner, asked):
        with pytest.raises(JoinError):
            joiner.join()
        assert len(asked) == 1


def test_an_answer_that_is_cut_off_or_too_long_is_a_failed_connection(
    authority: trustme.CA, tmp_path: Path
) -> None:
    for wrong in (answer(101, WELL, length=2**30), b"SSH-2.0-OpenSSH\r\n\r\n"):
        with (
            duo(authority, tmp_path, answer(200, PONG), wrong) as (joiner, _),
            pytest.raises(Unreachable),
        ):
            joiner.join()


def test_an_error_without_a_call_has_no_id() -> None:
    assert "id" not in error_message(None, CallError("bad msg"))
