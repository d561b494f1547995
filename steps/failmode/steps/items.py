"""Tells which of pytest's items are scenarios of ours, and what each is, without running it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import pytest
from pytest_bdd.parser import Scenario, ScenarioTemplate
from pytest_bdd.scenario import scenario_wrapper_template_registry

from failmode.steps.library.describe import describe, is_known
from failmode.steps.reporting.origin import document_lines, rules
from failmode.steps.reporting.subject import About
from failmode.terms import Column, Evidence, Stage, Tag


@dataclass(frozen=True, slots=True)
class ScenarioSource:
    """What an item's scenario is written as: enough to collect it, and had without filling it in.

    Attributes:
        template: the scenario, or the outline.
        row: the outline's values; empty for a plain scenario.
        document: the lines that it was written from; empty for a scenario that no document has.
    """

    template: ScenarioTemplate
    row: Mapping[str, str]
    document: tuple[str, ...]

    @property
    def identity(self) -> tuple[object, ...]:
        """What tells it from other scenarios and rows."""
        return (
            _resolved(self.template.feature.filename),
            self.template.line_number,
            *sorted(self.row.items()),
        )

    @property
    def takes_seconds(self) -> float | None:
        """How long its login is known to take."""
        text = self.row.get(Column.TAKES, "")
        return float(text) if text.replace(".", "", 1).isdecimal() else None


@dataclass(frozen=True, slots=True)
class ScenarioItem:
    """A scenario of ours, or one row of an outline.

    Attributes:
        source: what it is written as.
        scenario: with the row's values filled in.
        tags: of the feature, the scenario and the row.
        rules: that it was derived by.
        about: what it is about.
    """

    source: ScenarioSource
    scenario: Scenario
    tags: tuple[str, ...]
    rules: tuple[str, ...]
    about: About

    @property
    def row(self) -> Mapping[str, str]:
        """The outline's values; empty for a plain scenario."""
        return self.source.row

    @property
    def document(self) -> tuple[str, ...]:
        """The lines that it was written from, that of its row first; empty where none has it."""
        return self.source.document

    @property
    def takes_seconds(self) -> float | None:
        """How long its login is known to take."""
        return self.source.takes_seconds

    @property
    def evidence(self) -> Evidence | None:
        """How sure the documents are of its verdict; None where no document says so."""
        text = self.row.get(Column.EVIDENCE, "")
        if text in list(Evidence):
            return Evidence(text)
        return Evidence.UNKNOWN if Tag.PENDING in self.tags else None


_SOURCE_KEY = pytest.StashKey[ScenarioSource | None]()
_KEY = pytest.StashKey[ScenarioItem | None]()
_FILLED_IN_KEY = pytest.StashKey[Scenario]()


def scenario_source(item: pytest.Item) -> ScenarioSource | None:
    """Find what an item's scenario of ours is written as; None for everything else.

    A scenario is ours when it was written from a document or has a step of the library. Every
    worker asks this of every item, and filling one in costs as much as a short step.
    """
    if _SOURCE_KEY not in item.stash:
        item.stash[_SOURCE_KEY] = _find_source(item)
    return item.stash[_SOURCE_KEY]


def scenario_item(item: pytest.Item) -> ScenarioItem | None:
    """Find the scenario of ours that an item is; None for everything else."""
    if _KEY not in item.stash:
        item.stash[_KEY] = _read(item)
    return item.stash[_KEY]


def keep_filled_in(item: pytest.Item, scenario: Scenario) -> None:
    """Keep the scenario that pytest-bdd is about to run, so that it is not filled in again."""
    item.stash[_FILLED_IN_KEY] = scenario


def _find_source(item: pytest.Item) -> ScenarioSource | None:
    if not isinstance(item, pytest.Function):
        return None
    template = scenario_wrapper_template_registry.get(item.function)
    if template is None:
        return None
    row = _row(item)
    document = document_lines(template.feature.filename, template.line_number, row)
    if not document and not any(is_known(step) for step in template.render(row).steps):
        return None
    return ScenarioSource(template, row, document)


def _read(item: pytest.Item) -> ScenarioItem | None:
    source = scenario_source(item)
    if source is None:
        return None
    scenario = item.stash.get(_FILLED_IN_KEY, None) or source.template.render(source.row)
    tags = {*scenario.feature.tags, *scenario.tags, *(mark.name for mark in item.iter_markers())}
    return ScenarioItem(
        source=source,
        scenario=scenario,
        tags=tuple(sorted(tags - {"parametrize", "usefixtures"})),
        rules=rules(scenario.feature.filename, scenario.line_number),
        about=_with_documented_stage(describe(scenario.steps), source.row),
    )


@lru_cache(maxsize=256)
def _resolved(file: str) -> Path:
    """Resolve the path of a feature once, not for each of its rows."""
    return Path(file).resolve()


def _row(item: pytest.Function) -> dict[str, str]:
    callspec = getattr(item, "callspec", None)
    row = callspec.params.get("_pytest_bdd_example", {}) if callspec else {}
    return {str(key): str(value) for key, value in row.items()}


def _with_documented_stage(about: About, row: Mapping[str, str]) -> About:
    stage = row.get(Column.STAGE, "")
    if about.fault is None or about.stage is not None or stage not in list(Stage):
        return about
    return replace(about, stage=Stage(stage))
