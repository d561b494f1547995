"""Every kind has its keys in a document's JSON, and its tables only where it says something."""

from __future__ import annotations

from pathlib import Path

import pytest

from failmode.specs.kinds import KINDS, DocumentKind
from failmode.specs.model import OTHER, Document
from failmode.specs.specification import document_grids, document_to_json, read_text

NOTHING = Document(Path("x.md"), OTHER, None)
KEYS = {
    "custom-field": {"fields", "field_settings"},
    "verdicts": {"verdicts"},
    "duo-unix": {"duo_unix"},
    "products": {"products"},
    "proxy-servers": {"proxy_servers"},
    "failmode": {"failmode"},
    "settings": {"product_settings"},
    "rules": {"rules", "platforms", "option_words", "unset_fields", "answers"},
}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.reader.name)
def test_the_keys_of_a_kind_are_there_though_a_document_says_nothing(kind: DocumentKind) -> None:
    assert set(kind.view.to_json(NOTHING)) == KEYS[kind.reader.name]
    assert not any(kind.view.to_json(NOTHING).values())
    assert list(kind.view.grids(NOTHING)) == []


def test_no_two_kinds_share_a_key() -> None:
    keys = [key for kind in KINDS for key in kind.view.to_json(NOTHING)]
    assert sorted(keys) == sorted(set(keys))
    assert set(keys) < set(document_to_json(NOTHING))


def test_a_setting_that_a_field_feeds_is_shown_with_how_it_is_written() -> None:
    text = (
        "# F\n\n| Field Name | Setting | Platform | Product | Written as | On | Off |\n"
        "|---|---|---|---|---|---|---|\n"
        "| a | `FAILOPEN` | macOS | macOS | `fail_open` | `true` | `false` |\n"
    )
    (grid,) = document_grids(read_text(Path("f.md"), text))
    written = "macOS: fail_open of macOS, on true, off false"
    assert grid.rows == (("a", "FAILOPEN", written, "5"),)


def test_the_tables_of_the_rules_are_shown() -> None:
    text = (
        "# F\n\n| Platform | Tag | Product |\n|---|---|---|\n| Amiga | `amiga` | Fax |\n\n"
        "| Option | Covers |\n|---|---|\n| `Amigas` | Amiga |\n| `All` | every platform |\n"
    )
    document = read_text(Path("f.md"), text)
    platforms, options = document_grids(document)
    assert platforms.rows == (("Amiga", "amiga", "Fax", "5"),)
    assert options.rows == (("Amigas", "Amiga", "9"), ("All", "every platform", "10"))
    shown = document_to_json(document)
    assert shown["platforms"] == [{"line": 5, "name": "Amiga", "tag": "amiga", "product": "Fax"}]
    assert [row["covers"] for row in shown["option_words"]] == [["Amiga"], "every platform"]


def test_every_table_ends_with_the_line_of_the_document() -> None:
    docs = Path(__file__).resolve().parents[3] / "docs"
    grids = [
        grid
        for path in docs.rglob("*.md")
        for grid in document_grids(read_text(path, path.read_text(encoding="utf-8")))
    ]
    assert {grid.columns[-1] for grid in grids} == {"line"}
    assert all(len(row) == len(grid.columns) for grid in grids for row in grid.rows)
    assert all(row[-1].isdigit() or not row[-1] for grid in grids for row in grid.rows)
