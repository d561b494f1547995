"""How tests read a text as a document, and name what was found in it."""

from __future__ import annotations

from pathlib import Path

from failmode.specs.model import Document
from failmode.specs.specification import read_text


def read(text: str) -> Document:
    """Read a text as a document of any kind."""
    return read_text(Path("doc.md"), text)


def rules(document: Document) -> list[str]:
    """List the rule of each finding."""
    return [finding.rule for finding in document.findings]


def rules_and_lines(document: Document) -> list[tuple[str, int]]:
    """List the rule and the line of each finding."""
    return [(finding.rule, finding.line) for finding in document.findings]
