"""What a column may hold beyond its type, declared with the column.

Whoever writes a row, and whoever takes rows from outside, asks the same declaration.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # Who only wants a number's range is not to load a database.
    from sqlalchemy import Column, Table

MIN_SECONDS, MAX_SECONDS = -10_000_000_000.0, 100_000_000_000.0
"""The earliest and the latest time that is kept, in the years 1653 and 5138."""

MAX_DURATION_SECONDS = 3_155_760_000.0
"""The longest time that anything is to take: a hundred years."""

Row = Mapping[str, Any]
"""A row's values by column."""

Tables = Mapping[str, Sequence[Row]]
"""The rows of every table, by its name."""

_COLUMN = "constraint"
_TABLE = "constraints"


@dataclass(frozen=True, slots=True)
class Constraint:
    """A condition that every value of a column keeps.

    Attributes:
        expected: what a value has to be, such as `a number from 0 to 9`.
        holds: whether a value keeps it; only asked about values of the column's type, never null.
        minimum: the smallest number that keeps it; None where it is not about numbers.
        maximum: the largest number that keeps it; None where it is not about numbers.
    """

    expected: str
    holds: Callable[[Any], bool]
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class RowConstraint:
    """A condition that binds one column's value to the row's other ones, or to other tables.

    Attributes:
        column: the column whose value is wrong where it does not hold.
        expected: what the value has to be.
        among: returns what tells whether a row keeps it, among the rows of all tables.
    """

    column: str
    expected: str
    among: Callable[[Tables], Callable[[Row], bool]]


def keeps(constraint: Constraint) -> dict[Any, Any]:
    """Return the `info` of a column whose values keep a constraint."""
    return {_COLUMN: constraint}


def rows_keep(*constraints: RowConstraint) -> dict[str, Any]:
    """Return the table arguments of a table whose rows keep constraints."""
    return {"info": {_TABLE: constraints}}


def constraint_of(column: Column[Any]) -> Constraint | None:
    """Return the constraint of a column; None when any value of its type is right."""
    found: Constraint | None = column.info.get(_COLUMN)
    return found


def row_constraints_of(table: Table) -> tuple[RowConstraint, ...]:
    """Return the constraints that rows of a table keep."""
    found: tuple[RowConstraint, ...] = table.info.get(_TABLE, ())
    return found


def one_of(words: Iterable[str]) -> Constraint:
    """Allow these words, such as those of an enumeration, and no others."""
    known = tuple(str(word) for word in words)
    return Constraint(f"one of {', '.join(known)}", known.__contains__)


def joined(words: type[StrEnum]) -> Constraint:
    """Allow words of an enumeration, joined by commas, and the empty text for none."""
    known = frozenset(word.value for word in words)
    return Constraint(
        f"words of {', '.join(words)}, joined by commas",
        lambda text: not text or known.issuperset(text.split(",")),
    )


def list_of(words: type[StrEnum]) -> Constraint:
    """Allow a JSON list of words of an enumeration."""
    known = frozenset(word.value for word in words)
    return Constraint(
        f"a list of words of {', '.join(words)}",
        lambda value: (
            isinstance(value, list) and all(isinstance(one, str) and one in known for one in value)
        ),
    )


def between(minimum: float, maximum: float) -> Constraint:
    """Allow numbers from one to another, both included."""
    return Constraint(
        f"a number from {minimum:.15g} to {maximum:.15g}",
        lambda number: minimum <= number <= maximum,
        minimum,
        maximum,
    )


def nonempty() -> Constraint:
    """Allow any text but the empty one."""
    return Constraint("a text that is not empty", bool)


def row_keeps(column: str, expected: str, holds: Callable[[Row], bool]) -> RowConstraint:
    """Bind a column's value to the row's other ones.

    Args:
        column: see `RowConstraint`.
        expected: see `RowConstraint`.
        holds: whether a row keeps it.
    """
    return RowConstraint(column, expected, lambda _: holds)


def together(*columns: str) -> Iterator[RowConstraint]:
    """Bind columns to each other: all of them are null in a row, or none is."""
    first = columns[0]
    for column in columns[1:]:
        yield row_keeps(
            column,
            f"null where {first} is null, and a value where it is one",
            partial(_alike, column, first),
        )


def _alike(one: str, other: str, row: Row) -> bool:
    return (row[one] is None) == (row[other] is None)
