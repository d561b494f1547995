"""The kinds of document that are understood: each is declared here, and nowhere else."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from failmode.specs.derive.context import KindDerivation
from failmode.specs.derive.custom_fields import CUSTOM_FIELD_DERIVATION
from failmode.specs.derive.duo_unix import DUO_UNIX_DERIVATION
from failmode.specs.derive.verdict_tables import VERDICT_DERIVATION
from failmode.specs.lint.checks import Checks
from failmode.specs.lint.duo_unix import DUO_UNIX_CHECKS
from failmode.specs.lint.failmode_policies import FAILMODE_CHECKS
from failmode.specs.lint.field_names import FIELD_NAME_CHECKS
from failmode.specs.lint.fields import FIELD_CHECKS
from failmode.specs.lint.products import PRODUCT_CHECKS
from failmode.specs.lint.prose import PROSE_CHECKS
from failmode.specs.lint.rule_tables import RULE_TABLE_CHECKS
from failmode.specs.lint.steps import STEP_CHECKS
from failmode.specs.lint.verdict_tables import VERDICT_CHECKS
from failmode.specs.present.custom_fields import CUSTOM_FIELD_VIEW
from failmode.specs.present.duo_unix import DUO_UNIX_VIEW
from failmode.specs.present.failmode_policies import FAILMODE_VIEW
from failmode.specs.present.product_settings import PRODUCT_SETTINGS_VIEW
from failmode.specs.present.products import PRODUCTS_VIEW
from failmode.specs.present.proxy_servers import PROXY_SERVERS_VIEW
from failmode.specs.present.rules_document import RULES_VIEW
from failmode.specs.present.verdict_tables import VERDICT_VIEW
from failmode.specs.present.view import KindView
from failmode.specs.read.custom_fields import CUSTOM_FIELD_READER
from failmode.specs.read.duo_unix import DUO_UNIX_READER
from failmode.specs.read.failmode_policies import FAILMODE_READER
from failmode.specs.read.page import KindReader
from failmode.specs.read.product_settings import PRODUCT_SETTINGS_READER
from failmode.specs.read.products import PRODUCTS_READER
from failmode.specs.read.proxy_servers import PROXY_SERVERS_READER
from failmode.specs.read.rules_document import RULES_READER
from failmode.specs.read.verdict_tables import verdict_reader
from failmode.specs.rules import LintRule


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind of document, from reading to showing.

    Attributes:
        reader: recognizes and reads its facts.
        view: shows the facts as JSON and to people.
        checks: what documents with such facts are held to.
        derivation: what features are derived from the facts; None where only other kinds of
            document use them.
    """

    reader: KindReader
    view: KindView
    checks: tuple[Checks, ...] = ()
    derivation: KindDerivation | None = None

    @property
    def rules(self) -> tuple[type[LintRule], ...]:
        """The rules that documents of this kind are held to, from reading to deriving."""
        checked = [rule for checks in self.checks for rule in checks.rules]
        derived = self.derivation.rules if self.derivation else ()
        return (*self.reader.rules, *checked, *derived)


def document_kinds(faults: Collection[str] | None = None) -> tuple[DocumentKind, ...]:
    """Return every kind, in the order in which they are tried, derived and shown.

    Args:
        faults: names of the faults that verdict tables may name; None takes any name.
    """
    return (
        DocumentKind(
            CUSTOM_FIELD_READER,
            CUSTOM_FIELD_VIEW,
            (FIELD_CHECKS, STEP_CHECKS, PROSE_CHECKS, FIELD_NAME_CHECKS),
            CUSTOM_FIELD_DERIVATION,
        ),
        DocumentKind(verdict_reader(faults), VERDICT_VIEW, (VERDICT_CHECKS,), VERDICT_DERIVATION),
        DocumentKind(DUO_UNIX_READER, DUO_UNIX_VIEW, (DUO_UNIX_CHECKS,), DUO_UNIX_DERIVATION),
        DocumentKind(PRODUCTS_READER, PRODUCTS_VIEW, (PRODUCT_CHECKS,)),
        DocumentKind(PROXY_SERVERS_READER, PROXY_SERVERS_VIEW),
        DocumentKind(FAILMODE_READER, FAILMODE_VIEW, (FAILMODE_CHECKS,)),
        DocumentKind(PRODUCT_SETTINGS_READER, PRODUCT_SETTINGS_VIEW),
        DocumentKind(RULES_READER, RULES_VIEW, (RULE_TABLE_CHECKS,)),
    )


KINDS = document_kinds()
"""Every kind; verdict tables may name any fault."""
