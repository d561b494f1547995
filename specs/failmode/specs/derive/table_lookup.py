"""Verdict tables by the names of what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations, pairwise

from failmode.specs.derive.context import Context
from failmode.specs.documents import NamedDocument
from failmode.specs.facts.duo_unix import DuoUnixFacts, VersionRow
from failmode.specs.facts.verdict_tables import VerdictRow, VerdictTable
from failmode.specs.model import Severity
from failmode.specs.products import Product
from failmode.specs.rules import LintRule
from failmode.terms import VersionRange

VerdictTableIn = tuple[NamedDocument, VerdictTable]
"""A verdict table with its document."""


class VerdictsRepeated(LintRule):
    """A second verdict table of one product, or of one version of Duo Unix.

    Why is this bad? Two tables of one product cannot both be the truth.
    """

    name = "verdicts-repeated"
    severity = Severity.ERROR


class VersionsOverlap(LintRule):
    """Two verdict tables of Duo Unix that both hold for some version.

    Why is this bad? A version has to find one table; two for it cannot both be the truth.
    """

    name = "versions-overlap"
    severity = Severity.ERROR


class VersionsGap(LintRule):
    """Versions of Duo Unix between those of two verdict tables, which have none.

    Why is this bad? Nobody knows what such a version does when Duo cannot be reached.
    """

    name = "versions-gap"
    severity = Severity.INFO


RULES: tuple[type[LintRule], ...] = (VerdictsRepeated, VersionsOverlap, VersionsGap)


def verdict_tables(documents: Iterable[NamedDocument]) -> dict[str, VerdictTableIn]:
    """Find the verdict tables by product, and by versions for Duo Unix.

    Args:
        documents: all documents.

    Returns:
        The first table of each name that has rows, see `table_name`; one that holds only what
        differs from another table of its document has the other's rows as well.
    """
    documents = tuple(documents)
    first = _first_tables(documents)
    bases = {
        row.versions: row.rows_as_in
        for named in documents
        for facts in named.document.every(DuoUnixFacts)
        for row in facts.versions
        if row.rows_as_in
    }
    return {
        name: (named, _complete(named, table, first, bases))
        for name, (named, table) in first.items()
    }


def find_table(tables: Mapping[str, VerdictTableIn], product: str) -> VerdictTableIn | None:
    """Find the table of a product by its name, or by a version that the table holds for.

    Args:
        tables: as `verdict_tables` found them.
        product: such as `macOS`, `Duo Unix 2.2` or `Duo Unix 2.2.3`.
    """
    if product in tables:
        return tables[product]
    name, _, text = product.rpartition(" ")
    for named, table in tables.values():
        versions = duo_unix_versions(table)
        if name == table.product.value and versions and _is_version_of(text, versions):
            return named, table
    return None


def duo_unix_versions(table: VerdictTable) -> VersionRange | None:
    """Return the versions that a table of Duo Unix holds for; None for other products.

    It is None, too, where the heading names none that can be read.
    """
    if table.product.value != Product.DUO_UNIX or table.version is None:
        return None
    try:
        return VersionRange.parse(table.version.value)
    except ValueError:
        return None


def report_versions(context: Context) -> None:
    """Report versions of Duo Unix that have two verdict tables, or none between others."""
    found = sorted(
        (
            (versions, named, table)
            for named, table in _first_tables(context.documents).values()
            if (versions := duo_unix_versions(table))
        ),
        key=lambda one: one[0].first,
    )
    for (versions, named, table), (others, other_document, other) in combinations(found, 2):
        if versions.overlaps(others):
            message = (
                f"the verdict tables of {versions} ({named.at(table.product.line)}) and of "
                f"{others} both hold for some versions; let their headings part them"
            )
            context.findings.append(
                other_document.finding(
                    other.product.line, VersionsOverlap, message, str(versions), str(others)
                )
            )
    for (versions, _, _), (later, document, table) in pairwise(found):
        if not versions.overlaps(later) and not versions.can_precede(later):
            message = (
                f"no verdict table says what versions of {Product.DUO_UNIX} after {versions} and "
                f"before {later} do"
            )
            context.findings.append(
                document.finding(
                    table.product.line, VersionsGap, message, str(versions), str(later)
                )
            )


def report_version_rows(
    context: Context, named: NamedDocument, facts: DuoUnixFacts, rule: type[LintRule]
) -> None:
    """Report rows about versions that no verdict table is about, or that lead nowhere.

    Args:
        context: documents, and where the findings go.
        named: the document of the rows.
        facts: its tables.
        rule: that such a row breaks.
    """
    first = _first_tables(context.documents)
    known = {
        versions: document
        for document, table in first.values()
        if (versions := duo_unix_versions(table))
    }
    bases = {row.versions: row.rows_as_in for row in facts.versions}
    for row in facts.versions:
        for message, value in _faults_of(row, known, bases):
            context.findings.append(named.finding(row.line, rule, message, str(value)))


def _faults_of(
    row: VersionRow,
    known: Mapping[VersionRange, NamedDocument],
    bases: Mapping[VersionRange, VersionRange | None],
) -> Iterator[tuple[str, VersionRange]]:
    names = ", ".join(map(str, known)) or "none"
    if row.versions not in known:
        yield f"the versions {row.versions} have no verdict table; known: {names}", row.versions
    for version in row.measured_with:
        if version not in row.versions:
            yield f"{version} is none of the versions {row.versions}", version
    base = row.rows_as_in
    if base is None:
        return
    if base not in known:
        yield f"there is no verdict table of {base} to take rows from; known: {names}", base
    elif row.versions in known and known[base] is not known[row.versions]:
        yield f"the verdict table of {base} is in another document; keep both in one", base
    seen = {row.versions}
    while base is not None and base not in seen:
        seen.add(base)
        base = bases.get(base)
    if base is not None:
        yield f"the rows of {row.versions} lead back to themselves by {base}", base


def _first_tables(documents: Iterable[NamedDocument]) -> dict[str, VerdictTableIn]:
    found: dict[str, VerdictTableIn] = {}
    for named, table in _all_tables(documents):
        found.setdefault(table_name(table), (named, table))
    return found


def _complete(
    named: NamedDocument,
    table: VerdictTable,
    first: Mapping[str, VerdictTableIn],
    bases: Mapping[VersionRange, VersionRange],
) -> VerdictTable:
    """Add the rows of the tables that a table is based on; its own replace those of their case."""
    by_versions = {
        versions: other
        for document, other in first.values()
        if document is named and (versions := duo_unix_versions(other))
    }
    rows = table.rows
    base = bases.get(own) if (own := duo_unix_versions(table)) else None
    seen = {own}
    while base in by_versions and base not in seen:
        seen.add(base)
        rows = _merge(rows, by_versions[base].rows)
        base = bases.get(base)
    return replace(table, rows=rows)


def _merge(rows: Iterable[VerdictRow], others: Iterable[VerdictRow]) -> tuple[VerdictRow, ...]:
    """Join rows with those of a base, in the order of the base."""
    own: dict[tuple[str, str], list[VerdictRow]] = {}
    for row in rows:
        own.setdefault((row.fault, row.stage), []).append(row)
    merged: list[VerdictRow] = []
    replaced = set()
    for other in others:
        case = (other.fault, other.stage)
        if case not in own:
            merged.append(other)
        elif case not in replaced:
            replaced.add(case)
            merged += own[case]
    merged += [row for case, found in own.items() if case not in replaced for row in found]
    return tuple(merged)


def _is_version_of(text: str, versions: VersionRange) -> bool:
    try:
        return versions.holds_for(text)
    except ValueError:
        return False


def report_repeated(context: Context) -> None:
    """Report each product, or version of Duo Unix, that has a second verdict table."""
    first = _first_tables(context.documents)
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
