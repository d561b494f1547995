"""A RADIUS client: one Access-Request to one of several servers, repeated until answered.

Source for the order of attempts: the Duo Authentication Proxy 5.0.0 (`lib/radius/client.py`).
"""

from __future__ import annotations

import ipaddress
import select
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle

from failmode.simulator.authproxy.radius.packets import (
    MAX_DATAGRAM,
    Attributes,
    BadPacketError,
    OutgoingRequest,
    ServerReply,
    attribute_key,
)


@dataclass(frozen=True, slots=True)
class RadiusClient:
    """Where to send requests, and how long to wait for an answer.

    Attributes:
        hosts: addresses and ports of servers, asked in turn, one an attempt.
        secret: shared with all of them.
        retries: attempts after the first one.
        retry_wait: seconds to wait after each attempt, the last one too.
        nas_ip: NAS-IP-Address to send; None: the address that the request is sent from.
        require_message_authenticator: ignore answers without one.
    """

    hosts: tuple[tuple[str, int], ...]
    secret: bytes = field(repr=False)
    retries: int = 3
    retry_wait: float = 2.0
    nas_ip: str | None = None
    require_message_authenticator: bool = False

    def authenticate(
        self, username: str, password: bytes | None, attributes: Attributes | None = None
    ) -> ServerReply | None:
        """Ask whether this is the user's password.

        Args:
            username: User-Name.
            password: the password, encoded (PAP); None: it is in the attributes (MS-CHAPv2).
            attributes: further attributes, raw; NAS-IP-Address gives way to ours.

        Returns:
            the first valid answer from any of the servers; None when no attempt was answered.

        Raises:
            EncodingError: when a value does not fit into a RADIUS attribute.
            OSError: when nothing can be sent, for example for want of a route.
        """
        family = socket.AF_INET6 if ":" in self.hosts[0][0] else socket.AF_INET
        with socket.socket(family, socket.SOCK_DGRAM) as sock:
            request = OutgoingRequest(
                self.secret,
                username,
                password,
                {**(attributes or {}), **self._nas_address(self.hosts[0])},
            )
            hosts = cycle(self.hosts)
            for _ in range(self.retries + 1):
                sock.sendto(request.datagram, next(hosts))
                reply = self._wait(sock, request)
                if reply is not None:
                    return reply
        return None

    def _wait(self, sock: socket.socket, request: OutgoingRequest) -> ServerReply | None:
        end = time.monotonic() + self.retry_wait
        while (left := end - time.monotonic()) > 0:
            if not select.select([sock], [], [], left)[0]:
                return None
            datagram, source = sock.recvfrom(MAX_DATAGRAM)
            if not _is_one_of(source, self.hosts):
                continue
            try:
                return request.read_reply(
                    datagram,
                    require_message_authenticator=self.require_message_authenticator,
                )
            except BadPacketError:
                continue
        return None

    def _nas_address(self, host: tuple[str, int]) -> Attributes:
        address = ipaddress.ip_address(self.nas_ip or _own_address(host))
        name = "NAS-IP-Address" if address.version == 4 else "NAS-IPv6-Address"
        key = attribute_key(name)
        return {} if key is None else {key: (address.packed,)}


def _own_address(host: tuple[str, int]) -> str:
    """Find the address that packets to `host` leave from; nothing is sent."""
    family = socket.AF_INET6 if ":" in host[0] else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as sock:
        sock.connect(host)
        return str(sock.getsockname()[0]).partition("%")[0]


def _is_one_of(source: tuple[str, int], hosts: Sequence[tuple[str, int]]) -> bool:
    return any(source[:2] == host for host in hosts)
