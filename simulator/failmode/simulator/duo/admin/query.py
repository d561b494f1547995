"""Parameters of the Admin API, read and checked: pages, times, words and filters."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from failmode.simulator.duo.api.params import MAX_DIGITS, Params
from failmode.simulator.duo.auth.log_entries import FACTORS, REASONS, EventType, LogResult
from failmode.simulator.duo.errors import (
    InvalidRequestParametersError,
    MissingRequestParametersError,
)

T = TypeVar("T")

_DAY_SECONDS = 86_400

DEFAULT_LIMIT = 100
"""Objects of a page when no `limit` is given."""

_LOG_DAYS = 180
_LOG_SLACK_SECONDS = 300
"""By how much a log may be asked for earlier than its first day: `duo_client/admin.py` asks for
exactly that many days when it is told nothing, and its request takes time. Unconfirmed."""
_LEAST_MILLISECONDS = 10**12
"""A time with fewer digits is one in seconds."""

LISTS = frozenset(
    {
        "applications",
        "assessment",
        "codes",
        "detections",
        "event_types",
        "factors",
        "groups",
        "groups_allowed",
        "ip_whitelist",
        "next_offset",
        "phone_numbers",
        "reasons",
        "registration_id",
        "results",
        "token_id",
        "users",
        "webauthnkey",
    }
)
"""Parameters that may be given several times, as `duo_client` sends a list."""

DOCUMENTS = frozenset(
    {
        "apply_to_apps",
        "apply_to_groups_in_apps",
        "new_policy_names_list",
        "policies_to_update",
        "policy_changes",
        "sections",
        "sections_to_delete",
        "sso",
        "users",
    }
)
"""Parameters whose values are JSON: `create_integration`, `create_policy_v2` and others of
`duo_client/admin.py`, and `bulk_create_users` of `lib/duo_api/admin.rb` of
https://github.com/duosecurity/duo_api_ruby."""

