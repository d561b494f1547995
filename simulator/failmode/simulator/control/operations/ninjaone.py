"""/_sim/organizations and /_sim/devices: the NinjaOne tenant."""

from __future__ import annotations

from failmode.simulator.control.controller import SimulatorController
from failmode.simulator.control.operation import ControlEndpoint, ControlOperation, ControlRequest
from failmode.simulator.control.schemas import JsonObject, array, boolean, integer, obj, text
from failmode.simulator.http_api.operation import Operation
from failmode.simulator.ninjaone import entities
from failmode.simulator.ninjaone.tables import Device, Location, Organization
from failmode.simulator.ninjaone.transaction import Transaction
from failmode.terms import Vendor

_ORGANIZATION = obj(
    {
        "id": integer(),
        "name": text(),
        "locations": array(obj({"id": integer(), "name": text()})),
    }
)
_DEVICE = obj(
    {
        "id": integer(),
        "uid": text("GUID."),
        "system_name": text(),
        "node_class": text("As the API's nodeClass."),
        "organization_id": integer(),
        "location_id": integer(),
        "offline": boolean(),
        "agent_token": text("Dummy token by which the device's agent is recognised."),
    }
)


def _organization(tx: Transaction, organization: Organization) -> JsonObject:
    return {
        "id": organization.id,
        "name": organization.name,
        "locations": [
            {"id": location.id, "name": location.name}
            for location in entities.page(tx, Location, organization_id=organization.id)
        ],
    }


def _organizations(controller: SimulatorController, _: ControlRequest) -> JsonObject:
    def work(tx: Transaction) -> JsonObject:
        rows = entities.page(tx, Organization)
        return {"organizations": [_organization(tx, one) for one in rows]}

    return controller.ninjaone.read(work)


def _create_organization(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    def work(tx: Transaction) -> JsonObject:
        organization = entities.add_organization(tx, request.body["name"])
        for name in request.body.get("locations", ()):
            entities.add_location(tx, organization.id, name)
        return _organization(tx, organization)

    return controller.ninjaone.write(work)


def _devices(controller: SimulatorController, _: ControlRequest) -> JsonObject:
    def work(tx: Transaction) -> JsonObject:
        return {
            "devices": [
                {
                    "id": one.id,
                    "uid": one.uid,
                    "system_name": one.system_name,
                    "node_class": one.node_class,
                    "organization_id": one.organization_id,
                    "location_id": one.location_id,
                    "offline": one.offline,
                    "agent_token": one.agent_token,
                }
                for one in entities.page(tx, Device)
            ]
        }

    return controller.ninjaone.read(work)


OPERATIONS: tuple[ControlOperation, ...] = (
    Operation(
        "GET",
        "/_sim/organizations",
        "listOrganizations",
        ControlEndpoint(
            Vendor.NINJAONE, _organizations, obj({"organizations": array(_ORGANIZATION)})
        ),
        summary="Organizations with their locations, oldest first.",
    ),
    Operation(
        "POST",
        "/_sim/organizations",
        "createOrganization",
        ControlEndpoint(
            Vendor.NINJAONE,
            _create_organization,
            _ORGANIZATION,
            status=201,
            body=obj(
                {
                    "name": text("As technicians see it.", nonempty=True),
                    "locations": array(text(nonempty=True)),
                },
                required=("name",),
            ),
        ),
        summary="Add an organization, with locations of these names.",
    ),
    Operation(
        "GET",
        "/_sim/devices",
        "listDevices",
        ControlEndpoint(Vendor.NINJAONE, _devices, obj({"devices": array(_DEVICE)})),
        summary="Devices with the tokens of their agents, oldest first.",
    ),
)
