"""A document that leads to no scenario says so, and what it lacks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from failmode.specs.documents import name_documents
from failmode.specs.model import Finding, Severity
from failmode.specs.specification import derive_documents, read_text
from tests.conftest import REPOSITORY

RULES = (REPOSITORY / "docs/rules.md").read_text(encoding="utf-8")
OKTA = """# Okta failmode

| Mode | When Duo cannot be reached | Default |
|---|---|---|
| open | The user is allowed in. | no |
| closed | The user is denied. | yes |
"""
VERDICTS = """## Okta

| Fault | Stage | Outcome | Evidence |
|---|---|---|---|
| reset | ping | failmode decides | measured |
"""
PRODUCTS = """# Products

| Product | Setting | Default | Evidence | Source |
|---|---|---|---|---|
| Okta | failmode | closed | documented | its maker |
| Fax | line | open | documented | its maker |
"""
UNIX = """# Duo Unix

| Program | Run for |
|---|---|
| login_duo | every row |
"""


def findings(**texts: str) -> Sequence[Finding]:
    """Derive scenarios from these documents beside the rules, and give what is not used."""
    documents = [
        read_text(Path("docs") / f"{name}.md", text)
        for name, text in {"rules": RULES, **texts}.items()
    ]
    derivation = derive_documents(name_documents(documents, Path("docs")))
    return [found for found in derivation.findings if found.rule == "no-scenario"]


def test_modes_of_a_product_without_a_verdict_table_lead_to_nothing_and_say_so() -> None:
    (finding,) = findings(okta=OKTA)
    assert (finding.path, finding.line) == ("docs/okta.md", 1)
    assert finding.severity is Severity.WARNING
    assert "it gives the modes of Okta" in finding.message
    assert "write a verdict table under the heading 'Okta'" in finding.message


def test_with_a_verdict_table_they_lead_to_scenarios() -> None:
    assert findings(okta=OKTA, verdicts=VERDICTS) == []
    assert findings(okta=f"{OKTA}\n{VERDICTS}") == []


def test_a_table_of_products_without_any_verdict_table_says_so() -> None:
    (finding,) = findings(products=PRODUCTS)
    assert finding.line == 5
    assert "it lists products (Okta, Fax)" in finding.message
    assert findings(products=PRODUCTS, verdicts=VERDICTS) == []


def test_what_is_said_of_duo_unix_needs_a_verdict_table_of_a_version() -> None:
    (finding,) = findings(unix=UNIX)
    assert "no document has a verdict table for one of its versions" in finding.message


@pytest.mark.parametrize("kind", ["failmode", "verdicts", "products", "custom-field"])
def test_a_document_without_anything_of_its_declared_kind_says_so(kind: str) -> None:
    (finding,) = findings(empty=f"---\nkind: {kind}\n---\n\n# Nothing\n\nWords.\n")
    assert f"declared to be of the kind {kind!r}" in finding.message


def test_scenarios_that_are_written_out_are_scenarios() -> None:
    written = "\n```gherkin\nScenario: One\n  Given a\n```\n"
    assert findings(okta=OKTA + written) == []
