"""HTTP load: some connections, each with one request under way, for a bounded time and count.

Connections are kept where the server keeps them, and opened again where it closes them.
"""

from __future__ import annotations

import asyncio
import json
import re
import ssl
import statistics
import sys
import time
from dataclasses import asdict, dataclass
from typing import cast

import uvloop

from bench.child import LOOPBACK, ask
from bench.errors import BenchError

_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*([0-9]+)[ \t]*\r\n", re.IGNORECASE)
_CLOSE = re.compile(rb"\r\nconnection:[ \t]*close[ \t]*\r\n", re.IGNORECASE)
_START_SECONDS = 10.0
_END_SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpJob:
    """What to do to a server.

    Attributes:
        port: TCP port on the loopback address.
        ca_file: authority that the certificate of `localhost` must lead to; None: plain HTTP.
        requests: whole requests as text; each connection repeats one of them.
        expect: what every answer's body must contain, beside the status 200.
        connections: how many to open.
        seconds: how long to go on at most.
        max_requests: how many requests to send at most.
    """

    port: int
    ca_file: str | None
    requests: tuple[str, ...]
    expect: str
    connections: int
    seconds: float
    max_requests: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpLoad:
    """What came of it.

    Attributes:
        answers: right answers.
        seconds: from the first request to the last answer, connections being open before.
        median_seconds: of a request.
        slowest_seconds: of a request.
    """

    answers: int
    seconds: float
    median_seconds: float
    slowest_seconds: float

    @property
    def rate(self) -> float:
        """Right answers per second."""
        return self.answers / self.seconds


def measure(name: str, job: HttpJob) -> HttpLoad:
    """Do a job in a process of its own.

    Args:
        name: what messages call the server.
        job: what to do.

    Raises:
        BenchError: for any answer that is not right, or none.
    """
    answer = ask("bench.load.http", asdict(job), job.seconds + _START_SECONDS + _END_SECONDS)
    if answer["wrong"] is not None:
        raise BenchError(f"{name}: {answer['wrong']}")
    times = answer["times"]
    if not times:
        raise BenchError(f"{name}: no answer in {job.seconds:g} s")
    return HttpLoad(
        answers=len(times),
        seconds=answer["seconds"],
        median_seconds=statistics.median(times),
        slowest_seconds=max(times),
    )


class _Connection(asyncio.Protocol):
    """One connection, of which one answer at a time is expected."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._received = bytearray()
        self._answer: asyncio.Future[bytes] | None = None
        self._ended = False
        self.keep_alive = True

    async def exchange(self, request: bytes) -> bytes:
        """Send a request and give its answer, head and body."""
        if self._transport is None or self._ended:
            raise ConnectionError("the server closed the connection")
        self._received.clear()
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answer

    def close(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are ones by their methods, not by inheritance.
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._received += data
        end = self._received.find(b"\r\n\r\n")
        if end < 0:
            return
        self.keep_alive = self._received.startswith(b"HTTP/1.1") and not _CLOSE.search(
            self._received, 0, end + 2
        )
        # Without a length the answer ends with the connection.
        length = _LENGTH.search(self._received, 0, end + 2)
        if length is not None and len(self._received) - end - 4 >= int(length[1]):
            self._give(bytes(self._received))

    def connection_lost(self, exc: Exception | None) -> None:
        self._ended = True
        if self._received and exc is None:
            self._give(bytes(self._received))
        elif self._answer is not None and not self._answer.done():
            self._answer.set_exception(exc or ConnectionError("the server closed the connection"))

    def _give(self, answer: bytes) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(answer)


class _Load:
    def __init__(self, job: HttpJob) -> None:
        self._job = job
        self._expect = job.expect.encode()
        self._left = job.max_requests
        self._tls = None if job.ca_file is None else ssl.create_default_context(cafile=job.ca_file)
        self._start = asyncio.Event()
        self._times: list[float] = []
        self._last = 0.0
        self._wrong: str | None = None

    async def run(self) -> dict[str, object]:
        async with asyncio.timeout(_START_SECONDS):
            connections = [await self._open() for _ in range(self._job.connections)]
        requests = [request.encode("latin-1") for request in self._job.requests]
        tasks = [
            asyncio.create_task(self._repeat(connection, requests[number % len(requests)]))
            for number, connection in enumerate(connections)
        ]
        began = time.perf_counter()
        _done, late = await asyncio.wait(tasks, timeout=self._job.seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return {"times": self._times, "seconds": self._last - began, "wrong": self._wrong}

    async def _open(self) -> _Connection:
        _transport, connection = await asyncio.get_running_loop().create_connection(
            _Connection,
            LOOPBACK,
            self._job.port,
            ssl=self._tls,
            server_hostname=None if self._tls is None else "localhost",
        )
        return connection

    async def _repeat(self, connection: _Connection, request: bytes) -> None:
        try:
            while self._left > 0 and self._wrong is None:
                self._left -= 1
                began = time.perf_counter()
                if not connection.keep_alive:
                    connection = await self._open()
                self._check(await connection.exchange(request))
                self._last = time.perf_counter()
                self._times.append(self._last - began)
                if not connection.keep_alive:
                    connection.close()
        except OSError as error:
            self._wrong = f"no answer: {error}"
        finally:
            connection.close()

    def _check(self, answer: bytes) -> None:
        head, _, body = answer.partition(b"\r\n\r\n")
        if head[9:12] != b"200" or self._expect not in body:
            self._wrong = (
                f"answered {head.splitlines()[0].decode('latin-1')!r} with {body[:200]!r}, "
                f"expected the status 200 and {self._job.expect!r}"
            )


def main() -> None:
    """Do the job on standard input, and write the times of all requests."""
    job = HttpJob(**json.load(sys.stdin))
    # What the load costs is missing to the servers, which share the processors with it.
    json.dump(uvloop.run(_run(job)), sys.stdout)


async def _run(job: HttpJob) -> dict[str, object]:
    return await _Load(job).run()


if __name__ == "__main__":
    main()
