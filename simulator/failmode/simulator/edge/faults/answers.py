"""Faults that answer in the application's place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from failmode.simulator.edge.faults.fault import AnswerFault, Fault, VendorAnswers, text
from failmode.simulator.edge.http.canned_responses import (
    CannedResponse,
    captive_portal_page,
    status_page,
)
from failmode.simulator.edge.http.messages import Request

SIGN_IN = "sign-in=1"
"""The query by which `redirect` knows a request that has followed it."""


@dataclass(frozen=True)
class StatusFault(AnswerFault):
    """An HTTP status and a page, as a gateway before the vendor would send it.

    Attributes:
        status: the HTTP status.
        retry_after: the header of that name; None sends none.
    """

    status: ClassVar[int]

    retry_after: str | None = text(
        "Retry-After header: seconds or an HTTP date.", phrase="retry after {}"
    )

    def answer(self, request: Request, vendor: VendorAnswers) -> CannedResponse:
        """See `AnswerFault`."""
        del request, vendor
        return status_page(self.status, self.retry_after)


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


class Redirect(AnswerFault):
    """A redirect to a web page of the same host, as a captive portal's.

    Who follows it gets the page.
    """

    name = "redirect"
    summary = "HTTP 302 to a web page on the same host."

    def answer(self, request: Request, vendor: VendorAnswers) -> CannedResponse:
        """See `AnswerFault`."""
        del vendor
        if SIGN_IN in request.query.split("&"):
            return captive_portal_page(200)
        query = f"{request.query}&{SIGN_IN}" if request.query else SIGN_IN
        location = ("Location", f"{request.raw_path}?{query}")
        return captive_portal_page(302, headers=(location,))


class NotJson(AnswerFault):
    """A web page with status 200, as a captive portal sends it."""

    name = "not-json"
    summary = "HTTP 200 with a web page in place of the vendor's form."

    def answer(self, request: Request, vendor: VendorAnswers) -> CannedResponse:
        """See `AnswerFault`."""
        del request, vendor
        return captive_portal_page(200)


class MalformedResponse(AnswerFault):
    """The vendor's form, without what it has to say."""

    name = "malformed-response"
    summary = "An answer in the vendor's form that lacks what it has to say."

    def answer(self, request: Request, vendor: VendorAnswers) -> CannedResponse:
        """See `AnswerFault`."""
        return vendor.malformed(request)


FAULTS: tuple[type[Fault], ...] = (
    Http500,
    Http502,
    Http503,
    Http504,
    Http429,
    Http401,
    Http403,
    Redirect,
    NotJson,
    MalformedResponse,
)
"""The faults of this module, in the order in which they are listed."""
