"""The tables of a database that several processes may open for the first time at once."""

from __future__ import annotations

from sqlalchemy import Engine, MetaData, inspect
from sqlalchemy.exc import DBAPIError


def create_tables(engine: Engine, metadata: MetaData) -> None:
    """Create the tables that are not there, whoever else does the same.

    Args:
        engine: the database.
        metadata: the tables.

    Raises:
        SQLAlchemyError: when one cannot be created and is not there either.
    """
    try:
        metadata.create_all(engine)
    except DBAPIError:
        # Another process may have created tables since this one looked.
        for table in metadata.sorted_tables:
            try:
                table.create(engine, checkfirst=True)
            except DBAPIError:
                if not inspect(engine).has_table(table.name):
                    raise
