"""Snapshots from outside, held against what every table, column and reference may hold."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

from failmode.simulator.errors import ConfigError
from failmode.simulator.state.constraints import (
    MAX_SECONDS,
    MIN_SECONDS,
    Constraint,
    Row,
    Tables,
    constraint_of,
    row_constraints_of,
)
from failmode.simulator.state.values import is_storable, json_problem

_REMEDY = "Mend these, or take a new snapshot"
_SHOWN_PROBLEMS = 100
_SHOWN_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A value of a snapshot that its table may not hold.

    Attributes:
        table: the table's name.
        row: the row's place in it, from 0.
        column: the column.
        value: the value.
        expected: what is expected instead.
    """

    table: str
    row: int
    column: str
    value: object
    expected: str

    def __str__(self) -> str:
        """Return the problem in one line."""
        return (
            f"{self.table}[{self.row}].{self.column} is {_shown(self.value)}, "
            f"expected {self.expected}"
        )


class SnapshotError(ConfigError):
    """A snapshot that does not fit the tables.

    Args:
        what: what is wrong, in one line.
        remedy: what to do about it.
        problems: every value that is wrong; none where the snapshot is of another shape.
    """

    def __init__(self, what: str, remedy: str, problems: Sequence[RowProblem] = ()) -> None:
        self.problems = tuple(problems)
        super().__init__(what, remedy)


