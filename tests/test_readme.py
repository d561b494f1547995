"""README.md: each of its examples is run and must print what it shows; its links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.examples import Example, Page, read_page, run_sequence, run_single
from tests.git import ignored_by_git

README = read_page("README.md")
SEQUENCES = [
    pytest.param(README.without_programs_of_others, id="failmode alone"),
    pytest.param(README, marks=pytest.mark.real, id="with programs of others"),
]


@pytest.mark.parametrize("example", README.single, ids=str)
def test_the_readme_shows_true_output(example: Example, tmp_path: Path) -> None:
    run_single(example, tmp_path)


@pytest.mark.parametrize("page", SEQUENCES)
def test_the_readme_that_is_followed_shows_true_output(page: Page, tmp_path: Path) -> None:
    with ignored_by_git(tmp_path):
        run_sequence(page, tmp_path)


def test_the_readme_has_examples() -> None:
    assert README.single, "README.md shows no example that can be run"


def test_what_the_readme_links_to_is_there() -> None:
    text = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:)([^)#]+)[^)]*\)", text)
    assert [link for link in links if not (REPOSITORY / link).exists()] == []
