"""A kind of document is declared in one place, and then read, linted, derived and shown."""

from __future__ import annotations

from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import cast

import pytest
from rich.console import Console

from failmode.cli.commands.read import print_document
from failmode.specs.derive.context import Context, KindDerivation
from failmode.specs.documents import name_documents
from failmode.specs.kinds import KINDS, DocumentKind
from failmode.specs.lint.checks import Checks
from failmode.specs.model import Document, Severity
from failmode.specs.present.view import Grid, Json, KindView
from failmode.specs.read.columns import header_keys
from failmode.specs.read.markdown import Table
from failmode.specs.read.page import KindReader, KindReading, Page
from failmode.specs.rules import FindingLog, LintRule
from failmode.specs.scenarios import Feature, Rule, Scenario, Source, then, when
from failmode.specs.specification import (
    derive_documents,
    document_grids,
    document_to_json,
    lint_documents,
    lint_rules,
    plan_features,
    read_text,
)

TEXT = """# Bells

| Bell | Rings |
|---|---|
| Door | 2 |
| Fire | 0 |
"""


@dataclass(frozen=True, slots=True)
class Bell:
    """A bell, and how often it rings."""

    name: str
    rings: int
    line: int


class BellSilent(LintRule):
    """A bell that never rings.

    Why is this bad? Nobody hears it.
    """

    name = "bell-silent"
    severity = Severity.WARNING


def is_bells_table(table: Table) -> bool:
    return header_keys(table) == ("bell", "rings")


def read_bells(page: Page, _log: FindingLog) -> KindReading:
    rows = [row for table in page.tables if is_bells_table(table) for row in table.rows]
    bells = tuple(Bell(row.cells[0].text, int(row.cells[1].text), row.line) for row in rows)
    return KindReading(bells, is_of_kind=bool(bells))


def check_bells(document: Document, log: FindingLog) -> None:
    for bell in document.every(Bell):
        if not bell.rings:
            log.add(BellSilent, bell.line, f"the bell {bell.name!r} never rings")


def bell_features(context: Context) -> tuple[Feature, ...]:
    return tuple(
        Feature(
            named.feature_path(),
            "Bells",
            named.at(1),
            (Rule("Bells ring", tuple(scenario(bell, named.name) for bell in bells)),),
        )
        for named in context.documents
        if (bells := named.document.every(Bell))
    )


def scenario(bell: Bell, document: str) -> Scenario:
    steps = (when("somebody presses the button"), then(f"it rings {bell.rings} times"))
    return Scenario(f"{bell.name} rings", Source(document, bell.line), (), steps)


def to_json(document: Document) -> Json:
    return {"bells": [{"name": bell.name, "line": bell.line} for bell in document.every(Bell)]}


def grids(document: Document) -> tuple[Grid, ...]:
    rows = tuple((bell.name, str(bell.rings), str(bell.line)) for bell in document.every(Bell))
    return (Grid(("bell", "rings", "line"), rows),) if rows else ()


BELLS = DocumentKind(
    KindReader(
        "bells",
        read_bells,
        expects="a table of bells",
        is_own_table=is_bells_table,
        columns="bells (Bell, Rings)",
    ),
    KindView(to_json, grids),
    (Checks((BellSilent,), (check_bells,)),),
    KindDerivation(bell_features, ()),
)
WITH_BELLS = (*KINDS, BELLS)


@pytest.fixture
def document() -> Document:
    """Read the document about bells with that kind."""
    return read_text(Path("docs/bells.md"), TEXT, WITH_BELLS)


def test_a_kind_is_read(document: Document) -> None:
    assert document.kind == "bells"
    assert document.every(Bell) == (Bell("Door", 2, 5), Bell("Fire", 0, 6))
    assert document.findings == ()
    assert [each.rule for each in read_text(Path("bells.md"), TEXT).findings] == ["table-unknown"]


def test_a_kind_is_declared_by_the_front_matter() -> None:
    text = "---\nkind: bells\n---\n\n# Nothing\n"
    assert read_text(Path("bells.md"), text, WITH_BELLS).kind == "bells"
    (finding, *_) = read_text(Path("bells.md"), text).findings
    assert finding.rule == "kind-unknown"
    assert "bells" not in finding.message.partition("expected")[2]


def test_what_is_expected_names_the_columns_of_every_kind() -> None:
    text = "# X\n\n| a |\n|---|\n| b |\n"
    (finding,) = read_text(Path("x.md"), text, WITH_BELLS).findings
    assert "bells (Bell, Rings)" in finding.message


def test_a_kind_is_linted(document: Document) -> None:
    found = lint_documents([document], WITH_BELLS)
    assert [(each.rule, each.line) for each in found] == [("bell-silent", 6)]
    assert lint_documents([document]) == ()
    assert BellSilent in lint_rules(WITH_BELLS)


def test_a_kind_leads_to_a_feature(document: Document, tmp_path: Path) -> None:
    named = name_documents([document], Path("docs"))
    (feature,) = derive_documents(named, WITH_BELLS).features
    assert str(feature.path) == "bells.feature"
    (change,) = plan_features(named, tmp_path, kinds=WITH_BELLS).changes
    assert change.after is not None
    assert "Then it rings 2 times" in change.after
    assert "# docs/bells.md:6" in change.after


def test_a_kind_is_shown_as_json(document: Document) -> None:
    shown = document_to_json(document, WITH_BELLS)
    assert shown["bells"] == [{"name": "Door", "line": 5}, {"name": "Fire", "line": 6}]
    assert "bells" not in document_to_json(document)


def test_a_kind_is_shown_to_people(document: Document) -> None:
    (grid,) = document_grids(document, WITH_BELLS)
    assert grid.rows == (("Door", "2", "5"), ("Fire", "0", "6"))


def test_failmode_read_prints_the_tables_of_a_kind(document: Document) -> None:
    console = Console(file=StringIO(), width=80)
    print_document(console, document, WITH_BELLS)
    printed = cast("StringIO", console.file).getvalue()
    assert printed.startswith("docs/bells.md (bells): Bells\n")
    assert [line.split() for line in printed.splitlines() if "Fire" in line] == [["Fire", "0", "6"]]
