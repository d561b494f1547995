"""The tables of a database that several processes may open for the first time at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from sqlalchemy import Dialect, Engine, MetaData, Table, inspect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateIndex, CreateTable, ExecutableDDLElement


def create_tables(engine: Engine, metadata: MetaData) -> None:
    """Create the tables that are not there, whoever else does the same.

    Args:
        engine: the database.
        metadata: the tables.

    Raises:
        SQLAlchemyError: when one cannot be created and is not there either.
    """
    there = set(inspect(engine).get_table_names())
    missing = [table for table in metadata.sorted_tables if table.name not in there]
    try:
        _create(engine, missing)
    except DBAPIError:
        # Another process may have created tables since this one looked.
        for table in missing:
            try:
                _create(engine, [table])
            except DBAPIError:
                if not inspect(engine).has_table(table.name):
                    raise


def _create(engine: Engine, tables: Sequence[Table]) -> None:
    """Create tables that are not there, all or none of them."""
    if not tables:
        return
    with engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            # Its driver begins none by itself before a statement that creates something.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        language = _Language(connection.dialect.name, connection.dialect)
        for table in tables:
            for statement in _statements(table, language):
                connection.exec_driver_sql(statement)


@dataclass(frozen=True, slots=True)
class _Language:
    """What statements are written in: alike for all databases of a kind."""

    name: str
    dialect: Dialect = field(compare=False)


@lru_cache(maxsize=256)
def _statements(table: Table, language: _Language) -> tuple[str, ...]:
    """Write what creates a table; once, as a process may make many simulators."""
    parts: list[ExecutableDDLElement] = [CreateTable(table), *map(CreateIndex, table.indexes)]
    return tuple(str(part.compile(dialect=language.dialect)) for part in parts)
