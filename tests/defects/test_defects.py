"""The harness proves itself: every deliberately wrong implementation is caught by a scenario."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.defects.catalogue import DEFECTS, Defect
from tests.harness import Run, run_feature

_CAUGHT = re.compile(r"(?m)^docs/\S+\.md:\d+: .+$")


def run(defect: Defect, folder: Path) -> Run:
    """Run the scenarios about the defect's part until the first that fails."""
    targets = (
        f'[targets.defect]\nkind = "python"\ndefect = "{defect.name}"\n'
        'factory = "tests.defects.catalogue:make"\n'
    )
    return run_feature(defect.feature, folder, "defect", targets, "-x", "-k", defect.among)


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.name)
def test_a_scenario_catches(defect: Defect, tmp_path: Path) -> None:
    result = run(defect, tmp_path)
    assert result.code == 1, (
        f"no scenario of {defect.feature} caught {defect.name}\n{result.output}"
    )
    assert _CAUGHT.search(result.output), f"no failing scenario is named\n{result.output}"
    assert "  expected: " in result.output, (
        f"it failed, but not because an expectation was broken\n{result.output}"
    )


def test_names_are_unique() -> None:
    names = [defect.name for defect in DEFECTS]
    assert len(names) == len(set(names))
