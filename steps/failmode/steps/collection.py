"""Collects the scenarios of a folder of features that have no test file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

import pytest
from pytest_bdd import scenario
from pytest_bdd.exceptions import GherkinParseError
from pytest_bdd.feature import get_features
from pytest_bdd.scenario import get_python_name_generator

from failmode.steps.items import scenario_source


class FeatureModule(pytest.Module):
    """A feature file, as the test file that names it to pytest-bdd would be."""

    def _getobj(self) -> ModuleType:
        """Make what would be the test file: a function for each scenario."""
        module = ModuleType(self.path.stem)
        module.__file__ = str(self.path)
        for name in self._scenario_names():
            free = (one for one in get_python_name_generator(name) if not hasattr(module, one))
            setattr(module, next(iter(free)), self._function(name))
        return module

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        """Give the scenarios of ours; those of somebody else have a test file of their own."""
        for item in super().collect():
            if isinstance(item, pytest.Item) and scenario_source(item) is not None:
                yield item

    def _scenario_names(self) -> list[str]:
        try:
            features = get_features([str(self.path)])
        except GherkinParseError as error:
            where = f"{self.nodeid}:{error.line}"
            raise self.CollectError(
                f"{where}: {error.message}: {error.line_content.strip()}"
            ) from error
        return [name for feature in features for name in feature.scenarios]

    def _function(self, name: str) -> object:
        @scenario(self.path.name, name, features_base_dir=str(self.path.parent))
        def run_scenario() -> None:
            """Do nothing beside the steps."""

        return run_scenario


def collect_feature(
    file: Path, parent: pytest.Collector, features: Path | None
) -> FeatureModule | None:
    """Collect a file if it is a feature of a folder.

    Args:
        file: that pytest came upon.
        parent: the folder that it is in.
        features: the folder of features, resolved; None where a project has none.
    """
    if features is None or file.suffix != ".feature":
        return None
    if not file.resolve().is_relative_to(features):
        return None
    return FeatureModule.from_parent(parent, path=file)


def add_features(config: pytest.Config, features: Path | None) -> None:
    """Let a run that names nothing visit the features, whatever folders are its `testpaths`.

    Args:
        config: of the run.
        features: the folder of features, resolved; None where a project has none.
    """
    if features is None or config.args_source is not config.ArgsSource.TESTPATHS:
        return
    visited = [(config.invocation_params.dir / one).resolve() for one in config.args]
    if features.is_dir() and not any(features.is_relative_to(one) for one in visited):
        config.args.append(str(features))


def without_repetition(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """Leave out a scenario that was collected from its feature where a test file has it too."""
    if not any(isinstance(item.parent, FeatureModule) for item in items):
        return list(items)
    named = {_identity(item) for item in items if not isinstance(item.parent, FeatureModule)}
    return [
        item
        for item in items
        if not isinstance(item.parent, FeatureModule) or _identity(item) not in named
    ]


def _identity(item: pytest.Item) -> tuple[object, ...] | None:
    """Tell a scenario, or a row of an outline, from others."""
    ours = scenario_source(item)
    return None if ours is None else ours.identity
