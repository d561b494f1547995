"""Organizations, locations and devices."""

from __future__ import annotations

from failmode.simulator.ninjaone import entities
from failmode.simulator.ninjaone.device_filter import parse_device_filter
from failmode.simulator.ninjaone.errors import InvalidParameterError
from failmode.simulator.ninjaone.operation import JsonValue, NinjaOneOperation, read_operation
from failmode.simulator.ninjaone.records import Device, Location, Organization
from failmode.simulator.ninjaone.request import ApiRequest
from failmode.simulator.ninjaone.serialization import (
    device_json,
    location_json,
    location_with_organization_json,
    organization_detailed_json,
    organization_json,
)
from failmode.simulator.ninjaone.transaction import Transaction


def _list_organizations(tx: Transaction, request: ApiRequest) -> JsonValue:
    return [organization_json(row) for row in _organization_page(tx, request)]


def _list_organizations_detailed(tx: Transaction, request: ApiRequest) -> JsonValue:
    return [_detailed(tx, row) for row in _organization_page(tx, request)]


def _organization_page(tx: Transaction, request: ApiRequest) -> list[Organization]:
    if request.text("of"):
        raise InvalidParameterError("failmode does not simulate the organization filter `of`")
    after, size = request.number("after"), request.number("pageSize")
    return list(entities.page(tx, Organization, after=after, size=size))


def _get_organization(tx: Transaction, request: ApiRequest) -> JsonValue:
    return _detailed(tx, _organization(tx, request))


def _organization(tx: Transaction, request: ApiRequest) -> Organization:
    return entities.existing(tx, Organization, request.variable_id("organization_id"))


def _detailed(tx: Transaction, organization: Organization) -> dict[str, object]:
    locations = entities.page(tx, Location, organization_id=organization.id)
    return organization_detailed_json(organization, locations)


def _list_locations_of_organization(tx: Transaction, request: ApiRequest) -> JsonValue:
    organization = _organization(tx, request)
    rows = entities.page(tx, Location, organization_id=organization.id)
    return [location_json(row) for row in rows]


def _list_devices_of_organization(tx: Transaction, request: ApiRequest) -> JsonValue:
    organization = _organization(tx, request)
    rows = entities.page(
        tx,
        Device,
        after=request.number("after"),
        size=request.number("pageSize"),
        organization_id=organization.id,
    )
    return [device_json(row) for row in rows]


def _list_locations(tx: Transaction, request: ApiRequest) -> JsonValue:
    after, size = request.number("after"), request.number("pageSize")
    rows = entities.page(tx, Location, after=after, size=size)
    return [location_with_organization_json(row) for row in rows]


def _list_devices(tx: Transaction, request: ApiRequest) -> JsonValue:
    rows = entities.page(
        tx,
        Device,
        after=request.number("after"),
        size=request.number("pageSize"),
        device_filter=parse_device_filter(request.text("df")),
    )
    return [device_json(row) for row in rows]


def _get_device(tx: Transaction, request: ApiRequest) -> JsonValue:
    return device_json(entities.existing(tx, Device, request.variable_id("device_id")))


_ORGANIZATION = "/organization/{organization_id:int32}"

OPERATIONS: tuple[NinjaOneOperation, ...] = (
    read_operation("/organizations", "organizations-list", _list_organizations),
    read_operation(
        "/organizations-detailed", "organizations-detailed-list", _list_organizations_detailed
    ),
    read_operation(_ORGANIZATION, "organization-get", _get_organization),
    read_operation(
        f"{_ORGANIZATION}/locations",
        "organization-locations-list",
        _list_locations_of_organization,
    ),
    read_operation(
        f"{_ORGANIZATION}/devices", "organization-devices-list", _list_devices_of_organization
    ),
    read_operation("/locations", "locations-list", _list_locations),
    read_operation("/devices", "devices-list", _list_devices),
    read_operation("/devices-detailed", "devices-detailed-list", _list_devices),
    read_operation("/device/{device_id:int32}", "device-get", _get_device),
)
