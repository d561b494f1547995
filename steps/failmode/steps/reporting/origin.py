"""Where a scenario comes from: the document lines in the comments above it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from failmode.terms import Column

_ORIGIN = re.compile(r"^\s*#\s*(?P<origin>\S+\.md:\d+)\s*$", re.MULTILINE)
_RULE = re.compile(r"^\s*#\s*rule:\s*(?P<rule>.+?)\s*$")


def document_lines(
    feature_file: str, scenario_line: int, row: Mapping[str, str]
) -> tuple[str, ...]:
    """Find the document lines that a scenario, or one row of an outline, was written from.

    Args:
        feature_file: path of the feature.
        scenario_line: 1-based line of the `Scenario` keyword.
        row: the outline's values; empty for a plain scenario.

    Returns:
        Each as `docs/...md:LINE`: that of the row, then that of the scenario. Empty for a scenario
        that no document has.
    """
    of_row = (row[Column.SOURCE],) if row.get(Column.SOURCE) else ()
    found = (_ORIGIN.match(one) for one in _comments_above(feature_file, scenario_line))
    return tuple(dict.fromkeys((*of_row, *(match["origin"] for match in found if match))))


def rules(feature_file: str, scenario_line: int) -> tuple[str, ...]:
    """Find the rules that the scenario's comments name, with their document lines."""
    found = (_RULE.match(line) for line in _comments_above(feature_file, scenario_line))
    return tuple(match["rule"] for match in found if match)


def is_from_documents(feature: str) -> bool:
    """Say whether the text of a feature names a document line that it was written from."""
    return _ORIGIN.search(feature) is not None


@lru_cache(maxsize=64)
def _lines(feature_file: str) -> tuple[str, ...]:
    return tuple(Path(feature_file).read_text(encoding="utf-8").splitlines())


def _comments_above(feature_file: str, scenario_line: int) -> tuple[str, ...]:
    lines = _lines(feature_file)
    first = scenario_line - 1
    while first > 0 and lines[first - 1].lstrip().startswith(("#", "@")):
        first -= 1
    return lines[first : scenario_line - 1]
