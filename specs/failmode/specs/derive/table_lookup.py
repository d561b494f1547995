"""Verdict tables by the names of what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from failmode.specs.derive.context import Context
from failmode.specs.documents import NamedDocument
from failmode.specs.facts.verdict_tables import VerdictTable
from failmode.specs.model import Severity
from failmode.specs.products import Product
from failmode.specs.rules import LintRule

VerdictTableIn = tuple[NamedDocument, VerdictTable]
"""A verdict table with its document."""


class VerdictsRepeated(LintRule):
    """A second verdict table of one product, or of one version of Duo Unix.

    Why is this bad? Two tables of one product cannot both be the truth.
    """

    name = "verdicts-repeated"
    severity = Severity.ERROR


RULES: tuple[type[LintRule], ...] = (VerdictsRepeated,)


def verdict_tables(documents: Iterable[NamedDocument]) -> dict[str, VerdictTableIn]:
    """Find the verdict tables by product, and by version for Duo Unix.

    Args:
        documents: all documents.

    Returns:
        The first table of each name that has rows, see `table_name`.
    """
    found: dict[str, VerdictTableIn] = {}
    for named, table in _all_tables(documents):
        found.setdefault(table_name(table), (named, table))
    return found


def report_repeated(context: Context) -> None:
    """Report each product, or version of Duo Unix, that has a second verdict table."""
    first = verdict_tables(context.documents)
    for named, table in _all_tables(context.documents):
        name = table_name(table)
        document, earlier = first[name]
        if earlier is not table:
            context.findings.append(
                named.finding(
                    table.product.line,
                    VerdictsRepeated,
                    f"{name} already has a verdict table at "
                    f"{document.at(earlier.product.line)}; keep one of the two",
                    name,
                )
            )


def _all_tables(documents: Iterable[NamedDocument]) -> Iterator[VerdictTableIn]:
    for named in documents:
        for table in named.document.every(VerdictTable):
            if table.rows:
                yield named, table


def table_name(table: VerdictTable) -> str:
    """Return the name that a verdict table goes by: Duo Unix has one for each version."""
    if table.product.value == Product.DUO_UNIX and table.version:
        return f"{table.product.value} {table.version.value}"
    return table.product.value
