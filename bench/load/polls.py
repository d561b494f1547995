"""Long polls that are held, and pings that are sent meanwhile, each on a connection of its own."""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import time
from dataclasses import asdict, dataclass

from bench.child import LOOPBACK, ask
from bench.errors import BenchError
from bench.signed import signed_request

_TIMEOUT_SECONDS = 60.0
_PING = b"GET /auth/v2/ping HTTP/1.1\r\nHost: localhost\r\n\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class PollJob:
    """What to do to Duo's cloud.

    Attributes:
        port: TCP port on the loopback address, plain HTTP.
        host: the API host to sign for.
        ikey: integration key.
        skey: secret key.
        users: for each of them, one poll is held.
        pings: pings to send.
    """

    port: int
    host: str
    ikey: str
    skey: str
    users: tuple[str, ...]
    pings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PollLoad:
    """What came of it.

    Attributes:
        alone_seconds: median wait for a ping before any poll was held.
        meanwhile_seconds: median wait for a ping while the polls were held.
        held: polls that were still held after the last ping.
    """

    alone_seconds: float
    meanwhile_seconds: float
    held: int


def measure(job: PollJob) -> PollLoad:
    """Do a job in a process of its own.

    Raises:
        BenchError: for any answer that is not right.
    """
    return PollLoad(**ask("bench.load.polls", asdict(job), _TIMEOUT_SECONDS))


class _Connection:
    def __init__(
        self, job: PollJob, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._job = job
        self._reader = reader
        self._writer = writer

    async def call(self, method: str, path: str, **params: str) -> dict[str, str]:
        """Make a signed call and give its `response`."""
        job = self._job
        request = signed_request(method, path, params, host=job.host, ikey=job.ikey, skey=job.skey)
        answer = await self.exchange(request)
        response: dict[str, str] = json.loads(answer)["response"]
        return response

    async def exchange(self, request: bytes) -> bytes:
        """Read the body of an answer."""
        self._writer.write(request)
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = int(head.partition("content-length: ")[2].partition("\r\n")[0])
        body = await self._reader.readexactly(length)
        if not head.startswith("http/1.1 200 "):
            raise BenchError(f"answered {head.splitlines()[0]!r} with {body[:200]!r}")
        return body


async def _open(job: PollJob) -> _Connection:
    return _Connection(job, *await asyncio.open_connection(LOOPBACK, job.port))


async def _ping(connection: _Connection, count: int) -> float:
    times = []
    for _ in range(count):
        began = time.perf_counter()
        await connection.exchange(_PING)
        times.append(time.perf_counter() - began)
    return statistics.median(times)


async def _run(job: PollJob) -> PollLoad:
    pinging = await _open(job)
    alone = await _ping(pinging, job.pings)
    polling = [await _open(job) for _ in job.users]
    polls = []
    for connection, user in zip(polling, job.users, strict=True):
        asked = {"username": user, "factor": "push", "device": "auto", "async": "1"}
        txid = (await connection.call("POST", "/auth/v2/auth", **asked))["txid"]
        # The first status is told at once; the next one when the person has answered.
        await connection.call("GET", "/auth/v2/auth_status", txid=txid)
        polls.append(
            asyncio.ensure_future(connection.call("GET", "/auth/v2/auth_status", txid=txid))
        )
    meanwhile = await _ping(pinging, job.pings)
    held = sum(not poll.done() for poll in polls)
    for response in await asyncio.gather(*polls):
        if response["result"] != "allow":
            raise BenchError(f"a held poll was answered with {response}")
    return PollLoad(alone_seconds=alone, meanwhile_seconds=meanwhile, held=held)


def main() -> None:
    """Do the job on standard input, and write what came of it."""
    job = PollJob(**json.load(sys.stdin))
    json.dump(asdict(asyncio.run(_run(job))), sys.stdout)


if __name__ == "__main__":
    main()
