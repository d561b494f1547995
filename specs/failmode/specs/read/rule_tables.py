"""Tables of what the rules need: platforms, words of options, unset fields, answers to a push."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from failmode.specs.facts.platforms import AnswerRow, OptionRow, Platform, PlatformRow, UnsetRow
from failmode.specs.read.columns import Cells, has_columns, read_rows
from failmode.specs.read.markdown import Table
from failmode.specs.read.page import Page
from failmode.specs.rules import FindingLog
from failmode.specs.synonyms import normalize
from failmode.terms import UNSET, Answer, Verdict


class _PlatformColumn(StrEnum):
    PLATFORM = "Platform"
    TAG = "Tag"
    PRODUCT = "Product"


class _OptionColumn(StrEnum):
    OPTION = "Option"
    COVERS = "Covers"


class _UnsetColumn(StrEnum):
    VALUE = "Value"
    COUNTS_AS = "Counts as"


class _AnswerColumn(StrEnum):
    ANSWER = "Answer"
    VERDICT = "Verdict"


EVERY_PLATFORM = "every platform"
NO_PLATFORM = "no platform"
DOCUMENTED_DEFAULT = "the documented default"

_TAG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def is_rule_table(table: Table) -> bool:
    """Return whether a table states what the rules need."""
    return any(has_columns(table, columns) for columns in _DISTINCTIVE)


def read_rule_tables(page: Page, log: FindingLog) -> Iterator[object]:
    """Read every such table of a document.

    Args:
        page: the document.
        log: takes the findings.

    Yields:
        One fact for each row that could be understood.
    """
    for table in page.tables:
        if _is(table, _PlatformColumn):
            for platform in read_rows(
                table, _PlatformColumn, tuple(_PlatformColumn), "table of platforms", log
            ):
                yield from _platform(platform)
        elif _is(table, _OptionColumn):
            for option in read_rows(
                table, _OptionColumn, tuple(_OptionColumn), "table of options", log
            ):
                yield from _option(option)
        elif _is(table, _UnsetColumn):
            for unset in read_rows(
                table, _UnsetColumn, tuple(_UnsetColumn), "table of unset fields", log
            ):
                yield from _unset(unset)
        elif _is(table, _AnswerColumn):
            for answer in read_rows(
                table, _AnswerColumn, tuple(_AnswerColumn), "table of answers", log
            ):
                yield from _answer(answer)


_DISTINCTIVE: tuple[tuple[StrEnum, ...], ...] = (
    (_PlatformColumn.PLATFORM, _PlatformColumn.TAG),
    tuple(_OptionColumn),
    tuple(_UnsetColumn),
    tuple(_AnswerColumn),
)


def _is(table: Table, columns: type[StrEnum]) -> bool:
    return any(isinstance(each[0], columns) and has_columns(table, each) for each in _DISTINCTIVE)


def _platform(cells: Cells[_PlatformColumn]) -> Iterator[PlatformRow]:
    name, tag = cells.text(_PlatformColumn.PLATFORM), cells.text(_PlatformColumn.TAG)
    product = cells.text(_PlatformColumn.PRODUCT)
    for column, text in ((_PlatformColumn.PLATFORM, name), (_PlatformColumn.PRODUCT, product)):
        if not text:
            cells.report(column, text, ("a text",))
    if _TAG.fullmatch(tag) is None:
        cells.report(_PlatformColumn.TAG, tag, ("small letters, digits and hyphens",))
    elif name and product:
        yield PlatformRow(Platform(name, tag), product, cells.row.line)


def _option(cells: Cells[_OptionColumn]) -> Iterator[OptionRow]:
    words = cells.items(_OptionColumn.OPTION)
    covers = cells.items(_OptionColumn.COVERS)
    if not words:
        cells.report(_OptionColumn.OPTION, "", ("words of options",))
    if not covers:
        known = (EVERY_PLATFORM, NO_PLATFORM, "names of platforms")
        cells.report(_OptionColumn.COVERS, "", known)
    if words and covers:
        is_named = covers not in ((EVERY_PLATFORM,), (NO_PLATFORM,))
        platforms = covers if is_named else ()
        yield OptionRow(words, platforms, covers == (EVERY_PLATFORM,), cells.row.line)


def _unset(cells: Cells[_UnsetColumn]) -> Iterator[UnsetRow]:
    value, counts_as = cells.text(_UnsetColumn.VALUE), cells.text(_UnsetColumn.COUNTS_AS)
    if normalize(value) != normalize(UNSET):
        cells.report(_UnsetColumn.VALUE, value, (UNSET,))
    elif not counts_as:
        cells.report(_UnsetColumn.COUNTS_AS, "", (DOCUMENTED_DEFAULT, "an option"))
    else:
        yield UnsetRow(None if counts_as == DOCUMENTED_DEFAULT else counts_as, cells.row.line)


def _answer(cells: Cells[_AnswerColumn]) -> Iterator[AnswerRow]:
    answer = cells.value(_AnswerColumn.ANSWER, Answer)
    verdict = cells.value(_AnswerColumn.VERDICT, Verdict)
    if answer is not None and verdict is not None:
        yield AnswerRow(answer, verdict, cells.row.line)


RULE_TABLE_COLUMNS = (
    "platforms (Platform, Tag, Product), options (Option, Covers), unset fields (Value, Counts "
    "as), answers (Answer, Verdict)"
)
"""The tables with their columns, for findings."""
