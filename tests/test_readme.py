"""README.md: each of its examples is run and must print what it shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.examples import Example, read_page, run_sequence, run_single
from tests.git import ignored_by_git

README = read_page("README.md")


@pytest.mark.parametrize("example", README.single, ids=str)
def test_the_readme_shows_true_output(example: Example, tmp_path: Path) -> None:
    run_single(example, tmp_path)


@pytest.mark.real
@pytest.mark.skipif(not README.sequence, reason="nothing in the README builds upon anything else")
def test_the_readme_shows_true_output_beside_a_simulator(tmp_path: Path) -> None:
    with ignored_by_git(tmp_path):
        run_sequence(README, tmp_path)


def test_the_readme_has_examples() -> None:
    assert README.single or README.sequence, "README.md shows no example that can be run"
