"""Holds documents to the lint rules; `failmode.specs.rules` says what each rule protects."""

from __future__ import annotations

from collections.abc import Sequence

from failmode.specs.lint.cross_document import lint_across
from failmode.specs.lint.fields import lint_fields
from failmode.specs.lint.products import lint_products
from failmode.specs.lint.prose import lint_prose
from failmode.specs.lint.steps import lint_steps
from failmode.specs.model import Document, Finding
from failmode.specs.rules import FindingLog


def lint(documents: Sequence[Document]) -> tuple[Finding, ...]:
    """Find what is wrong with documents, one by one and beside each other.

    Args:
        documents: what was read.

    Returns:
        The findings of reading and linting, in the documents' order and then by line.
    """
    logs = {document.path: FindingLog(document.path) for document in documents}
    for document in documents:
        log = logs[document.path]
        for check in (lint_fields, lint_steps, lint_prose, lint_products):
            check(document, log)
    lint_across(documents, logs)
    read = {document.path: document.findings for document in documents}
    return tuple(
        finding
        for path, log in logs.items()
        for finding in sorted({*read[path], *log.findings}, key=lambda found: (found.line, found))
    )
