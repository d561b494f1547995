"""Gherkin blocks are read with the lines of their scenarios."""

from __future__ import annotations

from tests.specs.read.reading import read, rules_and_lines


def test_scenarios_keep_their_lines_in_the_document() -> None:
    text = (
        "# X\n\n```gherkin\n@slow\nScenario: One\n  Given a\n\nScenario Outline: Two <a>\n"
        "  Given <a>\n\n  Examples:\n    | a |\n    | 1 |\n```\n\n"
        "```gherkin\nFeature: F\n  Rule: R\n    Scenario: Three\n      Given a\n```\n\n"
        "```python\nScenario: none\n```\n"
    )
    document = read(text)
    assert [block.line for block in document.gherkin] == [4, 17]
    names = [(n.value, n.line) for block in document.gherkin for n in block.scenarios]
    assert names == [("One", 5), ("Two <a>", 8), ("Three", 19)]
    assert document.findings == ()


def test_a_block_that_is_not_gherkin_is_an_error_with_its_line() -> None:
    document = read("# X\n\n```gherkin\nScenario: One\n  Given a\n  Whatever\n```\n")
    assert rules_and_lines(document) == [("gherkin-syntax", 6)]
