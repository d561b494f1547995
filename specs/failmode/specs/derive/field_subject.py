"""A custom field as the subject of scenarios: its channels, permissions and definition."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import TypeVar

from failmode.specs.documents import NamedDocument
from failmode.specs.facts.custom_fields import CustomField
from failmode.specs.model import Sourced
from failmode.specs.scenarios import Row, Source, Step, given
from failmode.terms import AccessPermission, Channel, TechnicianPermission

E = TypeVar("E", bound=StrEnum)


_READS = frozenset(
    {
        TechnicianPermission.EDITABLE,
        TechnicianPermission.READ_ONLY,
        AccessPermission.READ_WRITE,
        AccessPermission.READ_ONLY,
    }
)
_SETS = frozenset(
    {
        TechnicianPermission.EDITABLE,
        AccessPermission.READ_WRITE,
        AccessPermission.WRITE_ONLY,
    }
)


def may_read(permission: str) -> bool:
    """Return whether a permission, by its API name, lets its channel read."""
    return permission in _READS


def may_set(permission: str) -> bool:
    """Return whether a permission, by its API name, lets its channel set the value."""
    return permission in _SETS


@dataclass(frozen=True, slots=True)
class FieldSubject:
    """A custom field as scenarios speak about it.

    Attributes:
        named: its document.
        field: the field itself; its name is known.
        name: the field's machine name.
        title: the label, or the name where the document gives no label; begins scenario names.
    """

    named: NamedDocument
    field: CustomField
    name: str
    title: str

    @property
    def source(self) -> Source:
        """The field's row of the Details table."""
        return self.named.at(self.field.line)

    @property
    def feature_path(self) -> PurePosixPath:
        """Where its feature stands: named as its document, and as itself if it is not alone."""
        path = self.named.feature_path()
        if len(self.named.document.every(CustomField)) == 1:
            return path
        return path.with_name(f"{path.stem}-{self.name.casefold()}{path.suffix}")

    def at(self, value: Sourced[str]) -> str:
        """Name the line of one of the field's values, for a `source` column."""
        return str(self.named.at(value.line))

    def permission(self, channel: Channel) -> Sourced[str]:
        """Return what the document allows the channel, by its API name; unsaid counts as none."""
        if channel is Channel.TECHNICIAN:
            found = named_value(self.field.technician)
        elif channel is Channel.AUTOMATION:
            found = named_value(self.field.automation)
        else:
            found = named_value(self.field.api)
        return found or Sourced(AccessPermission.NONE, self.field.line, "")

    def can_read(self, channel: Channel) -> bool:
        """Return whether the documented permission lets the channel read."""
        return may_read(self.permission(channel).value)

    def can_set(self, channel: Channel) -> bool:
        """Return whether the documented permission lets the channel set the value."""
        return may_set(self.permission(channel).value)

    def definition(self) -> Step:
        """Write the step that gives a tenant with this field."""
        lists: dict[str, list[str]] = {
            "Definition Scope": [scope.value for scope in self.field.scopes],
        }
        rows: list[Row] = [("attribute", "value")]
        for attribute, value in attributes(self.field):
            rows += [(attribute, each) for each in lists.get(attribute, [value.value])]
            if attribute == "Type":
                rows += [("Option Value", option.value) for option in self.field.options]
        return given(f'a tenant with the custom field "{self.name}"', tuple(rows))

    def organization_has(self, option: str) -> Step:
        """Write the step that gives the organization a value before the scenario proper."""
        return given(f'the organization has "{self.name}" set to "{option}"')


def attributes(field: CustomField) -> tuple[tuple[str, Sourced[str]], ...]:
    """List the documented attributes but the options, in the order of the Details table."""
    found: list[tuple[str, Sourced[str] | None]] = [
        ("Label", field.label),
        ("Field Name", field.name),
        ("Definition Scope", _scopes(field)),
        ("Type", named_value(field.type)),
        ("Default Value", field.default),
        ("Required", _boolean(field.required)),
        ("Technician Permission", named_value(field.technician)),
        ("Automation Permission", named_value(field.automation)),
        ("API Permission", named_value(field.api)),
        ("Description", field.description),
        ("Tool Tip", field.tooltip),
        ("Footer Text", field.footer),
    ]
    return tuple((name, value) for name, value in found if value is not None)


def named_value(value: Sourced[E] | None) -> Sourced[str] | None:
    """Return the value by its API name, as a plain text."""
    return None if value is None else Sourced(value.value.value, value.line, value.text)


def _boolean(value: Sourced[bool] | None) -> Sourced[str] | None:
    return None if value is None else Sourced(str(value.value).lower(), value.line, value.text)


def _scopes(field: CustomField) -> Sourced[str] | None:
    if not field.scopes:
        return None
    text = ", ".join(scope.value for scope in field.scopes)
    return Sourced(text, field.scopes[0].line, text)
