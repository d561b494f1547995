"""The headings of the rules document, and the tables of the rules, as JSON and as tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from failmode.specs.facts.platforms import AnswerRow, OptionRow, PlatformRow, UnsetRow
from failmode.specs.facts.rules_document import RuleHeading
from failmode.specs.model import Document
from failmode.specs.present.view import Grid, Json, KindView


def _to_json(document: Document) -> Json:
    return {
        "rules": [{"line": rule.line, "title": rule.title} for rule in document.every(RuleHeading)],
        "platforms": [
            {
                "line": row.line,
                "name": row.platform.name,
                "tag": row.platform.tag,
                "product": row.product,
            }
            for row in document.every(PlatformRow)
        ],
        "option_words": [_option(row) for row in document.every(OptionRow)],
        "unset_fields": [
            {"line": row.line, "counts_as": row.counts_as} for row in document.every(UnsetRow)
        ],
        "answers": [
            {"line": row.line, "answer": row.answer.value, "verdict": row.verdict.value}
            for row in document.every(AnswerRow)
        ],
    }


def _option(row: OptionRow) -> dict[str, Any]:
    return {
        "line": row.line,
        "words": list(row.words),
        "covers": "every platform" if row.every else list(row.platforms),
    }


def _grids(document: Document) -> Iterator[Grid]:
    grids = (
        Grid(
            ("rule", "line"),
            tuple((rule.title, str(rule.line)) for rule in document.every(RuleHeading)),
        ),
        Grid(
            ("platform", "tag", "product", "line"),
            tuple(
                (row.platform.name, row.platform.tag, row.product, str(row.line))
                for row in document.every(PlatformRow)
            ),
            "Platforms",
        ),
        Grid(
            ("option", "covers", "line"),
            tuple(
                (", ".join(row.words), _covers(row), str(row.line))
                for row in document.every(OptionRow)
            ),
            "Options",
        ),
        Grid(
            ("an unset field counts as", "line"),
            tuple(
                (row.counts_as or "the documented default", str(row.line))
                for row in document.every(UnsetRow)
            ),
        ),
        Grid(
            ("answer", "verdict", "line"),
            tuple(
                (row.answer.value, row.verdict.value, str(row.line))
                for row in document.every(AnswerRow)
            ),
            "While Duo can be reached",
        ),
    )
    return (grid for grid in grids if grid.rows)


def _covers(row: OptionRow) -> str:
    return "every platform" if row.every else ", ".join(row.platforms) or "no platform"


RULES_VIEW = KindView(_to_json, _grids)
