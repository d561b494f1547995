"""The list of mutations that scenarios need not notice, each with a reason."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.mutants.results import Catcher, Result

FILE = Path(__file__).with_name("survivors.toml")


@dataclass(frozen=True, slots=True)
class Explained:
    """What is in the list: the reason by `Mutation.key`.

    Attributes:
        survivors: neither a scenario nor a test can notice it.
        unseen: no scenario can; a test does.
    """

    survivors: Mapping[str, str]
    unseen: Mapping[str, str]

    def __iter__(self) -> Iterator[str]:
        """Yield the keys."""
        yield from self.survivors
        yield from self.unseen

    def reason(self, found: Result) -> str | None:
        """Return why no scenario noticed; None where that is not explained, or one did.

        Args:
            found: what became of a mutation. A test has to notice what only no scenario can.
        """
        match found.catcher:
            case Catcher.NOBODY:
                return self.survivors.get(found.key)
            case Catcher.TEST:
                return self.unseen.get(found.key)
        return None


def explained(file: Path = FILE) -> Explained:
    """Read the list.

    Raises:
        ValueError: when an entry has no reason, or stands twice.
    """
    text = tomllib.loads(file.read_text(encoding="utf-8"))
    found: dict[str, dict[str, str]] = {"survivor": {}, "unseen": {}}
    for kind, entries in found.items():
        for entry in text.get(kind, []):
            key, reason = entry["mutation"], entry.get("reason", "").strip()
            if not reason:
                raise ValueError(f"{file.name}: {key}: give a reason")
            if any(key in others for others in found.values()):
                raise ValueError(f"{file.name}: {key}: it stands twice")
            entries[key] = reason
    return Explained(found["survivor"], found["unseen"])


def gone(listed: Explained, keys: Collection[str]) -> list[str]:
    """Return the entries whose place no longer exists."""
    return [key for key in listed if key not in keys]
