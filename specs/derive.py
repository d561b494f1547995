"""From the documents to scenarios, by the rules that the rules document states."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from specs.derive_context import Citations, Context, NamedDocument
from specs.derive_field import field_features
from specs.derive_findings import VERDICTS_PRODUCT, VERDICTS_REPEATED, VERDICTS_UNUSED
from specs.derive_login import PRODUCTS, carries_failmode, login_feature
from specs.derive_products import PRODUCT_NAMES, is_product, product_feature, reply_findings
from specs.derive_subject import FieldSubject
from specs.lintrules import IDENTITY_MISSING
from specs.model import Finding, VerdictTable
from specs.scenarios import SOURCE, Feature, Scenario


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
    features = (*of_fields, *_of_products(context, used))
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
    """The verdict tables by product; a product has one."""
    found: dict[str, tuple[NamedDocument, VerdictTable]] = {}
    for named in documents:
        for table in filter(lambda each: each.rows, named.document.verdicts):
            product = table.product
            if product.value in found:
                first = found[product.value]
                findings.append(
                    named.finding(
                        product.line,
                        VERDICTS_REPEATED,
                        f"{product.value} already has a verdict table at "
                        f"{first[0].at(first[1].product.line)}; keep one of the two",
                        product.value,
                    )
                )
            else:
                found[product.value] = (named, table)
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
            if carries_failmode(subject) and (feature := login_feature(context, subject)):
                yield feature


def _of_products(context: Context, logins: bool) -> Iterable[Feature]:
    platforms = set(PRODUCTS.values())
    for product, (named, table) in context.tables.items():
        line = table.product.line
        if is_product(product):
            reply_findings(context, table)
            yield product_feature(context, named, table)
        elif product not in platforms:
            message = (
                f"no scenario can log in through {product!r}; a verdict table stands under a "
                f"heading that names one of: {', '.join(sorted({*platforms, *PRODUCT_NAMES}))}"
            )
            context.findings.append(named.finding(line, VERDICTS_PRODUCT, message, product))
        elif not logins:
            message = (
                f"no custom field decides logins of {product}, so its verdict table leads to no "
                "scenario"
            )
            context.findings.append(named.finding(line, VERDICTS_UNUSED, message, product))
