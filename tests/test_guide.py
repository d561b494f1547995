"""The guide for users: each example of its pages is run, in the order in which it is read."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.examples import Example, Page, read_page, run_sequence, run_single
from tests.git import ignored_by_git

PAGES = [
    read_page(str(file.relative_to(REPOSITORY)))
    for file in sorted((REPOSITORY / "guide").rglob("*.md"))
    if "_build" not in file.parts
]
SEQUENCES = [
    pytest.param(page, marks=[pytest.mark.real] if page.needs else [], id=page.name)
    for page in PAGES
    if page.sequence
]
SINGLE = [example for page in PAGES for example in page.single]


@pytest.mark.parametrize("page", SEQUENCES)
def test_a_page_that_is_followed_shows_true_output(page: Page, tmp_path: Path) -> None:
    # What is tried beside a simulator is tried in a clone, which must stay clean.
    with ignored_by_git(tmp_path) if page.served else nullcontext():
        run_sequence(page, tmp_path)


@pytest.mark.parametrize("example", SINGLE, ids=str)
def test_a_page_shows_true_output(example: Example, tmp_path: Path) -> None:
    run_single(example, tmp_path)
