"""One client connection of an edge, from its TLS handshake to its end, good or bad."""

from __future__ import annotations

import asyncio
import functools
import socket
import time

from failmode.simulator.edge.context import EdgeContext
from failmode.simulator.edge.faults.affected_connection import AffectedConnection, FaultHold
from failmode.simulator.edge.faults.fault import (
    ConnectionFault,
    Handshake,
    OpenConnections,
    TlsFault,
)
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.http.connection import HttpConnection
from failmode.simulator.edge.http.messages import Request, Response
from failmode.simulator.edge.http.reader import BadRequestError
from failmode.simulator.edge.identify import Identified
from failmode.simulator.edge.journal.journal import CONNECT, UNREADABLE, Message
from failmode.simulator.edge.net.stream import Stream, UpgradedStream
from failmode.simulator.edge.request_handler import RequestHandler
from failmode.simulator.internal_failures import Address

_TIME_TO_READ_SECONDS = 1.0


class ClientConnection:
    """Serves one accepted socket in a task of its own; only used in the loop's thread.

    Args:
        context: what it shares with the edge's other connections.
        sock: the accepted, non-blocking socket.
        client: the client's address.
    """

    def __init__(self, context: EdgeContext, sock: socket.socket, client: Address) -> None:
        self._context = context
        self._client = client
        self._stream = Stream(sock)
        self._hold = FaultHold()
        self._waiting_since: float | None = time.monotonic()
        self._handshake_rule: Rule | None = None
        self._ended_by: Rule | None = None
        self._begun = False
        self._finishing = False
        self.task = asyncio.get_running_loop().create_task(self._run())

    def obey(self, rule: Rule | None) -> None:
        """Act by changed rules.

        Args:
            rule: the one that affects connections that are already open, if any.
        """
        if not self._begun or self._finishing:
            return  # it looks at the rules by itself before it goes on
        if self._is_ended_by(rule):
            self.task.cancel()

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

    def _is_ended_by(self, rule: Rule | None) -> bool:
        """Let a rule's fault strike this open connection; whether nothing else may follow.

        A task that cancels itself goes on to where it waits next. What has arrived meanwhile would
        be read and answered, so whoever asks has to stop by itself.
        """
        self._hold.obey()
        if rule is None or rule in (self._handshake_rule, self._ended_by):
            return False
        effect = _on_open_connections(rule)
        is_idle = self._waiting_since is not None
        if effect is None or (effect is OpenConnections.RESET_IDLE and not is_idle):
            return False
        if effect is not OpenConnections.HOLD:
            self._stream.reset()
        if rule.fault is not None and not rule.fault.counted:
            self._context.rules.count(rule.id)
        self._ended_by = rule
        return True

    def _affected_by(self, rule: Rule) -> AffectedConnection:
        in_force = functools.partial(self._context.rules.in_force, rule.id)
        return AffectedConnection(self._stream, self._hold, in_force)

    async def _run(self) -> None:
        self._begun = True
        try:
            try:
                if not self._is_ended_by(
                    self._context.rules.for_listener(self._context.vendor.name)
                ) and (await self._secure()):
                    await self._serve()
            except asyncio.CancelledError:
                if self._ended_by is None:
                    raise
            rule = self._ended_by
            if rule is not None and _on_open_connections(rule) is OpenConnections.HOLD:
                self._waiting_since = None
                await self._affected_by(rule).hold()
        except OSError:
            return  # the client went away, or refused our certificate
        except Exception as error:  # noqa: BLE001 - whatever it is, it is ours and is told so
            vendor = self._context.vendor.name
            self._context.journal.failures.record(
                error, f"{vendor}: the edge", vendor=vendor, client=self._client
            )

    async def _secure(self) -> bool:
        """Do the handshake, or what a TLS fault makes of it; False when nothing follows."""
        certificates = self._context.certificates
        if certificates is None:
            return True
        rule = self._context.rules.for_handshake(self._context.vendor.name)
        fault = None if rule is None else rule.fault
        if rule is None or not isinstance(fault, TlsFault):
            await self._stream.start_tls(certificates.issue())
            return True
        self._handshake_rule = rule
        self._context.journal.record(
            time=self._context.clock.now(),
            vendor=self._context.vendor.name,
            identified=Identified(CONNECT),
            fault=fault.name,
            rule=rule.id,
        )
        if fault.open_connections is OpenConnections.HOLD:
            self._waiting_since = None
        return await fault.shake_hands(Handshake(self._affected_by(rule), certificates))

    async def _serve(self) -> None:
        http = HttpConnection(self._stream, self._context.vendor.body_limit)
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
            if not http.persistent:
                await self._stream.finish()
                return
            if not await self._may_go_on():
                return

    async def _answer(self, http: HttpConnection, request: Request) -> bool:
        handler = RequestHandler(
            context=self._context,
            stream=self._stream,
            http=http,
            affected_by=self._affected_by,
            request=request,
            client=self._client,
            arm=self._arm,
        )
        try:
            goes_on = await handler.answer()
        except asyncio.CancelledError:
            if self._ended_by is not None:
                handler.record_ended_by(self._ended_by)
            raise
        upgrade = self._context.vendor.upgrade
        if handler.is_upgraded and upgrade is not None:
            self._finishing = False
            await upgrade(request, UpgradedStream(self._stream, http.unread))
            await self._stream.finish()
        return goes_on

    def _arm(self, identified: Identified) -> None:
        # The rules that begin now must not cut off the answer that makes them begin.
        self._finishing = True
        self._context.rules.gone_well(self._context.vendor.name, identified)

    async def _may_go_on(self) -> bool:
        """Make ready for the next request; False when a rule has ended the connection."""
        rule = self._context.rules.for_established(self._context.vendor.name)
        if self._finishing and rule is not None:
            # After a reset, a client could no longer read the answer that went before.
            await self._stream.drain()
            await self._stream.wait_for_data(_TIME_TO_READ_SECONDS)
        self._finishing = False
        self._waiting_since = time.monotonic()
        return not self._is_ended_by(rule)

    async def _refuse(self, http: HttpConnection, status: int) -> None:
        self._waiting_since = None
        canned = self._context.vendor.bad_request(status)
        response = Response(status, (*canned.headers, ("Connection", "close")), canned.body)
        self._context.journal.record(
            time=self._context.clock.now(),
            vendor=self._context.vendor.name,
            identified=Identified(UNREADABLE),
            status=status,
            response=Message(response.headers, response.body),
        )
        await self._stream.write(b"".join(http.encode(response, "")))
        await self._stream.finish()


def _on_open_connections(rule: Rule) -> OpenConnections | None:
    return rule.fault.open_connections if isinstance(rule.fault, ConnectionFault) else None
