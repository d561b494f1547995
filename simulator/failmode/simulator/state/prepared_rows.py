"""All rows of a database as its driver takes them, to be put in place again and again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Table, func, insert, select

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
            connection.exec_driver_sql(insertion.statement, insertion.parameters)
            _advance_sequence(connection, insertion.table)


@dataclass(frozen=True, slots=True)
class _Insertion:
    table: Table
    statement: str
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
    compiled = insert(table).compile(dialect=dialect, column_keys=list(rows[0]))
    processors = {column.name: processor(column.type, dialect) for column in table.columns}
    processed = [{name: processors[name](value) for name, value in row.items()} for row in rows]
    names = compiled.positiontup
    return _Insertion(
        table,
        str(compiled),
        processed if names is None else [tuple(row[name] for name in names) for row in processed],
    )


def processor(kind: Any, dialect: Dialect) -> Callable[[Any], Any]:
    """Find what makes a value one that the driver takes."""
    found: Callable[[Any], Any] | None = kind.dialect_impl(dialect).bind_processor(dialect)
    return found if found is not None else lambda value: value


def _advance_sequence(connection: Connection, table: Table) -> None:
    """Let PostgreSQL number the next row after those that were inserted with their numbers."""
    column = table.autoincrement_column
    if connection.dialect.name != "postgresql" or column is None:
        return
    sequence = func.pg_get_serial_sequence(table.name, column.name)
    connection.execute(select(func.setval(sequence, select(func.max(column)).scalar_subquery())))
