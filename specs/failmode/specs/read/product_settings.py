"""Tables of the settings of Duo's products, from the installer's property to what is kept."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from failmode.specs.facts.product_settings import ProductSetting
from failmode.specs.model import Severity
from failmode.specs.read.columns import Cells, has_columns, read_rows
from failmode.specs.read.markdown import Table
from failmode.specs.read.page import KindReader, KindReading, Page
from failmode.specs.rules import FindingLog, LintRule
from failmode.terms import Evidence


class SettingValues(LintRule):
    """A setting whose values, and what the installer is given for them, do not go together.

    Why is this bad? Nobody can tell what to give the installer for a value.
    """

    name = "setting-values"
    severity = Severity.ERROR


class _Column(StrEnum):
    SETTING = "Setting"
    PRODUCT = "Product"
    PROPERTY = "Installer property"
    GIVEN_AS = "Given as"
    WRITTEN_AS = "Written as"
    VALUES = "Values"
    DEFAULT = "Installer default"
    VERSIONS = "Versions"
    EVIDENCE = "Evidence"


_REQUIRED = tuple(column for column in _Column if column is not _Column.VERSIONS)
_DISTINCTIVE = (_Column.SETTING, _Column.PROPERTY)
_TEXTS = (_Column.SETTING, _Column.PRODUCT, _Column.PROPERTY, _Column.WRITTEN_AS)
_NONE = "none"
"""How a cell says that the installer does nothing by itself."""


def is_product_settings_table(table: Table) -> bool:
    """Return whether a table says what an installer is given for a product's settings."""
    return has_columns(table, _DISTINCTIVE)


def read_product_settings(page: Page, log: FindingLog) -> KindReading:
    """Read every table of product settings of a document.

    Args:
        page: the document.
        log: takes the findings.

    Returns:
        One fact for each row that could be understood.
    """
    found = tuple(
        setting
        for table in page.tables
        if is_product_settings_table(table)
        for cells in read_rows(table, _Column, _REQUIRED, "table of product settings", log)
        for setting in _setting(cells)
    )
    return KindReading(found, is_of_kind=bool(found))


PRODUCT_SETTINGS_READER = KindReader(
    "settings",
    read_product_settings,
    is_own_table=is_product_settings_table,
    expects="a table of product settings",
    columns="product settings (Setting, Product, Installer property, ...)",
    rules=(SettingValues,),
)


def _setting(cells: Cells[_Column]) -> Iterator[ProductSetting]:
    blank = [column for column in _TEXTS if not cells.text(column)]
    for column in blank:
        cells.report(column, "", ("a text",))
    evidence = cells.value(_Column.EVIDENCE, Evidence)
    values, given_as = cells.items(_Column.VALUES), cells.items(_Column.GIVEN_AS)
    default = cells.text(_Column.DEFAULT)
    if not values or len(values) != len(given_as):
        message = (
            f"the setting has {len(values)} values, and the installer is given {len(given_as)}; "
            "name one for each, in the same order"
        )
        cells.log.add(SettingValues, cells.row.line, message, *values)
        return
    if default not in (*values, _NONE):
        cells.report(_Column.DEFAULT, default, (*values, _NONE))
        return
    if blank or evidence is None:
        return
    yield ProductSetting(
        setting=cells.text(_Column.SETTING),
        product=cells.text(_Column.PRODUCT),
        installer_property=cells.text(_Column.PROPERTY),
        given_as=given_as,
        written_as=cells.text(_Column.WRITTEN_AS),
        values=values,
        installer_default="" if default == _NONE else default,
        versions=cells.text(_Column.VERSIONS),
        evidence=evidence,
        line=cells.row.line,
    )
