"""Programs that run beside the benchmark: servers under test, peers, and load generators."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from bench.errors import BenchError

REPOSITORY = Path(__file__).resolve().parent.parent
"""Where the children run, so that they find this package."""

LOOPBACK = "127.0.0.1"

_START_SECONDS = 30.0
_STOP_SECONDS = 5.0
_POLL_SECONDS = 0.005


class Child:
    """A running program of ours or of a peer.

    Attributes:
        name: what messages call it.

    Args:
        name: what messages call it.
        command: program and arguments.
        errors: an open file for its standard error.
    """

    def __init__(self, name: str, command: Sequence[str], errors: IO[bytes]) -> None:
        self.name = name
        self._errors = errors
        try:
            self._process = subprocess.Popen(
                command,
                cwd=REPOSITORY,
                env=environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                bufsize=0,
            )
        except OSError as error:
            raise BenchError(f"{name}: {command[0]} cannot be started: {error.strerror}") from error

    def facts(self) -> dict[str, Any]:
        """Wait for the one line of JSON by which a server says that it is ready.

        Raises:
            BenchError: when it ends, or takes too long, before.
        """
        line = self._first_line()
        try:
            facts = json.loads(line)
        except ValueError as error:
            raise BenchError(f"{self.name}: {line!r} is no line of JSON") from error
        if not isinstance(facts, dict):
            raise BenchError(f"{self.name}: {line!r} is no JSON object")
        return facts

    def check_alive(self) -> None:
        """Raise BenchError, with what it said last, when it has ended."""
        code = self._process.poll()
        if code is not None:
            raise BenchError(
                f"{self.name} ended with code {code} and said last: {self._last_words()}"
            )

    def cpu_seconds(self) -> float:
        """Read the processor time of all its threads so far; it grows in steps of some 10 ms."""
        stat = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="utf-8")
        # The program's name, in parentheses, may hold spaces.
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def resident_bytes(self) -> int:
        """Read how much memory it has in use, without that of processes of its own."""
        pages = Path(f"/proc/{self._process.pid}/statm").read_text(encoding="utf-8").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

    @contextmanager
    def adding_last_words(self) -> Iterator[None]:
        """Add what it said last to a BenchError of the block, which is about it."""
        try:
            yield
        except BenchError as error:
            raise BenchError(f"{error}. {self.name} said last: {self._last_words()}") from error

    def stop(self) -> None:
        """End it, in good order where it can."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._process.terminate()
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _first_line(self) -> str:
        pipe = self._process.stdout
        if pipe is None:
            raise BenchError(f"{self.name} has no standard output")
        end = time.monotonic() + _START_SECONDS
        received = bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(pipe, selectors.EVENT_READ)
            while b"\n" not in received:
                if not selector.select(max(0.0, end - time.monotonic())):
                    raise BenchError(f"{self.name} said nothing for {_START_SECONDS:g} s")
                data = pipe.read(65_536)
                if not data:
                    self._process.wait()
                    self.check_alive()
                received += data or b""
        return received.partition(b"\n")[0].decode()

    def _last_words(self) -> str:
        self._errors.seek(0)
        lines = self._errors.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else "nothing"


@contextmanager
def running(name: str, command: Sequence[str]) -> Iterator[Child]:
    """Run a program while the block runs.

    Args:
        name: what messages call it.
        command: program and arguments.

    Raises:
        BenchError: when it cannot be started.
    """
    with tempfile.TemporaryFile() as errors:
        child = Child(name, command, errors)
        try:
            yield child
        finally:
            child.stop()


def module(name: str, *arguments: str) -> list[str]:
    """Give the command that runs a module with this Python."""
    return [sys.executable, "-m", name, *arguments]


def environment() -> dict[str, str]:
    """Give the environment of a child: ours, with this package on the path."""
    paths = [str(REPOSITORY), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def serve_until_released(facts: Mapping[str, object]) -> None:
    """For a server child: say that it is ready, then wait until the benchmark lets go of it.

    Args:
        facts: what the benchmark has to know, such as ports.
    """
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()
    # The pipe also ends when the benchmark is killed, so that no server is left behind.
    with contextlib.suppress(KeyboardInterrupt):
        sys.stdin.buffer.read()


def ask(module_name: str, job: Mapping[str, Any], timeout: float) -> dict[str, Any]:
    """Run a module that reads a job as JSON and writes its answer as JSON.

    Args:
        module_name: the module.
        job: what it gets on standard input.
        timeout: seconds after which it is ended.

    Raises:
        BenchError: when it fails, takes too long, or says something else.
    """
    try:
        done = subprocess.run(
            module(module_name),
            cwd=REPOSITORY,
            env=environment(),
            input=json.dumps(job),
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise BenchError(f"{module_name} was not done after {timeout:g} s") from error
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines() or ["nothing"]
        raise BenchError(f"{module_name} failed and said last: {lines[-1]}")
    answer = json.loads(done.stdout)
    if not isinstance(answer, dict):
        raise BenchError(f"{module_name} answered no JSON object")
    return answer


def free_port(kind: socket.SocketKind) -> int:
    """Find a loopback port that nobody uses now, for peers that cannot choose one."""
    with socket.socket(socket.AF_INET, kind) as sock:
        sock.bind((LOOPBACK, 0))
        return int(sock.getsockname()[1])


def wait_for_http(child: Child, port: int, request: bytes) -> None:
    """Wait until a server answers a request with any HTTP status.

    Args:
        child: the server.
        port: its TCP port on the loopback address.
        request: the whole request.

    Raises:
        BenchError: when it ends before, or does not answer in time.
    """
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        child.check_alive()
        try:
            with socket.create_connection((LOOPBACK, port), _START_SECONDS) as sock:
                sock.sendall(request)
                if sock.recv(12).startswith(b"HTTP/1."):
                    return
        except OSError:
            time.sleep(_POLL_SECONDS)
    raise BenchError(f"{child.name} did not answer on port {port} for {_START_SECONDS:g} s")
