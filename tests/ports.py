"""Ports that a test may count on: nobody takes them before it does, and nobody listens there."""

from __future__ import annotations

import random
import socket
import sys

_PORTS = range(20_000, 30_000)
"""Below those that systems give to whoever asks for any."""


def free_port() -> int:
    """Reserve a port of 127.0.0.1, by TCP and UDP, which no other test is given.

    A port that was free when the system chose it may be somebody's a moment later, where many
    tests run. Port 0 is better wherever the one who listens tells which it has.
    """
    for port in random.sample(_PORTS, len(_PORTS)):
        if _is_free(port) and _is_reserved(port):
            return port
    raise RuntimeError(f"no port from {_PORTS[0]} to {_PORTS[-1]} is free")


def _is_free(port: int) -> bool:
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        with socket.socket(socket.AF_INET, kind) as sock:
            try:
                sock.bind(("127.0.0.1", port))
            except OSError:
                return False
    return True


def _is_reserved(port: int) -> bool:
    """Keep other test processes from a port until this one ends; False: one of them has it."""
    if sys.platform != "linux":
        return True
    guard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    try:
        # An abstract name, which ends with the process.
        guard.bind(f"\0failmode-test-port-{port}")
    except OSError:
        guard.close()
        return False
    guard.detach()
    return True
