"""Where a scenario comes from: the document line in the comment above it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

_ORIGIN = re.compile(r"^\s*#\s*(?P<origin>\S+\.md:\d+)\s*$")
_RULE = re.compile(r"^\s*#\s*rule:\s*(?P<rule>.+?)\s*$")
SOURCE_COLUMN = "source"
"""The column of an Examples table that names a row's own document line."""


@lru_cache(maxsize=64)
def _lines(feature_file: str) -> tuple[str, ...]:
    return tuple(Path(feature_file).read_text(encoding="utf-8").splitlines())


def origin(feature_file: str, scenario_line: int, row: Mapping[str, str]) -> str:
    """The document line that a scenario, or one row of an outline, was written from.

    Args:
        feature_file: path of the feature.
        scenario_line: 1-based line of the `Scenario` keyword.
        row: the outline's values; empty for a plain scenario.

    Returns:
        `docs/...md:LINE`, or the feature's own `file:line` for hand-written scenarios.
    """
    if row.get(SOURCE_COLUMN):
        return row[SOURCE_COLUMN]
    for comment in _comments_above(feature_file, scenario_line):
        if found := _ORIGIN.match(comment):
            return found["origin"]
    return f"{feature_file}:{scenario_line}"


def rules(feature_file: str, scenario_line: int) -> tuple[str, ...]:
    """The rules that the scenario's comments name, with their document lines."""
    found = (_RULE.match(line) for line in _comments_above(feature_file, scenario_line))
    return tuple(match["rule"] for match in found if match)


def _comments_above(feature_file: str, scenario_line: int) -> tuple[str, ...]:
    lines = _lines(feature_file)
    first = scenario_line - 1
    while first > 0 and lines[first - 1].lstrip().startswith(("#", "@")):
        first -= 1
    return lines[first : scenario_line - 1]
