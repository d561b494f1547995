"""The reports under /v2/queries: values of many entities at once, each set at its own scope.

Inherited values do not appear. Entities without a value to show have no row.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from itertools import groupby, islice
from typing import Any

from sqlalchemy import Row, select

from failmode.simulator.ninjaone import assumptions, stored_fields
from failmode.simulator.ninjaone.device_filter import parse_device_filter
from failmode.simulator.ninjaone.encodings import encoding_for
from failmode.simulator.ninjaone.errors import InvalidParameterError
from failmode.simulator.ninjaone.permissions import access
from failmode.simulator.ninjaone.records import CustomField
from failmode.simulator.ninjaone.tables import DEVICES, FIELD_VALUES
from failmode.simulator.ninjaone.transaction import Transaction
from failmode.simulator.state.values import is_storable
from failmode.terms import Channel, DefinitionScope, FieldType

PAGE_SIZE_DEFAULT = 1000
PAGE_SIZE_MIN = 10
PAGE_SIZE_MAX = 10000

SCOPES = (DefinitionScope.NODE, DefinitionScope.LOCATION, DefinitionScope.ORGANIZATION)
"""Scopes whose values a report can show."""


@dataclass(frozen=True, slots=True)
class ReportQuery:
    """What a report is asked for; a cursor carries it on to the next page.

    Attributes:
        scopes: the kinds of entity to report on.
        device_filter: the `df` parameter; None for scoped reports.
        fields: the field names to show; empty for all.
        updated_after: only values changed after this time, in epoch milliseconds.
        show_secure: whether TEXT_ENCRYPTED values are shown, as plain text.
        size: the most rows of a page.
        offset: rows of the pages before.
        expires: when a cursor ends, in seconds since the epoch; 0 for a first page.
    """

    scopes: tuple[str, ...]
    device_filter: str | None = None
    fields: tuple[str, ...] = ()
    updated_after: int = 0
    show_secure: bool = False
    size: int = PAGE_SIZE_DEFAULT
    offset: int = 0
    expires: float = 0.0


@dataclass(frozen=True, slots=True)
class ReportedValue:
    """One value of a report's row; `update_time` in seconds since the epoch."""

    name: str
    value: Any
    update_time: float
    source: str


@dataclass(frozen=True, slots=True)
class ReportRow:
    """The values of one entity."""

    scope: DefinitionScope
    entity_id: int
    values: tuple[ReportedValue, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """One page of a report.

    Attributes:
        cursor: the name of the cursor that continues it.
        expires: when the cursor ends, in seconds since the epoch.
        offset: rows of the pages before.
        rows: the page.
    """

    cursor: str
    expires: float
    offset: int
    rows: tuple[ReportRow, ...]


def run(tx: Transaction, query: ReportQuery) -> Report:
    """Return one page of the report.

    Raises:
        InvalidParameterError: when the page size or the device filter cannot be used, or the cursor
            has expired.
    """
    if not PAGE_SIZE_MIN <= query.size <= PAGE_SIZE_MAX:
        raise InvalidParameterError(
            f"pageSize is {query.size}; expected {PAGE_SIZE_MIN} to {PAGE_SIZE_MAX}"
        )
    if query.expires and query.expires <= tx.now:
        raise InvalidParameterError("the cursor has expired; start again without it")
    rows = tuple(islice(_rows(tx, query), query.offset, query.offset + query.size))
    expires = tx.now + assumptions.REPORT_CURSOR_SECONDS
    following = replace(query, offset=query.offset + len(rows), expires=expires)
    return Report(_cursor(following), expires, query.offset, rows)


def read_cursor(text: str) -> ReportQuery:
    """Return the query that a cursor continues.

    Raises:
        InvalidParameterError: when it is none of ours.
    """
    try:
        data = json.loads(base64.urlsafe_b64decode(text.encode()))
    except (binascii.Error, ValueError, RecursionError):
        data = None
    if not isinstance(data, dict) or not _is_ours(data):
        raise InvalidParameterError(f"cursor {text!r} is not from the page before")
    fields: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in data.items()
    }
    return ReportQuery(**fields)


def _rows(tx: Transaction, query: ReportQuery) -> Iterator[ReportRow]:
    encoding = encoding_for(Channel.API, tx.switches)
    statement = (
        select(FIELD_VALUES)
        .where(FIELD_VALUES.c.scope.in_(query.scopes))
        .where(FIELD_VALUES.c.update_time > query.updated_after / 1000)
        .order_by(FIELD_VALUES.c.scope, FIELD_VALUES.c.entity_id, FIELD_VALUES.c.field_id)
    )
    if query.device_filter is not None:
        conditions = parse_device_filter(query.device_filter).conditions
        matching = select(DEVICES.c.id).where(*conditions)
        statement = statement.where(FIELD_VALUES.c.entity_id.in_(matching))
    fields = {field.id: field for field in stored_fields.load(tx.connection)}
    shown = (
        row
        for row in tx.connection.execute(statement)
        if _is_shown(row, fields[row.field_id], query)
    )
    for (scope, entity_id), group in groupby(shown, lambda row: (row.scope, row.entity_id)):
        values = tuple(
            ReportedValue(
                fields[row.field_id].name,
                encoding.encode(fields[row.field_id], row.value),
                row.update_time,
                row.source,
            )
            for row in group
        )
        yield ReportRow(DefinitionScope(scope), entity_id, values)


def _is_shown(row: Row[Any], field: CustomField, query: ReportQuery) -> bool:
    if query.fields and field.name not in query.fields:
        return False
    if field.field_type is FieldType.TEXT_ENCRYPTED and not query.show_secure:
        return False
    in_scope = field.allows(DefinitionScope(row.scope))
    return field.active and in_scope and access(field, Channel.API).read


def _cursor(query: ReportQuery) -> str:
    return base64.urlsafe_b64encode(json.dumps(asdict(query)).encode()).decode()


_MAX_IN_CURSOR = 10**15
_CURSOR_KINDS: dict[str, tuple[type, ...]] = {
    "scopes": (list,),
    "device_filter": (str, type(None)),
    "fields": (list,),
    "updated_after": (int,),
    "show_secure": (bool,),
    "size": (int,),
    "offset": (int,),
    "expires": (float,),
}


def _is_ours(data: dict[str, object]) -> bool:
    return (
        set(data) == set(_CURSOR_KINDS)
        and all(isinstance(data[key], kinds) for key, kinds in _CURSOR_KINDS.items())
        and all(_is_kept(value) for value in data.values())
    )


def _is_kept(value: object) -> bool:
    """Whether a cursor of ours can hold a value."""
    if isinstance(value, list):
        return all(isinstance(one, str) and is_storable(one) for one in value)
    if isinstance(value, str):
        return is_storable(value)
    return not isinstance(value, int | float) or 0 <= value <= _MAX_IN_CURSOR
