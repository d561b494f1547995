"""Duo's cloud as its worker processes run it: the application that granian serves.

Run as a program, by `failmode.simulator.runtime.worker_processes`, it ends when its standard
input does, so that no worker outlives the simulator.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Protocol

from failmode.simulator.duo.application import ROUTER, create_app, identifier
from failmode.simulator.duo.cloud import create_cloud
from failmode.simulator.edge.apps.application import (
    ApplicationCall,
    ServerAddress,
    StreamedResponse,
)
from failmode.simulator.edge.apps.envelope import (
    ANSWERED,
    FAILED,
    REPLACED,
    WorkerAnswer,
    read_call,
    write_answer,
    write_failure,
)
from failmode.simulator.edge.apps.wsgi import WsgiApplication, never
from failmode.simulator.errors import RowsReplacedError
from failmode.simulator.internal_failures import described
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.id_generator import id_generator
from failmode.simulator.state.requests import kept_to_their_rows
from failmode.simulator.state.store import Store
from failmode.simulator.state.sync import StateSync
from failmode.terms import Vendor

_logger = logging.getLogger(__name__)

STATE_VARIABLE = "FAILMODE_WORKER_STATE"
"""Environment variable with the SQLAlchemy URL of the shared database."""

THREADS = 256
"""Requests that one worker handles at the same time; most of them wait for a person."""

_BACKPRESSURE = 4096
_KILL_SECONDS = 1


class HTTPProtocol(Protocol):
    """One HTTP exchange, by the name that granian's RSGI specification gives it."""

    async def __call__(self) -> bytes:
        """Read the request's body."""

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        """Send the response."""


class Worker:
    """Duo's cloud in one worker process, as granian calls it (RSGI).

    Args:
        state_url: SQLAlchemy URL of the shared database.
    """

    def __init__(self, state_url: str) -> None:
        store = Store(state_url)
        clock = Clock()
        sync = StateSync(store, clock)
        duo = create_cloud(store, clock, rng=id_generator(store, sync.process))
        self._application = WsgiApplication(
            sync.before_each_request(kept_to_their_rows(store, create_app(duo))),
            identifier(duo),
            clock,
            threads=THREADS,
            at_once=ROUTER.answers_at_once if store.is_local else never,
        )
        self._pid = os.getpid()

    def __rsgi_init__(self, _loop: asyncio.AbstractEventLoop) -> None:
        """Make ready, once per process."""
        self._application.start(ServerAddress(Vendor.DUO, "https", "localhost", 0))
        # What exists now lives until the end, and need not be searched for garbage again and again.
        gc.freeze()

    async def __rsgi__(self, _scope: object, protocol: HTTPProtocol) -> None:
        """Answer one call of the edge."""
        try:
            body = await self._answer(read_call(await protocol()))
        except RowsReplacedError:
            protocol.response_bytes(REPLACED, [], b"")
        except Exception as error:
            reason, remedy = described(error)
            _logger.exception("internal failure in a worker: %s", reason)
            protocol.response_bytes(FAILED, [], write_failure(reason, remedy))
        else:
            protocol.response_bytes(ANSWERED, [], body)

    async def _answer(self, call: ApplicationCall) -> bytes:
        answer = await self._application.answer(call)
        if isinstance(answer, StreamedResponse):
            answer.body.close()
            raise TypeError("Duo's cloud answers nothing of unknown length")
        return write_answer(WorkerAnswer(answer, call.identified, self._pid))


def create() -> Worker:
    """Make this process's worker, on the database that the environment names."""
    return Worker(os.environ[STATE_VARIABLE])


def _end_with_parent() -> None:
    # Not by `sys.stdin`, whose lock the worker would inherit as held.
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    """Serve on the Unix socket that the command line names, until standard input ends.

    Ends as well when the process that does the work dies: who watches this one starts both anew.
    """
    from granian.constants import HTTPModes, Interfaces  # noqa: PLC0415 - the worker needs no server
    from granian.log import LogLevels  # noqa: PLC0415
    from granian.server import Server  # noqa: PLC0415

    threading.Thread(target=_end_with_parent, daemon=True).start()
    Server(
        "failmode.simulator.runtime.worker_process:create",
        factory=True,
        uds=Path(sys.argv[1]),
        uds_permissions=0o600,
        interface=Interfaces.RSGI,
        workers=1,
        backpressure=_BACKPRESSURE,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.error,
        workers_kill_timeout=_KILL_SECONDS,
    ).serve()
