"""The command `failmode products`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from failmode.cli.root import main
from tests.conftest import REPOSITORY

TABLE = """
| Product | Setting | Default | Evidence | Source |
|---|---|---|---|---|
| Fax machine with a name that is far too long | a setting that is long | open | reported | a user |
| Lamp | oil | open up to 1.2, closed from 1.3 on | documented | its maker |
| Telex | none | | measured | here |
| Pigeon | unknown | unknown | unknown | |
| Radio | band | unknown | documented | its maker |
"""


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Write a folder of documents with one table of products."""
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "products.md").write_text(TABLE, encoding="utf-8")
    return folder


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["products", *map(str, arguments)])


def test_products_are_grouped_by_where_their_defaults_lead(docs: Path) -> None:
    result = run(docs)
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        "Opens by default: whoever has the password gets in",
        "  Fax machine with a name that is f… a setting that is… reported   products.md:4",
        "Differs by version",
        "  Lamp                               oil                documented products.md:5",
        "    open up to 1.2, closed from 1.3 on",
        "Has no failmode",
        "  Telex                                                 measured   products.md:6",
        "Nobody says publicly",
        "  whether it has a failmode: Pigeon",
        "  its default: Radio",
        "5 products: 1 open, 1 by version, 1 have no failmode, 2 unknown",
        "read in docs/products.md",
    ]


def test_json_has_everything_that_is_said_of_a_product(docs: Path) -> None:
    lamp = json.loads(run(docs, "--json").stdout)[1]
    assert lamp == {
        "product": "Lamp",
        "setting": "oil",
        "where": None,
        "open": None,
        "closed": None,
        "direction": "differs by version",
        "default": "open up to 1.2, closed from 1.3 on",
        "unreachable": None,
        "evidence": "documented",
        "source": "its maker",
        "remark": None,
        "unknown": [],
        "document": "docs/products.md:5",
    }


def test_documents_that_speak_of_no_product_say_what_to_do(tmp_path: Path) -> None:
    assert "give a table with the columns Product and Setting" in run(tmp_path).stdout


def test_the_documents_of_this_repository_fit_the_terminal() -> None:
    lines = run(REPOSITORY / "docs").stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert len(lines) <= 48
