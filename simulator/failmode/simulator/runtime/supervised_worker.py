"""One worker process: started, watched, and started anew when it dies."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from failmode.simulator.control.health import WorkerHealth, WorkerState
from failmode.simulator.edge.apps.application import ApplicationCall
from failmode.simulator.edge.apps.envelope import write_call
from failmode.simulator.edge.http.messages import Request
from failmode.simulator.errors import SimulatorError
from failmode.simulator.runtime.worker_process import STATE_VARIABLE

_logger = logging.getLogger(__name__)

_PROBE = b"POST / HTTP/1.1\r\nHost: worker\r\nContent-Length: %d\r\n\r\n"
_START_SECONDS = 30.0
_STOP_SECONDS = 5.0
_LOOK_SECONDS = 0.02
_PROGRAM = "from failmode.simulator.runtime.worker_process import main; main()"


@dataclass(frozen=True, slots=True)
class Backoff:
    """How long is waited before a worker that has died is started anew.

    Attributes:
        first_seconds: after the second death in succession; doubled after each further one.
        longest_seconds: what it comes to at most.
        calm_seconds: a worker that has run for so long begins a new succession when it dies.
    """

    first_seconds: float = 1.0
    longest_seconds: float = 60.0
    calm_seconds: float = 60.0

    def seconds(self, deaths: int) -> float:
        """Return how long to wait after so many deaths in succession; nothing after the first."""
        if deaths <= 1:
            return 0.0
        # Beyond that many doublings no float would hold it.
        return min(self.first_seconds * 2.0 ** min(deaths - 2, 64), self.longest_seconds)


class SupervisedWorker:
    """A process that answers for Duo's cloud, and is started anew when it dies.

    Its socket is at its place only while it answers, so that whoever connects to one that is not
    there hears so at once.

    Args:
        number: by which the log names it.
        path: place of the Unix socket.
        state_url: SQLAlchemy URL of the database.
        backoff: how long is waited before it is started anew.
        on_change: called after its health has changed.
    """

    def __init__(
        self,
        number: int,
        path: Path,
        state_url: str,
        *,
        backoff: Backoff,
        on_change: Callable[[], None],
    ) -> None:
        self._number = number
        self._path = path
        self._fresh = path.with_suffix(".new")
        self._state_url = state_url
        self._backoff = backoff
        self._on_change = on_change
        self._stopping = threading.Event()
        self._changing = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread: threading.Thread | None = None
        self._health = WorkerHealth(None, WorkerState.STARTING, 0)

    @property
    def health(self) -> WorkerHealth:
        """How it is at this moment."""
        return self._health

    def begin(self) -> None:
        """Start the process, without waiting for it."""
        self._begin()

    def supervise(self) -> None:
        """Wait until the begun process answers, and start it anew whenever it dies.

        Raises:
            SimulatorError: when it does not start.
        """
        process = self._process
        if process is None or not self._comes_up(process):
            code = None if process is None else process.poll()
            late = f"did not start within {_START_SECONDS:g} s"
            raise SimulatorError(
                f"a worker {late if code is None else _told(code)}",
                remedy="Read what it said above",
            )
        self._thread = threading.Thread(
            target=self._watch, args=(process,), name=f"worker-{self._number}", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """End the process for good, whatever it waits for; a second call does nothing."""
        self._stopping.set()
        with self._changing:
            process, self._process = self._process, None
        if process is not None:
            _end(process)
        if self._thread is not None:
            self._thread.join()

    def _watch(self, process: subprocess.Popen[bytes]) -> None:
        """Start another process whenever one dies, until the worker is stopped."""
        deaths = 0
        while True:
            since = time.monotonic()
            how = f"(process {process.pid}) {_told(process.wait())}"
            if not self._bury(process):
                return
            calm = time.monotonic() - since >= self._backoff.calm_seconds
            deaths = 1 if calm else deaths + 1
            while (another := self._start_anew(deaths, how)) is None:
                if self._stopping.is_set():
                    return
                deaths += 1
                how = "did not start"
            process = another

    def _start_anew(self, deaths: int, how: str) -> subprocess.Popen[bytes] | None:
        """Return a process that answers; None when it does not start, or is not to."""
        seconds = self._backoff.seconds(deaths)
        _logger.error(
            "worker %d %s; it is started anew%s",
            self._number,
            how,
            f" in {seconds:g} s: the {deaths}th failure in succession" if seconds else "",
        )
        self._tell(None, WorkerState.WAITING)
        if self._stopping.wait(seconds):
            return None
        try:
            process = self._begin(restarts=self._health.restarts + 1)
        except OSError as error:
            _logger.error("worker %d: no process can be made: %s", self._number, error)  # noqa: TRY400 - the machine's failure, not ours
            return None
        if process is None:
            return None
        if self._comes_up(process):
            _logger.warning("worker %d runs again (process %d)", self._number, process.pid)
            return process
        self._bury(process)
        return None

    def _begin(self, restarts: int = 0) -> subprocess.Popen[bytes] | None:
        """Start a process; None when the worker is to be stopped.

        Raises:
            OSError: when the system has no place for one.
        """
        with self._changing:
            if self._stopping.is_set():
                return None
            self._fresh.unlink(missing_ok=True)
            self._process = process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-c", _PROGRAM, str(self._fresh)],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                env={**os.environ, STATE_VARIABLE: self._state_url},
                start_new_session=True,
            )
        self._health = replace(self._health, restarts=restarts)
        self._tell(process, WorkerState.STARTING)
        return process

    def _bury(self, process: subprocess.Popen[bytes]) -> bool:
        """End what is left of a process; False when whoever stops the worker does."""
        with self._changing:
            if self._process is not process:
                return False
            self._process = None
            self._path.unlink(missing_ok=True)
            # Its children too, who would answer with nobody to watch them.
            _kill(process)
        return True

    def _comes_up(self, process: subprocess.Popen[bytes]) -> bool:
        """Wait until the process answers, and put its socket at its place; False if it does not."""
        deadline = time.monotonic() + _START_SECONDS
        while not _answers(self._fresh):
            if process.poll() is not None or time.monotonic() > deadline:
                return False
            if self._stopping.wait(_LOOK_SECONDS):
                return False
        with self._changing:
            if self._process is not process:
                return False
            try:
                self._fresh.rename(self._path)
            except FileNotFoundError:
                # It has taken its socket away because it ends.
                return False
        self._tell(process, WorkerState.RUNNING)
        return True

    def _tell(self, process: subprocess.Popen[bytes] | None, state: WorkerState) -> None:
        pid = None if process is None else process.pid
        self._health = WorkerHealth(pid, state, self._health.restarts)
        self._on_change()


def _told(code: int) -> str:
    if code < 0:
        return f"was killed by {signal.Signals(-code).name}"
    return f"ended with exit code {code}"


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
    _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill the process and all of its session, whatever these are doing."""
    if process.stdin is not None:
        process.stdin.close()
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
