"""Values of custom fields: one set of rules for every channel.

A value belongs to one entity (a device, a location or an organization). With inheritance an
entity shows the closest value: a device its own, else its location's, else its organization's.
The step from a device to the end user assigned to it is not simulated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, insert, or_, select, update

from failmode.simulator.ninjaone import entities, stored_fields
from failmode.simulator.ninjaone.encodings import Stored, encoding_for
from failmode.simulator.ninjaone.errors import (
    FieldNotFoundError,
    InvalidParameterError,
    InvalidValueError,
    ReadRefusedError,
    ValueRequiredError,
    WriteRefusedError,
)
from failmode.simulator.ninjaone.permissions import access
from failmode.simulator.ninjaone.records import CustomField, Device, Location, Organization
from failmode.simulator.ninjaone.tables import CUSTOM_FIELDS, FIELD_VALUES
from failmode.simulator.ninjaone.transaction import Transaction
from failmode.simulator.state.values import is_storable
from failmode.terms import MASK, Channel, DefinitionScope, FieldType

SOURCES = {Channel.API: "API", Channel.AUTOMATION: "SCRIPT", Channel.TECHNICIAN: "USER"}
"""`updatedBy.source` of a value by the channel that set it."""


@dataclass(frozen=True, slots=True)
class ScopedEntity:
    """An entity that values belong to, with the ones it inherits from.

    Attributes:
        scope: the kind of entity.
        entity_id: its id.
        parents: what it inherits from, closest first.
    """

    scope: DefinitionScope
    entity_id: int
    parents: tuple[tuple[DefinitionScope, int], ...] = ()

    @property
    def chain(self) -> tuple[tuple[DefinitionScope, int], ...]:
        """The entity itself, then what it inherits from."""
        return ((self.scope, self.entity_id), *self.parents)


def scoped_entity(tx: Transaction, scope: DefinitionScope, entity_id: int) -> ScopedEntity:
    """Return the existing entity of that kind and id.

    Raises:
        EntityNotFoundError: when there is none.
        InvalidParameterError: for end users, who are not simulated.
    """
    match scope:
        case DefinitionScope.ORGANIZATION:
            return organization_entity(entities.existing(tx, Organization, entity_id))
        case DefinitionScope.LOCATION:
            return location_entity(entities.existing(tx, Location, entity_id))
        case DefinitionScope.NODE:
            return device_entity(entities.existing(tx, Device, entity_id))
        case DefinitionScope.END_USER:
            raise InvalidParameterError("failmode does not simulate end users")


def organization_entity(organization: Organization) -> ScopedEntity:
    """Return the organization, which inherits from nothing."""
    return ScopedEntity(DefinitionScope.ORGANIZATION, organization.id)


def location_entity(location: Location) -> ScopedEntity:
    """Return the location, which inherits from its organization."""
    return ScopedEntity(
        DefinitionScope.LOCATION,
        location.id,
        ((DefinitionScope.ORGANIZATION, location.organization_id),),
    )


def device_entity(device: Device) -> ScopedEntity:
    """Return the device, which inherits from its location, then its organization."""
    return ScopedEntity(
        DefinitionScope.NODE,
        device.id,
        (
            (DefinitionScope.LOCATION, device.location_id),
            (DefinitionScope.ORGANIZATION, device.organization_id),
        ),
    )


def read_all(
    tx: Transaction, channel: Channel, entity: ScopedEntity, *, inherited: bool
) -> dict[str, Any]:
    """Return the values that the channel may read, by field name; unset ones have no key.

    Secure fields are left out for the API: how GET shows them is not known, only that it is not
    plain text.
    """
    encoding = encoding_for(channel, tx.switches)
    chain = entity.chain if inherited else entity.chain[:1]
    shown = {
        field.name: encoding.encode(field, stored)
        for field, stored in _stored(tx, chain)
        if _may_see(field, channel)
    }
    return dict(sorted(shown.items()))


def read_one(
    tx: Transaction, channel: Channel, entity: ScopedEntity, name: str, *, inherited: bool
) -> Any:
    """Return one value as the channel sees it; None when unset.

    Raises:
        FieldNotFoundError: when there is no such field for this entity.
        ReadRefusedError: when the channel may not read it.
    """
    field = visible_field(tx, entity, name, inherited=inherited)
    if not _may_see(field, channel):
        raise ReadRefusedError(f"{name}: the {channel} permission does not allow reading")
    chain = entity.chain if inherited else entity.chain[:1]
    for found, stored in _stored(tx, chain, field):
        return encoding_for(channel, tx.switches).encode(found, stored)
    return None


@dataclass(frozen=True, slots=True)
class OwnValue:
    """A value that one entity has of itself.

    Attributes:
        scope: the kind of entity.
        entity_id: its id.
        value: as technicians see it: labels for options.
    """

    scope: DefinitionScope
    entity_id: int
    value: Any


def own_values(tx: Transaction, field: CustomField) -> list[OwnValue]:
    """Return the values of a field wherever one is set, whoever may read it; secrets masked."""
    encoding = encoding_for(Channel.TECHNICIAN, tx.switches)
    secret = field.field_type is FieldType.TEXT_ENCRYPTED
    rows = tx.connection.execute(
        select(FIELD_VALUES).where(FIELD_VALUES.c.field_id == field.id)
    ).all()
    return [
        OwnValue(
            DefinitionScope(row.scope),
            row.entity_id,
            MASK if secret else encoding.encode(field, row.value),
        )
        for row in rows
    ]


def visible_field(
    tx: Transaction, entity: ScopedEntity, name: str, *, inherited: bool
) -> CustomField:
    """Return the active field of a name that the entity has or, when inherited, can show.

    Raises:
        FieldNotFoundError: when there is none.
    """
    field = stored_fields.named(tx.connection, name)
    scopes = [scope for scope, _ in (entity.chain if inherited else entity.chain[:1])]
    if field is None or not field.active or not any(field.allows(scope) for scope in scopes):
        raise FieldNotFoundError(name, tx.switches.unknown_field_status)
    return field


def write(
    tx: Transaction, channel: Channel, entity: ScopedEntity, changes: Mapping[str, object]
) -> None:
    """Set and clear values of one entity, all or none of them.

    Whether NinjaOne applies the good part of a partly bad PATCH is not known; here nothing
    changes unless everything is right.

    Args:
        tx: the current transaction.
        channel: the channel that writes.
        entity: whose values.
        changes: field name to value as the channel writes it; None clears.

    Raises:
        FieldNotFoundError: when there is no such field for this entity.
        WriteRefusedError: when the channel may not write it.
        InvalidValueError: when it is no value of the field.
        ValueRequiredError: when a required field would be cleared.
    """
    decided = [
        (field, _decided(tx, channel, field, raw))
        for field, raw in _writable(tx, channel, entity, changes)
    ]
    for field, decision in decided:
        if isinstance(decision, _Set):
            _store(tx, channel, entity, field, decision.value)
        elif decision is _CLEAR:
            tx.connection.execute(delete(FIELD_VALUES).where(_is_of(field, entity)))


@dataclass(frozen=True, slots=True)
class _Set:
    value: Stored


_CLEAR = "clear"
_IGNORE = "ignore"


def _writable(
    tx: Transaction, channel: Channel, entity: ScopedEntity, changes: Mapping[str, object]
) -> list[tuple[CustomField, object]]:
    names = list(filter(is_storable, changes))
    found = {
        field.name: field
        for field in stored_fields.load(tx.connection, CUSTOM_FIELDS.c.name.in_(names))
    }
    writable = []
    for name, raw in changes.items():
        field = found.get(name)
        if field is None or not field.active or not field.allows(entity.scope):
            raise FieldNotFoundError(name, tx.switches.unknown_field_status)
        if not access(field, channel).write:
            raise WriteRefusedError(
                f"{name}: the {channel} permission does not allow writing",
                tx.switches.readonly_write_status,
            )
        writable.append((field, raw))
    return writable


def _decided(tx: Transaction, channel: Channel, field: CustomField, raw: object) -> _Set | str:
    if raw == "":
        decision = tx.switches.empty_string if channel is Channel.API else _CLEAR
        if decision == "refuse":
            raise InvalidValueError(
                f"{field.name}: an empty text is no value; null clears",
                tx.switches.bad_option_status,
            )
        if decision == _IGNORE:
            return _IGNORE
        raw = None
    if raw is None:
        may_clear = channel is not Channel.TECHNICIAN and tx.switches.required_null == 204
        if field.required and not may_clear:
            raise ValueRequiredError(f"{field.name} is required and cannot be cleared")
        return _CLEAR
    return _Set(encoding_for(channel, tx.switches).decode(field, raw))


def _store(
    tx: Transaction, channel: Channel, entity: ScopedEntity, field: CustomField, value: Stored
) -> None:
    values = {"value": value, "update_time": tx.now, "source": SOURCES[channel]}
    changed = tx.connection.execute(
        update(FIELD_VALUES).where(_is_of(field, entity)).values(**values)
    )
    if not changed.rowcount:
        tx.connection.execute(
            insert(FIELD_VALUES).values(
                field_id=field.id,
                scope=entity.scope.value,
                entity_id=entity.entity_id,
                **values,
            )
        )


def _is_of(field: CustomField, entity: ScopedEntity) -> ColumnElement[bool]:
    """Whether a value is the one of a field that an entity has of itself."""
    return and_(
        FIELD_VALUES.c.field_id == field.id,
        FIELD_VALUES.c.scope == entity.scope.value,
        FIELD_VALUES.c.entity_id == entity.entity_id,
    )


def _stored(
    tx: Transaction,
    chain: Sequence[tuple[DefinitionScope, int]],
    only: CustomField | None = None,
) -> Iterable[tuple[CustomField, Stored]]:
    """Return the closest value of each field along the chain, defaults last where they apply."""
    query = select(FIELD_VALUES).where(
        or_(
            *(
                (FIELD_VALUES.c.scope == scope.value) & (FIELD_VALUES.c.entity_id == entity_id)
                for scope, entity_id in chain
            )
        )
    )
    if only is not None:
        query = query.where(FIELD_VALUES.c.field_id == only.id)
    rows = tx.connection.execute(query).all()
    fields = {only.id: only} if only is not None else _fields_of(tx, rows)
    distance = {scope.value: position for position, (scope, _) in enumerate(chain)}
    closest: dict[int, tuple[CustomField, Stored]] = {}
    for row in sorted(rows, key=lambda row: distance[row.scope]):
        field = fields[row.field_id]
        if field.active and field.allows(DefinitionScope(row.scope)):
            closest.setdefault(field.id, (field, row.value))
    yield from closest.values()
    if tx.switches.default_applies_on_read:
        yield from _defaults(tx, chain, only, set(closest))


def _fields_of(tx: Transaction, values: Sequence[Row[Any]]) -> dict[int, CustomField]:
    """Return the fields of values, by their ids."""
    ids = {value.field_id for value in values}
    found = stored_fields.load(tx.connection, CUSTOM_FIELDS.c.id.in_(ids)) if ids else []
    return {field.id: field for field in found}


def _defaults(
    tx: Transaction,
    chain: Sequence[tuple[DefinitionScope, int]],
    only: CustomField | None,
    taken: set[int],
) -> Iterable[tuple[CustomField, Stored]]:
    fields = [only] if only is not None else stored_fields.load(tx.connection)
    for field in fields:
        if field.id in taken or not field.active or not field.default_value:
            continue
        if any(field.allows(scope) for scope, _ in chain):
            ids = field.default_value.split(",")
            yield field, ids if field.field_type is FieldType.MULTI_SELECT else ids[0]


def _may_see(field: CustomField, channel: Channel) -> bool:
    secret = channel is Channel.API and field.field_type is FieldType.TEXT_ENCRYPTED
    return access(field, channel).read and not secret
