"""/_sim/journal: what went over the wire, secrets masked."""

from __future__ import annotations

from importlib.metadata import version

from failmode.simulator.control.controller import SimulatorController
from failmode.simulator.control.errors import InvalidRequestError, NotFoundError
from failmode.simulator.control.events import EVENT_STREAM, EventStream, ExchangeFilter
from failmode.simulator.control.operation import ControlEndpoint, ControlOperation, ControlRequest
from failmode.simulator.control.operations.faults import RULE
from failmode.simulator.control.schemas import (
    JsonObject,
    Schema,
    any_object,
    array,
    boolean,
    count,
    integer,
    moment,
    number,
    obj,
    text,
)
from failmode.simulator.edge.faults.catalogue import fault_catalogue
from failmode.simulator.edge.faults.decision import Reason
from failmode.simulator.edge.journal.explain import explain
from failmode.simulator.edge.journal.har import archive
from failmode.simulator.edge.journal.journal import Exchange
from failmode.simulator.http_api.operation import Operation

_HEADERS = array(array(text()), "Pairs of name and value, credentials masked.")
_EXCHANGE = obj(
    {
        "number": integer("1 for the first exchange of the journal, without gaps."),
        "time": number("Seconds since the epoch, by the simulator's clock."),
        "vendor": text(),
        "operation": text("The vendor's operation; connect: ended before a request."),
        "stage": text("Stage of a login.", nullable=True),
        "user": text(nullable=True),
        "method": text(),
        "path": text("With its query, secrets masked."),
        "status": integer("HTTP status; null when no answer was sent.", nullable=True),
        "request_headers": _HEADERS,
        "request_body": text("Secrets masked."),
        "response_headers": _HEADERS,
        "response_body": text("Secrets masked."),
        "fault": text("The fault that acted.", nullable=True),
        "rule": text("Id of the rule that acted on it.", nullable=True),
        "duration_seconds": number(),
        "internal_failure": text(
            "What broke inside the simulator, so that the connection was closed without an "
            "answer; null when the exchange says something of the vendor.",
            nullable=True,
        ),
    }
)
_PAGE = obj(
    {
        "exchanges": array(_EXCHANGE, "Oldest first."),
        "last": integer("Number of the newest exchange of the journal; 0 before the first."),
        "dropped": integer("How many had to make room since the start or the last clearing."),
        "capacity": integer("How many are kept."),
    }
)


def _number(description: str, minimum: int = 0) -> Schema:
    """Describe the number of an exchange."""
    return integer(description, minimum=minimum, maximum=2**53)


_FILTERS = {
    "vendor": text("Of this vendor only."),
    "operation": text("Of this operation only, such as preauth."),
    "user": text("About this user only."),
    "status": integer("Answered with this HTTP status only.", minimum=100, maximum=599),
    "fault": text("With this fault only.", choices=fault_catalogue().names),
    "since": _number("With a greater number only."),
    "since_time": moment("At this time or later only, in seconds since the epoch."),
    "until_time": moment("At this time or earlier only, in seconds since the epoch."),
    "limit": count("So many at most; the oldest ones.", minimum=1),
    "newest": count("So many at most; the newest ones.", minimum=1),
}
_WHY = obj(
    {
        **{
            name: schema
            for name, schema in (_EXCHANGE.members or {}).items()
            if name in ("number", "vendor", "method", "path", "operation", "stage", "user")
        },
        "status": integer("HTTP status; null when no answer was sent.", nullable=True),
        "fault": text("The fault that acted.", nullable=True),
        "rule": text("Id of the rule that acted on it.", nullable=True),
        "summary": text("What came of it, in one line."),
        "rules": array(
            obj(
                {
                    "rule": RULE,
                    "profile": text("The profile that it belonged to.", nullable=True),
                    "reason": text(choices=tuple(one.value for one in Reason)),
                    "details": array(text(), "The reason in words."),
                }
            ),
            "Every rule of that moment, in order, and why it acted on the exchange or did not.",
        ),
        "routed": boolean(
            "Whether the vendor has a route for the request; null when it never got there.",
            nullable=True,
        ),
        "nearest": array(
            obj({"method": text(), "path": text(), "difference": text()}),
            "Where it has none, the routes that are most like the request.",
        ),
    }
)


