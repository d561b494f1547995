"""Tables of products as JSON and as tables."""

from __future__ import annotations

from collections.abc import Iterator

from failmode.specs.facts.products import ProductRow
from failmode.specs.model import Document
from failmode.specs.present.view import NOT_GIVEN, Grid, Json, KindView


def _to_json(document: Document) -> Json:
    return {"products": [_row_to_json(row) for row in document.every(ProductRow)]}


def _row_to_json(row: ProductRow) -> Json:
    return {
        "line": row.line,
        "product": row.product.value,
        "setting": row.setting,
        "where": row.where,
        "open": row.open,
        "closed": row.closed,
        "default": row.default.text if row.default else None,
        "unreachable": row.unreachable,
        "evidence": row.evidence.value,
        "source": row.source,
        "remark": row.remark,
    }


def _grids(document: Document) -> Iterator[Grid]:
    rows = document.every(ProductRow)
    if rows:
        yield Grid(
            ("product", "setting", "default", "evidence", "line"),
            tuple(
                (
                    row.product.value,
                    row.setting or NOT_GIVEN,
                    row.default.text if row.default else NOT_GIVEN,
                    row.evidence.value,
                    str(row.line),
                )
                for row in rows
            ),
            "Products and their failmodes",
        )


PRODUCTS_VIEW = KindView(_to_json, _grids)
