"""The INSERT of one row, ready to be run again and again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Dialect, Table, insert

from failmode.simulator.state.prepared_rows import processor


class PreparedInsert:
    """Writes single rows of a table.

    SQLAlchemy finds a statement's text, and how its values are bound, anew at each run, which takes
    as long as SQLite does to write the row.

    Args:
        table: where the rows are written.
        dialect: of the database.
    """

    def __init__(self, table: Table, dialect: Dialect) -> None:
        compiled = insert(table).compile(dialect=dialect, column_keys=list(table.columns.keys()))
        self._statement = str(compiled)
        self._is_positional = compiled.positiontup is not None
        self._processors = {
            name: processor(table.columns[name].type, dialect)
            for name in compiled.positiontup or table.columns.keys()
        }

    def run(self, connection: Connection, row: Mapping[str, Any]) -> None:
        """Write a row.

        Args:
            connection: to a database of the dialect.
            row: the values by the names of their columns, all of them.

        Raises:
            SQLAlchemyError: when the row does not fit the table.
        """
        values = {name: process(row[name]) for name, process in self._processors.items()}
        connection.exec_driver_sql(
            self._statement, tuple(values.values()) if self._is_positional else values
        )
