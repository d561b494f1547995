"""NinjaOne's tables.

Rows hold what the API needs to show; keys of the API that nothing here decides (device roles,
policies, maintenance) are not kept.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import JSON, Boolean, Column, Double, ForeignKey, Index, Integer, String, Table

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
from failmode.simulator.state.metadata import METADATA
from failmode.terms import (
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


APPLICATIONS = Table(
    "ninjaone_applications",
    METADATA,
    Column("client_id", String, primary_key=True),
    Column("client_secret", String, nullable=False),
    Column("name", String, nullable=False),
    Column("scopes", JSON, info=keeps(list_of(OAuthScope)), nullable=False),
)
"""An API application: client credentials and the scopes it may have."""


ACCESS_TOKENS = Table(
    "ninjaone_access_tokens",
    METADATA,
    Column("token", String, primary_key=True),
    Column(
        "client_id",
        String,
        ForeignKey("ninjaone_applications.client_id", ondelete="CASCADE"),
        nullable=False,
    ),
    Column("scopes", JSON, info=keeps(list_of(OAuthScope)), nullable=False),
    Column("expires", Double, index=True, nullable=False),
)
"""A granted token; `expires` is in seconds since the epoch."""


SWITCHES = Table(
    "ninjaone_switches",
    METADATA,
    Column("name", String, primary_key=True),
    Column("value", JSON, nullable=False),
    **rows_keep(
        row_keeps(
            "value",
            "a value that the switch of this name offers",
            lambda row: is_offered(row["name"], row["value"]),
        )
    ),
)
"""A switch that is not as the tenant was started with it; its name is that of `Switches`."""


ORGANIZATIONS = Table(
    "ninjaone_organizations",
    METADATA,
    Column("id", Integer, primary_key=True, info=keeps(_ID)),
    Column("name", String, nullable=False),
    Column("description", String),
    Column("node_approval_mode", String, info=keeps(one_of(NodeApprovalMode)), nullable=False),
)
"""A customer of the tenant."""


LOCATIONS = Table(
    "ninjaone_locations",
    METADATA,
    Column("id", Integer, primary_key=True, info=keeps(_ID)),
    Column(
        "organization_id",
        Integer,
        ForeignKey("ninjaone_organizations.id", ondelete="CASCADE"),
        index=True,
        nullable=False,
    ),
    Column("name", String, nullable=False),
    Column("address", String),
    Column("description", String),
)
"""A site of an organization."""


DEVICES = Table(
    "ninjaone_devices",
    METADATA,
    Column("id", Integer, primary_key=True, info=keeps(_ID)),
    Column("uid", String, unique=True, nullable=False),
    Column(
        "organization_id",
        Integer,
        ForeignKey("ninjaone_organizations.id", ondelete="CASCADE"),
        index=True,
        nullable=False,
    ),
    Column(
        "location_id",
        Integer,
        ForeignKey("ninjaone_locations.id", ondelete="CASCADE"),
        nullable=False,
    ),
    Column("node_class", String, info=keeps(one_of(NodeClass)), nullable=False),
    Column("approval_status", String, info=keeps(one_of(ApprovalStatus)), nullable=False),
    Column("offline", Boolean, nullable=False),
    Column("system_name", String, nullable=False),
    Column("display_name", String),
    Column("dns_name", String),
    Column("created", Double, nullable=False),
    Column("last_contact", Double, nullable=False),
    Column("agent_token", String, unique=True, nullable=False),
)
"""A computer with an agent; times are in seconds since the epoch."""


CUSTOM_FIELDS = Table(
    "ninjaone_custom_fields",
    METADATA,
    Column("id", Integer, primary_key=True, info=keeps(_ID)),
    Column("name", String, unique=True, nullable=False),
    Column("label", String, nullable=False),
    Column("description", String),
    Column("type", String, info=keeps(one_of(FieldType)), nullable=False),
    Column("scope", String, info=keeps(one_of(AttributeScope)), nullable=False),
    Column("definition_scope", JSON, info=keeps(list_of(DefinitionScope)), nullable=False),
    Column(
        "technician_permission", String, info=keeps(one_of(TechnicianPermission)), nullable=False
    ),
    Column("script_permission", String, info=keeps(one_of(AccessPermission)), nullable=False),
    Column("api_permission", String, info=keeps(one_of(AccessPermission)), nullable=False),
    Column("default_value", String),
    Column("required", Boolean, nullable=False),
    Column("footer_text", String),
    Column("tooltip_text", String),
    Column("advanced_settings", JSON, info=keeps(_SETTINGS), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("create_time", Double, nullable=False),
    Column("update_time", Double, nullable=False),
)
"""The definition of a custom field; `default_value` holds option ids, comma-separated."""


FIELD_OPTIONS = Table(
    "ninjaone_custom_field_options",
    METADATA,
    Column("id", String, primary_key=True),
    Column(
        "field_id",
        Integer,
        ForeignKey("ninjaone_custom_fields.id", ondelete="CASCADE"),
        index=True,
        nullable=False,
    ),
    Column("position", Integer, info=keeps(_ID), nullable=False),
    Column("name", String, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("system", Boolean, nullable=False),
)
"""One option of a drop-down or multi-select."""


FIELD_VALUES = Table(
    "ninjaone_custom_field_values",
    METADATA,
    Column(
        "field_id",
        Integer,
        ForeignKey("ninjaone_custom_fields.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("scope", String, primary_key=True, info=keeps(one_of(_VALUED))),
    Column("entity_id", Integer, primary_key=True, autoincrement=False),
    Column("value", JSON, nullable=False),
    Column("update_time", Double, nullable=False),
    Column("source", String, nullable=False),
    Index("ninjaone_custom_field_values_entity", "scope", "entity_id"),
    **rows_keep(
        RowConstraint("value", "the stored form of a value of the field's type", _fits_field),
        RowConstraint("entity_id", "the id of an entity of that scope", _has_entity),
    ),
)
"""The value that one entity has; entities without a value have no row."""
