"""The words of real documents for NinjaOne's attributes and enumerations.

One place for every synonym. Words are compared by their letters and digits only, so that
`Read/Write`, `Read_Write` and `read-write` are one word.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from failmode.terms import (
    AccessPermission,
    DefinitionScope,
    Failmode,
    FieldType,
    TechnicianPermission,
)

E = TypeVar("E", bound=StrEnum)


def normalize(text: str) -> str:
    """Reduce a text to what counts when words are compared: letters and digits, no case."""
    return "".join(filter(str.isalnum, text.casefold()))


class Attribute(StrEnum):
    """The attributes of a custom field, in the console's words."""

    LABEL = "label"
    NAME = "field name"
    TYPE = "type"
    SCOPES = "definition scope"
    OPTIONS = "options"
    DEFAULT = "default value"
    REQUIRED = "required setting"
    TECHNICIAN = "technician permission"
    AUTOMATION = "automation permission"
    API = "API permission"
    DESCRIPTION = "description"
    TOOLTIP = "tool tip"
    FOOTER = "footer text"
    TAB = "tab"
    EDITABLE = "editable"


def _by_key(words: Mapping[E, str]) -> dict[str, E]:
    table: dict[str, E] = {}
    for value, spellings in words.items():
        table[normalize(value)] = value
        for spelt in filter(None, spellings.split(",")):
            table[normalize(spelt)] = value
    return table


COLUMNS: Mapping[str, Attribute] = _by_key(
    {
        Attribute.LABEL: "Label, Field Label",
        Attribute.NAME: "Field Name, Custom Field Name, Machine Name",
        Attribute.TYPE: "Type, Field Type, Custom Field Type",
        Attribute.SCOPES: "Definition Scope, Definition Scopes, Scope, Scopes",
        Attribute.OPTIONS: "Option Value, Option Values, Options, Available Options, "
        "Dropdown Options",
        Attribute.DEFAULT: "Default Value, Default",
        Attribute.REQUIRED: "Required, Custom field is required",
        Attribute.TECHNICIAN: "Technician Permission, Technician, Technician Access",
        Attribute.AUTOMATION: "Automation Permission, Automation, Automations",
        Attribute.API: "API Permission, API",
        Attribute.DESCRIPTION: "Description",
        Attribute.TOOLTIP: "Tool Tip, Tooltip Text",
        Attribute.FOOTER: "Footer Text, Footer",
        Attribute.TAB: "Custom Field Tab Name, Custom Field Tab, Tab Name, Tab, "
        "Device Custom Field Tab Name, Organization Custom Field Tab Name, "
        "Location Custom Field Tab Name, Device Level Tab, Org Level Tab, Organization Level Tab, "
        "Location Level Tab",
        Attribute.EDITABLE: "Editable",
    }
)
"""Attributes by the key of a column header of a Details table."""

NAME_BESIDE_LABEL = normalize("Name")
"""A plain `Name` column is the field name only in a table that has labels too."""

REMARK_COLUMNS = frozenset(map(normalize, ("Example", "Notes", "Note", "Remark", "Remarks")))
"""Columns that specify nothing."""

SETTINGS: Mapping[str, Attribute] = {
    **COLUMNS,
    NAME_BESIDE_LABEL: Attribute.NAME,
}
"""Attributes by the key of a setting's name in the creation steps."""

SCOPES: Mapping[str, DefinitionScope] = _by_key(
    {
        DefinitionScope.NODE: "Device, Devices, Device(s), Nodes",
        DefinitionScope.END_USER: "End User, End Users",
        DefinitionScope.LOCATION: "Location, Locations",
        DefinitionScope.ORGANIZATION: "Organization, Organizations, Organisation, Organisations",
    }
)
"""Definition scopes; in the creation steps a scope may be a setting of its own."""

