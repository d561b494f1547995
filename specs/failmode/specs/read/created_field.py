"""The custom field that one gets by following creation steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from failmode.specs.console_settings import setting_meaning
from failmode.specs.facts.custom_fields import Action, ActionKind, CreationStep, CustomField
from failmode.specs.model import Sourced
from failmode.specs.read.details import read_default, read_scopes
from failmode.specs.read.markdown import Inline, Span, SpanKind
from failmode.specs.read.typed_values import enum_value, text_value, yes_or_no
from failmode.specs.rules import FindingLog
from failmode.specs.synonyms import (
    ACCESS_PERMISSIONS,
    FIELD_TYPES,
    TECHNICIAN_PERMISSIONS,
    Attribute,
)
from failmode.terms import DefinitionScope


def field_from_steps(steps: Sequence[CreationStep], log: FindingLog) -> CustomField | None:
    """Return the field that one gets by following creation steps.

    Args:
        steps: the steps of one document.
        log: takes a finding for each value that is unknown.

    Returns:
        A field in which an attribute is None where no step sets it; None when there are no steps.
        A box that is left unchecked counts as set, a text that is left blank does not.
    """
    if not steps:
        return None
    actions = [action for step in steps for action in step.actions]
    options = tuple(
        Sourced(action.target, action.line, action.target)
        for action in actions
        if action.kind is ActionKind.ADD_OPTION
    )
    field = CustomField(line=steps[0].line, options=options)
    for action in actions:
        meaning = setting_meaning(action.target) if action.kind is ActionKind.SET else None
        if meaning and isinstance(meaning.of, DefinitionScope):
            field = _with_scope(field, meaning.of, action, log)
        elif meaning and isinstance(meaning.of, Attribute):
            field = _with(field, meaning.of, action, log)
    return field


def _with_scope(
    field: CustomField, scope: DefinitionScope, action: Action, log: FindingLog
) -> CustomField:
    checked = yes_or_no(action.value or "", action.line, action.target, log)
    known = {known.value for known in field.scopes}
    if checked is None or not checked.value or scope in known:
        return field
    return replace(field, scopes=(*field.scopes, Sourced(scope, action.line, action.target)))


def _with(field: CustomField, attribute: Attribute, action: Action, log: FindingLog) -> CustomField:
    text, line = action.value or "", action.line
    change: dict[str, Any] = {}
    if attribute in _TEXTS:
        change[_TEXTS[attribute]] = text_value(text, line)
    elif attribute in _ENUMERATIONS:
        name, known = _ENUMERATIONS[attribute]
        change[name] = enum_value(text, line, known, attribute, log)
    elif attribute is Attribute.SCOPES:
        known_scopes = {scope.value for scope in field.scopes}
        found = read_scopes(_inline(action), log)
        new = (scope for scope in found if scope.value not in known_scopes)
        change["scopes"] = (*field.scopes, *new)
    elif attribute is Attribute.DEFAULT:
        change["default"] = read_default(_inline(action), field.options)
    elif attribute is Attribute.REQUIRED:
        change["required"] = yes_or_no(text, line, attribute, log)
    return replace(field, **change)


_TEXTS: Mapping[Attribute, str] = {
    Attribute.LABEL: "label",
    Attribute.NAME: "name",
    Attribute.DESCRIPTION: "description",
    Attribute.TOOLTIP: "tooltip",
    Attribute.FOOTER: "footer",
    Attribute.TAB: "tab",
}
_ENUMERATIONS: Mapping[Attribute, tuple[str, Mapping[str, StrEnum]]] = {
    Attribute.TYPE: ("type", FIELD_TYPES),
    Attribute.TECHNICIAN: ("technician", TECHNICIAN_PERMISSIONS),
    Attribute.AUTOMATION: ("automation", ACCESS_PERMISSIONS),
    Attribute.API: ("api", ACCESS_PERMISSIONS),
}


def _inline(action: Action) -> Inline:
    text = action.value or ""
    return Inline(action.line, text, (Span(SpanKind.TEXT, text, action.line),))
