"""RADIUS load: some sockets, each with one Access-Request under way, for a bounded time and count.

The requests are made before and the answers verified after the measured time.
"""

from __future__ import annotations

import json
import selectors
import socket
import sys
import time
from dataclasses import asdict, dataclass

from bench.child import LOOPBACK, ask
from bench.errors import BenchError
from bench.load.logins import LoginLoad
from failmode.simulator.authproxy.radius.packets import (
    MAX_DATAGRAM,
    BadPacketError,
    Code,
    OutgoingRequest,
)

_ANSWER_TIMEOUT_SECONDS = 5.0
_END_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RadiusJob:
    """What to do to a server.

    Attributes:
        port: UDP port on the loopback address.
        secret: shared with the server.
        username: User-Name of every request.
        password: its PAP password.
        sockets: how many to open.
        seconds: how long to go on at most.
        max_requests: how many requests to send at most.
    """

    port: int
    secret: str
    username: str
    password: str
    sockets: int
    seconds: float
    max_requests: int


def measure(name: str, job: RadiusJob) -> LoginLoad:
    """Do a job in a process of its own.

    Args:
        name: what messages call the server.
        job: what to do.

    Raises:
        BenchError: when a request is not accepted, or not answered at all.
    """
    answer = ask("bench.load.radius", asdict(job), job.seconds + _END_SECONDS)
    if answer["wrong"] is not None:
        raise BenchError(f"{name}: {answer['wrong']}")
    if not answer["latencies"]:
        raise BenchError(f"{name}: no answer in {job.seconds:g} s")
    return LoginLoad(tuple(answer["latencies"]), answer["seconds"])


@dataclass(slots=True)
class _Sender:
    """One socket, and the requests that go over it one after the other."""

    sock: socket.socket
    requests: list[OutgoingRequest]
    answers: list[bytes]
    latencies: list[float]
    sent: float = 0.0

    def send_next(self) -> bool:
        """Send the request after the last answer; False when there is none left."""
        if len(self.answers) == len(self.requests):
            return False
        self.sent = time.perf_counter()
        self.sock.send(self.requests[len(self.answers)].datagram)
        return True

    def receive(self) -> None:
        """Take an answer, which is there."""
        self.answers.append(self.sock.recv(MAX_DATAGRAM))
        self.latencies.append(time.perf_counter() - self.sent)


def _senders(job: RadiusJob) -> list[_Sender]:
    senders = []
    for _ in range(job.sockets):
        sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        sock.connect((LOOPBACK, job.port))
        senders.append(_Sender(sock, [], [], []))
    for number in range(job.max_requests):
        request = OutgoingRequest(job.secret.encode(), job.username, job.password.encode())
        senders[number % job.sockets].requests.append(request)
    return senders


def _run(job: RadiusJob) -> dict[str, object]:
    senders = _senders(job)
    with selectors.DefaultSelector() as selector:
        for sender in senders:
            selector.register(sender.sock, selectors.EVENT_READ, sender)
        began = last = time.perf_counter()
        under_way = sum(sender.send_next() for sender in senders)
        wrong = None
        while under_way and last - began < job.seconds and wrong is None:
            ready = selector.select(_ANSWER_TIMEOUT_SECONDS)
            if not ready:
                wrong = f"{under_way} requests were not answered in {_ANSWER_TIMEOUT_SECONDS:g} s"
            for key, _ in ready:
                key.data.receive()
                under_way -= not key.data.send_next()
            last = time.perf_counter()
    for sender in senders:
        sender.sock.close()
    return {
        "latencies": sorted(one for sender in senders for one in sender.latencies),
        "seconds": last - began,
        "wrong": wrong or _check(senders),
    }


def _check(senders: list[_Sender]) -> str | None:
    for sender in senders:
        for request, answer in zip(sender.requests, sender.answers, strict=False):
            try:
                code = request.read_reply(answer).code
            except BadPacketError as error:
                return str(error)
            if code != Code.ACCESS_ACCEPT:
                return f"answered with code {code}, expected an Access-Accept"
    return None


def main() -> None:
    """Do the job on standard input, and write what came of it."""
    json.dump(_run(RadiusJob(**json.load(sys.stdin))), sys.stdout)


if __name__ == "__main__":
    main()
