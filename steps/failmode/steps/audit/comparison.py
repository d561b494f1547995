"""What differs between documents and tenant, and what follows for each organization."""

from __future__ import annotations

from collections.abc import Iterator

from failmode.steps.audit.model import (
    Difference,
    DocumentedAttribute,
    DocumentedField,
    FieldAudit,
    OrganizationChoice,
)
from failmode.steps.audit.tenant import TenantValues
from failmode.steps.targets.capabilities import FieldDefinition
from failmode.terms import DefinitionScope

_SCOPES = "Definition Scope"
_ABSENT = "nothing"


def compare_with_tenant(field: DocumentedField, tenant: TenantValues) -> FieldAudit:
    """Compare one field of the documents with a tenant.

    Args:
        field: as its document has it.
        tenant: what was read.
    """
    definition = tenant.definitions[field.name]
    choices = tuple(_choices(field, tenant))
    unknown = (
        Difference(
            f"Option of {choice.organization.name} ({choice.organization.id})",
            "no such option",
            choice.option or _ABSENT,
            field.source,
        )
        for choice in choices
        if not choice.failmodes
    )
    beyond = (scope for scope in definition.scopes if scope != DefinitionScope.ORGANIZATION)
    return FieldAudit(field, (*_definition(field, definition), *unknown), choices, tuple(beyond))


def _definition(field: DocumentedField, definition: FieldDefinition) -> Iterator[Difference]:
    actual = definition.attributes()
    for one in field.attributes:
        has = actual.get(one.name) or ""
        if not _is_same(one, has):
            yield Difference(one.name, one.value or _ABSENT, has or _ABSENT, one.source)


def _is_same(documented: DocumentedAttribute, actual: str) -> bool:
    if documented.name == _SCOPES:
        return sorted(documented.value.split(", ")) == sorted(actual.split(", "))
    return documented.value == actual


def _choices(field: DocumentedField, tenant: TenantValues) -> Iterator[OrganizationChoice]:
    for organization in tenant.organizations:
        value = tenant.values[field.name][organization.id]
        option = field.unset if value.label is None else value.label
        yield OrganizationChoice(
            organization, value.label, value.state, field.choices.get(option, {})
        )
