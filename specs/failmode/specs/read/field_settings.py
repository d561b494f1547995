"""Tables of settings: which setting of Duo a custom field feeds, and how each product writes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from failmode.specs.facts.custom_fields import FieldSetting
from failmode.specs.read.columns import Cells, has_columns, read_rows
from failmode.specs.read.markdown import Table
from failmode.specs.rules import FindingLog


class _Column(StrEnum):
    FIELD = "Field Name"
    SETTING = "Setting"
    PLATFORM = "Platform"
    PRODUCT = "Product"
    WRITTEN = "Written as"
    ON = "On"
    OFF = "Off"


_DISTINCTIVE = (_Column.FIELD, _Column.SETTING)
_TEXTS = (_Column.FIELD, _Column.SETTING, _Column.PRODUCT, _Column.WRITTEN)
_VALUES = (_Column.ON, _Column.OFF)


def is_field_settings_table(table: Table) -> bool:
    """Return whether a table says which setting a custom field feeds."""
    return has_columns(table, _DISTINCTIVE)


def read_field_settings(tables: Iterable[Table], log: FindingLog) -> tuple[FieldSetting, ...]:
    """Read every table of settings of a document.

    Args:
        tables: of the document.
        log: takes the findings.

    Returns:
        One for each platform of each row that could be understood.
    """
    return tuple(
        found
        for table in tables
        if is_field_settings_table(table)
        for cells in read_rows(table, _Column, tuple(_Column), "table of settings", log)
        for found in _settings(cells)
    )


def _settings(cells: Cells[_Column]) -> Iterator[FieldSetting]:
    blank = [column for column in _TEXTS if not cells.text(column)]
    values = [column for column in _VALUES if cells.text(column)]
    if len(values) == 1:
        blank += [column for column in _VALUES if column not in values]
    for column in blank:
        cells.report(column, "", ("a text",))
    platforms = cells.items(_Column.PLATFORM)
    if not platforms:
        cells.report(_Column.PLATFORM, "", ("names of platforms",))
    if blank:
        return
    for platform in dict.fromkeys(platforms):
        yield FieldSetting(
            field=cells.text(_Column.FIELD),
            setting=cells.text(_Column.SETTING),
            platform=platform,
            product=cells.text(_Column.PRODUCT),
            written_as=cells.text(_Column.WRITTEN),
            on=cells.text(_Column.ON),
            off=cells.text(_Column.OFF),
            line=cells.row.line,
        )
