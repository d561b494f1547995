"""A primary RADIUS server whose answers are those of a test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from failmode.simulator.authproxy.radius.packets import (
    AccessRequest,
    Reply,
    decode_request,
    encode_reply,
)
from failmode.simulator.authproxy.radius.udp import Binding, Send, UdpServer
from tests.simulator.authproxy.stack import PRIMARY_SECRET

Decide = Callable[[AccessRequest], Reply | None]
"""What the server answers to a request; None: nothing."""


@dataclass
class ScriptedPrimary:
    """The running server.

    Attributes:
        port: its UDP port.
        requests: what it was asked, in order.
    """

    port: int = 0
    requests: list[AccessRequest] = field(default_factory=list)

    @property
    def options(self) -> dict[str, str]:
        """The options of [radius_client] that lead to it."""
        return {"port": str(self.port)}


@contextmanager
def scripted_primary(decide: Decide, host: str = "127.0.0.1") -> Iterator[ScriptedPrimary]:
    """Run a primary server that answers as `decide` says."""
    primary = ScriptedPrimary()

    def handle(datagram: bytes, source: tuple[str, int], send: Send) -> None:
        request = decode_request(datagram, source, PRIMARY_SECRET.encode())
        primary.requests.append(request)
        reply = decide(request)
        if reply is not None:
            send(encode_reply(request, reply))

    udp = UdpServer([Binding(host, 0, handle, "the scripted primary server")])
    udp.start()
    primary.port = udp.addresses[0][1]
    try:
        yield primary
    finally:
        udp.stop()
