"""Lint rules about documents beside each other, and about a document's name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from failmode.specs.direction import decides_failmode, default_direction
from failmode.specs.model import Document, FailmodeMode, Sourced
from failmode.specs.rules import (
    DEFAULTS_OPPOSED,
    DOCUMENT_ID_REUSED,
    FAILMODE_DISAGREES,
    FIELD_NAME_REUSED,
    FILE_NAME_MISSPELT,
    REPLY_UNLISTED,
    SCENARIO_REPEATED,
    TITLE_DIFFERS,
    FindingLog,
    LintRule,
)
from failmode.specs.synonyms import normalize

Logs = Mapping[Path, FindingLog]

_NEARLY = 0.85
_FEW_LETTERS = 2


def lint_across(documents: Sequence[Document], logs: Logs) -> None:
    """Check what only shows when documents are seen together.

    Args:
        documents: every document.
        logs: takes the findings of each document, by its path.
    """
    fields = [(d, field.name) for d in documents for field in d.fields if field.name]
    _report_reused(FIELD_NAME_REUSED, "field name", fields, logs)
    ids = [(d, value) for d in documents for key, value in d.meta if key == "id"]
    _report_reused(DOCUMENT_ID_REUSED, "document id", ids, logs)
    scenarios = [(d, name) for d in documents for block in d.gherkin for name in block.scenarios]
    _report_reused(SCENARIO_REPEATED, "scenario name", scenarios, logs)
    _compare_policies(documents, logs)
    _compare_replies(documents, logs)
    _compare_directions(documents, logs)
    for document in documents:
        _check_names(document, logs[document.path])


def _report_reused(
    rule: LintRule, what: str, found: Sequence[tuple[Document, Sourced[str]]], logs: Logs
) -> None:
    first: dict[str, str] = {}
    for document, name in found:
        where = f"{document.path}:{name.line}"
        earlier = first.setdefault(name.value, where)
        if earlier != where:
            message = f"the {what} {name.value!r} is also used at {earlier}; use it once"
            logs[document.path].add(rule, name.line, message, name.value, earlier)


def _defaults(documents: Sequence[Document]) -> Iterator[tuple[Document, str, FailmodeMode]]:
    for document in documents:
        if document.failmode:
            for mode in document.failmode.modes:
                if mode.is_default:
                    yield document, document.failmode.product.value, mode


def _compare_policies(documents: Sequence[Document], logs: Logs) -> None:
    first: dict[str, tuple[Document, FailmodeMode]] = {}
    for document, product, mode in _defaults(documents):
        other, earlier = first.setdefault(product, (document, mode))
        if earlier.failmode is not mode.failmode:
            message = (
                f"the default of {product} is {mode.name!r} here and {earlier.name!r} at "
                f"{other.path}:{earlier.line}; correct one of them"
            )
            logs[document.path].add(FAILMODE_DISAGREES, mode.line, message, earlier.name, mode.name)


def _compare_replies(documents: Sequence[Document], logs: Logs) -> None:
    listed: dict[str, set[str]] = {}
    for document in documents:
        if document.failmode and document.failmode.replies:
            texts = listed.setdefault(document.failmode.product.value, set())
            texts.update(reply.text for reply in document.failmode.replies)
    for document in documents:
        for table in document.verdicts:
            known = listed.get(table.product.value)
            for row in table.rows if known else ():
                for mode, text in row.reply:
                    if known and text and text not in known:
                        message = (
                            f"the Reply-Message when {mode} is none of the texts that the "
                            f"document of {table.product.value} lists; correct or list it"
                        )
                        logs[document.path].add(REPLY_UNLISTED, row.line, message, text)


def _compare_directions(documents: Sequence[Document], logs: Logs) -> None:
    policies = list(_defaults(documents))
    for document in documents:
        for field in document.fields:
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


def _check_names(document: Document, log: FindingLog) -> None:
    if len(document.fields) != 1 or document.fields[0].label is None:
        return
    label = document.fields[0].label
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
