"""Worker processes that run Duo's cloud behind the edge, with granian."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Self

from failmode.simulator.edge.apps.application import ApplicationCall
from failmode.simulator.edge.apps.envelope import write_call
from failmode.simulator.edge.http.messages import Request
from failmode.simulator.errors import ConfigError, SimulatorError
from failmode.simulator.runtime.worker_process import STATE_VARIABLE

_PROBE = b"POST / HTTP/1.1\r\nHost: worker\r\nContent-Length: %d\r\n\r\n"
_START_SECONDS = 30.0
_STOP_SECONDS = 5.0
_PROGRAM = "from failmode.simulator.runtime.worker_process import main; main()"


class WorkerProcesses:
    """Processes that answer for Duo's cloud, each on a Unix socket of its own.

    Args:
        count: how many.
        state_url: SQLAlchemy URL of the database that they share with this process.
    """

    def __init__(self, count: int, state_url: str) -> None:
        self._count = count
        self._state_url = state_url
        self._cleanup = ExitStack()
        self.sockets: tuple[Path, ...] = ()

    def start(self) -> Self:
        """Start them; returns once each answers.

        Raises:
            ConfigError: when granian is not installed.
            SimulatorError: when one does not start.
        """
        if importlib.util.find_spec("granian") is None:
            raise ConfigError(
                "workers are served by granian, which is not installed",
                "Install it with: pip install 'failmode[serve]', or leave --workers out",
            )
        with ExitStack() as stack:
            directory = stack.enter_context(tempfile.TemporaryDirectory(prefix="failmode-workers-"))
            self.sockets = tuple(
                Path(directory) / f"{number}.sock" for number in range(self._count)
            )
            processes = [self._run(stack, path) for path in self.sockets]
            for path, process in zip(self.sockets, processes, strict=True):
                _wait_until_answering(path, process)
            self._cleanup = stack.pop_all()
        return self

    def stop(self) -> None:
        """End them, whatever they wait for; a second call does nothing."""
        self._cleanup.close()

    def _run(self, stack: ExitStack, path: Path) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-c", _PROGRAM, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            env={**os.environ, STATE_VARIABLE: self._state_url},
            start_new_session=True,
        )
        stack.callback(_end, process)
        return process


def _wait_until_answering(path: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while not _answers(path):
        if process.poll() is not None or time.monotonic() > deadline:
            raise SimulatorError(
                f"a worker did not start within {_START_SECONDS:g} s",
                remedy="Read what it said above",
            )
        time.sleep(0.02)


def _answers(path: Path) -> bool:
    call = write_call(
        ApplicationCall(Request("GET", "/auth/v2/ping", "1.1", (("host", "x"),), b""), "")
    )
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(_START_SECONDS)
        try:
            probe.connect(str(path))
            probe.sendall(_PROBE % len(call) + call)
            return probe.recv(1) != b""
        except OSError:
            return False


def _end(process: subprocess.Popen[bytes]) -> None:
    # The process watches this pipe and takes its end for the order to stop.
    if process.stdin is not None:
        process.stdin.close()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(_STOP_SECONDS)
    # Whatever is left of its session, such as a worker that somebody has stopped in a debugger.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
