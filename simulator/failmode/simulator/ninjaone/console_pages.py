"""What the pages of the console's custom-field wizard offer, as published documents show them.

Menus, button and setting names are those that ProVal's public documents and custom-field
templates and NinjaOne's page on creating custom fields mention; nothing else of the console is
public, so nothing else is offered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from failmode.terms import (
    OPTION_TYPES,
    AccessPermission,
    DefinitionScope,
    FieldType,
    TechnicianPermission,
    field_name,
)

Choice = TypeVar("Choice")

UI_TYPES: Mapping[str, FieldType] = {
    "Attachment": FieldType.ATTACHMENT,
    "Checkbox": FieldType.CHECKBOX,
    "Date": FieldType.DATE,
    "Date/Time": FieldType.DATE_TIME,
    "Decimal": FieldType.DECIMAL,
    "Device Dropdown": FieldType.NODE_DROPDOWN,
    "Device multi-select": FieldType.NODE_MULTI_SELECT,
    "Drop-down": FieldType.DROPDOWN,
    "Email": FieldType.EMAIL,
    "Integer": FieldType.NUMERIC,
    "IP Address": FieldType.IP_ADDRESS,
    "Multi-line": FieldType.TEXT_MULTILINE,
    "Multi-select": FieldType.MULTI_SELECT,
    "Organization dropdown": FieldType.CLIENT_DROPDOWN,
    "Organization Location dropdown": FieldType.CLIENT_LOCATION_DROPDOWN,
    "Organization Location multi-select": FieldType.CLIENT_LOCATION_MULTI_SELECT,
    "Organization multi-select": FieldType.CLIENT_MULTI_SELECT,
    "Phone": FieldType.PHONE,
    "Secure": FieldType.TEXT_ENCRYPTED,
    "Text": FieldType.TEXT,
    "Time": FieldType.TIME,
    "URL": FieldType.URL,
    "WYSIWYG": FieldType.WYSIWYG,
}
"""The console's names of the types (ProVal's public custom-field template)."""

UI_SCOPES: Mapping[str, DefinitionScope] = {
    "Device": DefinitionScope.NODE,
    "End User": DefinitionScope.END_USER,
    "Location": DefinitionScope.LOCATION,
    "Organization": DefinitionScope.ORGANIZATION,
}
"""The console's names of the definition scopes."""

UI_TECHNICIAN: Mapping[str, TechnicianPermission] = {
    "None": TechnicianPermission.NONE,
    "Read only": TechnicianPermission.READ_ONLY,
    "Editable": TechnicianPermission.EDITABLE,
}
"""The console's names of the technician permissions."""

UI_ACCESS: Mapping[str, AccessPermission] = {
    "None": AccessPermission.NONE,
    "Read Only": AccessPermission.READ_ONLY,
    "Write Only": AccessPermission.WRITE_ONLY,
    "Read/Write": AccessPermission.READ_WRITE,
}
"""The console's names of the automation and API permissions."""


