"""Requests to create or update a custom field, read from JSON into types.

Keys as in the OpenAPI document's `CreateNodeAttributePublicApiRequest` and
`UpdateNodeAttributePublicApiRequest`. A null counts as absent. Keys that the document does not
name are ignored; `groupId` and `addToDefaultTab` are accepted without effect, because tabs are
not simulated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from failmode.simulator.ninjaone import assumptions
from failmode.simulator.ninjaone.enums import AttributeScope
from failmode.simulator.ninjaone.errors import InvalidDefinitionError
from failmode.simulator.ninjaone.stored_values import settings_problem
from failmode.simulator.state.values import json_problem
from failmode.terms import AccessPermission, DefinitionScope, FieldType, TechnicianPermission

Member = TypeVar("Member", bound=StrEnum)
Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class OptionRequest:
    """One option of a request; `id` is None for a new one."""

    name: str
    id: str | None = None
    active: bool = True
    system: bool = False


@dataclass(frozen=True, slots=True)
class DefinitionRequest:
    """A custom field as asked for; None where the request does not say.

    `field_name` is given when creating; an update may repeat it. `default_value` is an option's
    label or id; empty for no default.
    """

    field_name: str | None = None
    label: str | None = None
    description: str | None = None
    type: FieldType | None = None
    scope: AttributeScope | None = None
    definition_scope: tuple[DefinitionScope, ...] | None = None
    technician_permission: TechnicianPermission | None = None
    script_permission: AccessPermission | None = None
    api_permission: AccessPermission | None = None
    default_value: str | None = None
    options: tuple[OptionRequest, ...] | None = None
    required: bool | None = None
    footer_text: str | None = None
    tooltip_text: str | None = None
    advanced_settings: dict[str, Any] | None = field(default=None, hash=False)
    active: bool | None = None


def read_request(data: object) -> DefinitionRequest:
    """Read the request in a JSON value.

    Raises:
        InvalidDefinitionError: naming the key, what it is and what was expected.
    """
    body = _object(data, "a custom field")
    problem = json_problem(body, with_nul=False)
    if problem is not None:
        raise InvalidDefinitionError(f"a custom field {problem}")
    content = _object(_given(body, "content", {}), "content")
    label = _text(body, "label")
    if label is not None and not label.strip():
        raise InvalidDefinitionError("label is blank; give the field a label")
    name = _text(body, "fieldName")
    if name is not None and not assumptions.FIELD_NAME.fullmatch(name):
        raise InvalidDefinitionError(f"fieldName {name!r}: letters, digits and _ are expected")
    return DefinitionRequest(
        field_name=name,
        label=label,
        description=_text(body, "description"),
        type=_member(body, "type", FieldType),
        scope=_member(body, "scope", AttributeScope),
        definition_scope=_scopes(body),
        technician_permission=_member(body, "technicianPermission", TechnicianPermission),
        script_permission=_member(body, "scriptPermission", AccessPermission),
        api_permission=_member(body, "apiPermission", AccessPermission),
        default_value=_text(body, "defaultValue"),
        options=_options(content),
        required=_flag(content, "required", "content.required"),
        footer_text=_text(content, "footerText"),
        tooltip_text=_text(content, "tooltipText"),
        advanced_settings=_advanced_settings(content),
        active=_flag(body, "active", "active"),
    )


def read_bulk(data: object) -> tuple[DefinitionRequest, ...]:
    """Read the requests of a bulk body `{"customFields": [...]}`; at least one is expected."""
    rows = _object(data, "the body").get("customFields")
    if not isinstance(rows, list) or not rows:
        raise InvalidDefinitionError(
            'expected {"customFields": [...]} with at least one custom field'
        )
    return tuple(read_request(row) for row in rows)


def _object(data: object, what: str) -> Json:
    if not isinstance(data, dict):
        raise InvalidDefinitionError(f"{what} is {type(data).__name__}; expected a JSON object")
    return data


def _given(body: Json, key: str, default: object) -> object:
    value = body.get(key)
    return default if value is None else value


def _text(body: Json, key: str) -> str | None:
    value = body.get(key)
    if value is not None and not isinstance(value, str):
        raise InvalidDefinitionError(f"{key} is {value!r}; expected a text")
    return value


def _flag(body: Json, key: str, shown: str) -> bool | None:
    value = body.get(key)
    if value is not None and not isinstance(value, bool):
        raise InvalidDefinitionError(f"{shown} is {value!r}; expected true or false")
    return value


def _member(body: Json, key: str, kind: type[Member]) -> Member | None:
    value = body.get(key)
    return None if value is None else _member_of(value, key, kind)


def _member_of(value: object, key: str, kind: type[Member]) -> Member:
    for member in kind:
        if value == member.value:
            return member
    raise InvalidDefinitionError(f"{key} is {value!r}; expected one of {', '.join(kind)}")


def _scopes(body: Json) -> tuple[DefinitionScope, ...] | None:
    rows = body.get("definitionScope")
    if rows is None:
        return None
    if not isinstance(rows, list) or not rows:
        raise InvalidDefinitionError(f"definitionScope is {rows!r}; expected a list of scopes")
    scopes = [_member_of(row, "definitionScope", DefinitionScope) for row in rows]
    return tuple(dict.fromkeys(scopes))


def _options(content: Json) -> tuple[OptionRequest, ...] | None:
    rows = content.get("values")
    if rows is None:
        return None
    if not isinstance(rows, list):
        raise InvalidDefinitionError("content.values: expected a list of options")
    return tuple(_option(row, position) for position, row in enumerate(rows))


def _option(row: object, position: int) -> OptionRequest:
    where = f"content.values[{position}]"
    option = _object(row, where)
    name = option.get("name")
    if not isinstance(name, str) or not name.strip():
        raise InvalidDefinitionError(f"{where}.name is {name!r}; expected a text that is not blank")
    option_id = option.get("id")
    if option_id is not None and not isinstance(option_id, str):
        raise InvalidDefinitionError(f"{where}.id is {option_id!r}; expected a UUID or null")
    active = _flag(option, "active", f"{where}.active")
    return OptionRequest(
        name=name,
        id=option_id.lower() if option_id else None,
        active=active if active is not None else True,
        system=_flag(option, "system", f"{where}.system") or False,
    )


def _advanced_settings(content: Json) -> dict[str, Any] | None:
    value = content.get("advancedSettings")
    if value is None:
        return None
    settings = dict(_object(value, "content.advancedSettings"))
    problem = settings_problem(settings)
    if problem is not None:
        raise InvalidDefinitionError(problem)
    return {key: setting for key, setting in settings.items() if setting is not None}
