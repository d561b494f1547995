"""The list of mutations that may survive everything, each with a reason."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path

FILE = Path(__file__).with_name("survivors.toml")


def accepted(file: Path = FILE) -> Mapping[str, str]:
    """Read the list: the reason by `Mutation.key`.

    Raises:
        ValueError: when an entry has no reason, or stands twice.
    """
    found: dict[str, str] = {}
    for entry in tomllib.loads(file.read_text(encoding="utf-8")).get("survivor", []):
        key, reason = entry["mutation"], entry.get("reason", "").strip()
        if not reason:
            raise ValueError(f"{file.name}: {key}: give a reason")
        if key in found:
            raise ValueError(f"{file.name}: {key}: it stands twice")
        found[key] = reason
    return found


def gone(list_of_survivors: Mapping[str, str], keys: Collection[str]) -> list[str]:
    """Return the entries whose place no longer exists."""
    return [key for key in list_of_survivors if key not in keys]
