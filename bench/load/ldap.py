"""LDAP load: some clients, each of which connects, binds, and begins anew, for a bounded time."""

from __future__ import annotations

import json
import selectors
import socket
import sys
import time
from dataclasses import asdict, dataclass

from sansldap import BindRequest, BindResponse, SimpleCredential

from bench.child import LOOPBACK, ask
from bench.errors import BenchError
from bench.load.logins import LoginLoad
from failmode.simulator.authproxy.ldap.ber import read_pdu
from failmode.simulator.authproxy.ldap.codec import decode, encode

_ANSWER_TIMEOUT_SECONDS = 5.0
_END_SECONDS = 60.0
_MOST = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class LdapJob:
    """What to do to a server.

    Attributes:
        port: TCP port on the loopback address.
        name: bind name.
        password: its password.
        clients: how many bind at once.
        seconds: how long to go on at most.
        max_binds: how many binds to send at most.
    """

    port: int
    name: str
    password: str
    clients: int
    seconds: float
    max_binds: int


def measure(name: str, job: LdapJob) -> LoginLoad:
    """Do a job in a process of its own.

    Args:
        name: what messages call the server.
        job: what to do.

    Raises:
        BenchError: when a bind fails, or is not answered at all.
    """
    answer = ask("bench.load.ldap", asdict(job), job.seconds + _END_SECONDS)
    if answer["wrong"] is not None:
        raise BenchError(f"{name}: {answer['wrong']}")
    if not answer["latencies"]:
        raise BenchError(f"{name}: no answer in {job.seconds:g} s")
    return LoginLoad(tuple(answer["latencies"]), answer["seconds"])


def _run(job: LdapJob) -> dict[str, object]:
    credential = SimpleCredential(job.password)
    request = encode(BindRequest(1, [], 3, job.name, credential))
    latencies: list[float] = []
    wrong: str | None = None
    with selectors.DefaultSelector() as selector:

        def begin() -> None:
            started = time.perf_counter()
            sock = socket.create_connection((LOOPBACK, job.port), timeout=_ANSWER_TIMEOUT_SECONDS)
            sock.sendall(request)
            selector.register(sock, selectors.EVENT_READ, started)

        began = last = time.perf_counter()
        for _ in range(min(job.clients, job.max_binds)):
            begin()
        sent = min(job.clients, job.max_binds)
        while selector.get_map() and wrong is None:
            ready = selector.select(_ANSWER_TIMEOUT_SECONDS)
            if not ready:
                wrong = f"a bind was not answered in {_ANSWER_TIMEOUT_SECONDS:g} s"
            for key, _ in ready:
                sock = key.fileobj
                assert isinstance(sock, socket.socket), "nothing else is registered"
                wrong = wrong or _problem(sock.recv(_MOST))
                last = time.perf_counter()
                latencies.append(last - key.data)
                selector.unregister(sock)
                sock.close()
                if sent < job.max_binds and last - began < job.seconds:
                    sent += 1
                    begin()
    return {"latencies": sorted(latencies), "seconds": last - began, "wrong": wrong}


def _problem(octets: bytes) -> str | None:
    if not octets:
        return "a connection was closed without an answer"
    result = decode(read_pdu(octets), BindResponse).result
    return None if result.result_code == 0 else f"a bind failed: result code {result.result_code}"


if __name__ == "__main__":
    json.dump(_run(LdapJob(**json.load(sys.stdin))), sys.stdout)
