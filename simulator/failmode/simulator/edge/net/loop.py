"""The one asyncio loop, in one thread, on which all edges live."""

from __future__ import annotations

import asyncio
import concurrent.futures
import sys
import threading
from collections.abc import Callable, Coroutine
from typing import Any, Self, TypeVar

from failmode.simulator.errors import ConfigError
from failmode.simulator.sockets import ClientLoop

T = TypeVar("T")

_CHECK_SECONDS = 0.5


def _new_loop() -> asyncio.AbstractEventLoop:
    """Make the loop.

    Raises:
        ConfigError: on Windows, whose sockets cannot fail in the ways that an edge needs.
    """
    if sys.platform == "win32":
        raise ConfigError(
            "the simulator does not run on Windows",
            "Run it on Linux or macOS, for example in WSL or a container",
        )
    from uvloop import new_event_loop  # noqa: PLC0415 - not there on Windows

    return new_event_loop()


class LoopEndedError(RuntimeError):
    """The loop has ended; nothing runs on it any more."""


class EdgeLoop:
    """A loop in a daemon thread, for callers that live in other threads; a context manager.

    Attributes:
        asyncio: the loop.
        clients: runs clients of the edges on it as well.
    """

    def __init__(self) -> None:
        self.asyncio = _new_loop()
        self._thread = threading.Thread(target=self._run, name="edge-loop", daemon=True)
        self.clients = ClientLoop(self.asyncio, self._is_usable_from_here)

    def start(self) -> Self:
        """Start the thread; returns when the loop runs."""
        running = threading.Event()
        self.asyncio.call_soon(running.set)
        self._thread.start()
        running.wait()
        return self

    def stop(self) -> None:
        """Cancel what still runs and end the thread; a second call does nothing."""
        if self.asyncio.is_closed():
            return
        if self._thread.is_alive():
            self.asyncio.call_soon_threadsafe(self.asyncio.stop)
            self._thread.join()
        self.asyncio.close()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine on the loop and wait for its result; not from the loop's own thread.

        Raises:
            LoopEndedError: when the loop ends, or has ended, before the coroutine.
        """
        try:
            future = asyncio.run_coroutine_threadsafe(work, self.asyncio)
        except RuntimeError as error:
            work.close()
            raise LoopEndedError from error
        while not future.done():
            concurrent.futures.wait([future], timeout=_CHECK_SECONDS)
            if not self._thread.is_alive() and not future.done():
                raise LoopEndedError
        return future.result()

    def call(self, function: Callable[[], None]) -> None:
        """Call a function in the loop's thread and wait until it is done; from any thread."""
        if threading.current_thread() is self._thread:
            function()
            return

        async def work() -> None:
            function()

        self.run(work())

    def _is_usable_from_here(self) -> bool:
        return self._thread.is_alive() and threading.current_thread() is not self._thread

    def _run(self) -> None:
        asyncio.set_event_loop(self.asyncio)
        self.asyncio.run_forever()
        tasks = asyncio.all_tasks(self.asyncio)
        for task in tasks:
            task.cancel()
        if tasks:
            self.asyncio.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()
