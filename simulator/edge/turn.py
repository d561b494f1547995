"""One request and its answer, or what a rule makes of it."""

from __future__ import annotations

import contextvars
import functools
import logging
import time
from collections.abc import Callable
from email.utils import formatdate

from simulator.edge.answers import CannedAnswer, fault_answer, page
from simulator.edge.faults import Fault
from simulator.edge.holding import Holding
from simulator.edge.http import HttpPeer, Request, Response
from simulator.edge.identify import Identified
from simulator.edge.journal import UNREADABLE, Message
from simulator.edge.parts import EdgeParts
from simulator.edge.rules import Rule
from simulator.edge.stream import Stream
from simulator.edge.wsgi import AppAnswer, call_app

_logger = logging.getLogger(__name__)

_PASSES = frozenset(
    {None, Fault.RESET_MID_BODY, Fault.TRUNCATED_BODY, Fault.TRICKLE, Fault.CLOCK_SKEW}
)
_STREAMED = b"[sent piece by piece, not kept]"


class Turn:
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
        parts: EdgeParts,
        stream: Stream,
        http: HttpPeer,
        holding: Holding,
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
        self._identified = Identified(UNREADABLE)
        self._rule: Rule | None = None
        self._context = contextvars.copy_context()
        self._received = parts.clock.now()
        self._began = time.monotonic()

    async def answer(self) -> bool:
        """Answer, or not; False when the connection has been ended."""
        app_answer = await self._in_worker(self._decide_and_call)
        rule = self._rule
        if rule is not None and rule.delay_seconds:
            await self._holding.pause(rule, self._parts.rules, rule.delay_seconds)
            if _needs_app(rule):
                app_answer = await self._in_worker(self._call_app)
        if app_answer is not None:
            return await self._pass_on(app_answer)
        if rule is None:
            raise RuntimeError("a request without a rule was not passed to the application")
        return await self._fail(rule)

    def record_struck(self, rule: Rule) -> None:
        """Note that the connection was struck by `rule` before there was an answer."""
        self._record(rule.fault)

    async def _in_worker(self, work: Callable[[], AppAnswer | None]) -> AppAnswer | None:
        return await self._parts.workers.run(functools.partial(self._context.run, work))

    def _decide_and_call(self) -> AppAnswer | None:
        """In a worker: find the rule and, unless it says otherwise, call the application."""
        request = self._request
        try:
            self._identified = self._parts.identify(
                request.method, request.path, request.query, dict(request.headers), request.body
            )
        except Exception:
            _logger.exception("%s could not identify %s", self._parts.vendor, request.path)
            self._identified = Identified(f"{request.method} {request.path}")
        self._rule = self._parts.rules.for_request(self._parts.vendor, self._identified)
        if self._rule is not None and (self._rule.delay_seconds or not _needs_app(self._rule)):
            return None
        return self._call_app()

    def _call_app(self) -> AppAnswer:
        rule = self._rule
        try:
            with self._parts.clock.skewed(_skew(rule)):
                answer = call_app(self._parts.app, self._request, self._parts.where, self._peer)
                if not answer.is_stream or (rule is not None and rule.fault is not None):
                    answer.read()
        except Exception:
            _logger.exception("the application of %s failed", self._parts.vendor)
            broken = page(500)
            answer = AppAnswer(broken.status, broken.headers, [broken.body])
            answer.read()
        return answer

    async def _pass_on(self, answer: AppAnswer) -> bool:
        rule = self._rule
        fault = None if rule is None else rule.fault
        if fault is None and self._identified.stage is not None and 200 <= answer.status < 300:
            self._arm(self._identified)
        if answer.is_stream:
            return await self._stream_out(answer)
        response = self._dated(Response(answer.status, answer.headers, answer.body))
        head, body = self._http.encode(response, self._request.method)
        self._record(fault, response)
        if rule is None or fault in (None, Fault.CLOCK_SKEW):
            await self._stream.write(head + body)
            return True
        return await self._send_badly(rule, head, body)

    async def _send_badly(self, rule: Rule, head: bytes, body: bytes) -> bool:
        if rule.fault is Fault.TRICKLE:
            whole = head + body
            for at in range(len(whole)):
                await self._stream.write(whole[at : at + 1])
                if await self._holding.pause(rule, self._parts.rules, rule.interval_seconds):
                    await self._stream.cut()
                    return False
            return True
        # An answer without a body is cut within its head.
        part = head + body[: len(body) // 2] if body else head[: len(head) // 2]
        await self._stream.write(part)
        if rule.fault is Fault.RESET_MID_BODY:
            await self._stream.drained()
            self._stream.reset()
        else:
            await self._stream.cut()
        return False

    async def _fail(self, rule: Rule) -> bool:
        canned = rule.answer
        if rule.fault is not None:
            canned = fault_answer(rule.fault, rule.retry_after)
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

    async def _send_canned(self, canned: CannedAnswer, fault: Fault | None) -> bool:
        response = self._dated(Response(canned.status, canned.headers, canned.body))
        self._record(fault, response)
        await self._stream.write(b"".join(self._http.encode(response, self._request.method)))
        return True

    async def _stream_out(self, answer: AppAnswer) -> bool:
        head = self._http.encode_stream_head(answer.status, answer.headers)
        if head is None:
            await self._parts.workers.run(answer.close)
            return await self._send_canned(page(500), None)
        self._record(None, Response(answer.status, answer.headers, _STREAMED))
        await self._stream.write(head)
        next_chunk = functools.partial(self._context.run, answer.next_chunk)
        try:
            if self._request.method != "HEAD":
                while (chunk := await self._parts.workers.run(next_chunk)) is not None:
                    await self._stream.write(self._http.encode_chunk(chunk))
            await self._stream.write(self._http.encode_stream_end())
        except OSError:
            await self._parts.workers.run(answer.close)
            raise
        except Exception:
            _logger.exception("the application of %s failed in its answer", self._parts.vendor)
            self._stream.reset()
            return False
        await self._parts.workers.run(answer.close)
        return True

    def _dated(self, response: Response) -> Response:
        if any(name.lower() == "date" for name, _ in response.headers):
            return response
        now = self._parts.clock.now() + _skew(self._rule)
        date = formatdate(now, usegmt=True)
        return Response(response.status, (*response.headers, ("Date", date)), response.body)

    def _record(self, fault: Fault | None, response: Response | None = None) -> None:
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
            duration_seconds=time.monotonic() - self._began,
        )


def _needs_app(rule: Rule) -> bool:
    return rule.answer is None and rule.fault in _PASSES


def _skew(rule: Rule | None) -> float:
    return rule.skew_seconds if rule is not None and rule.fault is Fault.CLOCK_SKEW else 0.0
