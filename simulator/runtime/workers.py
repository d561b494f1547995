"""Worker processes that run Duo's cloud behind the edge, with granian."""

from __future__ import annotations

import importlib.util
import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Self

from simulator.errors import ConfigError, SimulatorError
from simulator.runtime.worker import STATE_VARIABLE

_START_SECONDS = 30.0
_STOP_SECONDS = 10.0
_PROGRAM = "from simulator.runtime.worker import main; main()"
_PROBE = b"GET /auth/v2/ping HTTP/1.1\r\nHost: worker\r\nConnection: close\r\n\r\n"


class WorkerProcesses:
    """Processes that answer for Duo's cloud on one Unix socket.

    Args:
        count: how many.
        state_url: SQLAlchemy URL of the database that they share with this process.
    """

    def __init__(self, count: int, state_url: str) -> None:
        self._count = count
        self._state_url = state_url
        self._process: subprocess.Popen[bytes] | None = None
        self._cleanup = ExitStack()
        self.socket = Path()

    def start(self) -> Self:
        """Start them; returns once one answers.

        Raises:
            ConfigError: when granian is not installed.
            SimulatorError: when they do not start.
        """
        if importlib.util.find_spec("granian") is None:
            raise ConfigError(
                "workers are served by granian, which is not installed",
                "Install it with: pip install 'failmode[serve]', or leave --workers out",
            )
        with ExitStack() as stack:
            directory = stack.enter_context(tempfile.TemporaryDirectory(prefix="failmode-workers-"))
            self.socket = Path(directory) / "duo.sock"
            command = [sys.executable, "-c", _PROGRAM, "--socket", str(self.socket)]
            command += ["--workers", str(self._count)]
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                env={**os.environ, STATE_VARIABLE: self._state_url},
            )
            stack.callback(self._end, self._process)
            self._wait_until_answering(self._process)
            self._cleanup = stack.pop_all()
        return self

    def stop(self) -> None:
        """End them, whatever they wait for; a second call does nothing."""
        self._cleanup.close()

    def _wait_until_answering(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while not self._answers():
            if process.poll() is not None or time.monotonic() > deadline:
                raise SimulatorError(
                    f"the {self._count} workers did not start within {_START_SECONDS:g} s. "
                    "What they said is above"
                )
            time.sleep(0.02)

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(_START_SECONDS)
            try:
                probe.connect(str(self.socket))
                probe.sendall(_PROBE)
                return probe.recv(1) != b""
            except OSError:
                return False

    @staticmethod
    def _end(process: subprocess.Popen[bytes]) -> None:
        # Its parent watches this pipe and takes its end for the order to stop.
        if process.stdin is not None:
            process.stdin.close()
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
