"""Documents that no scenario was derived from, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from failmode.specs.documents import NamedDocument
from failmode.specs.facts.duo_unix import DuoUnixFacts
from failmode.specs.facts.failmode_policies import FailmodePolicy
from failmode.specs.facts.products import ProductRow
from failmode.specs.facts.verdict_tables import VerdictTable
from failmode.specs.model import OTHER, Finding, Severity
from failmode.specs.products import Product
from failmode.specs.rules import LintRule
from failmode.specs.scenarios import Feature
from failmode.terms import Column

_COLUMNS = "with the columns Fault, Stage, Outcome and Evidence"


class NoScenario(LintRule):
    """A document that is understood, and leads to no scenario.

    Why is this bad? What a document promises and no scenario tries is promised in vain.
    """

    name = "no-scenario"
    severity = Severity.WARNING


RULES: tuple[type[LintRule], ...] = (NoScenario,)


def unused_documents(
    documents: Sequence[NamedDocument], features: Sequence[Feature]
) -> Iterator[Finding]:
    """Report each document that leads to no scenario, with what it lacks.

    Args:
        documents: all documents.
        features: what was derived from them.
    """
    used = set(_used(features))
    tables = {
        table.product.value.casefold()
        for named in documents
        for table in named.document.every(VerdictTable)
        if table.rows
    }
    for named in documents:
        if named.name in used or named.document.gherkin:
            continue
        for line, why in _reasons(named, tables):
            message = f"no scenario follows from this document: {why}"
            yield named.finding(line, NoScenario, message)


def _used(features: Sequence[Feature]) -> Iterator[str]:
    """List the documents that features, scenarios and their rows name as what they come from."""
    for feature in features:
        for scenario in (each for rule in feature.rules for each in rule.scenarios):
            yield from (source.document for source in (scenario.source, *scenario.rules))
            for examples in scenario.examples:
                if Column.SOURCE in examples.header:
                    place = examples.header.index(Column.SOURCE)
                    yield from (row[place].rpartition(":")[0] for row in examples.rows)


def _reasons(named: NamedDocument, tables: set[str]) -> Iterator[tuple[int, str]]:
    """Say what a document lacks, each with a line; nothing for one that scenarios depend on.

    Args:
        named: the document.
        tables: the products that have a verdict table, in lower case.
    """
    document = named.document
    line = document.title.line if document.title else 1
    if document.kind != OTHER and not document.facts and not document.findings:
        yield line, f"it is declared to be of the kind {document.kind!r}, and has nothing of it"
    policy = document.one(FailmodePolicy)
    if policy is not None and policy.product.value.casefold() not in tables:
        product = policy.product.value or "its product"
        yield (
            policy.product.line,
            (
                f"it gives the modes of {product}, and no document says what a fault leads to "
                f"there; write a verdict table under the heading {product!r}, {_COLUMNS}"
            ),
        )
    if document.one(DuoUnixFacts) is not None and Product.DUO_UNIX.casefold() not in tables:
        yield (
            line,
            (
                "it speaks of Duo Unix, and no document has a verdict table for one of its "
                f"versions; write one under a heading such as `Duo Unix 2.2.3`, {_COLUMNS}"
            ),
        )
    rows = document.every(ProductRow)
    if rows and not any(row.product.value.casefold() in tables for row in rows):
        names = ", ".join(row.product.value for row in rows)
        yield (
            rows[0].line,
            (
                f"it lists products ({names}), and none of them has a verdict table; `failmode "
                f"products` shows them, and a verdict table under the product's name, {_COLUMNS}, "
                "leads to scenarios"
            ),
        )
