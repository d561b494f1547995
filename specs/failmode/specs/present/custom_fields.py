"""Custom fields as JSON and as tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from failmode.specs.facts.custom_fields import (
    Action,
    ActionKind,
    CreationStep,
    CustomField,
    FieldSetting,
)
from failmode.specs.model import Document, Sourced
from failmode.specs.present.view import NOT_GIVEN, Grid, Json, KindView, value

GridRow = tuple[str, str, str]


def _to_json(document: Document) -> Json:
    fields = document.every(CustomField)
    return {
        "fields": [_attributes(field) | {"steps": _steps(field)} for field in fields],
        "field_settings": [asdict(setting) for setting in document.every(FieldSetting)],
    }


def _attributes(field: CustomField) -> Json:
    return {
        "line": field.line,
        "label": value(field.label),
        "name": value(field.name),
        "type": value(field.type),
        "scopes": [scope.value for scope in field.scopes],
        "options": [option.value for option in field.options],
        "default": value(field.default),
        "required": value(field.required),
        "permissions": {
            "technician": value(field.technician),
            "automation": value(field.automation),
            "api": value(field.api),
        },
        "description": value(field.description),
        "tooltip": value(field.tooltip),
        "footer": value(field.footer),
        "tab": value(field.tab),
    }


def _steps(field: CustomField) -> Json | None:
    if field.created is None:
        return None
    return _attributes(field.created) | {"list": [_step(step) for step in field.steps]}


def _step(step: CreationStep) -> Json:
    actions = [_action_to_json(action) for action in step.actions]
    return {"number": step.number, "line": step.line, "actions": actions}


def _action_to_json(action: Action) -> Json:
    return {
        "kind": action.kind.value,
        "target": action.target,
        "value": action.value,
        "line": action.line,
    }


def _grids(document: Document) -> Iterator[Grid]:
    for field in document.every(CustomField):
        yield Grid(("attribute", "value", "line"), tuple(_field_rows(field)))
        if field.steps:
            yield Grid(("step", "action", "line"), tuple(_step_rows(field)))
    settings = document.every(FieldSetting)
    if settings:
        yield Grid(
            ("field", "setting", "how it is written", "line"),
            tuple(map(_setting_row, settings)),
            "Settings that custom fields feed",
        )


def _setting_row(setting: FieldSetting) -> tuple[str, ...]:
    written = f"{setting.platform}: {setting.written_as} of {setting.product}, " + (
        f"on {setting.on}, off {setting.off}" if setting.on else "the option itself"
    )
    return (setting.field, setting.setting, written, str(setting.line))


def _field_rows(field: CustomField) -> Iterator[GridRow]:
    yield _row("label", field.label)
    yield _row("field name", field.name)
    yield _row("type", field.type)
    yield _rows("definition scope", field.scopes)
    yield _rows("options", field.options)
    yield _row("default", field.default)
    yield _row("required", field.required)
    yield _row("technician", field.technician)
    yield _row("automation", field.automation)
    yield _row("API", field.api)
    yield _row("description", field.description)
    yield _row("tool tip", field.tooltip)
    yield _row("footer text", field.footer)
    yield _row("tab", field.tab)


def _row(name: str, given: Sourced[str] | Sourced[bool] | None) -> GridRow:
    return (name, NOT_GIVEN, "") if given is None else (name, str(given.value), str(given.line))


def _rows(name: str, values: tuple[Sourced[str], ...]) -> GridRow:
    if not values:
        return (name, NOT_GIVEN, "")
    return (name, ", ".join(each.value for each in values), str(values[0].line))


def _step_rows(field: CustomField) -> Iterator[GridRow]:
    for step in field.steps:
        number = str(step.number)
        if not step.actions:
            yield number, NOT_GIVEN, str(step.line)
        for action in step.actions:
            yield number, _action(action), str(action.line)
            number = ""


def _action(action: Action) -> str:
    if action.kind is ActionKind.SET:
        return f"set {action.target} to {action.value}"
    return f"{action.kind.value} {action.target}"


CUSTOM_FIELD_VIEW = KindView(_to_json, _grids)
