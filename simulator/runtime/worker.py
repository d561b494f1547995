"""Duo's cloud as its worker processes run it: the application that granian serves.

Run as a program it is the parent of the workers, started by `simulator.runtime.workers`. It ends
when its standard input does, so that no worker outlives the simulator.
"""

from __future__ import annotations

import argparse
import io
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from simulator.clock import Clock
from simulator.duo.identify import identifier
from simulator.duo.routes import create_app
from simulator.duo.service import DuoService
from simulator.edge.identify import Identified, Identify
from simulator.edge.upstream import (
    IDENTIFIED_HEADER,
    PEER_HEADER,
    SCHEME_HEADER,
    SKEW_HEADER,
    WORKER_HEADER,
    named,
)
from simulator.edge.wsgi import App
from simulator.sharing import Sharing
from simulator.store import Store

STATE_VARIABLE = "FAILMODE_WORKER_STATE"
"""Environment variable with the SQLAlchemy URL of the shared database."""

BLOCKING_THREADS = 256
"""Requests that one worker handles at the same time; most of them wait for a person."""

_KILL_SECONDS = 1

_logger = logging.getLogger(__name__)


def create() -> App:
    """The application of one worker process."""
    store = Store(os.environ[STATE_VARIABLE])
    clock = Clock()
    duo = DuoService(store, clock)
    sharing = Sharing(store, clock)
    return sharing.before_each_request(for_the_edge(create_app(duo), identifier(duo), clock))


def for_the_edge(app: App, identify: Identify, clock: Clock) -> App:
    """`app` as the edge's counterpart.

    Args:
        app: the application; it sees the client, the scheme and the time as the edge says.
        identify: reads operation, stage and user from a request; the edge is told.
        clock: the application's clock.
    """

    worker = str(os.getpid())

    def told(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        environ["REMOTE_ADDR"] = environ.pop(_variable(PEER_HEADER), "")
        environ["wsgi.url_scheme"] = environ.pop(_variable(SCHEME_HEADER), "https")
        skew = float(environ.pop(_variable(SKEW_HEADER), 0.0))
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)
        about = named(_identified(identify, environ, body))

        def start(
            status: str, headers: list[tuple[str, str]], exc_info: object = None
        ) -> Callable[[bytes], object]:
            del exc_info
            write: Callable[[bytes], object] = start_response(
                status, [*headers, (IDENTIFIED_HEADER, about), (WORKER_HEADER, worker)]
            )
            return write

        if not skew:
            return app(environ, start)
        with clock.skewed(skew):
            return app(environ, start)

    return told


def _identified(identify: Identify, environ: dict[str, Any], body: bytes) -> Identified:
    headers = {
        name[5:].replace("_", "-").lower(): value
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    if "CONTENT_TYPE" in environ:
        headers["content-type"] = environ["CONTENT_TYPE"]
    method = environ["REQUEST_METHOD"]
    path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
    try:
        return identify(method, path, environ.get("QUERY_STRING", ""), headers, body)
    except Exception:
        _logger.exception("the worker could not identify %s", path)
        return Identified(f"{method} {path}")


def _variable(header: str) -> str:
    return "HTTP_" + header.upper().replace("-", "_")


def _end_with_parent() -> None:
    # Not by `sys.stdin`, whose lock the workers would inherit as held.
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    """Serve the application in several processes until SIGTERM or the end of standard input."""
    from granian.constants import HTTPModes, Interfaces  # noqa: PLC0415 - the workers need no server
    from granian.log import LogLevels  # noqa: PLC0415
    from granian.server import Server  # noqa: PLC0415

    parser = argparse.ArgumentParser()
    parser.add_argument("--socket", type=Path, required=True)
    parser.add_argument("--workers", type=int, required=True)
    given = parser.parse_args()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    Server(
        "simulator.runtime.worker:create",
        factory=True,
        uds=given.socket,
        uds_permissions=0o600,
        interface=Interfaces.WSGI,
        workers=given.workers,
        blocking_threads=BLOCKING_THREADS,
        backpressure=BLOCKING_THREADS,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=_KILL_SECONDS,
    ).serve()
