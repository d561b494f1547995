"""The headings of the rules document as JSON and as a table."""

from __future__ import annotations

from collections.abc import Iterator

from failmode.specs.facts.rules_document import RuleHeading
from failmode.specs.model import Document
from failmode.specs.present.view import Grid, Json, KindView


def _to_json(document: Document) -> Json:
    headings = document.every(RuleHeading)
    return {"rules": [{"line": rule.line, "title": rule.title} for rule in headings]}


def _grids(document: Document) -> Iterator[Grid]:
    headings = document.every(RuleHeading)
    if headings:
        yield Grid(("rule", "line"), tuple((rule.title, str(rule.line)) for rule in headings))


RULES_VIEW = KindView(_to_json, _grids)
