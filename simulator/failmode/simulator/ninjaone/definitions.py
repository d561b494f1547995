"""Definitions of custom fields: creating, finding, changing and deleting them."""

from __future__ import annotations

import base64
import binascii
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, select

from failmode.simulator.ninjaone import assumptions, stored_fields
from failmode.simulator.ninjaone.definition_request import DefinitionRequest, OptionRequest
from failmode.simulator.ninjaone.enums import AttributeScope
from failmode.simulator.ninjaone.errors import (
    DefinitionNotFoundError,
    InvalidDefinitionError,
    InvalidParameterError,
)
from failmode.simulator.ninjaone.records import NEW, CustomField, FieldOption
from failmode.simulator.ninjaone.tables import CUSTOM_FIELDS
from failmode.simulator.ninjaone.transaction import Transaction
from failmode.simulator.state.values import is_storable
from failmode.terms import OPTION_TYPES, DefinitionScope, FieldType

PAGE_SIZE_DEFAULT = 50
PAGE_SIZE_MIN = 5
PAGE_SIZE_MAX = 500


@dataclass(frozen=True, slots=True)
class FieldsPage:
    """One page of definitions.

    Attributes:
        number: of the page.
        size: the most rows of a page.
        fields: the rows.
        next_cursor: where the next page starts; None on the last one.
    """

    number: int
    size: int
    fields: tuple[CustomField, ...]
    next_cursor: str | None


def create(tx: Transaction, request: DefinitionRequest) -> CustomField:
    """Create a custom field.

    Raises:
        InvalidDefinitionError: when the label or name is missing, the name is taken, or the options
            or the default do not fit.
    """
    if request.field_name is None or request.label is None:
        missing = "fieldName" if request.field_name is None else "label"
        raise InvalidDefinitionError(f"{missing} is missing; it is required")
    if stored_fields.named(tx.connection, request.field_name) is not None:
        raise InvalidDefinitionError(
            f"fieldName {request.field_name!r} is taken; names are unique in the tenant"
        )
    access = assumptions.DEFAULT_ACCESS_PERMISSION
    field = CustomField(
        id=NEW,
        name=request.field_name,
        label=request.label,
        description=request.description,
        type=(request.type or FieldType(assumptions.DEFAULT_TYPE)).value,
        scope=(request.scope or AttributeScope.NODE_GLOBAL).value,
        definition_scope=_scopes(request.definition_scope or assumptions.DEFAULT_DEFINITION_SCOPE),
        technician_permission=(
            request.technician_permission or assumptions.DEFAULT_TECHNICIAN_PERMISSION
        ).value,
        script_permission=(request.script_permission or access).value,
        api_permission=(request.api_permission or access).value,
        default_value=None,
        required=bool(request.required),
        footer_text=request.footer_text,
        tooltip_text=request.tooltip_text,
        advanced_settings=request.advanced_settings or {},
        active=True,
        create_time=tx.now,
        update_time=tx.now,
    )
    field = replace(field, options=_options(tx, field, request.options or ()))
    field = replace(field, default_value=_default(field, request.default_value or ""))
    return stored_fields.store(tx.connection, field)


def create_all(tx: Transaction, requests: Sequence[DefinitionRequest]) -> list[CustomField]:
    """Create several custom fields, all or none."""
    return [create(tx, request) for request in requests]


def find(tx: Transaction, name: str) -> CustomField:
    """Return the custom field of that name.

    Raises:
        DefinitionNotFoundError: when there is none.
    """
    field = stored_fields.named(tx.connection, name)
    if field is None:
        raise DefinitionNotFoundError(repr(name))
    return field


def update(tx: Transaction, name: str, request: DefinitionRequest) -> CustomField:
    """Change what the request says and keep the rest.

    Raises:
        DefinitionNotFoundError: when there is no such field.
        InvalidDefinitionError: when the name or the type would change, or the options or the
            default do not fit.
    """
    field = find(tx, name)
    if request.field_name not in (None, field.name):
        raise InvalidDefinitionError(
            f"fieldName cannot change from {field.name!r} to {request.field_name!r}"
        )
    if request.type not in (None, field.type):
        raise InvalidDefinitionError(f"type cannot change from {field.type} to {request.type}")
    changes: dict[str, Any] = {"update_time": tx.now}
    for attribute in (
        "label",
        "description",
        "scope",
        "technician_permission",
        "script_permission",
        "api_permission",
        "required",
        "footer_text",
        "tooltip_text",
        "advanced_settings",
        "active",
    ):
        asked = getattr(request, attribute)
        if asked is not None:
            changes[attribute] = asked.value if isinstance(asked, StrEnum) else asked
    if request.definition_scope is not None:
        changes["definition_scope"] = _scopes(request.definition_scope)
    field = replace(field, **changes)
    if request.options is not None:
        field = replace(field, options=_options(tx, field, request.options))
    if request.default_value is not None and not _is_current_default(field, request):
        field = replace(field, default_value=_default(field, request.default_value))
    return stored_fields.store(tx.connection, field)


def update_all(tx: Transaction, requests: Sequence[DefinitionRequest]) -> list[CustomField]:
    """Change several custom fields by their `fieldName`, all or none."""
    names = []
    for request in requests:
        if request.field_name is None:
            raise InvalidDefinitionError("fieldName is missing; it names the field to update")
        names.append(request.field_name)
    _all_exist(tx, names)
    return [update(tx, name, request) for name, request in zip(names, requests, strict=True)]


