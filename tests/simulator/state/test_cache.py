"""What is remembered of the database, and for how long."""

from __future__ import annotations

from functools import partial

from failmode.simulator.state.cache import Cache


def test_a_value_is_loaded_once_for_each_revision_of_the_data() -> None:
    revisions = iter([1, 1, 1, 2, 2])
    loaded = iter(["old", "new"])
    cache: Cache[str, str] = Cache(lambda: next(revisions))
    found = [cache.get("key", lambda: next(loaded)) for _ in range(5)]
    assert found == ["old", "old", "old", "new", "new"]


def test_keys_do_not_share_values_and_a_full_cache_starts_anew() -> None:
    cache: Cache[int, int] = Cache(lambda: 0, max_entries=2)
    loads: list[int] = []

    def load(key: int) -> int:
        loads.append(key)
        return key * 10

    found = [cache.get(key, partial(load, key)) for key in (1, 2, 1, 2, 3, 3, 1)]
    assert found == [10, 20, 10, 20, 30, 30, 10]
    assert loads == [1, 2, 3, 1]
