"""What the tests of this repository need beside it, and say of that."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

pytest_plugins = ("pytester",)

TESTS = """
def test_of_everybody():
    pass


def test_of_the_shared_data(seeds_dir):
    assert seeds_dir.is_dir()
"""


@pytest.fixture
def copy(pytester: pytest.Pytester) -> Path:
    """Make a repository with our conftest.py and two tests."""
    tests = pytester.path / "repository/tests"
    tests.mkdir(parents=True)
    shutil.copy(REPOSITORY / "tests/conftest.py", tests)
    (tests / "test_both.py").write_text(TESTS, encoding="utf-8")
    (tests.parent / "pytest.ini").write_text("[pytest]\nmarkers = shared: x\n", encoding="utf-8")
    return tests


def test_what_needs_data_beside_the_repository_is_not_shown_to_whoever_has_none(
    pytester: pytest.Pytester, copy: Path
) -> None:
    result = pytester.runpytest_subprocess("-rs", str(copy))
    result.assert_outcomes(passed=1)
    result.stdout.no_fnmatch_line("*shared*")


def test_it_is_marked_and_run_where_there_is_some(pytester: pytest.Pytester, copy: Path) -> None:
    (pytester.path / "shared/seeds").mkdir(parents=True)
    result = pytester.runpytest_subprocess("-m", "shared", str(copy))
    result.assert_outcomes(passed=1, deselected=1)


@pytest.mark.parametrize("workers", ["0", "1"])
def test_a_marker_that_does_not_exist_is_refused_by_name_with_workers_too(
    pytester: pytest.Pytester, copy: Path, workers: str
) -> None:
    (copy.parent / "pytest.ini").write_text(
        "[pytest]\nmarkers = shared: x\nstrict_markers = true\n", encoding="utf-8"
    )
    result = pytester.runpytest_subprocess("-n", workers, "-m", "not shred", str(copy))
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*Unknown marker*shred*"])
