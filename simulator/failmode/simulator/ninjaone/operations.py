"""Every operation of the app: its name, method, path and needed OAuth scope, in one table.

Public operations are listed under `/v2`, as in NinjaOne's OpenAPI document; each also stands
under `/api/v2`, which its staff's scripts call.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from werkzeug.routing import Map, MapAdapter, Rule

from failmode.simulator.ninjaone.enums import OAuthScope

_ALIAS = "/api"
"""What may stand before `/v2`."""
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
    return Operation(name, "GET", (f"/v2{path}",), OAuthScope.MONITORING)


def _write(name: str, method: str, path: str) -> Operation:
    return Operation(name, method, (f"/v2{path}",), OAuthScope.MANAGEMENT, changes=True)


def _agent(name: str, method: str, path: str, *, changes: bool = False) -> Operation:
    return Operation(name, method, (f"/_agent/v1{path}",), changes=changes)


def _missing(method: str, *paths: str) -> tuple[Operation, ...]:
    return tuple(
        Operation(f"not-simulated {method} {path}", method, (path,), simulated=False)
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
    _agent("agent-get", "GET", "/field"),
    _agent("agent-set", "PUT", "/field", changes=True),
    _agent("agent-clear", "DELETE", "/field", changes=True),
    _agent("agent-options", "GET", "/options"),
    *_missing(
        "GET",
        "/ws/oauth/authorize",
        "/oauth/authorize",
        f"/v2/user/end-user/<{_ID}:id>/custom-fields",
        "/v2/system/custom-fields",
        "/v2/custom-fields/entity-type/<entity_type>/<entity_id>/signed-urls",
        "/v2/devices/search",
        "/v2/groups",
        f"/v2/group/<{_ID}:id>/device-ids",
        "/v2/roles",
        "/v2/tab/<path:rest>",
        "/v2/policies/<path:rest>",
    ),
    *_missing(
        "PATCH",
        f"/v2/user/end-user/<{_ID}:id>/custom-fields",
        "/v2/system/custom-fields",
        f"/v2/organization/<{_ID}:organization_id>",
        f"/v2/device/<{_ID}:device_id>",
        "/v2/tab/<path:rest>",
    ),
    *_missing(
        "POST",
        "/v2/organizations",
        f"/v2/organization/<{_ID}:organization_id>/locations",
        "/v2/tab",
        "/v2/policies/<path:rest>",
    ),
    *_missing("DELETE", "/v2/tab/<path:rest>"),
)
"""The operations served, then those of the OpenAPI document that are refused by name."""


def match(method: str, path: str) -> tuple[Operation, Mapping[str, Any]]:
    """The operation that a request asks for, and the parameters in its path.

    Args:
        method: the HTTP method.
        path: the percent-decoded path.

    Raises:
        werkzeug.exceptions.NotFound: when there is no such path.
        werkzeug.exceptions.MethodNotAllowed: when the path has no such method.
    """
    plain = path.removeprefix(_ALIAS) if path.startswith(f"{_ALIAS}/v2/") else path
    return _adapter().match(plain, method)


@cache
def _adapter() -> MapAdapter:
    rules = [
        Rule(path, methods=[operation.method], endpoint=operation)
        for operation in OPERATIONS
        for path in operation.paths
    ]
    return Map(rules, strict_slashes=True, merge_slashes=False).bind("")
