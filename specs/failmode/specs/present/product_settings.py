"""Settings of Duo's products as JSON and as tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from failmode.specs.facts.product_settings import ProductSetting
from failmode.specs.model import Document
from failmode.specs.present.view import Grid, Json, KindView


def _to_json(document: Document) -> Json:
    return {"product_settings": [asdict(row) for row in document.every(ProductSetting)]}


def _grids(document: Document) -> Iterator[Grid]:
    rows = document.every(ProductSetting)
    if rows:
        yield Grid(
            ("setting", "how it is handed over and kept", "line"),
            tuple((row.setting, _written(row), str(row.line)) for row in rows),
            "Settings of products",
        )


def _written(row: ProductSetting) -> str:
    versions = f" {row.versions}" if row.versions else ""
    default = f"by itself {row.installer_default}" if row.installer_default else "nothing by itself"
    return (
        f"{row.product}{versions}: {row.installer_property} ({', '.join(row.given_as)}) to "
        f"{row.written_as} ({', '.join(row.values)}), {default}; {row.evidence}"
    )


PRODUCT_SETTINGS_VIEW = KindView(_to_json, _grids)
