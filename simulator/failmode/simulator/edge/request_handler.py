"""One request and its answer, or what a rule makes of it."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
import time
from collections.abc import Awaitable, Callable
from email.utils import formatdate
from http import HTTPStatus
from typing import Any, TypeVar

from failmode.simulator.edge.apps.application import ApplicationCall, StreamedResponse
from failmode.simulator.edge.context import EdgeContext
from failmode.simulator.edge.faults.affected_connection import AffectedConnection
from failmode.simulator.edge.faults.decision import NO_RULES
from failmode.simulator.edge.faults.fault import (
    AnswerFault,
    ApplicationFault,
    DeliveryFault,
    Fault,
    NoAnswerFault,
)
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.http.canned_responses import CannedResponse
from failmode.simulator.edge.http.connection import HttpConnection
from failmode.simulator.edge.http.messages import Request, Response
from failmode.simulator.edge.http.parameters import request_parameters
from failmode.simulator.edge.http.writer import UnsendableError, has_no_body
from failmode.simulator.edge.identify import Identified
from failmode.simulator.edge.journal.journal import JournalEntry, Message
from failmode.simulator.edge.net.stream import Stream
from failmode.simulator.errors import RowsReplacedError
from failmode.simulator.internal_failures import Address, InternalFailure

T = TypeVar("T")

_logger = logging.getLogger(__name__)

_STREAMED = b"[sent piece by piece, not kept]"


class _NoAnswerError(Exception):
    """The application gave no answer that can be sent; its cause says why."""


class RequestHandler:
    """Answers one request.

    Args:
        context: what the edge's connections share.
        stream: the connection.
        http: the HTTP side of it.
        affected_by: gives the connection into the hands of a rule's fault.
        request: what was asked.
        client: the client's address.
        arm: called when the application answered well, before its answer is sent.

    Attributes:
        is_upgraded: whether the answer agreed to go on in another protocol.
    """

    def __init__(
        self,
        *,
        context: EdgeContext,
        stream: Stream,
        http: HttpConnection,
        affected_by: Callable[[Rule], AffectedConnection],
        request: Request,
        client: Address,
        arm: Callable[[Identified], None],
    ) -> None:
        self._context = context
        self._stream = stream
        self._http = http
        self._affected_by = affected_by
        self._request = request
        self._arm = arm
        self._client = client
        self._call = ApplicationCall(request, client[0])
        self._rule: Rule | None = None
        self._decision = NO_RULES
        self._received = context.clock.now()
        self._began = time.monotonic()
        self.is_upgraded = False
        self._generation = context.journal.generation

    async def answer(self) -> bool:
        """Answer, or not; False when the connection has been ended."""
        try:
            return await self._answer()
        except _NoAnswerError as error:
            return await self._fail_internally(error.__cause__ or error)

    async def _answer(self) -> bool:
        context = self._context
        # Without rules, nobody has to know beforehand what the request is about.
        if context.rules.list():
            self._call.identified = await _of_application(
                context.vendor.application.identify(self._call)
            )
            self._decision = context.rules.decide(
                context.vendor.name,
                self._call.identified,
                functools.partial(request_parameters, self._request),
            )
            self._rule = self._decision.rule
            if self._rule is not None and self._rule.delay_seconds:
                await self._affected_by(self._rule).pause(self._rule.delay_seconds)
            if self._is_outdated:
                await self._stream.cut()
                return False
        rule = self._rule
        if rule is None or rule.passes:
            return await self._pass_on(await self._ask())
        return await self._fail(rule)

    def record_ended_by(self, rule: Rule) -> None:
        """Note that `rule` ended the connection before there was an answer."""
        self._record(rule.fault, by=rule)

    @property
    def _fault(self) -> Fault | None:
        return None if self._rule is None else self._rule.fault

    @property
    def _identified(self) -> Identified:
        return self._call.identified or Identified.by_path(self._request.method, self._request.path)

    async def _ask(self) -> Response | StreamedResponse:
        if isinstance(self._fault, ApplicationFault):
            self._call.skew_seconds = self._fault.clock_offset_seconds
            altered = self._fault.alter(self._request)
            if altered is not self._request:
                self._call.replace_request(altered)
        return await _of_application(self._context.vendor.application.answer(self._call))

    async def _pass_on(self, answer: Response | StreamedResponse) -> bool:
        fault = self._fault
        identified = self._identified
        if fault is None and identified.stage is not None and 200 <= answer.status < 400:
            self._arm(identified)
        if isinstance(answer, StreamedResponse):
            try:
                return await self._stream_out(answer)
            finally:
                answer.body.close()
        response = self._dated(answer)
        try:
            head, body = self._http.encode(response, self._request.method)
        except UnsendableError as error:
            raise _NoAnswerError from error
        entry = self._record(fault, response)
        if self._rule is not None and isinstance(fault, DeliveryFault):
            entry.delivered = await fault.deliver(self._affected_by(self._rule), head, body)
            return entry.delivered
        await self._stream.write(head + body)
        self.is_upgraded = response.status == HTTPStatus.SWITCHING_PROTOCOLS
        return not self.is_upgraded

    @property
    def _is_outdated(self) -> bool:
        """Whether what the request is about was replaced since it came, as by a reset."""
        return self._context.journal.generation != self._generation

    async def _fail_internally(self, error: BaseException) -> bool:
        """Say that the simulator failed, or close the connection where that looks like a vendor."""
        if isinstance(error, RowsReplacedError) and not self._is_outdated:
            # It is heard of by this request first. Whoever waits for its end must not judge by it.
            self._context.journal.begin_generation()
        if self._is_outdated:
            _logger.info("a request of data that were replaced was dropped", exc_info=error)
            await self._stream.cut()
            return False
        if self._call.identified is None:
            # Who is concerned may be told all the same.
            with contextlib.suppress(Exception):
                identify = self._context.vendor.application.identify
                self._call.identified = await identify(self._call)
        # Whoever sees what follows must find the failure.
        failure = self._note_failure(error)
        self._record(self._fault, internal_failure=failure.reason)
        say = self._context.vendor.internal_error
        if say is None:
            await self._stream.cut()
            return False
        told = say(failure)
        response = self._dated(Response(told.status, told.headers, told.body, verbatim=True))
        await self._stream.write(b"".join(self._http.encode(response, self._request.method)))
        return True

    def _note_failure(self, error: BaseException) -> InternalFailure:
        vendor, identified = self._context.vendor.name, self._identified
        return self._context.journal.failures.record(
            error,
            f"{vendor}: {identified.operation}",
            vendor=vendor,
            user=identified.user,
            client=self._client,
        )

    async def _fail(self, rule: Rule) -> bool:
        match rule.fault:
            case AnswerFault() as fault:
                return await self._send_canned(
                    fault.answer(self._request, self._context.vendor, self._received), fault
                )
            case NoAnswerFault() as fault:
                self._record(fault)
                await fault.end(self._affected_by(rule))
                return False
        if rule.answer is None:
            raise RuntimeError(f"nothing answers in the place of the application under {rule}")
        return await self._send_canned(rule.answer, None)

    async def _send_canned(self, canned: CannedResponse, fault: Fault | None) -> bool:
        response = self._dated(
            Response(canned.status, canned.headers, canned.body, canned.header_lines, verbatim=True)
        )
        self._record(fault, response)
        await self._stream.write(b"".join(self._http.encode(response, self._request.method)))
        return True

    async def _stream_out(self, answer: StreamedResponse) -> bool:
        response = self._dated(Response(answer.status, answer.headers, _STREAMED))
        try:
            head = self._http.encode_stream_head(
                response.status, response.headers, self._request.method
            )
        except UnsendableError as error:
            raise _NoAnswerError from error
        self._record(self._fault, response)
        gone = asyncio.ensure_future(self._stream.wait_closed())
        try:
            return await self._send_stream(answer, head, gone)
        except OSError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever the application raises
            self._note_failure(error)
            self._stream.reset()
            return False
        finally:
            gone.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await gone

    async def _send_stream(
        self, answer: StreamedResponse, head: bytes, gone: asyncio.Future[None]
    ) -> bool:
        delivery = self._fault if isinstance(self._fault, DeliveryFault) else None
        affected = None if self._rule is None else self._affected_by(self._rule)
        if delivery is None:
            await self._stream.write(head)
            head = b""
        while not has_no_body(answer.status, self._request.method):
            taking = asyncio.ensure_future(answer.body.next())
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
            if affected is None or delivery is None:
                await self._stream.write(chunk)
            elif not await delivery.deliver(affected, head, chunk):
                return False
            head = b""
        await self._stream.write(head + self._http.encode_stream_end())
        return True

    def _dated(self, response: Response) -> Response:
        if any(name.lower() == "date" for name, _ in response.headers):
            return response
        now = self._context.clock.now() + self._call.skew_seconds
        date = _date(int(now))
        return response.with_header("Date", date)

    def _record(
        self,
        fault: Fault | None,
        response: Response | None = None,
        *,
        by: Rule | None = None,
        internal_failure: str | None = None,
    ) -> JournalEntry:
        by = by or self._rule
        sent = Message() if response is None else Message(response.headers, response.body)
        return self._context.journal.record(
            time=self._received,
            vendor=self._context.vendor.name,
            identified=self._identified,
            method=self._request.method,
            target=self._request.target,
            status=None if response is None else response.status,
            request=Message(self._request.headers, self._request.body),
            response=sent,
            fault=None if fault is None else fault.name,
            rule=None if by is None else by.id,
            decision=self._decision,
            generation=self._generation,
            duration_seconds=time.monotonic() - self._began,
            internal_failure=internal_failure,
        )


async def _of_application(answer: Awaitable[T]) -> T:
    """Wait for the application; whatever it raises is told from what the connection raises."""
    try:
        return await answer
    except Exception as error:
        raise _NoAnswerError from error


@functools.lru_cache(maxsize=8)
def _date(seconds: int) -> str:
    return formatdate(seconds, usegmt=True)
