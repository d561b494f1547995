"""Rows that every request needs, remembered only as long as they are certainly current."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Cache(Generic[K, V]):
    """Values by key, valid for one revision of the data.

    Args:
        revision: what the data's revision is now; values of another revision are not used. None:
            the data is being changed, so nothing is remembered and no memory is used.
        max_entries: how many values are kept; the cache starts anew when it is full.
    """

    def __init__(self, revision: Callable[[], object], max_entries: int = 1_000) -> None:
        self._revision = revision
        self._max_entries = max_entries
        self._entries: dict[K, tuple[object, V]] = {}

    def get(self, key: K, load: Callable[[], V]) -> V:
        """Give the value of `key`, from `load` when no current one is at hand."""
        revision = self._revision()
        if revision is None:
            return load()
        entry = self._entries.get(key)
        if entry is not None and entry[0] == revision:
            return entry[1]
        value = load()
        if len(self._entries) >= self._max_entries:
            self._entries.clear()
        self._entries[key] = (revision, value)
        return value
