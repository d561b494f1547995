"""A step has one definition: pytest-bdd takes whichever it finds first, and warns of nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis.strategies import from_regex
from pytest_bdd import parsers
from pytest_bdd.feature import get_features
from pytest_bdd.parser import ScenarioTemplate

from failmode.steps.library.describe import definitions
from failmode.terms import Tag

FEATURES = Path(__file__).parents[3] / "features"


@cache
def steps_of_features() -> frozenset[tuple[str, str]]:
    """Give every step of the features, filled in, with its kind: given, when or then.

    Those of pending scenarios, which are never run, are left out.
    """
    return frozenset(
        (step.type, step.name)
        for feature in get_features([str(FEATURES)])
        for scenario in feature.scenarios.values()
        for tags, row in _rows(scenario)
        if Tag.PENDING not in feature.tags | scenario.tags | tags
        for step in scenario.render(row).steps
    )


def _rows(scenario: ScenarioTemplate) -> Iterator[tuple[set[str], Mapping[str, Any]]]:
    """Yield the tags and the values of each row of a scenario; one without where it has none."""
    if not scenario.examples:
        yield set(), {}
    for examples in scenario.examples:
        for row in examples.as_contexts():
            yield examples.tags, row


KINDS = ("given", "when", "then")
DEFINED = [(kind, parser) for kind in KINDS for parser in definitions(kind)]


@pytest.mark.parametrize(
    ("kind", "parser"), [pytest.param(*one, id=f"{one[0]} {one[1].name}") for one in DEFINED]
)
def test_no_sentence_of_a_definition_is_one_of_another(kind: str, parser: parsers.re) -> None:
    others = [one for one in definitions(kind) if one is not parser]

    @settings(max_examples=20, deadline=None, database=None)
    @given(from_regex(parser.regex, fullmatch=True))
    def has_no_other(sentence: str) -> None:
        assert parser.is_matching(sentence)
        assert [one.name for one in others if one.is_matching(sentence)] == []

    has_no_other()


def test_no_two_definitions_have_the_same_sentence() -> None:
    defined = Counter((kind, parser.name) for kind, parser in DEFINED)
    assert [one for one, times in defined.items() if times > 1] == []
    assert len(defined) > 100


def test_every_step_of_the_features_has_one_definition_and_no_more() -> None:
    known = {kind: definitions(kind) for kind in KINDS}
    found = {
        (keyword, text): fitting
        for keyword, text in steps_of_features()
        if len(fitting := [one.name for one in known[keyword] if one.is_matching(text)]) != 1
    }
    assert found == {}
    assert len(steps_of_features()) > 500
