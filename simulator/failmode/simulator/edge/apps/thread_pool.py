"""Threads that run the blocking applications behind an edge."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")

DEFAULT_LIMIT = 256
"""Threads at most, and so long polls at the same time, behind one edge."""


@dataclass(frozen=True, slots=True)
class _Job:
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]
    function: Callable[[], Any]
    unwanted: Callable[[Any], None]

    def work(self) -> None:
        try:
            result = self.function()
        except BaseException as error:  # noqa: BLE001  # whatever it is belongs to who waits
            self._report(self._fail, error)
        else:
            if not self._report(self._succeed, result):
                self.unwanted(result)

    def _succeed(self, result: object) -> None:
        if self.future.done():
            self.unwanted(result)
        else:
            self.future.set_result(result)

    def _fail(self, error: BaseException) -> None:
        if not self.future.done():
            self.future.set_exception(error)

    def _report(self, report: Callable[[Any], None], outcome: object) -> bool:
        """Tell whether there still is a loop in which anybody may wait."""
        try:
            self.loop.call_soon_threadsafe(report, outcome)
        except RuntimeError:
            return False
        return True


def _forget(_: object) -> None:
    return


class ThreadPool:
    """Daemon threads, started as they are needed, up to a limit.

    `concurrent.futures` would wait for its threads when the interpreter ends; a held long poll
    must not keep `failmode serve` from ending.

    Args:
        name: of the threads.
        limit: threads at most; further jobs wait for a free one.
    """

    def __init__(self, name: str, limit: int = DEFAULT_LIMIT) -> None:
        self._name = name
        self._limit = limit
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._counting = threading.Lock()
        self._idle = 0
        self._threads = 0

    async def run(self, function: Callable[[], T], unwanted: Callable[[T], None] = _forget) -> T:
        """Run `function` in a thread and await its result; from the loop's thread only.

        Args:
            function: what to run; it is run even when nobody waits any more.
            unwanted: called with its result when nobody waits any more.
        """
        return await self._submit(function, unwanted)

    def post(self, function: Callable[[], None]) -> None:
        """Run `function` in a thread some time; from the loop's thread only."""
        self._submit(function, _forget)

    def _submit(
        self, function: Callable[[], T], unwanted: Callable[[T], None]
    ) -> asyncio.Future[T]:
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._jobs.put(_Job(loop, future, function, unwanted))
        with self._counting:
            served = self._idle > 0 or self._threads >= self._limit
            self._idle -= self._idle > 0
        if not served:
            self._threads += 1
            threading.Thread(
                target=self._serve, name=f"{self._name}-{self._threads}", daemon=True
            ).start()
        return future

    def stop(self) -> None:
        """Let idle threads end now and busy ones when they are done; does not wait."""
        for _ in range(self._threads):
            self._jobs.put(None)

    def _serve(self) -> None:
        while (job := self._jobs.get()) is not None:
            job.work()
            # A reference kept here would keep the finished request alive until the next one.
            del job
            with self._counting:
                self._idle += 1
