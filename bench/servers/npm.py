"""Programs from npm that answer a canned preauth: Prism and mountebank, when they are installed."""

from __future__ import annotations

import json
import socket
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bench.child import LOOPBACK, REPOSITORY, Child, free_port, running, wait_for_http
from bench.servers.bare_flask import PREAUTH

EXPECTED = "Account is active"
"""What the canned answer contains."""

_PROGRAMS = REPOSITORY / "bench" / "peers" / "node_modules" / ".bin"
_ANSWER = {
    "stat": "OK",
    "response": {
        "result": "auth",
        "status_msg": EXPECTED,
        "devices": [
            {
                "device": "DPFZRS9FB0D46QFTM891",
                "type": "phone",
                "number": "XXX-XXX-0100",
                "name": "",
                "capabilities": ["auto", "push", "sms", "phone", "mobile_otp"],
            }
        ],
    },
}
_PROBE = (
    f"POST {PREAUTH} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
).encode()


def is_installed(program: str) -> bool:
    """Return whether `prism` or `mb` is installed in bench/peers."""
    return (_PROGRAMS / program).exists()


@contextmanager
def prism() -> Iterator[tuple[Child, int]]:
    """Run Prism with an OpenAPI description whose example is the answer; the program and its port.

    Raises:
        BenchError: when it does not start.
    """
    answer = {"application/json": {"schema": {"type": "object"}, "example": _ANSWER}}
    form = {"application/x-www-form-urlencoded": {"schema": {"type": "object"}}}
    preauth = {
        "requestBody": {"content": form},
        "responses": {"200": {"description": "OK", "content": answer}},
    }
    description = {
        "openapi": "3.0.3",
        "info": {"title": "canned", "version": "1"},
        "paths": {PREAUTH: {"post": preauth}},
    }
    port = free_port(socket.SOCK_STREAM)
    with _written(description) as file:
        command = [str(_PROGRAMS / "prism"), "mock", "-h", LOOPBACK, "-p", str(port)]
        with running("prism", [*command, "-v", "silent", str(file)]) as child:
            wait_for_http(child, port, _PROBE)
            yield child, port


@contextmanager
def mountebank() -> Iterator[tuple[Child, int]]:
    """Run mountebank with one imposter that answers; give the program and the imposter's port.

    Raises:
        BenchError: when it does not start.
    """
    port = free_port(socket.SOCK_STREAM)
    response = {"statusCode": 200, "headers": {"Content-Type": "application/json"}, "body": _ANSWER}
    imposter = {"port": port, "protocol": "http", "stubs": [{"responses": [{"is": response}]}]}
    with _written({"imposters": [imposter]}) as file:
        command = [str(_PROGRAMS / "mb"), "start", "--port", str(free_port(socket.SOCK_STREAM))]
        command += ["--loglevel", "error", "--nologfile", "--localOnly"]
        command += ["--pidfile", str(file.with_name("mb.pid")), "--configfile", str(file)]
        with running("mountebank", command) as child:
            wait_for_http(child, port, _PROBE)
            yield child, port


@contextmanager
def _written(content: Mapping[str, object]) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory) / "configuration.json"
        file.write_text(json.dumps(content), encoding="utf-8")
        yield file