_UNSUPPORTED = frozenset(
    {"assessment", "detections", "phone_numbers", "registration_id", "token_id", "webauthnkey"}
)
"""Filters of the log by things that the simulated cloud does not have; refused, because an answer
without them would be wrong."""


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is asked for: at most `limit` objects from number `offset` on."""

    limit: int
    offset: int

    def of(self, objects: Sequence[T]) -> Slice[T]:
        """Return that part of `objects`."""
        end = self.offset + self.limit
        return Slice(
            tuple(objects[self.offset : end]),
            total=len(objects),
            next_offset=end if end < len(objects) else None,
            prev_offset=max(0, self.offset - self.limit) if self.offset else None,
        )


@dataclass(frozen=True, slots=True)
class Slice(Generic[T]):
    """Part of a list, and where its neighbours begin."""

    objects: tuple[T, ...]
    total: int
    next_offset: int | None
    prev_offset: int | None

    def metadata(self) -> dict[str, int]:
        """Return the `metadata` of an answer; offsets of pages that do not exist are left out.

        Source: `json_paging_api_call` of `duo_client/client.py`, and the sample at
        https://docs.blinkops.com/docs/integrations/duo/actions/list-phones.
        """
        both = {"next_offset": self.next_offset, "prev_offset": self.prev_offset}
        return {
            "total_objects": self.total,
            **{name: value for name, value in both.items() if value is not None},
        }


@dataclass(frozen=True, slots=True)
class LogQuery:
    """What is asked of the authentication log.

    Attributes:
        mintime: first millisecond, since the epoch.
        maxtime: last millisecond.
        limit: most entries.
        newest_first: whether the newest entry comes first.
        after: the entry after which the page begins: its millisecond and id; None: the first page.
        filters: by filter, the values of which an entry must have one.
    """

    mintime: int
    maxtime: int
    limit: int
    newest_first: bool
    after: tuple[int, str] | None
    filters: dict[str, frozenset[str]]


def page(params: Params, max_size: int) -> Page:
    """Read `limit` and `offset`.

    Args:
        params: the parameters.
        max_size: most objects of a page; a larger `limit` gets that many.

    Raises:
        InvalidRequestParametersError: for a limit below 1, or a negative offset.
    """
    return Page(_limit(params, DEFAULT_LIMIT, max_size), params.number("offset") or 0)


def _limit(params: Params, default: int, most: int) -> int:
    """Read how many objects are asked for: a wish, of which the server may grant less.

    Sources: `lib/duo_api/api_helpers.rb` of https://github.com/duosecurity/duo_api_ruby asks every
    list for 1000; https://github.com/duosecurity/duo_client_python/issues/63.
    """
    limit = params.number("limit", minimum=1)
    return default if limit is None else min(limit, most)


def required_number(params: Params, name: str) -> int:
    """Read a whole number of 0 or more.

    Raises:
        MissingRequestParametersError: when it is missing.
        InvalidRequestParametersError: for anything else.
    """
    value = params.number(name)
    if value is None:
        raise MissingRequestParametersError(name)
    return value


def truth(params: Params, name: str) -> bool | None:
    """Read `0`, `1`, `true` or `false`; None when it is missing.

    Raises:
        InvalidRequestParametersError: for anything else.
    """
    text = params.optional(name)
    if text is None:
        return None
    value = {"0": False, "1": True, "false": False, "true": True}.get(text.lower())
    if value is None:
        raise InvalidRequestParametersError(name)
    return value


def given(params: Params, name: str) -> str | None:
    """Read a text that may be empty; None when it is missing."""
    return (params.optional(name) or "") if name in params else None


def text(params: Params, name: str) -> str | None:
    """Read a printable text that may be empty; None when it is missing.

    Raises:
        InvalidRequestParametersError: for a text with control characters.
    """
    value = given(params, name)
    if value is not None and not value.isprintable():
        raise InvalidRequestParametersError(name)
    return value


def required_text(params: Params, name: str) -> str:
    """Read a printable text.

    Raises:
        MissingRequestParametersError: when it is missing or empty.
        InvalidRequestParametersError: for a text with control characters.
    """
    value = text(params, name)
    if not value:
        raise MissingRequestParametersError(name)
    return value


def notes_text(params: Params) -> str | None:
    """Read `notes`, a text of several printable lines that may be empty; None when it is missing.

    Raises:
        InvalidRequestParametersError: for a text with other control characters.
    """
    value = given(params, "notes")
    if value is not None and not all(line.isprintable() for line in value.splitlines()):
        raise InvalidRequestParametersError("notes")
    return value


def names(params: Params, name: str) -> frozenset[str] | None:
    """Read a JSON array of texts; None when it is missing.

    Raises:
        InvalidRequestParametersError: for anything else.
    """
    text = params.optional(name)
    if text is None:
        return None
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidRequestParametersError(name) from error
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise InvalidRequestParametersError(name)
    return frozenset(values)


def log_times(params: Params, now: float) -> tuple[int, int]:
    """Read `mintime` and `maxtime` of a log, in milliseconds since the epoch.

    What is said of wrong times: https://github.com/duosecurity/duo_log_sync/issues/36 and
    https://github.com/duosecurity/duo_client_python/issues/95.

    Args:
        params: the parameters.
        now: the cloud's time, seconds since the epoch.

    Raises:
        MissingRequestParametersError: without `mintime` or `maxtime`.
        InvalidRequestParametersError: naming the parameter that is wrong.
    """
    mintime, maxtime = required_number(params, "mintime"), required_number(params, "maxtime")
    if mintime < _LEAST_MILLISECONDS:
        raise InvalidRequestParametersError("'mintime' must be a timestamp in milliseconds")
    if mintime < (now - _LOG_DAYS * _DAY_SECONDS - _LOG_SLACK_SECONDS) * 1000:
        raise InvalidRequestParametersError(f"mintime must be within the past {_LOG_DAYS} days")
    if mintime >= maxtime:
        raise InvalidRequestParametersError("'maxtime' must be strictly greater than 'mintime'")
    return mintime, maxtime


def plain_log_query(params: Params, now: float) -> LogQuery:
    """Read the question to a v2 log that is not filtered.

    Args:
        params: the parameters.
        now: the cloud's time, seconds since the epoch.

    Raises:
        MissingRequestParametersError: without `mintime` or `maxtime`.
        InvalidRequestParametersError: naming the parameter that is wrong.
    """
    mintime, maxtime = log_times(params, now)
    sort = params.optional("sort") or "ts:desc"
    if sort not in {"ts:asc", "ts:desc"}:
        raise InvalidRequestParametersError("sort")
    return LogQuery(
        mintime,
        maxtime,
        _limit(params, DEFAULT_LIMIT, 1000),
        newest_first=sort == "ts:desc",
        after=_after(params),
        filters={},
    )


def log_query(params: Params, now: float) -> LogQuery:
    """Read `/admin/v2/logs/authentication`.

    Args:
        params: the parameters.
        now: the cloud's time, seconds since the epoch.

    Raises:
        MissingRequestParametersError: without `mintime` or `maxtime`.
        InvalidRequestParametersError: naming the parameter that is wrong.
    """
    plain = plain_log_query(params, now)
    for name in sorted(_UNSUPPORTED):
        if params.optional(name) is not None:
            raise InvalidRequestParametersError(name)
    known: dict[str, Collection[str] | None] = {
        "users": None,
        "applications": None,
        "groups": None,
        "results": frozenset(LogResult),
        "reasons": REASONS,
        "factors": FACTORS,
        "event_types": frozenset(EventType),
    }
    filters = {
        name: _words(params, name, words)
        for name, words in known.items()
        if params.optional(name) is not None
    }
    return replace(plain, filters=filters)


def _words(params: Params, name: str, known: Collection[str] | None) -> frozenset[str]:
    words = frozenset(word.strip() for word in params.required(name).split(","))
    if known is not None and not words <= set(known):
        raise InvalidRequestParametersError(name)
    return words


def _after(params: Params) -> tuple[int, str] | None:
    text = params.optional("next_offset")
    if text is None:
        return None
    time, comma, txid = text.partition(",")
    if not (comma and txid and time.isascii() and time.isdigit()) or len(time) > MAX_DIGITS:
        raise InvalidRequestParametersError("next_offset")
    return int(time), txid
