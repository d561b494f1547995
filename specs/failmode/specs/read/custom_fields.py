"""Documents of custom fields: Details tables, each field with its creation steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from failmode.specs.facts.custom_fields import CreationStep, CustomField
from failmode.specs.model import Severity, Sourced
from failmode.specs.read import creation_steps
from failmode.specs.read.created_field import field_from_steps
from failmode.specs.read.creation_steps import is_creation_heading, read_steps
from failmode.specs.read.details import is_details_table, read_details
from failmode.specs.read.field_settings import is_field_settings_table, read_field_settings
from failmode.specs.read.markdown import Heading, Table
from failmode.specs.read.page import KindReader, KindReading, Page
from failmode.specs.rules import FindingLog, LintRule


class StepsWithoutField(LintRule):
    """Creation steps that create none of the documented fields.

    Why is this bad? Steps that create no documented field check nothing.
    """

    name = "steps-without-field"
    severity = Severity.WARNING


RULES: tuple[type[LintRule], ...] = (StepsWithoutField,)


def read_custom_fields(page: Page, log: FindingLog) -> KindReading:
    """Read the custom fields of a document.

    Args:
        page: the document.
        log: takes the findings.

    Returns:
        The fields of all Details tables, and the settings that fields feed. A single field has
        the document's creation steps; of several fields, the one that the steps create.
    """
    sections = _creation_sections(page)
    steps = tuple(
        step for start, end in sections for step in read_steps(page.blocks[start:end], log)
    )
    created = field_from_steps(steps, log)
    tables = [table for table in page.tables if is_details_table(table)]
    fields = tuple(field for table in tables for field in read_details(table, log))
    if created is not None and fields:
        fields = _with_steps(fields, steps, created, log)
    settings = read_field_settings(page.tables, log)
    return KindReading((*fields, *settings), is_of_kind=bool(tables))


def _instructions(page: Page) -> frozenset[int]:
    return frozenset(i for start, end in _creation_sections(page) for i in range(start, end))


def _is_own_table(table: Table) -> bool:
    return is_details_table(table) or is_field_settings_table(table)


CUSTOM_FIELD_READER = KindReader(
    "custom-field",
    read_custom_fields,
    expects="a Details table",
    is_own_table=_is_own_table,
    columns="a Details table (Label, Field Name, ...), settings (Field Name, Setting, ...)",
    instructions=_instructions,
    rules=(*creation_steps.RULES, *RULES),
)


def _creation_sections(page: Page) -> Iterator[tuple[int, int]]:
    start = level = 0
    for index, block in enumerate(page.blocks):
        if not isinstance(block, Heading):
            continue
        if start and block.level <= level:
            yield start, index
            start = 0
        if not start and is_creation_heading(block.inline.text):
            start, level = index + 1, block.level
    if start:
        yield start, len(page.blocks)


def _with_steps(
    fields: tuple[CustomField, ...],
    steps: tuple[CreationStep, ...],
    created: CustomField,
    log: FindingLog,
) -> tuple[CustomField, ...]:
    if len(fields) == 1:
        return (replace(fields[0], steps=steps, created=created),)
    owner = next((field for field in fields if _same_field(field, created)), None)
    if owner is None:
        message = "these steps create no field of a Details table; name its label or field name"
        log.add(StepsWithoutField, steps[0].line, message)
    return tuple(replace(f, steps=steps, created=created) if f is owner else f for f in fields)


def _same_field(field: CustomField, created: CustomField) -> bool:
    def same(one: Sourced[str] | None, other: Sourced[str] | None) -> bool:
        return one is not None and other is not None and one.value == other.value

    return same(field.name, created.name) or same(field.label, created.label)
