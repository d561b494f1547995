"""Lint rules about documents of any kind beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from failmode.specs.common_rules import ScenarioRepeated
from failmode.specs.lint.checks import Checks, Logs
from failmode.specs.lint.reuse import report_reused
from failmode.specs.model import Document, Severity
from failmode.specs.rules import LintRule


class DocumentIdReused(LintRule):
    """An `id` in the front matter that another document has as well.

    Why is this bad? Two documents with one id overwrite each other when published.
    """

    name = "document-id-reused"
    severity = Severity.WARNING


RULES: tuple[type[LintRule], ...] = (DocumentIdReused,)


def compare_names(documents: Sequence[Document], logs: Logs) -> None:
    """Find the ids and the scenarios that documents share.

    Args:
        documents: every document.
        logs: takes the findings of each document.
    """
    ids = [(d, value) for d in documents for key, value in d.meta if key == "id"]
    report_reused(DocumentIdReused, "document id", ids, logs)
    scenarios = [(d, name) for d in documents for block in d.gherkin for name in block.scenarios]
    report_reused(ScenarioRepeated, "scenario name", scenarios, logs)


ANY_DOCUMENT_CHECKS = Checks(RULES, beside_each_other=(compare_names,))
