"""NinjaOne's tables.

Rows hold what the API needs to show; keys of the API that nothing here decides (device roles,
policies, maintenance) are not kept.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from failmode.simulator.ninjaone.enums import (
    ApprovalStatus,
    AttributeScope,
    NodeApprovalMode,
    NodeClass,
    OAuthScope,
)
from failmode.simulator.ninjaone.stored_values import is_stored_form, settings_problem
from failmode.simulator.ninjaone.switches import is_offered
from failmode.simulator.state.constraints import (
    Constraint,
    Row,
    RowConstraint,
    Tables,
    between,
    keeps,
    list_of,
    one_of,
    row_keeps,
    rows_keep,
)
from failmode.simulator.state.store import Base
from failmode.terms import (
    OPTION_TYPES,
    AccessPermission,
    DefinitionScope,
    FieldType,
    TechnicianPermission,
)

_ID = between(0, 2**31 - 1)
_SETTINGS = Constraint(
    "an object of settings as the API takes it",
    lambda value: isinstance(value, dict) and settings_problem(value) is None,
)
_ENTITIES = {
    DefinitionScope.ORGANIZATION.value: "ninjaone_organizations",
    DefinitionScope.LOCATION.value: "ninjaone_locations",
    DefinitionScope.NODE.value: "ninjaone_devices",
}
"""The table of the entities of each scope that can have values."""

_VALUED = tuple(_ENTITIES)


def _fits_field(tables: Tables) -> Callable[[Row], bool]:
    kinds = {row["id"]: FieldType(row["type"]) for row in tables["ninjaone_custom_fields"]}
    # A field that is not there, or not right, is told as such.
    return lambda row: (
        row["field_id"] not in kinds or is_stored_form(kinds[row["field_id"]], row["value"])
    )


def _has_entity(tables: Tables) -> Callable[[Row], bool]:
    there = {scope: {row["id"] for row in tables[name]} for scope, name in _ENTITIES.items()}
    return lambda row: row["entity_id"] in there[row["scope"]]


class Application(Base):
    """An API application: client credentials and the scopes it may have."""

    __tablename__ = "ninjaone_applications"

    client_id: Mapped[str] = mapped_column(primary_key=True)
    client_secret: Mapped[str]
    name: Mapped[str]
    scopes: Mapped[list[str]] = mapped_column(JSON, info=keeps(list_of(OAuthScope)))


class AccessToken(Base):
    """A granted token; `expires` is in seconds since the epoch."""

    __tablename__ = "ninjaone_access_tokens"

    token: Mapped[str] = mapped_column(primary_key=True)
    client_id: Mapped[str] = mapped_column(
        ForeignKey("ninjaone_applications.client_id", ondelete="CASCADE")
    )
    scopes: Mapped[list[str]] = mapped_column(JSON, info=keeps(list_of(OAuthScope)))
    expires: Mapped[float] = mapped_column(index=True)


class SwitchRow(Base):
    """A switch that is not as the tenant was started with it; its name is that of `Switches`."""

    __tablename__ = "ninjaone_switches"
    __table_args__ = rows_keep(
        row_keeps(
            "value",
            "a value that the switch of this name offers",
            lambda row: is_offered(row["name"], row["value"]),
        )
    )

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)


class Organization(Base):
    """A customer of the tenant."""

    __tablename__ = "ninjaone_organizations"

    id: Mapped[int] = mapped_column(primary_key=True, info=keeps(_ID))
    name: Mapped[str]
    description: Mapped[str | None]
    node_approval_mode: Mapped[str] = mapped_column(info=keeps(one_of(NodeApprovalMode)))


class Location(Base):
    """A site of an organization."""

    __tablename__ = "ninjaone_locations"

    id: Mapped[int] = mapped_column(primary_key=True, info=keeps(_ID))
    organization_id: Mapped[int] = mapped_column(
        ForeignKey("ninjaone_organizations.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str]
    address: Mapped[str | None]
    description: Mapped[str | None]


class Device(Base):
    """A computer with an agent; times are in seconds since the epoch."""

    __tablename__ = "ninjaone_devices"

    id: Mapped[int] = mapped_column(primary_key=True, info=keeps(_ID))
    uid: Mapped[str] = mapped_column(unique=True)
    organization_id: Mapped[int] = mapped_column(
        ForeignKey("ninjaone_organizations.id", ondelete="CASCADE"), index=True
    )
    location_id: Mapped[int] = mapped_column(
        ForeignKey("ninjaone_locations.id", ondelete="CASCADE")
    )
    node_class: Mapped[str] = mapped_column(info=keeps(one_of(NodeClass)))
    approval_status: Mapped[str] = mapped_column(info=keeps(one_of(ApprovalStatus)))
    offline: Mapped[bool]
    system_name: Mapped[str]
    display_name: Mapped[str | None]
    dns_name: Mapped[str | None]
    created: Mapped[float]
    last_contact: Mapped[float]
    agent_token: Mapped[str] = mapped_column(unique=True)


class CustomField(Base):
    """The definition of a custom field; `default_value` holds option ids, comma-separated."""

    __tablename__ = "ninjaone_custom_fields"

    id: Mapped[int] = mapped_column(primary_key=True, info=keeps(_ID))
    name: Mapped[str] = mapped_column(unique=True)
    label: Mapped[str]
    description: Mapped[str | None]
    type: Mapped[str] = mapped_column(info=keeps(one_of(FieldType)))
    scope: Mapped[str] = mapped_column(info=keeps(one_of(AttributeScope)))
    definition_scope: Mapped[list[str]] = mapped_column(JSON, info=keeps(list_of(DefinitionScope)))
    technician_permission: Mapped[str] = mapped_column(info=keeps(one_of(TechnicianPermission)))
    script_permission: Mapped[str] = mapped_column(info=keeps(one_of(AccessPermission)))
    api_permission: Mapped[str] = mapped_column(info=keeps(one_of(AccessPermission)))
    default_value: Mapped[str | None]
    required: Mapped[bool]
    footer_text: Mapped[str | None]
    tooltip_text: Mapped[str | None]
    advanced_settings: Mapped[dict[str, Any]] = mapped_column(JSON, info=keeps(_SETTINGS))
    active: Mapped[bool]
    create_time: Mapped[float]
    update_time: Mapped[float]
    options: Mapped[list[FieldOption]] = relationship(
        order_by="FieldOption.position",
        cascade="all, delete-orphan",
        passive_deletes=True,
        lazy="selectin",
    )

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


class FieldOption(Base):
    """One option of a drop-down or multi-select."""

    __tablename__ = "ninjaone_custom_field_options"

    id: Mapped[str] = mapped_column(primary_key=True)
    field_id: Mapped[int] = mapped_column(
        ForeignKey("ninjaone_custom_fields.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int] = mapped_column(info=keeps(_ID))
    name: Mapped[str]
    active: Mapped[bool]
    system: Mapped[bool]


class FieldValue(Base):
    """The value that one entity has; entities without a value have no row."""

    __tablename__ = "ninjaone_custom_field_values"
    __table_args__ = (
        Index("ninjaone_custom_field_values_entity", "scope", "entity_id"),
        rows_keep(
            RowConstraint("value", "the stored form of a value of the field's type", _fits_field),
            RowConstraint("entity_id", "the id of an entity of that scope", _has_entity),
        ),
    )

    field_id: Mapped[int] = mapped_column(
        ForeignKey("ninjaone_custom_fields.id", ondelete="CASCADE"), primary_key=True
    )
    scope: Mapped[str] = mapped_column(primary_key=True, info=keeps(one_of(_VALUED)))
    entity_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    value: Mapped[Any] = mapped_column(JSON)
    update_time: Mapped[float]
    source: Mapped[str]
    field: Mapped[CustomField] = relationship()
