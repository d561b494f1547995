"""Tells which of pytest's items are scenarios of ours, and what each is, without running it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pytest
from pytest_bdd.parser import Scenario
from pytest_bdd.scenario import scenario_wrapper_template_registry

from failmode.steps.library.describe import describe, is_known
from failmode.steps.reporting.origin import document_lines, rules
from failmode.steps.reporting.subject import About
from failmode.terms import Column, Evidence, Stage, Tag


@dataclass(frozen=True, slots=True)
class ScenarioItem:
    """A scenario of ours, or one row of an outline.

    Attributes:
        scenario: with the row's values filled in.
        row: the outline's values; empty for a plain scenario.
        tags: of the feature, the scenario and the row.
        document: the lines that it was written from, that of its row first; empty for a scenario
            that no document has.
        rules: that it was derived by.
        about: what it is about.
    """

    scenario: Scenario
    row: Mapping[str, str]
    tags: tuple[str, ...]
    document: tuple[str, ...]
    rules: tuple[str, ...]
    about: About

    @property
    def takes_seconds(self) -> float | None:
        """How long its login is known to take."""
        text = self.row.get(Column.TAKES, "")
        return float(text) if text.replace(".", "", 1).isdecimal() else None

    @property
    def evidence(self) -> Evidence | None:
        """How sure the documents are of its verdict; None where no document says so."""
        text = self.row.get(Column.EVIDENCE, "")
        if text in list(Evidence):
            return Evidence(text)
        return Evidence.UNKNOWN if Tag.PENDING in self.tags else None


_KEY = pytest.StashKey[ScenarioItem | None]()


def scenario_item(item: pytest.Item) -> ScenarioItem | None:
    """Find the scenario of ours that an item is; None for everything else.

    A scenario is ours when it was written from a document or has a step of the library.
    """
    if _KEY not in item.stash:
        item.stash[_KEY] = _read(item)
    return item.stash[_KEY]


def _read(item: pytest.Item) -> ScenarioItem | None:
    if not isinstance(item, pytest.Function):
        return None
    template = scenario_wrapper_template_registry.get(item.function)
    if template is None:
        return None
    row = _row(item)
    scenario = template.render(row)
    document = document_lines(scenario.feature.filename, scenario.line_number, row)
    if not document and not any(is_known(step) for step in scenario.steps):
        return None
    tags = {*scenario.feature.tags, *scenario.tags, *(mark.name for mark in item.iter_markers())}
    return ScenarioItem(
        scenario=scenario,
        row=row,
        tags=tuple(sorted(tags - {"parametrize", "usefixtures"})),
        document=document,
        rules=rules(scenario.feature.filename, scenario.line_number),
        about=_with_documented_stage(describe(scenario.steps), row),
    )


def _row(item: pytest.Function) -> dict[str, str]:
    callspec = getattr(item, "callspec", None)
    row = callspec.params.get("_pytest_bdd_example", {}) if callspec else {}
    return {str(key): str(value) for key, value in row.items()}


def _with_documented_stage(about: About, row: Mapping[str, str]) -> About:
    stage = row.get(Column.STAGE, "")
    if about.fault is None or about.stage is not None or stage not in list(Stage):
        return about
    return replace(about, stage=Stage(stage))
