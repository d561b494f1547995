"""Features of verdict tables, and what no scenario can be derived from."""

from __future__ import annotations

from collections.abc import Iterator

from failmode.specs.derive import proxy, table_lookup
from failmode.specs.derive.context import Context, KindDerivation
from failmode.specs.derive.product_subject import PRODUCT_STEPS, programs_for
from failmode.specs.derive.products import product_feature
from failmode.specs.derive.proxy import reply_findings
from failmode.specs.derive.table_lookup import report_repeated, verdict_tables
from failmode.specs.documents import NamedDocument
from failmode.specs.facts.custom_fields import FieldSetting
from failmode.specs.facts.duo_unix import Coverage
from failmode.specs.facts.verdict_tables import VerdictTable
from failmode.specs.model import Severity
from failmode.specs.products import Product
from failmode.specs.rules import LintRule
from failmode.specs.scenarios import Feature


class VerdictsProduct(LintRule):
    """A verdict table under a heading that names no known product.

    Why is this bad? A table that no scenario can use would be lost in silence.
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
    """A verdict table of Duo Unix whose heading names no version.

    Why is this bad? Versions of Duo Unix differ in what counts as unreachable.
    """

    name = "version-missing"
    severity = Severity.ERROR


class ProgramsMissing(LintRule):
    """A verdict table of Duo Unix without programs to run its rows through.

    Why is this bad? A verdict table that no program is run for checks nothing.
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
    logins = any("login" in feature.tags for feature in context.features)
    fed = {
        setting.product
        for named in context.documents
        for setting in named.document.every(FieldSetting)
    }
    for named, table in verdict_tables(context.documents).values():
        product, line = table.product.value, table.product.line
        if product in PRODUCT_STEPS:
            reply_findings(context, table)
            if not PRODUCT_STEPS[product].programs or _is_run(context, named, table):
                yield product_feature(context, named, table)
        elif product not in {*fed, *Product}:
            message = (
                f"no scenario can log in through {product!r}; a verdict table stands under a "
                f"heading that names one of: {', '.join(sorted({*fed, *Product}))}"
            )
            context.findings.append(named.finding(line, VerdictsProduct, message, product))
        elif not logins or product not in fed:
            message = (
                f"no custom field decides logins of {product}, so its verdict table leads to no "
                "scenario"
            )
            context.findings.append(named.finding(line, VerdictsUnused, message, product))


def _is_run(context: Context, named: NamedDocument, table: VerdictTable) -> bool:
    """Return whether the version of a table of Duo Unix is known, and what to run for it."""
    heading = table.product
    if table.version is None:
        message = (
            f"the heading {heading.text!r} names no version; write it as `{heading.value} 2.2.3`"
        )
        context.findings.append(named.finding(heading.line, VersionMissing, message))
    if not programs_for(context, Coverage.EVERY_ROW):
        message = (
            f"no document says which programs the rows of {heading.value} are run through; "
            f"give a table with the columns Program and Run for, with `{Coverage.EVERY_ROW}`"
        )
        context.findings.append(named.finding(heading.line, ProgramsMissing, message))
        return False
    return table.version is not None


VERDICT_DERIVATION = KindDerivation(verdict_features, (*RULES, *table_lookup.RULES, *proxy.RULES))
