"""Custom fields with their options, between the database and the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from failmode.simulator.ninjaone.records import NEW, CustomField, FieldOption
from failmode.simulator.ninjaone.tables import CUSTOM_FIELDS, FIELD_OPTIONS
from failmode.simulator.state.values import is_storable


def load(
    connection: Connection, *conditions: ColumnElement[bool], size: int | None = None
) -> list[CustomField]:
    """Return custom fields in the order of their creation.

    Args:
        connection: of the current transaction.
        conditions: on `CUSTOM_FIELDS`; all of them hold.
        size: the most that are returned; None for all.
    """
    query = select(CUSTOM_FIELDS).where(*conditions).order_by(CUSTOM_FIELDS.c.id).limit(size)
    rows = connection.execute(query).mappings().all()
    if not rows:
        return []
    options = _options(connection, [row["id"] for row in rows])
    return [
        CustomField(
            **{**row, "definition_scope": tuple(row["definition_scope"])},
            options=tuple(options.get(row["id"], ())),
        )
        for row in rows
    ]


def named(connection: Connection, name: str) -> CustomField | None:
    """Return the custom field of a name; None when there is none."""
    if not is_storable(name):
        return None
    return next(iter(load(connection, CUSTOM_FIELDS.c.name == name)), None)


def store(connection: Connection, field: CustomField) -> CustomField:
    """Insert a new custom field, or replace what is stored of an old one, with its options.

    Returns:
        The field with its id.
    """
    values = asdict(field)
    options = values.pop("options")
    field_id = values.pop("id")
    values["definition_scope"] = list(field.definition_scope)
    if field_id == NEW:
        field_id = connection.scalars(
            insert(CUSTOM_FIELDS).values(**values).returning(CUSTOM_FIELDS.c.id)
        ).one()
    else:
        connection.execute(
            update(CUSTOM_FIELDS).where(CUSTOM_FIELDS.c.id == field_id).values(**values)
        )
        connection.execute(delete(FIELD_OPTIONS).where(FIELD_OPTIONS.c.field_id == field_id))
    if options:
        connection.execute(
            insert(FIELD_OPTIONS),
            [
                {"field_id": field_id, "position": position, **option}
                for position, option in enumerate(options)
            ],
        )
    return replace(field, id=field_id)


def _options(connection: Connection, field_ids: Sequence[int]) -> dict[int, list[FieldOption]]:
    query = (
        select(FIELD_OPTIONS)
        .where(FIELD_OPTIONS.c.field_id.in_(field_ids))
        .order_by(FIELD_OPTIONS.c.field_id, FIELD_OPTIONS.c.position)
    )
    found: dict[int, list[FieldOption]] = {}
    for row in connection.execute(query).mappings():
        found.setdefault(row["field_id"], []).append(
            FieldOption(row["id"], row["name"], row["active"], row["system"])
        )
    return found