class Page(StrEnum):
    """The pages and dialogs on the way to a new custom field."""

    START = "the console's first page"
    LIST = "the list of custom fields"
    ADD = "the Add menu"
    TYPE = "the dialog Custom Field Type"
    OVERVIEW = "Overview"
    INHERITANCE = "Inheritance"
    PERMISSION = "Permission"
    DETAILS = "Details"
    ADVANCED = "Advanced Settings"


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A menu entry with a list of custom fields.

    Attributes:
        path: the menu path.
        scope: the definition scope that its fields always have; None where Overview asks for it.
    """

    path: str
    scope: DefinitionScope | None = None


MENU = (
    MenuEntry("Administration > Devices > Global Custom Fields"),
    MenuEntry("Administration > Devices > Device Custom Fields", DefinitionScope.NODE),
    MenuEntry("Administration > Accounts > End User Custom Fields", DefinitionScope.END_USER),
    MenuEntry(
        "Administration > Organizations > Organization Custom Fields",
        DefinitionScope.ORGANIZATION,
    ),
    MenuEntry("Administration > Organizations > Location Custom Fields", DefinitionScope.LOCATION),
)
"""The older menu entry, whose Overview asks for the scope, and the newer ones, which replace it
and have a page Inheritance for further scopes."""

BUTTON_SYNONYMS = {"submit": "Create", "add custom field": "Add"}
"""Buttons that published documents call by two names."""


@dataclass(slots=True)
class Draft:
    """The custom field that a technician is filling in; None where nothing was chosen."""

    menu_entry: MenuEntry
    type: FieldType | None = None
    label: str = ""
    name: str = ""
    scopes: list[DefinitionScope] = field(default_factory=list)
    required: bool = False
    technician: TechnicianPermission | None = None
    automation: AccessPermission | None = None
    api: AccessPermission | None = None
    description: str = ""
    tooltip: str = ""
    footer: str = ""
    options: list[str] = field(default_factory=list)
    pasted_option: str = ""
    default: str = ""

    def has_options(self) -> bool:
        """Tell whether Advanced Settings asks for options."""
        return self.type in OPTION_TYPES

    def request(self) -> dict[str, object]:
        """Return the body of the request to create it."""
        return {
            "label": self.label,
            "fieldName": self.name or field_name(self.label),
            "type": self.type,
            "definitionScope": list(self.scopes),
            "technicianPermission": self.technician,
            "scriptPermission": self.automation,
            "apiPermission": self.api,
            "description": self.description or None,
            "defaultValue": self.default or None,
            "content": {
                "values": [{"name": option} for option in self.options],
                "required": self.required,
                "tooltipText": self.tooltip or None,
                "footerText": self.footer or None,
            },
        }


class SettingError(ValueError):
    """A value that a setting does not offer; the text names what it offers."""


Setter = Callable[[Draft, str], None]


def settings_of(page: Page, draft: Draft) -> dict[str, Setter]:
    """Return the settings that a page offers, by the console's names."""
    settings = dict(_SETTINGS.get(page, {}))
    if page is Page.OVERVIEW and draft.menu_entry.scope is None:
        settings["Definition Scope"] = _set_scopes
    if page is Page.ADVANCED and not draft.has_options():
        return {}
    return settings


def buttons_of(page: Page, draft: Draft | None) -> tuple[str, ...]:
    """Return the buttons that a page offers."""
    if page is Page.DETAILS and draft is not None and not draft.has_options():
        return ("Next", "Create")
    if page is Page.ADVANCED and draft is not None and not draft.has_options():
        return ("Create",)
    return _BUTTONS[page]


def missing_on(page: Page, draft: Draft) -> str | None:
    """Return what a page wants before it can be left; None when nothing is missing."""
    if page is Page.TYPE and draft.type is None:
        return "choose a Custom Field Type first"
    if page is Page.OVERVIEW and not draft.label.strip():
        return "Label is empty"
    if page is Page.OVERVIEW and draft.menu_entry.scope is None and not draft.scopes:
        return "Definition Scope is empty"
    return None


def page_after(page: Page, draft: Draft) -> Page:
    """Return where Continue and Next lead."""
    if page is Page.OVERVIEW and draft.menu_entry.scope is None:
        return Page.PERMISSION
    pages = list(Page)
    return pages[pages.index(page) + 1]


def normalize(text: str) -> str:
    """Normalize a name: lower case, single spaces, no markup quotes or colon at the end."""
    return " ".join(text.replace("`", "").split()).rstrip(":").casefold()


def _words(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.casefold()))


def _choose(
    offered: Mapping[str, Choice], text: str, read: Callable[[str], str] = normalize
) -> Choice:
    for name, choice in offered.items():
        if read(name) == read(text):
            return choice
    raise SettingError(f"cannot be {text!r}; it offers: {', '.join(offered)}")


def _text(text: str) -> str:
    return "" if _words(text) in ("", "leave it blank", "leave blank") else text.strip()


