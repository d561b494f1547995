"""Load by RADIUS logins of several messages: a challenge with its answer, or EAP.

Each socket has one login under way. What the clients compute, for EAP the other side of TLS, takes
its time on the same machine.
"""

from __future__ import annotations

import json
import selectors
import socket
import sys
import time
from dataclasses import asdict, dataclass
from enum import StrEnum

from bench.child import LOOPBACK, ask
from bench.errors import BenchError
from bench.load.logins import LoginLoad
from failmode.simulator.authproxy.radius.packets import (
    MAX_DATAGRAM,
    BadPacketError,
    Code,
    OutgoingRequest,
)
from failmode.simulator.logins.eap_dialogue import EapDialogue
from failmode.simulator.logins.radius_dialogue import Dialogue, Sent, TypedAnswers

_ANSWER_TIMEOUT_SECONDS = 5.0
_END_SECONDS = 60.0


class LoginKind(StrEnum):
    """How a user logs in."""

    TYPED = "typed"
    EAP = "eap"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginJob:
    """What to do to a server.

    Attributes:
        port: UDP port on the loopback address.
        secret: shared with the server.
        kind: how the user logs in.
        username: User-Name of every request.
        typed: what the user types, one after the other.
        sockets: how many to open.
        seconds: how long to go on at most.
        max_logins: how many logins to begin at most.
    """

    port: int
    secret: str
    kind: LoginKind
    username: str
    typed: tuple[str, ...]
    sockets: int
    seconds: float
    max_logins: int

    def dialogue(self) -> Dialogue:
        """Begin a login."""
        if self.kind is LoginKind.EAP:
            return EapDialogue(self.username, self.typed)
        return TypedAnswers(self.typed[0], self.typed[1:])


def measure_logins(name: str, job: LoginJob) -> LoginLoad:
    """Do a job in a process of its own.

    Args:
        name: what messages call the server.
        job: what to do.

    Raises:
        BenchError: when a login is not accepted, or a request not answered at all.
    """
    answer = ask("bench.load.radius_logins", asdict(job), job.seconds + _END_SECONDS)
    if answer["wrong"] is not None:
        raise BenchError(f"{name}: {answer['wrong']}")
    if not answer["latencies"]:
        raise BenchError(f"{name}: no login in {job.seconds:g} s")
    return LoginLoad(tuple(answer["latencies"]), answer["seconds"])


class _WrongError(Exception):
    """A login was not accepted; the text says how it ended."""


class _User:
    """One socket, and the login that goes over it."""

    def __init__(self, job: LoginJob) -> None:
        self._job = job
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.sock.connect((LOOPBACK, job.port))

    def begin(self) -> None:
        self.began = time.perf_counter()
        self._dialogue = self._job.dialogue()
        self._send(self._dialogue.first())

    def is_in_after_answer(self) -> bool:
        """Take the answer, and go on; tells whether that was the end."""
        try:
            reply = self._request.read_reply(self.sock.recv(MAX_DATAGRAM))
        except BadPacketError as error:
            raise _WrongError(str(error)) from error
        if reply.code == Code.ACCESS_ACCEPT:
            objection = self._dialogue.objection(reply)
            if objection is not None:
                raise _WrongError(objection)
            return True
        sent = self._dialogue.after(reply) if reply.code == Code.ACCESS_CHALLENGE else None
        if sent is None:
            raise _WrongError(f"answered with code {reply.code}, expected an Access-Accept")
        self._send(sent)
        return False

    def _send(self, sent: Sent) -> None:
        password = None if sent.typed is None else sent.typed.encode()
        self._request = OutgoingRequest(
            self._job.secret.encode(), self._job.username, password, sent.attributes
        )
        self.sock.send(self._request.datagram)


def _run(job: LoginJob) -> dict[str, object]:
    users = [_User(job) for _ in range(min(job.sockets, job.max_logins))]
    latencies: list[float] = []
    begun, wrong = len(users), None
    with selectors.DefaultSelector() as selector:
        for user in users:
            selector.register(user.sock, selectors.EVENT_READ, user)
        began = last = time.perf_counter()
        for user in users:
            user.begin()
        under_way = len(users)
        while under_way and last - began < job.seconds and wrong is None:
            ready = selector.select(_ANSWER_TIMEOUT_SECONDS)
            if not ready:
                wrong = f"{under_way} requests were not answered in {_ANSWER_TIMEOUT_SECONDS:g} s"
            try:
                for key, _ in ready:
                    if not key.data.is_in_after_answer():
                        continue
                    latencies.append(time.perf_counter() - key.data.began)
                    under_way -= begun >= job.max_logins
                    if begun < job.max_logins:
                        begun += 1
                        key.data.begin()
            except _WrongError as error:
                wrong = str(error)
            last = time.perf_counter()
    for user in users:
        user.sock.close()
    return {"latencies": sorted(latencies), "seconds": last - began, "wrong": wrong}


def main() -> None:
    """Do the job on standard input, and write what came of it."""
    job = json.load(sys.stdin)
    kind, typed = LoginKind(job.pop("kind")), tuple(job.pop("typed"))
    json.dump(_run(LoginJob(kind=kind, typed=typed, **job)), sys.stdout)


if __name__ == "__main__":
    main()
