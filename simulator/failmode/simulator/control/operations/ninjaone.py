"""/_sim/organizations and /_sim/devices: the NinjaOne tenant."""

from __future__ import annotations

from failmode.simulator.control.controller import SimulatorController
from failmode.simulator.control.errors import NotFoundError
from failmode.simulator.control.operation import ControlEndpoint, ControlOperation, ControlRequest
from failmode.simulator.control.operations.fleet import DUO, duo_json
from failmode.simulator.control.schemas import JsonObject, array, boolean, count, integer, obj, text
from failmode.simulator.fleet.fleet import platform_of
from failmode.simulator.http_api.operation import Operation
from failmode.simulator.ninjaone import entities
from failmode.simulator.ninjaone.enums import NodeClass
from failmode.simulator.ninjaone.errors import EntityNotFoundError
from failmode.simulator.ninjaone.records import Device, Location, Organization
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
        "platform": text("As logins are asked for; null where Duo guards none.", nullable=True),
        "duo": DUO,
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


def _device(controller: SimulatorController, device: Device) -> JsonObject:
    installation = controller.fleet().installations.find(device.id)
    return {
        "id": device.id,
        "uid": device.uid,
        "system_name": device.system_name,
        "node_class": device.node_class,
        "organization_id": device.organization_id,
        "location_id": device.location_id,
        "offline": device.offline,
        "agent_token": device.agent_token,
        "platform": platform_of(device.node_class),
        "duo": None if installation is None else duo_json(installation),
    }


def _devices(controller: SimulatorController, _: ControlRequest) -> JsonObject:
    def work(tx: Transaction) -> JsonObject:
        return {"devices": [_device(controller, one) for one in entities.page(tx, Device)]}

    return controller.ninjaone.read(work)


def _create_device(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    body = request.body

    def work(tx: Transaction) -> JsonObject:
        location_id = body.get("location_id")
        if location_id is None:
            location_id = _first_location(tx, body["organization_id"])
        location = entities.location_of(tx, body["organization_id"], location_id)
        device = entities.add_device(
            tx,
            location.id,
            NodeClass(body["node_class"]),
            body["system_name"],
            display_name=body["system_name"],
        )
        return _device(controller, device)

    try:
        return controller.ninjaone.write(work)
    except EntityNotFoundError as error:
        raise NotFoundError(
            error.what, "The list of the organizations says what there is"
        ) from error


def _first_location(tx: Transaction, organization_id: int) -> int:
    locations = entities.page(tx, Location, organization_id=organization_id, size=1)
    return locations[0].id if locations else entities.add_location(tx, organization_id, "Main").id


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
        summary="Devices with the tokens of their agents, and Duo on them, oldest first.",
    ),
    Operation(
        "POST",
        "/_sim/devices",
        "createDevice",
        ControlEndpoint(
            Vendor.NINJAONE,
            _create_device,
            _DEVICE,
            status=201,
            body=obj(
                {
                    "system_name": text("The device's own name.", nonempty=True),
                    "node_class": text(
                        "As the API's nodeClass.", choices=tuple(one.value for one in NodeClass)
                    ),
                    "organization_id": count("Whose it is."),
                    "location_id": count(
                        "Where it is; at the organization's first location when left out.",
                        nullable=True,
                    ),
                },
                required=("system_name", "node_class", "organization_id"),
            ),
            refusals=(404,),
        ),
        summary="Add a device without Duo.",
    ),
)
