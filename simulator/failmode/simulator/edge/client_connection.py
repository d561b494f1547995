"""One client connection of an edge, from its TLS handshake to its end, good or bad."""

from __future__ import annotations

import asyncio
import logging
import socket
import time

from failmode.simulator.edge.context import EdgeContext
from failmode.simulator.edge.faults.canned_responses import page
from failmode.simulator.edge.faults.catalogue import Fault
from failmode.simulator.edge.faults.hold import FaultHold
from failmode.simulator.edge.faults.rule_book import Rule
from failmode.simulator.edge.http.connection import HttpConnection
from failmode.simulator.edge.http.messages import Request, Response
from failmode.simulator.edge.http.reader import BadRequestError
from failmode.simulator.edge.identify import Identified
from failmode.simulator.edge.journal.journal import CONNECT, UNREADABLE, Message
from failmode.simulator.edge.net.stream import Stream
from failmode.simulator.edge.request_handler import RequestHandler

_logger = logging.getLogger(__name__)

_TIME_TO_READ_SECONDS = 0.1
_SILENT = frozenset({Fault.CONNECT_TIMEOUT, Fault.TLS_SILENT})


class Connection:
    """Serves one accepted socket in a task of its own; only used in the loop's thread.

    Args:
        parts: what it shares with the edge's other connections.
        sock: the accepted, non-blocking socket.
        peer: the client's address.
    """

    def __init__(self, parts: EdgeContext, sock: socket.socket, peer: str) -> None:
        self._parts = parts
        self._peer = peer
        self._stream = Stream(sock)
        self._holding = FaultHold()
        self._waiting_since: float | None = time.monotonic()
        self._handshake_rule: Rule | None = None
        self._struck_by: Rule | None = None
        self._begun = False
        self._finishing = False
        self.task = asyncio.get_running_loop().create_task(self._live())

    def obey(self, standing: Rule | None) -> None:
        """Act by changed rules.

        Args:
            standing: the fault that strikes connections that are already open, if any.
        """
        if not self._begun or self._finishing:
            return  # it looks at the rules by itself before it goes on
        self._holding.obey(self._parts.rules)
        if standing is None or standing in (self._handshake_rule, self._struck_by):
            return
        idle = self._waiting_since is not None
        if standing.fault in _SILENT:
            self._strike(standing)
        elif idle or standing.fault is Fault.CONNECTION_REFUSED:
            self._stream.reset()
            self._strike(standing)

    def expire(self, before: float) -> None:
        """End the connection when it has kept us waiting since before this monotonic time."""
        if self._waiting_since is not None and self._waiting_since < before:
            self.task.cancel()

    def abort(self) -> None:
        """End the connection at once, whatever it is doing."""
        self._stream.reset()
        self.task.cancel()

    def release(self) -> None:
        """Give the socket back; for the end of the task, which may not even have begun."""
        self._stream.close()

    def _strike(self, rule: Rule) -> None:
        self._struck_by = rule
        self.task.cancel()

    async def _live(self) -> None:
        self._begun = True
        try:
            try:
                self.obey(self._parts.rules.for_listener(self._parts.vendor))
                if await self._secure():
                    await self._serve()
            except asyncio.CancelledError:
                if self._struck_by is None or self._struck_by.fault not in _SILENT:
                    raise
                self._waiting_since = None
                await self._holding.hold(self._struck_by, self._parts.rules, self._stream)
        except OSError:
            return  # the client went away, or refused our certificate
        except Exception:
            _logger.exception("the edge of %s failed", self._parts.vendor)

    async def _secure(self) -> bool:
        """Do the handshake, or what a TLS fault makes of it; False when nothing follows."""
        tls = self._parts.tls
        if tls is None:
            return True
        rule = self._parts.rules.for_handshake(self._parts.vendor)
        if rule is None:
            await self._stream.start_tls(tls.trusted)
            return True
        self._handshake_rule = rule
        self._parts.journal.record(
            time=self._parts.clock.now(),
            vendor=self._parts.vendor,
            identified=Identified(CONNECT),
            fault=rule.fault,
            rule=rule.id,
        )
        if rule.fault is Fault.TLS_SILENT:
            self._waiting_since = None
            await self._holding.hold(rule, self._parts.rules, self._stream)
            return False
        wrong_host = rule.fault is Fault.TLS_WRONG_HOST
        await self._stream.start_tls(tls.wrong_host if wrong_host else tls.untrusted)
        return True

    async def _serve(self) -> None:
        http = HttpConnection(self._stream, self._parts.max_body_bytes)
        while True:
            self._waiting_since = time.monotonic()
            try:
                request = await http.read_request()
            except BadRequestError as error:
                await self._refuse(http, error.status)
                return
            if request is None:
                return
            self._waiting_since = None
            if not await self._answer(http, request):
                return
            if not http.begin_next():
                await self._stream.finish()
                return
            await self._go_on()

    async def _answer(self, http: HttpConnection, request: Request) -> bool:
        turn = RequestHandler(
            parts=self._parts,
            stream=self._stream,
            http=http,
            holding=self._holding,
            request=request,
            peer=self._peer,
            arm=self._arm,
        )
        try:
            return await turn.answer()
        except asyncio.CancelledError:
            if self._struck_by is not None:
                turn.record_struck(self._struck_by)
            raise

    def _arm(self, identified: Identified) -> None:
        # The rules that begin now must not cut off the answer that makes them begin.
        self._finishing = True
        self._parts.rules.went_well(self._parts.vendor, identified)

    async def _go_on(self) -> None:
        standing = self._parts.rules.for_established(self._parts.vendor)
        if self._finishing and standing is not None:
            # After a reset, a client could no longer read the answer that went before.
            await self._stream.drained()
            await self._stream.heard_from_again(_TIME_TO_READ_SECONDS)
        self._finishing = False
        self._waiting_since = time.monotonic()
        self.obey(standing)

    async def _refuse(self, http: HttpConnection, status: int) -> None:
        self._waiting_since = None
        canned = page(status)
        response = Response(status, (*canned.headers, ("Connection", "close")), canned.body)
        self._parts.journal.record(
            time=self._parts.clock.now(),
            vendor=self._parts.vendor,
            identified=Identified(UNREADABLE),
            status=status,
            response=Message(response.headers, response.body),
        )
        await self._stream.write(b"".join(http.encode(response, "")))
        await self._stream.finish()
