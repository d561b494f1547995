"""The INSERT of a table's rows, ready to be run again and again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Dialect, Table, insert


class PreparedInsert:
    """Writes rows of a table.

    SQLAlchemy finds a statement's text, and how its values are bound, anew at each run, which takes
    as long as SQLite does to write the row.

    Args:
        table: where the rows are written.
        dialect: of the database.
        columns: names of the columns that the rows have; left out: all of them.

    Attributes:
        table: the same.
        statement: as the database's driver takes it, with the `parameters` of one row or of many.
    """

    def __init__(
        self, table: Table, dialect: Dialect, columns: Iterable[str] | None = None
    ) -> None:
        names = list(table.columns.keys() if columns is None else columns)
        compiled = insert(table).compile(dialect=dialect, column_keys=names)
        self.table = table
        self.statement = str(compiled)
        self._is_positional = compiled.positiontup is not None
        self._processors = {
            name: _processor(table.columns[name].type, dialect)
            for name in compiled.positiontup or names
        }

    def parameters(self, row: Mapping[str, Any]) -> tuple[Any, ...] | dict[str, Any]:
        """Return a row's values as the database's driver takes them.

        Args:
            row: the values by the names of the columns.
        """
        values = {name: process(row[name]) for name, process in self._processors.items()}
        return tuple(values.values()) if self._is_positional else values

    def run(self, connection: Connection, row: Mapping[str, Any]) -> None:
        """Write a row.

        Args:
            connection: to a database of the dialect.
            row: see `parameters`.

        Raises:
            SQLAlchemyError: when the row does not fit the table.
        """
        connection.exec_driver_sql(self.statement, self.parameters(row))


def _processor(kind: Any, dialect: Dialect) -> Callable[[Any], Any]:
    """Find what makes a value one that the driver takes."""
    found: Callable[[Any], Any] | None = kind.dialect_impl(dialect).bind_processor(dialect)
    return found if found is not None else lambda value: value
