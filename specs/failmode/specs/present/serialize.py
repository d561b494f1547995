"""Documents and findings as plain data for `--json`; null stands where a document does not say."""

from __future__ import annotations

from collections.abc import Iterable

from failmode.specs.model import Document, Finding
from failmode.specs.present.scenarios import scenarios_to_json
from failmode.specs.present.view import Json, KindView, value
from failmode.specs.rules import LintRule


def document_to_json(document: Document, kinds: Iterable[KindView]) -> Json:
    """Return one document as plain data, with the API's enumeration names.

    Args:
        document: the document as it was read.
        kinds: how the facts of each kind are shown.

    Returns:
        Its path, kind and title, everything that it specifies, and its findings.
    """
    facts: Json = {}
    for kind in kinds:
        facts.update(kind.to_json(document))
    return {
        "path": str(document.path),
        "kind": document.kind,
        "title": value(document.title),
        **facts,
        "scenarios": scenarios_to_json(document),
        "findings": [finding_to_json(finding, with_path=False) for finding in document.findings],
    }


def finding_to_json(finding: Finding, *, with_path: bool = True) -> Json:
    """Return one finding as plain data.

    Args:
        finding: the finding.
        with_path: whether to name the document; left out inside a document.
    """
    path = {"path": finding.path} if with_path else {}
    return path | {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "line": finding.line,
        "message": finding.message,
        "values": list(finding.values),
    }


def rule_to_json(rule: type[LintRule]) -> Json:
    """Return one lint rule as plain data: its name, its severity, what it finds, and why."""
    return {
        "rule": rule.name,
        "severity": rule.severity.value,
        "what": rule.what(),
        "why": rule.why(),
    }
