"""Every operation of the app: its name, method, path and needed OAuth scope, in one table.

Public operations stand under both `/v2` and `/api/v2`, because NinjaOne's OpenAPI document has
the first and its staff's scripts call the second.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, MapAdapter, Rule

from simulator.ninjaone.enums import OAuthScope

_PREFIXES = ("/v2", "/api/v2")
_ID = "int(max=2147483647)"
"""Ids are int32 in the OpenAPI document."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation.

    Attributes:
        name: stable name, for fault rules and the journal.
        method: the HTTP method.
        paths: every path it stands under, in werkzeug's syntax.
        scope: the OAuth scope it needs; None where it has another kind of authorization.
        changes: whether it may change rows.
        simulated: whether this simulator has it; if not, it answers so by name.
    """

    name: str
    method: str
    paths: tuple[str, ...]
    scope: OAuthScope | None = None
    changes: bool = False
    simulated: bool = True


def _read(name: str, path: str) -> Operation:
    paths = tuple(prefix + path for prefix in _PREFIXES)
    return Operation(name, "GET", paths, OAuthScope.MONITORING)


def _write(name: str, method: str, path: str) -> Operation:
    paths = tuple(prefix + path for prefix in _PREFIXES)
    return Operation(name, method, paths, OAuthScope.MANAGEMENT, changes=True)


def _agent(name: str, method: str, path: str, *, changes: bool = False) -> Operation:
    return Operation(name, method, (f"/_agent/v1/fields/<name>{path}",), changes=changes)


def _missing(method: str, *paths: str) -> tuple[Operation, ...]:
    return tuple(
        Operation(
            f"not-simulated {method} {path}",
            method,
            (path,)
            if path.startswith(("/ws", "/oauth"))
            else tuple(prefix + path for prefix in _PREFIXES),
            simulated=False,
        )
        for path in paths
    )


OPERATIONS: tuple[Operation, ...] = (
    Operation("oauth-token", "POST", ("/ws/oauth/token", "/oauth/token"), changes=True),
    _read("custom-fields-list", "/custom-fields"),
    _write("custom-fields-create", "POST", "/custom-fields"),
    _read("custom-field-get", "/custom-fields/field-name/<name>"),
    _write("custom-field-update", "PUT", "/custom-fields/field-name/<name>"),
    _write("custom-field-delete", "DELETE", "/custom-fields/field-name/<name>"),
    _write("custom-fields-bulk-create", "POST", "/custom-fields/bulk"),
    _write("custom-fields-bulk-update", "PUT", "/custom-fields/bulk"),
    _write("custom-fields-bulk-delete", "DELETE", "/custom-fields/bulk"),
    _read("device-custom-field-definitions", "/device-custom-fields"),
    _read("organizations-list", "/organizations"),
    _read("organizations-detailed-list", "/organizations-detailed"),
    _read("organization-get", f"/organization/<{_ID}:organization_id>"),
    _read("organization-locations-list", f"/organization/<{_ID}:organization_id>/locations"),
    _read("organization-devices-list", f"/organization/<{_ID}:organization_id>/devices"),
    _read("locations-list", "/locations"),
    _read("devices-list", "/devices"),
    _read("devices-detailed-list", "/devices-detailed"),
    _read("device-get", f"/device/<{_ID}:device_id>"),
    _read("organization-custom-fields-get", f"/organization/<{_ID}:organization_id>/custom-fields"),
    _write(
        "organization-custom-fields-patch",
        "PATCH",
        f"/organization/<{_ID}:organization_id>/custom-fields",
    ),
    _read(
        "location-custom-fields-get",
        f"/organization/<{_ID}:organization_id>/location/<{_ID}:location_id>/custom-fields",
    ),
    _write(
        "location-custom-fields-patch",
        "PATCH",
        f"/organization/<{_ID}:organization_id>/location/<{_ID}:location_id>/custom-fields",
    ),
    _read("device-custom-fields-get", f"/device/<{_ID}:device_id>/custom-fields"),
    _write("device-custom-fields-patch", "PATCH", f"/device/<{_ID}:device_id>/custom-fields"),
    _read("queries-custom-fields", "/queries/custom-fields"),
    _read("queries-custom-fields-detailed", "/queries/custom-fields-detailed"),
    _read("queries-scoped-custom-fields", "/queries/scoped-custom-fields"),
    _read("queries-scoped-custom-fields-detailed", "/queries/scoped-custom-fields-detailed"),
    _agent("agent-get", "GET", ""),
    _agent("agent-set", "PUT", "", changes=True),
    _agent("agent-clear", "DELETE", "", changes=True),
    _agent("agent-options", "GET", "/options"),
    *_missing(
        "GET",
        "/ws/oauth/authorize",
        "/oauth/authorize",
        f"/user/end-user/<{_ID}:id>/custom-fields",
        "/system/custom-fields",
        "/custom-fields/entity-type/<entity_type>/<entity_id>/signed-urls",
        "/devices/search",
        "/groups",
        f"/group/<{_ID}:id>/device-ids",
        "/roles",
        "/tab/<path:rest>",
        "/policies/<path:rest>",
    ),
    *_missing(
        "PATCH",
        f"/user/end-user/<{_ID}:id>/custom-fields",
        "/system/custom-fields",
        f"/organization/<{_ID}:organization_id>",
        f"/device/<{_ID}:device_id>",
        "/tab/<path:rest>",
    ),
    *_missing(
        "POST",
        "/organizations",
        f"/organization/<{_ID}:organization_id>/locations",
        "/tab",
        "/policies/<path:rest>",
    ),
    *_missing("DELETE", "/tab/<path:rest>"),
)
"""The operations served, then those of the OpenAPI document that are refused by name."""


def match(method: str, path: str) -> Operation | None:
    """The operation that a request asks for; None when there is none."""
    try:
        name, _ = _adapter().match(path, method)
    except HTTPException:
        return None
    return _by_name()[name]


@cache
def _adapter() -> MapAdapter:
    rules = [
        Rule(path, methods=[operation.method], endpoint=operation.name)
        for operation in OPERATIONS
        for path in operation.paths
    ]
    return Map(rules, strict_slashes=True, merge_slashes=False).bind("")


@cache
def _by_name() -> dict[str, Operation]:
    return {operation.name: operation for operation in OPERATIONS}
