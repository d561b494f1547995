"""A document divided into blocks, and how a kind of document is read from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from failmode.specs.model import Sourced
from failmode.specs.read.markdown import Block, Table
from failmode.specs.rules import FindingLog, LintRule


@dataclass(frozen=True, slots=True)
class Page:
    """A document's blocks, with what has been read from them so far.

    Attributes:
        path: the document as it was named.
        blocks: in reading order.
        tables: those of the blocks that are tables.
        meta: the front matter's single values by key.
        title: names what the document is about.
        kind: the kind that the front matter declares, or else the first one of which the document
            turned out to be; None as long as it is open.
        facts: what the kinds before have read.
    """

    path: Path
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...]
    meta: Mapping[str, Sourced[str]]
    title: Sourced[str] | None
    kind: str | None = None
    facts: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class KindReading:
    """What was read of a page as one kind of document.

    Attributes:
        facts: what the document says of this kind.
        is_of_kind: whether the document is of this kind when its front matter declares none.
    """

    facts: tuple[object, ...] = ()
    is_of_kind: bool = False


def _no_table(_table: Table) -> bool:
    return False


def _no_block(_page: Page) -> frozenset[int]:
    return frozenset()


@dataclass(frozen=True, slots=True)
class KindReader:
    """How one kind of document is read.

    Attributes:
        name: as `kind:` in the front matter declares it.
        read: reads the facts of a page.
        is_own_table: whether a table is of this kind; a table of no kind is reported.
        expects: what makes a document of this kind, for findings: `a verdict table`.
        columns: its tables with their columns, for findings; empty when it reads no table.
        rules: those that reading this kind reports, beside those of any document.
        instructions: the indices of the page's blocks that are instructions to be followed and so
            no prose.
    """

    name: str
    read: Callable[[Page, FindingLog], KindReading]
    expects: str
    is_own_table: Callable[[Table], bool] = _no_table
    columns: str = ""
    rules: tuple[type[LintRule], ...] = ()
    instructions: Callable[[Page], frozenset[int]] = _no_block
