"""From the documents to scenarios, by the rules that the rules document states."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from failmode.specs.derive.context import Citations, Context, NamedDocument
from failmode.specs.derive.duo_unix import duo_unix_feature, version_findings
from failmode.specs.derive.field_subject import FieldSubject
from failmode.specs.derive.fields import field_features
from failmode.specs.derive.findings import (
    PROGRAMS_MISSING,
    VERDICTS_PRODUCT,
    VERDICTS_REPEATED,
    VERDICTS_UNUSED,
    VERSION_MISSING,
)
from failmode.specs.derive.logins import FAILMODE_SETTING, fed_settings, login_feature
from failmode.specs.derive.products import product_feature
from failmode.specs.derive.proxy import reply_findings
from failmode.specs.derive.subjects import PRODUCT_STEPS, programs_for, table_name
from failmode.specs.model import Coverage, Finding, VerdictTable
from failmode.specs.products import Product
from failmode.specs.rules import IDENTITY_MISSING
from failmode.specs.scenarios import SOURCE, Feature, Scenario


@dataclass(frozen=True, slots=True)
class Derivation:
    """What follows from the documents.

    Attributes:
        features: in the order of the documents.
        findings: what kept scenarios from being derived, and what no scenario was derived from.
    """

    features: tuple[Feature, ...]
    findings: tuple[Finding, ...]


def derive(documents: Sequence[NamedDocument]) -> Derivation:
    """Derive the features.

    Args:
        documents: all documents of the specification; their order does not matter.

    Returns:
        The features with the findings. With an error among them the features are incomplete.
    """
    named = sorted(documents, key=lambda each: each.name)
    findings: list[Finding] = []
    tables = _tables(named, findings)
    context = Context(named, tables, Citations(named), findings)
    of_fields = tuple(_of_fields(context))
    used = any("login" in feature.tags for feature in of_fields)
    features = (*of_fields, *_of_products(context, used), *_of_duo_unix(context))
    return Derivation(tuple(map(_tidy, features)), (*findings, *context.citations.findings()))


def _tidy(feature: Feature) -> Feature:
    """The feature without outlines that have no row, and without sources that say nothing new."""
    rules = (
        replace(rule, scenarios=tuple(filter(None, map(_tidy_scenario, rule.scenarios))))
        for rule in feature.rules
    )
    return replace(feature, rules=tuple(rule for rule in rules if rule.scenarios))


def _tidy_scenario(scenario: Scenario) -> Scenario | None:
    """The scenario; None for an outline without rows, which would be run with its placeholders."""
    tables = tuple(table for table in scenario.examples if table.rows)
    if scenario.examples and not tables:
        return None
    own = str(scenario.source)
    if all(t.header[-1] == SOURCE and all(row[-1] == own for row in t.rows) for t in tables):
        tables = tuple(
            replace(t, header=t.header[:-1], rows=tuple(row[:-1] for row in t.rows)) for t in tables
        )
    return replace(scenario, examples=tables)


def _tables(
    documents: Sequence[NamedDocument], findings: list[Finding]
) -> dict[str, tuple[NamedDocument, VerdictTable]]:
    """The verdict tables by product, and by version for Duo Unix; each has one."""
    found: dict[str, tuple[NamedDocument, VerdictTable]] = {}
    for named in documents:
        for table in filter(lambda each: each.rows, named.document.verdicts):
            product, name = table.product, table_name(table)
            if name in found:
                first = found[name]
                findings.append(
                    named.finding(
                        product.line,
                        VERDICTS_REPEATED,
                        f"{name} already has a verdict table at "
                        f"{first[0].at(first[1].product.line)}; keep one of the two",
                        name,
                    )
                )
            else:
                found[name] = (named, table)
    return found


def _of_fields(context: Context) -> Iterable[Feature]:
    for named in context.documents:
        for field in named.document.fields:
            if field.name is None:
                context.findings.append(
                    named.finding(
                        field.line,
                        IDENTITY_MISSING,
                        "a custom field without a field name: scenarios have nothing to call it "
                        "by; give its Field Name in the Details table",
                    )
                )
                continue
            label = field.label.value if field.label else field.name.value
            subject = FieldSubject(named, field, field.name.value, label)
            yield from field_features(context, subject)
            settings = fed_settings(context, subject)
            if any(setting.setting == FAILMODE_SETTING for setting in settings):
                feature = login_feature(context, subject, settings)
                if feature:
                    yield feature


def _of_products(context: Context, logins: bool) -> Iterable[Feature]:
    fed = {
        setting.product for named in context.documents for setting in named.document.field_settings
    }
    for named, table in context.tables.values():
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
            context.findings.append(named.finding(line, VERDICTS_PRODUCT, message, product))
        elif not logins:
            message = (
                f"no custom field decides logins of {product}, so its verdict table leads to no "
                "scenario"
            )
            context.findings.append(named.finding(line, VERDICTS_UNUSED, message, product))


def _is_run(context: Context, named: NamedDocument, table: VerdictTable) -> bool:
    """Whether it is known which version a table of Duo Unix is about, and what to run for it."""
    heading = table.product
    if table.version is None:
        message = (
            f"the heading {heading.text!r} names no version; write it as `{heading.value} 2.2.3`"
        )
        context.findings.append(named.finding(heading.line, VERSION_MISSING, message))
    if not programs_for(context, Coverage.EVERY_ROW):
        message = (
            f"no document says which programs the rows of {heading.value} are run through; "
            f"give a table with the columns Program and Run for, with `{Coverage.EVERY_ROW}`"
        )
        context.findings.append(named.finding(heading.line, PROGRAMS_MISSING, message))
        return False
    return table.version is not None


def _of_duo_unix(context: Context) -> Iterable[Feature]:
    for named in context.documents:
        if named.document.duo_unix:
            version_findings(context, named, named.document.duo_unix)
            yield duo_unix_feature(context, named, named.document.duo_unix)
