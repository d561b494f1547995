"""The harness proves itself: every deliberately wrong implementation is caught by a scenario."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.defects.catalogue import DEFECTS, Defect

_CAUGHT = re.compile(r"(?m)^docs/\S+\.md:\d+: .+$")


def run(defect: Defect, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the defect's feature until its first failing scenario."""
    (folder / "test_defect.py").write_text(
        f'from pytest_bdd import scenarios\nscenarios("{defect.feature}")\n', encoding="utf-8"
    )
    (folder / "targets.toml").write_text(
        f'[targets.defect]\nkind = "python"\ndefect = "{defect.name}"\n'
        'factory = "tests.defects.catalogue:make"\n',
        encoding="utf-8",
    )
    arguments = ["-c", str(REPOSITORY / "pyproject.toml"), "--rootdir", str(REPOSITORY)]
    arguments += ["--target", "defect", "--targets", str(folder / "targets.toml")]
    arguments += ["-p", "no:cacheprovider", "-n0", "-x", "-q", str(folder / "test_defect.py")]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *arguments],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.name)
def test_a_scenario_catches(defect: Defect, tmp_path: Path) -> None:
    result = run(defect, tmp_path)
    assert result.returncode == 1, (
        f"no scenario of {defect.feature} caught {defect.name}\n{result.stdout}{result.stderr}"
    )
    assert _CAUGHT.search(result.stdout), f"no failing scenario is named\n{result.stdout}"
    assert "  expected: " in result.stdout, (
        f"it failed, but not because an expectation was broken\n{result.stdout}"
    )


def test_names_are_unique() -> None:
    names = [defect.name for defect in DEFECTS]
    assert len(names) == len(set(names))
