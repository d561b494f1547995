"""Definitions of custom fields."""

from __future__ import annotations

from failmode.simulator.ninjaone import definitions
from failmode.simulator.ninjaone.definition_request import read_bulk, read_request
from failmode.simulator.ninjaone.errors import UserContextRequiredError
from failmode.simulator.ninjaone.operation import (
    JsonValue,
    NinjaOneOperation,
    read_operation,
    write_operation,
)
from failmode.simulator.ninjaone.request import ApiRequest
from failmode.simulator.ninjaone.serialization import definition_json, fields_page_json
from failmode.simulator.ninjaone.transaction import Transaction
from failmode.terms import DefinitionScope


def _list(tx: Transaction, request: ApiRequest) -> JsonValue:
    page = definitions.page(tx, request.text("cursorName"), request.number("pageSize"))
    return fields_page_json(page)


def _create(tx: Transaction, request: ApiRequest) -> JsonValue:
    _check_may_create(tx)
    return definition_json(definitions.create(tx, read_request(request.json())))


def _create_all(tx: Transaction, request: ApiRequest) -> JsonValue:
    _check_may_create(tx)
    fields = definitions.create_all(tx, read_bulk(request.json()))
    return [definition_json(field) for field in fields]


def _check_may_create(tx: Transaction) -> None:
    if not tx.switches.client_credentials_create_fields:
        raise UserContextRequiredError


def _get(tx: Transaction, request: ApiRequest) -> JsonValue:
    return definition_json(definitions.find(tx, request.variable_text("name")))


def _update(tx: Transaction, request: ApiRequest) -> JsonValue:
    name = request.variable_text("name")
    return definition_json(definitions.update(tx, name, read_request(request.json())))


def _update_all(tx: Transaction, request: ApiRequest) -> JsonValue:
    fields = definitions.update_all(tx, read_bulk(request.json()))
    return [definition_json(field) for field in fields]


def _delete(tx: Transaction, request: ApiRequest) -> JsonValue:
    definitions.remove(tx, request.variable_text("name"))
    return None


def _delete_all(tx: Transaction, request: ApiRequest) -> JsonValue:
    return definitions.remove_all(tx, request.names("fieldNames"))


def _list_with_scopes(tx: Transaction, request: ApiRequest) -> JsonValue:
    fields = definitions.with_scopes(tx, request.scopes(tuple(DefinitionScope)))
    return [definition_json(field) for field in fields]


_ONE = "/custom-fields/field-name/{name}"

OPERATIONS: tuple[NinjaOneOperation, ...] = (
    read_operation("/custom-fields", "custom-fields-list", _list),
    write_operation("POST", "/custom-fields", "custom-fields-create", _create),
    read_operation(_ONE, "custom-field-get", _get),
    write_operation("PUT", _ONE, "custom-field-update", _update),
    write_operation("DELETE", _ONE, "custom-field-delete", _delete),
    write_operation("POST", "/custom-fields/bulk", "custom-fields-bulk-create", _create_all),
    write_operation("PUT", "/custom-fields/bulk", "custom-fields-bulk-update", _update_all),
    write_operation("DELETE", "/custom-fields/bulk", "custom-fields-bulk-delete", _delete_all),
    read_operation("/device-custom-fields", "device-custom-field-definitions", _list_with_scopes),
)
