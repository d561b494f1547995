"""What every kind of table has in common: headers by name, rows as long as their header."""

from __future__ import annotations

from specs.lintrules import CELLS_EXTRA, CELLS_MISSING, FindingLog
from specs.markdown import Row, Table
from specs.vocabulary import word_key


def header_keys(table: Table) -> tuple[str, ...]:
    """Give the key of each column's header, in the table's order."""
    return tuple(word_key(header.text) for header in table.headers)


def check_cells(row: Row, log: FindingLog) -> None:
    """Report a row that has more or fewer cells than the table has headers."""
    expected = len(row.cells)
    if row.written > expected:
        message = (
            f"the row has {row.written} cells for {expected} headers; markdown drops the rest, "
            "so add the missing header or escape a `|` in a text as `\\|`"
        )
        log.add(CELLS_EXTRA, row.line, message, str(row.written), str(expected))
    elif row.written < expected:
        message = (
            f"the row has {row.written} cells for {expected} headers; "
            "leave a cell blank rather than out"
        )
        log.add(CELLS_MISSING, row.line, message, str(row.written), str(expected))
