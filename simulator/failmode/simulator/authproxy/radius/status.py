"""Asks a RADIUS server whether it is there, with Status-Server (RFC 5997).

A server need not answer it. One that does has our secret, so an answer settles both.
"""

from __future__ import annotations

import socket
import time
from dataclasses import dataclass

from failmode.simulator.authproxy.radius.client import nas_address
from failmode.simulator.authproxy.radius.packets import MAX_DATAGRAM, StatusServerRequest

_ATTEMPTS = 3
_WAIT_SECONDS = 2.0
"""As the vendor's connectivity tool waits for each attempt; its library makes three."""


@dataclass(frozen=True, slots=True)
class Alive:
    """The server answered, with our secret."""


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """Nothing came that is an answer.

    Attributes:
        seconds: waited.
    """

    seconds: float


@dataclass(frozen=True, slots=True)
class Unusable:
    """Nobody listens there, or there is no way to send.

    Attributes:
        reason: what the operating system says.
    """

    reason: str


def ask_status(
    host: tuple[str, int],
    secret: bytes,
    nas_ip: str | None,
    *,
    wait_seconds: float = _WAIT_SECONDS,
) -> Alive | NoAnswer | Unusable:
    """Send Status-Server until it is answered, three times at most.

    Args:
        host: address and port of the server.
        secret: shared with it.
        nas_ip: NAS-IP-Address to send; None: the address that is sent from.
        wait_seconds: for each attempt.
    """
    family = socket.AF_INET6 if ":" in host[0] else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as sock:
            # A connected socket is told when nobody listens there.
            sock.connect(host)
            request = StatusServerRequest(secret, nas_address((host,), nas_ip))
            for _ in range(_ATTEMPTS):
                sock.send(request.datagram)
                if _is_answered(sock, request, time.monotonic() + wait_seconds):
                    return Alive()
    except OSError as error:
        return Unusable(error.strerror or str(error))
    return NoAnswer(_ATTEMPTS * wait_seconds)


def _is_answered(sock: socket.socket, request: StatusServerRequest, end: float) -> bool:
    while (left := end - time.monotonic()) > 0:
        sock.settimeout(left)
        try:
            datagram = sock.recv(MAX_DATAGRAM)
        except TimeoutError:
            return False
        if request.is_answered_by(datagram):
            return True
    return False
