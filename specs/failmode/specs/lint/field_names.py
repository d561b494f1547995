"""Lint rules about custom fields beside each other, beside products, and their documents' names."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from failmode.specs.facts.custom_field import CustomField
from failmode.specs.lint.checks import Checks
from failmode.specs.lint.default_direction import decides_failmode, default_direction
from failmode.specs.lint.default_modes import default_modes
from failmode.specs.lint.reuse import report_reused
from failmode.specs.model import Document
from failmode.specs.rules import (
    DEFAULTS_OPPOSED,
    FIELD_NAME_REUSED,
    FILE_NAME_MISSPELT,
    TITLE_DIFFERS,
    FindingLog,
    Logs,
)
from failmode.specs.synonyms import normalize

_NEARLY = 0.85
_FEW_LETTERS = 2


def compare_field_names(documents: Sequence[Document], logs: Logs) -> None:
    """Find the field names that several definitions share.

    Args:
        documents: every document.
        logs: takes the findings of each document.
    """
    fields = [(d, field.name) for d in documents for field in d.every(CustomField) if field.name]
    report_reused(FIELD_NAME_REUSED, "field name", fields, logs)


def compare_directions(documents: Sequence[Document], logs: Logs) -> None:
    """Compare the defaults of failmode fields with those of the products.

    Args:
        documents: every document.
        logs: takes the findings of each document.
    """
    policies = list(default_modes(documents))
    for document in documents:
        for field in document.every(CustomField):
            direction = default_direction(field) if decides_failmode(field) else None
            if direction is None or field.default is None:
                continue
            name = field.label or field.name or field.default
            mine = f"{document.path}:{field.default.line}"
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
                    DEFAULTS_OPPOSED,
                    field.default.line,
                    message,
                    f"{name.value}: {field.default.value} (fail {direction.value}), {mine}",
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
        log.add(TITLE_DIFFERS, title.line, message, title.value, label.value)
    name, expected = normalize(document.path.stem), normalize(label.value)
    if name != expected and abs(len(name) - len(expected)) <= _FEW_LETTERS:
        alike = SequenceMatcher(None, name, expected, autojunk=False).ratio()
        if alike >= _NEARLY:
            message = (
                f"the file name {document.path.name!r} is nearly, but not quite, the label "
                f"{label.value!r}; it is probably misspelt"
            )
            log.add(FILE_NAME_MISSPELT, label.line, message, document.path.name, label.value)


FIELD_NAME_CHECKS = Checks((check_names,), (compare_field_names, compare_directions))
