"""Organizations, locations and devices: making them, finding them, paging through them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from sqlalchemy import Table, bindparam, insert, select

from failmode.simulator.ninjaone import assumptions
from failmode.simulator.ninjaone.device_filter import DeviceFilter
from failmode.simulator.ninjaone.enums import ApprovalStatus, NodeApprovalMode, NodeClass
from failmode.simulator.ninjaone.errors import EntityNotFoundError, InvalidParameterError
from failmode.simulator.ninjaone.records import Device, Location, Organization
from failmode.simulator.ninjaone.tables import DEVICES, LOCATIONS, ORGANIZATIONS
from failmode.simulator.ninjaone.transaction import Transaction

Entity = TypeVar("Entity", Organization, Location, Device)

_TABLES: Mapping[type[Organization | Location | Device], Table] = {
    Organization: ORGANIZATIONS,
    Location: LOCATIONS,
    Device: DEVICES,
}

# Statements are built once: building one takes longer than running it.
_ADD = {kind: insert(table).returning(table) for kind, table in _TABLES.items()}
_BY_ID = {
    kind: select(table).where(table.c.id == bindparam("id")) for kind, table in _TABLES.items()
}


def add_organization(
    tx: Transaction,
    name: str,
    *,
    description: str | None = None,
    node_approval_mode: NodeApprovalMode = NodeApprovalMode.AUTOMATIC,
) -> Organization:
    """Create an organization."""
    return _added(
        tx,
        Organization,
        name=name,
        description=description,
        node_approval_mode=node_approval_mode.value,
    )


def add_location(
    tx: Transaction,
    organization_id: int,
    name: str,
    *,
    address: str | None = None,
    description: str | None = None,
) -> Location:
    """Create a location of an existing organization."""
    existing(tx, Organization, organization_id)
    return _added(
        tx,
        Location,
        organization_id=organization_id,
        name=name,
        address=address,
        description=description,
    )


def add_device(
    tx: Transaction,
    location_id: int,
    node_class: NodeClass,
    system_name: str,
    *,
    display_name: str | None = None,
    dns_name: str | None = None,
    approval_status: ApprovalStatus = ApprovalStatus.APPROVED,
    offline: bool = False,
) -> Device:
    """Create a device at an existing location, with a token for its agent."""
    location = existing(tx, Location, location_id)
    return _added(
        tx,
        Device,
        uid=tx.new_uuid(),
        organization_id=location.organization_id,
        location_id=location.id,
        node_class=node_class.value,
        approval_status=approval_status.value,
        offline=offline,
        system_name=system_name,
        display_name=display_name,
        dns_name=dns_name,
        created=tx.now,
        last_contact=tx.now,
        agent_token=tx.new_token(assumptions.DEVICE_TOKEN_BYTES),
    )


def existing(tx: Transaction, kind: type[Entity], entity_id: int) -> Entity:
    """Return the entity of that kind and id.

    Raises:
        EntityNotFoundError: when there is none.
    """
    row = tx.connection.execute(_BY_ID[kind], {"id": entity_id}).mappings().first()
    if row is None:
        raise EntityNotFoundError(kind.__name__.lower(), entity_id)
    return kind(**row)


def location_of(tx: Transaction, organization_id: int, location_id: int) -> Location:
    """Return the location, if it belongs to that organization.

    Raises:
        EntityNotFoundError: when either does not exist or they do not belong together.
    """
    location = existing(tx, Location, location_id)
    if location.organization_id != organization_id:
        raise EntityNotFoundError(f"location of organization {organization_id}:", location_id)
    return location


def page(
    tx: Transaction,
    kind: type[Entity],
    *,
    after: int | None = None,
    size: int | None = None,
    organization_id: int | None = None,
    device_filter: DeviceFilter | None = None,
) -> Sequence[Entity]:
    """Return entities in the order of their ids.

    Args:
        tx: the current transaction.
        kind: the table.
        after: the last id of the page before; None for the first page.
        size: the most rows of a page; None for all of them.
        organization_id: only those of this organization (locations and devices).
        device_filter: only the devices that it matches.
    """
    table = _TABLES[kind]
    query = select(table).order_by(table.c.id)
    if after is not None:
        query = query.where(table.c.id > after)
    if organization_id is not None and not issubclass(kind, Organization):
        query = query.where(table.c.organization_id == organization_id)
    if device_filter is not None:
        query = query.where(*device_filter.conditions)
    if size is not None:
        if size < 1:
            raise InvalidParameterError(f"pageSize is {size}; it must be at least 1")
        query = query.limit(size)
    return [kind(**row) for row in tx.connection.execute(query).mappings()]


def device_by_token(tx: Transaction, token: str) -> Device | None:
    """Return the device that an agent's token belongs to."""
    query = select(DEVICES).where(DEVICES.c.agent_token == token)
    row = tx.connection.execute(query).mappings().first()
    return None if row is None else Device(**row)


def _added(tx: Transaction, kind: type[Entity], **values: object) -> Entity:
    """Insert an entity, and return it with the id that it got."""
    return kind(**tx.connection.execute(_ADD[kind], values).mappings().one())
