"""What became of each mutation, kept in a file, so that a run can be gone on with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from tests.mutants.areas import Mutant, features_of, unit_tests_of
from tests.mutants.running import Outcome, Run


class Catcher(StrEnum):
    """Who noticed a mutation."""

    SCENARIO = "scenario"
    IMPORT = "import"
    TEST = "unit tests"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one mutation.

    Attributes:
        key: the mutation's.
        digest: as `digest_of` gave it.
        catcher: who noticed.
        by: the scenario or test; "" where nobody or the import did.
    """

    key: str
    digest: str
    catcher: Catcher
    by: str


def result(mutant: Mutant, scenarios: Run, tests: Run | None) -> Result:
    """Put two runs together.

    Args:
        mutant: what was changed.
        scenarios: the run of the scenarios.
        tests: the run of the tests; None when it was not needed.
    """
    catcher, by = Catcher.NOBODY, ""
    if scenarios.outcome is Outcome.NOT_IMPORTED:
        catcher = Catcher.IMPORT
    elif scenarios.outcome is not Outcome.SURVIVED:
        catcher, by = Catcher.SCENARIO, scenarios.by or scenarios.outcome
    elif tests is not None and tests.outcome is not Outcome.SURVIVED:
        catcher, by = Catcher.TEST, tests.by or tests.outcome
    return Result(mutant.mutation.key, digest_of(mutant, catcher), catcher, by)


def digest_of(mutant: Mutant, catcher: Catcher) -> str:
    """Return what a result depends on: another digest, and it has to be had anew.

    Args:
        mutant: what was changed.
        catcher: who noticed. Where scenarios did not, one that is new may.
    """
    files = [mutant.file]
    if catcher in (Catcher.TEST, Catcher.NOBODY):
        files += (*features_of(mutant.area), *unit_tests_of(mutant.area))
    digest = hashlib.sha256()
    for file in files:
        digest.update(_digest(file, file.stat().st_mtime_ns))
    return digest.hexdigest()[:16]


@cache
def _digest(file: Path, _modified: int) -> bytes:
    return hashlib.sha256(file.read_bytes()).digest()


class ResultFile:
    """Results, one JSON object a line.

    Args:
        file: made with its folder when the first result is added.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def read(self) -> Mapping[str, Result]:
        """Read the newest result of each mutation, by its key."""
        if not self._file.exists():
            return {}
        found = {}
        for line in self._file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            row["catcher"] = Catcher(row["catcher"])
            found[row["key"]] = Result(**row)
        return found

    def add(self, one: Result) -> None:
        """Add a result."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(one)) + "\n")

    def forget(self) -> None:
        """Remove every result."""
        self._file.unlink(missing_ok=True)
