"""A database that fails in the middle of a change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from failmode.simulator.state.store import Store

_WRITES = ("INSERT", "UPDATE", "DELETE")


class WriteCounter:
    """Counts the statements that change rows.

    Args:
        failing: the number of the statement that fails, from 1; None: none does.

    Attributes:
        seen: how many there were.
    """

    def __init__(self, failing: int | None = None) -> None:
        self.seen = 0
        self._failing = failing

    def __call__(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        """See SQLAlchemy's event `before_cursor_execute`."""
        if statement.lstrip().upper().startswith(_WRITES):
            self.seen += 1
            if self.seen == self._failing:
                raise OSError("the disk is full")


@contextmanager
def counted_writes(store: Store, *, failing: int | None = None) -> Iterator[WriteCounter]:
    """Count the writes of a block.

    Args:
        store: the database.
        failing: the number of the write that fails, from 1; None: all go well.
    """
    counter = WriteCounter(failing)
    event.listen(store.engine, "before_cursor_execute", counter)
    try:
        yield counter
    finally:
        event.remove(store.engine, "before_cursor_execute", counter)
