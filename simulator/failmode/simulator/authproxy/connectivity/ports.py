"""Whether the ports of a server section can be listened on; they are free again at once."""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterator

from failmode.simulator.authproxy.cfg.sections.base import ListeningPort, ServerSection, Transport
from failmode.simulator.authproxy.connectivity.results import (
    ConnectivityResult,
    Outcome,
    Subject,
)
from failmode.simulator.errors import host_and_port


def try_ports(section: ServerSection, interface: str) -> Iterator[ConnectivityResult]:
    """Bind each port of a section, and free it.

    Args:
        section: the section.
        interface: address to bind where the section names none.
    """
    for port in section.listening_ports:
        yield _test_port(section.name, port, port.interface or interface)


def _test_port(section: str, port: ListeningPort, address: str) -> ConnectivityResult:
    name = port.describe(host_and_port(address, port.port))
    kinds = {Transport.UDP: socket.SOCK_DGRAM, Transport.TCP: socket.SOCK_STREAM}
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family, kinds[port.transport]) as sock:
            if port.transport is Transport.TCP:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            sock.bind((address, port.port))
            if port.transport is Transport.TCP:
                sock.listen()
    except OSError as error:
        outcome, remedy = _REMEDIES.get(
            error.errno or 0,
            (Outcome.PROBLEM, f"Choose another interface or {port.option}"),
        )
        what = f"{name} cannot be listened on: {error.strerror or error}"
        return ConnectivityResult(section, Subject.PORT, outcome, what, remedy)
    return ConnectivityResult(section, Subject.PORT, Outcome.FINE, f"{name} can be listened on")


_REMEDIES = {
    errno.EADDRINUSE: (
        Outcome.PROBLEM,
        "Stop what uses the port, a running Authentication Proxy too, or choose another",
    ),
    errno.EADDRNOTAVAIL: (Outcome.PROBLEM, "Name an address that this machine has"),
    errno.EACCES: (
        Outcome.UNTESTED,
        "Run this with the right to use ports below 1024, as the Authentication Proxy has it",
    ),
}
