"""What is made to stay until the end is not searched for garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from failmode.cli.garbage_collection import made_to_stay

MANY = 1000


@pytest.fixture(autouse=True)
def _unfrozen() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_what_is_made_to_stay_is_never_searched() -> None:
    before = gc.get_freeze_count()
    with made_to_stay():
        assert not gc.isenabled()
        made: list[list[int]] = [[] for _ in range(MANY)]
    assert gc.isenabled()
    assert gc.get_freeze_count() >= before + len(made)


def test_what_could_not_be_made_is_searched() -> None:
    before = gc.get_freeze_count()
    with pytest.raises(ValueError, match="nothing"), made_to_stay():
        raise ValueError("nothing was made")
    assert gc.isenabled()
    assert gc.get_freeze_count() == before