def _found(controller: SimulatorController, request: ControlRequest) -> tuple[Exchange, ...]:
    query = dict(request.query)
    limit, newest = query.pop("limit", None), query.pop("newest", None)
    if limit is not None and newest is not None:
        raise InvalidRequestError("limit and newest exclude one another", "Give one of them")
    exchanges = controller.journal.query(**query)
    return exchanges[-newest:] if newest is not None else exchanges[:limit]


def _query(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    return {
        "exchanges": [exchange.to_json() for exchange in _found(controller, request)],
        "last": controller.journal.last_number,
        "dropped": controller.journal.dropped,
        "capacity": controller.journal.capacity,
    }


def _follow(controller: SimulatorController, request: ControlRequest) -> EventStream:
    query = request.query
    newest = controller.journal.last_number
    return controller.subscribers.open(
        controller.journal,
        since=request.headers.get("Last-Event-ID", query.get("since", newest)),
        exchange_filter=ExchangeFilter(
            query.get("vendor"), query.get("operation"), query.get("user")
        ),
        ended=lambda: controller.closed,
    )


def _har(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    return archive(_found(controller, request), controller.hosts, version("failmode"))


def _why(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    number = request.path["number"]
    exchange = controller.journal.find(number)
    if exchange is None:
        gone = number <= controller.journal.last_number
        raise NotFoundError(
            f"the journal {'does not keep exchange' if gone else 'has no exchange'} {number}"
            f"{' any more' if gone else ''}",
            _kept(controller),
        )
    return explain(exchange, controller.routes).to_json()


def _kept(controller: SimulatorController) -> str:
    numbers = [one.number for one in controller.journal.query()]
    return f"It keeps {numbers[0]} to {numbers[-1]}" if numbers else "It keeps none at present"


def _clear(controller: SimulatorController, _: ControlRequest) -> None:
    controller.journal.clear()


_EVENTS = text(
    "Events of type `exchange`, whose data is an exchange of getJournal and whose id is its "
    "number; and `missed`, with the numbers `first` and `last` of exchanges that the journal had "
    "dropped. Ends when the simulator stops."
)

OPERATIONS: tuple[ControlOperation, ...] = (
    Operation(
        "GET",
        "/_sim/journal",
        "getJournal",
        ControlEndpoint("journal", _query, _PAGE, query=_FILTERS),
        summary="The last exchanges that match, oldest first.",
    ),
    Operation(
        "GET",
        "/_sim/journal.har",
        "getJournalArchive",
        ControlEndpoint(
            "journal",
            _har,
            any_object("`log`, as http://www.softwareishard.com/blog/har-12-spec/ describes it."),
            query=_FILTERS,
        ),
        summary="The exchanges that match as an HTTP archive, HAR 1.2.",
    ),
    Operation(
        "GET",
        "/_sim/journal/{number}/why",
        "explainExchange",
        ControlEndpoint(
            "journal",
            _why,
            _WHY,
            parameters={"number": _number("The exchange's number.", minimum=1)},
            refusals=(404,),
        ),
        summary=(
            "Why an exchange went as it did: what each rule made of it, and the nearest routes."
        ),
    ),
    Operation(
        "GET",
        "/_sim/journal/events",
        "followJournal",
        ControlEndpoint(
            "journal",
            _follow,
            _EVENTS,
            query={
                "vendor": text("Of this vendor only."),
                "operation": text("Of this operation only, such as preauth."),
                "user": text("About this user only."),
                "since": _number("With a greater number only; the newest one if absent."),
            },
            headers={
                "Last-Event-ID": _number("Number of the last exchange seen; wins over `since`.")
            },
            refusals=(503,),
            media_type=EVENT_STREAM,
        ),
        summary="The exchanges that match as they happen, as server-sent events.",
    ),
    Operation(
        "DELETE",
        "/_sim/journal",
        "clearJournal",
        ControlEndpoint("journal", _clear, status=204),
        summary="Forget the exchanges; numbers go on.",
    ),
)
