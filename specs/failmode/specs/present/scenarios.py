"""The scenarios of a document's Gherkin blocks as JSON and as a table."""

from __future__ import annotations

from collections.abc import Iterator

from failmode.specs.model import Document
from failmode.specs.present.view import Grid, Json


def scenarios_to_json(document: Document) -> list[Json]:
    """Return the name and the line of each scenario that a document has written out."""
    return [
        {"line": name.line, "name": name.value}
        for block in document.gherkin
        for name in block.scenarios
    ]


def scenario_grids(document: Document) -> Iterator[Grid]:
    """Return the scenarios that a document has written out; no table when it has none."""
    rows = tuple(
        (name.value, str(name.line)) for block in document.gherkin for name in block.scenarios
    )
    if rows:
        yield Grid(("scenario", "line"), rows)
