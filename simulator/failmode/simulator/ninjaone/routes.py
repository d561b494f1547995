"""NinjaOne's HTTP side: requests in, one transaction each, answers out.

No rule is decided here; see `service` and the modules it composes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound

from failmode.simulator.ninjaone import (
    automation,
    definitions,
    entities,
    errors,
    oauth,
    reports,
    serialization,
    values,
)
from failmode.simulator.ninjaone.definition_request import read_bulk, read_request
from failmode.simulator.ninjaone.device_filter import parse_device_filter
from failmode.simulator.ninjaone.operations import Operation, match
from failmode.simulator.ninjaone.reports import ReportQuery
from failmode.simulator.ninjaone.service import NinjaOneService
from failmode.simulator.ninjaone.tables import Device, Location, Organization
from failmode.simulator.ninjaone.transaction import Transaction
from failmode.terms.fields import Channel, DefinitionScope

MAX_BODY_BYTES = 8 * 1024 * 1024
"""Largest request body taken, in bytes; NinjaOne's own limit is not known."""

_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_MAX_INT32 = 2**31 - 1
_NO_CONTENT = object()
Handler = Callable[..., Any]
"""Takes the transaction and the path's parameters; returns a JSON value or `_NO_CONTENT`."""


def create_app(service: NinjaOneService) -> Flask:
    """The WSGI application of one tenant."""
    app = Flask("failmode.simulator.ninjaone", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    app.url_map.merge_slashes = False

    @app.route("/", defaults={"path": ""}, methods=_METHODS, provide_automatic_options=False)
    @app.route("/<path:path>", methods=_METHODS, provide_automatic_options=False)
    def answer(path: str) -> Response:
        del path
        operation, parameters = match(request.method, request.path)
        return _answer(service, operation, parameters)

    @app.errorhandler(errors.NinjaOneError)
    def refuse(error: errors.NinjaOneError) -> Response:
        return _json(error.body(service.incident), error.status)

    @app.errorhandler(HTTPException)
    def refuse_http(error: HTTPException) -> Response:
        return refuse(_as_ninjaone(error))

    @app.after_request
    def mark(response: Response) -> Response:
        response.headers["x-nj-request-id"] = service.request_id()
        response.headers["Server"] = "Grizzly"
        return response

    return app


def _answer(
    service: NinjaOneService, operation: Operation, parameters: Mapping[str, Any]
) -> Response:
    if not operation.simulated:
        raise errors.NotSimulatedError(f"{request.method} {request.path}")
    handler = _HANDLERS[operation.name]

    def work(tx: Transaction) -> Any:
        if operation.scope is not None:
            oauth.authorize(tx, request.headers.get("Authorization"), operation.scope)
        return handler(tx, **parameters)

    result = service.write(work) if operation.changes else service.read(work)
    return _json(result, 200) if result is not _NO_CONTENT else _empty()


def _as_ninjaone(error: HTTPException) -> errors.NinjaOneError:
    if isinstance(error, NotFound):
        return errors.RouteNotFoundError()
    if isinstance(error, MethodNotAllowed):
        return errors.MethodNotAllowedError()
    if error.code is not None and error.code < 500:
        return errors.RefusedRequestError(f"HTTP {error.code} {error.name}", error.code)
    return errors.InternalError()


def _json(body: object, status: int) -> Response:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Response(text, status, content_type="application/json")


def _empty() -> Response:
    response = Response(status=204)
    del response.headers["Content-Type"]
    return response


def _body() -> Any:
    """The request's JSON value; text that no database can hold and infinite numbers are refused."""
    try:
        data = json.loads(request.get_data())
        json.dumps(data, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError) as error:
        raise errors.MalformedBodyError(f"the body is no JSON: {error}") from None
    return data


def _changes() -> Mapping[str, object]:
    data = _body()
    if not isinstance(data, dict):
        raise errors.MalformedBodyError("the body is no JSON object of field names and values")
    return data


def _number(key: str) -> int | None:
    text = request.args.get(key)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit()) or len(text) > 10 or int(text) > _MAX_INT32:
        raise errors.InvalidParameterError(f"{key} is {text!r}; expected a whole number")
    return int(text)


def _flag(key: str) -> bool:
    """A boolean parameter; as in JAX-RS, everything but `true` is false."""
    return request.args.get(key, "").lower() == "true"


def _names(key: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in request.args.get(key, "").split(",") if name.strip())


