"""Reads what every organization of a tenant has for custom fields, twice where it is in doubt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from failmode.steps.audit.model import AuditError, ValueState
from failmode.steps.audit.progress_file import AuditProgress
from failmode.steps.errors import Refused, TargetError
from failmode.steps.targets.access import TargetUnderTest
from failmode.steps.targets.capabilities import (
    DEFINITIONS,
    ORGANIZATIONS,
    FieldDefinition,
    OrganizationName,
    Organizations,
)

_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class OwnedValue:
    """The value that an organization has: the label of an option, None when unset."""

    label: str | None
    state: ValueState


@dataclass(frozen=True, slots=True)
class TenantValues:
    """What was read of a tenant.

    Attributes:
        definitions: by field name.
        organizations: in the tenant's order.
        values: by field name, then by the number of the organization.
    """

    definitions: Mapping[str, FieldDefinition]
    organizations: tuple[OrganizationName, ...]
    values: Mapping[str, Mapping[int, OwnedValue]]


@dataclass(frozen=True, slots=True)
class _Reading:
    """One reading of a tenant that is under way."""

    target: str
    organizations: Organizations
    definitions: Mapping[str, FieldDefinition]
    names: tuple[OrganizationName, ...]

    def owned(self, field: str, shown: Mapping[int, Mapping[str, str]]) -> dict[int, OwnedValue]:
        """Tell the values that were given to organizations themselves from those that were not.

        Where what an organization shows and the report of own values do not fit together, both are
        read once more, as somebody may have changed the value in between.
        """
        own = self._own_values(field)
        found = {one.id: self._owned(field, shown[one.id], own.get(one.id)) for one in self.names}
        doubtful = [one for one in self.names if found[one.id] is None]
        if doubtful:
            own = self._own_values(field)
        for one in doubtful:
            again = self.shown(one, [field])
            found[one.id] = self._owned(field, again, own.get(one.id))
            if found[one.id] is None:
                raise AuditError(
                    f"target {self.target!r}: the organization {one.name!r} ({one.id}) shows "
                    f"{again.get(field) or 'nothing'} for {field}, and the report of its own "
                    f"values {own.get(one.id) or 'nothing'}",
                    remedy="Run it again when nobody changes values",
                )
        return {number: value for number, value in found.items() if value is not None}

    def shown(self, one: OrganizationName, fields: Sequence[str]) -> Mapping[str, str]:
        """Read what the tenant shows for an organization."""
        about = f"values of the organization {one.name!r} ({one.id})"
        return _asked(self.target, about, partial(self.organizations.values, one.id, fields))

    def _own_values(self, field: str) -> Mapping[int, str]:
        about = f"own values of {field}"
        return _asked(self.target, about, partial(self.organizations.own_values, field))

    def _owned(self, field: str, shown: Mapping[str, str], own: str | None) -> OwnedValue | None:
        """Return None where both do not fit together."""
        label = shown.get(field)
        if own is not None:
            return OwnedValue(label, ValueState.EXPLICIT) if own == label else None
        if label is None:
            return OwnedValue(None, ValueState.UNSET)
        is_default = label == self.definitions[field].default
        return OwnedValue(label, ValueState.INHERITED) if is_default else None


def read_tenant(
    target: TargetUnderTest,
    fields: Sequence[str],
    progress: AuditProgress,
    tell: Callable[[int, int], object] = lambda _done, _all: None,
) -> TenantValues:
    """Read the definitions of fields, and what every organization has for them.

    Args:
        target: the tenant; it is checked first.
        fields: names of the custom fields.
        progress: what was read before is not read again.
        tell: is told how many organizations were read, and of how many.

    Raises:
        AuditError: when not everything can be read.
        CannotDo: when the target does not offer to show its organizations.
        TargetError: when the target cannot be used at all.
    """
    organizations = target.capability(ORGANIZATIONS)
    target.check(fields)
    read = target.capability(DEFINITIONS).read
    definitions = {
        field: _asked(target.name, f"definition of {field}", partial(read, field))
        for field in fields
    }
    names = _asked(target.name, "organizations", lambda: tuple(organizations.names()))
    reading = _Reading(target.name, organizations, definitions, names)
    try:
        for done, one in enumerate(names):
            tell(done, len(names))
            if one.id not in progress.known:
                progress.keep(one.id, reading.shown(one, fields))
        tell(len(names), len(names))
        values = {field: reading.owned(field, progress.known) for field in fields}
    except TargetError as error:
        known = sum(one.id in progress.known for one in names)
        raise AuditError(
            f"{error.what}; {known} of {len(names)} organizations were read",
            remedy=progress.remedy,
        ) from error
    return TenantValues(definitions, names, values)


def _asked(target: str, about: str, read: Callable[[], _Read]) -> _Read:
    """Read something; a refusal is no answer of an audit."""
    try:
        return read()
    except Refused as refusal:
        raise TargetError(
            f"target {target!r}: {about}: {refusal}", "Check the permissions of the API application"
        ) from refusal
