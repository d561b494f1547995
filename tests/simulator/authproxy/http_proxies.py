"""HTTP proxies of other makers, as far as the Authentication Proxy's requests to Duo need them."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.patience import PATIENT_SECONDS


@dataclass(slots=True)
class HttpProxy:
    """A running HTTP proxy.

    Attributes:
        port: its TCP port on 127.0.0.1.
        asked: the head of each request that it got.
    """

    port: int
    asked: list[str] = field(default_factory=list)


@contextmanager
def answering(answer: bytes, then: int | None = None) -> Iterator[HttpProxy]:
    """Run an HTTP proxy that gives one answer to everybody.

    Args:
        answer: what it sends; nothing: it closes the connection.
        then: port on 127.0.0.1 that it connects the client to; None: it closes the connection.
    """
    with _serving(lambda client: _answer(client, answer, then)) as proxy:
        yield proxy


@contextmanager
def silent() -> Iterator[HttpProxy]:
    """Run an HTTP proxy that takes every request and never answers."""
    over = threading.Event()

    with _serving(lambda _: over.wait(PATIENT_SECONDS)) as proxy:
        try:
            yield proxy
        finally:
            over.set()


@contextmanager
def _serving(serve: Callable[[socket.socket], object]) -> Iterator[HttpProxy]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        proxy = HttpProxy(listener.getsockname()[1])

        def one(client: socket.socket) -> None:
            with client, contextlib.suppress(OSError):
                proxy.asked.append(_head(client))
                serve(client)

        def accept() -> None:
            with contextlib.suppress(OSError):
                while True:
                    client, _ = listener.accept()
                    threading.Thread(target=one, args=(client,), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield proxy
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)


def _head(client: socket.socket) -> str:
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        data = client.recv(1)
        if not data:
            break
        head += data
    return head.decode("ascii")


def _answer(client: socket.socket, answer: bytes, then: int | None) -> None:
    client.sendall(answer)
    if then is not None:
        with socket.create_connection(("127.0.0.1", then)) as server:
            back = threading.Thread(target=_copy, args=(server, client), daemon=True)
            back.start()
            _copy(client, server)
            back.join(PATIENT_SECONDS)


def _copy(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65_536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
