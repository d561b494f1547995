"""Rows that every request needs, remembered only as long as they are certainly current."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Cache(Generic[K, V]):
    """Values by key, valid for one edition of the data.

    Args:
        edition: what the data's edition is now; values of another edition are not used.
        max_age_seconds: how long a value is used at most, because another process may share the
            database.
        max_entries: how many values are kept; the cache starts anew when it is full.
    """

    def __init__(
        self, edition: Callable[[], object], max_age_seconds: float, max_entries: int = 1_000
    ) -> None:
        self._edition = edition
        self._max_age = max_age_seconds
        self._max_entries = max_entries
        self._entries: dict[K, tuple[object, float, V]] = {}

    def get(self, key: K, load: Callable[[], V]) -> V:
        """The value of `key`, from `load` when no current one is at hand."""
        edition = self._edition()
        now = time.monotonic()
        entry = self._entries.get(key)
        if entry is not None and entry[0] == edition and now - entry[1] < self._max_age:
            return entry[2]
        value = load()
        if len(self._entries) >= self._max_entries:
            self._entries.clear()
        self._entries[key] = (edition, now, value)
        return value
