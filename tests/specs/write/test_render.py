"""Gherkin text says exactly what was derived, or refuses."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

import pytest
from gherkin.parser import Parser
from hypothesis import given
from hypothesis import strategies as st

from failmode.specs.errors import NotWritableError
from failmode.specs.scenarios import Examples, Feature, Keyword, Rule, Scenario, Source, Step
from failmode.specs.write.render import GENERATED, cell, line, render

SOURCE = Source("docs/a.md", 3)
PRINTABLE = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1).filter(
    lambda text: text == text.strip()
)
CELLS = (
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")) | st.just("\n"))
    .filter(lambda text: text == text.strip())
    .filter(lambda text: not text.startswith("\n"))
)


def feature(*scenarios: Scenario, background: tuple[Step, ...] = ()) -> Feature:
    """Make a feature of one rule."""
    return Feature(
        PurePosixPath("a.feature"), "A", SOURCE, (Rule("R", scenarios),), background=background
    )


def scenario(
    step: Step, *examples: Examples, name: str = "S", tags: tuple[str, ...] = ()
) -> Scenario:
    """Make a scenario of one step."""
    return Scenario(name, SOURCE, (Source("docs/rules.md", 7, "T"),), (step,), tags, examples)


def parsed(text: str) -> dict[str, Any]:
    """Read the scenario of a feature's text as a Gherkin parser does."""
    document: Any = Parser().parse(text)
    found = document["feature"]["children"][0]["rule"]["children"][0]["scenario"]
    assert isinstance(found, dict)
    return found


def table(rows: list[dict[str, Any]]) -> list[list[str]]:
    """List the values of parsed rows."""
    return [[each["value"] for each in row["cells"]] for row in rows]


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=5))
def test_a_cell_comes_back_as_it_was(rows: list[list[str]]) -> None:
    step = Step(Keyword.GIVEN, "a table", tuple(map(tuple, rows)))
    found = parsed(render(feature(scenario(step))))
    assert table(found["steps"][0]["dataTable"]["rows"]) == rows


@given(st.lists(CELLS, min_size=1, max_size=5))
def test_a_row_of_examples_comes_back_as_it_was(values: list[str]) -> None:
    examples = Examples(("value",), tuple((value,) for value in values))
    found = parsed(render(feature(scenario(Step(Keyword.THEN, "<value>"), examples))))
    assert table(found["examples"][0]["tableBody"]) == [[value] for value in values]


@given(PRINTABLE)
def test_a_step_comes_back_as_it_was(text: str) -> None:
    found = parsed(render(feature(scenario(Step(Keyword.WHEN, text)))))
    assert (found["steps"][0]["keyword"], found["steps"][0]["text"]) == ("When ", text)


@pytest.mark.parametrize("text", ["a|b", "a\\b", "a\\nb", "a\nb", "\\|", "|", "\\", ""])
def test_the_characters_with_a_meaning_survive_in_a_cell(text: str) -> None:
    step = Step(Keyword.GIVEN, "a table", (("head",), (text,)))
    found = parsed(render(feature(scenario(step))))
    assert table(found["steps"][0]["dataTable"]["rows"])[1] == [text]


@pytest.mark.parametrize("text", [" a", "a ", "a\t", "\na", "a\rb", "a\x1bb", "a\x85b", "a\u2028b"])
def test_a_cell_that_would_come_back_otherwise_is_refused(text: str) -> None:
    with pytest.raises(NotWritableError):
        cell(text)


@pytest.mark.parametrize("text", ["", " a", "a ", "a\nb", "a\x00b"])
def test_a_line_that_would_come_back_otherwise_is_refused(text: str) -> None:
    with pytest.raises(NotWritableError):
        line(text)


def test_the_document_line_stands_directly_above_the_tags() -> None:
    text = render(feature(scenario(Step(Keyword.GIVEN, "g"), tags=("one", "two"))))
    lines = [each.strip() for each in text.splitlines()]
    at = lines.index("Scenario: S")
    assert lines[at - 3 : at] == ["# docs/a.md:3", "# rule: docs/rules.md:7 T", "@one @two"]


def test_a_repeated_kind_of_step_is_written_as_and() -> None:
    steps = (
        Step(Keyword.GIVEN, "one"),
        Step(Keyword.GIVEN, "two"),
        Step(Keyword.THEN, "three"),
        Step(Keyword.THEN, "four"),
    )
    found = parsed(render(feature(Scenario("S", SOURCE, (), steps))))
    assert [step["keyword"] for step in found["steps"]] == ["Given ", "And ", "Then ", "And "]


def test_the_first_line_tells_how_the_feature_came_about() -> None:
    assert render(feature(scenario(Step(Keyword.GIVEN, "g")))).startswith(f"{GENERATED}\n")
