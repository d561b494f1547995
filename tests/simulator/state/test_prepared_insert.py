"""The INSERT of one row, ready to be run again and again."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from sqlalchemy import Column, Connection, Double, Integer, MetaData, String, Table, create_engine
from sqlalchemy.exc import IntegrityError

from failmode.simulator.state.prepared_insert import PreparedInsert

METADATA = MetaData()
THINGS = Table(
    "things_inserted_by_a_prepared_statement",
    METADATA,
    Column("name", String, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("share", Double),
)


@pytest.fixture
def connection(state_url: str) -> Iterator[Connection]:
    engine = create_engine(state_url)
    with engine.begin() as connection:
        METADATA.drop_all(connection)
        METADATA.create_all(connection)
        yield connection
        METADATA.drop_all(connection)
    engine.dispose()


def test_rows_are_read_as_they_were_written(connection: Connection) -> None:
    prepared = PreparedInsert(THINGS, connection.dialect)
    rows: list[dict[str, object]] = [
        {"name": "100 % of \u00fc", "count": 1, "share": 0.5},
        {"count": 2, "share": None, "name": "?"},
    ]

    for row in rows:
        prepared.run(connection, row)

    assert [
        dict(row) for row in connection.execute(THINGS.select().order_by(THINGS.c.count)).mappings()
    ] == rows


def test_values_are_bound_as_their_columns_want_them(connection: Connection) -> None:
    prepared = PreparedInsert(THINGS, connection.dialect)

    prepared.run(connection, {"name": "half", "count": 1, "share": Decimal("0.5")})

    assert connection.scalar(THINGS.select().with_only_columns(THINGS.c.share)) == 0.5


def test_a_row_that_does_not_fit_is_told_as_sqlalchemy_does(connection: Connection) -> None:
    prepared = PreparedInsert(THINGS, connection.dialect)

    with pytest.raises(IntegrityError), connection.begin_nested():
        prepared.run(connection, {"name": "none", "count": None, "share": None})
