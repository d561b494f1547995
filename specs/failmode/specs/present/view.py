"""How the facts of one kind of document are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from failmode.specs.model import Document, Sourced

Json = dict[str, Any]

NOT_GIVEN = "\N{EM DASH}"
"""What stands for something that the document does not give."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table for people; its last column is the document's line, blank where there is none."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class KindView:
    """How the facts of one kind of document are shown.

    Attributes:
        to_json: the keys that the facts have in a document's JSON; each key is always there.
        grids: the tables that `failmode read` prints; none when the document says nothing.
    """

    to_json: Callable[[Document], Mapping[str, Any]]
    grids: Callable[[Document], Iterable[Grid]]


def value(sourced: Sourced[Any] | None) -> Any:
    """Return a value as plain data; null stands where a document does not say."""
    return None if sourced is None else sourced.value
