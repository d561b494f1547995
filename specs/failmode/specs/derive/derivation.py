"""From the documents to scenarios, by the rules that the rules document states."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from failmode.specs.derive.citations import Citations
from failmode.specs.derive.context import Context, KindDerivation
from failmode.specs.derive.unused import unused_documents
from failmode.specs.documents import NamedDocument
from failmode.specs.model import Finding
from failmode.specs.option_words import OptionWords
from failmode.specs.scenarios import Feature, Scenario
from failmode.terms import Column


@dataclass(frozen=True, slots=True)
class Derivation:
    """What follows from the documents.

    Attributes:
        features: in the order of the kinds, and of the documents.
        findings: what kept scenarios from being derived, and what no scenario was derived from.
    """

    features: tuple[Feature, ...]
    findings: tuple[Finding, ...]


def derive(documents: Sequence[NamedDocument], kinds: Iterable[KindDerivation]) -> Derivation:
    """Derive the features.

    Args:
        documents: all documents of the specification; their order does not matter.
        kinds: what is derived from each kind of document.

    Returns:
        The features with the findings. With an error among them the features are incomplete.
    """
    named = sorted(documents, key=lambda each: each.name)
    words = OptionWords.of([each.document for each in named])
    context = Context(named, Citations(named), words)
    for kind in kinds:
        context.features.extend(tuple(kind.features(context)))
    features = tuple(map(_tidy, context.features))
    unused = unused_documents(named, features)
    return Derivation(features, (*context.findings, *context.citations.findings(), *unused))


def _tidy(feature: Feature) -> Feature:
    """Leave out outlines that have no row, and sources that say nothing new."""
    rules = (
        replace(rule, scenarios=tuple(filter(None, map(_tidy_scenario, rule.scenarios))))
        for rule in feature.rules
    )
    return replace(feature, rules=tuple(rule for rule in rules if rule.scenarios))


def _tidy_scenario(scenario: Scenario) -> Scenario | None:
    """Return None for an outline without rows, which would be run with its placeholders."""
    tables = tuple(table for table in scenario.examples if table.rows)
    if scenario.examples and not tables:
        return None
    own = str(scenario.source)
    if all(t.header[-1] == Column.SOURCE and all(row[-1] == own for row in t.rows) for t in tables):
        tables = tuple(
            replace(t, header=t.header[:-1], rows=tuple(row[:-1] for row in t.rows)) for t in tables
        )
    return replace(scenario, examples=tables)
