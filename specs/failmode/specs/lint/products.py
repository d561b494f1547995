"""Lint rules about tables of products, by themselves and beside what other documents say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from failmode.specs.facts.custom_fields import FAILMODE_SETTING, CustomField, FieldSetting
from failmode.specs.facts.failmode_policies import FailmodeMode
from failmode.specs.facts.product_settings import ProductSetting
from failmode.specs.facts.products import (
    UNKNOWN,
    Direction,
    ProductDefault,
    ProductRow,
    installer_default,
)
from failmode.specs.facts.verdict_tables import Outcome, VerdictTable
from failmode.specs.lint.checks import Checks, Logs
from failmode.specs.lint.default_direction import decides_failmode, default_direction
from failmode.specs.lint.default_modes import default_modes
from failmode.specs.lint.field_names import DefaultsOpposed
from failmode.specs.model import Document, Severity
from failmode.specs.option_words import OptionWords
from failmode.specs.rules import FindingLog, LintRule
from failmode.terms import Evidence


class ProductRepeated(LintRule):
    """A product with a second row in the tables of products.

    Why is this bad? Two rows for one product cannot both be true.
    """

    name = "product-repeated"
    severity = Severity.ERROR


class ProductInvented(LintRule):
    """A product's setting or default that is stated with unknown evidence.

    Why is this bad? Administrators would rely on what nobody has said.
    """

    name = "product-invented"
    severity = Severity.ERROR


class ProductDefaultUnknown(LintRule):
    """Products with a failmode whose default no public source says.

    Why is this bad? Where nobody configured it, nobody knows who gets in.
    """

    name = "product-default-unknown"
    severity = Severity.INFO


class ProductSource(LintRule):
    """A row about a product that names no source for its evidence.

    Why is this bad? Evidence that cannot be looked up cannot be checked.
    """

    name = "product-source"
    severity = Severity.WARNING


class ProductContradiction(LintRule):
    """A row about a product that says otherwise than another document.

    Why is this bad? Two documents cannot both be right about one product.
    """

    name = "product-contradiction"
    severity = Severity.ERROR


RULES: tuple[type[LintRule], ...] = (
    ProductRepeated,
    ProductInvented,
    ProductDefaultUnknown,
    ProductSource,
    ProductContradiction,
)


def check_products(document: Document, log: FindingLog) -> None:
    """Check the rows about products of a document.

    Args:
        document: the document.
        log: takes the findings.
    """
    rows = document.every(ProductRow)
    for row in rows:
        stated = _stated(row)
        if row.evidence is Evidence.UNKNOWN and stated:
            message = (
                f"of {row.product.value} the {' and the '.join(stated)} is stated with unknown "
                f"evidence; name the evidence, or write `{UNKNOWN}`"
            )
            log.add(ProductInvented, row.line, message, row.product.value)
        if row.evidence is not Evidence.UNKNOWN and not row.source:
            message = (
                f"the row of {row.product.value} names no source for its evidence "
                f"({row.evidence.value}); name it"
            )
            log.add(ProductSource, row.line, message, row.product.value)
    open_questions = [row for row in rows if _lacks_default(row)]
    if open_questions:
        names = [row.product.value for row in open_questions]
        message = (
            f"no public source says what is the default of: {', '.join(names)}; whoever deploys "
            "one of them has to configure it, or to look"
        )
        log.add(ProductDefaultUnknown, open_questions[0].line, message, *names)


def _stated(row: ProductRow) -> list[str]:
    """List what a row states as a fact."""
    setting = row.setting and row.setting.casefold() != UNKNOWN
    default = row.default is not None and row.default.direction is not Direction.UNKNOWN
    return [name for name, said in (("setting", setting), ("default", default)) if said]


def _lacks_default(row: ProductRow) -> bool:
    """Return whether a product is known to have a failmode, and its default is not."""
    has_setting = row.setting and row.setting.casefold() != UNKNOWN and not row.has_no_failmode
    unknown = row.default is not None and not row.default.by_version and not row.default.product
    return bool(has_setting) and unknown


@dataclass(frozen=True, slots=True)
class _Statement:
    """What another document says about a product, beside what a row of a table says."""

    what: str
    mine: str
    other: str
    place: str


def compare_products(documents: Sequence[Document], logs: Logs) -> None:
    """Compare the rows about products with each other and with the products' own documents.

    Args:
        documents: every document.
        logs: takes the findings of each document.
    """
    first: dict[str, tuple[Document, ProductRow]] = {}
    for document in documents:
        for row in document.every(ProductRow):
            other, earlier = first.setdefault(row.product.value.casefold(), (document, row))
            if earlier is not row:
                message = (
                    f"{row.product.value} already has a row at {other.path}:{earlier.line}; "
                    "keep one of the two"
                )
                logs[document.path].add(ProductRepeated, row.line, message, row.product.value)
            for said in _contradictions(row, documents):
                message = (
                    f"{said.what} of {row.product.value} is {said.mine!r} here and "
                    f"{said.other!r} at {said.place}; correct one of them, or leave this cell blank"
                )
                logs[document.path].add(
                    ProductContradiction, row.line, message, said.mine, said.other
                )
    compare_field_defaults(documents, logs, {name: row for name, (_, row) in first.items()})


def _contradictions(row: ProductRow, documents: Sequence[Document]) -> Iterator[_Statement]:
    """List what a product's own documents say otherwise than its row."""
    name = row.product.value.casefold()
    for document, product, mode in default_modes(documents):
        if product.casefold() == name:
            yield from _against_mode(row, mode, f"{document.path}:{mode.line}")
    for document in documents:
        for setting in document.every(FieldSetting):
            if setting.setting == FAILMODE_SETTING and setting.product.casefold() == name:
                yield from _against_setting(row, setting, f"{document.path}:{setting.line}")
                yield from _against_installer(row, setting, documents)
        for table in document.every(VerdictTable):
            if row.has_no_failmode and table.product.value.casefold() == name:
                yield from _against_verdicts(row, table, document)


