"""Holds documents to the lint rules, one by one and beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from failmode.specs.lint.checks import Checks
from failmode.specs.model import Document, Finding
from failmode.specs.rules import FindingLog


def lint(documents: Sequence[Document], checks: Sequence[Checks]) -> tuple[Finding, ...]:
    """Find what is wrong with documents.

    Args:
        documents: what was read.
        checks: what they are held to.

    Returns:
        The findings of reading and linting, in the documents' order and then by line.
    """
    logs = {document.path: FindingLog(document.path) for document in documents}
    for each in checks:
        for check in each.one_by_one:
            for document in documents:
                check(document, logs[document.path])
        for compare in each.beside_each_other:
            compare(documents, logs)
    read = {document.path: document.findings for document in documents}
    return tuple(
        finding
        for path, log in logs.items()
        for finding in sorted({*read[path], *log.findings}, key=lambda found: (found.line, found))
    )
