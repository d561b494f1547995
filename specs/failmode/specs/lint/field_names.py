"""Lint rules about custom fields beside each other, beside products, and their documents' names."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from failmode.specs.facts.custom_fields import CustomField
from failmode.specs.lint.checks import Checks, Logs
from failmode.specs.lint.default_direction import decides_failmode, default_direction
from failmode.specs.lint.default_modes import default_modes
from failmode.specs.lint.reuse import report_reused
from failmode.specs.model import Document, Severity
from failmode.specs.option_words import OptionWords
from failmode.specs.rules import FindingLog, LintRule
from failmode.specs.synonyms import normalize
from failmode.terms import Failmode

_NEARLY = 0.85
_FEW_LETTERS = 2


class FieldNameReused(LintRule):
    """A field name that a second definition uses as well.

    Why is this bad? Two definitions of one field name cannot both be true.
    """

    name = "field-name-reused"
    severity = Severity.ERROR


class DefaultsOpposed(LintRule):
    """A failmode field whose default fails the other way than a product's.

    Why is this bad? Administrators expect one direction when Duo is down, the products take two.
    """

    name = "defaults-opposed"
    severity = Severity.INFO


class FieldsOpposed(LintRule):
    """A failmode field whose default fails the other way than another field's.

    Why is this bad? Who chose nothing is let in by one field and denied by the other.
    """

    name = "fields-opposed"
    severity = Severity.WARNING


class TitleDiffers(LintRule):
    """A document about one field whose title is not the field's label.

    Why is this bad? Readers find a field's document by its label.
    """

    name = "title-differs"
    severity = Severity.INFO


class FileNameMisspelt(LintRule):
    """A file name that is nearly, but not quite, the field's label.

    Why is this bad? Links and searches go by the file's name.
    """

    name = "file-name-misspelt"
    severity = Severity.INFO


RULES: tuple[type[LintRule], ...] = (
    FieldNameReused,
    DefaultsOpposed,
    FieldsOpposed,
    TitleDiffers,
    FileNameMisspelt,
)


def compare_field_names(documents: Sequence[Document], logs: Logs) -> None:
    """Find the field names that several definitions share.

    Args:
        documents: every document.
        logs: takes the findings of each document.
    """
    fields = [(d, field.name) for d in documents for field in d.every(CustomField) if field.name]
    report_reused(FieldNameReused, "field name", fields, logs)


def compare_directions(documents: Sequence[Document], logs: Logs) -> None:
    """Compare the defaults of failmode fields with those of the products, and with each other.

    Args:
        documents: every document.
        logs: takes the findings of each document.
    """
    words = OptionWords.of(documents)
    policies = list(default_modes(documents))
    first: tuple[Failmode, str] | None = None
    for document in documents:
        for field in document.every(CustomField):
            direction = default_direction(field, words) if decides_failmode(field) else None
            if direction is None or field.default is None:
                continue
            name = field.label or field.name or field.default
            mine = f"{document.path}:{field.default.line}"
            said = f"{name.value}: {field.default.value} (fail {direction.value}), {mine}"
            first = first or (direction, said)
            if first[0] is not direction:
                message = (
                    f"the documented defaults of two fields point in opposite directions: {said}; "
                    f"{first[1]}"
                )
                logs[document.path].add(FieldsOpposed, field.default.line, message, said, first[1])
            for other, product, mode in policies:
                if mode.failmode is direction:
                    continue
                message = (
                    f"the documented defaults point in opposite directions: the field "
                    f"{name.value} fails {direction.value} ({field.default.value}, {mine}), "
                    f"{product} fails {mode.failmode.value} ({mode.name}, "
                    f"{other.path}:{mode.line})"
                )
                logs[document.path].add(
                    DefaultsOpposed,
                    field.default.line,
                    message,
                    said,
                    f"{product}: {mode.name} (fail {mode.failmode.value}), "
                    f"{other.path}:{mode.line}",
                )


def check_names(document: Document, log: FindingLog) -> None:
    """Compare the title and the file name of a document about one field with its label.

    Args:
        document: the document.
        log: takes the findings.
    """
    fields = document.every(CustomField)
    if len(fields) != 1 or fields[0].label is None:
        return
    label = fields[0].label
    title = document.title
    if title and title.value != label.value:
        message = f"the title {title.value!r} is not the field's label {label.value!r}"
        log.add(TitleDiffers, title.line, message, title.value, label.value)
    name, expected = normalize(document.path.stem), normalize(label.value)
    if name != expected and abs(len(name) - len(expected)) <= _FEW_LETTERS:
        alike = SequenceMatcher(None, name, expected, autojunk=False).ratio()
        if alike >= _NEARLY:
            message = (
                f"the file name {document.path.name!r} is nearly, but not quite, the label "
                f"{label.value!r}; it is probably misspelt"
            )
            log.add(FileNameMisspelt, label.line, message, document.path.name, label.value)


FIELD_NAME_CHECKS = Checks(RULES, (check_names,), (compare_field_names, compare_directions))
