"""Features of verdict tables, and what no scenario can be derived from."""

from __future__ import annotations

from collections.abc import Iterator

from failmode.specs.derive import proxy, table_lookup
from failmode.specs.derive.context import Context, KindDerivation
from failmode.specs.derive.product_subject import PRODUCT_STEPS, programs_for
from failmode.specs.derive.products import product_features
from failmode.specs.derive.proxy import reply_findings
from failmode.specs.derive.table_lookup import (
    duo_unix_versions,
    report_repeated,
    report_versions,
    verdict_tables,
)
from failmode.specs.documents import NamedDocument
from failmode.specs.facts.custom_fields import FieldSetting
from failmode.specs.facts.duo_unix import Coverage
from failmode.specs.facts.products import ProductRow
from failmode.specs.facts.verdict_tables import VerdictTable
from failmode.specs.model import Severity
from failmode.specs.products import Product
from failmode.specs.rules import LintRule
from failmode.specs.scenarios import Feature
from failmode.specs.synonyms import close_match, normalize
from failmode.terms import AuthMode

_GUARDING = frozenset({Product.WINDOWS_LOGON, Product.MACOS})
"""Products whose logins a custom field decides; their tables are used by its scenarios."""


class VerdictsProduct(LintRule):
    """A verdict table under a heading that is nearly the name of a product.

    Why is this bad? A misspelt name makes a product of its own, and the one that is meant loses its
    table in silence.
    """

    name = "verdicts-product"
    severity = Severity.ERROR


class VerdictsUnused(LintRule):
    """A verdict table of a product whose logins no custom field decides.

    Why is this bad? A table that no scenario uses checks nothing.
    """

    name = "verdicts-unused"
    severity = Severity.WARNING


class VersionMissing(LintRule):
    """A verdict table of Duo Unix whose heading names no version, or none that can be.

    Why is this bad? Versions of Duo Unix differ in what counts as unreachable.
    """

    name = "version-missing"
    severity = Severity.ERROR


class ProgramsMissing(LintRule):
    """Rows of a verdict table of Duo Unix without a program to run them through.

    Why is this bad? A row that no program is run for checks nothing.
    """

    name = "programs-missing"
    severity = Severity.ERROR


RULES: tuple[type[LintRule], ...] = (
    VerdictsProduct,
    VerdictsUnused,
    VersionMissing,
    ProgramsMissing,
)


def verdict_features(context: Context) -> Iterator[Feature]:
    """Derive the features of the products that have a verdict table of their own.

    The tables of the products that guard endpoints are used by the logins of custom fields.
    """
    report_repeated(context)
    report_versions(context)
    logins = any("login" in feature.tags for feature in context.features)
    fed = {
        setting.product
        for named in context.documents
        for setting in named.document.every(FieldSetting)
    }
    for named, table in verdict_tables(context.documents).values():
        product, line = table.product.value, table.product.line
        if product in PRODUCT_STEPS or product not in {*fed, *_GUARDING}:
            reply_findings(context, table)
            _check_name(context, named, table)
            if product != Product.DUO_UNIX or _is_run(context, named, table):
                yield from product_features(context, named, table)
        elif not logins or product not in fed:
            message = (
                f"no custom field decides logins of {product}, so its verdict table leads to no "
                "scenario"
            )
            context.findings.append(named.finding(line, VerdictsUnused, message, product))


def _check_name(context: Context, named: NamedDocument, table: VerdictTable) -> None:
    """Report a heading that is probably meant as the name of another product."""
    heading = table.product
    declared = [
        row.product.value
        for document in context.documents
        for row in document.document.every(ProductRow)
    ]
    known = {normalize(name): name for name in (*Product, *declared)}
    if normalize(heading.value) in known:
        return
    close = close_match(heading.value, known)
    if close is not None:
        message = (
            f"the heading {heading.text!r} is nearly the name of {known[close]!r}; correct it, or "
            "give the product a row in a table of products"
        )
        context.findings.append(
            named.finding(heading.line, VerdictsProduct, message, heading.value, known[close])
        )


def _is_run(context: Context, named: NamedDocument, table: VerdictTable) -> bool:
    """Return whether the version of a table of Duo Unix is known, and what to run for it."""
    heading = table.product
    versions = duo_unix_versions(table)
    if versions is None:
        message = (
            f"the heading {heading.text!r} names no version, or none that can be; write it as "
            f"`{heading.value} 2.2` or `{heading.value} 1.10.4 to 2.0.3`"
        )
        context.findings.append(named.finding(heading.line, VersionMissing, message))
    programs = programs_for(context, Coverage.EVERY_ROW)
    if not programs:
        message = (
            f"no document says which programs the rows of {heading.value} are run through; give a "
            f"table with the columns Program, Mode and Run for, with `{Coverage.EVERY_ROW}`"
        )
        context.findings.append(named.finding(heading.line, ProgramsMissing, message))
        return False
    modes = {program.auth_mode for program in programs}
    for auth_mode in AuthMode:
        rows = [row for row in table.rows if row.auth_modes == (auth_mode,)]
        if rows and auth_mode not in modes:
            message = (
                f"no program with `{Coverage.EVERY_ROW}` is {auth_mode}, so rows for that mode "
                f"are not run ({len(rows)} here); give one in the table of programs"
            )
            context.findings.append(
                named.finding(rows[0].line, ProgramsMissing, message, auth_mode)
            )
    return versions is not None


VERDICT_DERIVATION = KindDerivation(verdict_features, (*RULES, *table_lookup.RULES, *proxy.RULES))