def _scopes(known: tuple[DefinitionScope, ...]) -> tuple[DefinitionScope, ...]:
    """The `scopes` parameter: `all` or scopes in any case, in British spelling too."""
    names = [name.upper().replace("ORGANISATION", "ORGANIZATION") for name in _names("scopes")]
    if not names or "ALL" in names:
        return known
    for name in names:
        if name not in known:
            raise errors.InvalidParameterError(
                f"scopes: {name!r} is none of all, {', '.join(known).lower()}"
            )
    return tuple(scope for scope in known if scope in names)


def _token(tx: Transaction) -> Any:
    return serialization.grant_json(oauth.grant(tx, request.form))


def _fields_list(tx: Transaction) -> Any:
    page = definitions.page(tx, request.args.get("cursorName"), _number("pageSize"))
    return serialization.fields_page_json(page)


def _field_create(tx: Transaction) -> Any:
    _check_may_create(tx)
    return serialization.definition_json(definitions.create(tx, read_request(_body())))


def _fields_create(tx: Transaction) -> Any:
    _check_may_create(tx)
    return [
        serialization.definition_json(f) for f in definitions.create_all(tx, read_bulk(_body()))
    ]


def _check_may_create(tx: Transaction) -> None:
    if not tx.switches.client_credentials_create_fields:
        raise errors.UserContextRequiredError


def _field_get(tx: Transaction, name: str) -> Any:
    return serialization.definition_json(definitions.find(tx, name))


def _field_update(tx: Transaction, name: str) -> Any:
    return serialization.definition_json(definitions.update(tx, name, read_request(_body())))


def _fields_update(tx: Transaction) -> Any:
    return [
        serialization.definition_json(f) for f in definitions.update_all(tx, read_bulk(_body()))
    ]


def _field_delete(tx: Transaction, name: str) -> Any:
    definitions.remove(tx, name)
    return _NO_CONTENT


def _fields_delete(tx: Transaction) -> Any:
    return definitions.remove_all(tx, _names("fieldNames"))


def _device_field_definitions(tx: Transaction) -> Any:
    fields = definitions.with_scopes(tx, _scopes(tuple(DefinitionScope)))
    return [serialization.definition_json(field) for field in fields]


def _organizations(tx: Transaction) -> Any:
    return [serialization.organization_json(row) for row in _organization_page(tx)]


def _organizations_detailed(tx: Transaction) -> Any:
    return [_organization_detailed(tx, row) for row in _organization_page(tx)]


def _organization_page(tx: Transaction) -> list[Organization]:
    if request.args.get("of"):
        raise errors.InvalidParameterError(
            "failmode does not simulate the organization filter `of`"
        )
    return list(entities.page(tx, Organization, after=_number("after"), size=_number("pageSize")))


def _organization(tx: Transaction, organization_id: int) -> Any:
    return _organization_detailed(tx, entities.existing(tx, Organization, organization_id))


def _organization_detailed(tx: Transaction, organization: Organization) -> Any:
    locations = entities.page(tx, Location, organization_id=organization.id)
    return serialization.organization_detailed_json(organization, locations)


def _organization_locations(tx: Transaction, organization_id: int) -> Any:
    entities.existing(tx, Organization, organization_id)
    rows = entities.page(tx, Location, organization_id=organization_id)
    return [serialization.location_json(row) for row in rows]


def _organization_devices(tx: Transaction, organization_id: int) -> Any:
    entities.existing(tx, Organization, organization_id)
    rows = entities.page(
        tx,
        Device,
        after=_number("after"),
        size=_number("pageSize"),
        organization_id=organization_id,
    )
    return [serialization.device_json(row) for row in rows]


def _locations(tx: Transaction) -> Any:
    rows = entities.page(tx, Location, after=_number("after"), size=_number("pageSize"))
    return [serialization.location_with_organization_json(row) for row in rows]


def _devices(tx: Transaction) -> Any:
    rows = entities.page(
        tx,
        Device,
        after=_number("after"),
        size=_number("pageSize"),
        device_filter=parse_device_filter(request.args.get("df")),
    )
    return [serialization.device_json(row) for row in rows]


def _device(tx: Transaction, device_id: int) -> Any:
    return serialization.device_json(entities.existing(tx, Device, device_id))


def _organization_target(tx: Transaction, organization_id: int) -> values.Target:
    return values.target(tx, DefinitionScope.ORGANIZATION, organization_id)


def _location_target(tx: Transaction, organization_id: int, location_id: int) -> values.Target:
    return values.location_target(entities.location_of(tx, organization_id, location_id))


def _device_target(tx: Transaction, device_id: int) -> values.Target:
    return values.target(tx, DefinitionScope.NODE, device_id)


