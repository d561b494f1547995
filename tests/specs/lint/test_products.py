"""What a table of products says is compared with the products' own documents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from failmode.specs.model import Finding
from failmode.specs.specification import lint_documents, read_text
from tests.conftest import REPOSITORY

FIELD = "docs/ninjaone/cpval-duo-failopen.md"
PROXY = "docs/duo/authentication-proxy.md"
RULES = "docs/rules.md"
INSTALLERS = "docs/duo/logon-settings.md"


def products(*rows: str) -> str:
    """Write a table of products."""
    return (
        "| Product | Setting | Where | Open | Closed | Default | Evidence | Source |\n"
        "|---|---|---|---|---|---|---|---|\n" + "".join(f"| {row} |\n" for row in rows)
    )


def findings(table: str, *beside: str, **texts: str) -> Sequence[Finding]:
    """Lint a table of products beside documents of this repository, and other texts."""
    of_repository = {name: (REPOSITORY / name).read_text(encoding="utf-8") for name in beside}
    every = {"products.md": table} | of_repository | texts
    documents = [read_text(Path(name), text) for name, text in every.items()]
    found = lint_documents(documents)
    return [each for each in found if each.path == "products.md" or "feeds" in each.message]


def test_a_blank_cell_leaves_the_word_to_the_product_s_own_document() -> None:
    blank = products(
        "Authentication Proxy | failmode | | | | | measured | here",
        "Windows Logon | | | | | closed | documented | Duo",
    )
    assert findings(blank, PROXY, FIELD, RULES) == []


@pytest.mark.parametrize(
    ("row", "mine", "other"),
    [
        ("Authentication Proxy | failmode | | | | closed | measured | here", "closed", "safe"),
        ("Authentication Proxy | none | | | | | measured | here", "none", "failmode safe"),
        ("Windows Logon | Fail | | | | | documented | Duo", "Fail", "FailOpen"),
        ("macOS | | | | | open | documented | Duo", "open", "closed 2.0.5"),
        ("macOS | fail_open | | yes | | | documented | Duo", "yes", "true"),
        ("macOS | fail_open | | | no | | documented | Duo", "no", "false"),
    ],
)
def test_a_cell_that_says_otherwise_than_the_product_s_document_is_an_error(
    row: str, mine: str, other: str
) -> None:
    (finding, *_) = findings(products(row), PROXY, FIELD, RULES, INSTALLERS)
    assert (finding.rule, finding.line) == ("product-contradiction", 3)
    assert finding.values == (mine, other)
    assert "docs/" in finding.message


def test_a_product_without_failmode_has_no_verdict_that_the_failmode_decides() -> None:
    verdicts = (
        "## Telex\n\n| Fault | Stage | Outcome | Evidence |\n|---|---|---|---|\n"
        "| reset | auth | denied | measured |\n| reset | ping | failmode decides | measured |\n"
    )
    table = products("Telex | none | | | | | measured | here")
    (finding,) = findings(table, **{"verdicts.md": verdicts})
    assert finding.values == ("none", "failmode decides")
    assert "verdicts.md:6" in finding.message


def test_a_default_opposed_to_that_of_the_field_which_feeds_the_product_is_told() -> None:
    opens = products("macOS | | | | | open | documented | Duo")
    (finding,) = findings(opens, FIELD, RULES)
    assert (finding.rule, finding.path) == ("defaults-opposed", FIELD)
    assert "macOS, which it feeds, fails open" in finding.message
    for_both = (
        (REPOSITORY / FIELD).read_text(encoding="utf-8").replace("| `Disabled` |", "| `All` |")
    )
    other = products("Telex | none | | | | | measured | here")
    (finding,) = findings(other, RULES, INSTALLERS, **{FIELD: for_both})
    assert "macOS, which it feeds, fails closed" in finding.message
    by_version = "macOS | | | | | open up to 1, closed from 2 on | documented | Duo"
    assert findings(products(by_version), FIELD, RULES) == []


def test_unknown_defaults_are_told_in_one_finding_that_names_the_products() -> None:
    table = products(
        "Fax | line | | | | unknown | documented | its maker",
        "Telex | key | | | | unknown | documented | its maker",
        "Pigeon | unknown | | | | unknown | unknown | ",
    )
    (finding,) = findings(table)
    assert (finding.rule, finding.line) == ("product-default-unknown", 3)
    assert finding.values == ("Fax", "Telex")
