"""Processes that open a database for the first time at the same moment do not stop each other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Engine, Integer, MetaData, Table, create_engine, event, inspect
from sqlalchemy.exc import DBAPIError

from failmode.simulator.state.creation import create_tables

METADATA = MetaData()
FIRST = Table("first", METADATA, Column("id", Integer, primary_key=True))
SECOND = Table("second", METADATA, Column("id", Integer, primary_key=True))


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return create_engine(f"sqlite:///{tmp_path / 'state.sqlite'}")


def test_a_table_that_somebody_else_creates_meanwhile_is_taken_as_it_is(engine: Engine) -> None:
    other = create_engine(engine.url)

    @event.listens_for(engine, "before_cursor_execute")
    def overtake(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("BEGIN"):
            FIRST.create(other, checkfirst=True)

    create_tables(engine, METADATA)
    assert set(inspect(engine).get_table_names()) == {"first", "second"}
    engine.dispose()
    other.dispose()


def test_a_table_that_cannot_be_created_is_an_error(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE other (id INTEGER)")
        connection.exec_driver_sql("CREATE INDEX second ON other (id)")
    with pytest.raises(DBAPIError, match="second"):
        create_tables(engine, METADATA)
    engine.dispose()