def remove(tx: Transaction, name: str) -> None:
    """Delete the custom field with its options and values.

    Raises:
        DefinitionNotFoundError: when there is none.
    """
    field = find(tx, name)
    tx.connection.execute(delete(CUSTOM_FIELDS).where(CUSTOM_FIELDS.c.id == field.id))


def remove_all(tx: Transaction, names: Sequence[str]) -> list[str]:
    """Delete several custom fields, all or none; returns their names.

    Raises:
        InvalidParameterError: when no name is given.
        DefinitionNotFoundError: naming those that do not exist.
    """
    wanted = list(dict.fromkeys(names))
    if not wanted:
        raise InvalidParameterError("fieldNames is empty; expected names joined by commas")
    _all_exist(tx, wanted)
    tx.connection.execute(delete(CUSTOM_FIELDS).where(CUSTOM_FIELDS.c.name.in_(wanted)))
    return wanted


def page(tx: Transaction, cursor: str | None, size: int | None) -> FieldsPage:
    """Return one page of all definitions, in the order of their creation.

    Raises:
        InvalidParameterError: when the size is out of bounds or the cursor is none of ours.
    """
    size = PAGE_SIZE_DEFAULT if size is None else size
    if not PAGE_SIZE_MIN <= size <= PAGE_SIZE_MAX:
        raise InvalidParameterError(
            f"pageSize is {size}; expected {PAGE_SIZE_MIN} to {PAGE_SIZE_MAX}"
        )
    number, after = _read_cursor(cursor) if cursor else (assumptions.FIRST_PAGE, 0)
    found = stored_fields.load(tx.connection, CUSTOM_FIELDS.c.id > after, size=size + 1)
    rows = tuple(found[:size])
    more = len(found) > size
    return FieldsPage(
        number, size, rows, _cursor(number + 1, rows[-1].id) if more and rows else None
    )


def with_scopes(tx: Transaction, scopes: Collection[DefinitionScope]) -> list[CustomField]:
    """Return the definitions with at least one of the scopes, in the order of creation."""
    fields = stored_fields.load(tx.connection)
    return [field for field in fields if any(field.allows(scope) for scope in scopes)]


def _all_exist(tx: Transaction, names: Sequence[str]) -> None:
    query = select(CUSTOM_FIELDS.c.name).where(
        CUSTOM_FIELDS.c.name.in_(list(filter(is_storable, names)))
    )
    known = set(tx.connection.scalars(query))
    missing = [name for name in names if name not in known]
    if missing:
        raise DefinitionNotFoundError(", ".join(repr(name) for name in missing))


def _scopes(scopes: Collection[DefinitionScope]) -> tuple[str, ...]:
    return tuple(scope.value for scope in scopes)


def _options(
    tx: Transaction, field: CustomField, requests: Sequence[OptionRequest]
) -> tuple[FieldOption, ...]:
    """Return exactly these options in this order; absent ones as the switch says."""
    if requests and field.field_type not in OPTION_TYPES:
        raise InvalidDefinitionError(f"content.values: the type {field.type} has no options")
    known = {option.id: option for option in field.options}
    options: list[FieldOption] = []
    for asked in requests:
        option = known.pop(asked.id, None) if asked.id else None
        if asked.id and option is None:
            raise InvalidDefinitionError(
                f"content.values: {field.name} has no option {asked.id}, or it is given twice; "
                "a new option has no id"
            )
        option_id = tx.new_uuid() if option is None else option.id
        options.append(FieldOption(option_id, asked.name, asked.active, asked.system))
    kept = list(known.values())
    if tx.switches.absent_option == "deactivate":
        kept = [replace(option, active=False) for option in kept]
    options.extend(kept)
    labels = [option.name for option in options if option.active]
    twice = sorted(label for label, times in Counter(labels).items() if times > 1)
    if twice:
        raise InvalidDefinitionError(f"content.values: given twice: {', '.join(twice)}")
    return tuple(options)


def _default(field: CustomField, text: str) -> str | None:
    """Return the id of the option of that label or id; other types have no default."""
    if not field.has_options or not text:
        return None
    whole = field.option_named(text)
    several = field.field_type is FieldType.MULTI_SELECT and whole is None
    parts = [part.strip() for part in text.split(",")] if several else [text]
    ids = []
    for part in parts:
        option = field.option_named(part)
        if option is None:
            labels = ", ".join(option.name for option in field.active_options())
            raise InvalidDefinitionError(
                f"defaultValue {part!r} is no active option; options are: {labels or 'none'}"
            )
        ids.append(option.id)
    return ",".join(ids)


def _is_current_default(field: CustomField, request: DefinitionRequest) -> bool:
    """Tell whether an update only repeats the default, which may be an option deactivated since."""
    return request.default_value == field.default_value


def _cursor(number: int, after: int) -> str:
    return base64.urlsafe_b64encode(f"fields:{number}:{after}".encode()).decode()


def _read_cursor(cursor: str) -> tuple[int, int]:
    try:
        text = base64.urlsafe_b64decode(cursor.encode()).decode()
    except (binascii.Error, UnicodeError):
        text = ""
    match = re.fullmatch(r"fields:([0-9]{1,9}):([0-9]{1,9})", text)
    if match is None:
        raise InvalidParameterError(
            f"{assumptions.FIELDS_CURSOR_KEY} {cursor!r} is not from the page before"
        )
    return int(match.group(1)), int(match.group(2))