def checked_tables(tables: object, metadata: MetaData) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of these tables, if each of them is right.

    Args:
        tables: from outside; the rows by the table's name, each an object by the column's name. A
            table that is left out is empty.
        metadata: the tables.

    Raises:
        SnapshotError: names every problem.
    """
    if not isinstance(tables, dict):
        raise SnapshotError("the snapshot has no tables", "Take a new snapshot")
    _check_shape(tables, metadata)
    problems = list(_problems(tables, metadata))
    if problems:
        raise SnapshotError(_told(problems), _REMEDY, problems)
    return tables


def _problems(tables: Tables, metadata: MetaData) -> Iterator[RowProblem]:
    values = [
        problem
        for table in metadata.sorted_tables
        for problem in _value_problems(table, tables.get(table.name, ()))
    ]
    yield from values
    # What binds rows to each other may ask for anything of rows whose own values are right.
    wrong = {(problem.table, problem.row) for problem in values}
    right: dict[str, dict[int, Row]] = {
        table.name: {
            number: row
            for number, row in enumerate(tables.get(table.name, ()))
            if (table.name, number) not in wrong
        }
        for table in metadata.sorted_tables
    }
    for table in metadata.sorted_tables:
        for columns in _unique_columns(table):
            yield from _repeated(table, columns, right[table.name])
        for column in table.columns:
            yield from _dangling(table, column, right[table.name], tables)
        yield from _row_constraint_problems(table, right)


def _check_shape(tables: Mapping[object, object], metadata: MetaData) -> None:
    wrong = [
        f"it has an unknown table {_shown(name)}" for name in tables if name not in metadata.tables
    ]
    for table in metadata.sorted_tables:
        rows = tables.get(table.name, [])
        columns = set(table.columns.keys())
        if not isinstance(rows, list):
            wrong.append(f"{table.name} is {_shown(rows)}, expected a list of rows")
            continue
        for number, row in enumerate(rows):
            place = f"{table.name}[{number}]"
            if not isinstance(row, dict):
                wrong.append(f"{place} is {_shown(row)}, expected an object")
                continue
            wrong += [f"{place} lacks the column {name}" for name in sorted(columns - set(row))]
            wrong += [
                f"{place} has an unknown column {_shown(name)}"
                for name in row
                if name not in columns
            ]
    if wrong:
        raise SnapshotError(_told(wrong), _REMEDY)


def _told(problems: Sequence[object]) -> str:
    shown = [str(problem) for problem in problems[:_SHOWN_PROBLEMS]]
    more = len(problems) - len(shown)
    return "the snapshot does not fit: " + "; ".join([*shown, *([f"{more} more"] if more else [])])


def _value_problems(table: Table, rows: Sequence[Row]) -> Iterator[RowProblem]:
    checks = [(column.name, _check_of(column)) for column in table.columns]
    for number, row in enumerate(rows):
        for name, check in checks:
            expected = check(row[name])
            if expected is not None:
                yield RowProblem(table.name, number, name, row[name], expected)


def _row_constraint_problems(
    table: Table, right: Mapping[str, Mapping[int, Row]]
) -> Iterator[RowProblem]:
    constraints = row_constraints_of(table)
    if not constraints:
        return
    tables = {name: tuple(rows.values()) for name, rows in right.items()}
    for one in constraints:
        holds = one.among(tables)
        for number, row in right[table.name].items():
            if not holds(row):
                yield RowProblem(table.name, number, one.column, row[one.column], one.expected)


def _check_of(column: Column[Any]) -> Callable[[object], str | None]:
    """Return what says which value a column expects instead of one; None for a right one."""
    type_constraint = _type_constraint(column)
    own = constraint_of(column)
    or_null = " or null" if column.nullable else ""

    def check(value: object) -> str | None:
        if value is None and column.nullable:
            return None
        if not type_constraint.holds(value):
            return type_constraint.expected + or_null
        if own is not None and not own.holds(value):
            return own.expected + or_null
        return None

    return check


def _type_constraint(column: Column[Any]) -> Constraint:
    match column.type:
        case String():
            return _TEXT
        case Boolean():
            return _TRUTH
        case BigInteger():
            return _LONG
        case Integer():
            return _WHOLE
        case Float():
            return _SECONDS
        case JSON():
            return _JSON
    raise TypeError(f"{column} has a type that no snapshot can hold: {column.type!r}")


def _is_whole(value: object, bits: int) -> bool:
    return (
        isinstance(value, int)
        and not isinstance(value, bool)
        and -(2 ** (bits - 1)) <= value < 2 ** (bits - 1)
    )


def _is_seconds(value: object) -> bool:
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and MIN_SECONDS <= value <= MAX_SECONDS
        and math.isfinite(value)
    )


_TEXT = Constraint(
    "a text without NUL and halves of surrogate pairs",
    lambda value: isinstance(value, str) and is_storable(value),
)
_TRUTH = Constraint("true or false", lambda value: isinstance(value, bool))
_WHOLE = Constraint("a whole number of 32 bits", lambda value: _is_whole(value, 32))
_LONG = Constraint("a whole number of 64 bits", lambda value: _is_whole(value, 64))
_SECONDS = Constraint(f"seconds, from {MIN_SECONDS:.15g} to {MAX_SECONDS:.15g}", _is_seconds)
_JSON = Constraint("a JSON value that can be kept", lambda value: json_problem(value) is None)


def _unique_columns(table: Table) -> Iterator[tuple[str, ...]]:
    yield tuple(column.name for column in table.primary_key)
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield tuple(column.name for column in constraint.columns)


def _repeated(
    table: Table, columns: Sequence[str], rows: Mapping[int, Row]
) -> Iterator[RowProblem]:
    first: dict[tuple[object, ...], int] = {}
    for number, row in rows.items():
        values = tuple(row[column] for column in columns)
        # As in SQL, what is null repeats nothing.
        if None not in values and first.setdefault(values, number) != number:
            yield RowProblem(
                table.name,
                number,
                columns[-1],
                values[-1],
                f"another {' and '.join(columns)} than row {first[values]} has",
            )


def _dangling(
    table: Table, column: Column[Any], rows: Mapping[int, Row], tables: Tables
) -> Iterator[RowProblem]:
    for key in column.foreign_keys:
        target = key.column
        # A list or an object is no key, and is told as what is wrong with the row referred to.
        there = {
            row[target.name]
            for row in tables.get(target.table.name, ())
            if isinstance(row[target.name], str | int)
        }
        for number, row in rows.items():
            value = row[column.name]
            if value is not None and value not in there:
                yield RowProblem(
                    table.name,
                    number,
                    column.name,
                    value,
                    f"the {target.name} of a row of {target.table.name}",
                )


def _shown(value: object) -> str:
    try:
        text = json.dumps(value)
    except (TypeError, ValueError, RecursionError):
        text = f"of the type {type(value).__name__}"
    return text if len(text) <= _SHOWN_CHARACTERS else f"{text[:_SHOWN_CHARACTERS]}..."
