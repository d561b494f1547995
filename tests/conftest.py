"""Fixtures for every layer: the data that lies beside the repository, when it is there."""

from __future__ import annotations

from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """Give the folder of shared data beside the repository, or skip."""
    folder = REPOSITORY.parent / "shared"
    if not folder.is_dir():
        pytest.skip("no ../shared beside the repository")
    return folder


@pytest.fixture(scope="session")
def seeds_dir(shared_dir: Path) -> Path:
    """Give the folder of the two documents the project started from, or skip."""
    folder = shared_dir / "seeds"
    if not folder.is_dir():
        pytest.skip("no ../shared/seeds beside the repository")
    return folder
