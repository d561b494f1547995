"""Values of custom fields."""

from __future__ import annotations

from collections.abc import Callable

from failmode.simulator.ninjaone import entities, values
from failmode.simulator.ninjaone.operation import (
    VALUES_BODY_BYTES,
    Handler,
    JsonValue,
    NinjaOneOperation,
    read_operation,
    write_operation,
)
from failmode.simulator.ninjaone.request import ApiRequest
from failmode.simulator.ninjaone.transaction import Transaction
from failmode.simulator.ninjaone.values import ScopedEntity
from failmode.terms import Channel, DefinitionScope

EntityFinder = Callable[[Transaction, ApiRequest], ScopedEntity]
"""Finds the entity whose values a request is about."""


def _organization(tx: Transaction, request: ApiRequest) -> ScopedEntity:
    organization_id = request.variable_id("organization_id")
    return values.scoped_entity(tx, DefinitionScope.ORGANIZATION, organization_id)


def _location(tx: Transaction, request: ApiRequest) -> ScopedEntity:
    organization_id = request.variable_id("organization_id")
    location = entities.location_of(tx, organization_id, request.variable_id("location_id"))
    return values.location_entity(location)


def _device(tx: Transaction, request: ApiRequest) -> ScopedEntity:
    return values.scoped_entity(tx, DefinitionScope.NODE, request.variable_id("device_id"))


def _get(find: EntityFinder) -> Handler:
    def handler(tx: Transaction, request: ApiRequest) -> JsonValue:
        entity = find(tx, request)
        return values.read_all(tx, Channel.API, entity, inherited=request.flag("withInheritance"))

    return handler


def _patch(find: EntityFinder) -> Handler:
    def handler(tx: Transaction, request: ApiRequest) -> JsonValue:
        values.write(tx, Channel.API, find(tx, request), request.values())
        return None

    return handler


def _both(path: str, name: str, find: EntityFinder) -> tuple[NinjaOneOperation, ...]:
    return (
        read_operation(path, f"{name}-get", _get(find)),
        write_operation("PATCH", path, f"{name}-patch", _patch(find), body_bytes=VALUES_BODY_BYTES),
    )


_OF_ORGANIZATION = "/organization/{organization_id:int32}"

OPERATIONS: tuple[NinjaOneOperation, ...] = (
    *_both(f"{_OF_ORGANIZATION}/custom-fields", "organization-custom-fields", _organization),
    *_both(
        f"{_OF_ORGANIZATION}/location/{{location_id:int32}}/custom-fields",
        "location-custom-fields",
        _location,
    ),
    *_both("/device/{device_id:int32}/custom-fields", "device-custom-fields", _device),
)
