"""All rows of a database as its driver takes them, to be put in place again and again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Table, func, select

from failmode.simulator.state.prepared_insert import PreparedInsert

Rows = dict[str, list[dict[str, Any]]]
"""All rows of a database by the names of their tables, each a value by the name of its column."""


@dataclass(frozen=True, slots=True)
class PreparedRows:
    """Statements that replace all rows of a database of one kind.

    Attributes:
        deletions: statements that empty all tables, those that refer to others first.
        insertions: statements that fill tables, those that others refer to first.
    """

    deletions: tuple[str, ...]
    insertions: tuple[_Insertion, ...]

    def put(self, connection: Connection) -> None:
        """Replace all rows.

        Raises:
            SQLAlchemyError: when the rows do not fit the tables.
        """
        for statement in self.deletions:
            connection.exec_driver_sql(statement)
        for insertion in self.insertions:
            connection.exec_driver_sql(insertion.prepared.statement, insertion.parameters)
            _advance_sequence(connection, insertion.prepared.table)


@dataclass(frozen=True, slots=True)
class _Insertion:
    prepared: PreparedInsert
    parameters: list[Any]


def prepare(rows: Rows, tables: Sequence[Table], dialect: Dialect) -> PreparedRows:
    """Write the statements that replace all rows by others.

    Args:
        rows: of a database with the same tables; they are not checked.
        tables: all tables, those that others refer to first.
        dialect: of the database.
    """
    return PreparedRows(
        deletions=tuple(str(table.delete()) for table in reversed(tables)),
        insertions=tuple(
            _insertion(table, found, dialect) for table in tables if (found := rows.get(table.name))
        ),
    )


def _insertion(table: Table, rows: Sequence[dict[str, Any]], dialect: Dialect) -> _Insertion:
    prepared = PreparedInsert(table, dialect, rows[0])
    return _Insertion(prepared, [prepared.parameters(row) for row in rows])


def _advance_sequence(connection: Connection, table: Table) -> None:
    """Let PostgreSQL number the next row after those that were inserted with their numbers."""
    column = table.autoincrement_column
    if connection.dialect.name != "postgresql" or column is None:
        return
    sequence = func.pg_get_serial_sequence(table.name, column.name)
    connection.execute(select(func.setval(sequence, select(func.max(column)).scalar_subquery())))
