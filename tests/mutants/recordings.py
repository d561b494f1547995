"""Recordings of who calls what, kept by the file of scenarios or tests that was run.

A recording is one of this simulator and of this file. What else a run depends on, such as the
steps, is left out on purpose: by a recording that is out of date somebody who would notice may not
be asked, but nobody is said to notice who does not.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.mutants.areas import REPOSITORY, SIMULATOR, TERMS
from tests.mutants.calls import Calls, Item


@dataclass(frozen=True, slots=True)
class Recordings:
    """Recordings in a folder.

    Attributes:
        folder: made when the first one is kept.
    """

    folder: Path

    def find(self, file: Path) -> Calls | None:
        """Return the recording of a file; None where there is none, or one of something else.

        Args:
            file: of scenarios or tests.
        """
        place = self._place(file)
        if not place.exists():
            return None
        kept = json.loads(place.read_text(encoding="utf-8"))
        if kept["of"] != _digest(file):
            return None
        functions = kept["functions"]
        items = tuple(
            Item(name, seconds, frozenset(functions[number] for number in numbers))
            for name, (seconds, numbers) in kept["items"].items()
        )
        return Calls(items, frozenset(functions[number] for number in kept["always"]))

    def keep(self, file: Path, calls: Calls) -> None:
        """Keep the recording of a file, unless something in it failed.

        Args:
            file: of scenarios or tests.
            calls: the recording of this file alone.
        """
        if calls.failed:
            return
        functions = sorted(calls.always.union(*(item.calls for item in calls.items)))
        numbers = {name: number for number, name in enumerate(functions)}
        kept = {
            "of": _digest(file),
            "functions": functions,
            "always": sorted(numbers[name] for name in calls.always),
            "items": {
                item.id: [item.seconds, sorted(numbers[name] for name in item.calls)]
                for item in calls.items
            },
        }
        place = self._place(file)
        place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_suffix(".part")
        part.write_text(json.dumps(kept), encoding="utf-8")
        part.replace(place)

    def _place(self, file: Path) -> Path:
        name = file.relative_to(REPOSITORY) if file.is_relative_to(REPOSITORY) else file.name
        return self.folder / f"{name}.json"


def _digest(file: Path) -> str:
    digest = hashlib.sha256(_simulator())
    digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


@cache
def _simulator() -> bytes:
    return _of_all(file for place in (SIMULATOR, TERMS) for file in sorted(place.rglob("*.py")))


def _of_all(files: Iterable[Path]) -> bytes:
    digest = hashlib.sha256()
    for file in files:
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.digest()
