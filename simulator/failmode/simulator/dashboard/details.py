"""One exchange of the journal in full, and why it went as it did."""

from __future__ import annotations

import json
from dataclasses import dataclass

from failmode.simulator.control.errors import NotFoundError
from failmode.simulator.control.schemas import JsonObject
from failmode.simulator.dashboard.operations import Operations
from failmode.simulator.dashboard.times import time_of_day


@dataclass(frozen=True, slots=True)
class ExchangeDetails:
    """One exchange.

    Attributes:
        exchange: as the control API shows it.
        why: what the rules made of it, as the control API shows it.
        at: the time of day.
        sent: the request as text.
        answered: the answer as text; "" when there was none.
        newer: number of the next exchange; None when there is none.
        older: number of the exchange before; None when there is none.
    """

    exchange: JsonObject
    why: JsonObject
    at: str
    sent: str
    answered: str
    newer: int | None
    older: int | None

    @classmethod
    def of(cls, operations: Operations, number: int) -> ExchangeDetails:
        """Return an exchange of the journal.

        Raises:
            NotFoundError: when the journal does not have it, or not any more.
        """
        around = operations.read("getJournal", since=max(0, number - 2), limit=3)["exchanges"]
        numbers = [one["number"] for one in around]
        if number not in numbers:
            raise NotFoundError(f"the journal has no exchange {number}", "Look at a newer one")
        exchange = around[numbers.index(number)]
        status = [] if exchange["status"] is None else [f"HTTP {exchange['status']}"]
        return cls(
            exchange=exchange,
            why=operations.read("explainExchange", {"number": number}),
            at=time_of_day(exchange["time"]),
            sent=_message(
                [f"{exchange['method']} {exchange['path']}"] if exchange["method"] else [],
                exchange["request_headers"],
                exchange["request_body"],
            ),
            answered=_message(status, exchange["response_headers"], exchange["response_body"]),
            newer=number + 1 if number + 1 in numbers else None,
            older=number - 1 if number - 1 in numbers else None,
        )


def _message(start: list[str], headers: list[list[str]], body: str) -> str:
    lines = [*start, *(f"{name}: {value}" for name, value in headers)]
    return "\n".join([*lines, "", _readable(body)] if body else lines)


def _readable(body: str) -> str:
    """Return a body with JSON written over several lines."""
    try:
        return json.dumps(json.loads(body), indent=2, ensure_ascii=False)
    except ValueError:
        return body
