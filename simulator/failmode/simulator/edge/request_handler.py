"""One request and its answer, or what a rule makes of it."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import functools
import logging
import time
from collections.abc import Callable
from email.utils import formatdate
from typing import Any

from failmode.simulator.edge.apps.application import Call, StreamedResponse
from failmode.simulator.edge.context import EdgeContext
from failmode.simulator.edge.credentials import with_wrong_keys
from failmode.simulator.edge.faults.canned_responses import CannedResponse, fault_answer, page
from failmode.simulator.edge.faults.catalogue import Fault
from failmode.simulator.edge.faults.decision import NO_RULES
from failmode.simulator.edge.faults.hold import FaultHold
from failmode.simulator.edge.faults.rule_book import Rule
from failmode.simulator.edge.http.connection import HttpConnection
from failmode.simulator.edge.http.messages import Request, Response
from failmode.simulator.edge.http.writer import has_no_body
from failmode.simulator.edge.identify import Identified
from failmode.simulator.edge.journal.journal import Message
from failmode.simulator.edge.net.stream import Stream

_logger = logging.getLogger(__name__)

# Faults under which what the application answers goes out as it is.
_WHOLE = frozenset({None, Fault.CLOCK_SKEW, Fault.WRONG_KEYS})
_STREAMED = b"[sent piece by piece, not kept]"


class RequestHandler:
    """Answers one request.

    Args:
        parts: the edge's parts.
        stream: the connection.
        http: the HTTP side of it.
        holding: where to wait for a rule.
        request: what was asked.
        peer: the client's address.
        arm: called when the application answered well, before its answer is sent.
    """

    def __init__(
        self,
        *,
        parts: EdgeContext,
        stream: Stream,
        http: HttpConnection,
        holding: FaultHold,
        request: Request,
        peer: str,
        arm: Callable[[Identified], None],
    ) -> None:
        self._parts = parts
        self._stream = stream
        self._http = http
        self._holding = holding
        self._request = request
        self._peer = peer
        self._arm = arm
        self._call = Call(request, peer)
        self._rule: Rule | None = None
        self._decision = NO_RULES
        self._received = parts.clock.now()
        self._began = time.monotonic()

    async def answer(self) -> bool:
        """Answer, or not; False when the connection has been ended."""
        parts = self._parts
        # Without rules, nobody has to know beforehand what the request is about.
        if parts.rules.list():
            self._call.identified = await parts.app.identify(self._call)
            self._decision = parts.rules.decide(parts.vendor, self._call.identified)
            self._rule = self._decision.rule
        rule = self._rule
        if rule is None:
            return await self._pass_on(await self._ask())
        if rule.delay_seconds:
            await self._holding.pause(rule, parts.rules, rule.delay_seconds)
        if rule.passes:
            return await self._pass_on(await self._ask())
        return await self._fail(rule)

    def record_struck(self, rule: Rule) -> None:
        """Note that the connection was struck by `rule` before there was an answer."""
        self._record(rule.fault, by=rule)

    @property
    def _identified(self) -> Identified:
        return self._call.identified or _unidentified(self._request)

    async def _ask(self) -> Response | StreamedResponse:
        self._call.skew_seconds = _skew(self._rule)
        if self._rule is not None and self._rule.fault is Fault.WRONG_KEYS:
            self._call.replace_request(with_wrong_keys(self._request))
        try:
            return await self._parts.app.answer(self._call)
        except Exception:
            _logger.exception("the application of %s failed", self._parts.vendor)
            broken = page(500)
            return Response(broken.status, broken.headers, broken.body)

    async def _pass_on(self, answer: Response | StreamedResponse) -> bool:
        rule = self._rule
        fault = None if rule is None else rule.fault
        identified = self._identified
        if fault is None and identified.stage is not None and 200 <= answer.status < 400:
            self._arm(identified)
        if isinstance(answer, StreamedResponse):
            try:
                return await self._stream_out(answer)
            finally:
                answer.pieces.close()
        response = self._dated(answer)
        head, body = self._http.encode(response, self._request.method)
        self._record(fault, response)
        if rule is None or fault in _WHOLE:
            await self._stream.write(head + body)
            return True
        return await self._send_badly(rule, head, body)

    async def _send_badly(self, rule: Rule, head: bytes, body: bytes) -> bool:
        if rule.fault is Fault.TRICKLE:
            return await self._trickle(rule, head + body)
        # An answer without a body is cut within its head.
        part = head + body[: len(body) // 2] if body else head[: len(head) // 2]
        await self._stream.write(part)
        if rule.fault is Fault.RESET_MID_BODY:
            await self._stream.drained()
            self._stream.reset()
        else:
            await self._stream.cut()
        return False

    async def _trickle(self, rule: Rule, data: bytes) -> bool:
        for at in range(len(data)):
            await self._stream.write(data[at : at + 1])
            if await self._holding.pause(rule, self._parts.rules, rule.interval_seconds):
                await self._stream.cut()
                return False
        return True

    async def _fail(self, rule: Rule) -> bool:
        canned = rule.answer
        if rule.fault is not None:
            canned = fault_answer(rule.fault, rule.retry_after, self._request.path)
        if canned is not None:
            return await self._send_canned(canned, rule.fault)
        self._record(rule.fault)
        if rule.fault is Fault.NO_ANSWER:
            await self._holding.hold(rule, self._parts.rules, self._stream)
        elif rule.fault is Fault.CLOSED_EARLY:
            await self._stream.cut()
        else:
            self._stream.reset()
        return False

    async def _send_canned(self, canned: CannedResponse, fault: Fault | None) -> bool:
        response = self._dated(
            Response(canned.status, canned.headers, canned.body, canned.header_lines, verbatim=True)
        )
        self._record(fault, response)
        await self._stream.write(b"".join(self._http.encode(response, self._request.method)))
        return True

    async def _stream_out(self, answer: StreamedResponse) -> bool:
        response = self._dated(Response(answer.status, answer.headers, _STREAMED))
        head = self._http.encode_stream_head(
            response.status, response.headers, self._request.method
        )
        if head is None:
            return await self._send_canned(page(500), None)
        fault = None if self._rule is None else self._rule.fault
        self._record(fault, response)
        gone = asyncio.ensure_future(self._stream.gone())
        try:
            return await self._send_pieces(answer, head, gone)
        except OSError:
            raise
        except Exception:
            _logger.exception("the application of %s failed in its answer", self._parts.vendor)
            self._stream.reset()
            return False
        finally:
            gone.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await gone

    async def _send_pieces(
        self, answer: StreamedResponse, head: bytes, gone: asyncio.Future[None]
    ) -> bool:
        rule = self._rule
        if rule is None or rule.fault in _WHOLE:
            await self._stream.write(head)
            rule, head = None, b""
        while not has_no_body(answer.status, self._request.method):
            taking = asyncio.ensure_future(answer.pieces.next())
            either: set[asyncio.Future[Any]] = {taking, gone}
            try:
                await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            finally:
                if not taking.done():
                    taking.cancel()
            if not taking.done():
                self._stream.close()
                return False
            piece = taking.result()
            if piece is None:
                break
            chunk = self._http.encode_chunk(piece)
            if rule is None:
                await self._stream.write(chunk)
            elif not await self._send_badly(rule, head, chunk):
                return False
            head = b""
        await self._stream.write(head + self._http.encode_stream_end())
        return True

    def _dated(self, response: Response) -> Response:
        if any(name.lower() == "date" for name, _ in response.headers):
            return response
        now = self._parts.clock.now() + _skew(self._rule)
        date = _date(int(now))
        return dataclasses.replace(response, headers=(*response.headers, ("Date", date)))

    def _record(
        self, fault: Fault | None, response: Response | None = None, *, by: Rule | None = None
    ) -> None:
        by = by or self._rule
        sent = Message() if response is None else Message(response.headers, response.body)
        self._parts.journal.record(
            time=self._received,
            vendor=self._parts.vendor,
            identified=self._identified,
            method=self._request.method,
            target=self._request.target,
            status=None if response is None else response.status,
            request=Message(self._request.headers, self._request.body),
            response=sent,
            fault=fault,
            rule=None if by is None else by.id,
            decision=self._decision,
            duration_seconds=time.monotonic() - self._began,
        )


@functools.lru_cache(maxsize=8)
def _date(seconds: int) -> str:
    return formatdate(seconds, usegmt=True)


def _unidentified(request: Request) -> Identified:
    return Identified(f"{request.method} {request.path}")


def _skew(rule: Rule | None) -> float:
    return rule.skew_seconds if rule is not None and rule.fault is Fault.CLOCK_SKEW else 0.0
