"""Parts of a log, as every v2 log gives them out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from failmode.simulator.duo.admin.query import LogQuery

Entry = TypeVar("Entry")

Position = tuple[int, str]
"""Where an entry stands in a log: milliseconds since the epoch, and the entry's id."""


@dataclass(frozen=True, slots=True)
class LogPage(Generic[Entry]):
    """Part of a log.

    Attributes:
        entries: in the order that was asked for.
        total: how many entries the question matches in all.
        next_offset: position of the last entry, after which the next part begins; None: the part
            is empty. A collector advances by it alone, on the last part too:
            `duologsync/producer/producer.py` of https://github.com/duosecurity/duo_log_sync.
    """

    entries: tuple[Entry, ...]
    total: int
    next_offset: Position | None


def page_of(
    entries: Iterable[Entry], query: LogQuery, position: Callable[[Entry], Position]
) -> LogPage[Entry]:
    """Return the part of a log that is asked for.

    Args:
        entries: all entries that are asked for at any time, in any order.
        query: what is asked.
        position: tells where an entry stands.
    """
    found = [one for one in entries if query.mintime <= position(one)[0] <= query.maxtime]
    found.sort(key=position, reverse=query.newest_first)
    left = [one for one in found if _comes_after(position(one), query)]
    part = tuple(left[: query.limit])
    return LogPage(part, len(found), position(part[-1]) if part else None)


def _comes_after(position: Position, query: LogQuery) -> bool:
    if query.after is None:
        return True
    return position < query.after if query.newest_first else position > query.after
