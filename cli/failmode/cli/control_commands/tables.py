"""Tables of the commands that control a simulator; they fit 80 columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from failmode.cli.output import WIDTH, sanitize

_WIDEST_NAME = 22


def console() -> Console:
    """Give the console that tables are printed on."""
    return Console(width=WIDTH, highlight=False)


def table(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    unfolded: Sequence[str] = (),
    names: Sequence[str] = (),
) -> Table:
    """Make a table of texts.

    Args:
        columns: the headings.
        rows: a text for every column each.
        unfolded: headings of the columns that are never folded: numbers, and ids of a known length.
        names: headings of the columns that are folded only when they are very long: names that
            somebody else has given.
    """
    rows = [[sanitize(cell) for cell in row] for row in rows]
    result = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for at, name in enumerate(columns):
        widest = max((len(row[at]) for row in rows), default=0)
        least = min(widest, _WIDEST_NAME) if name in names else None
        result.add_column(name, no_wrap=name in unfolded, overflow="fold", min_width=least)
    for row in rows:
        result.add_row(*(Text(cell) for cell in row))
    return result
