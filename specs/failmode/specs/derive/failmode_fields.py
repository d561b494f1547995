"""The custom fields that decide the failmode, as plain data for who compares them with a tenant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from failmode.specs.derive.citations import Citations
from failmode.specs.derive.context import Context
from failmode.specs.derive.custom_fields import decides_failmode, named_fields
from failmode.specs.derive.field_settings import fed_settings
from failmode.specs.derive.field_subject import FieldSubject, attributes
from failmode.specs.derive.login_subject import choices_of
from failmode.specs.documents import NamedDocument
from failmode.specs.errors import SpecsError
from failmode.specs.facts.platforms import Platform
from failmode.specs.option_words import OptionWords
from failmode.terms import Failmode


@dataclass(frozen=True, slots=True)
class FieldAttribute:
    """One attribute of a field's definition.

    Attributes:
        name: as scenarios name it, such as `Default Value`.
        value: by the API's own names; several joined by commas.
        source: the line that documents it, `docs/...md:LINE`.
    """

    name: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class FailmodeField:
    """A custom field that decides the failmode.

    Attributes:
        name: the field's machine name.
        label: its label; its name where no document gives one.
        source: the line that defines it.
        attributes: of its definition, the options as one of them.
        platforms: on which it decides, by name, in the documents' order.
        choices: the failmode on each platform, for each option and for `(unset)`.
    """

    name: str
    label: str
    source: str
    attributes: tuple[FieldAttribute, ...]
    platforms: tuple[str, ...]
    choices: Mapping[str, Mapping[str, Failmode]]


def failmode_fields(documents: Sequence[NamedDocument]) -> tuple[FailmodeField, ...]:
    """Find the custom fields that decide the failmode, and what each choice leads to.

    Args:
        documents: all documents of the specification; their order does not matter.

    Raises:
        SpecsError: when the documents leave open what an option leads to, with the line.
    """
    named = sorted(documents, key=lambda each: each.name)
    words = OptionWords.of([each.document for each in named])
    context = Context(named, Citations(named), words)
    found = []
    for subject in named_fields(context):
        settings = fed_settings(context, subject)
        choices = choices_of(context, subject) if decides_failmode(settings) else None
        if choices is not None:
            by_option = {
                choice.option: {each.name: choice.failmode(each) for each in settings}
                for choice in choices
            }
            found.append(_field(subject, tuple(settings), by_option))
    if context.findings:
        first = min(context.findings)
        raise SpecsError(
            first.message,
            where=f"{first.path}:{first.line}",
            remedy="`failmode lint` tells all that is wrong",
        )
    return tuple(found)


def _field(
    subject: FieldSubject,
    platforms: Sequence[Platform],
    choices: Mapping[str, Mapping[str, Failmode]],
) -> FailmodeField:
    documented = [
        FieldAttribute(name, value.value, subject.at(value))
        for name, value in attributes(subject.field)
    ]
    if subject.field.options:
        labels = ", ".join(option.value for option in subject.field.options)
        documented.append(
            FieldAttribute("Option Value", labels, subject.at(subject.field.options[0]))
        )
    return FailmodeField(
        name=subject.name,
        label=subject.title,
        source=str(subject.source),
        attributes=tuple(documented),
        platforms=tuple(each.name for each in platforms),
        choices=choices,
    )
