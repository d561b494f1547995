"""The headings of the rules document are read."""

from __future__ import annotations

from pathlib import Path

from failmode.specs.facts.rules_document import RuleHeading
from failmode.specs.model import Document
from failmode.specs.specification import read_text


def read(text: str) -> Document:
    return read_text(Path("doc.md"), text)


def rules(document: Document) -> list[tuple[str, int]]:
    return [(finding.rule, finding.line) for finding in document.findings]


def test_rules_are_the_second_level_headings_of_a_rules_document() -> None:
    document = read("---\nkind: rules\n---\n\n# R\n\n## One\n\n| a |\n|---|\n| b |\n\n## Two\n")
    assert document.kind == "rules"
    assert [(rule.title, rule.line) for rule in document.every(RuleHeading)] == [
        ("One", 7),
        ("Two", 13),
    ]
    assert rules(document) == [("table-ignored", 9)]
