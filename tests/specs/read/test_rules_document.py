"""The headings of the rules document are read."""

from __future__ import annotations

from failmode.specs.facts.rules_document import RuleHeading
from tests.specs.read.reading import read, rules_and_lines


def test_rules_are_the_second_level_headings_of_a_rules_document() -> None:
    document = read("---\nkind: rules\n---\n\n# R\n\n## One\n\n| a |\n|---|\n| b |\n\n## Two\n")
    assert document.kind == "rules"
    assert [(rule.title, rule.line) for rule in document.every(RuleHeading)] == [
        ("One", 7),
        ("Two", 13),
    ]
    assert rules_and_lines(document) == [("table-ignored", 9)]
