"""What an edge has to know of the vendor behind it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from failmode.simulator.edge.apps.application import Application
from failmode.simulator.edge.faults.fault import Flaw
from failmode.simulator.edge.http.canned_responses import CannedResponse, status_page
from failmode.simulator.edge.http.messages import BodyLimit, Request, default_body_limit
from failmode.simulator.edge.journal.secrets import COMMON, Secrets
from failmode.simulator.edge.net.stream import UpgradedStream
from failmode.simulator.internal_failures import InternalFailure

Upgrade = Callable[[Request, UpgradedStream], Awaitable[None]]
"""Goes on with a connection in the protocol that a request asked for and an answer 101 agreed to;
the connection ends when it returns."""


def empty_object(_: Request, _flaw: Flaw) -> CannedResponse:
    """Answer with an empty JSON object: a form that lacks everything."""
    return CannedResponse(200, (("Content-Type", "application/json"),), b"{}")


@dataclass(frozen=True, slots=True)
class SimulatedVendor:
    """A vendor, as its edge serves it.

    Attributes:
        name: what rules and the journal call it.
        host: the host name under which its clients know it.
        application: what answers; it knows nothing of faults.
        flawed: makes an answer in the vendor's form that has a flaw.
        secrets: what the journal must not show of its requests and answers.
        body_limit: tells how large a request's body may be; a larger one is answered with 413.
        internal_error: says what broke inside the simulator, in place of an answer; None: the
            connection is closed without one, because an answer would be taken for the vendor's.
        bad_request: refuses with a status what is no acceptable HTTP, or too large to be read.
        upgrade: goes on after an answer 101; None: the application never gives one.
    """

    name: str
    host: str
    application: Application
    flawed: Callable[[Request, Flaw], CannedResponse] = empty_object
    secrets: Secrets = COMMON
    body_limit: BodyLimit = default_body_limit
    internal_error: Callable[[InternalFailure], CannedResponse] | None = None
    bad_request: Callable[[int], CannedResponse] = status_page
    upgrade: Upgrade | None = None
