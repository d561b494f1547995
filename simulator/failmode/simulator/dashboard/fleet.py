"""NinjaOne's part of the dashboard: fields, organizations and devices beside each other."""

from __future__ import annotations

from dataclasses import dataclass

from failmode.simulator.control.schemas import JsonObject
from failmode.simulator.dashboard.operations import Operations
from failmode.simulator.deployment.fields import FAILOPEN_FIELD
from failmode.simulator.deployment.rules import DEPLOYMENT_OPTIONS
from failmode.terms import DefinitionScope

_SCOPES = {
    DefinitionScope.ORGANIZATION.value: "organization",
    DefinitionScope.LOCATION.value: "location",
    DefinitionScope.NODE.value: "device",
}


@dataclass(frozen=True, slots=True)
class ValueRow:
    """The value that one entity has of one field.

    Attributes:
        scope: kind of the entity, as the API names it.
        kind: the kind in words.
        entity: the entity's id.
        name: the entity's name.
        value: a label for an option; "" when unset.
    """

    scope: str
    kind: str
    entity: int
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class FieldPanel:
    """One custom field with its value at every entity that can have one.

    Attributes:
        field: as the control API shows it.
        labels: of the options that can be chosen.
        values: organizations first, then locations, then devices.
    """

    field: JsonObject
    labels: list[str]
    values: list[ValueRow]


@dataclass(frozen=True, slots=True)
class OrganizationPanel:
    """One organization with its devices.

    Attributes:
        organization: as the control API shows it.
        devices: as the control API shows them.
    """

    organization: JsonObject
    devices: list[JsonObject]

    @property
    def with_duo(self) -> int:
        """How many of the devices have Duo."""
        return sum(one["duo"] is not None for one in self.devices)


@dataclass(frozen=True, slots=True)
class FleetView:
    """What the dashboard shows of NinjaOne.

    Attributes:
        fields: the custom fields.
        organizations: the organizations with their devices.
        failmode_field: name of the field that feeds the failmode of a deployment.
        failmode_options: the options that the deployment knows for it.
        is_defined: whether the tenant has that field.
    """

    fields: list[FieldPanel]
    organizations: list[OrganizationPanel]
    failmode_field: str
    failmode_options: tuple[str, ...]
    is_defined: bool

    @classmethod
    def of(cls, operations: Operations) -> FleetView:
        """Return what there is to see now."""
        organizations = operations.read("listOrganizations")["organizations"]
        devices = operations.read("listDevices")["devices"]
        fields = [
            _panel(operations.read("getField", {"name": one["name"]}), organizations, devices)
            for one in operations.read("listFields")["fields"]
        ]
        return cls(
            fields=fields,
            organizations=[
                OrganizationPanel(
                    one, [each for each in devices if each["organization_id"] == one["id"]]
                )
                for one in organizations
            ],
            failmode_field=FAILOPEN_FIELD,
            failmode_options=DEPLOYMENT_OPTIONS,
            is_defined=any(one.field["name"] == FAILOPEN_FIELD for one in fields),
        )


def _panel(
    field: JsonObject, organizations: list[JsonObject], devices: list[JsonObject]
) -> FieldPanel:
    values = {(one["scope"], one["entity"]): _text(one["value"]) for one in field["values"]}
    entities = {
        DefinitionScope.ORGANIZATION.value: [(one["id"], one["name"]) for one in organizations],
        DefinitionScope.LOCATION.value: [
            (each["id"], f"{one['name']}, {each['name']}")
            for one in organizations
            for each in one["locations"]
        ],
        DefinitionScope.NODE.value: [(one["id"], one["system_name"]) for one in devices],
    }
    return FieldPanel(
        field=field,
        labels=[one["label"] for one in field["options"] if one["active"]],
        values=[
            ValueRow(scope, word, entity, name, values.get((scope, entity), ""))
            for scope, word in _SCOPES.items()
            if scope in field["scopes"]
            for entity, name in entities[scope]
        ],
    )


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
