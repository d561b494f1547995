"""Reports on the values of many entities."""

from __future__ import annotations

from failmode.simulator.ninjaone import reports
from failmode.simulator.ninjaone.errors import InvalidParameterError
from failmode.simulator.ninjaone.operation import (
    Handler,
    JsonValue,
    NinjaOneOperation,
    read_operation,
)
from failmode.simulator.ninjaone.reports import ReportQuery
from failmode.simulator.ninjaone.request import ApiRequest
from failmode.simulator.ninjaone.serialization import device_report_json, scoped_report_json
from failmode.simulator.ninjaone.transaction import Transaction
from failmode.terms import DefinitionScope


def _device_report(*, detailed: bool) -> Handler:
    def handler(tx: Transaction, request: ApiRequest) -> JsonValue:
        query = _query(request, (DefinitionScope.NODE,), device_filter=request.text("df") or "")
        return device_report_json(reports.run(tx, query), detailed=detailed)

    return handler


def _scoped_report(*, detailed: bool) -> Handler:
    def handler(tx: Transaction, request: ApiRequest) -> JsonValue:
        query = _query(request, request.scopes(reports.SCOPES), device_filter=None)
        return scoped_report_json(reports.run(tx, query), detailed=detailed)

    return handler


def _query(
    request: ApiRequest, scopes: tuple[DefinitionScope, ...], device_filter: str | None
) -> ReportQuery:
    cursor = request.text("cursor")
    if cursor:
        query = reports.read_cursor(cursor)
        if (query.device_filter is None) != (device_filter is None):
            raise InvalidParameterError("the cursor is from another report")
        return query
    size = request.number("pageSize")
    return ReportQuery(
        scopes=tuple(scope.value for scope in scopes),
        device_filter=device_filter,
        fields=request.names("fields"),
        updated_after=request.milliseconds("updatedAfter"),
        show_secure=request.flag("showSecureValues"),
        size=reports.PAGE_SIZE_DEFAULT if size is None else size,
    )


OPERATIONS: tuple[NinjaOneOperation, ...] = (
    read_operation(
        "/queries/custom-fields", "queries-custom-fields", _device_report(detailed=False)
    ),
    read_operation(
        "/queries/custom-fields-detailed",
        "queries-custom-fields-detailed",
        _device_report(detailed=True),
    ),
    read_operation(
        "/queries/scoped-custom-fields",
        "queries-scoped-custom-fields",
        _scoped_report(detailed=False),
    ),
    read_operation(
        "/queries/scoped-custom-fields-detailed",
        "queries-scoped-custom-fields-detailed",
        _scoped_report(detailed=True),
    ),
)
