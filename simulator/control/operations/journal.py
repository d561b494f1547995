"""/_sim/journal: what went over the wire, secrets masked."""

from __future__ import annotations

from simulator.control.events import EVENT_STREAM, EventStream, Wanted
from simulator.control.operation import Call, Operation
from simulator.control.service import ControlService
from simulator.control.shapes import JsonObject, array, integer, number, obj, text

_HEADERS = array(array(text()), "Pairs of name and value, credentials masked.")
_EXCHANGE = obj(
    {
        "number": integer("1 for the first exchange of the journal, without gaps."),
        "time": number("Seconds since the epoch, by the simulator's clock."),
        "vendor": text(),
        "operation": text("The vendor's operation; connect: struck before a request."),
        "stage": text("Stage of a login.", nullable=True),
        "user": text(nullable=True),
        "method": text(),
        "path": text("With its query, secrets masked."),
        "status": integer("HTTP status; null when no answer was sent.", nullable=True),
        "request_headers": _HEADERS,
        "request_body": text("Secrets masked."),
        "response_headers": _HEADERS,
        "response_body": text("Secrets masked."),
        "fault": text("The fault that struck.", nullable=True),
        "duration_seconds": number(),
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


def _query(service: ControlService, call: Call) -> JsonObject:
    query = call.query
    exchanges = service.journal.query(
        vendor=query.get("vendor"),
        operation=query.get("operation"),
        user=query.get("user"),
        since=query.get("since", 0),
    )
    limit = query.get("limit", len(exchanges))
    return {
        "exchanges": [exchange.to_json() for exchange in exchanges[:limit]],
        "last": service.journal.last_number,
        "dropped": service.journal.dropped,
        "capacity": service.journal.capacity,
    }


def _follow(service: ControlService, call: Call) -> EventStream:
    query = call.query
    newest = service.journal.last_number
    return service.readers.open(
        service.journal,
        since=call.headers.get("Last-Event-ID", query.get("since", newest)),
        wanted=Wanted(query.get("vendor"), query.get("operation"), query.get("user")),
        ended=lambda: service.closed,
    )


def _clear(service: ControlService, _: Call) -> None:
    service.journal.clear()


OPERATIONS = (
    Operation(
        "GET",
        "/_sim/journal",
        "getJournal",
        "journal",
        "The last exchanges that match, oldest first.",
        _query,
        _PAGE,
        query={
            "vendor": text("Of this vendor only."),
            "operation": text("Of this operation only, such as preauth."),
            "user": text("About this user only."),
            "since": integer("With a greater number only.", minimum=0),
            "limit": integer("So many at most; the oldest ones.", minimum=1),
        },
    ),
    Operation(
        "GET",
        "/_sim/journal/events",
        "followJournal",
        "journal",
        "The exchanges that match as they happen, as server-sent events.",
        _follow,
        text(
            "Events of type `exchange`, whose data is an exchange of getJournal and whose id is "
            "its number; and `missed`, with the numbers `first` and `last` of exchanges that the "
            "journal had dropped. Ends when the simulator stops."
        ),
        query={
            "vendor": text("Of this vendor only."),
            "operation": text("Of this operation only, such as preauth."),
            "user": text("About this user only."),
            "since": integer("With a greater number only; the newest one if absent.", minimum=0),
        },
        headers={
            "Last-Event-ID": integer(
                "Number of the last exchange seen; wins over `since`.", minimum=0
            )
        },
        refusals=(503,),
        media_type=EVENT_STREAM,
    ),
    Operation(
        "DELETE",
        "/_sim/journal",
        "clearJournal",
        "journal",
        "Forget the exchanges; numbers go on.",
        _clear,
        status=204,
    ),
)
