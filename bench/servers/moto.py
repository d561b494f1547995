"""moto_server, the simulator of AWS, when it is installed."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from bench.child import LOOPBACK, Child, free_port, module, running, wait_for_http

EXPECTED = "GetCallerIdentityResult"
"""What the answer to `REQUEST` contains."""

_BODY = "Action=GetCallerIdentity&Version=2011-06-15"
REQUEST = (
    "POST / HTTP/1.1\r\n"
    "Host: sts.us-east-1.amazonaws.com\r\n"
    "Authorization: AWS4-HMAC-SHA256 Credential=DUMMY/20260101/us-east-1/sts/aws4_request, "
    "SignedHeaders=host, Signature=dummy\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\n"
    f"Content-Length: {len(_BODY)}\r\n"
    f"\r\n{_BODY}"
)
"""STS GetCallerIdentity: the smallest call that moto answers like the vendor."""


def is_installed() -> bool:
    """Return whether moto and what its server needs can be imported."""
    return all(find_spec(name) is not None for name in ("moto", "flask_cors"))


@contextmanager
def serving() -> Iterator[tuple[Child, int]]:
    """Run moto_server, threaded as it is by default, while the block runs.

    Returns:
        The program and its port; it has answered `REQUEST` once.

    Raises:
        BenchError: when it does not start.
    """
    port = free_port(socket.SOCK_STREAM)
    command = module("moto.server", "-H", LOOPBACK, "-p", str(port))
    with running("moto_server", command) as child:
        wait_for_http(child, port, REQUEST.encode())
        yield child, port