def _values_get(find: Callable[..., values.Target]) -> Handler:
    def handler(tx: Transaction, **ids: int) -> Any:
        return values.read_all(tx, Channel.API, find(tx, **ids), inherited=_flag("withInheritance"))

    return handler


def _values_patch(find: Callable[..., values.Target]) -> Handler:
    def handler(tx: Transaction, **ids: int) -> Any:
        values.write(tx, Channel.API, find(tx, **ids), _changes())
        return _NO_CONTENT

    return handler


def _device_report(*, detailed: bool) -> Handler:
    def handler(tx: Transaction) -> Any:
        query = _report_query((DefinitionScope.NODE,), device_filter=request.args.get("df", ""))
        return serialization.device_report_json(reports.run(tx, query), detailed=detailed)

    return handler


def _scoped_report(*, detailed: bool) -> Handler:
    def handler(tx: Transaction) -> Any:
        query = _report_query(_scopes(reports.SCOPES), device_filter=None)
        return serialization.scoped_report_json(reports.run(tx, query), detailed=detailed)

    return handler


def _report_query(scopes: tuple[DefinitionScope, ...], device_filter: str | None) -> ReportQuery:
    cursor = request.args.get("cursor")
    if cursor:
        query = reports.read_cursor(cursor)
        if (query.device_filter is None) != (device_filter is None):
            raise errors.InvalidParameterError("the cursor is from another report")
        return query
    size = _number("pageSize")
    return ReportQuery(
        scopes=tuple(scope.value for scope in scopes),
        device_filter=device_filter,
        fields=_names("fields"),
        updated_after=_milliseconds("updatedAfter"),
        show_secure=_flag("showSecureValues"),
        size=reports.PAGE_SIZE_DEFAULT if size is None else size,
    )


def _milliseconds(key: str) -> int:
    text = request.args.get(key) or "0"
    if not (text.isascii() and text.isdigit()) or len(text) > 15:
        raise errors.InvalidParameterError(f"{key} is {text!r}; expected epoch milliseconds")
    return int(text)


def _agent_device(tx: Transaction) -> Device:
    return automation.device_of(tx, request.headers.get("Authorization"))


def _agent_field() -> str:
    return request.args.get("name", "")


def _agent_get(tx: Transaction) -> Any:
    return {"value": automation.get(tx, _agent_device(tx), _agent_field())}


def _agent_options(tx: Transaction) -> Any:
    return {"options": automation.options(tx, _agent_device(tx), _agent_field())}


def _agent_set(tx: Transaction) -> Any:
    device = _agent_device(tx)
    text = _changes().get("value")
    if not isinstance(text, str):
        raise automation.AgentCommandError('expected {"value": text}')
    automation.change(tx, device, _agent_field(), text)
    return {}


def _agent_clear(tx: Transaction) -> Any:
    automation.change(tx, _agent_device(tx), _agent_field(), None)
    return {}


_HANDLERS: dict[str, Handler] = {
    "oauth-token": _token,
    "custom-fields-list": _fields_list,
    "custom-fields-create": _field_create,
    "custom-field-get": _field_get,
    "custom-field-update": _field_update,
    "custom-field-delete": _field_delete,
    "custom-fields-bulk-create": _fields_create,
    "custom-fields-bulk-update": _fields_update,
    "custom-fields-bulk-delete": _fields_delete,
    "device-custom-field-definitions": _device_field_definitions,
    "organizations-list": _organizations,
    "organizations-detailed-list": _organizations_detailed,
    "organization-get": _organization,
    "organization-locations-list": _organization_locations,
    "organization-devices-list": _organization_devices,
    "locations-list": _locations,
    "devices-list": _devices,
    "devices-detailed-list": _devices,
    "device-get": _device,
    "organization-custom-fields-get": _values_get(_organization_target),
    "organization-custom-fields-patch": _values_patch(_organization_target),
    "location-custom-fields-get": _values_get(_location_target),
    "location-custom-fields-patch": _values_patch(_location_target),
    "device-custom-fields-get": _values_get(_device_target),
    "device-custom-fields-patch": _values_patch(_device_target),
    "queries-custom-fields": _device_report(detailed=False),
    "queries-custom-fields-detailed": _device_report(detailed=True),
    "queries-scoped-custom-fields": _scoped_report(detailed=False),
    "queries-scoped-custom-fields-detailed": _scoped_report(detailed=True),
    "agent-get": _agent_get,
    "agent-set": _agent_set,
    "agent-clear": _agent_clear,
    "agent-options": _agent_options,
}