FIELD_TYPES: Mapping[str, FieldType] = _by_key(
    dict.fromkeys(FieldType, "")
    | {
        FieldType.DROPDOWN: "Drop-down",
        FieldType.MULTI_SELECT: "Multi-select",
        FieldType.TEXT_MULTILINE: "Multi-line",
        FieldType.TEXT_ENCRYPTED: "Secure",
        FieldType.NUMERIC: "Integer, Number",
        FieldType.NODE_DROPDOWN: "Device Dropdown",
        FieldType.NODE_MULTI_SELECT: "Device multi-select",
        FieldType.CLIENT_DROPDOWN: "Organization dropdown",
        FieldType.CLIENT_MULTI_SELECT: "Organization multi-select",
        FieldType.CLIENT_LOCATION_DROPDOWN: "Organization Location dropdown",
        FieldType.CLIENT_LOCATION_MULTI_SELECT: "Organization Location multi-select",
    }
)
"""Field types by the console's names and by the API's."""

TECHNICIAN_PERMISSIONS: Mapping[str, TechnicianPermission] = _by_key(
    {
        TechnicianPermission.NONE: "None",
        TechnicianPermission.EDITABLE: "Editable",
        TechnicianPermission.READ_ONLY: "Read only",
    }
)
ACCESS_PERMISSIONS: Mapping[str, AccessPermission] = _by_key(
    {
        AccessPermission.NONE: "None",
        AccessPermission.READ_ONLY: "Read Only",
        AccessPermission.WRITE_ONLY: "Write Only",
        AccessPermission.READ_WRITE: "Read/Write",
    }
)

YES_NO: Mapping[str, bool] = {
    **dict.fromkeys(map(normalize, ("True", "Yes", "Check", "Checked", "Check it")), True),
    **dict.fromkeys(("required", "alreadychecked", "leaveitchecked", "tickit"), True),
    **dict.fromkeys(map(normalize, ("False", "No", "Uncheck", "Unchecked")), False),
    **dict.fromkeys(("optional", "notrequired", "leaveitunchecked", "uncheckit"), False),
}
"""Whether a box is checked, in tables and in creation steps."""

BLANK = frozenset(map(normalize, ("", "N/A", "Leave it blank", "Leave blank", "Leave it empty")))
"""Texts that say there is no value."""

NO_DEFAULT = BLANK | {"none", "blank", "empty", "unset"}
"""Texts that say there is no default, unless an option has that name."""


SPELLINGS: Mapping[StrEnum, str] = {
    DefinitionScope.NODE: "Device",
    DefinitionScope.END_USER: "End User",
    DefinitionScope.LOCATION: "Location",
    DefinitionScope.ORGANIZATION: "Organization",
    TechnicianPermission.NONE: "None",
    TechnicianPermission.EDITABLE: "Editable",
    TechnicianPermission.READ_ONLY: "Read only",
    AccessPermission.NONE: "None",
    AccessPermission.READ_ONLY: "Read Only",
    AccessPermission.WRITE_ONLY: "Write Only",
    AccessPermission.READ_WRITE: "Read/Write",
}
"""The console's spelling of the API's names, where they differ."""

ANY = "any"
"""A cell's word for every value that may stand there."""

TIMEOUTS = ("set", "unset", ANY)
"""Whether the client's own timeout is configured; `any` where it makes no difference."""

FAILMODES = tuple(failmode.setting for failmode in Failmode)
"""Duo's names of the two modes."""


def spelling(value: StrEnum) -> str:
    """Return the console's spelling of an enumeration's value."""
    return SPELLINGS.get(value, str(value))


def close_match(text: str, known: Mapping[str, object]) -> str | None:
    """Find the known key that a misspelt text probably means.

    Args:
        text: the text as it stands in the document.
        known: values by key.

    Returns:
        The key, or None when nothing is close enough.
    """
    matches = get_close_matches(normalize(text), known.keys(), n=1, cutoff=0.85)
    return matches[0] if matches else None
