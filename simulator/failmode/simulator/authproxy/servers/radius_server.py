"""The RADIUS side of a server section: who may ask, what was asked before, one thread a request.

Source: the Duo Authentication Proxy 5.0.0 (`lib/radius/server.py`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import Protocol

from failmode.simulator.authproxy.assumptions import LONG_STATUS, LongStatus
from failmode.simulator.authproxy.cfg.sections.radius import RadiusServerSection
from failmode.simulator.authproxy.radius.packets import (
    MAX_VALUE,
    AccessRequest,
    BadPacketError,
    EncodingError,
    Reply,
    answer_status_server,
    decode_request,
    encode_reply,
    is_status_server,
)
from failmode.simulator.authproxy.radius.request_cache import PendingRequest, Repeated, RequestCache
from failmode.simulator.authproxy.radius.udp import Send
from failmode.simulator.authproxy.servers.dropped_packets import DroppedPackets
from failmode.simulator.authproxy.servers.worker_threads import WorkerThreads
from failmode.simulator.duo.directory.names import is_same_user
from failmode.simulator.internal_failures import InternalFailureError, InternalFailures
from failmode.terms import Vendor

MAX_CONCURRENT_REQUESTS = 1024
"""Requests that one server handles at a time; further ones are dropped, and clients repeat them."""

_KNOWN_ADDRESSES = 1024
"""Addresses of clients whose server and secret are remembered: source addresses can be forged."""


class Responder(Protocol):
    """Decides about requests."""

    def respond(self, request: AccessRequest) -> Reply | None:
        """Return the reply to a request; None to leave it unanswered."""
        ...


class RadiusServer:
    """The RADIUS server of one section: takes its datagrams.

    Args:
        section: who may ask, and with which secret.
        responder: decides about each request, in a thread of its own, for as long as it takes.
        now: seconds by a clock that nobody sets or stops.
        logger: gets the lines of `authproxy.log`.
        failures: what broke inside the simulator; of a request that it may concern nothing is said.
        dropped: logs the packets that are dropped.
        answers_status_server: answer Status-Server, and do not drop it.
    """

    def __init__(
        self,
        section: RadiusServerSection,
        responder: Responder,
        now: Callable[[], float],
        logger: logging.Logger,
        *,
        failures: InternalFailures,
        dropped: DroppedPackets,
        answers_status_server: bool = False,
    ) -> None:
        self._failures = failures
        self.section = section
        self._responder = responder
        self._cache = RequestCache(now)
        self._logger = logger
        self._dropped = dropped
        self._answers_status_server = answers_status_server
        self._threads = WorkerThreads(section.name, MAX_CONCURRENT_REQUESTS)

    def handle(self, datagram: bytes, source: tuple[str, int], secret: str, send: Send) -> None:
        """Take one datagram of a known client.

        Args:
            datagram: what was received.
            source: address and port it came from.
            secret: shared with that client.
            send: sends a datagram back.
        """
        try:
            if self._answers_status_server and is_status_server(datagram):
                send(answer_status_server(datagram, secret.encode()))
                return
            request = decode_request(
                datagram,
                source,
                secret.encode(),
                require_message_authenticator=self.section.force_message_authenticator,
            )
        except BadPacketError as error:
            self._dropped.log(source, str(error))
            return
        self._logger.info("Sending request from %s to %s", source[0], self.section.name)
        admitted = self._cache.admit(request)
        if isinstance(admitted, Repeated):
            self._logger.info("(%s, %s): Received duplicate request", source, request.identifier)
            if admitted.reply is not None:
                send(admitted.reply)
            return
        try:
            begun = self._threads.start(partial(self._work, admitted.pending, send))
        except RuntimeError as error:
            self._cache.forget(admitted.pending)
            self._report(request, error)
            return
        if not begun:
            self._cache.forget(admitted.pending)
            self._dropped.log(source, f"{MAX_CONCURRENT_REQUESTS} requests are under way already")

    def stop(self) -> None:
        """End the threads that no request needs; the others end with their requests."""
        self._threads.stop()

    def _work(self, pending: PendingRequest, send: Send) -> None:
        request = pending.request
        self._logger.info("Received new request id %s from %s", request.identifier, request.source)
        reply = self._reply(request)
        if reply is None:
            self._cache.forget(pending)
        else:
            self._cache.finish(pending, reply)
            self._logger.info("Sending response")
            send(reply)

    def _reply(self, request: AccessRequest) -> bytes | None:
        mark = self._failures.count
        try:
            reply = self._responder.respond(request)
            # What else it needed, such as the built-in primary server, may have failed as well.
            is_user = partial(is_same_user, _username(request) or "")
            self._failures.check(mark, vendor=Vendor.DUO, is_user=is_user)
            if reply is None or _is_too_long(reply):
                return None
            return encode_reply(request, reply)
        except EncodingError as error:
            self._logger.warning(
                "(%s, %s): no reply: %s", request.source, request.identifier, error
            )
        except InternalFailureError as error:
            self._log_failure(request, error)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is no decision about the user
            self._report(request, error)
        return None

    def _report(self, request: AccessRequest, error: Exception) -> None:
        where = f"the Authentication Proxy: [{self.section.name}]"
        failure = self._failures.record(error, where, user=_username(request))
        self._log_failure(request, InternalFailureError(failure))

    def _log_failure(self, request: AccessRequest, error: InternalFailureError) -> None:
        self._logger.error("(%s, %s): no reply: %s", request.source, request.identifier, error)


def _username(request: AccessRequest) -> str | None:
    return request.text("User-Name")


def _is_too_long(reply: Reply) -> bool:
    message = (reply.message or "").encode("utf-8", "replace")
    return LONG_STATUS is LongStatus.NO_REPLY and len(message) > MAX_VALUE


def dispatch(
    servers: Sequence[RadiusServer], dropped: DroppedPackets
) -> Callable[[bytes, tuple[str, int], Send], None]:
    """Make a handler for one socket; no two of its servers take packets from the same address."""

    @lru_cache(maxsize=_KNOWN_ADDRESSES)
    def find(address: str) -> tuple[RadiusServer, str] | None:
        found = ((server, server.section.secret_of(address)) for server in servers)
        return next(((server, secret) for server, secret in found if secret is not None), None)

    def handle(datagram: bytes, source: tuple[str, int], send: Send) -> None:
        known = find(source[0])
        if known is None:
            dropped.log(source, f"Unknown Client: {source[0]}")
            return
        server, secret = known
        server.handle(datagram, source, secret, send)

    return handle
