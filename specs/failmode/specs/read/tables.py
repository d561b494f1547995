"""What every kind of table has in common: headers by name, rows as long as their header."""

from __future__ import annotations

from failmode.specs.read.markdown import Row, Table
from failmode.specs.rules import CELLS_EXTRA, CELLS_MISSING, FindingLog
from failmode.specs.synonyms import normalize


def header_keys(table: Table) -> tuple[str, ...]:
    """Give the key of each column's header, in the table's order."""
    return tuple(normalize(header.text) for header in table.headers)


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
