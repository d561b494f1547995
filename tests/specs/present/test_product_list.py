"""Products are listed side by side, each fact from the document that says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from failmode.specs.documents import name_documents
from failmode.specs.facts.products import Direction
from failmode.specs.present.product_list import ListedProduct, list_products
from failmode.specs.specification import read_documents, read_text
from tests.conftest import REPOSITORY

TABLE = """
| Product | Setting | Default | Evidence | Source |
|---|---|---|---|---|
| Fax | line | open | reported | its user |
| Cable | line | as Fax | documented | its maker |
| Circle | line | as circle | documented | its maker |
| Telex | none | | measured | here |
| Pigeon | unknown | unknown | unknown | |
| Radio | band | unknown | documented | its maker |
| Lamp | oil | open up to 1.2, closed from 1.3 on | documented | its maker |
| Okta | | | documented | its maker |
"""
POLICY = """# Okta failmode

| Mode | When Duo cannot be reached | Default |
|---|---|---|
| accept | The user is allowed in. | no |
| reject | The user is denied. | yes |
"""
VERDICTS = """# Verdicts

## Abacus

| Fault | Stage | Outcome | Evidence |
|---|---|---|---|
| reset | ping | denied | measured |
"""


def listed() -> dict[str, ListedProduct]:
    """List the products of these documents by name."""
    texts = {"a.md": POLICY, "b.md": TABLE, "c.md": VERDICTS}
    documents = [read_text(Path("docs") / name, text) for name, text in texts.items()]
    found = list_products(name_documents(documents, Path("docs")))
    return {product.name: product for product in found}


@pytest.mark.parametrize(
    ("name", "direction"),
    [
        ("Fax", Direction.OPENS),
        ("Cable", Direction.OPENS),
        ("Circle", Direction.UNKNOWN),
        ("Telex", Direction.NO_FAILMODE),
        ("Pigeon", Direction.UNKNOWN),
        ("Radio", Direction.UNKNOWN),
        ("Lamp", Direction.BY_VERSION),
        ("Okta", Direction.CLOSES),
        ("Abacus", Direction.UNKNOWN),
    ],
)
def test_the_default_of_a_product_leads_somewhere(name: str, direction: Direction) -> None:
    assert listed()[name].direction is direction


def test_what_a_row_leaves_blank_comes_from_the_product_s_own_document() -> None:
    okta = listed()["Okta"]
    assert (okta.setting, okta.open, okta.closed) == ("failmode", "accept", "reject")
    assert (okta.default, str(okta.place)) == ("reject", "docs/b.md:11")


@pytest.mark.parametrize(
    ("name", "unknown"),
    [
        ("Fax", ()),
        ("Telex", ()),
        ("Pigeon", ("whether it has a failmode",)),
        ("Abacus", ("whether it has a failmode",)),
        ("Radio", ("its default",)),
    ],
)
def test_what_nobody_says_is_said_in_words(name: str, unknown: tuple[str, ...]) -> None:
    assert listed()[name].unknown == unknown


def test_a_product_of_a_verdict_table_alone_is_listed_with_the_line_of_its_heading() -> None:
    assert str(listed()["Abacus"].place) == "docs/c.md:3"


@pytest.mark.parametrize("folder", ["docs", "docs/duo"], ids=("with the field", "without it"))
def test_the_default_of_an_installer_is_that_of_its_product(folder: str) -> None:
    docs = REPOSITORY / folder
    named = name_documents(read_documents([docs]), docs)
    found = {product.name: product for product in list_products(named)}
    windows, macos = found["Windows Logon"], found["macOS"]
    assert (windows.setting, windows.open, windows.closed) == ("FailOpen", "1", "0")
    assert windows.direction is Direction.BY_VERSION
    assert windows.default == "closed from 4.3.0 on, open up to 4.2.2"
    assert (macos.direction, macos.default) == (Direction.CLOSES, "closed 2.0.5")


def test_every_product_of_this_repository_that_has_a_verdict_table_has_a_row() -> None:
    docs = REPOSITORY / "docs"
    found = list_products(name_documents(read_documents([docs]), docs))
    assert [product.name for product in found if product.evidence is None] == []
    assert {"AD FS", "OWA", "Windows Logon", "Duo Unix"} <= {product.name for product in found}