_CHECKED = ("check", "checked", "already checked", "leave it checked", "true", "yes")
_UNCHECKED = ("uncheck", "unchecked", "leave it unchecked", "false", "no")


def _checkbox(text: str) -> bool:
    words = _words(text)
    if words in _CHECKED:
        return True
    if words in _UNCHECKED:
        return False
    raise SettingError(f"is a check box and cannot be {text!r}; it can be checked or unchecked")


def _set_type(draft: Draft, text: str) -> None:
    draft.type = _choose(UI_TYPES, text)


def _confirm_type(draft: Draft, text: str) -> None:
    if _choose(UI_TYPES, text) is not draft.type:
        raise SettingError(f"was chosen on the page before and cannot become {text!r} here")


def _set_label(draft: Draft, text: str) -> None:
    draft.label = _text(text)


def _set_name(draft: Draft, text: str) -> None:
    draft.name = _text(text)


def _set_scopes(draft: Draft, text: str) -> None:
    names = [name for part in text.replace("`", "").split(",") if (name := part.strip())]
    draft.scopes = list(dict.fromkeys(_choose(UI_SCOPES, name) for name in names))


def _inherit(scope: DefinitionScope) -> Setter:
    def setter(draft: Draft, text: str) -> None:
        checked = _checkbox(text)
        if scope is draft.menu_entry.scope and not checked:
            raise SettingError("belongs to this list of custom fields and stays checked")
        if checked and scope not in draft.scopes:
            draft.scopes.append(scope)
        elif not checked and scope in draft.scopes:
            draft.scopes.remove(scope)

    return setter


def _set_required(draft: Draft, text: str) -> None:
    draft.required = _checkbox(text)


def _set_technician(draft: Draft, text: str) -> None:
    draft.technician = _choose(UI_TECHNICIAN, text, _words)


def _set_automation(draft: Draft, text: str) -> None:
    draft.automation = _choose(UI_ACCESS, text, _words)


def _set_api(draft: Draft, text: str) -> None:
    draft.api = _choose(UI_ACCESS, text, _words)


def _set_description(draft: Draft, text: str) -> None:
    draft.description = _text(text)


def _set_tooltip(draft: Draft, text: str) -> None:
    draft.tooltip = _text(text)


def _set_footer(draft: Draft, text: str) -> None:
    draft.footer = _text(text)


def _paste_option(draft: Draft, text: str) -> None:
    draft.pasted_option = _text(text)


def _set_default(draft: Draft, text: str) -> None:
    wanted = _text(text)
    if wanted and wanted not in draft.options:
        added = ", ".join(draft.options) or "none"
        raise SettingError(f"cannot be {wanted!r}; the options added so far are: {added}")
    draft.default = wanted


_SETTINGS: Mapping[Page, Mapping[str, Setter]] = {
    Page.TYPE: {"Custom Field Type": _set_type},
    Page.OVERVIEW: {
        "Custom Field Type": _confirm_type,
        "Label": _set_label,
        "Name": _set_name,
        "Custom field is required": _set_required,
    },
    Page.INHERITANCE: {name: _inherit(scope) for name, scope in UI_SCOPES.items()},
    Page.PERMISSION: {
        "Technician": _set_technician,
        "Automation": _set_automation,
        "API": _set_api,
    },
    Page.DETAILS: {
        "Description": _set_description,
        "Tooltip Text": _set_tooltip,
        "Footer Text": _set_footer,
    },
    Page.ADVANCED: {"Option": _paste_option, "Default Value": _set_default},
}

_BUTTONS: Mapping[Page, tuple[str, ...]] = {
    Page.START: (),
    Page.LIST: ("Add",),
    Page.ADD: ("Field",),
    Page.TYPE: ("Continue",),
    Page.OVERVIEW: ("Next",),
    Page.INHERITANCE: ("Next",),
    Page.PERMISSION: ("Next",),
    Page.DETAILS: ("Next",),
    Page.ADVANCED: ("Add", "Create"),
}
