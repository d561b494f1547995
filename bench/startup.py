"""Start-up: from the start of a program to its first answer."""

from __future__ import annotations

import socket
import ssl
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.budget import Budget
from bench.child import free_port, module, running, wait_for_http
from bench.errors import BenchError
from bench.results import Outcome, Result, Unit
from bench.servers import moto

_FREE_PORTS = tuple(
    argument
    for port in ("ninjaone", "duo", "control", "radius", "ldap")
    for argument in (f"--{port}-port", "0")
)
_ANSWER_SECONDS = 10.0
_ANY_REQUEST = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


def run(budget: Budget) -> Outcome:
    """Start every program in turn; see `Benchmark`."""
    starts: dict[str, Callable[[], float]] = {"ours": _serve, "bare": _bare_flask}
    if moto.is_installed():
        starts["moto"] = _moto
    times: dict[str, list[float]] = {name: [] for name in starts}
    for _ in range(budget.start_ups):
        for name, start in starts.items():
            times[name].append(start())
    seconds = {name: statistics.median(taken) for name, taken in times.items()}

    def beside(peer: str, name: str, aim: float | None = None) -> Result:
        return Result(
            measure="failmode serve starts",
            unit=Unit.SECONDS,
            ours=seconds["ours"],
            peer=peer,
            theirs=seconds.get(name),
            aim=aim,
        )

    note = (
        "ours until `failmode serve --json` has printed its line and then, over TLS, Duo has "
        "answered a ping and NinjaOne has granted a token; the others until their first answer "
        "over HTTP"
    )
    return Outcome(
        (beside("Flask on werkzeug", "bare"), beside("moto_server", "moto", 1.0)),
        (note,),
    )


def _serve() -> float:
    program = Path(sys.executable).with_name("failmode")
    if not program.is_file():
        raise BenchError(f"{program} is missing. Run: make setup")
    began = time.perf_counter()
    with running("failmode serve", [str(program), "serve", "--json", *_FREE_PORTS]) as child:
        facts = child.facts()
        credentials = facts["credentials"]["ninjaone"]
        form = {
            "grant_type": "client_credentials",
            "client_id": credentials["client_id"],
            "client_secret": credentials["client_secret"],
        }
        _ask(facts, "duo", "GET /auth/v2/ping", "", '"OK"')
        _ask(facts, "ninjaone", "POST /ws/oauth/token", urlencode(form), '"access_token"')
        return time.perf_counter() - began


def _ask(facts: Mapping[str, Any], vendor: str, line: str, body: str, expected: str) -> None:
    """Ask a vendor of a running simulator once, over TLS, as its clients do."""
    address = facts["addresses"][vendor]
    host = address["host"]
    request = (
        f"{line} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    )
    trust = ssl.create_default_context(cafile=facts["ca_file"])
    with (
        socket.create_connection((host, address["port"]), _ANSWER_SECONDS) as plain,
        trust.wrap_socket(plain, server_hostname=host) as connection,
    ):
        connection.sendall(request.encode())
        with connection.makefile("rb") as stream:
            answer = stream.read().decode()
    if " 200 " not in answer.partition("\r\n")[0] or expected not in answer:
        raise BenchError(f"{vendor} answered {line} with {answer!r}")


def _bare_flask() -> float:
    port = free_port(socket.SOCK_STREAM)
    began = time.perf_counter()
    with running("bare Flask", module("bench.servers.bare_flask", str(port))) as child:
        wait_for_http(child, port, _ANY_REQUEST)
        return time.perf_counter() - began


def _moto() -> float:
    began = time.perf_counter()
    with moto.serving():
        return time.perf_counter() - began
