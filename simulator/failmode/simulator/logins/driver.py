"""The one way of trying a login: through any client, so many at a time, each with a deadline."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from failmode.simulator.duo.directory.names import is_same_user
from failmode.simulator.edge.journal.journal import Exchange, Journal
from failmode.simulator.endpoints.trace import Step, Trace
from failmode.simulator.internal_failures import InternalFailure
from failmode.simulator.logins.client import ClientResult
from failmode.simulator.logins.deadline import BoundedCall, Completed
from failmode.simulator.logins.errors import (
    DataReplacedError,
    InvalidLoginRequestError,
    LostRecordError,
    TooManyLoginsError,
)
from failmode.simulator.logins.requests import LoginRequest, LoginResult, explain
from failmode.simulator.logins.verdict import (
    ClassifyLogin,
    CloudRecord,
    classify_login,
    cloud_record,
)
from failmode.terms import Admission, Vendor, Verdict

MAX_CONCURRENT = 8
"""Logins under way at most, those that hang on past their deadline included."""


class LoginDriver:
    """Tries logins, and classifies each by what the client did and what Duo's cloud saw.

    Args:
        journal: the simulator's journal, which keeps what Duo's cloud saw.
        classify: reaches the verdict.
    """

    def __init__(self, journal: Journal, *, classify: ClassifyLogin = classify_login) -> None:
        self._journal = journal
        self._classify = classify
        self._slots = threading.BoundedSemaphore(MAX_CONCURRENT)

    def log_in(self, request: LoginRequest) -> LoginResult:
        """Log in once; returns at the request's deadline at the latest.

        Raises:
            InvalidLoginRequestError: when the request cannot be carried out.
            NotRunningError: when the client does not run.
            TooManyLoginsError: when too many logins are under way.
            LostRecordError: when the journal has lost what the verdict depends on.
            DataReplacedError: when the simulator was reset, seeded or restored meanwhile.
            InternalFailureError: when the simulator itself failed meanwhile.
            ConfigError: when the client is not set up for the login.
        """
        _check(request)
        if not self._slots.acquire(blocking=False):
            raise TooManyLoginsError(
                f"{MAX_CONCURRENT} logins are under way", "Try again when one of them has ended"
            )
        attempt = _Attempt(request, self._slots.release)
        journal, failures = self._journal, self._journal.failures
        generation, before, broken = journal.generation, journal.last_number, failures.count
        began = time.monotonic()
        with (
            journal.generations_watched(attempt.stop_waiting),
            failures.watched(attempt.stop_waiting_after),
        ):
            completed = attempt.run()
        duration = time.monotonic() - began
        if journal.generation != generation:
            raise DataReplacedError(
                "the simulator's data were replaced while the login was under way",
                "Log in again; reset, seed and restore end what is under way",
            )
        failures.check(broken, vendor=Vendor.DUO, is_user=attempt.is_user)
        record = cloud_record(self._journal, before, request.username)
        return self._login_result(request, completed, record, tuple(attempt.watched), duration)

    def _login_result(
        self,
        request: LoginRequest,
        completed: Completed[ClientResult] | None,
        record: CloudRecord,
        watched: tuple[Step, ...],
        duration: float,
    ) -> LoginResult:
        result = None if completed is None else completed.value
        admission = None if result is None else result.admission
        if admission is Admission.BY_DUO and not record.approved and not record.complete:
            raise LostRecordError(
                "the journal has not kept what Duo's cloud saw of this login",
                "Start the simulator with a larger journal, and do not clear it meanwhile",
            )
        verdict = self._classify(admission, approved=record.approved)
        reason = _reason(request, result, verdict)
        assumed = request.client.assumed_timeout if result is None else result.assumed
        steps = watched if result is None else result.steps
        peer = request.client.cloud_peer
        if peer is not None:
            steps = (*_cloud_steps(peer, request.password, record.exchanges), *steps)
        second_factor = False
        if result is not None and verdict is Verdict.ALLOWED:
            known = result.second_factor
            second_factor = record.second_factor if known is None else known
        return LoginResult(
            verdict=verdict,
            reason=reason,
            second_factor=second_factor,
            message="" if result is None else result.message,
            answer="" if result is None else result.answer,
            settings=request.client.settings,
            steps=(*steps, Step("verdict", "", explain(reason, assumed), verdict)),
            duration_seconds=duration,
            assumed=assumed,
        )


class _AbandonedError(Exception):
    """Nobody waits for the login any longer, so it must not go on."""


class _Attempt:
    """One login under way, in a thread of its own.

    Args:
        request: what is tried.
        ended: called once it holds nothing any more, which may be after its deadline.
    """

    def __init__(self, request: LoginRequest, ended: Callable[[], None]) -> None:
        self._request = request
        self._ended = ended
        self._call = BoundedCall(self._log_in)
        self.watched: list[Step] = []

    def run(self) -> Completed[ClientResult] | None:
        try:
            return self._call.run(self._request.deadline_seconds)
        except _AbandonedError:
            # It ended by itself before this side had noticed that it was given up.
            return None

    def is_user(self, name: str) -> bool:
        return is_same_user(name, self._request.username)

    def stop_waiting(self) -> None:
        self._call.give_up()

    def stop_waiting_after(self, failure: InternalFailure) -> None:
        # There is no verdict then, and a proxy, for one, never answers.
        if failure.may_concern(vendor=Vendor.DUO, is_user=self.is_user):
            self.stop_waiting()

    def _log_in(self) -> ClientResult:
        request = self._request
        try:
            return request.client.log_in(
                request.username,
                request.password,
                deadline_seconds=request.deadline_seconds,
                watch=self._watch,
            )
        finally:
            self._ended()

    def _watch(self, step: Step) -> None:
        # Its next request would be one of a login that is over, and of data that may be others.
        if self._call.abandoned:
            raise _AbandonedError
        self.watched.append(step)


def _reason(request: LoginRequest, result: ClientResult | None, verdict: Verdict) -> str:
    if result is None or result.admission is None:
        return f"no verdict within {request.deadline_seconds:g} s"
    if verdict is Verdict.FAILED_OPEN and result.admission is Admission.BY_DUO:
        return f"{result.reason}, says the client, but Duo's cloud never let the user in"
    return result.reason


def _cloud_steps(peer: str, password: str, exchanges: tuple[Exchange, ...]) -> tuple[Step, ...]:
    trace = Trace((password,))
    for one in exchanges:
        trace.add(
            one.operation,
            peer=peer,
            exchange=f"{one.method} {one.path}",
            result=trace.sanitize(_outcome(one)),
        )
    return trace.steps


def _outcome(exchange: Exchange) -> str:
    if exchange.internal_failure is not None:
        return f"the simulator itself failed: {exchange.internal_failure}"
    if exchange.fault is not None:
        return f"fault {exchange.fault}"
    if exchange.status is None:
        return "no answer"
    return f"HTTP {exchange.status} {exchange.response_body}"


def _check(request: LoginRequest) -> None:
    for name, text in (("username", request.username), ("password", request.password)):
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise InvalidLoginRequestError(
                f"the {name} has half of a surrogate pair at character {error.start + 1}",
                "Send whole characters",
            ) from error
    if not request.username:
        raise InvalidLoginRequestError("the username is empty", "Name who logs in")
