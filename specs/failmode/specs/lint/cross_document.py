"""Lint rules about documents of any kind beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from failmode.specs.lint.checks import Checks
from failmode.specs.lint.reuse import report_reused
from failmode.specs.model import Document
from failmode.specs.rules import DOCUMENT_ID_REUSED, SCENARIO_REPEATED, Logs


def compare_names(documents: Sequence[Document], logs: Logs) -> None:
    """Find the ids and the scenarios that documents share.

    Args:
        documents: every document.
        logs: takes the findings of each document.
    """
    ids = [(d, value) for d in documents for key, value in d.meta if key == "id"]
    report_reused(DOCUMENT_ID_REUSED, "document id", ids, logs)
    scenarios = [(d, name) for d in documents for block in d.gherkin for name in block.scenarios]
    report_reused(SCENARIO_REPEATED, "scenario name", scenarios, logs)


ANY_DOCUMENT_CHECKS = Checks(beside_each_other=(compare_names,))
