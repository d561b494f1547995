"""/_sim/fields: custom fields of the NinjaOne tenant with their options, and who has set them.

Values are set as a technician does: /_sim/console/values.
"""

from __future__ import annotations

from failmode.simulator.control.controller import SimulatorController
from failmode.simulator.control.errors import InvalidRequestError, NotFoundError
from failmode.simulator.control.operation import ControlEndpoint, ControlOperation, ControlRequest
from failmode.simulator.control.schemas import (
    JsonObject,
    any_value,
    array,
    boolean,
    integer,
    obj,
    text,
)
from failmode.simulator.http_api.operation import Operation
from failmode.simulator.ninjaone import definitions, entities, values
from failmode.simulator.ninjaone.definition_request import DefinitionRequest, OptionRequest
from failmode.simulator.ninjaone.errors import DefinitionNotFoundError, InvalidDefinitionError
from failmode.simulator.ninjaone.records import CustomField, Device, Location, Organization
from failmode.simulator.ninjaone.transaction import Transaction
from failmode.terms import (
    AccessPermission,
    DefinitionScope,
    FieldType,
    TechnicianPermission,
    Vendor,
)

_SCOPES = tuple(scope.value for scope in DefinitionScope if scope is not DefinitionScope.END_USER)
_FIELD = {
    "name": text("By which the API and automations know it."),
    "label": text("As technicians see it."),
    "type": text("As the API names types."),
    "scopes": array(text(), "Kinds of entities that can have a value."),
    "options": array(
        obj({"id": text("GUID."), "label": text(), "active": boolean()}), "Of a drop-down."
    ),
    "default": text("Label of the default option; null when there is none.", nullable=True),
    "technician_permission": text(),
    "automation_permission": text(),
    "api_permission": text(),
}
_VALUE = obj(
    {
        "scope": text("Kind of entity.", choices=_SCOPES),
        "entity": integer("The entity's id."),
        "entity_name": text(),
        "value": any_value("Labels for options; secrets masked."),
    }
)
_BY_NAME = {"name": text("Name of the custom field.")}


_SEE_FIELDS = "The list of the fields says what there is"


def _json(field: CustomField) -> JsonObject:
    default = None
    if field.default_value:
        default = ", ".join(field.option_label(one) for one in field.default_value.split(","))
    return {
        "name": field.name,
        "label": field.label,
        "type": field.type,
        "scopes": list(field.definition_scope),
        "options": [
            {"id": one.id, "label": one.name, "active": one.active} for one in field.options
        ],
        "default": default,
        "technician_permission": field.technician_permission,
        "automation_permission": field.script_permission,
        "api_permission": field.api_permission,
    }


def _list(controller: SimulatorController, _: ControlRequest) -> JsonObject:
    def work(tx: Transaction) -> JsonObject:
        fields = definitions.with_scopes(tx, tuple(DefinitionScope))
        return {"fields": [_json(one) for one in fields]}

    return controller.ninjaone.read(work)


def _get(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    def work(tx: Transaction) -> JsonObject:
        field = definitions.find(tx, request.path["name"])
        return {**_json(field), "values": [_value(tx, one) for one in values.own_values(tx, field)]}

    try:
        return controller.ninjaone.read(work)
    except DefinitionNotFoundError as error:
        raise _unknown(error) from error


def _value(tx: Transaction, value: values.OwnValue) -> JsonObject:
    return {
        "scope": value.scope.value,
        "entity": value.entity_id,
        "entity_name": _entity_name(tx, value.scope, value.entity_id),
        "value": value.value,
    }


def _entity_name(tx: Transaction, scope: DefinitionScope, entity_id: int) -> str:
    if scope is DefinitionScope.ORGANIZATION:
        return entities.existing(tx, Organization, entity_id).name
    if scope is DefinitionScope.LOCATION:
        return entities.existing(tx, Location, entity_id).name
    return entities.existing(tx, Device, entity_id).system_name


def _create(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    body = request.body
    asked = DefinitionRequest(
        field_name=body["name"],
        label=body.get("label", body["name"]),
        type=FieldType.DROPDOWN if body.get("options") else FieldType.TEXT,
        definition_scope=tuple(
            DefinitionScope(one)
            for one in body.get("scopes") or (DefinitionScope.ORGANIZATION.value,)
        ),
        technician_permission=TechnicianPermission.EDITABLE,
        script_permission=AccessPermission.READ_WRITE,
        api_permission=AccessPermission.READ_WRITE,
        default_value=body.get("default"),
        options=tuple(OptionRequest(name=one) for one in body.get("options", ())),
    )

    def work(tx: Transaction) -> JsonObject:
        return _json(definitions.create(tx, asked))

    try:
        return controller.ninjaone.write(work)
    except InvalidDefinitionError as error:
        raise InvalidRequestError(error.what, _SEE_FIELDS) from error


def _delete(controller: SimulatorController, request: ControlRequest) -> None:
    try:
        controller.ninjaone.delete_field(request.path["name"])
    except DefinitionNotFoundError as error:
        raise _unknown(error) from error


def _unknown(error: DefinitionNotFoundError) -> NotFoundError:
    return NotFoundError(error.what, _SEE_FIELDS)


OPERATIONS: tuple[ControlOperation, ...] = (
    Operation(
        "GET",
        "/_sim/fields",
        "listFields",
        ControlEndpoint(Vendor.NINJAONE, _list, obj({"fields": array(obj(_FIELD))})),
        summary="Custom fields with their options, oldest first.",
    ),
    Operation(
        "POST",
        "/_sim/fields",
        "createField",
        ControlEndpoint(
            Vendor.NINJAONE,
            _create,
            obj(_FIELD),
            status=201,
            body=obj(
                {
                    "name": text("Unique in the tenant.", nonempty=True),
                    "label": text("As technicians see it; the name when left out."),
                    "options": array(text(nonempty=True), "Of a drop-down; none: a text."),
                    "scopes": array(text(choices=_SCOPES), "Organizations when left out."),
                    "default": text("Label of an option.", nullable=True),
                },
                required=("name",),
            ),
        ),
        summary="Add a custom field that technicians, automations and the API may write.",
    ),
    Operation(
        "GET",
        "/_sim/fields/{name}",
        "getField",
        ControlEndpoint(
            Vendor.NINJAONE,
            _get,
            obj({**_FIELD, "values": array(_VALUE, "Wherever one is set.")}),
            parameters=_BY_NAME,
            refusals=(404,),
        ),
        summary="One custom field, and its value wherever one is set.",
    ),
    Operation(
        "DELETE",
        "/_sim/fields/{name}",
        "deleteField",
        ControlEndpoint(Vendor.NINJAONE, _delete, status=204, parameters=_BY_NAME, refusals=(404,)),
        summary="Remove a custom field with its values.",
    ),
)