def _against_mode(row: ProductRow, mode: FailmodeMode, place: str) -> Iterator[_Statement]:
    own = row.default.direction if row.default and not row.default.product else None
    if row.has_no_failmode:
        yield _Statement("the setting", row.setting, f"failmode {mode.name}", place)
    elif row.default and own not in (None, Direction.of(mode.failmode)):
        yield _Statement("the default", row.default.text, mode.name, place)


def _against_setting(row: ProductRow, setting: FieldSetting, place: str) -> Iterator[_Statement]:
    for what, mine, other in (
        ("the setting", row.setting, setting.written_as),
        ("the word for open", row.open, setting.on),
        ("the word for closed", row.closed, setting.off),
    ):
        if mine and mine != other:
            yield _Statement(what, mine, other, place)


def _against_installer(
    row: ProductRow, written: FieldSetting, documents: Sequence[Document]
) -> Iterator[_Statement]:
    for document in documents:
        installers = _installers(document, row.product.value)
        default = installer_default(installers, opens=written.on, closes=written.off)
        own = row.default
        if default and own and own.by_version and own.direction is not default.direction:
            place = f"{document.path}:{installers[0].line}"
            yield _Statement("the default", own.text, default.text, place)


def _installers(document: Document, product: str) -> list[ProductSetting]:
    """List what a document says of a product's installer, as to the failmode."""
    return [
        each
        for each in document.every(ProductSetting)
        if each.setting == FAILMODE_SETTING and each.product.casefold() == product.casefold()
    ]


def _against_verdicts(
    row: ProductRow, table: VerdictTable, document: Document
) -> Iterator[_Statement]:
    for verdict in table.rows:
        if verdict.outcome is Outcome.FAILMODE:
            place = f"{document.path}:{verdict.line}"
            yield _Statement("the setting", row.setting, verdict.outcome, place)


def compare_field_defaults(
    documents: Sequence[Document], logs: Logs, rows: Mapping[str, ProductRow]
) -> None:
    """Compare the defaults of failmode fields with those of the products that they feed.

    Args:
        documents: every document.
        logs: takes the findings of each document.
        rows: what the tables say of each product, by its name in lower case.
    """
    fed = [
        setting
        for document in documents
        for setting in document.every(FieldSetting)
        if setting.setting == FAILMODE_SETTING
    ]
    words = OptionWords.of(documents)
    for document in documents:
        for field in document.every(CustomField):
            direction = default_direction(field, words) if decides_failmode(field) else None
            if direction is None or field.default is None or field.name is None:
                continue
            own = {one.product: one for one in fed if one.field == field.name.value}
            for product, setting in own.items():
                default = _default(product, setting, documents, rows)
                if default and default.failmode not in (None, direction):
                    message = (
                        "the documented defaults point in opposite directions: the field fails "
                        f"{direction} ({field.default.value}); {product}, which it feeds, fails "
                        f"{default.failmode} where nothing is deployed"
                    )
                    values = (field.default.value, default.text)
                    logs[document.path].add(DefaultsOpposed, field.default.line, message, *values)


def _default(
    product: str,
    written: FieldSetting,
    documents: Sequence[Document],
    rows: Mapping[str, ProductRow],
) -> ProductDefault | None:
    """Find the default of a product: of its row, else of its installer."""
    row = rows.get(product.casefold())
    if row and row.default:
        return row.default
    installers = [each for document in documents for each in _installers(document, product)]
    return installer_default(installers, opens=written.on, closes=written.off)


PRODUCT_CHECKS = Checks(RULES, (check_products,), (compare_products,))
