"""What NinjaOne's tables hold, as the rules work with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from failmode.terms import OPTION_TYPES, DefinitionScope, FieldType


@dataclass(frozen=True, slots=True)
class Organization:
    """A customer of the tenant."""

    id: int
    name: str
    description: str | None
    node_approval_mode: str


@dataclass(frozen=True, slots=True)
class Location:
    """A site of an organization."""

    id: int
    organization_id: int
    name: str
    address: str | None
    description: str | None


@dataclass(frozen=True, slots=True)
class Device:
    """A computer with an agent; times are in seconds since the epoch."""

    id: int
    uid: str
    organization_id: int
    location_id: int
    node_class: str
    approval_status: str
    offline: bool
    system_name: str
    display_name: str | None
    dns_name: str | None
    created: float
    last_contact: float
    agent_token: str


@dataclass(frozen=True, slots=True)
class FieldOption:
    """One option of a drop-down or multi-select."""

    id: str
    name: str
    active: bool
    system: bool


@dataclass(frozen=True, slots=True)
class CustomField:
    """The definition of a custom field.

    Attributes:
        id: NEW until it is stored.
        default_value: ids of options, comma-separated.
        options: in their order.
    """

    id: int
    name: str
    label: str
    description: str | None
    type: str
    scope: str
    definition_scope: tuple[str, ...]
    technician_permission: str
    script_permission: str
    api_permission: str
    default_value: str | None
    required: bool
    footer_text: str | None
    tooltip_text: str | None
    advanced_settings: dict[str, Any] = field(hash=False)
    active: bool
    create_time: float
    update_time: float
    options: tuple[FieldOption, ...] = ()

    @property
    def field_type(self) -> FieldType:
        """`type`, typed."""
        return FieldType(self.type)

    @property
    def has_options(self) -> bool:
        """Whether its values are chosen from options."""
        return self.field_type in OPTION_TYPES

    def allows(self, scope: DefinitionScope) -> bool:
        """Tell whether entities of that kind can have a value."""
        return scope in self.definition_scope

    def active_options(self) -> list[FieldOption]:
        """Return the options that can be chosen, in their order."""
        return [option for option in self.options if option.active]

    def option_named(self, text: str) -> FieldOption | None:
        """Return the active option with that id (any case) or exactly that label."""
        active = self.active_options()
        by_id = next((option for option in active if option.id == text.lower()), None)
        return by_id or next((option for option in active if option.name == text), None)

    def option_label(self, option_id: str) -> str:
        """Return the label of an option, active or not; the id itself when it is gone."""
        return next((option.name for option in self.options if option.id == option_id), option_id)


NEW = -1
"""The id of a custom field that is not stored yet; stored ones have others."""
