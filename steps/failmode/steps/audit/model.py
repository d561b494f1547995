"""What an audit is about, and what it finds, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from failmode.steps.errors import StepsError
from failmode.steps.targets.capabilities import OrganizationName
from failmode.terms import Failmode


class AuditError(StepsError):
    """An audit that cannot be finished: there is no table rather than a wrong one."""


@dataclass(frozen=True, slots=True)
class DocumentedAttribute:
    """One attribute of a field's definition as its document has it.

    Attributes:
        name: by the name of the Details table, such as `Default Value`.
        value: by the API's own names; several joined by commas.
        source: the line, `docs/...md:LINE`.
    """

    name: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class DocumentedField:
    """A custom field that decides the failmode, as its document has it.

    Attributes:
        name: the field's machine name.
        label: the field's label.
        source: the line of its definition.
        attributes: of its definition.
        platforms: on which it decides, in the documents' order.
        choices: for each option, and for a field that is unset, the failmode on each platform.
        unset: the word that stands for an unset field among the choices.
    """

    name: str
    label: str
    source: str
    attributes: tuple[DocumentedAttribute, ...]
    platforms: tuple[str, ...]
    choices: Mapping[str, Mapping[str, Failmode]]
    unset: str


class ValueState(StrEnum):
    """Where the value comes from that an organization has for a field."""

    EXPLICIT = "explicit"
    INHERITED = "inherited"
    UNSET = "unset"


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that the documents and the tenant do not agree on.

    Attributes:
        attribute: of the definition, by the name of the Details table; or `Option of ...`.
        documented: what the document says.
        actual: what the tenant has.
        source: the document's line.
    """

    attribute: str
    documented: str
    actual: str
    source: str


@dataclass(frozen=True, slots=True)
class OrganizationChoice:
    """What one organization has for a field, and what the documents say follows.

    Attributes:
        organization: whose.
        option: the label of the option; None when unset.
        state: where the value comes from.
        failmodes: on each platform; empty where the document has no such option.
    """

    organization: OrganizationName
    option: str | None
    state: ValueState
    failmodes: Mapping[str, Failmode]


@dataclass(frozen=True, slots=True)
class FieldAudit:
    """What an audit found of one field.

    Attributes:
        field: as its document has it.
        differences: between document and tenant: of the definition, then of organizations.
        choices: of every organization, in the tenant's order.
        beyond: scopes at which the tenant's definition also takes values, which overrule those of
            the organization and are not looked at.
    """

    field: DocumentedField
    differences: tuple[Difference, ...]
    choices: tuple[OrganizationChoice, ...]
    beyond: tuple[str, ...]
