"""Custom fields, the steps that create them, and the settings that they feed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from failmode.specs.model import Sourced
from failmode.terms import (
    AccessPermission,
    DefinitionScope,
    FieldType,
    TechnicianPermission,
)


class ActionKind(StrEnum):
    """What one line of a creation step tells the technician to do."""

    NAVIGATE = "navigate"
    CLICK = "click"
    SET = "set"
    ADD_OPTION = "add option"


@dataclass(frozen=True, slots=True)
class Action:
    """One action of a creation step.

    Attributes:
        kind: what to do.
        target: the menu path joined with " > ", the button, the setting's name, or the option.
        value: what a setting is set to; None for the other kinds.
        line: 1-based line of the document.
    """

    kind: ActionKind
    target: str
    line: int
    value: str | None = None


@dataclass(frozen=True, slots=True)
class CreationStep:
    """One numbered creation step with its actions in the order in which they are carried out.

    A document may name the button that ends a step before the settings ("Set the following ...
    and click Next"); that click is then the step's last action.
    """

    number: int
    line: int
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class CustomField:
    """One row of a Details table, with the creation steps of its document.

    An attribute is None where the document does not say; `options` is empty where none are given.

    Attributes:
        steps: the creation steps; empty where the document has none for this field.
        created: the field that one gets by following them; None without steps.
    """

    line: int
    label: Sourced[str] | None = None
    name: Sourced[str] | None = None
    type: Sourced[FieldType] | None = None
    scopes: tuple[Sourced[DefinitionScope], ...] = ()
    options: tuple[Sourced[str], ...] = ()
    default: Sourced[str] | None = None
    required: Sourced[bool] | None = None
    technician: Sourced[TechnicianPermission] | None = None
    automation: Sourced[AccessPermission] | None = None
    api: Sourced[AccessPermission] | None = None
    description: Sourced[str] | None = None
    tooltip: Sourced[str] | None = None
    footer: Sourced[str] | None = None
    tab: Sourced[str] | None = None
    steps: tuple[CreationStep, ...] = ()
    created: CustomField | None = None


FAILMODE_SETTING = "FAILOPEN"
"""The setting of a deployment that decides logins while Duo cannot be reached."""


@dataclass(frozen=True, slots=True)
class FieldSetting:
    """The setting of Duo that a custom field feeds on one platform.

    Attributes:
        field: the custom field's name.
        setting: the setting, by the name that deployments call it by: `FAILOPEN`.
        platform: where, by the name that documents declare it by.
        product: the product of Duo that runs there, as its verdict table is headed.
        written_as: the product's own name of the setting.
        on: how the product writes that it is on; empty where the option itself is the value.
        off: how the product writes that it is off; empty with `on`.
        line: 1-based line of the document.
    """

    field: str
    setting: str
    platform: str
    product: str
    written_as: str
    on: str
    off: str
    line: int
