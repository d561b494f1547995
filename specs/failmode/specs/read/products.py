"""Tables of products: the setting that is their failmode, its default, what is unreachable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from failmode.specs.facts.products import (
    UNKNOWN,
    ProductDefault,
    ProductRow,
    VersionDefault,
)
from failmode.specs.model import Severity, Sourced
from failmode.specs.read.columns import Cells, has_columns, read_rows
from failmode.specs.read.markdown import Table
from failmode.specs.read.page import KindReader, KindReading, Page
from failmode.specs.rules import FindingLog, LintRule
from failmode.terms import Evidence, Failmode


class DefaultUnclear(LintRule):
    """A product's default that is neither open nor closed, nor unknown, nor another product's.

    Why is this bad? The default decides who gets in where nobody configured anything.
    """

    name = "default-unclear"
    severity = Severity.ERROR


RULES: tuple[type[LintRule], ...] = (DefaultUnclear,)


class _Column(StrEnum):
    PRODUCT = "Product"
    SETTING = "Setting"
    WHERE = "Where"
    OPEN = "Open"
    CLOSED = "Closed"
    DEFAULT = "Default"
    UNREACHABLE = "Unreachable"
    EVIDENCE = "Evidence"
    SOURCE = "Source"
    REMARK = "Remark"


_REQUIRED = (
    _Column.PRODUCT,
    _Column.SETTING,
    _Column.DEFAULT,
    _Column.EVIDENCE,
    _Column.SOURCE,
)
_DISTINCTIVE = (_Column.WHERE, _Column.UNREACHABLE, _Column.SOURCE)
_VERSION = r"(?P<versions>up to \d+(?:\.\d+)*|from \d+(?:\.\d+)* on)"
_DEFAULT = re.compile(rf"(?P<failmode>open|closed)(?: {_VERSION})?", re.IGNORECASE)
_ANOTHERS = re.compile(r"as (?P<product>.+)", re.IGNORECASE)


def is_products_table(table: Table) -> bool:
    """Return whether a table lists products with their failmodes."""
    return has_columns(table, [_Column.PRODUCT]) and any(
        has_columns(table, [column]) for column in _DISTINCTIVE
    )


def read_products(page: Page, log: FindingLog) -> KindReading:
    """Read every table of products of a document.

    Args:
        page: the document.
        log: takes the findings.

    Returns:
        The rows that could be understood.
    """
    tables = [table for table in page.tables if is_products_table(table)]
    rows = tuple(
        row
        for table in tables
        for cells in read_rows(table, _Column, _REQUIRED, "table of products", log)
        for row in _rows(cells)
    )
    return KindReading(rows, is_of_kind=bool(tables))


PRODUCTS_READER = KindReader(
    "products",
    read_products,
    expects="a table of products",
    is_own_table=is_products_table,
    columns="products (Product, Setting, Where, Default, Unreachable, Evidence, Source)",
    rules=RULES,
)


def _rows(cells: Cells[_Column]) -> Iterator[ProductRow]:
    name = cells.text(_Column.PRODUCT)
    evidence = cells.value(_Column.EVIDENCE, Evidence)
    if not name:
        cells.report(_Column.PRODUCT, "", ("the name of a product",))
    if not name or evidence is None:
        return
    yield ProductRow(
        product=Sourced(name, cells.row.line, name),
        setting=cells.text(_Column.SETTING),
        where=cells.text(_Column.WHERE),
        open=cells.text(_Column.OPEN),
        closed=cells.text(_Column.CLOSED),
        default=_default(cells),
        unreachable=cells.text(_Column.UNREACHABLE),
        evidence=evidence,
        source=cells.text(_Column.SOURCE),
        remark=cells.text(_Column.REMARK),
        line=cells.row.line,
    )


def _default(cells: Cells[_Column]) -> ProductDefault | None:
    text = cells.text(_Column.DEFAULT)
    if not text:
        return None
    if text.casefold() == UNKNOWN:
        return ProductDefault(text)
    another = _ANOTHERS.fullmatch(text)
    if another:
        return ProductDefault(text, product=another["product"])
    found = [_DEFAULT.fullmatch(part.strip()) for part in text.split(",")]
    parts = [
        VersionDefault(Failmode(each["failmode"].casefold()), each["versions"] or "")
        for each in found
        if each
    ]
    whole = [part for part in parts if not part.versions]
    if len(parts) < len(found) or (whole and len(parts) > 1):
        message = (
            f"the default {text!r} is not understood; write `open`, `closed`, `unknown`, by "
            "version `open up to 4.2.2, closed from 4.3.0 on`, or `as Authentication Proxy`"
        )
        cells.log.add(DefaultUnclear, cells.row.line, message, text)
        return None
    return ProductDefault(text, tuple(parts))
