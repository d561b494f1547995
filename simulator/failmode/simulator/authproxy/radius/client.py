"""A RADIUS client: one Access-Request to one of several servers, repeated until answered.

Source for the order of attempts: the Duo Authentication Proxy 5.0.0 (`lib/radius/client.py`).
"""

from __future__ import annotations

import ipaddress
import logging
import selectors
import socket
import time
from collections.abc import Sequence
from contextlib import ExitStack
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
from failmode.simulator.internal_failures import is_exhaustion


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
        logger: gets what the product says of requests and answers; None: nobody does.
    """

    hosts: tuple[tuple[str, int], ...]
    secret: bytes = field(repr=False)
    retries: int = 3
    retry_wait: float = 2.0
    nas_ip: str | None = None
    require_message_authenticator: bool = False
    logger: logging.Logger | None = None

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
            OSError: when nothing can be sent to any server, for example for want of a route.
        """
        request = OutgoingRequest(
            self.secret,
            username,
            password,
            {**(attributes or {}), **nas_address(self.hosts, self.nas_ip)},
        )
        self._log(
            "Sending request for user %r to %r with id %r",
            username,
            self.hosts[0],
            request.identifier,
        )
        return self._ask(request)

    def forward(self, username: str, attributes: Attributes, identifier: int) -> ServerReply | None:
        """Hand a request on as it is, with an identifier and an authenticator of its own.

        Args:
            username: User-Name.
            attributes: all further attributes, raw.
            identifier: of the request that is handed on, for the log.

        Returns:
            as `authenticate`.

        Raises:
            EncodingError: as `authenticate`.
            OSError: likewise.
        """
        request = OutgoingRequest(self.secret, username, None, attributes)
        self._log(
            "Sending proxied request for id %r to %r with id %r",
            identifier,
            self.hosts[0],
            request.identifier,
        )
        return self._ask(request)

    def _log(self, message: str, *values: object) -> None:
        if self.logger is not None:
            self.logger.info(message, *values)

    def _ask(self, request: OutgoingRequest) -> ServerReply | None:
        sockets: dict[socket.AddressFamily, socket.socket] = {}
        failure: OSError | None = None
        with ExitStack() as stack:
            for family in {_family(host) for host in self.hosts}:
                sockets[family] = stack.enter_context(socket.socket(family, socket.SOCK_DGRAM))
            hosts = cycle(self.hosts)
            for _ in range(self.retries + 1):
                host = next(hosts)
                try:
                    sockets[_family(host)].sendto(request.datagram, host)
                except OSError as error:
                    # A server that cannot be sent to does not stand in the way of the next one.
                    failure = error
                    if len(self.hosts) == 1 or is_exhaustion(error):
                        raise
                    continue
                reply = self._wait(tuple(sockets.values()), request)
                if reply is not None:
                    return reply
                failure = None
        if failure is not None:
            raise failure
        self._log("Request timeout for (outgoing) id %r to %r", request.identifier, next(hosts))
        return None

    def _wait(
        self, sockets: Sequence[socket.socket], request: OutgoingRequest
    ) -> ServerReply | None:
        end = time.monotonic() + self.retry_wait
        with selectors.PollSelector() as selector:
            for sock in sockets:
                selector.register(sock, selectors.EVENT_READ, sock)
            while (left := end - time.monotonic()) > 0:
                for key, _events in selector.select(left):
                    reply = self._read(key.data, request)
                    if reply is not None:
                        return reply
        return None

    def _read(self, sock: socket.socket, request: OutgoingRequest) -> ServerReply | None:
        datagram, source = sock.recvfrom(MAX_DATAGRAM)
        if not _is_one_of(source, self.hosts):
            return None
        try:
            reply = request.read_reply(
                datagram, require_message_authenticator=self.require_message_authenticator
            )
        except BadPacketError as error:
            self._log("dropping packet from %s:%s - %s", *source[:2], error)
            return None
        self._log(
            "Got response for id %r from %r; code %r", request.identifier, source[:2], reply.code
        )
        return reply


def nas_address(hosts: Sequence[tuple[str, int]], nas_ip: str | None) -> Attributes:
    """Return NAS-IP-Address or NAS-IPv6-Address as an attribute; none without a way to a host.

    Args:
        hosts: addresses and ports that packets go to.
        nas_ip: the address to send; None: the one that packets are sent from.
    """
    own = nas_ip or own_address(hosts)
    if own is None:
        return {}
    address = ipaddress.ip_address(own)
    name = "NAS-IP-Address" if address.version == 4 else "NAS-IPv6-Address"
    key = attribute_key(name)
    return {} if key is None else {key: (address.packed,)}


def own_address(hosts: Sequence[tuple[str, int]]) -> str | None:
    """Find the address that packets to the first reachable host leave from; None without a way.

    Args:
        hosts: addresses and ports; nothing is sent to them.
    """
    return next(filter(None, map(_address_towards, hosts)), None)


def _family(host: tuple[str, int]) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host[0] else socket.AF_INET


def _address_towards(host: tuple[str, int]) -> str | None:
    with socket.socket(_family(host), socket.SOCK_DGRAM) as sock:
        try:
            sock.connect(host)
        except OSError:
            return None
        return str(sock.getsockname()[0]).partition("%")[0]


def _is_one_of(source: tuple[str, int], hosts: Sequence[tuple[str, int]]) -> bool:
    return any(source[:2] == host for host in hosts)
