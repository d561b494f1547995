"""The harness proves itself: every deliberately wrong implementation is caught by a scenario."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from failmode.steps.errors import CannotDo
from failmode.steps.targets.duo_unix.installation import Installation
from tests.defects.catalogue import DEFECTS, Defect
from tests.harness import Run, run_feature

SIMULATED = tuple(defect for defect in DEFECTS if not defect.login_duo)
AROUND_LOGIN_DUO = tuple(defect for defect in DEFECTS if defect.login_duo)
_CAUGHT = re.compile(r"(?m)^docs/\S+\.md:\d+(?:, docs/\S+\.md:\d+)*: .+$")


def run(defect: Defect, folder: Path) -> Run:
    """Run the scenarios about the defect's part until the first that fails."""
    targets = (
        f'[targets.defect]\nkind = "python"\ndefect = "{defect.name}"\n'
        'factory = "tests.defects.catalogue:make"\n'
    )
    return run_feature(defect.feature, folder, "defect", targets, "-x", "-k", defect.among)


def check(defect: Defect, folder: Path) -> None:
    """See that the run fails, by a scenario whose expectation was broken."""
    result = run(defect, folder)
    assert result.code == 1, (
        f"no scenario of {defect.feature} caught {defect.name}\n{result.output}"
    )
    assert _CAUGHT.search(result.output), f"no failing scenario is named\n{result.output}"
    assert "  expected: " in result.output, (
        f"it failed, but not because an expectation was broken\n{result.output}"
    )


@pytest.mark.parametrize("defect", SIMULATED, ids=lambda defect: defect.name)
def test_a_scenario_catches(defect: Defect, tmp_path: Path) -> None:
    check(defect, tmp_path)


@pytest.mark.real
@pytest.mark.parametrize("defect", AROUND_LOGIN_DUO, ids=lambda defect: defect.name)
def test_a_scenario_catches_a_wrong_program(defect: Defect, tmp_path: Path) -> None:
    try:
        Installation("defect", {"PATH": os.environ.get("PATH", os.defpath)}).login_duo()
    except CannotDo as reason:
        pytest.skip(str(reason))
    check(defect, tmp_path)


def test_names_are_unique() -> None:
    names = [defect.name for defect in DEFECTS]
    assert len(names) == len(set(names))
