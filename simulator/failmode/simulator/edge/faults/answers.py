"""Faults that answer in the application's place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from failmode.simulator.edge.errors import RuleError
from failmode.simulator.edge.faults.fault import (
    AnswerFault,
    Fault,
    Flaw,
    VendorAnswers,
    text,
    whole,
)
from failmode.simulator.edge.http.canned_responses import (
    CannedResponse,
    captive_portal_page,
    status_page,
)
from failmode.simulator.edge.http.messages import Request

SIGN_IN = "sign-in=1"
"""The query by which `redirect` knows a request that has followed it."""


_SECONDS_LATER = re.compile(r"\+([0-9]{1,9})")


@dataclass(frozen=True)
class GatewayPage(AnswerFault):
    """An HTTP status and a page, as a gateway before the vendor would send it.

    Attributes:
        retry_after: the header of that name; None sends none. `+30` is the HTTP date 30 seconds
            after each request.
    """

    retry_after: str | None = text(
        "Retry-After header: seconds, an HTTP date, or +SECONDS for the date so long after each "
        "request.",
        phrase="retry after {}",
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        wanted = self.retry_after
        if wanted is not None and wanted.startswith("+") and not _SECONDS_LATER.fullmatch(wanted):
            raise RuleError("retry_after", f"is {wanted!r}", "Give whole seconds behind the +")

    def _page(self, status: int, now: float) -> CannedResponse:
        later = _SECONDS_LATER.fullmatch(self.retry_after or "")
        if later is None:
            return status_page(status, self.retry_after)
        # It loads sockets, and the catalogue of faults is read where no socket ever is.
        from email.utils import formatdate  # noqa: PLC0415

        return status_page(status, formatdate(int(now) + int(later[1]), usegmt=True))


class StatusFault(GatewayPage):
    """A gateway's page with the one status that the fault is named by.

    Attributes:
        status: the HTTP status.
    """

    status: ClassVar[int]

    def answer(self, request: Request, vendor: VendorAnswers, now: float) -> CannedResponse:
        """See `AnswerFault`."""
        del request, vendor
        return self._page(self.status, now)


class Http500(StatusFault):
    """A gateway answers 500."""

    name, summary, status = "http-500", "HTTP 500 Internal Server Error.", 500


class Http502(StatusFault):
    """A gateway answers 502."""

    name, summary, status = "http-502", "HTTP 502 Bad Gateway.", 502


class Http503(StatusFault):
    """A gateway answers 503."""

    name, summary, status = "http-503", "HTTP 503 Service Unavailable.", 503


class Http504(StatusFault):
    """A gateway answers 504."""

    name, summary, status = "http-504", "HTTP 504 Gateway Timeout.", 504


class Http429(StatusFault):
    """A gateway answers 429."""

    name, summary, status = "http-429", "HTTP 429 Too Many Requests.", 429


class Http401(StatusFault):
    """A gateway answers 401."""

    name, summary, status = "http-401", "HTTP 401 Unauthorized.", 401


class Http403(StatusFault):
    """A gateway answers 403."""

    name, summary, status = "http-403", "HTTP 403 Forbidden.", 403


@dataclass(frozen=True)
class HttpStatus(GatewayPage):
    """A gateway answers with any status.

    Attributes:
        status: the HTTP status.
    """

    name = "http-status"
    summary = "Any HTTP status, with a gateway's page."

    status: int = whole(400, "HTTP status.", phrase="status {}", minimum=200, maximum=599)

    def answer(self, request: Request, vendor: VendorAnswers, now: float) -> CannedResponse:
        """See `AnswerFault`."""
        del request, vendor
        return self._page(self.status, now)


class Redirect(AnswerFault):
    """A redirect to a web page of the same host, as a captive portal's.

    Who follows it gets the page.
    """

    name = "redirect"
    summary = "HTTP 302 to a web page on the same host."

    def answer(self, request: Request, vendor: VendorAnswers, now: float) -> CannedResponse:
        """See `AnswerFault`."""
        del vendor, now
        if SIGN_IN in request.query.split("&"):
            return captive_portal_page(200)
        query = f"{request.query}&{SIGN_IN}" if request.query else SIGN_IN
        location = ("Location", f"{request.raw_path}?{query}")
        return captive_portal_page(302, headers=(location,))


class NotJson(AnswerFault):
    """A web page with status 200, as a captive portal sends it."""

    name = "not-json"
    summary = "HTTP 200 with a web page in place of the vendor's form."

    def answer(self, request: Request, vendor: VendorAnswers, now: float) -> CannedResponse:
        """See `AnswerFault`."""
        del request, vendor, now
        return captive_portal_page(200)


class FlawedAnswer(AnswerFault):
    """An answer in the vendor's form that is no answer.

    Attributes:
        flaw: what is wrong with it.
    """

    flaw: ClassVar[Flaw]

    def answer(self, request: Request, vendor: VendorAnswers, now: float) -> CannedResponse:
        """See `AnswerFault`."""
        del now
        return vendor.flawed(request, self.flaw)


class MalformedResponse(FlawedAnswer):
    """The vendor's form, without what it has to say."""

    name = "malformed-response"
    summary = "An answer in the vendor's form that lacks what it has to say."
    flaw = Flaw.EMPTY_RESPONSE


class NoResponse(FlawedAnswer):
    """The vendor's form claims success, and there is nothing in it."""

    name = "no-response"
    summary = "An answer in Duo's form that says OK and has no response."
    flaw = Flaw.NO_RESPONSE


class BadStat(FlawedAnswer):
    """The vendor's form says neither that it went well nor that it did not."""

    name = "bad-stat"
    summary = "An answer in Duo's form whose stat is neither OK nor FAIL."
    flaw = Flaw.BAD_STAT


class NoCode(FlawedAnswer):
    """The vendor's form says that it went wrong, and not how."""

    name = "no-code"
    summary = "HTTP 400 in Duo's form that says FAIL and has no code."
    flaw = Flaw.NO_CODE


FAULTS: tuple[type[Fault], ...] = (
    Http500,
    Http502,
    Http503,
    Http504,
    Http429,
    Http401,
    Http403,
    HttpStatus,
    Redirect,
    NotJson,
    MalformedResponse,
    NoResponse,
    BadStat,
    NoCode,
)
"""The faults of this module, in the order in which they are listed."""
