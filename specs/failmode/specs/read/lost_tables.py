"""Tables that markdown does not take as such: what they say would be lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html.parser import HTMLParser

from failmode.specs.model import Severity
from failmode.specs.read.markdown import (
    Block,
    Fence,
    Literal,
    LiteralKind,
    Paragraph,
    is_delimiter_row,
    table_of,
)
from failmode.specs.read.page import KindReader
from failmode.specs.rules import FindingLog, LintRule

_LINES_OF_A_TABLE = 2


class TableBroken(LintRule):
    """A table that markdown shows as text: its delimiter row is missing or has other cells.

    Why is this bad? What stands in it specifies nothing, and its scenarios would be gone.
    """

    name = "table-broken"
    severity = Severity.ERROR


class TableHtml(LintRule):
    """A specifying table that is written in HTML.

    Why is this bad? Only markdown tables are read; what stands in another specifies nothing.
    """

    name = "table-html"
    severity = Severity.ERROR


class TableAsCode(LintRule):
    """A specifying table in a fenced block that does not say what it shows.

    Why is this bad? A table in a code block is an example, and specifies nothing.
    """

    name = "table-as-code"
    severity = Severity.WARNING


RULES: tuple[type[LintRule], ...] = (TableBroken, TableHtml, TableAsCode)


def report_lost_tables(
    blocks: Sequence[Block], kinds: Sequence[KindReader], log: FindingLog
) -> None:
    """Report what was meant as a table, and is none.

    Args:
        blocks: of a document.
        kinds: how each kind of document is read; they know the headers of their tables.
        log: takes the findings.
    """
    for block in blocks:
        if isinstance(block, Paragraph):
            _report_paragraph(block, kinds, log)
        elif isinstance(block, Literal):
            _report_literal(block, kinds, log)
        elif isinstance(block, Fence) and not block.info:
            for line, headers in _known_headers(block.content, block.content_line, kinds):
                message = (
                    "the table is in a code block, so it is not read; take the block away, or "
                    "name the block `text` when the table is an example"
                )
                log.add(TableAsCode, line, message, *headers)


def _report_paragraph(block: Paragraph, kinds: Sequence[KindReader], log: FindingLog) -> None:
    lines = block.inline.raw.split("\n")
    rows = [line for line in lines if line.lstrip().startswith("|")]
    if block.is_broken_table:
        header, delimiter = block.table_cells
        message = (
            f"this is no table for markdown: the header has {header} cells and the line "
            f"below it {delimiter}; give both the same number"
        )
        log.add(TableBroken, block.line, message, str(header), str(delimiter))
        return
    known = next(_known_headers(block.inline.raw, block.line, kinds), None)
    if known is None and (len(rows) < _LINES_OF_A_TABLE or len(rows) < len(lines)):
        return
    line, headers = known or (block.line, ())
    message = (
        "this is no table for markdown: the delimiter row is missing below the header; write "
        "`| --- | --- |` there, with as many cells as the header"
    )
    log.add(TableBroken, line, message, *headers)


def _report_literal(block: Literal, kinds: Sequence[KindReader], log: FindingLog) -> None:
    if block.kind is LiteralKind.HTML and _is_known(_html_headers(block.content), kinds):
        message = "the table is written in HTML, so it is not read; write it in markdown, with `|`"
        log.add(TableHtml, block.line, message, *_html_headers(block.content))
    causes = {
        LiteralKind.HTML: "HTML stands directly above it; leave a blank line between",
        LiteralKind.INDENTED: "it is indented by four spaces, as code is; take them away",
    }
    for line, headers in _known_headers(block.content, block.line, kinds):
        message = f"this is no table for markdown: {causes[block.kind]}"
        log.add(TableBroken, line, message, *headers)


def _known_headers(
    text: str, first: int, kinds: Sequence[KindReader]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Find the lines that are headers of tables that are read, with their cells."""
    for number, line in enumerate(text.split("\n"), start=first):
        if "|" in line and not is_delimiter_row(line):
            table = table_of(line, number)
            if any(kind.is_own_table(table) for kind in kinds):
                yield number, tuple(header.text for header in table.headers)


def _is_known(headers: Sequence[str], kinds: Sequence[KindReader]) -> bool:
    table = table_of(" | ".join(headers), 1)
    return bool(headers) and any(kind.is_own_table(table) for kind in kinds)


class _FirstRow(HTMLParser):
    """The cells of the first row of an HTML table."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self._in_cell = False
        self._is_over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in ("th", "td") and not self._is_over:
            self.cells.append("")
            self._in_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("th", "td"):
            self._in_cell = False
        elif tag == "tr" and self.cells:
            self._is_over = True

    def handle_data(self, data: str) -> None:
        if self._in_cell and not self._is_over:
            self.cells[-1] += data


def _html_headers(content: str) -> tuple[str, ...]:
    if "<table" not in content.casefold():
        return ()
    row = _FirstRow()
    row.feed(content)
    return tuple(" ".join(cell.split()) for cell in row.cells)
