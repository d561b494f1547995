"""Which worker a request goes to when one is not there or dies."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from failmode.simulator.edge.apps.application import ApplicationCall
from failmode.simulator.edge.apps.envelope import WorkerAnswer, write_answer
from failmode.simulator.edge.apps.upstream import ForwardedApplication, UpstreamError
from failmode.simulator.edge.http.messages import Request, Response
from failmode.simulator.edge.identify import unidentified
from failmode.simulator.edge.net.loop import EdgeLoop

Behaviour = Callable[[socket.socket], None]


def answer(connection: socket.socket) -> None:
    """Answer one request."""
    read_request(connection)
    body = write_answer(WorkerAnswer(Response(200, (), b"answered"), None, 1))
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)


def die_with_it(connection: socket.socket) -> None:
    """End as a process that dies after it has read a request."""
    read_request(connection)


def die_before(connection: socket.socket) -> None:
    """End as a process that dies before it has read a request that has come."""
    connection.recv(1)


def read_request(connection: socket.socket) -> None:
    """Read a whole request of the edge."""
    data = b""
    while b"\r\n\r\n" not in data:
        if not (piece := connection.recv(65_536)):
            return
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    missing = int(head.rpartition(b"Content-Length: ")[2]) - len(body)
    while missing:
        missing -= len(connection.recv(min(missing, 65_536)))


@contextmanager
def worker(path: Path, behaviour: Behaviour) -> Iterator[None]:
    """Take one connection on a Unix socket, and close it when the behaviour is over."""

    def serve() -> None:
        connection, _ = listener.accept()
        with connection, suppress(OSError):
            behaviour(connection)

    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen()
        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield
        finally:
            # One that nobody has asked still waits.
            with socket.socket(socket.AF_UNIX) as last:
                last.connect(str(path))
            thread.join()


def ask(folder: Path) -> bytes:
    """Ask the first worker of a folder, or the second one; the body is large enough to be cut."""
    with EdgeLoop() as loop:
        application = ForwardedApplication([folder / "first", folder / "second"], unidentified)
        request = Request("POST", "/auth/v2/auth", "1.1", (("host", "x"),), b"x" * 300_000)
        try:
            response = loop.run(application.answer(ApplicationCall(request, "127.0.0.1")))
        finally:
            loop.call(application.stop)
    return response.body


def ask_with(folder: Path, first: Behaviour | None) -> bytes:
    """Ask where the second worker answers and the first one behaves in a way, or is not there."""
    with ExitStack() as stack:
        stack.enter_context(worker(folder / "second", answer))
        if first is not None:
            stack.enter_context(worker(folder / "first", first))
        return ask(folder)


def test_a_worker_that_is_not_there_is_passed_over(tmp_path: Path) -> None:
    assert ask_with(tmp_path, None) == b"answered"


def test_a_socket_that_a_killed_worker_left_behind_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "first").touch()

    assert ask_with(tmp_path, None) == b"answered"


def test_a_request_that_a_dead_worker_has_not_read_goes_to_another(tmp_path: Path) -> None:
    assert ask_with(tmp_path, die_before) == b"answered"


def test_a_request_that_a_dead_worker_may_have_begun_with_goes_to_no_other(tmp_path: Path) -> None:
    with pytest.raises(UpstreamError, match="before it had answered"):
        ask_with(tmp_path, die_with_it)


def test_a_request_ends_at_once_when_no_worker_is_there(tmp_path: Path) -> None:
    with pytest.raises(UpstreamError, match="none is there"):
        ask(tmp_path)
